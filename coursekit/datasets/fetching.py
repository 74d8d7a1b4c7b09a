"""Download a data file when asked: hash checked, tried again, continued after a cut."""

import hashlib
import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from coursekit.paths import cache_dir

CHUNK = 1 << 18  # bytes
TIMEOUT = 30  # seconds without an answer


@dataclass(frozen=True)
class Download:
    """A file that can be fetched: where from, its name in the cache, and its accepted SHA-256."""

    filename: str
    sha256: tuple
    url: str | None
    licence: str


DOWNLOADS = {
    "churn": Download(
        "Churn_Modelling.csv",
        (
            "3996cd1fa372e0db0cd9c0ebac35bbd4e8e3c65fb942bb010c826e7b1eeef0a0",  # CRLF line ends
            "ee2a5c9d8daf3aed0d91c4d883a84ebb77d271447bebc0f0c80aafb0f288ceab",  # LF line ends
        ),
        None,
        "not established: the course neither carries it nor knows an address that may pass it on",
    ),
    "cifar10": Download(
        "cifar-10-python.tar.gz",
        ("6d958be074577803d12ecdefd02955f39262c83c16fe9348329d7fe0b5c001ce",),
        "https://www.cs.toronto.edu/~kriz/cifar-10-python.tar.gz",
        "none stated; its authors ask to cite A. Krizhevsky, 2009",
    ),
}


class FetchError(Exception):
    """A download failed; the message is one sentence that says why and what to do."""


def sha256_of(path):
    """Return the SHA-256 of a file as 64 hexadecimal digits."""
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def fetch(name, url=None, file=None, retries=3, progress=True):
    """Put the data file `name` into the cache folder and return its path.

    Parameters
    ----------
    name : str
        A key of `DOWNLOADS`.
    url : str, optional
        Another address of the same bytes; needed for ``"churn"``, for which none is known.
    file : path, optional
        A copy you have already: it is checked and copied, nothing is downloaded.
    retries : int, default 3
        How often to try again after a failure.
    progress : bool, default True
        Show a progress bar.

    Raises
    ------
    FetchError
        With one sentence. The cache then holds no file of that name that was not there before; what
        had arrived of a cut download is kept as `….part` and continued next time.
    """
    download = DOWNLOADS[name]
    target = cache_dir() / download.filename
    if target.is_file() and sha256_of(target) in download.sha256:
        return target
    if file is not None:
        return copy_checked(Path(file).expanduser(), target, download)
    url = url or download.url
    if url is None:
        raise FetchError(
            f"The course names no address for {download.filename}, since its licence is not "
            f"established: get a copy yourself and run `coursekit data fetch {name} --file PATH`, "
            "or give `--url ADDRESS`; the hash decides whether it is the right file."
        )
    return download_checked(url, target, download, retries, progress)


def copy_checked(source, target, download):
    """Copy the user's own file into the cache if its hash is right; all of it appears at once."""
    if not source.is_file():
        raise FetchError(f"There is no file at {source}: check the path.")
    if sha256_of(source) not in download.sha256:
        raise FetchError(
            f"{source} is not the known {download.filename} (its SHA-256 differs): it was not "
            "copied."
        )
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(target.name + ".copy")
    shutil.copyfile(source, part)
    os.replace(part, target)
    return target


def download_checked(url, target, download, retries, progress):
    """Download with pooch, which tries again and moves to `target` only a whole file."""
    import pooch
    import requests

    def downloader(address, output, _):
        part = target.with_name(target.name + ".part")
        continue_download(address, part, progress)
        if sha256_of(part) not in download.sha256:
            part.unlink()
            raise ValueError(f"what {address} sent is not the known file (its SHA-256 differs)")
        os.replace(part, output)

    pooch.get_logger().setLevel("WARNING")
    try:
        target.unlink(missing_ok=True)  # a file that is there now has the wrong bytes
        # Two hashes may be right, so the downloader compares them and pooch need not.
        keeper = pooch.create(
            target.parent,
            "",
            registry={target.name: None},
            urls={target.name: url},
            retry_if_failed=retries,
        )
        return Path(keeper.fetch(target.name, downloader=downloader))
    except requests.exceptions.RequestException as error:
        raise FetchError(explain(error, url)) from error
    except (OSError, ValueError) as error:
        raise FetchError(f"{target.name} was not stored: {error}.") from error


def continue_download(url, part, progress):
    """Append to `part` what is missing of `url`; a server that cannot continue starts anew."""
    import requests
    from tqdm.auto import tqdm

    have = part.stat().st_size if part.is_file() else 0
    asked = {"Range": f"bytes={have}-"} if have else {}
    with requests.get(url, headers=asked, stream=True, timeout=TIMEOUT) as answer:
        if (
            answer.status_code == 416
        ):  # nothing is missing, or the file is another one: the hash decides
            return
        answer.raise_for_status()
        have = have if answer.status_code == 206 else 0
        length = answer.headers.get("Content-Length")
        total = have + int(length) if length else None
        bar = tqdm(
            total=total,
            initial=have,
            unit="B",
            unit_scale=True,
            desc=part.stem,
            file=sys.stderr,
            disable=not progress,
        )
        with bar, open(part, "ab" if have else "wb") as file:
            for chunk in answer.iter_content(CHUNK):
                file.write(chunk)
                bar.update(len(chunk))
    if total is not None and part.stat().st_size != total:
        raise requests.exceptions.ConnectionError("the connection was cut")


def explain(error, url):
    """Return one sentence for an error of the network."""
    from urllib.parse import urlsplit

    host = urlsplit(url).hostname or url
    if getattr(error, "response", None) is not None:
        status = error.response.status_code
        return f"{host} answered with error {status} for {url}: try later, or give another --url."
    if isinstance(error, ValueError):
        return f"{url!r} is not an address to download from: it must begin with https://."
    return (
        f"Could not download from {host}: there is no network, or the connection was cut; try "
        "again, what has arrived is kept and continued."
    )
