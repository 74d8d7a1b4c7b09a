"""Small mistakes put into the further layers, schedules and regularizers: all must be noticed."""

import numpy as np
import pytest

from coursekit.nn import layers, naive
from tests.support.checks import regularizers, schedules
from tests.support.mutation import Mutant, assert_caught, load
from tests.unit.nn.layer_checks import (
    Repeated,
    WhileTraining,
    check_all,
    check_gradients,
    with_random_weights,
)

NN = "coursekit.nn"
RNG = np.random.default_rng(0)
SEQUENCES = RNG.normal(size=(2, 5, 3))
PICTURES = RNG.normal(size=(2, 4, 5, 3))
close = np.testing.assert_allclose


def check_lstm(module):
    for chosen in ({}, {"return_sequences": True, "go_backwards": True}):
        check_all(module.LSTM(2, **chosen), SEQUENCES)
    check_all(module.LSTM(2, "relu", "hard_sigmoid"), SEQUENCES)
    layer = with_random_weights(module.LSTM(2), SEQUENCES.shape)
    h = c = np.zeros((2, 2))
    for t in range(5):
        h, c = naive.lstm_step(SEQUENCES[:, t], h, c, *layer.params.values())
    close(layer.forward(SEQUENCES), h, atol=1e-12)
    layer.go_backwards = True
    close(layer.forward(SEQUENCES[:, ::-1]), h, atol=1e-12)
    layer = module.LSTM(1)
    layer.build((None, 2, 1))
    assert layer.bias.tolist() == [0, 1, 0, 0]


def check_gru(module):
    for reset_after in (True, False):
        chosen = {"reset_after": reset_after, "return_sequences": reset_after}
        check_all(module.GRU(2, **chosen), SEQUENCES)
        check_all(module.GRU(2, "relu", "hard_sigmoid", **chosen), SEQUENCES)
    layer = with_random_weights(module.GRU(2), SEQUENCES.shape)
    after = before = np.zeros((2, 2))
    other = with_random_weights(module.GRU(2, reset_after=False), SEQUENCES.shape)
    kernel, recurrent, bias = other.params.values()
    for t in range(5):
        after = naive.gru_step(SEQUENCES[:, t], after, *layer.params.values())
        a = SEQUENCES[:, t] @ kernel + bias
        k, r = (naive.sigmoid(a[:, g] + before @ recurrent[:, g]) for g in (slice(2), slice(2, 4)))
        news = np.tanh(a[:, 4:] + (r * before) @ recurrent[:, 4:])
        before = k * before + (1 - k) * news
    close(layer.forward(SEQUENCES), after, atol=1e-12)
    close(other.forward(SEQUENCES), before, atol=1e-12)


def check_convolution_along_time(module):
    for padding in ("valid", "same", "causal"):
        check_all(module.Conv1D(2, 3, 2, padding, activation="tanh"), SEQUENCES)
        layer = with_random_weights(module.Conv1D(2, 3, 2, padding), SEQUENCES.shape)
        border = {"valid": (0, 0), "same": (1, 1), "causal": (2, 0)}[padding]
        padded = np.pad(SEQUENCES, [(0, 0), border, (0, 0)])
        expected = naive.convolution_1d(padded, *layer.params.values(), 2)
        close(layer.forward(SEQUENCES), expected, atol=1e-12)


def check_embedding(module):
    x = np.array([[0.0, 2.0, 2.0], [1.0, 0.0, 2.0]])
    layer = with_random_weights(module.Embedding(4, 2), x.shape)
    close(layer.forward(x), naive.embedding(x, layer.embeddings))
    dy = RNG.normal(size=(2, 3, 2))
    for _ in range(2):
        layer.backward(dy)
        rows = [dy[0, 0] + dy[1, 1], dy[1, 0], dy[0, 1] + dy[0, 2] + dy[1, 2], [0, 0]]
        close(layer.grads["embeddings"], rows)
    for wrong in (-1, 4, 0.5):
        with pytest.raises(ValueError):
            layer.forward(np.array([[wrong]]))


