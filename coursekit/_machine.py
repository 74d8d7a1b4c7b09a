"""What this machine has to offer: memory, disk, a folder to write in, whole data files."""

import hashlib
import os
import re
import shutil
import sys
import tempfile
from pathlib import Path

from coursekit.paths import data_dir

# A row of the table of data/README.md; hashes outside the table are those of files from elsewhere.
ROW = re.compile(r"^\| `(?P<name>[\w./-]+)`.*\b(?P<hash>[0-9a-f]{64})\b")


def in_page():
    """Say whether this Python runs in a page of the web."""
    return sys.platform == "emscripten"


def free_memory():
    """Return the bytes of memory a new program may use, or None where that cannot be told."""
    free = _memory_of_system()
    left = _memory_of_container()
    known = [value for value in (free, left) if value is not None]
    return min(known) if known else None


def _memory_of_system():
    """Return the free memory of the whole machine."""
    if sys.platform == "win32":
        return _memory_of_windows()
    try:
        text = Path("/proc/meminfo").read_text(encoding="ascii")
        return 1024 * int(re.search(r"MemAvailable:\s+(\d+)", text).group(1))
    except (OSError, AttributeError):
        pass
    try:  # macOS tells only the whole; what is free there is lent out as cache
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (ValueError, OSError):
        return None


def _memory_of_windows():
    """Return the free physical memory that Windows reports."""
    import ctypes

    class Status(ctypes.Structure):
        _fields_ = [("length", ctypes.c_ulong), ("load", ctypes.c_ulong)]
        _fields_ += [(name, ctypes.c_ulonglong) for name in ("total", "free", "a", "b", "c", "d")]
        _fields_ += [("extended", ctypes.c_ulonglong)]

    status = Status(length=ctypes.sizeof(Status))
    ctypes.windll.kernel32.GlobalMemoryStatusEx(ctypes.byref(status))
    return status.free


def _memory_of_container():
    """Return what is left of a container's memory limit (Binder sets one), or None."""
    group = Path("/sys/fs/cgroup")
    try:
        limit = int((group / "memory.max").read_text())
        used = int((group / "memory.current").read_text())
        cached = re.search(r"^inactive_file (\d+)", (group / "memory.stat").read_text(), re.M)
    except (OSError, ValueError):  # no container, or "max": no limit
        return None
    return max(limit - used + (int(cached.group(1)) if cached else 0), 0)


def free_disk():
    """Return the free bytes of the disk that holds the current folder."""
    return shutil.disk_usage(os.getcwd()).free


def writable(folder):
    """Say whether a file can be made in ``folder``, by making one that vanishes at once."""
    try:
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


def data_files():
    """Return the names of the data files (wrong, right) against the hashes in their README."""
    folder = data_dir()
    try:
        text = (folder / "README.md").read_text(encoding="utf-8")
    except OSError:
        return ["README.md"], []
    hashes = {m["name"]: m["hash"] for m in map(ROW.search, text.splitlines()) if m}
    right = [name for name, value in hashes.items() if _hash(folder / name) == value]
    return [name for name in hashes if name not in right], right


def _hash(path):
    """Return a file's SHA-256, or None when it cannot be read."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return None
