"""What an optimizer remembers, taken out to be saved and put back to go on."""

import numpy as np


class Memory:
    """The arrays named in ``slots`` and the count of steps, as one dictionary."""

    def get_state(self):
        """What it remembers, ``{"iterations": …, slot: array}``: copies, to save or to restore."""
        if not self.built:
            return {}
        return {"iterations": self.iterations} | {s: getattr(self, s).copy() for s in self.slots}

    def set_state(self, state):
        """Go on from what ``get_state`` returned, after ``build`` for the same weights."""
        if not self.built:
            raise ValueError("Call build with the gradient's shape before set_state.")
        missing = {"iterations", *self.slots} - set(state)
        if missing:
            raise ValueError(f"The state of {self.name} lacks {', '.join(sorted(missing))}.")
        for slot in self.slots:
            target, value = getattr(self, slot), np.asarray(state[slot])
            if value.shape != target.shape:
                raise ValueError(
                    f"{slot} of {self.name} has shape {target.shape}, got {value.shape}."
                )
            target[...] = value
        self.iterations = int(state["iterations"])
        self._follow_schedule()
