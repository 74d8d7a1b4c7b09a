"""A file is written whole or not at all, with the permissions that a user expects."""

import os

import pytest

from coursekit._files import replacing, write_text

POSIX = pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")


@pytest.fixture
def umask():
    before = os.umask(0o027)
    yield
    os.umask(before)


def test_bytes_arrive_as_they_are(tmp_path):
    write_text(tmp_path / "a.txt", "Größe\n1\r\n")
    assert (tmp_path / "a.txt").read_bytes() == b"Gr\xc3\xb6\xc3\x9fe\n1\r\n"


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
@pytest.mark.parametrize("old", [None, b"old"])
def test_a_crash_leaves_what_was_there(tmp_path, old, error):
    path = tmp_path / "a.txt"
    if old:
        path.write_bytes(old)
    with pytest.raises(error), replacing(path) as file:
        file.write(b"half")
        raise error
    assert [entry.name for entry in tmp_path.iterdir()] == (["a.txt"] if old else [])
    assert not old or path.read_bytes() == old


def test_nobody_sees_half_a_file(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("old")
    with replacing(path) as file:
        file.write(b"new")
        file.flush()
        assert path.read_text() == "old"
    assert path.read_text() == "new"


@POSIX
def test_permissions(tmp_path, umask):
    def mode(name):
        return (tmp_path / name).stat().st_mode & 0o777

    write_text(tmp_path / "new", "x")
    assert mode("new") == 0o640
    write_text(tmp_path / "secret", "x", mode=0o600)
    assert mode("secret") == 0o600
    (tmp_path / "mine").touch()
    (tmp_path / "mine").chmod(0o604)
    write_text(tmp_path / "mine", "x")
    assert mode("mine") == 0o604


def test_a_folder_that_is_not_there_is_told(tmp_path):
    with pytest.raises(FileNotFoundError):
        write_text(tmp_path / "no" / "a.txt", "x")
