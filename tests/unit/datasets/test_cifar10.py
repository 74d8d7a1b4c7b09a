"""Reading CIFAR-10: the official layout in a tiny archive, an .npz, and what is refused."""

import io
import pickle
import tarfile
from dataclasses import replace

import numpy as np
import pytest

from coursekit.datasets import cifar10, load_cifar10
from coursekit.datasets.cifar10_files import read_archive
from coursekit.datasets.fetching import DOWNLOADS, sha256_of

ROWS = 3


@pytest.fixture(autouse=True)
def nothing_at_hand(monkeypatch, tmp_path):
    monkeypatch.delenv("COURSEKIT_CIFAR10", raising=False)
    monkeypatch.setenv("COURSEKIT_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("KERAS_HOME", str(tmp_path / "keras"))


def old_bytes(text):
    """Pickle a byte string of Python 2, as the official batches hold them."""
    return b"U" + bytes([len(text)]) + text


def batch_bytes(rng):
    """One batch as Python 2 pickles it, {data: uint8 (n, 3072), labels: list}, and its parts."""
    data = rng.integers(0, 256, (ROWS, 3072), dtype=np.uint8)
    labels = rng.integers(0, 10, ROWS).tolist()
    array = (
        b"cnumpy.core.multiarray\n_reconstruct\ncnumpy\nndarray\nK\x00\x85"
        + old_bytes(b"b")
        + b"\x87R(K\x01K"
        + bytes([ROWS])
        + b"M\x00\x0c\x86cnumpy\ndtype\n"
        + old_bytes(b"u1")
        + b"K\x00K\x01\x87R(K\x03"
        + old_bytes(b"|")
        + b"NNNJ\xff\xff\xff\xffJ\xff\xff\xff\xffK\x00tb\x89T"
        + data.nbytes.to_bytes(4, "little")
        + data.tobytes()
        + b"tb"
    )
    numbers = b"](" + b"".join(b"K" + bytes([label]) for label in labels) + b"e"
    content = b"\x80\x02}(" + old_bytes(b"data") + array + old_bytes(b"labels") + numbers + b"u."
    return content, data, labels


def write_archive(path, batches):
    """Write batches, name → bytes, as the official .tar.gz has them."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tarfile.open(path, "w:gz") as archive:
        for name, content in batches.items():
            info = tarfile.TarInfo(f"cifar-10-batches-py/{name}")
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return path


@pytest.fixture
def official():
    rng = np.random.default_rng(0)
    names = [*(f"data_batch_{i}" for i in range(1, 6)), "test_batch"]
    return {name: batch_bytes(rng) for name in names}


@pytest.fixture
def tiny(official, tmp_path, monkeypatch):
    """A tiny archive in the official layout, whose hash counts as the right one."""
    batches = {name: content for name, (content, _, _) in official.items()}
    path = write_archive(tmp_path / "tiny.tar.gz", batches)
    right = replace(DOWNLOADS["cifar10"], sha256=(sha256_of(path),))
    monkeypatch.setitem(DOWNLOADS, "cifar10", right)
    return path


def test_an_archive_in_the_official_layout(tiny, official):
    pictures = load_cifar10(tiny)
    (x_train, y_train), (x_test, y_test) = pictures
    assert x_train.shape == (5 * ROWS, 32, 32, 3) and y_train.shape == (5 * ROWS, 1)
    assert x_test.shape == (ROWS, 32, 32, 3)
    assert {part.dtype for pair in pictures for part in pair} == {np.dtype("uint8")}
    _, data, labels = official["data_batch_2"]
    assert y_train[ROWS : 2 * ROWS, 0].tolist() == labels
    assert x_train[ROWS, 5, 7].tolist() == [data[0, c * 1024 + 5 * 32 + 7] for c in range(3)]
    assert y_test[:, 0].tolist() == official["test_batch"][2]
    assert pictures.class_names[3] == "cat" and pictures.source == "CIFAR-10, the official archive"


@pytest.mark.parametrize(
    "place",
    [
        "cache/cifar-10-python.tar.gz",
        "keras/datasets/cifar-10-batches-py-target_archive",
        "keras/datasets/cifar-10-batches-py.tar.gz",
    ],
)
def test_the_archive_is_found_in_our_cache_and_in_keras_cache(tiny, tmp_path, place, capsys):
    (tmp_path / place).parent.mkdir(parents=True)
    tiny.rename(tmp_path / place)
    for source in ("auto", "real"):
        assert load_cifar10(source).source == "CIFAR-10, the official archive"
    assert load_cifar10("generated").source == "generated pictures, not CIFAR-10"
    assert capsys.readouterr().out == ""


def test_an_archive_with_another_hash_is_not_opened(tiny, tmp_path, monkeypatch):
    def opened(*args):
        raise AssertionError("it was opened")

    monkeypatch.setattr(cifar10, "read_archive", opened)
    tiny.write_bytes(tiny.read_bytes() + b"\0")
    with pytest.raises(ValueError, match=r"tiny\.tar\.gz is neither an \.npz nor the official"):
        load_cifar10(tiny)
    (tmp_path / "cache").mkdir()
    tiny.rename(tmp_path / "cache" / "cifar-10-python.tar.gz")
    with pytest.warns(UserWarning, match="is not the official CIFAR-10 archive"):
        assert load_cifar10().source.startswith("generated")


class Evil:
    """Runs code when it is unpickled by an unguarded reader."""

    def __reduce__(self):
        return print, ("code has run",)


def test_even_then_no_code_in_a_batch_runs(tmp_path, capsys):
    path = write_archive(tmp_path / "evil.tar.gz", {"data_batch_1": pickle.dumps(Evil())})
    with pytest.raises(
        ValueError, match=r"not a sound CIFAR-10 archive: it asks for builtins\.print"
    ):
        read_archive(path)
    assert capsys.readouterr().out == ""


def test_an_archive_without_a_batch(tmp_path, official):
    path = write_archive(tmp_path / "part.tar.gz", {"data_batch_1": official["data_batch_1"][0]})
    with pytest.raises(ValueError, match="not a sound CIFAR-10 archive.*data_batch_2"):
        read_archive(path)


def test_without_anything_the_generated_pictures_say_so(capsys):
    pictures = load_cifar10()
    assert pictures.source == "generated pictures, not CIFAR-10"
    assert "generated pictures, not CIFAR-10" in capsys.readouterr().out
    assert pictures.class_names[0] == "disc" and pictures[0][0].shape == (4000, 32, 32, 3)


@pytest.fixture
def arrays():
    rng = np.random.default_rng(1)
    return {
        "x_train": rng.integers(0, 256, (5, 32, 32, 3), dtype=np.uint8),
        "y_train": np.arange(5, dtype=np.uint8),
        "x_test": rng.integers(0, 256, (2, 32, 32, 3), dtype=np.uint8),
        "y_test": np.array([[9], [0]]),
    }


def test_an_npz_named_by_the_environment(arrays, tmp_path, monkeypatch):
    np.savez(tmp_path / "some.npz", **arrays, names=np.array([f"class {i}" for i in range(10)]))
    monkeypatch.setenv("COURSEKIT_CIFAR10", str(tmp_path / "some.npz"))
    pictures = load_cifar10()
    (x_train, y_train), (_, y_test) = pictures
    assert np.array_equal(x_train, arrays["x_train"])
    assert y_train.shape == (5, 1) and y_test.tolist() == [[9], [0]] and y_test.dtype == np.uint8
    assert pictures.class_names[1] == "class 1" and pictures.source == "pictures in some.npz"


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"x_test": None}, "lacks the array x_test"),
        ({"x_train": np.zeros((5, 32, 32, 3))}, "x_train must be uint8"),
        ({"x_train": np.zeros((5, 3, 32, 32), np.uint8)}, "x_train must be uint8 of shape"),
        ({"x_train": np.zeros((0, 32, 32, 3), np.uint8)}, "x_train must be uint8 of shape"),
        ({"y_train": np.arange(4)}, "y_train must hold 5 labels"),
        ({"y_test": np.array([0, 10])}, "y_test must hold whole numbers from 0 to 9"),
        ({"y_test": np.array([0.0, 1.0])}, "y_test must hold whole numbers from 0 to 9"),
        ({"names": np.array(["one"])}, "names must be ten words"),
        ({"y_test": np.array([0, None])}, "not a sound .npz of pictures: it holds something"),
    ],
)
def test_an_npz_that_holds_something_else(arrays, tmp_path, change, sentence):
    kept = {name: value for name, value in (arrays | change).items() if value is not None}
    np.savez(tmp_path / "bad.npz", **kept)
    with pytest.raises(ValueError) as caught:
        load_cifar10(tmp_path / "bad.npz")
    assert sentence in str(caught.value) and "bad.npz" in str(caught.value)


def test_files_that_are_missing_or_no_npz(tmp_path):
    with pytest.raises(FileNotFoundError, match="coursekit data fetch cifar10"):
        load_cifar10("real")
    with pytest.raises(FileNotFoundError, match="no pictures at"):
        load_cifar10(tmp_path / "none.npz")
    (tmp_path / "text.npz").write_text("hello")
    with pytest.raises(ValueError, match=r"text\.npz is not a sound \.npz"):
        load_cifar10(tmp_path / "text.npz")


def write_folder(folder, seed=1):
    folder.mkdir(parents=True)
    rng = np.random.default_rng(seed)
    parts = {}
    for name in (*(f"data_batch_{i}" for i in range(1, 6)), "test_batch"):
        content, data, labels = batch_bytes(rng)
        (folder / name).write_bytes(content)
        parts[name] = data, labels
    return parts


@pytest.mark.parametrize("inside", ["", "cifar-10-batches-py"])
def test_a_folder_of_batches_is_read(tmp_path, inside):
    parts = write_folder(tmp_path / "pictures" / inside)
    pictures = load_cifar10(tmp_path / "pictures")
    (x_train, y_train), (x_test, y_test) = pictures
    assert x_train.shape == (5 * ROWS, 32, 32, 3) and y_train.shape == (5 * ROWS, 1)
    data, labels = parts["test_batch"]
    assert y_test[:, 0].tolist() == labels
    assert x_test[2, 5, 7].tolist() == [data[2, 1024 * c + 32 * 5 + 7] for c in range(3)]
    assert "batches in the folder" in pictures.source


def test_a_folder_without_all_batches_is_refused_by_name(tmp_path):
    write_folder(tmp_path / "pictures")
    (tmp_path / "pictures" / "data_batch_3").unlink()
    with pytest.raises(ValueError, match="lacks data_batch_3: name the folder"):
        load_cifar10(tmp_path / "pictures")


@pytest.mark.parametrize(
    "damage", [b"", b"no pickle", pickle.dumps({b"data": 3}), pickle.dumps(io.StringIO)]
)
def test_a_damaged_batch_is_refused_by_name(tmp_path, damage):
    write_folder(tmp_path / "pictures")
    (tmp_path / "pictures" / "data_batch_2").write_bytes(damage)
    with pytest.raises(ValueError, match="data_batch_2 is not a sound CIFAR-10 batch"):
        load_cifar10(tmp_path / "pictures")


def test_the_ending_npz_may_be_in_capitals(tmp_path):
    x, y = np.zeros((2, 32, 32, 3), np.uint8), np.array([0, 9])
    np.savez(tmp_path / "small.npz", x_train=x, y_train=y, x_test=x, y_test=y)
    (tmp_path / "small.npz").rename(tmp_path / "SMALL.NPZ")
    assert load_cifar10(tmp_path / "SMALL.NPZ")[0][0].shape == (2, 32, 32, 3)


@pytest.mark.parametrize("name", ["one.npy", "misnamed.npz"])
def test_a_single_array_is_refused_as_what_it_is(tmp_path, name):
    with open(tmp_path / name, "wb") as file:
        np.save(file, np.zeros((2, 32, 32, 3), np.uint8))
    with pytest.raises(ValueError, match=r"it holds one array \(.npy\), and four are needed"):
        load_cifar10(tmp_path / name)
