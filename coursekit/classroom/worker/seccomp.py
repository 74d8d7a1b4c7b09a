"""seccomp: calls to the system that no notebook needs, refused for good."""

import ctypes
import os
import platform
import struct

LOAD, EQUAL, AT_LEAST, AND_SET, END = 0x20, 0x15, 0x35, 0x45, 0x06
ALLOW, REFUSE, KILL = 0x7FFF0000, 0x00050000, 0x80000000
EPERM, ENOSYS = 1, 38
NEW_NAMESPACES = 0x7E020000
CLONE3 = 435  # its flags lie in memory, where a filter cannot look; the C library then takes clone
NUMBER, ARCHITECTURE, FIRST_LOW, FIRST_HIGH = 0, 4, 16, 20

#: Names of the calls, and their numbers on x86-64 and on ARM64.
NEVER = {
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "unshare": (272, 97),
    "setns": (308, 268),
    "mount": (165, 40),
    "umount2": (166, 39),
    "pivot_root": (155, 41),
    "chroot": (161, 51),
    "add_key": (248, 217),
    "request_key": (249, 218),
    "keyctl": (250, 219),
    "bpf": (321, 280),
    "perf_event_open": (298, 241),
    "userfaultfd": (323, 282),
    "io_uring_setup": (425, 425),
    "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427),
    "open_tree": (428, 428),
    "move_mount": (429, 429),
    "fsopen": (430, 430),
    "pidfd_getfd": (438, 438),
    # Memory that belongs to no process while none maps it: nobody would count it.
    "memfd_create": (319, 279),
    "memfd_secret": (447, 447),
    "shmget": (29, 194),
    "msgget": (68, 186),
}
#: Without namespaces of its own the worker could reach others by these.
NEVER_ALONE = {
    "socket": (41, 198),
    "connect": (42, 203),
    "bind": (49, 200),
    "kill": (62, 129),
    "tkill": (200, 130),
    "rt_sigqueueinfo": (129, 138),
    "rt_tgsigqueueinfo": (297, 240),
    "pidfd_open": (434, 434),
    "pidfd_send_signal": (424, 424),
    "setsid": (112, 157),
    "setpgid": (109, 154),
    "semget": (64, 190),
    "process_madvise": (440, 440),
    "setpriority": (141, 140),
}
#: Their first argument must be 0, or this process.
OWN_ONLY = {"prlimit64": (302, 261), "tgkill": (234, 131)}
CLONE = (56, 220)
MACHINES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}


def known():
    """Whether the numbers of this machine's calls are known."""
    return platform.machine() in MACHINES


def deny(alone):
    """Refuse the calls, in this process and all it starts.

    Parameters
    ----------
    alone : bool
        Whether no namespaces keep the worker apart: then signals, sockets and new groups of
        processes are refused too.

    Raises
    ------
    OSError
        When the machine or its system does not know this, and ``alone`` needs it.
    """
    if not known():
        if alone:
            raise OSError(f"seccomp: the calls of {platform.machine()} are not known")
        return
    filters = b"".join(_filters(*MACHINES[platform.machine()], alone))
    buffer = ctypes.create_string_buffer(filters)
    program = struct.pack("HxxxxxxP", len(filters) // 8, ctypes.addressof(buffer))
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(38, 1, 0, 0, 0)
    if libc.prctl(22, 2, program, 0, 0) and alone:
        raise OSError(ctypes.get_errno(), "seccomp refused")


def _filters(place, architecture, alone):
    yield _step(LOAD, 0, 0, ARCHITECTURE)
    yield _step(EQUAL, 1, 0, architecture)
    yield _step(END, 0, 0, KILL)
    yield _step(LOAD, 0, 0, NUMBER)
    yield from _when(AT_LEAST, 0x40000000, REFUSE | EPERM)  # x86's second set of numbers
    yield from _when(EQUAL, CLONE3, REFUSE | ENOSYS)
    for numbers in {**NEVER, **(NEVER_ALONE if alone else {})}.values():
        yield from _when(EQUAL, numbers[place], REFUSE | EPERM)
    yield from _if_call(CLONE[place], [(FIRST_LOW, AND_SET, NEW_NAMESPACES)])
    for numbers in OWN_ONLY.values() if alone else ():
        yield from _own_only(numbers[place])
    yield _step(END, 0, 0, ALLOW)


def _step(code, then, other, value):
    return struct.pack("HBBI", code, then, other, value)


def _when(test, value, result):
    yield _step(test, 0, 1, value)
    yield _step(END, 0, 0, result)


def _if_call(number, tests):
    """Refuse the call ``number`` when one of the tests on a word of its arguments holds."""
    body = []
    for word, test, value in tests:
        body += [_step(LOAD, 0, 0, word), *_when(test, value, REFUSE | EPERM)]
    body.append(_step(LOAD, 0, 0, NUMBER))
    yield _step(EQUAL, 0, len(body), number)
    yield from body


def _own_only(number):
    body = [
        _step(LOAD, 0, 0, FIRST_LOW),
        _step(EQUAL, 2, 0, 0),
        _step(EQUAL, 1, 0, os.getpid()),
        _step(END, 0, 0, REFUSE | EPERM),
        _step(LOAD, 0, 0, NUMBER),
    ]
    yield _step(EQUAL, 0, len(body), number)
    yield from body
