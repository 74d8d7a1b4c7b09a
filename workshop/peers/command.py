"""Run Keras' own test files on `coursekit.nn`, and hold the differences to a list with reasons."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from importlib.util import find_spec
from pathlib import Path

FOLDER = "COURSEKIT_KERAS"
KNOWN = Path(__file__).with_name("known.toml")
FILES = (
    "activations/activations",
    "callbacks/csv_logger",
    "callbacks/early_stopping",
    "callbacks/lambda_callback",
    "callbacks/learning_rate_scheduler",
    "callbacks/model_checkpoint",
    "callbacks/reduce_lr_on_plateau",
    "initializers/constant_initializers",
    "initializers/random_initializers",
    "layers/activations/elu",
    "layers/activations/leaky_relu",
    "layers/activations/prelu",
    "layers/activations/relu",
    "layers/activations/softmax",
    "layers/convolutional/conv",
    "layers/core/dense",
    "layers/core/embedding",
    "layers/core/input_layer",
    "layers/normalization/batch_normalization",
    "layers/pooling/average_pooling",
    "layers/pooling/global_average_pooling",
    "layers/pooling/global_max_pooling",
    "layers/pooling/max_pooling",
    "layers/preprocessing/image_preprocessing/random_flip",
    "layers/preprocessing/image_preprocessing/random_translation",
    "layers/preprocessing/normalization",
    "layers/preprocessing/rescaling",
    "layers/regularization/dropout",
    "layers/reshaping/flatten",
    "layers/reshaping/reshape",
    "layers/reshaping/zero_padding2d",
    "layers/rnn/gru",
    "layers/rnn/lstm",
    "layers/rnn/simple_rnn",
    "losses/loss",
    "losses/losses",
    "metrics/accuracy_metrics",
    "metrics/confusion_metrics",
    "metrics/f_score_metrics",
    "metrics/hinge_metrics",
    "metrics/metric",
    "metrics/probabilistic_metrics",
    "metrics/reduction_metrics",
    "metrics/regression_metrics",
    "models/sequential",
    "optimizers/adadelta",
    "optimizers/adagrad",
    "optimizers/adam",
    "optimizers/adamw",
    "optimizers/nadam",
    "optimizers/optimizer",
    "optimizers/rmsprop",
    "optimizers/schedules/learning_rate_schedule",
    "optimizers/sgd",
    "regularizers/regularizers",
)


def keras_folder(given=None):
    """Return the folder of Keras' sources: the one given, or the installed one."""
    if given:
        return Path(given)
    # Where it lies, without importing it.
    found = find_spec("keras")
    if found is None:
        raise SystemExit("Keras is not installed: install it, or name its sources with --keras.")
    return Path(found.origin).parent / "src"


def run(folder, chosen=(), tb="no"):
    """Run the test files of ``folder`` on the stand-in; return pytest's output."""
    with tempfile.TemporaryDirectory() as place:
        copied = _copy(folder, Path(place), chosen)
        command = [sys.executable, "-m", "pytest", "-q", "-p", "workshop.peers.plugin"]
        command += ["-p", "no:cacheprovider", "-c", "/dev/null", "--rootdir", place, f"--tb={tb}"]
        command += ["--import-mode=importlib", "-rN", "-W", "ignore", *map(str, copied)]
        environment = {**os.environ, FOLDER: str(folder)}
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


def _copy(folder, place, chosen):
    """Copy the files into an empty folder, so that none of Keras' own modules is found."""
    copied = []
    for name in (name for name in FILES if not chosen or any(part in name for part in chosen)):
        source = folder / f"{name}_test.py"
        if not source.exists():
            raise SystemExit(f"There is no {source}: is {folder} the folder `src` of Keras 3?")
        copied.append(shutil.copy(source, place / f"test_{name.replace('/', '_')}.py"))
    return copied


def surprises(output):
    """Return the tests that differ and are not on the list, and the list's that do not differ."""
    known = tomllib.loads(KNOWN.read_text("utf-8"))
    found = dict(re.findall(r"^differs: (\S+): ?(.*)$", output, re.MULTILINE))
    new = [f"{test}: {line}" for test, line in found.items() if test not in known]
    return new, [test for test in known if test not in found]


def with_reasons(output):
    """Put the reason of each known difference below its line."""
    known = tomllib.loads(KNOWN.read_text("utf-8"))
    for test, reason in known.items():
        output = re.sub(
            rf"^differs: {re.escape(test)}:.*$", rf"\g<0>\n  {reason}", output, flags=re.M
        )
    return output


def add_parser(subparsers):
    """Add ``peers``."""
    parser = subparsers.add_parser("peers", help="run Keras' own tests on the engine")
    parser.add_argument("names", nargs="*", help="parts of file names, such as adam")
    parser.add_argument("--keras", help="the folder `src` of Keras' sources; the installed one")
    parser.set_defaults(run=compare)


def compare(options):
    """Print what passes and what differs; return 0 when nothing differs but what is listed."""
    output = run(keras_folder(options.keras), options.names)
    print(with_reasons(output))
    new, gone = surprises(output)
    if new:
        print(f"{len(new)} tests differ and are not in {KNOWN.name}:", *new, sep="\n  ")
    if gone and not options.names:
        print(f"{len(gone)} tests in {KNOWN.name} no longer differ:", *gone, sep="\n  ")
    return 1 if new or (gone and not options.names) or "differ" not in output else 0
