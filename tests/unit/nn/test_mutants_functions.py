"""Mistakes put into activations, losses and optimizers must all be noticed by their checks."""

import pytest

from tests.support.checks import activations, losses, more_losses, optimizers, rates
from tests.support.mutation import Mutant, assert_caught, load

NN = "coursekit.nn"
CHECKS = {
    f"{NN}.activations.straight": activations.check_all,
    f"{NN}.activations.squashing": activations.check_all,
    f"{NN}.activations.curved": activations.check_all,
    f"{NN}.activations.softmax": activations.check_all,
    f"{NN}.activations.clipped": activations.check_all,
    f"{NN}.activations.smooth": activations.check_all,
    f"{NN}.losses.regression": losses.check_regression,
    f"{NN}.losses.binary": losses.check_binary,
    f"{NN}.losses.categorical": losses.check_one_hot,
    f"{NN}.losses.sparse_categorical": losses.check_sparse,
    f"{NN}.losses.relative": more_losses.check_relative,
    f"{NN}.losses.margin": more_losses.check_hinge,
    f"{NN}.losses.divergence": more_losses.check_divergence,
    f"{NN}.losses.own": more_losses.check_own,
    f"{NN}.metrics.rates": rates.check_rates,
    f"{NN}.metrics.auc": rates.check_auc,
    f"{NN}.optimizers.sgd": optimizers.check,
    f"{NN}.optimizers.adagrad": optimizers.check,
    f"{NN}.optimizers.adadelta": optimizers.check,
    f"{NN}.optimizers.rmsprop": optimizers.check,
    f"{NN}.optimizers.adam": optimizers.check,
    f"{NN}.optimizers.adamw": optimizers.check,
    f"{NN}.optimizers.nadam": optimizers.check,
}


def mutants(module, *changes):
    """Return mutants of one module: (old, new) or (old, new, text to look behind)."""
    return [Mutant(f"{NN}.{module}", *change) for change in changes]


