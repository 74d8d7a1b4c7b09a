"""Landlock: a normal user's process gives up every path that is not named."""

import ctypes
import os

CREATE, ADD_RULE, RESTRICT = 444, 445, 446
PATH_BENEATH, ASK_VERSION = 1, 1
EXECUTE, READ_FILE, READ_DIR = 1 << 0, 1 << 2, 1 << 3
READ = EXECUTE | READ_FILE | READ_DIR
FIRST_RIGHTS = (1 << 13) - 1
#: What each later version added: to move between folders, to truncate, to control devices.
LATER_RIGHTS = {2: 1 << 13, 3: 1 << 14, 5: 1 << 15}
ON_FILES = EXECUTE | READ_FILE | 1 << 1 | 1 << 14 | 1 << 15
BIND_AND_CONNECT, SOCKETS_AND_SIGNALS = 3, 3


class _Rules(ctypes.Structure):
    _fields_ = [("files", ctypes.c_uint64), ("net", ctypes.c_uint64), ("scope", ctypes.c_uint64)]


class _Beneath(ctypes.Structure):
    _pack_ = 1
    _fields_ = [("rights", ctypes.c_uint64), ("folder", ctypes.c_int32)]


def version():
    """The version of Landlock that the system has; 0 when it has none."""
    return max(_syscall(CREATE, None, 0, ASK_VERSION), 0)


def restrict(read, listed, write):
    """Keep only these paths, for this process and all it starts.

    Parameters
    ----------
    read, listed, write : list of str
        What may be read with all below it; what may only be listed; what may be changed.

    Raises
    ------
    OSError
        When the system has no Landlock.
    """
    found = version()
    if not found:
        raise OSError("this system has no Landlock")
    every = FIRST_RIGHTS
    for since, right in LATER_RIGHTS.items():
        every |= right if found >= since else 0
    rules = _Rules(every, BIND_AND_CONNECT * (found >= 4), SOCKETS_AND_SIGNALS * (found >= 6))
    size = 24 if found >= 6 else 16 if found >= 4 else 8
    handle = _checked(CREATE, ctypes.byref(rules), size, 0)
    for paths, rights in ((read, READ), (listed, READ_DIR), (write, every)):
        for path in paths:
            _allow(handle, path, rights & every)
    ctypes.CDLL(None).prctl(38, 1, 0, 0, 0)  # no new privileges: else nobody may restrict
    _checked(RESTRICT, handle, 0)
    os.close(handle)


def _allow(handle, path, rights):
    try:
        folder = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    if not os.path.isdir(path):
        rights &= ON_FILES
    rule = _Beneath(rights, folder)
    _checked(ADD_RULE, handle, PATH_BENEATH, ctypes.byref(rule), 0)
    os.close(folder)


def _checked(*arguments):
    result = _syscall(*arguments)
    if result < 0:
        raise OSError(ctypes.get_errno(), "Landlock refused")
    return result


def _syscall(*arguments):
    return ctypes.CDLL(None, use_errno=True).syscall(*arguments)
