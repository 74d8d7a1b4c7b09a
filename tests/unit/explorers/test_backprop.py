"""The backpropagation explorer: every line is handcalc's, and the right part of the net is lit."""

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursekit import explore, nn
from coursekit.explorers.backprop.derivation_page import expression, lines, to_page, tree
from coursekit.explorers.backprop.explorer import ALL_DIGITS, EXAMPLES, OWN, Backprop, State, frame
from coursekit.explorers.backprop.explorer import given as page_data
from coursekit.handcalc import derive, variant
from coursekit.ledger import networks

GIVEN = page_data()
WORKED = dict(
    zip(
        EXAMPLES,
        (
            networks.one_neuron().derivation,
            networks.two_two_one().derivation,
            networks.two_two_two().derivation,
            networks.three_three_three_three().derivation,
        ),
        strict=False,
    )
)


def shown(*args, **settings):
    return frame(State(*args, **settings), GIVEN)


def at(example, name, **settings):
    """The frame at the line that computes a quantity."""
    page = GIVEN["2-2-1" if example == OWN else example]
    step = page["names"].index(name) - len(page["given"]) + 1
    return shown(example, step=step, **settings)


def lit(example, name):
    """Names of the units, of edges as pairs, and of edges of paths that a line lights."""
    page = GIVEN[example]
    names = [node["name"] for node in page["nodes"]]
    pairs = [(names[edge["from"]], names[edge["to"]]) for edge in page["edges"]]
    nodes, edges, path = at(example, name)["lit"]
    return {names[k] for k in nodes}, {pairs[k] for k in edges}, {pairs[k] for k in path}


def whole(text):
    """Numbers such as 1.0 without their point, as the explorer writes given whole numbers."""
    return re.sub(r"(?<![\d.])(\d+)\.0(?!\d)", r"\1", text)


@pytest.mark.parametrize(
    ("how", "decimals"),
    [(ALL_DIGITS, 4), ("half-even", 4), ("half-up", 3), ("truncate", 2), ("half-even", 10)],
)
@pytest.mark.parametrize("example", WORKED)
def test_every_line_is_the_one_that_handcalc_writes(example, how, decimals):
    derivation = WORKED[example]
    if how != ALL_DIGITS:
        derivation = derivation.rounded(decimals, how)
    every = 1 if len(derivation) < 60 else 9
    for number, step in list(enumerate(derivation, 1))[::every]:
        found = shown(example, how, decimals, step=number)
        assert (found["symbol"], found["formula"]) == (step.symbol, step.formula)
        assert found["substituted"] == whole(step.substituted)
        assert found["text"] == whole(step.text) and found["value"] == step.value


def test_trees_hold_whole_formulas():
    model = nn.Sequential(
        [nn.Input((2,)), nn.layers.Dense(2, "leaky_relu"), nn.layers.Dense(2, "softmax")]
    )
    derivation = derive(model, [0.1, 0.2], [0, 1], "mean_absolute_error", nn.optimizers.Adadelta())
    for one in (*WORKED.values(), derivation):
        page = to_page(one)
        index = {k: k for k in range(len(page["names"]))}
        for line, again in zip(page["trees"], lines(page), strict=True):
            assert tree(again.formula, index) == line == tree(expression(line), index)


def test_a_weight_lights_its_edge_and_every_path_to_the_error():
    beyond = {("h1", "o1"), ("h1", "o2"), ("o1", "E"), ("o2", "E")}
    assert lit("2-2-2", "dE/dw1") == ({"h1"}, {("x1", "h1")}, beyond)
    assert lit("2-2-2", "dE/da_h1") == ({"h1"}, set(), beyond)
    assert lit("2-2-2", "dE/dw8") == ({"o2"}, {("h2", "o2")}, {("o2", "E")})


