"""The pages of the reference: the public names of the package, told by their docstrings."""

import inspect
from importlib import import_module

#: For each page its title, what it is about, and the modules whose public names stand on it.
PAGES = {
    "models": ("Models", "Build a network, train it, use it.", ["coursekit.nn.models"]),
    "layers": ("Layers", "What a network is made of.", ["coursekit.nn.layers"]),
    "activations": ("Activations", "Curves and their slopes.", ["coursekit.nn.activations"]),
    "losses": ("Losses", "How wrong an answer is.", ["coursekit.nn.losses"]),
    "metrics": ("Metrics", "How good a network is.", ["coursekit.nn.metrics"]),
    "optimizers": (
        "Optimizers",
        "How the weights move.",
        ["coursekit.nn.optimizers", "coursekit.nn.optimizers.schedules"],
    ),
    "tools": (
        "Initializers, regularizers, callbacks, checks",
        "What stands around a training.",
        [
            "coursekit.nn.initializers", "coursekit.nn.regularizers", "coursekit.nn.callbacks",
            "coursekit.nn.gradcheck", "coursekit.nn.utils", "coursekit.nn.config",
        ],
    ),
    "handcalc": ("Hand computation", "A whole step with its numbers.", ["coursekit.handcalc"]),
    "machines": (
        "Machines",
        "Gates, the perceptron, a memory.",
        [
            "coursekit.machines.gates", "coursekit.machines.perceptron",
            "coursekit.machines.margin", "coursekit.machines.hopfield",
        ],
    ),
    "datasets": ("Data", "The tables and pictures of the course.", ["coursekit.datasets"]),
    "exercises": ("Exercises", "Checks that name the mistake.", ["coursekit.exercises"]),
    "plots": (
        "Pictures",
        "Figures in the course's style.",
        ["coursekit.plots.style", "coursekit.plots.show"],
    ),
    "explore": ("Explorers", "Small machines to play with.", ["coursekit.explore"]),
    "classroom": (
        "Classroom",
        "Hand out own numbers, mark what comes back.",
        [
            "coursekit.classroom.classlist", "coursekit.classroom.assignment",
            "coursekit.classroom.release", "coursekit.classroom.grading",
        ],
    ),
}  # fmt: skip


def pages():
    """Return ``{file: text}`` of all pages of the reference but the first."""
    return {f"{name}.rst": _page(*about) for name, about in PAGES.items()}


def _page(title, about, modules):
    lines = [title, "=" * len(title), "", about, ""]
    for module in modules:
        if len(modules) > 1:
            lines += [module, "-" * len(module), ""]
        lines += [f".. py:currentmodule:: {module}", ""]
        for name in public(module):
            lines += [*_entry(getattr(import_module(module), name), name), ""]
    return "\n".join(lines)


def public(module):
    """Return the public classes and functions of a module by name; of synonyms only the first."""
    there = import_module(module)
    names = getattr(there, "__all__", None) or vars(there)
    return sorted(name for name in names if _is_own(getattr(there, name), name, module))


def _is_own(thing, name, module):
    if name[0] == "_" or not (inspect.isclass(thing) or inspect.isfunction(thing)):
        return False
    return thing.__module__.startswith(module) and thing.__name__ == name


def _entry(thing, name):
    if not inspect.isclass(thing):
        return [f".. autofunction:: {name}"]
    fields = hasattr(thing, "_fields")  # a named tuple tells its fields itself
    return [f".. autoclass:: {name}", *([] if fields else ["   :members:"])]
