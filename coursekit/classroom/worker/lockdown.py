"""What the worker gives up before any student code runs: memory, processes, rights, paths."""

import os
import sys

MB = 1 << 20
PR_SET_PDEATHSIG = 1


def apply(config):
    """Take the limits of ``config`` on, for good.

    Parameters
    ----------
    config : dict
        ``limits``: see :class:`coursekit.classroom.limits.Limits`; ``uid``: whom to become, or
        ``None``; ``landlock``: which paths stay, or ``None``; ``seccomp``: ``"alone"`` where no
        namespace keeps the worker apart, ``"inside"`` where one does, or ``""``.
    """
    os.environ.clear()
    os.environ.update(config["environment"])
    os.chdir(config["folder"])
    if sys.platform == "win32":
        return
    _limit(config["limits"])
    _become(config["uid"])
    if sys.platform != "linux":
        return
    if config["landlock"]:
        from coursekit.classroom.worker import landlock

        landlock.restrict(**config["landlock"])
    if config["seccomp"]:
        from coursekit.classroom.worker import seccomp

        seccomp.deny(alone=config["seccomp"] == "alone")


def end_with_parent():
    """Let the system end this process when the one that started it ends."""
    if sys.platform == "linux":
        import ctypes
        import signal

        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


def _limit(limits):
    import resource

    memory, seconds = int(limits["memory"] * MB), int(limits["submission"]) + 10
    wanted = {
        "RLIMIT_DATA": memory,
        "RLIMIT_AS": memory + 4096 * MB,  # mapped files count here too, and TensorFlow maps many
        "RLIMIT_CPU": seconds * (os.cpu_count() or 1),
        "RLIMIT_NPROC": int(limits["processes"]) + limits["others"],
        "RLIMIT_NOFILE": int(limits["files"]),
        "RLIMIT_FSIZE": int(limits["scratch"] * MB),
        "RLIMIT_CORE": 0,
    }
    for name, most in wanted.items():
        number = getattr(resource, name, None)
        if number is None:
            continue
        hard = resource.getrlimit(number)[1]
        least = most if hard == resource.RLIM_INFINITY else min(most, hard)
        try:
            resource.setrlimit(number, (least, least))
        except (ValueError, OSError):  # macOS knows names that it cannot set
            if sys.platform == "linux":
                raise


def _become(uid):
    if uid is not None:
        os.setgroups([])
        os.setresgid(uid, uid, uid)
        os.setresuid(uid, uid, uid)
        drop_capabilities()


def drop_capabilities():
    """Give up all rights of root, which a new namespace of users gives again."""
    import ctypes

    header, none = (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)()
    ctypes.CDLL(None).capset(header, none)
