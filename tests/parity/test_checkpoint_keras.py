"""ModelCheckpoint beside Keras': after which epochs it writes, under which name, and what."""

import keras
import numpy as np
import pytest

from coursekit import nn
from tests.parity.keras_models import dense, float64, pair  # noqa: F401

pytestmark = pytest.mark.usefixtures("float64")
RNG = np.random.default_rng(3)
X, Y = RNG.standard_normal((16, 3)), RNG.integers(0, 2, 16).astype(float)
# with these rates the losses fall, rise and fall again
RATES = (0.5, 40.0, 0.25, 1.0, 60.0, 1.0)
EPOCHS = len(RATES)
OPTIONS = {
    "each epoch": {},
    "weights": {"save_weights_only": True},
    "best": {"save_best_only": True},
    "best weights": {"save_best_only": True, "save_weights_only": True},
    "best loss": {"save_best_only": True, "monitor": "loss"},
    "best accuracy": {"save_best_only": True, "monitor": "val_accuracy"},
    "greatest": {"save_best_only": True, "monitor": "val_mae", "mode": "max"},
    "least": {"save_best_only": True, "monitor": "accuracy", "mode": "min"},
    "better than": {"save_best_only": True, "initial_value_threshold": 0.6},
    "never good enough": {"save_best_only": True, "initial_value_threshold": 0.0},
    "monitored, but each": {"monitor": "val_mae", "initial_value_threshold": 0.0},
}


def saved_by(model, engine, folder, options):
    """Names without their endings, the weights in each file, and how often it was said."""
    weights_only = options.get("save_weights_only", False)
    kind = ".npz" if engine is nn else ".weights.h5" if weights_only else ".keras"
    name = str(folder / ("{epoch:02d} {val_loss:.3f}" + kind))
    keep = engine.callbacks.ModelCheckpoint(name, verbose=1, **options)
    rate = engine.callbacks.LearningRateScheduler(lambda epoch: RATES[epoch])
    model.compile(engine.optimizers.SGD(0.5), "binary_crossentropy", metrics=["accuracy", "mae"])
    model.fit(
        X[:10], Y[:10], 10, EPOCHS, shuffle=False, verbose=0, callbacks=[rate, keep],
        validation_data=(X[10:], Y[10:]),
    )  # fmt: skip
    found = {}
    for path in sorted(folder.glob(f"*{kind}")):
        if weights_only:
            model.load_weights(str(path))
            again = model
        else:
            again = engine.models.load_model(path)
            assert int(again.optimizer.iterations) == int(path.name[:2])
        found[path.name.removesuffix(kind)] = again.get_weights()
    return found, keep.best


@pytest.mark.parametrize("name", OPTIONS)
def test_it_saves_when_keras_saves(name, tmp_path, capsys):
    models = pair(dense(4, "tanh"), dense(1, "sigmoid"))
    found = [
        saved_by(model, engine, tmp_path, OPTIONS[name])
        for model, engine in zip(models, (nn, keras), strict=True)
    ]
    (ours, best), (theirs, their_best) = found
    assert list(ours) == list(theirs)
    for weights, expected in zip(ours.values(), theirs.values(), strict=True):
        for a, b in zip(weights, expected, strict=True):
            np.testing.assert_allclose(a, b, rtol=1e-9, atol=1e-12)
    if OPTIONS[name].get("save_best_only"):
        assert best == pytest.approx(float(their_best), rel=1e-9)
        assert len(ours) < EPOCHS, "some epochs are no better"
    else:
        assert len(ours) == EPOCHS
    printed = capsys.readouterr().out
    for epoch in range(1, EPOCHS + 1):
        lines = [line for line in printed.splitlines() if f"Epoch {epoch}: " in line]
        assert sum("saving model to" in line and ".npz" in line for line in lines) == any(
            key.startswith(f"{epoch:02d}") for key in ours
        )


@pytest.mark.parametrize("options", [{"mode": "up"}, {"save_freq": "batch"}])
def test_what_both_refuse_or_warn_of(options, tmp_path):
    with pytest.raises(ValueError):
        nn.callbacks.ModelCheckpoint(tmp_path / "a.npz", **options)
    if "mode" in options:
        with pytest.warns(UserWarning):
            keras.callbacks.ModelCheckpoint(tmp_path / "a.keras", **options)
    else:
        with pytest.raises(ValueError):
            keras.callbacks.ModelCheckpoint(tmp_path / "a.keras", **options)


def test_another_save_freq_is_refused_by_name(tmp_path):
    keras.callbacks.ModelCheckpoint(tmp_path / "a.keras", save_freq=5)
    with pytest.raises(ValueError, match="only save_freq='epoch', got 5: save in on_train_batch"):
        nn.callbacks.ModelCheckpoint(tmp_path / "a.npz", save_freq=5)
