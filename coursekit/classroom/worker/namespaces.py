"""Namespaces of a worker's own: processes, files, network, messages and, at last, users."""

import ctypes
import fcntl
import os
import socket
import struct

NEW_FILES, NEW_NAMES, NEW_MESSAGES = 0x00020000, 0x04000000, 0x08000000
NEW_USERS, NEW_PROCESSES, NEW_NETWORK = 0x10000000, 0x20000000, 0x40000000
READ_ONLY, NO_SETUID, NO_DEVICES, NO_PROGRAMS, REMOUNT, BIND = 1, 2, 4, 8, 32, 4096
SLAVE_BELOW = 1 << 14 | 1 << 19
SET_FLAGS, UP = 0x8914, 1
PR_SET_DUMPABLE = 4
SHARED_MEMORY = 16 << 20
SETTINGS_OF_THE_SYSTEM = ("sys", "sysrq-trigger", "irq", "bus")


def leave():
    """Leave all namespaces but that of users; the next child is the first of its own processes."""
    _checked("unshare", NEW_FILES | NEW_NAMES | NEW_MESSAGES | NEW_PROCESSES | NEW_NETWORK)
    _checked("mount", None, b"/", None, SLAVE_BELOW, None)
    with socket.socket() as any_socket:  # so that a program can talk to itself
        request = struct.pack("16sH14x", b"lo", UP)
        fcntl.ioctl(any_socket, SET_FLAGS, request)


def furnish(scratch, megabytes):
    """Cover what the outer sandbox has: its processes, its scratch, its memory and terminals.

    Parameters
    ----------
    scratch : str
        The folder that may be written.
    megabytes : int
        Its size.
    """
    careful = NO_SETUID | NO_DEVICES
    size = f"size={megabytes}m,mode=1777"
    _mount("proc", "/proc", careful | NO_PROGRAMS)
    for name in SETTINGS_OF_THE_SYSTEM:
        _forbid_changes(f"/proc/{name}")
    _mount("tmpfs", scratch, careful, size)
    _mount("tmpfs", "/dev/shm", careful, f"size={SHARED_MEMORY},mode=1777")
    _mount("devpts", "/dev/pts", NO_SETUID | NO_PROGRAMS, "newinstance,ptmxmode=0666,mode=620")


def become(user):
    """Become ``user`` in a new namespace of users, in which nobody else exists."""
    mine = {"uid_map": os.getuid(), "gid_map": os.getgid()}
    _checked("unshare", NEW_USERS)
    _write("setgroups", "deny")
    for name, number in mine.items():
        _write(name, f"{user} {number} 1")


def readable(yes):
    """Let processes of the same user look at this one, or not."""
    _checked("prctl", PR_SET_DUMPABLE, int(yes), 0, 0, 0)


def _forbid_changes(path):
    """Root's number alone, without any right, would do to change it."""
    if os.path.exists(path):
        name = path.encode()
        _checked("mount", name, name, None, BIND, None)
        flags = BIND | REMOUNT | READ_ONLY | NO_SETUID | NO_DEVICES | NO_PROGRAMS
        _checked("mount", None, name, None, flags, None)


def _mount(kind, path, flags, options=""):
    _checked("mount", kind.encode(), path.encode(), kind.encode(), flags, options.encode())


def _write(name, text):
    with open(f"/proc/self/{name}", "w") as file:
        file.write(text)


def _checked(call, *arguments):
    if getattr(ctypes.CDLL(None, use_errno=True), call)(*arguments):
        raise OSError(ctypes.get_errno(), f"{call}: {os.strerror(ctypes.get_errno())}")
