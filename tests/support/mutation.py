"""Seeded mutants: a test suite is good when every small mistake put into the code makes it fail.

How to use it: write a check that takes the module under test and raises when something is wrong,
then list mistakes as replacements in the module's source::

    from tests.support.mutation import Mutant, assert_caught, load

    def check_dense(module):
        layer = module.Dense(3)
        assert gradcheck.check_layer(layer, x).max_error < 1e-10

    MUTANTS = [Mutant("coursekit.nn.layers.dense", "x.T @ dy", "x.T @ dy * 2")]

    def test_unmutated_code_passes():
        check_dense(load("coursekit.nn.layers.dense"))

    @pytest.mark.parametrize("mutant", MUTANTS, ids=str)
    def test_mutant_is_caught(mutant):
        assert_caught(mutant, check_dense)

A mutant is a fresh copy of the module; the imported one is never touched.  Everything the mutant
imports is the real, unmutated code.
"""

import importlib.util
import sys
import types
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

import pytest


@dataclass(frozen=True)
class Mutant:
    """One mistake: ``old`` occurs exactly once in the source of ``module`` and becomes ``new``.

    ``after`` names a text (such as ``"class Tanh"``) behind which the first ``old`` is taken, where
    ``old`` alone would not be unique.
    """

    module: str
    old: str
    new: str
    after: str = ""

    def __str__(self):
        return f"{self.module.rsplit('.', 1)[-1]}: {self.after} {self.old} -> {self.new}"

    def apply(self, source):
        """Return the source with the mistake in it."""
        assert source.count(self.after) >= 1, f"{self.after!r} is not in {self.module}"
        start = source.index(self.after)
        head, tail = source[:start], source[start:]
        count = tail.count(self.old)
        wanted = count == 1 or (count > 1 and self.after)
        assert wanted, f"{self.old!r} occurs {count} times in {self.module}, must be once"
        return head + tail.replace(self.old, self.new, 1)


def load(module, change=lambda source: source):
    """Return a fresh copy of a module whose source went through ``change`` first."""
    spec = importlib.util.find_spec(module)
    source = change(Path(spec.origin).read_text(encoding="utf-8"))
    copy = types.ModuleType(module)
    copy.__file__ = spec.origin
    copy.__package__ = spec.parent
    exec(compile(source, spec.origin, "exec"), copy.__dict__)
    return copy


def upon(module, *names):
    """Return a fresh copy of the last of ``names``, whose imports lead to ``module``.

    Each of ``names`` is loaded anew in this order and sees ``module`` and the copies before it in
    place of the real modules.
    """
    with mock.patch.dict(sys.modules, {module.__name__: module}):
        for name in names:
            sys.modules[name] = load(name)
        return sys.modules[names[-1]]


def assert_caught(mutant, check):
    """Fail unless ``check`` of the mutated module raises."""
    module = load(mutant.module, mutant.apply)
    try:
        check(module)
    except (Exception, pytest.fail.Exception):
        return
    raise AssertionError(f"No check noticed this mistake: {mutant}")
