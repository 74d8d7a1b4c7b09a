"""The overfitting explorer stops and restores where Keras' EarlyStopping does."""

import keras
import pytest

from coursekit.explorers.overfitting.explorer import State, frame, given

RUNS = given()


class EpochModel:
    """Stands for a model whose weights are the number of the epoch."""

    stop_training = restored = epoch = None

    def get_weights(self):
        return self.epoch

    def set_weights(self, weights):
        self.restored = weights


# min_delta between the steps of the record, 1/10,000: Keras compares in float32
@pytest.mark.parametrize("patience, min_delta", [(0, 0.0), (4, 0.00005), (10, 0.00305)])
@pytest.mark.parametrize("size, dropout", [("6-6", 0.5), ("32-32", 0.2), ("64-64", 0.0)])
@pytest.mark.parametrize("restore", [True, False])
def test_stop_and_kept_epoch(size, dropout, patience, min_delta, restore):
    numbers = frame(State(size, dropout, 1, patience, min_delta, restore), RUNS)
    model = EpochModel()
    stopper = keras.callbacks.EarlyStopping(
        monitor="val_loss",
        patience=patience,
        min_delta=min_delta,
        restore_best_weights=restore,
    )
    stopper.set_model(model)
    stopper.on_train_begin()
    for model.epoch, value in enumerate(numbers["val_loss"], start=1):
        stopper.on_epoch_end(model.epoch - 1, {"val_loss": value})
        if model.stop_training:
            break
    stopper.on_train_end()
    assert numbers["now"] == model.epoch
    assert (numbers["stop"] is not None) == bool(model.stop_training)
    assert numbers["kept_epoch"] == (model.restored or model.epoch)
