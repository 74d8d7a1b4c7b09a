"""What a worker can see of this machine: Python, its libraries, the course; no key, no home."""

import os
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

import coursekit
from coursekit import paths

#: Parts of the package that hold answers or the grader, and what of them the worker needs.
MASKED = {
    "exercises": ("blank.py", "verdict.py"),
    "classroom": ("__init__.py", "worker"),
}
SYSTEM = ("/usr", "/lib", "/lib64", "/lib32", "/bin", "/sbin", "/nix/store")
SETTINGS = ("ld.so.cache", "localtime", "fonts", "alternatives", "mime.types")

ENVIRONMENT = {
    "PATH": "/usr/bin:/bin",
    "LANG": "C.UTF-8",
    "PYTHONHASHSEED": "0",
    "PYTHONIOENCODING": "utf-8",
    "MPLBACKEND": "Agg",
    "COURSEKIT_PROGRESS": "off",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "TF_NUM_INTRAOP_THREADS": "1",
    "TF_NUM_INTEROP_THREADS": "1",
    "TF_ENABLE_ONEDNN_OPTS": "0",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "CUDA_VISIBLE_DEVICES": "-1",
}


@dataclass(frozen=True)
class Visible:
    """Paths that a worker may read.

    Attributes
    ----------
    interpreter : str
        The program of Python itself, not a link in an environment.
    libraries : tuple of str
        Folders with Python's and the installed libraries.
    package : str
        The folder of ``coursekit``; see ``MASKED``.
    data : str
        The folder of the course's tables.
    paths : tuple of str
        What ``sys.path`` gets besides the standard library.
    """

    interpreter: str
    libraries: tuple[str, ...]
    package: str
    data: str
    paths: tuple[str, ...]

    @property
    def places(self):
        """All that must be there for a worker to start."""
        return (self.interpreter, *self.libraries, self.package, self.data)


def visible():
    """What the worker of this Python needs to see."""
    base = Path(sys.base_prefix).resolve()
    interpreter = os.path.realpath(getattr(sys, "_base_executable", None) or sys.executable)
    sites = [p for p in sys.path if Path(p).name in ("site-packages", "dist-packages")]
    sites = [str(Path(p).resolve()) for p in sites if Path(p).is_dir()]
    own = [str(base / part) for part in ("bin", "lib", "lib64", "DLLs", "Lib")]
    own = [] if str(base) == "/usr" else [path for path in own if Path(path).is_dir()]
    package = Path(coursekit.__file__).resolve().parent
    return Visible(
        interpreter,
        tuple(dict.fromkeys([*own, *sites])),
        str(package),
        str(paths.data_dir().resolve()),
        tuple(sites),
    )


def parts_of_package(package):
    """The files and folders of the package that a worker may read, without those masked."""
    package = Path(package)
    for child in sorted(package.iterdir()):
        if child.name not in MASKED:
            yield str(child)
    for folder, kept in MASKED.items():
        yield from (str(package / folder / name) for name in kept)


def configuration(seen, limits, folder, others=0, **more):
    """The worker's configuration: see :mod:`coursekit.classroom.worker.lockdown`.

    ``others`` is how many processes count as the worker's that are not, as of the same user.
    """
    home = {"HOME": folder, "TMPDIR": folder, "MPLCONFIGDIR": folder, "IPYTHONDIR": folder}
    windows = {name: os.environ[name] for name in ("SYSTEMROOT", "WINDIR") if name in os.environ}
    return {
        "paths": list(seen.paths),
        "package": seen.package,
        "limits": {**asdict(limits), "others": others},
        "folder": folder,
        "environment": {**windows, **ENVIRONMENT, **home},
        "uid": None,
        "landlock": None,
        "seccomp": "",
        **more,
    }
