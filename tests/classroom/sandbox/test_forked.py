"""Workers forked from one process share nothing that one of them could change or read."""

import os
import signal

import pytest

from coursekit.classroom.limits import Limits
from coursekit.classroom.remote import Worker
from coursekit.classroom.sandbox import bwrap, forked, try_out
from coursekit.classroom.watch import used_by

LOOK = """import os
spaces = {name: os.readlink(f"/proc/self/ns/{name}") for name in os.listdir("/proc/self/ns")}
files = sorted(os.readlink(f"/proc/self/fd/{fd}").partition(":")[0]
               for fd in os.listdir("/proc/self/fd") if os.path.exists(f"/proc/self/fd/{fd}"))
processes = sorted(int(name) for name in os.listdir("/proc") if name.isdigit())
places = {place: os.listdir(place) for place in ("/scratch", "/dev/shm", "/dev/pts")}
"""
LEAVE = """import os, socket
for place in ("/scratch/x", "/dev/shm/x"):
    open(place, "w").write("of the first")
named = socket.socket(socket.AF_UNIX)
named.bind(chr(0) + "of the first")
named.listen()
at_home = socket.create_server(("127.0.0.1", 5001))
import ctypes
gate = ctypes.CDLL(None).semget(77, 1, 0o1600)
"""
REACH = """import os, socket
reached = []
home = "127.0.0.1", 5001
for kind, address in ((socket.AF_UNIX, chr(0) + "of the first"), (socket.AF_INET, home)):
    try:
        socket.socket(kind).connect(address)
        reached.append(address)
    except OSError:
        pass
import ctypes
gate = ctypes.CDLL(None).semget(77, 1, 0o600)
"""


@pytest.fixture(params=[False, True], ids=["root", "user"])
def box(request):
    """As root starts it, and as a normal user does; a normal user has the second way only."""
    box = forked.Forked(bwrap.find(), user_namespace=request.param or os.geteuid() != 0)
    yield box
    box.close()


@pytest.fixture
def pair(box):
    """Two workers of one fork server, both running."""
    workers = [Worker(box, Limits(cell=20)) for _ in range(2)]
    yield workers
    for worker in workers:
        worker.close()


def run(worker, source):
    worker.ask("run", 20, source=source, keep=[], label="cell")


def values(worker, *names):
    answer, unpacker = worker.ask("get", 20, names=list(names))
    return [unpacker.unpack(answer["values"][name]) for name in names]


def test_each_has_namespaces_of_its_own(pair):
    seen = []
    for worker in pair:
        run(worker, LOOK)
        seen.append(values(worker, "spaces")[0])
    apart = {"pid", "mnt", "net", "ipc", "uts"}
    here = {name: os.readlink(f"/proc/self/ns/{name}") for name in apart}
    for name in apart:
        assert len({seen[0][name], seen[1][name], here[name]}) == 3, name


def test_each_sees_itself_alone(pair):
    for worker in pair:
        run(worker, LOOK)
        files, processes, places = values(worker, "files", "processes", "places")
        assert files == ["/dev/null"] * 3 + ["pipe"] * 2
        assert processes == [1, 2]
        assert places == {"/scratch": [], "/dev/shm": [], "/dev/pts": ["ptmx"]}


def test_what_one_leaves_the_other_does_not_find(pair, box):
    run(pair[0], LEAVE)
    assert values(pair[0], "gate")[0] >= 0
    later = Worker(box, Limits(cell=20))
    for worker in (pair[1], later):
        run(worker, LOOK + REACH)
        assert values(worker, "places", "reached", "gate") == [
            {"/scratch": [], "/dev/shm": [], "/dev/pts": ["ptmx"]}, [], -1,
        ]  # fmt: skip
    later.close()


def test_what_one_changes_in_a_library_the_other_does_not_have(pair):
    run(pair[0], "import numpy\nnumpy.sin = None")
    run(pair[1], "import numpy\nsine = float(numpy.sin(0.0))")
    assert values(pair[1], "sine") == [0.0]