def check_batch_normalization(module):
    for axis in (-1, 1):
        check_all(WhileTraining(module.BatchNormalization(axis)), PICTURES)
        check_all(module.BatchNormalization(axis), PICTURES)
    check_all(WhileTraining(module.BatchNormalization(center=False, scale=False)), PICTURES)
    x = RNG.normal(3, 2, size=(6, 4))
    layer = with_random_weights(module.BatchNormalization(epsilon=0.5), x.shape)
    expected = naive.batch_normalization(x, *layer.params.values(), 0.5)
    close(layer.forward(x, training=True), expected, atol=1e-12)
    usual = module.BatchNormalization()
    assert (usual.momentum, usual.epsilon) == (0.99, 0.001)
    layer = module.BatchNormalization(momentum=0.75, dtype="float64")
    layer.build((None, 1))
    pair = np.array([[1.0], [5.0]])
    layer.forward(pair, training=True)
    assert [v.item() for v in layer.state.values()] == [0.75, 1.75]
    close(layer.forward(pair), (pair - 0.75) / np.sqrt(1.751))
    layer.trainable = False
    close(layer.forward(pair, training=True), (pair - 0.75) / np.sqrt(1.751))


def check_normalization(module):
    data = RNG.normal(3, 2, size=(9, 4, 3))
    data[..., 0] = 7.0
    for axis, others in ((-1, (0, 1)), (1, (0, 2)), (None, (0, 1, 2)), ((1, 2), (0,))):
        layer = module.Normalization(axis, dtype="float64")
        back = module.Normalization(axis, invert=True, dtype="float64")
        for each in (layer, back):
            each.adapt(data)
            check_gradients(each, data)
        spread = np.maximum(data.std(axis=others, keepdims=True), 1e-7)
        expected = (data - data.mean(axis=others, keepdims=True)) / spread
        close(layer.forward(data), expected, atol=1e-9)
        close(back.forward(expected), data, atol=1e-9)
    given = module.Normalization(mean=[1, 2, 3], variance=[4, 4, 1], dtype="float64")
    given.build((None, 3))
    assert given.forward(np.array([[3.0, 2.0, 4.0]])).tolist() == [[1, 0, 1]]
    scaled = module.Rescaling(0.5, -1)
    assert scaled.forward(np.array([[3.0, 5.0]])).tolist() == [[0.5, 1.5]]
    check_all(scaled, SEQUENCES)


def check_augmentation(module):
    def shift(mode, how="bilinear"):
        return Repeated(lambda: module.RandomTranslation(0.4, 0.6, mode, how, 1, fill_value=2.0))

    for mode in ("reflect", "wrap", "constant", "nearest"):
        check_all(shift(mode), PICTURES)
    check_all(Repeated(lambda: module.RandomFlip(seed=1)), PICTURES)
    row = np.array([1.0, 2.0, 4.0])
    for mode, values in (
        ("reflect", [1, 1, 2]),
        ("wrap", [4, 1, 2]),
        ("nearest", [1, 1, 2]),
        ("constant", [0, 1, 2]),
    ):
        layer = module.RandomTranslation(0, 0.5, mode)
        assert (layer.matrix(np.array([1.0]), 3)[0] @ row).tolist() == values
    layer = module.RandomTranslation(0, 0.5, "wrap")
    assert (layer.matrix(np.array([-0.25]), 3)[0] @ row).tolist() == [1.25, 2.5, 3.25]
    layer = module.RandomTranslation(0, 0.5, "constant", "nearest")
    assert (layer.matrix(np.array([0.5]), 3)[0] @ row).tolist() == [0, 2, 4]
    layer = module.RandomTranslation((0.5, 0.5), (0.5, 0.5), "constant", fill_value=3.0)
    ones = np.ones((1, 2, 2, 1))
    assert layer.forward(ones, training=True)[0, :, :, 0].tolist() == [[3, 3], [3, 1]]
    assert layer.forward(ones) is ones and layer.backward(ones) is ones
    down, right = module.RandomTranslation((0.5, 0.5), 0).draw_change((1, 4, 4, 1))
    assert (down[0] @ np.arange(4.0)).tolist() == [1, 0, 0, 1]
    assert (right[0] == np.eye(4)).all()
    many = np.broadcast_to(np.arange(6.0).reshape(2, 3, 1), (4000, 2, 3, 1))
    y = module.RandomFlip(seed=0).forward(many, training=True)[:, 0, 0, 0]
    for values in ([2, 5], [3, 5], [0, 5]):
        assert abs(np.isin(y, values).mean() - 0.5) < 0.03


