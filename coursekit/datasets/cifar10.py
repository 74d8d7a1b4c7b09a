"""CIFAR-10: 60,000 real pictures of 32 × 32 pixels in ten classes, or a stand-in offline."""

import os
import warnings
from pathlib import Path

from coursekit.datasets.cifar10_files import read_archive, read_folder, read_npz
from coursekit.datasets.fetching import DOWNLOADS, sha256_of
from coursekit.datasets.small_pictures import CLASS_NAMES, draw_small_pictures
from coursekit.paths import cache_dir

ARCHIVE_NAME = DOWNLOADS["cifar10"].filename
CIFAR10_CLASS_NAMES = (
    "airplane",
    "automobile",
    "bird",
    "cat",
    "deer",
    "dog",
    "frog",
    "horse",
    "ship",
    "truck",
)
GENERATED = "generated pictures, not CIFAR-10"


class Pictures(tuple):
    """The pair ((x_train, y_train), (x_test, y_test)), with its `class_names` and `source`."""

    def __new__(cls, parts, class_names, source):
        """Keep the pair and what is known about it."""
        pictures = super().__new__(cls, parts)
        pictures.class_names = tuple(class_names)
        pictures.source = source
        return pictures


def load_cifar10(source="auto"):
    """Return ((x_train, y_train), (x_test, y_test)), as `keras.datasets.cifar10.load_data` does.

    Parameters
    ----------
    source : str or path, default "auto"
        - ``"auto"``: the .npz named by the environment variable `COURSEKIT_CIFAR10`; else the
          official archive if it was fetched here or by Keras; else generated pictures, with a
          printed sentence.
        - ``"generated"``: 4,000 + 1,000 pictures of ten shapes, drawn by the course.
        - ``"real"``: the official archive, or an error that says how to get it.
        - anything else: the path of an .npz, of the official archive (.tar.gz), or of a folder
          with its batches.

    Returns
    -------
    Pictures
        A pair of pairs; x is an ndarray of uint8, shape (n, 32, 32, 3), y of uint8, shape (n, 1).
        Its `class_names` are ten words, its `source` says in plain words which pictures these are.

    Raises
    ------
    FileNotFoundError
        The file asked for is not there.
    ValueError
        The archive's SHA-256 is wrong, or an .npz does not hold such pictures.

    Notes
    -----
    Nothing is downloaded here; `coursekit data fetch cifar10` does that. Source: A. Krizhevsky,
    Learning Multiple Layers of Features from Tiny Images, 2009; lecture 002.
    """
    asked = source
    if source == "auto":
        source = os.environ.get("COURSEKIT_CIFAR10") or find_archive() or "generated"
    if source == "real":
        source = find_archive()
        if source is None:
            raise FileNotFoundError(
                "CIFAR-10 is not on this computer: run `coursekit data fetch cifar10` (170 MB)."
            )
    if source != "generated":
        return read_pictures(Path(source).expanduser())
    if asked == "auto":
        print(f"These are {GENERATED}; `coursekit data fetch cifar10` gets the real ones.")
    return Pictures(draw_small_pictures(), CLASS_NAMES, GENERATED)


def archive_places():
    """Return where the official archive may stand: our cache, then the names Keras gives it."""
    keras = Path(os.environ.get("KERAS_HOME", Path.home() / ".keras")) / "datasets"
    return (
        cache_dir() / ARCHIVE_NAME,
        keras / "cifar-10-batches-py-target_archive",
        keras / "cifar-10-batches-py.tar.gz",
    )


def find_archive():
    """Return the path of an archive, or None; warn of one whose bytes are not the official ones."""
    for path in archive_places():
        if not path.is_file():
            continue
        if sha256_of(path) == DOWNLOADS["cifar10"].sha256[0]:
            return path
        warnings.warn(
            f"{path} is not the official CIFAR-10 archive (its SHA-256 differs), so it is not "
            "used; delete it and run `coursekit data fetch cifar10`.",
            stacklevel=3,
        )
    return None


def read_pictures(path):
    """Return the pictures of one file; an archive is opened only when its hash is right."""
    if path.is_dir():
        return Pictures(read_folder(path), CIFAR10_CLASS_NAMES, f"batches in the folder {path}")
    if not path.is_file():
        raise FileNotFoundError(f"There are no pictures at {path}: check the path.")
    if path.suffix.lower() in (".npz", ".npy"):
        parts, names = read_npz(path)
        return Pictures(parts, names or CIFAR10_CLASS_NAMES, f"pictures in {path.name}")
    if sha256_of(path) != DOWNLOADS["cifar10"].sha256[0]:
        raise ValueError(
            f"{path} is neither an .npz nor the official CIFAR-10 archive: its SHA-256 differs, "
            "so it was not opened."
        )
    return Pictures(read_archive(path), CIFAR10_CLASS_NAMES, "CIFAR-10, the official archive")
