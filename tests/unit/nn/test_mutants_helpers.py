"""Small mistakes put into loops, tables and bars; and no file of the engine without such a test."""

import time
from pathlib import Path
from unittest import mock

import numpy as np
import pytest

import coursekit.nn
from coursekit import nn
from tests.support.mutation import Mutant, assert_caught, load
from tests.unit.nn import (
    test_mutants_bases,
    test_mutants_engine,
    test_mutants_functions,
    test_mutants_further_layers,
    test_mutants_layers,
    test_mutants_models,
    test_naive,
    test_rate_and_file_callbacks,
    test_summary,
)

NN = "coursekit.nn"
FURTHER = ("lstm", "gru", "convolution1d", "embedding", "batch_normalization")


def check_naive(module):
    """The loops against SciPy and complex steps, and the layers against the loops."""
    with (
        mock.patch.object(test_naive, "naive", module),
        mock.patch.object(test_mutants_further_layers, "naive", module),
    ):
        for size, strides in (((2, 3), (1, 2)), ((3, 2), (2, 1))):
            test_naive.test_convolution_is_scipys_correlation(size, strides)
            test_naive.test_convolution_backward_by_complex_step(size, strides)
        test_naive.test_pooling_is_scipys_filter(np.max, test_naive.ndimage.maximum_filter)
        test_naive.test_pooling_backward_by_hand()
        two = np.arange(8.0).reshape(1, 2, 2, 2)
        assert module.pooling(two, (2, 2)).ravel().tolist() == [6, 7]
        test_naive.test_dense_and_recurrent_step_are_matrix_products()
        test_naive.test_inputs_are_not_changed()
        for name in FURTHER:
            name = f"{NN}.layers.{name}"
            test_mutants_further_layers.CHECKS[name](load(name))


def check_summary(module):
    model = test_summary.make_model()
    assert module.summary_text(model, 76) + "\n" == test_summary.TABLE
    with mock.patch("shutil.get_terminal_size", lambda: mock.Mock(columns=70)):
        assert module.summary_text(model) == module.summary_text(model, 66)
    with mock.patch("shutil.get_terminal_size", lambda: mock.Mock(columns=300)):
        assert module.summary_text(model) == module.summary_text(model, 88)
    wide = nn.Sequential([nn.Input((2,)), nn.layers.Dense(1, name="n" * 60)])
    lines = module.summary_text(wide, 60).splitlines()
    assert "n" * 60 + " (Dense)" in lines[4] and len({len(line) for line in lines[1:6]}) == 1
    assert "0 (unbuilt)" in module.summary_text(nn.Sequential([nn.layers.Dense(3)]))
    model.compile("adam", "mse")
    assert module.optimizer_size(model.optimizer) == (0, 0)
    model.fit(np.ones((2, 11)), np.ones((2, 100)), verbose=0)
    # two arrays of 1200 float32, a counter of 8 bytes and a rate of 4
    assert module.optimizer_size(model.optimizer) == (2402, 9612)
    assert "Total params: 3,602 (14.07 KB)" in module.summary_text(model)
    model.layers[0].trainable = False
    assert [line.split(":")[1].split()[0] for line in module.totals(model)] == [
        "3,602", "0", "1,200", "2,402",
    ]  # fmt: skip
    sizes = [module.readable_size(n) for n in (1023, 1024, 1024**2, 1024**3, 1024**4)]
    assert sizes == ["1023.00 B", "1.00 KB", "1.00 MB", "1.00 GB", "1024.00 GB"]


