"""Answers that a program computed: the digits of their type count, not all that it prints."""

import math
from fractions import Fraction

import numpy as np
import pytest

from coursekit import nn
from coursekit.handcalc import TEMPLATES, derive, variant
from tests.unit.handcalc.networks import network

STUDENTS = 300


class Run:
    """A learner's own NumPy run of one sheet, every number of one type."""

    def __init__(self, sheet, kind):
        self.kind, self.template = kind, TEMPLATES[sheet.template]
        self.x, self.y = kind(sheet.x), kind(sheet.y)
        self.w = [kind(w) for w in sheet.model.get_weights()[::2]]
        self.b = [kind(b) for b in sheet.model.get_weights()[1::2]]
        self.eta = kind(self.template.learning_rate)

    def forward(self):
        a, self.z, self.a = self.x, [], [self.x]
        for w, b, name in zip(self.w, self.b, self.template.activations, strict=True):
            z = a @ w + b
            e = np.exp(z if name == "softmax" else -z)
            a = {"sigmoid": 1 / (1 + e), "relu": np.maximum(z, 0), "softmax": e / e.sum()}[name]
            self.z.append(z)
            self.a.append(a)
        if self.template.loss == "half":
            return self.kind(0.5) * ((self.y - a) ** 2).sum()
        return -(self.y * np.log(a)).sum()

    def answers(self):
        """The questions of the sheet, by layer and unit, in the order in which weights count."""
        found = {"E": self.forward()}
        for layer, (z, a) in enumerate(zip(self.z, self.a[1:], strict=True)):
            letter = "o" if layer == len(self.z) - 1 else "hk"[layer]
            found |= {f"z_{letter}{j + 1}": v for j, v in enumerate(z)}
            found |= {f"a_{letter}{j + 1}": v for j, v in enumerate(a)}
        dw, db = self.backward()
        for kind, old, slopes in (("w", self.w, dw), ("b", self.b, db)):
            flat = [np.concatenate([v.T.ravel() for v in part]) for part in (old, slopes)]
            found |= {f"dE/d{kind}{i}": g for i, g in enumerate(flat[1], 1)}
            new = flat[0] - self.eta * flat[1]
            found |= {f"{kind}{i}'": v for i, v in enumerate(new, 1)}
        self.w = [w - self.eta * g for w, g in zip(self.w, dw, strict=True)]
        self.b = [b - self.eta * g for b, g in zip(self.b, db, strict=True)]
        return found | {"E'": self.forward()}

    def backward(self):
        dz, dw, db = None, [], []
        for layer in reversed(range(len(self.w))):
            a, name = self.a[layer + 1], self.template.activations[layer]
            da = a - self.y if dz is None else self.w[layer + 1] @ dz
            slope = {"sigmoid": a * (1 - a), "relu": (a > 0).astype(self.kind), "softmax": 1}
            dz = da * slope[name]
            dw.insert(0, np.outer(self.a[layer], dz))
            db.insert(0, dz)
        return dw, db


@pytest.mark.parametrize("template", sorted(TEMPLATES))
def test_no_right_answer_of_three_hundred_sheets_is_refused(template):
    for student in range(STUDENTS):
        sheet = variant(student, template)
        for kind in (np.float32, np.float64):
            answers = Run(sheet, kind).answers()
            assert set(answers) == set(sheet.questions)
            refused = [j for j in sheet.check(answers) if j.verdict != "right"]
            assert not refused, (student, kind, [str(j) for j in refused])


@pytest.mark.parametrize("kind", [np.float32, np.float64, float])
def test_what_is_off_by_more_than_the_type_can_be_is_wrong(kind):
    derivation = variant("ada", "2-2-1").derivation
    for name in ("a_h1", "dE/dw5", "E", "w5'"):
        value = derivation.value(name)
        (judged,) = derivation.check({name: kind(value * 1.001)})
        assert not judged.good, name
        (judged,) = derivation.check({name: kind(-value)})
        assert not judged.good, name
    (judged,) = derivation.check({"dE/dw5": kind(0.0)})
    assert not judged.good


def test_a_text_keeps_the_rule_of_written_digits():
    derivation = variant("ada", "2-2-1").derivation
    value = derivation.value("a_h1")
    wrong_at_the_end = f"{value + 3e-12:.12f}"
    assert not derivation.check({"a_h1": wrong_at_the_end})[0].good
    assert derivation.check({"a_h1": float(wrong_at_the_end)})[0].good
    assert derivation.check({"a_h1": f"{value:.12f}"})[0].good


def test_a_mistake_in_full_digits_still_gets_its_name():
    derivation = variant("ada", "2-2-2").derivation
    for kind in (float, np.float32):
        slope = kind(-derivation.value("dE/da_o1"))
        (judged,) = derivation.check({"dE/da_o1": slope})
        assert [mistake.name for mistake in judged.mistakes] == ["slope_sign"]


def test_a_figure_that_follows_from_an_earlier_one_is_carried_in_full_digits():
    derivation = variant("ada", "neuron").derivation
    z = derivation.value("z_o1") + 0.5
    first, second = derivation.check({"z_o1": z, "a_o1": 1 / (1 + math.exp(-z))})
    assert (first.verdict, second.verdict) == ("wrong", "carried")


@pytest.mark.parametrize(
    "form",
    [np.array, lambda v: np.array([[v]]), np.longdouble, Fraction, lambda v: np.float64(v)],
)
def test_one_number_in_any_form_is_an_answer(form):
    derivation = variant("ada", "2-2-1").derivation
    assert derivation.check({"a_h1": form(derivation.value("a_h1"))})[0].verdict == "right"


@pytest.mark.parametrize("form", [[0.5], np.zeros(2), np.ma.masked, np.ma.array([0.5], mask=True)])
def test_no_number_gets_a_sentence(form):
    with pytest.raises(ValueError, match="The answer for a_h1 must be a number"):
        variant("ada", "2-2-1").check({"a_h1": form})


@pytest.mark.parametrize("kind", [np.float32, np.float64])
def test_what_a_subtraction_leaves_may_be_as_rough_as_what_went_into_it(kind):
    """0.1 + 0.2 − 0.3 is 0, or 5.6e-17, or 1.5e-8, as it is added up."""
    model = network((3, 1), ("linear",), np.random.default_rng(0), use_bias=False)
    model.set_weights([[[1.0], [1.0], [1.0]]])
    derivation = derive(model, [0.1, 0.2, -0.3], [1.0])
    for order in ([0.1, 0.2, -0.3], [0.2, -0.3, 0.1]):
        first, second, third = map(kind, order)
        assert derivation.check({"z_o1": first + second + third})[0].good


def test_the_engines_own_float32_outputs_are_right():
    model = nn.Sequential([nn.Input((2,)), nn.layers.Dense(3, "sigmoid"), nn.layers.Dense(1)])
    x = np.array([[0.3, -0.8]], dtype=np.float32)
    derivation = derive(model, x, [0.5])
    hidden = model.layers[0](x)[0]
    assert all(j.good for j in derivation.check({f"a_h{j + 1}": v for j, v in enumerate(hidden)}))
    assert derivation.check({"a_o1": model.predict(x, verbose=0)[0, 0]})[0].verdict == "right"
