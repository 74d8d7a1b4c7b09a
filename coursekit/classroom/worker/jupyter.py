"""What notebooks write and Python does not know: lines for Jupyter, Colab's drive, ``input()``."""

import builtins
import re
import sys
import types

_CELL_MAGIC = re.compile(r"\A\s*%%(\w+)[^\n]*\n?")
_RUNS_ITS_CELL = ("time", "timeit", "capture", "prun")
_LINE = re.compile(
    r"^(?P<indent>[ \t]*)(?:[%!?][^\n]*|[\w.]+\?{1,2}[ \t]*|"
    r"(?P<name>[\w, ]+?) *= *[%!][^\n]*)$",
    re.MULTILINE,
)


def plain_python(source):
    """Return a cell without its lines for Jupyter, and whether there were any.

    A cell that is Python already comes back as it is; lines keep their numbers.
    """
    try:
        compile(source, "cell", "exec")
        return source, False
    except (SyntaxError, ValueError, RecursionError, MemoryError, OverflowError):
        pass
    magic = _CELL_MAGIC.match(source)
    if magic and magic[1] not in _RUNS_ITS_CELL:
        return "", True
    text = _CELL_MAGIC.sub("\n", source)
    text = _LINE.sub(lambda m: m["indent"] + (f"{m['name']} = None" if m["name"] else "pass"), text)
    return text, text != source


def no_input(prompt=""):
    """Stand in for ``input``: nobody sits there."""
    raise EOFError("input() finds nobody to ask while the notebook is marked: write the value")


class Silent:
    """Takes every call and every attribute, shows nothing, and counts as true."""

    def __call__(self, *args, **kwargs):
        return self

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __repr__(self):
        return ""


def install(package):
    """Put the stand-ins where student code looks for the real ones.

    ``coursekit.exercises`` keeps ``attempted``; ``check`` and its like say nothing, as the grader
    judges, and the package's answers are out of reach.

    Parameters
    ----------
    package : str
        The folder of the package ``coursekit``.
    """
    exercises = types.ModuleType("coursekit.exercises")
    exercises.__path__ = [f"{package}/exercises"]
    sys.modules["coursekit.exercises"] = exercises
    from coursekit.exercises.blank import attempted

    exercises.attempted = attempted
    exercises.check = exercises.quiz = exercises.progress = Silent()
    colab = types.ModuleType("google.colab")
    colab.drive = colab.files = colab.output = colab.userdata = Silent()
    sys.modules.setdefault("google.colab", colab)
    builtins.input = no_input
    builtins.display = builtins.get_ipython = builtins.help = Silent()
    builtins.copyright = builtins.credits = builtins.license = Silent()
    builtins.exit = builtins.quit = sys.exit