def check_global_pooling(module):
    for name in ("GlobalAveragePooling2D", "GlobalMaxPooling2D"):
        for keepdims in (False, True):
            check_all(getattr(module, name)(keepdims=keepdims), PICTURES)
    ties = np.array([[[1.0], [3.0]], [[3.0], [2.0]]])[None]
    layer = module.GlobalMaxPooling2D()
    assert layer.forward(ties).tolist() == [[3.0]]
    assert layer.backward(np.array([[4.0]]))[0, :, :, 0].tolist() == [[0, 2], [2, 0]]
    assert module.GlobalAveragePooling2D().forward(ties).tolist() == [[2.25]]


def check_reshape(module):
    x = RNG.normal(size=(2, 4, 6))
    for shape, expected in (((3, -1), (2, 3, 8)), ((24,), (2, 24)), ((-1, 2, 2), (2, 6, 2, 2))):
        layer = module.Reshape(shape)
        check_all(layer, x)
        close(layer.forward(x), x.reshape(expected))
    for shape in ((5, -1), (4, 5)):
        with pytest.raises(ValueError):
            module.Reshape(shape).build((None, 4, 6))


CHECKS = {
    f"{NN}.layers.lstm": check_lstm,
    f"{NN}.layers.gru": check_gru,
    f"{NN}.layers.convolution1d": check_convolution_along_time,
    f"{NN}.layers.embedding": check_embedding,
    f"{NN}.layers.batch_normalization": check_batch_normalization,
    f"{NN}.layers.normalization": check_normalization,
    f"{NN}.layers.augmentation": check_augmentation,
    f"{NN}.layers.global_pooling": check_global_pooling,
    f"{NN}.layers.reshape": check_reshape,
    f"{NN}.regularizers.norms": regularizers.check,
    f"{NN}.optimizers.schedules.decay": schedules.check_decay,
    f"{NN}.optimizers.schedules.cosine": schedules.check_cosine,
    f"{NN}.optimizers.schedules.stairs": schedules.check_stairs,
    f"{NN}.optimizers.clipping": schedules.check_clipping,
    f"{NN}.optimizers.base": schedules.check_optimizer,
    f"{NN}.optimizers.memory": schedules.check_memory,
}
MISTAKES = {
    "layers.lstm": [
        ("keep * c + i * u", "keep * c + u"),
        ("h = o * f(c)", "h = f(c)"),
        ("dc = dc + f(c, out, dh * o)", "dc = f(c, out, dh * o)"),
        ("f(c, out, dh * o)", "dh * o"),
        ("gate(z[0], i, dc * u)", "gate(z[0], i, dc * i)"),
        ("dc * before", "dc * c"),
        ("dh * out", "dh * c"),
        ("dc * keep", "dc"),
        ("dh = dh + dy[:, t]", "dh = dy[:, t]"),
        ("rows(before).T", "rows(before[:, ::-1]).T"),
        ("rows(dz).sum(axis=0)", "rows(dz).mean(axis=0)"),
        ("[first, np.ones(m, dtype), rest]", "[np.ones(m, dtype), first, rest]"),
        ("self.in_reading_order(dz @", "(dz @"),
        ("self.in_reading_order(x)", "x"),
    ],
    "layers.gru": [
        ("k * h + (1 - k) * u", "(1 - k) * h + k * u"),
        ("r * q_h if self.reset_after", "q_h if self.reset_after"),
        ("(r * h) @ recurrent[:, 2 * m :]", "h @ recurrent[:, 2 * m :]"),
        ("dh * (h - u)", "dh * (u - h)"),
        ("dh * (1 - k)", "dh * k"),
        ("du * q_h", "du"),
        ("[dk, dr, du * r]", "[dk, dr, du]"),
        ("self.grads[\"bias\"][1] += dq", "self.grads[\"bias\"][1] = 0 * dq"),
        ("back * h)", "back)"),
        ("(r * h).T @ du", "h.T @ du"),
        ("+ back * r", "+ back"),
        ("dh * k + before", "before"),
        ("self.grads[\"recurrent_kernel\"][...] = 0", "pass"),
        ("bias[0 if self.reset_after else ...]", "bias[...]"),
        ("q = q + self.params[\"bias\"][1]", "q = q + self.params[\"bias\"][0]"),
    ],
    "layers.convolution1d": [
        ("@ kernel[i] for", "@ kernel[-1 - i] for"),
        ("z + self.params[\"bias\"] if", "z if"),
        ("seen.T @ rows", "seen.T @ rows / 2"),
        ("rows.sum(axis=0)", "rows.mean(axis=0)"),
        ("dx[:, look] += dz", "dx[:, look] = dz"),
        ("return k - 1, 0", "return 0, k - 1"),
        ("extra // 2, extra - extra // 2", "extra, 0"),
        ("- 1) * s + 1, s)", "- 1) * s + 1)"),
        ("(steps - k) // s + 1", "(steps - k) // s"),
        ("before : before + self.steps", ": self.steps"),
    ],
    "layers.embedding": [
        ("np.add.at(gradient, self.index.ravel(), dy.reshape(-1, self.output_dim))",
         "gradient[self.index.ravel()] += dy.reshape(-1, self.output_dim)"),
        ("gradient[...] = 0", "pass"),
        ("(self.index < 0) |", ""),
        ("self.index >= self.input_dim", "self.index > self.input_dim"),
        ("(self.index != self.x) |", ""),
    ],
    "layers.batch_normalization": [
        ("variance + self.epsilon", "variance"),
        ("- mean_dy - self.normal", "- self.normal"),
        ("- self.normal * mean_product", ""),
        ("dy * gamma / self.spread", "dy / self.spread"),
        ("(dy * self.normal).sum", "dy.sum"),
        ("training and self.trainable", "training"),
        ("training and self.trainable", "self.trainable"),
        ("self.momentum * moving + (1", "(1 - self.momentum) * moving + (1"),
        ("a != self.axis % x.ndim", "a != 1"),
        ("self._follow(mean, variance)", "pass"),
        ("momentum=0.99", "momentum=0.9"),
    ],
    "layers.normalization": [
        ("(x - mean) / self.spread", "x / self.spread - mean"),
        ("x * self.spread + mean", "(x + mean) * self.spread"),
        ("np.maximum(np.sqrt(variance), SMALLEST_SPREAD)", "np.sqrt(variance) + SMALLEST_SPREAD"),
        ("dy * self.spread if self.invert else dy / self.spread", "dy / self.spread"),
        ("data.var(", "data.std("),
        ("x * scale + offset", "(x + offset) * scale"),
        ("dy * np.asarray(self.scale, dtype=dy.dtype)", "dy"),
        ("a % rank for a", "-a % rank for a"),
    ],
    "layers.augmentation": [
        ("(shape[0], 1, 1, 1)) <= 0.5", "(shape[0], 1, 1, 1)) <= 0.4"),
        ("\"horizontal_and_vertical\": (2, 1)", "\"horizontal_and_vertical\": (1,)"),
        ("np.where(flips, np.flip(pictures, axis), pictures)", "np.flip(pictures, axis)"),
        ("dy if self.change is None else self.apply(dy)", "dy"),
        ("np.arange(size) - shifts", "np.arange(size) + shifts"),
        ("(1 - share)[..., None]", "share[..., None]"),
        ("2 * size - 1 - places", "2 * size - places"),
        ("first % size, second % size", "first % size, second"),
        ("np.copysign(np.floor(np.abs(places) + 0.5), places)", "np.floor(places)"),
        ("(1 - covered)", "covered"),
        ("m.astype(dy.dtype).transpose(0, 2, 1)", "m.astype(dy.dtype)"),
        ("self.draw_change(x.shape) if training else None", "self.draw_change(x.shape)"),
        ("self.apply(x) if training else x", "self.apply(x)"),
        ("uniform(*self.height_factor, n) * height", "uniform(*self.width_factor, n) * height"),
    ],
    "layers.global_pooling": [
        ("/ (height * width)", "/ height"),
        ("self.hit.sum(", "1 + 0 * self.hit.sum("),
        ("pixels.real.max(axis=1, keepdims=True)", "pixels.real.max(keepdims=True)"),
        ("(self.hit * share)", "(share + 0 * self.hit)"),
        ("(1, 1) if self.keepdims", "(1,) if self.keepdims"),
        ("np.repeat(share, height, axis=1), width", "share, width"),
    ],
    "layers.reshape": [
        ("prod(sizes) % rest == 0 if -1 in", "True if -1 in"),
        ("else prod(sizes) == rest", "else True"),
        ("dy.reshape(self.x_shape)", "dy"),
        ("prod(input_shape[1:]) // rest", "rest"),
    ],
    "regularizers.norms": [
        ("np.where(w.real < 0, -w, w)", "w"),
        ("2 * self.l2 * w", "self.l2 * w"),
        ("self.l2 * (w * w).sum()", "self.l2 * w.sum()"),
        ("self.l1 * np.sign(w.real)", "self.l1 * w"),
        ("l1=0.01):", "l1=0.1):"),
        ("l2=0.01):", "l2=0.1):"),
    ],
    "optimizers.schedules.decay": [
        ("self.decay_rate ** self.periods", "self.decay_rate * self.periods"),
        ("share = step / self.decay_steps", "share = step * self.decay_steps"),
        ("math.floor(share)", "math.ceil(share)"),
        ("if self.staircase else share", "if not self.staircase else share"),
        ("(1 + self.decay_rate * self.periods(step))", "(1 + self.periods(step))"),
        ("(1 + self.decay_rate * self.periods(step))", "(self.decay_rate * self.periods(step))"),
        ("max(1, math.ceil(", "max(0, math.ceil("),
        ("math.ceil(step", "math.floor(step"),
        ("if self.cycle else 1", ""),
        ("self.decay_steps), 1)", "self.decay_steps), 2)"),
        ("(start - end) * ", "start * "),
        ("** self.power + end", "** self.power"),
        ("** self.power", "* self.power"),
        ("end_learning_rate=0.0001", "end_learning_rate=0.001"),
    ],
    "optimizers.schedules.cosine": [
        ("min(step - warmup, self.decay_steps)", "(step - warmup)"),
        ("min(step - warmup, self.decay_steps)", "min(step, self.decay_steps)"),
        ("return start * ((1 - self.alpha) * cosine", "return start * (cosine"),
        ("if step < warmup:", "if step <= 0:"),
        ("start + (self.warmup_target - start)", "(self.warmup_target - start)"),
        ("start = self.warmup_target", "pass"),
        ("self.m_mul**i", "self.m_mul * i"),
        ("self.m_mul**i", "1"),
        ("learning_rate * ((1 - self.alpha) * cosine", "learning_rate * (cosine"),
        ("step // length, step % length / length", "0, step % length / length"),
        ("step % length / length", "step / length"),
        ("step - length, length * self.t_mul", "step - length, length"),
        ("step - length, length * self.t_mul", "step, length * self.t_mul"),
        ("while step >= length", "while step > length"),
        ("t_mul=2.0", "t_mul=3.0"),
    ],
    "optimizers.schedules.stairs": [
        ("step > boundary", "step >= boundary"),
        ("self.values[passed]", "self.values[-1 - passed]"),
    ],
    "optimizers.clipping": [
        ("np.clip(g, -limit, limit)", "np.clip(g, 0, limit)"),
        ("clipped = g.copy()", "clipped = g"),
        ("parts if self.kind == \"clipnorm\" else [...]", "parts"),
        ("parts if self.kind == \"clipnorm\" else [...]", "[...]"),
        ("length > limit", "length < limit"),
        ("*= limit / length", "*= limit"),
    ],
    "optimizers.base": [
        ("self._follow_schedule()\n        return change", "pass\n        return change"),
        ("self.learning_rate * self.weight_decay * weights", "self.weight_decay * weights"),
        ("change = change - self._decay(weights)", "change = change + self._decay(weights)"),
        ("gradient = self.clipping(gradient, self.parts)", "pass"),
        ("self.build(self.shape, self.dtype, self.parts)", "self.build(self.shape, self.dtype)"),
        ("[...] if parts is None else list(parts)", "[...]"),
    ],
    "optimizers.memory": [
        (".copy() for s", " for s"),
        ("target[...] = value", "setattr(self, slot, value)"),
        ("self.iterations = int(", "int("),
        ("        self._follow_schedule()\n", ""),
        ("value.shape != target.shape", "False"),
        ('{"iterations", *self.slots}', "{*self.slots}"),
    ],
}  # fmt: skip
MUTANTS = [
    Mutant(f"{NN}.{module}", old, new) for module, pairs in MISTAKES.items() for old, new in pairs
]


@pytest.mark.parametrize("module", CHECKS)
def test_unmutated_code_passes(module):
    CHECKS[module](load(module))


@pytest.mark.parametrize("mutant", MUTANTS, ids=str)
@pytest.mark.filterwarnings("ignore")
def test_mutant_is_caught(mutant):
    assert_caught(mutant, CHECKS[mutant.module])


def test_every_module_has_mutants():
    assert {f"{NN}.{module}" for module in MISTAKES} == set(CHECKS)
    for name in ("LSTM", "GRU", "Conv1D", "Embedding", "BatchNormalization", "RandomFlip"):
        assert getattr(layers, name).__module__ in CHECKS
