"""Models in files: what comes back, and files that are refused."""

import json
import pickle

import numpy as np
import pytest

from coursekit import nn

X = np.random.default_rng(0).standard_normal((6, 8, 8, 2))
Y = np.arange(6) % 3


def make_model():
    layers = nn.layers
    model = nn.Sequential(
        [
            nn.Input((8, 8, 2)),
            layers.ZeroPadding2D(1),
            layers.Conv2D(3, (3, 2), strides=(1, 2), padding="same", activation="elu"),
            layers.PReLU(),
            layers.MaxPooling2D(2),
            layers.AveragePooling2D((2, 1)),
            layers.MinPooling2D((1, 1)),
            layers.LeakyReLU(0.3),
            layers.Flatten(),
            layers.Dropout(0.25, seed=3),
            layers.Dense(
                4, activation=nn.activations.LeakyRelu(0.1), use_bias=False, name="hidden"
            ),
            layers.ELU(0.7),
            layers.ReLU(),
            layers.Dense(3, "softmax", kernel_initializer=nn.initializers.HeNormal(seed=7)),
        ],
        name="pictures",
    )
    optimizer = nn.optimizers.SGD(0.05, momentum=0.8, nesterov=True)
    model.compile(optimizer, "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


def test_a_model_comes_back_whole(tmp_path):
    model = make_model()
    model.fit(X, Y, epochs=2, verbose=0)
    model.save(tmp_path / "model.npz")
    copy = nn.models.load_model(tmp_path / "model.npz")
    assert np.array_equal(copy.predict(X), model.predict(X))
    assert copy.evaluate(X, Y) == model.evaluate(X, Y)
    assert (copy.name, copy.theta.dtype) == (model.name, model.theta.dtype)
    for ours, theirs in zip(model.layers, copy.layers, strict=True):
        assert ours.get_config() == theirs.get_config() and type(ours) is type(theirs)
    assert copy.optimizer.get_config() == model.optimizer.get_config()
    copy.fit(X, Y, epochs=1, verbose=0)


def test_recurrent_and_uncompiled_models_come_back(tmp_path):
    model = nn.Sequential([nn.Input((4, 2)), nn.layers.SimpleRNN(3), nn.layers.Dense(1)])
    model.save(tmp_path / "rnn.npz")
    copy = nn.models.load_model(str(tmp_path / "rnn.npz"))
    x = np.ones((2, 4, 2))
    assert np.array_equal(copy.predict(x), model.predict(x)) and copy.loss is None


def test_every_optimizer_and_loss_comes_back(tmp_path):
    for name in nn.optimizers.ALL:
        for loss in (nn.losses.Huber(2.5), nn.losses.SquaredError("half"), "binary_crossentropy"):
            model = nn.Sequential([nn.Input((2,)), nn.layers.Dense(1)])
            model.compile(name.lower(), loss, metrics=["AUC", "mae", "mape"])
            model.save(tmp_path / "model.npz")
            copy = nn.models.load_model(tmp_path / "model.npz")
            assert copy.loss.get_config() == model.loss.get_config()
            assert copy.optimizer.get_config() == model.optimizer.get_config()
            assert [metric.name for metric in copy.metrics] == ["AUC", "mae", "mape"]


def test_the_file_holds_no_pickle(tmp_path):
    make_model().save(tmp_path / "model.npz")
    with np.load(tmp_path / "model.npz", allow_pickle=False) as file:
        config = json.loads(str(file["config"]))
        assert all(file[name].dtype != object for name in file.files)
    assert config["model"]["name"] == "pictures" and len(config["model"]["layers"]) == 13


def test_a_function_of_ones_own_cannot_be_saved_and_nothing_is_left(tmp_path):
    model = nn.Sequential([nn.Input((2,)), nn.layers.Dense(1, activation=lambda z: z * z)])
    with pytest.raises(ValueError, match="your own function"):
        model.save(tmp_path / "model.npz")
    assert list(tmp_path.iterdir()) == []


def test_an_existing_file_is_kept_when_saving_fails_or_is_not_wanted(tmp_path, monkeypatch):
    path = tmp_path / "model.npz"
    model = make_model()
    model.save(path)
    content = path.read_bytes()
    with pytest.raises(ValueError, match="exists already"):
        model.save(path, overwrite=False)

    def cut(file, **arrays):
        file.write(b"half")
        raise OSError("disk full")

    monkeypatch.setattr(np, "savez", cut)
    with pytest.raises(OSError, match="disk full"):
        model.save(path)
    assert path.read_bytes() == content and list(tmp_path.iterdir()) == [path]


class Trap:
    def __reduce__(self):
        return print, ("a loaded file ran code",)


def foreign_files(folder):
    """Files that are not models."""
    contents = {
        "text.npz": b"hello",
        "empty.npz": b"",
        "pickle.npz": pickle.dumps(Trap()),
    }
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    np.savez(folder / "arrays.npz", a=np.ones(3))
    np.savez(folder / "object.npz", format=np.array(Trap(), dtype=object))
    np.savez(folder / "version.npz", format="something else", config="{}")
    np.savez(folder / "config.npz", format="coursekit model 2", config="[broken")
    np.savez(folder / "keys.npz", format="coursekit model 2", config="{}")
    np.save(folder / "array.npy", np.ones(3))
    make_model().save(folder / "cut.npz")
    (folder / "cut.npz").write_bytes((folder / "cut.npz").read_bytes()[:-500])
    return sorted(folder.iterdir())


def test_foreign_and_damaged_files_are_refused(tmp_path, capsys):
    for path in foreign_files(tmp_path):
        with pytest.raises(ValueError, match="is not a model saved by coursekit, or it is damaged"):
            nn.models.load_model(path)
    assert "ran code" not in capsys.readouterr().out
    with pytest.raises(ValueError, match="no file"):
        nn.models.load_model(tmp_path / "missing.npz")


def test_a_file_cannot_name_anything_but_the_packages_classes(tmp_path):
    model = nn.Sequential([nn.Input((2,)), nn.layers.Dense(1)])
    model.save(tmp_path / "model.npz")
    with np.load(tmp_path / "model.npz") as file:
        arrays = dict(file)
    for kind, name in (("utils", "Path"), ("layers", "os"), ("layers", "Layer.__init__")):
        config = json.loads(str(arrays["config"]))
        config["model"]["layers"][0] |= {"kind": kind, "class_name": name}
        np.savez(tmp_path / "bad.npz", **(arrays | {"config": json.dumps(config)}))
        with pytest.raises(ValueError):
            nn.models.load_model(tmp_path / "bad.npz")
