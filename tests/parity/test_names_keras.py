"""Every name that Keras has is here, or gets one sentence; what Keras describes can be rebuilt."""

import importlib

import keras
import pytest

from coursekit import nn
from coursekit.nn.absent_names import INSTEAD

MODULES = (
    "", "activations", "callbacks", "initializers", "layers", "losses", "metrics", "models",
    "optimizers", "optimizers.schedules", "regularizers",
)  # fmt: skip
NOT_PUBLIC = {"src"}


def module(package, name):
    return importlib.import_module(f"{package}.{name}" if name else package)


@pytest.mark.parametrize("name", MODULES)
def test_each_name_of_keras_exists_or_is_named(name):
    ours, theirs = module("coursekit.nn", name), module("keras", name)
    absent = set()
    for public in (n for n in dir(theirs) if not n.startswith("_") and n not in NOT_PUBLIC):
        if hasattr(ours, public):
            continue
        absent.add(public)
        with pytest.raises(AttributeError, match=f" has no {public}, as Keras has: ") as caught:
            getattr(ours, public)
        sentence = str(caught.value)
        assert sentence.endswith(".") and "\n" not in sentence and len(sentence) < 200
    older = dir(module("keras._tf_keras.keras", name)) if name else ()
    assert absent <= set(INSTEAD.get(name, ())) <= absent | set(older), "no name that nobody has"


@pytest.mark.parametrize("name", MODULES)
def test_what_is_advised_exists(name):
    for sentence in set(INSTEAD.get(name, {}).values()):
        for word in sentence.replace(",", " ").replace("(", " ").split():
            if word.startswith("nn."):
                found = nn
                for part in word.removeprefix("nn.").rstrip(".").split("."):
                    found = getattr(found, part)


DESCRIBED = {
    "optimizers": ["Adam", "adam", "SGD", "RMSprop"],
    "losses": ["MeanSquaredError", "mean_squared_error", "BinaryCrossentropy"],
    "metrics": ["BinaryAccuracy", "binary_accuracy", "AUC"],
    "initializers": ["HeNormal", "he_normal", "Zeros"],
    "regularizers": ["L2", "l2", "L1L2"],
}
CASES = [(kind, name) for kind, names in DESCRIBED.items() for name in names]


@pytest.mark.parametrize(("kind", "name"), CASES)
@pytest.mark.parametrize("config", [{}, {"config": {}}, {"config": None}])
def test_a_dictionary_needs_no_module(kind, name, config):
    ours = getattr(nn, kind).get({"class_name": name} | config)
    try:
        theirs = getattr(keras, kind).get({"class_name": name} | config)
    except (TypeError, ValueError):  # some kinds want a config; ours does without
        theirs = getattr(keras, kind).get({"class_name": name, "config": {}})
    theirs = theirs() if isinstance(theirs, type) else theirs
    assert name.replace("_", "").lower() == type(ours).__name__.lower()
    if not callable(theirs) or isinstance(theirs, keras.Loss | keras.Metric):
        assert type(theirs).__name__ == type(ours).__name__


def test_a_dictionary_of_keras_with_its_arguments():
    for kind, name, arguments in (
        ("optimizers", "SGD", {"learning_rate": 0.5, "momentum": 0.25}),
        ("losses", "BinaryCrossentropy", {"label_smoothing": 0.25}),
        ("metrics", "BinaryAccuracy", {"threshold": 0.25}),
        ("initializers", "Constant", {"value": 0.5}),
        ("regularizers", "L2", {"l2": 0.5}),
    ):
        theirs = getattr(getattr(keras, kind), name)(**arguments)
        for form in (getattr(keras, kind).serialize(theirs), None):
            ours = getattr(nn, kind).get(form or {"class_name": name, "config": arguments})
            config = ours.get_config()
            assert {k: config[k] for k in arguments} == pytest.approx(arguments)
    layer = nn.layers.deserialize(keras.layers.serialize(keras.layers.Dense(3, "relu")))
    assert (layer.units, layer.activation.name) == (3, "relu")
    again = nn.layers.deserialize({"class_name": "Dense", "config": {"units": 3}})
    assert type(again) is nn.layers.Dense