def test_forward_lines_links_paths_and_updates_light_what_they_are_about():
    assert lit("2-2-2", "z_o1") == ({"o1"}, {("h1", "o1"), ("h2", "o1")}, set())
    assert lit("2-2-2", "a_o1") == ({"o1"}, set(), set())
    assert lit("2-2-2", "E") == ({"E"}, {("o1", "E"), ("o2", "E")}, set())
    assert lit("2-2-2", "da_o1/dz_o1") == ({"o1"}, set(), set())
    assert lit("2-2-2", "dz_o2/da_h1") == ({"h1", "o2"}, {("h1", "o2")}, set())
    via = lit("2-2-2", "dE/da_h1 via z_o2")
    assert via == ({"h1", "o2"}, {("h1", "o2")}, {("o2", "E")})
    assert lit("2-2-2", "w1'") == ({"h1"}, {("x1", "h1")}, set())
    assert lit("2-2-2", "b3'") == ({"o1"}, set(), set())
    assert lit("2-2-2", "z_h2'") == ({"h2"}, {("x1", "h2"), ("x2", "h2")}, set())


def test_a_sum_before_softmax_reaches_the_error_through_all_outputs():
    outputs = {"o1", "o2", "o3"}
    assert lit("3-3-3-3", "dE/dz_o1") == (outputs, set(), {(name, "E") for name in outputs})
    nodes, _, path = lit("3-3-3-3", "dE/dz_o1 via a_o2")
    assert nodes == {"o1", "o2"} and path == {("o2", "E")}


def test_numbers_stand_in_the_network_once_they_are_known():
    names = [node["name"] for node in GIVEN["2-2-2"]["nodes"]]
    start = shown("2-2-2", step=0)
    assert start["outputs"] == ["0.05", "0.1"] + 5 * [None] and not any(start["slopes"])
    assert start["weights"][0] == "0.15" and start["error"] is None
    back = at("2-2-2", "dE/da_h1")
    assert dict(zip(names, back["outputs"], strict=True))["h1"] == "0.5933"
    assert dict(zip(names, back["slopes"], strict=True))["h1"] == "0.03635"
    after = at("2-2-2", "dE/dz_h1")
    assert dict(zip(names, after["slopes"], strict=True))["h1"] == "0.008771"
    end = shown("2-2-2", step=78)
    assert end["weights"][0] == "0.1498" and (end["error"], end["new_error"]) == (
        "0.2984", "0.2805",
    )  # fmt: skip


values = st.floats(-5, 5).map(lambda value: round(value, 2))


@given(
    st.fixed_dictionaries(
        {name: values for name in ("w1", "w2", "w3", "w4", "w5", "w6", "b1", "b2", "b3")}
        | {"x1": st.sampled_from([-2.0, 0.0, 0.7]), "x2": st.sampled_from([0.0, 2.0])}
        | {"y1": st.sampled_from([0.0, 0.3, 1.0]), "eta": st.sampled_from([0.01, 0.5, 20.0])}
    )
)
def test_own_numbers_are_computed_as_derive_does(own):
    w = {name: own[name] for name in own}
    first = [[w["w1"], w["w3"]], [w["w2"], w["w4"]]], [w["b1"], w["b2"]]
    second = [[w["w5"]], [w["w6"]]], [w["b3"]]
    model = networks.network([first, second], ["sigmoid", "sigmoid"])
    loss, sgd = nn.losses.SquaredError("half"), nn.optimizers.SGD(w["eta"])
    derivation = derive(model, [w["x1"], w["x2"]], [w["y1"]], loss, sgd)
    for number, step in list(enumerate(derivation, 1))[::5]:
        assert shown(OWN, **own, step=number)["value"] == pytest.approx(step.value, rel=1e-12)


@given(
    st.sampled_from(EXAMPLES),
    st.sampled_from(["half-even", "half-up", "truncate"]),
    st.integers(1, 10),
    st.sampled_from([0, 1, 30, 2000]),
    st.sampled_from([-5.0, 0.0, 5.0]),
)
def test_no_rounding_ends_in_an_error(example, how, decimals, step, weight):
    found = shown(example, how, decimals, step=step, w1=weight, w5=weight, b3=weight, eta=20.0)
    words = Backprop.describe(State(), found, GIVEN)
    assert words.endswith(".") and "nan" not in words
    assert step == 0 or np.isfinite(found["value"])


def test_a_line_that_rounding_leaves_without_a_value_is_told_in_a_sentence():
    found = shown("other", "half-even", 2, step=5)
    assert "without a value" in found["note"] and found["note"] in Backprop.describe(
        State(), found, GIVEN
    )
    assert found["text"] == shown("other", step=5)["text"]


