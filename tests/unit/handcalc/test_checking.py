"""Answers are judged as a teacher would, and every mistake of the catalogue is recognised."""

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursekit import nn
from coursekit.handcalc import CATALOGUE, derive, variant
from coursekit.handcalc.checking import agrees, diagnose, recompute
from tests.unit.handcalc.networks import cases, derived, layout_two_two_two, network


@pytest.fixture(scope="module")
def two_two_two():
    model, x, y = layout_two_two_two()
    return derive(model, x, y, optimizer=nn.optimizers.SGD(0.5))


def verdict(derivation, name, answer):
    (judgement,) = derivation.check({name: answer})
    return judgement


@pytest.mark.parametrize(
    ("name", "answer", "expected"),
    [
        ("dE/dw5", "0.0822", "right"),
        ("dE/dw5", "0.0821", "right"),  # cut instead of rounded
        ("dE/dw5", 0.082167, "right"),
        ("dE/dw5", "0.08", "fewer digits"),
        ("dE/dw5", "0,0822", "right"),
        ("dE/dw8", "−0.02274", "right"),
        ("dE/dw5", "0.0825", "wrong"),
        ("dE/dw5", "0", "wrong"),
        ("dz_h1/dw1", "0.05", "right"),
        ("z_h1", "0.0275", "mistake"),
    ],
)
def test_verdicts(two_two_two, name, answer, expected):
    assert verdict(two_two_two, name, answer).verdict == expected


def test_a_figure_that_follows_from_an_earlier_slip_is_carried(two_two_two):
    first, second = two_two_two.check({"dE/dz_o1": "0.7414", "dE/dw5": "0.4399"})
    assert first.verdict == "mistake"
    assert first.mistakes[0].name == "slope_forgotten"
    assert second.verdict == "carried"
    assert second.good and not first.good


@pytest.mark.parametrize(
    ("name", "answer", "mistake"),
    [
        ("dE/da_h1", "0.0554", "one_path"),
        ("dE/da_h1", "-0.001055", "product_of_paths"),
        ("w5'", "0.4411", "gradient_added"),
        ("w5'", "0.3178", "rate_forgotten"),
        ("w5'", "-0.3589", "minus_sign_added"),
        ("w5'", "0.10337", "last_link_for_gradient"),
        ("dz_o1/dw5", "0.4", "weight_for_input"),
        ("E", "0.5967", "half_forgotten"),
        ("a_o1", "0.2486", "exponent_sign"),
        ("a_o1", "3.0220", "one_plus_forgotten"),
    ],
)
def test_known_mistakes_are_named(two_two_two, name, answer, mistake):
    judgement = verdict(two_two_two, name, answer)
    assert judgement.mistakes, judgement
    assert judgement.mistakes[0].name == mistake


def test_the_lost_digit_of_lecture_four():
    model = network((2, 2, 1), ("sigmoid", "sigmoid"), np.random.default_rng(0))
    w1, b1 = np.array([[0.5, 0.62], [0.1, 0.2]]), np.array([0.4, -0.1])
    model.set_weights([w1, b1, np.array([[-0.2], [0.3]]), np.array([1.83])])
    derivation = derive(model, [0.1, 0.3], [0.03], optimizer=nn.optimizers.SGD(0.01))
    assert verdict(derivation, "a_o1", "0.641").mistakes[0].name == "digit_lost"


def _classifier(loss, ending):
    model = network((3, 3, 3), ("relu", ending), np.random.default_rng(8))
    x = np.array([[0.3, 0.9, 0.4], [0.8, 0.2, 0.5]])
    y = np.eye(3)[[1, 2]]
    return derive(model, x, y, loss, nn.optimizers.SGD(0.1))


def examples():
    """Derivations in which, together, every mistake of the catalogue can be made."""
    model, x, y = layout_two_two_two()
    yield derive(model, x, y, optimizer=nn.optimizers.SGD(0.5))
    yield derive(
        model, [[0.05, 0.1], [0.4, 0.7]], [[0.01, 0.99], [0.3, 0.2]], nn.losses.MeanSquaredError()
    )
    yield _classifier(nn.losses.CategoricalCrossentropy(), "softmax")
    yield _classifier(nn.losses.BinaryCrossentropy(), "sigmoid")
    yield derive(model, x, y, optimizer=nn.optimizers.Adam(0.1))
    yield derive(model, x, y, optimizer=nn.optimizers.RMSprop(0.1))