def check_progress(module):
    bars = []

    def bar(**options):
        bars.append(mock.Mock(**options))
        return bars[-1]

    assert not module.somebody_watches(), "a test runs"
    assert module.Progress("auto", 2, 3).verbose == 0
    with mock.patch("tqdm.auto.tqdm", bar), mock.patch("builtins.print") as printed:
        run(module.Progress("auto", 2, 3))
        run(module.Progress(0, 2, 3))
        assert not bars and not printed.called
        run(module.Progress(2, 3, 3, initial_epoch=1))
        assert printed.call_args[0] == ("Epoch 3/3 - loss: 0.5000",) and not bars
        run(module.Progress(1, 3, 4, initial_epoch=1))
        (shown,) = bars
        assert (shown.total, shown.initial, shown.desc) == (8, 3, "Epoch 2/3")
        shown.update.assert_called_with(3)
        shown.set_description.assert_called_with("Epoch 3/3", refresh=False)
        shown.set_postfix.assert_called_with({"loss": "0.5000"})
        assert shown.close.called
        with mock.patch.object(module, "somebody_watches", lambda: True):
            waiting = module.Progress("auto", 3, 4)
            run(waiting)
            assert len(bars) == 1, "not in the first second"
            waiting.started = time.monotonic() - 2
            waiting.update(1)
            assert len(bars) == 2


def run(progress):
    for epoch in (1, 2):
        progress.begin_epoch(epoch)
        progress.update(3)
        progress.end_epoch(epoch, {"loss": 0.5})
    progress.close()


def check_products(module):
    a, b = np.arange(6.0).reshape(2, 3), np.arange(12.0).reshape(3, 4)
    out = np.empty((2, 4))
    assert np.array_equal(module.dot(a, b), a @ b)
    assert module.dot(a, b, out) is out and np.array_equal(out, a @ b)
    a, da = np.array([0.0, 2.0, 0.5]), np.array([3.0, -4.0, 5.0])
    assert np.array_equal(module.where_positive(a, da), [0, -4, 5])
    others = np.add, np.minimum, np.subtract
    module.use(*others)
    assert (module.dot, module.maximum, module.where_positive) == others
    module.use()
    assert (module.dot, module.maximum) == (module.numpys, np.maximum)
    assert module.where_positive is module.times_sign


