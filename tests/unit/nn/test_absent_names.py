"""Names that are not there, and dictionaries that describe no object, get one sentence."""

import json
import subprocess
import sys

import pytest

from coursekit import nn
from coursekit.nn.serialize import rebuild, spec


@pytest.mark.parametrize(
    ("ask", "sentence"),
    [
        (lambda: nn.layers.Conv3D, r"nn\.layers has no Conv3D, as Keras has: .*Conv2D"),
        (lambda: nn.layers.Lambda, "has no Lambda, as Keras has: write a subclass of Layer"),
        (lambda: nn.losses.Dice, "loss.y_true, y_pred., written with NumPy"),
        (lambda: nn.optimizers.Lion, "use Adam or AdamW"),
        (lambda: nn.metrics.mse, "the function of this name is in nn.losses"),
        (lambda: nn.backend, "nn.utils.set_random_seed"),
        (lambda: nn.layers.Dens, r"nn\.layers has no 'Dens'\. Did you mean 'Dense'\?"),
        (lambda: nn.optimizers.schedules.CosinDecay, "Did you mean 'CosineDecay'"),
        (lambda: nn.models.load_modell, "Did you mean 'load_model'"),
        (lambda: nn.layers._hidden, "has no '_hidden'.$"),
    ],
)
def test_the_sentence_names_it(ask, sentence):
    with pytest.raises(AttributeError, match=sentence) as caught:
        ask()
    assert "\n" not in str(caught.value)


def test_python_still_sees_that_they_are_missing():
    assert not hasattr(nn.layers, "Conv3D") and not hasattr(nn, "__nothing__")
    with pytest.raises(ImportError, match="Conv3D"):
        from coursekit.nn.layers import Conv3D  # noqa: F401


def test_the_table_is_read_only_when_it_is_needed():
    code = "import sys; from coursekit import nn; print('coursekit.nn.absent_names' in sys.modules)"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "False"


GETS = ("optimizers", "losses", "metrics", "initializers", "regularizers", "activations")


@pytest.mark.parametrize("kind", GETS)
def test_a_dictionary_without_a_name(kind):
    for wrong in ({}, {"config": {}}, {"class_name": 3}):
        with pytest.raises(ValueError, match=f'A dictionary for {kind} needs .*"class_name"'):
            getattr(nn, kind).get(wrong)
    with pytest.raises(ValueError, match=f"Unknown name in {kind} 'Wrong'"):
        getattr(nn, kind).get({"class_name": "Wrong", "config": {}})


def test_a_misspelt_name_in_a_dictionary():
    with pytest.raises(ValueError, match="Did you mean 'Adam'"):
        nn.optimizers.get({"class_name": "Adaam", "config": {}})
    with pytest.raises(ValueError, match="Unknown optimizer MeanSquaredError"):
        nn.optimizers.get(spec(nn.losses.MeanSquaredError()))
    with pytest.raises(ValueError, match="Unknown module of a described object 'somewhere'"):
        nn.optimizers.get({"class_name": "Adam", "config": {}, "module": "somewhere"})
    with pytest.raises(ValueError, match="does not say where its class is"):
        rebuild({"class_name": "Adam", "config": {}, "module": None})
    with pytest.raises(ValueError, match="deserialize takes a dictionary"):
        nn.layers.deserialize("Dense")


def test_every_description_survives_json():
    things = [
        nn.optimizers.Adam(nn.optimizers.schedules.PolynomialDecay(0.5, 10)),
        nn.losses.Huber(0.25),
        nn.metrics.Precision(),
        nn.initializers.HeNormal(seed=3),
        nn.regularizers.L1(0.5),
        nn.layers.LSTM(3, kernel_regularizer="l2"),
    ]
    for thing in things:
        again = rebuild(json.loads(json.dumps(spec(thing))))
        assert type(again) is type(thing) and again.get_config() == thing.get_config()
        assert rebuild({"a": 1}) == {"a": 1}, "other dictionaries stay"


def test_keras_other_names_are_the_same_things():
    assert nn.initializers.he_normal is nn.initializers.HeNormal
    assert nn.losses.mse is nn.losses.MSE is nn.losses.mean_squared_error
    assert type(nn.losses.get(nn.losses.mae)).__name__ == "MeanAbsoluteError"
