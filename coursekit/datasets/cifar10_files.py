"""Read pictures of 32 × 32 × 3 from CIFAR-10's official archive, or from an .npz."""

import pickle
import tarfile
import zipfile
from pathlib import Path

import numpy as np

FOLDER = "cifar-10-batches-py"
TRAIN_BATCHES = tuple(f"data_batch_{i}" for i in range(1, 6))
ARRAYS = ("x_train", "y_train", "x_test", "y_test")


class ArrayUnpickler(pickle.Unpickler):
    """Unpickle NumPy arrays in plain containers and nothing else, so no file can run code."""

    ALLOWED = {
        ("numpy.core.multiarray", "_reconstruct"): np.empty(0).__reduce__()[0],
        ("numpy._core.multiarray", "_reconstruct"): np.empty(0).__reduce__()[0],
        ("numpy", "ndarray"): np.ndarray,
        ("numpy", "dtype"): np.dtype,
    }

    def find_class(self, module, name):
        """Return one of the few names that an array needs; refuse every other."""
        if (module, name) not in self.ALLOWED:
            raise pickle.UnpicklingError(f"it asks for {module}.{name}")
        return self.ALLOWED[module, name]


def read_archive(path):
    """Return ((x_train, y_train), (x_test, y_test)) of the official archive of Python batches.

    Parameters
    ----------
    path : path
        `cifar-10-python.tar.gz`. Check its hash before: this only guards against code in it.

    Raises
    ------
    ValueError
        The file is not such an archive.
    """
    try:
        with tarfile.open(path) as archive:
            train = [_from_archive(archive, name) for name in TRAIN_BATCHES]
            test = _from_archive(archive, "test_batch")
    except (tarfile.TarError, EOFError, OSError, KeyError, pickle.UnpicklingError) as error:
        raise ValueError(f"{path} is not a sound CIFAR-10 archive: {error}.") from error
    return _joined(train), test


def read_folder(path):
    """Return ((x_train, y_train), (x_test, y_test)) of the batches that somebody has unpacked.

    Parameters
    ----------
    path : path
        The folder of the batches, or the one that holds `cifar-10-batches-py`.

    Raises
    ------
    ValueError
        A batch is missing or damaged; the sentence names it.
    """
    folder = Path(path) / FOLDER if (Path(path) / FOLDER).is_dir() else Path(path)
    names = (*TRAIN_BATCHES, "test_batch")
    missing = [name for name in names if not (folder / name).is_file()]
    if missing:
        raise ValueError(
            f"The folder {folder} lacks {', '.join(missing)}: name the folder with CIFAR-10's six "
            "batches, the archive, or an .npz."
        )
    *train, test = (_from_folder(folder / name) for name in names)
    return _joined(train), test


def _joined(train):
    x_train, y_train = (np.concatenate(part) for part in zip(*train, strict=True))
    return x_train, y_train


def _from_archive(archive, name):
    with archive.extractfile(f"{FOLDER}/{name}") as file:
        return read_batch(file)


def _from_folder(path):
    try:
        with open(path, "rb") as file:
            x, y = read_batch(file)
    except Exception as error:  # a damaged pickle may raise anything
        raise ValueError(f"{path} is not a sound CIFAR-10 batch: {error}.") from error
    return check_part(path, "batch", {"x_batch": x, "y_batch": y})


def read_batch(file):
    """Return (x, y) of one batch; a row is 1024 red, 1024 green, then 1024 blue values."""
    batch = ArrayUnpickler(file, encoding="bytes").load()
    x = (
        batch[b"data"].reshape(-1, 3, 32, 32).transpose(0, 2, 3, 1)
    )  # (n, 3, 32, 32) → (n, 32, 32, 3)
    return np.ascontiguousarray(x), np.array(batch[b"labels"], dtype=np.uint8)[:, None]


def read_npz(path):
    """Return the two pairs and the class names (None if absent) of an .npz with Keras' four arrays.

    Raises
    ------
    ValueError
        An array is missing or has the wrong kind or shape; the sentence names file and array.
    """
    try:
        loaded = np.load(path, allow_pickle=False)
        if isinstance(loaded, np.ndarray):
            raise ValueError(f"it holds one array (.npy), and four are needed: {', '.join(ARRAYS)}")
        with loaded as file:
            found = {name: file[name] for name in file.files if name in (*ARRAYS, "names")}
    except (ValueError, OSError, EOFError, zipfile.BadZipFile) as error:
        # NumPy would advise to unpickle it, which runs whatever code is in there
        pickled = "pickle" in str(error)
        reason = "it holds something else than arrays of numbers" if pickled else error
        raise ValueError(f"{path} is not a sound .npz of pictures: {reason}.") from error
    for name in ARRAYS:
        if name not in found:
            raise ValueError(f"{path} lacks the array {name}; it needs {', '.join(ARRAYS)}.")
    parts = tuple(check_part(path, part, found) for part in ("train", "test"))
    names = found.get("names")
    return parts, None if names is None else check_names(path, names)


def check_part(path, part, found):
    """Return (x, y) of "train" or "test" once kinds and shapes are right; y becomes (n, 1)."""
    x, y = found[f"x_{part}"], found[f"y_{part}"]
    if x.dtype != np.uint8 or x.ndim != 4 or x.shape[1:] != (32, 32, 3) or not len(x):
        raise ValueError(
            f"{path}: x_{part} must be uint8 of shape (n, 32, 32, 3), got {x.dtype} of {x.shape}."
        )
    if y.shape not in ((len(x),), (len(x), 1)):
        raise ValueError(f"{path}: y_{part} must hold {len(x)} labels, its shape is {y.shape}.")
    if y.dtype.kind not in "iu" or not 0 <= int(y.min()) <= int(y.max()) <= 9:
        raise ValueError(f"{path}: y_{part} must hold whole numbers from 0 to 9.")
    return x, y.astype(np.uint8).reshape(-1, 1)


def check_names(path, names):
    """Return the ten class names as a tuple of str."""
    if names.shape != (10,) or names.dtype.kind != "U":
        raise ValueError(f"{path}: names must be ten words, got {names.dtype} of {names.shape}.")
    return tuple(names.tolist())