CHECKS = {
    "naive": check_naive,
    "summary": check_summary,
    "progress": check_progress,
    "products": check_products,
}
MISTAKES = {
    "naive": [
        ("(x.shape[1] - kh) // sh + 1", "(x.shape[1] - kh) // sh"),
        ("s * sw : s * sw + kw]", "s : s + kw]"),
        ("kernel[..., k]).sum() + bias[k]", "kernel[..., k]).sum()"),
        ("dz[sample, r, s, k] * kernel[..., k]", "dz[sample, r, s, k] * kernel[..., 0]"),
        ("dkernel[..., k] += dz[sample, r, s, k]", "dkernel[..., k] += dz[sample, 0, s, k]"),
        ("dbias[k] += dz[sample, r, s, k]", "dbias[k] = dz[sample, r, s, k]"),
        ("pick(window[sample, :, :, c])", "pick(window[sample])"),
        ("dwindow[sample, i, j, c] += dy", "dwindow[sample, i, j, c] = dy"),
        ("(size[0] * size[1])", "size[0]"),
        ("recurrent_kernel[other, unit]", "recurrent_kernel[unit, other]"),
        ("z[sample, k] = bias[k]\n            for i", "z[sample, k] = 0\n            for i"),
        ("dz[sample, k] * kernel[i, k]", "dz[sample, k] * x[sample, i]"),
        ("t * stride + i", "t + i"),
        ("if x[place] == row:", "if x[place] >= row:"),
        ("sum(x[:, k]) / len(x)", "sum(x[:, k])"),
        ("np.sqrt(variance + epsilon)", "np.sqrt(variance)"),
        ("sigmoid(g) * c[sample, unit]", "c[sample, unit]"),
        ("sigmoid(o) * np.tanh", "np.tanh"),
        ("k * h[sample, unit] + (1 - k) * u", "(1 - k) * h[sample, unit] + k * u"),
        ("a[sample, news] + r * q", "a[sample, news] + q"),
    ],
    "summary": [
        ("min(WIDEST, shutil.get_terminal_size().columns - 4)", "WIDEST"),
        ("- 4)", ")"),
        ("[3, 4, 3]", "[3, 3, 3]"),
        ("max(int(width), *(len(row[i]) for row in rows))", "int(width)"),
        ("if not layer.built:", "if False:"),
        ("return [*lines, _total(\"Optimizer\", extra, extra_bytes)]", "return lines"),
        ("if extra else lines", ""),
        ("_total(\"Non-trainable\", *held)", "_total(\"Non-trainable\", *learning)"),
        ("+ OPTIMIZER_SCALARS", ""),
        ("+ OPTIMIZER_SCALAR_BYTES", ""),
        ("or not optimizer.built", ""),
        ("number < 1024 or", "number <= 1024 or"),
        ("or unit == \"GB\"", ""),
        ("params.rjust", "params.ljust"),
        ("if number else \"┡━╇┩\"", "if True else \"┡━╇┩\""),
        ("arrays), sum(array.nbytes", "arrays), sum(array.size"),
    ],
    "progress": [
        ("self.delay = SECONDS_BEFORE_BAR", "self.delay = 0.0"),
        ("1 if somebody_watches() else 0", "1"),
        ("1 if somebody_watches() else 0", "0"),
        ("steps * (epochs - initial_epoch)", "steps * epochs"),
        ("Epoch {epoch + 1}", "Epoch {epoch}"),
        ("self.done += steps", "pass"),
        ("self.bar.update(steps)", "pass"),
        ("self.verbose == 1 and", ""),
        ("if self.verbose == 2:", "if self.verbose == 1:"),
        ("initial=self.done", "initial=0"),
        ("self.bar.close()", "pass"),
        ("self.bar.set_description(self.label, refresh=False)", "pass"),
        ('("CI"):\n        return False', '("CI"):\n        return True'),
    ],
    "products": [
        ("a.dot(b, out=out)", "a.dot(b)"),
        ("a.dot(b, out=out)", "b.T.dot(a.T, out=out)"),
        ("da * np.sign(a.real)", "da * a.real"),
        ("= numpys, np.maximum", "= None, np.maximum"),
        ("(dot=dot, ", "("),
        ("maximum=maximum, ", ""),
        ("where_positive=where_positive)", "where_positive=times_sign)"),
        ("use(dot=numpys", "use(dot=None"),
    ],
}  # fmt: skip
MUTANTS = [
    Mutant(f"{NN}.{module}", *one) for module, changes in MISTAKES.items() for one in changes
]


@pytest.mark.parametrize("module", CHECKS)
def test_unmutated_code_passes(module):
    CHECKS[module](load(f"{NN}.{module}"))


@pytest.mark.parametrize("mutant", MUTANTS, ids=str)
@pytest.mark.filterwarnings("ignore")
def test_mutant_is_caught(mutant):
    assert_caught(mutant, CHECKS[mutant.module.removeprefix(f"{NN}.")])


FILES_OF_MUTANTS = (
    test_mutants_bases, test_mutants_engine, test_mutants_functions, test_mutants_further_layers,
    test_mutants_layers, test_mutants_models, test_rate_and_file_callbacks,
)  # fmt: skip
# tables of names, and one setting
WITHOUT_CODE = {"absent_names", "config"}


def test_every_file_has_mutants():
    folder = Path(coursekit.nn.__file__).parent
    files = {".".join(p.relative_to(folder).with_suffix("").parts) for p in folder.rglob("*.py")}
    wanted = {name for name in files if name.split(".")[-1] not in ("__init__", "options")}
    mutants = [*MUTANTS, *(one for file in FILES_OF_MUTANTS for one in file.MUTANTS)]
    found = {one.module.removeprefix(f"{NN}.") for one in mutants}
    assert wanted - found == WITHOUT_CODE
