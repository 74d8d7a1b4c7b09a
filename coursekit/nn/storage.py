"""What a model stores and takes back: its settings, weights, and the optimizer's memory."""

import json
import warnings

import numpy as np

from coursekit.nn import saving
from coursekit.nn.arguments import refuse
from coursekit.nn.serialize import rebuild, spec


class Stored:
    """The part of ``Sequential`` that has to do with settings and files."""

    def get_config(self):
        """Return layers and input shape as plain JSON values; the weights are not in it."""
        return {
            "name": self.name,
            "trainable": self.trainable,
            "build_input_shape": self.input_shape,
            "layers": [spec(layer) for layer in self.layers],
        }

    @classmethod
    def from_config(cls, config):
        """Return a model with fresh weights from what ``get_config`` returned."""
        model = cls([rebuild(layer) for layer in config["layers"]], name=config["name"])
        model._trainable = config.get("trainable", True)
        if config["build_input_shape"] is not None and not model.built:
            model.build(config["build_input_shape"])
        return model

    def to_json(self):
        """Return ``get_config`` as JSON text, for ``models.model_from_json``."""
        return json.dumps(self.get_config())

    def get_compile_config(self):
        """Return the arguments of ``compile`` as plain JSON values, None before it."""
        if self.loss is None:
            return None
        return {
            "optimizer": spec(self.optimizer),
            "loss": spec(self.loss),
            "metrics": [spec(metric) for metric in self.metrics],
            "weighted_metrics": [spec(metric) for metric in self.weighted_metrics],
        }

    def compile_from_config(self, config):
        """Compile with what ``get_compile_config`` returned."""
        self.compile(**config)

    def save(self, filepath, overwrite=True, **others):
        """Write layers, weights, the arguments of ``compile`` and the optimizer's memory.

        The file is NumPy's ``.npz``, without pickle.  Read it with ``nn.models.load_model``.
        """
        refuse("save", others, ("filepath", "overwrite"))
        config = {"model": self.get_config(), "compile": self.get_compile_config()}
        arrays = saving.numbered(self.get_weights())
        if self.optimizer is not None:
            state = self.optimizer.get_state()
            arrays |= {f"optimizer_{name}": value for name, value in state.items()}
        saving.write(filepath, overwrite, "model", config, arrays)

    def take_back(self, config, arrays, compile=True):
        """Fill a fresh model from what ``save`` stored."""
        self.set_weights(saving.in_order(arrays))
        if config["compile"] is None or not compile:
            return
        self.compile_from_config(config["compile"])
        start = "optimizer_"
        state = {k.removeprefix(start): v for k, v in arrays.items() if k.startswith(start)}
        if not state:
            return
        self._ready_for_training()
        arrays = {slot: getattr(self.optimizer, slot) for slot in self.optimizer.slots}
        fits = all(np.shape(state[slot]) == array.shape for slot, array in arrays.items())
        if fits:
            self.optimizer.set_state(state)
        else:
            warnings.warn(
                "Since the optimizer's last step before saving, layers were frozen or thawed: now "
                "other weights are trained, and the optimizer starts anew.",
                stacklevel=5,
            )

    def save_weights(self, filepath, overwrite=True, **others):
        """Write the weights alone, as NumPy's ``.npz``."""
        refuse("save_weights", others, ("filepath", "overwrite"))
        saving.write(filepath, overwrite, "weights", {}, saving.numbered(self.get_weights()))

    def load_weights(self, filepath, **others):
        """Take the weights that ``save_weights`` wrote; the layers must be the same."""
        refuse("load_weights", others, ("filepath",))
        self._must_be_built()
        self.set_weights(
            saving.read(filepath, "weights", lambda _, arrays: saving.in_order(arrays))
        )