def test_presets_show_what_they_claim():
    presets = {preset.name: preset.state for preset in Backprop.PRESETS}
    seen = {name: frame(state, GIVEN) for name, state in presets.items()}
    assert seen["One path"]["symbol"] == "dE/dw1"
    assert seen["Two paths meet"]["formula"] == "dE/da_h1 via z_o1 + dE/da_h1 via z_o2"
    assert seen["All weights at once"]["symbol"] == "w5'"
    assert seen["Through softmax"]["formula"].count("via") == 3
    assert seen["Three decimals"]["symbol"] == "w1'" and seen["Three decimals"]["text"] == "0.500"
    assert seen["A saturated unit"]["symbol"] == "dE/dw1"
    saturated = abs(seen["A saturated unit"]["value"])
    assert saturated < 0.02 * abs(at(OWN, "dE/dw1")["value"])


def test_the_question_is_answered_with_the_right_numbers():
    assert at("2-2-2", "dE/da_h1 via z_o1")["value"] == pytest.approx(0.0554, abs=5e-5)
    assert at("2-2-2", "dE/da_h1 via z_o2")["value"] == pytest.approx(-0.0190, abs=5e-5)
    assert at("2-2-2", "dE/da_h1")["value"] == pytest.approx(0.0364, abs=5e-5)


def test_the_goal_needs_own_numbers_the_last_line_and_half_the_error():
    assert shown(OWN, eta=20.0, step=52)["goal"]
    assert not shown(OWN, eta=20.0, step=51)["goal"]
    assert not shown(OWN, eta=0.5, step=52)["goal"]
    assert not shown(OWN, "half-even", 1, eta=20.0, step=52)["goal"]
    assert not shown("2-2-1", eta=20.0, step=52)["goal"]


def test_own_derivations_are_stepped_through():
    derivation = variant("a student", "3-3-3-3").derivation
    w = explore.backprop(derivation)
    assert w.example == "other" and w.numbers["last"] == len(derivation)
    w.step_forward(20)
    assert str(list(derivation)[w.step - 1]) in w.words
    w.step_forward(1000)
    assert w.step == len(derivation) and "The error went from" in w.words
    w.reset()
    assert w.step == 0 and f"{len(derivation)} lines follow" in w.words


def test_pictures_batches_and_chosen_lines_can_be_stepped_through():
    layers = nn.layers
    picture = nn.Sequential(
        [
            nn.Input((3, 3, 1)), layers.Conv2D(1, 2, activation="relu"), layers.MaxPooling2D(2),
            layers.Flatten(), layers.Dense(2, activation="softmax"),
        ]
    )  # fmt: skip
    x = np.linspace(0, 1, 9).reshape(1, 3, 3, 1)
    small = nn.Sequential([nn.Input((2,)), layers.Dense(1, "tanh")])
    batch = derive(small, [[0.1, 0.2], [0.3, 0.4]], [[1], [0]], "mse", notation="matrix")
    for derivation in (
        derive(picture, x, [[0, 1]], "categorical_crossentropy"),
        batch,
        derive(small, [0.1, 0.2], [1], only=["dE/dw1"]),
    ):
        w = explore.backprop(derivation, step=2000)
        assert w.numbers["last"] == len(derivation)
        assert str(list(derivation)[-1]) in w.words
        assert w.figure().axes


def test_a_rounded_derivation_is_rounded_alike():
    derivation = variant("a student", "2-2-1").derivation.rounded(3, "half-up")
    w = explore.backprop(derivation, step=12)
    assert (w.how, w.decimals) == ("half-up", 3)
    assert w.numbers["text"] == list(derivation)[11].text


def test_what_is_no_derivation_is_refused():
    with pytest.raises(ValueError, match="data must be a Derivation"):
        explore.backprop([1, 2, 3])


def test_the_picture_shows_the_line_and_the_numbers():
    texts = [t.get_text() for ax in explore.backprop(step=34).figure().axes for t in ax.texts]
    assert "h1" in texts and "0.5933" in texts and "  = 0.0553994 + (−0.0190491)" in texts
    for example in EXAMPLES:
        assert explore.backprop(example=example, step=0).figure().axes[0].get_title(loc="left")