@pytest.fixture(scope="module")
def derivations():
    return list(examples())


@pytest.mark.parametrize("name", sorted(CATALOGUE))
def test_every_mistake_can_be_made_and_is_then_recognised(derivations, name):
    entry = CATALOGUE[name]
    tried = 0
    for derivation in derivations:
        for line in derivation.lines:
            for formula in entry.rewrite(line, derivation):
                wrong = recompute(derivation, line, {}, {line.key: formula})
                right = derivation.values[line.key]
                if abs(wrong - right) < 1e-4 * max(1, abs(right)):
                    continue
                tried += 1
                answer = Decimal(f"{wrong:.8f}")
                assert entry in list(diagnose(derivation, line, answer)), (line.key, wrong)
                if tried >= 6:
                    return
    assert tried, f"no example derivation shows {name}"


def test_the_catalogue_explains_itself():
    assert len(CATALOGUE) >= 25
    for entry in CATALOGUE.values():
        assert entry.title.endswith(".") and entry.explanation.endswith(".") and entry.seen
    assert len({entry.title for entry in CATALOGUE.values()}) == len(CATALOGUE)


@given(cases(), st.integers(4, 9))
def test_right_answers_are_never_refused(case, digits):
    derivation = derived(case, nn.optimizers.SGD(0.1))
    answers = {step.symbol: f"{step.value:.{digits}f}" for step in derivation}
    refused = [j for j in derivation.check(answers) if not j.good and float(j.answer) != 0]
    assert not refused


@pytest.mark.parametrize("untouched", [..., None, "", "  ", np.array(...)])
def test_an_untouched_answer_was_not_attempted_and_the_others_are_judged(two_two_two, untouched):
    first, second = two_two_two.check({"dE/dw5": untouched, "w5'": "0.35891"})
    assert (first.verdict, first.expected, first.good) == ("not attempted", "", False)
    assert str(first) == "dE/dw5 = …: Not attempted yet: write your answer."
    assert second.verdict == "right"


def test_dots_in_place_of_all_answers(two_two_two):
    with pytest.raises(NotImplementedError, match="^not attempted$"):
        two_two_two.check(...)


@pytest.mark.parametrize("answer", ["abc", "-", [], float("nan"), float("inf")])
def test_answers_that_are_no_numbers_get_a_sentence(two_two_two, answer):
    with pytest.raises(ValueError, match="dE/dw5"):
        two_two_two.check({"dE/dw5": answer})


@pytest.mark.parametrize(
    ("value", "answer", "expected"),
    [
        (0.0822, "0.082", True), (0.0826, "0.082", True), (0.0826, "0.083", True),
        (0.0834, "0.082", False), (-0.0826, "-0.082", True), (0.00004, "0.000", True),
        (0.04, "0", False), (0.0, "0", True), (12345.0, "12345", True),
    ],
)  # fmt: skip
def test_agreement_to_the_digits_written(value, answer, expected):
    assert agrees(value, Decimal(answer)) is expected


def test_answers_are_judged_against_a_rounded_computation_too():
    """The figures of somebody who keeps four decimals are right for that computation."""
    rounded = variant("ada", "2-2-2").derivation.rounded(4)
    names = ["a_h1", "E", "dE/dw5", "w5'"]
    answers = {name: str(rounded.values[rounded.key(name)]) for name in names}
    assert [j.verdict for j in rounded.check(answers)] == ["right"] * 4
    (wrong,) = rounded.check({"dE/dw5": "9.87"})
    assert wrong.verdict == "wrong"
    slope = -rounded.value("dE/da_o1")
    (sign,) = rounded.check({"dE/da_o1": f"{slope:.4f}"})
    assert [known.name for known in sign.mistakes] == ["slope_sign"]


def test_a_hidden_unit_has_no_mistakes_of_the_error():
    derivation = variant("ada", "2-2-1").derivation
    line = derivation.lines[derivation.position(derivation.key("dE/da_h1"))]
    for name in ("slope_sign", "factor_two_left", "factor_two_missing"):
        assert CATALOGUE[name].rewrite(line, derivation) == []
