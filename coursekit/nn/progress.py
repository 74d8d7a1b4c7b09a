"""A progress bar for long trainings, shown only where somebody watches."""

import os
import sys
import time

SECONDS_BEFORE_BAR = 1.0


def somebody_watches():
    """Whether output goes to a person: a terminal or a live notebook, not a test or a batch run."""
    if "PYTEST_CURRENT_TEST" in os.environ or os.environ.get("CI"):
        return False
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    kernel = getattr(shell, "kernel", None)
    if kernel is not None:
        # Programs that run notebooks do not let a cell ask for input; people's notebooks do.
        return bool(getattr(kernel, "_allow_stdin", False))
    return sys.stderr is not None and sys.stderr.isatty()


class Progress:
    """Bar over all batches of a training (``verbose`` 1 or "auto") or a line an epoch (2)."""

    def __init__(self, verbose, epochs, steps, initial_epoch=0):
        if verbose == "auto":
            verbose = 1 if somebody_watches() else 0
            self.delay = SECONDS_BEFORE_BAR
        else:
            self.delay = 0.0
        self.verbose = verbose
        self.epochs = epochs
        self.total = steps * (epochs - initial_epoch)
        self.done = 0
        self.started = time.monotonic()
        self.bar = None

    def begin_epoch(self, epoch):
        """Name the epoch."""
        self.label = f"Epoch {epoch + 1}/{self.epochs}"
        if self.bar is not None:
            self.bar.set_description(self.label, refresh=False)

    def update(self, steps):
        """Count ``steps`` more batches."""
        self.done += steps
        if self.bar is not None:
            self.bar.update(steps)
        elif self.verbose == 1 and time.monotonic() - self.started >= self.delay:
            from tqdm.auto import tqdm

            self.bar = tqdm(total=self.total, initial=self.done, desc=self.label, unit="batch")

    def end_epoch(self, epoch, logs):
        """Show the numbers of the epoch."""
        if self.verbose == 2:
            numbers = " - ".join(f"{name}: {value:.4f}" for name, value in logs.items())
            print(f"{self.label} - {numbers}")
        elif self.bar is not None:
            self.bar.set_postfix({name: f"{value:.4f}" for name, value in logs.items()})

    def close(self):
        """Remove what is still open."""
        if self.bar is not None:
            self.bar.close()