MUTANTS = [
    *mutants(
        "activations.straight",
        ("z.real > 0).astype", "z.real >= 0).astype"),
        ("np.sign(z.real)", "np.sign(-z.real)"),
        ("return np.zeros_like(z)", "return np.ones_like(z)", "class Step"),
        ("return np.zeros_like(z)", "return np.ones_like(z)", "class Sign"),
        ("positive = z.real > ZERO", "positive = z.real >= ZERO"),
        ("np.where(z.real > 0, 1.0, slope)", "np.where(z.real >= 0, 1.0, slope)"),
        ("slope * z", "-slope * z"),
        ("products.where_positive(a, da)", "da * a"),
        ("self.negative_slope * da", "da"),
        ("negative_slope=0.2", "negative_slope=0.3"),
        (".astype(np.result_type(z, np.float16))", ""),
    ),
    *mutants(
        "activations.squashing",
        ("np.exp(-np.maximum(z, lowest)", "np.exp(np.maximum(z, lowest)"),
        ("np.maximum(z, lowest)", "z"),
        ('"float32", -87.0', '"float32", -95.0'),
        ("return self(z) * self(-1.0 * z)", "return self(z) * self(z)"),
        ("return da * a * (1.0 - a)", "return da * a * (1.0 + a)"),
        ("return da * a * (1.0 - a)", "return da * (1.0 - a)"),
        ("return 1.0 - a * a", "return 1.0 - a"),
        ("return da * (1.0 - a * a)", "return da * (1.0 - z * z)"),
    ),
    *mutants(
        "activations.curved",
        ("np.expm1(", "np.exp("),
        ("alpha * np.exp(", "np.exp("),
        ("np.where(z.real > 0, 1.0, a + self.alpha)", "np.where(z.real >= 0, 2.0, a + self.alpha)"),
        ("np.where(z.real > 0, 1.0, a + self.alpha)", "np.where(z.real > 0, 1.0, a)"),
        ("np.where(positive, -1.0 * z, z)", "z", "class Softplus"),
        ("return sigmoid(z)", "return sigmoid(-z)", "class Softplus"),
        ("return z * _vanishing_sigmoid(z)", "return _vanishing_sigmoid(z)"),
        ("np.where(positive, 1.0, e) / (1.0 + e)", "1.0 / (1.0 + e)"),
        ("s + z * s * (1.0 - s)", "s + s * (1.0 - s)"),
        ("da * (s + a * (1.0 - s))", "da * (s + z * (1.0 - s))"),
    ),
    *mutants(
        "activations.softmax",
        ("z - z.real.max(axis=axis, keepdims=True)", "z"),
        ("e.sum(axis=axis, keepdims=True)", "e.sum(keepdims=True)"),
        (
            "return a * (da - (da * a).sum(axis=self.axis, keepdims=True))",
            "return da * a * (1 - a)",
        ),
        ("(da * a).sum(", "da.sum("),
        ("- a[..., None, :]", "+ a[..., None, :]"),
    ),
    *mutants(
        "activations.clipped",
        ("z.real <= 0, 0", "z.real <= 1, 0"),
        ("z.real >= 6, 6", "z.real >= 6, 5"),
        ("(z.real > 0) & (z.real < 6)", "z.real > 0"),
        ("(z.real > 0) & (z.real < 6)", "(z.real >= 0) & (z.real < 6)"),
        ("relu6(np.asarray(z) + 3.0) / 6.0", "relu6(np.asarray(z) + 2.0) / 6.0"),
        ("relu6.derivative(np.asarray(z) + 3.0) / 6.0", "relu6.derivative(np.asarray(z) + 3.0)"),
    ),
    *mutants(
        "activations.smooth",
        ("return z * normal_share(z)", "return normal_share(z)"),
        ("normal_share(z) + z * np.exp", "normal_share(z) + np.exp"),
        ("math.sqrt(2 * math.pi)", "math.sqrt(math.pi)"),
        ("_erfc(-z.astype", "_erfc(z.astype"),
        ("_erfc = np.frompyfunc(math.erfc", "_erfc = np.frompyfunc(math.erf"),
        ("return SELU_SCALE * elu(floats(z))", "return elu(floats(z))"),
        ("np.where(z.real >= 0, 1.0, elu", "np.where(z.real > 0, 1.0, elu"),
        ("a + SELU_SCALE * SELU_ALPHA)", "a + SELU_ALPHA)"),
        ("return z * np.tanh(softplus(z))", "return z * np.tanh(z)"),
        ("t + z * (1.0 - t * t)", "t + (1.0 - t * t)"),
        ("return z / (1.0 + _size(z))", "return z / (2.0 + _size(z))"),
        ("return 1.0 / (1.0 + _size(z)) ** 2", "return 1.0 / (1.0 + _size(z))"),
        ("np.where(z.real < 0, -1.0 * z, z)", "z"),
    ),
    *mutants(
        "losses.regression",
        ("return (error * error).mean(axis=-1)", "return (error * error).sum(axis=-1)"),
        ("return 2.0 * (y_pred - y_true)", "return y_pred - y_true", "class MeanSquaredError"),
        ("return 2.0 * (y_pred - y_true)", "return 2.0 * (y_true - y_pred)"),
        ("return np.sign((y_pred - y_true).real)", "return np.where(y_pred >= y_true, 1.0, -1.0)"),
        ("0.5 * delta**2", "delta**2"),
        ("np.abs(e.real) <= self.delta", "e.real <= self.delta"),
        ("size.real <= delta", "size.real >= delta"),
        ("self.delta * np.sign(e.real)", "np.sign(e.real)"),
        ('0.5 if "half" in convention', '0.5 if convention == "half"'),
        ("else outputs / y_pred.size", "else 1.0 / y_pred.size"),
        ("if y_pred.ndim > 1 else 1", "if y_pred.ndim == 2 else 1"),
        ("squares.ndim == 1", "False"),
        ("2.0 * self.factor", "self.factor"),
    ),
    *mutants(
        "losses.binary",
        ("EPSILON = 1e-7", "EPSILON = 1e-6"),
        ("(1.0 - y_true) * np.log", "(1.0 + y_true) * np.log"),
        ("return -(y_true", "return (y_true"),
        ("np.log(1.0 - p)", "np.log10(1.0 - p)"),
        ("softplus(y_pred) - y_true", "softplus(-y_pred) - y_true"),
        ("return sigmoid(y_pred) - y_true", "return y_true - sigmoid(y_pred)"),
        (
            "np.where(p == y_pred, (p - y_true) / (p * (1.0 - p)), 0.0)",
            "(p - y_true) / (p * (1.0 - p))",
        ),
        ("return a - y_true", "return y_true - a"),
        ("0.5 * s if s", "s if s"),
        ("y_true * (1.0 - s)", "y_true"),
        ('partner = "sigmoid"', 'partner = "softmax"'),
    ),
    *mutants(
        "losses.categorical",
        ("EPSILON = 1e-7", "EPSILON = 1e-8"),
        ("q = y_pred / y_pred.sum(axis=-1, keepdims=True)", "q = y_pred"),
        ("return softmax(y_pred) - y_true", "return softmax(y_pred)"),
        ("s / y_pred.shape[-1] if s", "s if s"),
        ("y_true * (1.0 - s)", "y_true"),
        ("(dq - (dq * q).sum(axis=-1, keepdims=True)) / total", "dq / total"),
        ("np.where(q == inside, -y_true / inside, 0.0)", "-y_true / inside"),
        ("y_pred.shape[-1] / y_pred.size", "1 / y_pred.size"),
        ("z - z.real.max(axis=-1, keepdims=True)", "z"),
    ),
    *mutants(
        "losses.sparse_categorical",
        ("np.log(p.sum(axis=-1)) - np.log", "-np.log"),
        ("return _minus_one_hot(softmax(y_pred), y_true)", "return softmax(y_pred)"),
        ("np.where(p == y_pred, ", "np.where(p == p, "),
        ("return _minus_one_hot(a, y_true)", "return a"),
        ("_minus_one_hot(q, y_true) / p", "_minus_one_hot(q, y_true)"),
        ("ravel()] -= 1.0", "ravel()] -= 0.5"),
        ("result = table.copy()", "result = table"),
        ("high >= classes", "high > classes"),
        ("low < 0 or high", "high"),
    ),
    *mutants(
        "losses.relative",
        ("EPSILON = 1e-7", "EPSILON = 1e-6"),
        ("return 100.0 * np.sign", "return np.sign"),
        ("np.sign(error.real)).mean", "np.sign(error)).mean"),
        ("return 100.0 * (error", "return (error"),
        ("np.log(np.maximum(y_true, EPSILON) + 1.0)", "np.log(y_true)"),
        ("np.where(y_pred.real > EPSILON, slope, 0.0)", "slope"),
        ("2.0 * self._error", "self._error"),
        ("np.tanh(y_pred - y_true)", "np.tanh(y_true - y_pred)"),
        (" - math.log(2.0)", ""),
        ("np.exp(-2.0 * size)", "np.exp(2.0 * size)"),
    ),
    *mutants(
        "losses.margin",
        ("-y, 0.0)", "y, 0.0)"),
        ("-2.0 * y * self", "-y * self"),
        ("1.0 - y * y_pred", "1.0 + y * y_pred"),
        ("np.where(gap.real > 0, gap, 0.0)", "gap"),
        ("if binary else y_true", ""),
        ("2.0 * y_true - 1.0", "y_true"),
    ),
    *mutants(
        "losses.divergence",
        ("EPSILON = 1e-7", "EPSILON = 1e-6"),
        ("(y * np.log(y / p))", "(y * np.log(p / y))"),
        ("np.where(p == y_pred, -y / p, 0.0)", "-y / p"),
        ("y_pred.shape[-1] / y_pred.size", "1.0 / y_pred.size"),
        ("y_pred - y_true * np.log", "y_pred + y_true * np.log"),
        ("1.0 - y_true / (y_pred + EPSILON)", "1.0 - y_true"),
    ),
    *mutants(
        "losses.own",
        ("STEP = 1e-5", "STEP = 1e-2"),
        ("np.maximum(1.0, np.abs(y_pred[at]))", "1.0"),
        ("below[at] -= step", "pass"),
        ("self.whole_batch = True", "pass"),
        ("value[None] if value.ndim == 0 else value", "value[None]"),
        ('(1 if self.reduction == "sum" else n_values)', "n_values"),
        ("found * weights", "found"),
        (".sum(axis=1)", "[:, 0]"),
        ("one_for_all and sample_weight is not None", "False"),
        ("value.ndim and len(value) != len(y_pred)", "False"),
    ),
    *mutants(
        "metrics.rates",
        ("y_pred > self.threshold", "y_pred >= self.threshold"),
        ("(found * real, found * (1.0 - real)", "(found * real, found"),
        ("(1.0 - found) * real)", "real)"),
        ("weights = weights * for_each", "for_each"),
        ("tp / (tp + fp)) if", "tp / (tp + fp + 1)) if"),
        ("tp / (tp + fn)) if", "tp / (tp + 1)) if"),
        ("if tp else 0.0", "", "class Recall"),
        ("(largest & (np.abs(y_pred) > 1e-9))", "largest"),
        ("score = 2 * precision", "score = precision"),
        ("ones = tp + fn", "ones = tp"),
        ('None if average == "micro" else 0', "0"),
        ("tp / (tp + fp + EPSILON), tp / (tp + fn + EPSILON)", "tp / (tp + fp + EPSILON), tp"),
    ),
    *mutants(
        "metrics.auc",
        ("weights = weights * for_each", "for_each"),
        ("(tpr[:-1] + tpr[1:]) / 2", "tpr[:-1]"),
        ("y_true.ravel() != 0", "y_true.ravel() == 0"),
        ("slope * (gained + intercept", "slope * (intercept"),
        ("intercept * np.log(growth)", "intercept"),
        ("true_positives[1:] - slope", "true_positives[1:] + slope"),
        ("/ true_positives[0])", "/ predicted[0])"),
        ('if self.curve == "PR":', "if False:"),
    ),
    *mutants(
        "optimizers.sgd",
        ("return -eta * g", "return eta * g"),
        ("beta * self.v - step\n", "beta * self.v + step\n"),
        ("beta * self.v - step if", "self.v - step if"),
        ("self.v.copy()", "self.v"),
        ("learning_rate=0.01", "learning_rate=0.001"),
    ),
    *mutants(
        "optimizers.adagrad",
        ("self.s += g * g", "self.s = g * g"),
        ("np.sqrt(self.s + self.epsilon)", "np.sqrt(self.s) + self.epsilon"),
        ("initial_accumulator_value=0.1", "initial_accumulator_value=0.0"),
    ),
    *mutants(
        "optimizers.adadelta",
        ("rho * self.s + (1 - rho)", "self.s + (1 - rho)"),
        ("(1 - rho) * u * u", "(1 - rho) * g * g"),
        ("return self.learning_rate * u", "return u"),
        ("np.sqrt(self.d + epsilon)", "np.sqrt(self.d)"),
    ),
    *mutants(
        "optimizers.rmsprop",
        ("np.sqrt(spread + self.epsilon)", "np.sqrt(spread) + self.epsilon"),
        ("self.s - self.m * self.m", "self.s + self.m * self.m"),
        ("rho * self.m + (1 - rho) * g", "rho * self.m + g"),
        ("return -self.v", "return -step"),
        ("rho=0.9", "rho=0.95"),
    ),
    *mutants(
        "optimizers.adam",
        ("(1 - self.beta_1**t)", "1"),
        ("math.sqrt(1 - self.beta_2**t)", "1"),
        ("math.sqrt(1 - self.beta_2**t)", "(1 - self.beta_2**t)"),
        ("(g * g - self.v)", "(g - self.v)"),
        ("np.sqrt(v) + self.tiny", "np.sqrt(v + self.tiny)"),
        ("np.maximum(self.v_max, v)", "v"),
        ("beta_2=0.999", "beta_2=0.99"),
        ("self.iterations\n", "self.iterations + 1\n"),
        ("self.minus_alpha[...] = -alpha", "self.minus_alpha = np.float64(-alpha)"),
    ),
    *mutants(
        "optimizers.adamw",
        ("weight_decay=0.004", "weight_decay=0.04"),
        ("weight_decay=weight_decay, ", ""),
    ),
    *mutants(
        "optimizers.nadam",
        ("self._momentum(t), self._momentum(t + 1)", "self._momentum(t), self._momentum(t)"),
        ("self.u_product *= u", "self.u_product *= u_next"),
        ("u_next / (1 - product * u_next)", "u_next / (1 - product)"),
        ("(1 - u) / (1 - product) * g", "(1 - u) * g"),
        ("(g * g - self.v)", "(g - self.v)"),
        ("self.v / (1 - self.beta_2**t)", "self.v"),
        ("0.5 * 0.96**t", "0.96**t"),
    ),
]


@pytest.mark.parametrize("module", CHECKS)
def test_code_without_a_mistake_passes(module):
    CHECKS[module](load(module))


@pytest.mark.parametrize("mutant", MUTANTS, ids=str)
def test_every_mistake_is_caught(mutant):
    assert_caught(mutant, CHECKS[mutant.module])


def test_a_mistake_that_changes_nothing_is_reported():
    harmless = Mutant(f"{NN}.optimizers.sgd", "return -eta * g", "return g * -eta")
    with pytest.raises(AssertionError, match="No check noticed"):
        assert_caught(harmless, optimizers.check)


@pytest.mark.parametrize("old", ["there is no such text", "self.momentum"])
def test_a_mistake_needs_one_place_in_the_source(old):
    with pytest.raises(AssertionError, match="occurs|is not in"):
        assert_caught(Mutant(f"{NN}.optimizers.sgd", old, "x"), optimizers.check)
