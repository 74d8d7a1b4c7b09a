"""The environment check: can this Python run the course, and if not, what to do about it."""

import importlib.util
import os
import sys
from dataclasses import dataclass

from coursekit import _machine, _versions
from coursekit.web import in_page

OK, WARNING, PROBLEM = "ok", "warning", "problem"
FINE = "This environment can run the course."
GIGABYTE = 1e9
WITHOUT_TENSORFLOW = (
    "TensorFlow is not installed (the lessons on Keras, and cells that compare with it, will not "
    "run; all others will)"
)


@dataclass(frozen=True)
class Line:
    """One finding: ``status`` is ok, warning or problem; ``advice`` says what to do."""

    status: str
    topic: str
    text: str
    advice: str = ""

    def __str__(self):
        advice = f": {self.advice}" if self.advice else ""
        return f"{self.status:<8} {self.topic:<10} {self.text}{advice}"


def report():
    """Return the findings about this environment, a list of `Line`, in the order to read them.

    Nothing heavy is imported and nothing is changed; the check takes well under a second.
    """
    checks = (_python, _packages, _tensorflow, _jupyter, _widgets, _memory, _disk, _folder, _data)
    return [line for check in checks for line in check()]


def check(quiet=False):
    """Print the findings; return True when no problem was found.

    Parameters
    ----------
    quiet : bool, default False
        Print one sentence that is the same everywhere, and below it only what needs attention.
    """
    lines = report()
    fine = all(line.status != PROBLEM for line in lines)
    if quiet and fine:
        print(FINE)
    for line in lines:
        if not quiet or line.status != OK:
            print(line)
    if not quiet or not fine:
        print(FINE if fine else "This environment cannot run the course yet: see the problems.")
    return fine


def in_colab():
    """Say whether this Python runs in Google Colab."""
    return "google.colab" in sys.modules or "COLAB_RELEASE_TAG" in os.environ


def _python():
    """Is this Python one that the course supports?"""
    version = ".".join(map(str, sys.version_info[:3]))
    if (3, 11) <= sys.version_info[:2] <= (3, 14):
        return [Line(OK, "Python", version)]
    return [Line(PROBLEM, "Python", f"{version} does not fit", "install Python 3.12")]


def _packages():
    """Are the packages that every lesson needs here, in versions that fit?"""
    return _group("packages", _versions.required(), "coursekit")


def _tensorflow():
    """Are TensorFlow and Keras here, and if not, what is lost?"""
    if in_page():
        what = "no page can run it: cells that need it show what they printed elsewhere"
        return [Line(OK, "TensorFlow", what)]
    needed = _versions.required("keras")
    if importlib.util.find_spec("tensorflow") is None:
        advice = "to add it, run " + _versions.install("coursekit[keras]")
        if not needed:
            advice = "there is none for this computer or this Python; Google Colab has it"
        return [Line(WARNING, "TensorFlow", WITHOUT_TENSORFLOW, advice)]
    return _group("TensorFlow", needed, "coursekit[keras]")


def _jupyter():
    """Is there a kernel to run the lessons and a Jupyter to open them?"""
    if in_colab():
        return [Line(OK, "Jupyter", "Google Colab runs the lessons")]
    if in_page():
        return [Line(OK, "Jupyter", "this page runs the lessons")]
    if importlib.util.find_spec("ipykernel") is None:
        what = "no kernel: the lessons cannot run"
        return [Line(PROBLEM, "Jupyter", what, "run " + _versions.install("coursekit[lab]"))]
    needed = [need for need in _versions.required("lab") if _versions.installed(need.name)]
    lines = _group("Jupyter", needed, "coursekit[lab]")
    if importlib.util.find_spec("jupyterlab") is None:
        what = "JupyterLab is not installed"
        advice = "open the lessons in VS Code, or run " + _versions.install("coursekit[lab]")
        lines.append(Line(WARNING, "Jupyter", what, advice))
    return lines + _kernel()


def _kernel():
    """Does Jupyter's kernel "python3" start a Python that exists?"""
    if importlib.util.find_spec("jupyter_client") is None:
        return []
    from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel

    try:
        KernelSpecManager().get_kernel_spec("python3")
    except NoSuchKernel:
        advice = "run python -m ipykernel install --sys-prefix"
        return [Line(PROBLEM, "kernel", 'Jupyter knows no kernel "python3"', advice)]
    return [Line(OK, "kernel", 'Jupyter knows the kernel "python3"')]


def _widgets():
    """Do ipywidgets and its half in JupyterLab belong together?"""
    ours, labs = map(_versions.installed, ("ipywidgets", "jupyterlab_widgets"))
    if not ours or importlib.util.find_spec("jupyterlab") is None:
        return []  # a missing ipywidgets is told among the packages
    partner = {"7": "1", "8": "3"}.get(ours.split(".")[0])
    if labs and labs.split(".")[0] == partner:
        return [Line(OK, "widgets", f"ipywidgets {ours} with jupyterlab_widgets {labs}")]
    what = f"ipywidgets {ours} does not fit jupyterlab_widgets {labs or '(not installed)'}"
    advice = f'run pip install "jupyterlab_widgets=={partner}.*", and restart Jupyter'
    return [Line(PROBLEM, "widgets", what, advice)]


def _memory():
    """Is there memory for the largest lesson?"""
    free = _machine.free_memory()
    if free is None:
        return []
    text = f"{free / GIGABYTE:.1f} GB free"
    if free < 1 * GIGABYTE:
        return [Line(WARNING, "memory", text, "close other programs before you train a network")]
    return [Line(OK, "memory", text)]


def _disk():
    """Is there room to save results?"""
    free = _machine.free_disk()
    text = f"{free / GIGABYTE:.1f} GB free"
    if free < 0.2 * GIGABYTE:
        return [Line(WARNING, "disk", text, "free some space before you save results")]
    return [Line(OK, "disk", text)]


def _folder():
    """May the lessons write their results here?"""
    folder = os.getcwd()
    if _machine.writable(folder):
        return [Line(OK, "folder", "results can be written here")]
    advice = "copy the course to a folder of your own"
    return [Line(WARNING, "folder", f"{folder} may not be written", advice)]


def _data():
    """Are the data files those that the course was written with?"""
    wrong, right = _machine.data_files()
    if wrong:
        advice = "install coursekit again, or restore them with git checkout -- data"
        return [Line(PROBLEM, "data", f"changed or missing: {', '.join(wrong)}", advice)]
    return [Line(OK, "data", f"{len(right)} files, all as published")] if right else []


def _group(topic, needed, package):
    """Return one line for all that fit and one for each package that does not."""
    fitting = [f"{need.name} {need.version}" for need in needed if need.fits]
    lines = [Line(OK, topic, ", ".join(fitting))] if fitting else []
    for need in needed:
        if need.fits:
            continue
        what = f"{need.name} {need.version} does not fit {need.range}"
        if need.version is None:
            what = f"{need.name} is not installed"
        status = WARNING if need.newer else PROBLEM
        advice = "if a lesson fails, run " if need.newer else "run "
        lines.append(Line(status, topic, what, advice + _versions.install(package)))
    return lines


def add_parser(subparsers):
    """Add ``coursekit doctor`` to the command line."""
    what = "Say in plain words whether this environment can run the course."
    parser = subparsers.add_parser("doctor", description=what)
    parser.add_argument("--short", action="store_true", help="only what needs attention")
    parser.set_defaults(run=lambda args: 0 if check(quiet=args.short) else 1)
