"""Downloads from a server of our own: whole, wrong, cut, continued, tried again; and no server."""

import hashlib
import socket
import sys
import threading
from dataclasses import replace
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
import requests

from coursekit import cli
from coursekit.datasets.fetching import DOWNLOADS, FetchError, fetch
from workshop import serving

CONTENT = bytes(range(256)) * 4096  # 1 MiB
NAME = "cifar-10-python.tar.gz"


class Server(serving.Server):
    """Serves CONTENT; `failures` are what goes wrong, one a request, before all goes well."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.failures, self.asked, self.ranges = [], [], True
        self.url = f"http://127.0.0.1:{self.server_port}/file"


class Handler(BaseHTTPRequestHandler):
    """Answers one request as the server's list of failures says."""

    def log_message(self, *args):
        pass

    def do_GET(self):
        wanted = self.headers.get("Range")
        self.server.asked.append(wanted)
        failure = self.server.failures.pop(0) if self.server.failures else None
        if isinstance(failure, int):
            return self.send_error(failure)
        start = int(wanted[6:-1]) if wanted and self.server.ranges else 0
        if start >= len(CONTENT):
            return self.send_error(416)
        body = (b"x" + CONTENT[1:] if failure == "wrong" else CONTENT)[start:]
        self.send_response(206 if start else 200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body[: len(body) // 2] if failure == "cut" else body)


@pytest.fixture
def server(monkeypatch):
    monkeypatch.setattr("time.sleep", lambda seconds: None)
    server = Server()
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    right = replace(
        DOWNLOADS["cifar10"], sha256=(hashlib.sha256(CONTENT).hexdigest(),), url=server.url
    )
    monkeypatch.setitem(DOWNLOADS, "cifar10", right)
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(autouse=True)
def cache(monkeypatch, tmp_path):
    monkeypatch.setenv("COURSEKIT_CACHE", str(tmp_path / "my cache"))
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    return tmp_path / "my cache"


def files(cache):
    return sorted(path.name for path in cache.iterdir())


def test_a_file_arrives_whole_and_is_not_fetched_twice(server, cache):
    for _ in range(2):
        path = fetch("cifar10", progress=False)
        assert path == cache / NAME and path.read_bytes() == CONTENT
    assert server.asked == [None]
    assert files(cache) == [NAME]


def test_the_wrong_bytes_are_never_kept(server, cache):
    server.failures = ["wrong"] * 3
    with pytest.raises(FetchError, match="not the known file .its SHA-256 differs") as caught:
        fetch("cifar10", retries=2, progress=False)
    assert "\n" not in str(caught.value)
    assert len(server.asked) == 3
    assert files(cache) == []


def test_a_cut_leaves_no_file_and_the_next_call_goes_on_from_there(server, cache):
    server.failures = ["cut"]
    with pytest.raises(FetchError, match="try again, what has arrived is kept"):
        fetch("cifar10", retries=0, progress=False)
    assert files(cache) == [NAME + ".part"]
    assert (cache / (NAME + ".part")).read_bytes() == CONTENT[: len(CONTENT) // 2]
    assert fetch("cifar10", retries=0, progress=False).read_bytes() == CONTENT
    assert server.asked == [None, f"bytes={len(CONTENT) // 2}-"]
    assert files(cache) == [NAME]


def test_a_server_that_cannot_continue_starts_anew(server, cache):
    server.failures, server.ranges = ["cut"], False
    assert fetch("cifar10", retries=1, progress=False).read_bytes() == CONTENT


def test_what_was_kept_may_be_whole_or_of_another_file(server, cache):
    cache.mkdir()
    (cache / (NAME + ".part")).write_bytes(CONTENT)
    assert fetch("cifar10", retries=0, progress=False).read_bytes() == CONTENT
    (cache / NAME).unlink()
    (cache / (NAME + ".part")).write_bytes(b"y" * 1000)
    assert fetch("cifar10", retries=1, progress=False).read_bytes() == CONTENT
    assert files(cache) == [NAME]


def test_it_tries_again_after_errors_of_the_server(server, cache):
    server.failures = [503, "wrong", "cut"]
    assert fetch("cifar10", progress=False).read_bytes() == CONTENT
    assert len(server.asked) == 4


def test_a_page_that_is_not_there_is_named(server, cache):
    server.failures = [404] * 2
    with pytest.raises(FetchError, match=r"127\.0\.0\.1 answered with error 404"):
        fetch("cifar10", retries=1, progress=False)
    assert files(cache) == []


def test_a_wrong_file_in_the_cache_is_replaced(server, cache):
    cache.mkdir()
    (cache / NAME).write_bytes(b"damaged")
    assert fetch("cifar10", progress=False).read_bytes() == CONTENT


def test_stopping_by_hand_leaves_no_file(server, cache, monkeypatch):
    def stop(self, size):
        yield CONTENT[:1000]
        raise KeyboardInterrupt

    monkeypatch.setattr(requests.Response, "iter_content", stop)
    with pytest.raises(KeyboardInterrupt):
        fetch("cifar10", progress=False)
    assert files(cache) == [NAME + ".part"]


def test_without_a_network_there_is_one_sentence(cache, monkeypatch, capsys):
    monkeypatch.setattr("time.sleep", lambda seconds: None)
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    address = f"http://127.0.0.1:{port}/file"
    assert cli.main(["data", "fetch", "cifar10", "--url", address]) == 1
    said = capsys.readouterr()
    assert said.err.startswith("Could not download from 127.0.0.1: there is no network")
    assert said.err.count("\n") == 1 and "Traceback" not in said.err


def test_an_address_that_is_none(cache):
    with pytest.raises(FetchError, match="'here' is not an address to download from"):
        fetch("cifar10", url="here", retries=0, progress=False)


def test_a_progress_bar_is_shown(server, cache, capsys):
    fetch("cifar10", progress=True)
    assert "100%" in capsys.readouterr().err


def test_churn_needs_an_address_or_a_copy_of_ones_own(cache, capsys):
    assert cli.main(["data", "fetch", "churn"]) == 1
    said = capsys.readouterr().err
    assert "its licence is not established" in said and "--file PATH" in said
    assert not cache.exists()


def test_a_copy_of_ones_own_is_checked_and_kept(cache, tmp_path, monkeypatch, capsys):
    hashes = [hashlib.sha256(text).hexdigest() for text in (b"a\r\n", b"a\n")]
    monkeypatch.setitem(DOWNLOADS, "churn", replace(DOWNLOADS["churn"], sha256=tuple(hashes)))
    own = tmp_path / "own.csv"
    own.write_bytes(b"b\n")
    with pytest.raises(FetchError, match="own.csv is not the known Churn_Modelling.csv"):
        fetch("churn", file=own)
    with pytest.raises(FetchError, match="There is no file at"):
        fetch("churn", file=tmp_path / "none.csv")
    own.write_bytes(b"a\n")
    assert cli.main(["data", "fetch", "churn", "--file", str(own)]) == 0
    assert (cache / "Churn_Modelling.csv").read_bytes() == b"a\n"
    assert files(cache) == ["Churn_Modelling.csv"]
    assert "churn is ready" in capsys.readouterr().out


def test_the_list_says_what_is_here(cache, capsys):
    assert cli.main(["data", "list"]) == 0
    said = capsys.readouterr().out
    for word in ("churn, embedded", "digits, photos", "small pictures", "cifar10", str(cache)):
        assert word in said


def test_the_platform_chooses_the_cache_when_nobody_else_does(monkeypatch):
    import pooch

    from coursekit.paths import cache_dir

    monkeypatch.delenv("COURSEKIT_CACHE")
    assert str(cache_dir()) == str(pooch.os_cache("coursekit"))


def test_where_pooch_cannot_be_imported_the_cache_has_a_place_too(monkeypatch):
    """A page of the web has no lzma, which pooch imports."""
    monkeypatch.delenv("COURSEKIT_CACHE", raising=False)
    monkeypatch.setitem(sys.modules, "pooch", None)
    from coursekit.paths import cache_dir

    assert cache_dir() == Path.home() / ".cache" / "coursekit"