def test_their_draws_differ(pair):
    draws = []
    for worker in pair:
        run(worker, "import random, numpy\ndraw = random.random(), float(numpy.random.random())")
        draws.append(values(worker, "draw")[0])
    assert draws[0][0] != draws[1][0] and draws[0][1] != draws[1][1]


def test_no_right_is_left_to_make_or_enter_namespaces(pair):
    run(
        pair[0],
        "import ctypes\nlibc = ctypes.CDLL(None)\n"
        "done = [libc.unshare(0x10000000), libc.unshare(0x00020000), libc.umount2(b'/proc', 2),"
        " libc.umount2(b'/scratch', 2), libc.mount(b'proc', b'/scratch', b'proc', 0, 0)]\n"
        "text = open('/proc/self/status').read()",
    )
    done, text = values(pair[0], "done", "text")
    status = dict(line.split(":\t", 1) for line in text.splitlines() if ":\t" in line)
    assert done == [-1] * 5 and status["Seccomp"] == "2" and status["NoNewPrivs"] == "1"
    assert {status[name].strip("0") for name in ("CapPrm", "CapEff", "CapInh", "CapAmb")} == {""}
    assert "0" not in status["Uid"].split()


def test_the_settings_of_the_system_cannot_be_changed(pair):
    run(
        pair[0],
        "import glob, os\nchanged = []\n"
        "for path in ('/proc/sysrq-trigger', *glob.glob('/proc/sys/**', recursive=True)):\n"
        "    try:\n        os.close(os.open(path, os.O_WRONLY))\n        changed.append(path)\n"
        "    except OSError:\n        pass\nseen = os.path.exists('/proc/sys/kernel/ostype')",
    )
    assert values(pair[0], "changed", "seen") == [[], True]


def test_a_signal_to_its_own_group_stays_there(pair, box):
    server = box._server.process.pid
    for source in ("import os\nos.kill(0, 9)", "import os\nos.killpg(os.getpgrp(), 9)"):
        worker = Worker(box, Limits(cell=20))
        with pytest.raises(Exception, match="ended itself|Error"):
            run(worker, source)
        worker.close()
    run(pair[1], "x = 1")
    assert values(pair[1], "x") == [1] and box._server.process.pid == server
    assert box._server.process.poll() is None


def test_root_never_gives_its_own_number_to_a_worker():
    assert [box.user_namespace for box in forked.candidates()] == [os.geteuid() != 0]


def test_the_first_process_cannot_be_read_or_ended(pair):
    run(
        pair[0],
        "import os\ncaught = []\n"
        "for open_it in (lambda: open('/proc/1/mem', 'rb'), lambda: os.readlink('/proc/1/fd/0')):\n"
        "    try:\n        open_it()\n    except OSError as error:\n        caught.append(1)\n"
        "os.kill(1, 9)",
    )
    assert values(pair[0], "caught") == [[1, 1]]


def test_modules_are_there_before_the_first_cell(box):
    worker = Worker(box, Limits(cell=20), ["pandas", "no.such", "coursekit.exercises.bank", "this"])
    run(worker, "import sys\nthere = [n in sys.modules for n in ('pandas', 'this')]")
    assert values(worker, "there") == [[True, False]]
    worker.close()


def test_a_fork_server_that_has_ended_is_started_again(box):
    assert try_out(box) == ""
    first = box._server.process
    first.kill()
    first.wait()
    worker = Worker(box, Limits(cell=20))
    run(worker, "x = 1")
    worker.close()
    assert box._server.process.pid != first.pid


def test_a_limit_ends_one_and_not_the_other(pair):
    used, taken = used_by(pair[0].process.pid, 100)
    assert used == 2 and taken < 300e6
    os.kill(pair[0].process.pid, signal.SIGKILL)
    run(pair[1], "x = 1")
    assert values(pair[1], "x") == [1]


def test_the_fork_server_says_why_it_does_not_begin(box):
    box.seen = type(box.seen)(box.seen.interpreter, box.seen.libraries, "/nowhere", "/", ())
    assert "No such file" in try_out(box) or "can't open" in try_out(box)
