"""Run the lessons and the tests with one set of versions, each in an environment of its own."""

import json
import re
import subprocess
import time
import tomllib
from dataclasses import dataclass

import environment
import pythons
import simd
import suite
from environment import ROOT, Stop

HOME = ROOT / ".matrix"
KERAS = re.compile(r"^\s*(import|from) (keras|tensorflow)\b", re.MULTILINE)
WHICH = """
import importlib.metadata as m, platform
def version(name):
    try: return f"{name} {m.version(name)}"
    except m.PackageNotFoundError: return f"no {name}"
print(f"Python {platform.python_version()}", *map(version, ("numpy", "matplotlib", "tensorflow")),
      sep=", ")
"""


@dataclass(frozen=True)
class Versions:
    """A set: the Python 3.``minor`` it runs on, and what it asks of uv."""

    minor: int
    options: tuple = ("-c", "requirements/lock.txt")
    colab: str = ""  # the file of Colab's versions that stand in place of our own

    @property
    def parity(self):
        """Whether its Keras is the lock's: options and defaults differ from one to the next."""
        return "-c" in self.options and not self.colab


SETS = {
    "py311": Versions(11),
    "py312": Versions(12),
    "py313": Versions(13),
    "py314": Versions(14),
    "lowest": Versions(11, ("--resolution", "lowest-direct")),
    "newest": Versions(13, ("--upgrade",)),
    "colab": Versions(13, colab="requirements/colab.txt"),
    "colab-312": Versions(12, colab="requirements/colab-312.txt"),
}


def run(names, chosen=(), older=False):
    """Run the sets; ``chosen`` replaces the lessons and tests. Return 0 when all passed.

    With ``older`` the lessons run as on an older processor.
    """
    if not names or set(names) - set(SETS):
        raise Stop(f"Name one of the sets: make matrix SET=lowest (there are {', '.join(SETS)}).")
    lines = [_run_set(name, chosen, older) for name in names]
    print(*(f"{line}" for line, _ in lines), sep="\n", flush=True)
    return 1 if any(failed for _, failed in lines) else 0


def _run_set(name, chosen, older):
    """Make the environment of one set and run all in it; return its line and if it failed."""
    versions, began = SETS[name], time.monotonic()
    venv = HOME / name
    command, _ = pythons.find(versions.minor)
    if command is None:
        raise Stop(f"The set {name} needs Python 3.{versions.minor}, and there is none here.")
    print(f"{name}: making the environment in .matrix/{name} …", flush=True)
    environment.create(venv, command)
    environment.install(venv, *packages(versions))
    python = str(environment.python_of(venv))
    parts, failed = [f"environment {time.monotonic() - began:.0f} s"], False
    for what, paths in _runs(python, chosen, versions):
        began = time.monotonic()
        settings = _as_in_colab(versions, paths)
        if older and _only_lessons(paths):
            settings |= simd.switched_off(python)
        code = _pytest(python, paths, settings)
        failed = failed or code != 0
        seconds = time.monotonic() - began
        parts.append(f"{what} {'failed' if code else 'passed'} in {seconds:.0f} s")
    which = subprocess.check_output([python, "-c", WHICH], text=True).strip()
    return f"{name} ({which}): " + ", ".join(parts), failed


def packages(versions):
    """Return what uv installs for a set."""
    if not versions.colab:
        return [*versions.options, "-e", environment.editable(["keras", "lab", "test"])]
    # Colab brings an older notebook than our tests ask for: its versions go first.
    theirs = re.findall(r"^([\w-]+)==", (ROOT / versions.colab).read_text("utf-8"), re.MULTILINE)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    tools = project["optional-dependencies"]["test"]
    tools = [tool for tool in tools if re.match(r"[\w-]+", tool)[0] not in theirs]
    return ["-r", versions.colab, "-e", environment.editable(["keras"]), *tools]


def _runs(python, chosen, versions):
    """Return (what, arguments of pytest): all that this environment can run."""
    if chosen:
        return [("chosen tests", list(chosen))]
    if not has_keras(python):
        print("No TensorFlow here: tests/parity, the lessons on Keras, and lesson 00, which shows")
        print("that it is ready, do not run.")
        lessons = [str(path.relative_to(ROOT)) for path in lessons_without_keras()[1:]]
        return [("lessons", lessons), ("tests", ["tests/unit"])]
    tests = ["tests/unit", "tests/parity"] if versions.parity else ["tests/unit"]
    if versions.colab:  # nobody marks a class there
        tests += ["--ignore=tests/unit/classroom"]
    return [("lessons", ["notebooks"]), ("tests", tests)]


def has_keras(python):
    """Say whether an environment has TensorFlow and Keras."""
    code = "import keras, tensorflow"
    return subprocess.run([python, "-c", code], capture_output=True).returncode == 0


def lessons_without_keras():
    """Return the lessons that have no line of Keras in them."""
    found = []
    for path in sorted((ROOT / "notebooks").glob("[0-9][0-9]_*.ipynb")):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        code = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
        if not any(map(KERAS.search, code)):
            found.append(path)
    return found


def _as_in_colab(versions, paths):
    """Return the variable by which the lessons know Colab; tests set it themselves."""
    return {"COLAB_RELEASE_TAG": "as tested"} if versions.colab and _only_lessons(paths) else {}


def _only_lessons(paths):
    return all(path.startswith(("notebooks", "-")) for path in paths)


def _pytest(python, paths, environ):
    """Run pytest on two processes in a set's own environment; return its exit code."""
    environ = suite.settings(**environ)
    command = [python, "-m", "pytest", "-p", "no:cacheprovider", *suite.SHARED]
    return subprocess.call([*command, *paths], cwd=ROOT, env=environ)
