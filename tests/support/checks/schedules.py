"""Checks of schedules, clipping and the optimizers' base against numbers worked by hand."""

import numpy as np


def close(found, expected):
    np.testing.assert_allclose(found, expected, rtol=1e-12, atol=1e-15)


def check_schedules(module):
    check_decay(module)
    check_cosine(module)
    check_stairs(module)


def check_decay(module):
    decay = module.ExponentialDecay(0.8, 2, 0.25)
    close([decay(t) for t in range(5)], [0.8, 0.4, 0.2, 0.1, 0.05])
    stairs = module.ExponentialDecay(0.8, 2, 0.25, staircase=True)
    close([stairs(t) for t in range(5)], [0.8, 0.8, 0.2, 0.2, 0.05])
    inverse = module.InverseTimeDecay(0.6, 4, 2.0)
    close([inverse(t) for t in (0, 2, 4, 8)], [0.6, 0.3, 0.2, 0.12])
    steps = module.InverseTimeDecay(0.6, 4, 2.0, staircase=True)
    close([steps(t) for t in (0, 3, 4, 7, 8)], [0.6, 0.6, 0.2, 0.2, 0.12])
    line = module.PolynomialDecay(0.5, 4, 0.1)
    close([line(t) for t in range(6)], [0.5, 0.4, 0.3, 0.2, 0.1, 0.1])
    square = module.PolynomialDecay(0.9, 4, 0.1, power=2.0)
    close([square(t) for t in range(6)], [0.9, 0.55, 0.3, 0.15, 0.1, 0.1])
    again = module.PolynomialDecay(0.5, 4, 0.1, cycle=True)
    close([again(t) for t in (0, 2, 4, 5, 6, 8, 9)], [0.5, 0.3, 0.1, 0.25, 0.2, 0.1, 0.2])
    assert module.PolynomialDecay(0.5, 4)(4) == 0.0001
    check_configuration(decay, stairs, inverse, steps, line, square, again)


def check_cosine(module):
    cosine = module.CosineDecay(0.8, 4, alpha=0.5)
    half = np.sqrt(0.5)
    expected = [0.8, 0.4 + 0.2 * (1 + half), 0.6, 0.4 + 0.2 * (1 - half), 0.4, 0.4]
    close([cosine(t) for t in range(6)], expected)
    warm = module.CosineDecay(0.2, 4, warmup_target=1.0, warmup_steps=4)
    up, down = [0.2, 0.4, 0.6, 0.8], [1, (1 + half) / 2, 0.5, (1 - half) / 2, 0, 0]
    close([warm(t) for t in range(10)], [*up, *down])
    at_once = module.CosineDecay(0.2, 4, warmup_target=1.0)
    close([at_once(t) for t in range(6)], down)
    longer = module.CosineDecayRestarts(0.8, 2)  # 2 steps, then 4, then 8
    close([longer(t) for t in (0, 1, 2, 4, 6, 10, 14)], [0.8, 0.4, 0.8, 0.4, 0.8, 0.4, 0.8])
    equal = module.CosineDecayRestarts(0.8, 4, t_mul=1, m_mul=0.5, alpha=0.25)
    close([equal(t) for t in (0, 2, 4, 6, 8)], [0.8, 0.5, 0.5, 0.35, 0.35])
    assert module.CosineDecayRestarts(1, 2).t_mul == 2 and module.CosineDecayRestarts(1, 2)(2) == 1
    check_configuration(cosine, warm, at_once, longer, equal)


def check_stairs(module):
    pieces = module.PiecewiseConstantDecay([1, 3], [0.3, 0.2, 0.1])
    close([pieces(t) for t in range(6)], [0.3, 0.3, 0.2, 0.2, 0.1, 0.1])
    check_configuration(pieces)


def check_configuration(*schedules):
    for schedule in schedules:
        again = type(schedule).from_config(schedule.get_config())
        assert again.get_config() == schedule.get_config()
        assert repr(again) == repr(schedule)


def check_clipping(module):
    g = np.array([3.0, 4.0, 0.6, 0.8, -2.0])
    kept = g.copy()
    parts = [slice(0, 2), slice(2, 4), slice(4, 5)]
    for arguments, expected in (
        ({"clipnorm": 2.5}, [1.5, 2.0, 0.6, 0.8, -2.0]),
        ({"clipvalue": 1.0}, [1.0, 1.0, 0.6, 0.8, -1.0]),
        ({"global_clipnorm": np.sqrt(30) / 2}, g / 2),
        ({"global_clipnorm": 9.0}, g),
    ):
        clipping = module.Clipping(**arguments)
        assert clipping.kind in arguments
        close(clipping(g, parts), expected)
        assert clipping(g.astype("float32"), parts).dtype == np.float32
        assert (g == kept).all()
    assert module.Clipping().kind is None
    whole = module.Clipping(clipnorm=np.sqrt(30) / 2)
    close(whole(g, [...]), g / 2)


def check_optimizer(module):
    """An optimizer whose formula is Δw = −ηg, so that the base alone is seen."""

    class Plain(module.Optimizer):
        def change(self, g):
            return -self.learning_rate * g

    g, w = np.array([1.0, -2.0]), np.array([10.0, 20.0])
    halving = module.LearningRateSchedule
    rate = type("Halving", (halving,), {"__call__": lambda self, step: 0.5**step})()
    optimizer = Plain(rate)
    close([optimizer.step(g)[0] for _ in range(3)], [-1, -0.5, -0.25])
    close(optimizer.learning_rate, 0.125)
    optimizer.reset()
    close(optimizer.step(g), -g)
    close(Plain(0.5, weight_decay=0.1).step(g, w), [-0.5 - 0.5, 1.0 - 1.0])
    decaying = Plain(rate, weight_decay=0.1)
    decaying.step(g, w)
    close(decaying.step(g, w), [-0.5 - 0.5, 1.0 - 1.0])
    close(Plain(1.0, clipvalue=1.5).step(g), [-1, 1.5])
    parted = Plain(1.0, clipnorm=0.5)
    parted.build(2, "float64", [slice(0, 1), slice(1, 2)])
    close(parted.step(g), [-0.5, 0.5])
    parted.reset()
    close(parted.step(g), [-0.5, 0.5])
    both = Plain(1.0, clipvalue=1.0, weight_decay=0.1)
    close(both.step(g, w), [-2.0, -1.0])  # the decay is not clipped


def check_memory(module):
    """Taken out, put back into another one, and copies both ways."""

    class Counting(module.Memory):
        slots = ("s",)
        name, built, iterations = "counting", True, 3

        def __init__(self):
            self.s, self.followed = np.array([1.0, 2.0]), 0

        def _follow_schedule(self):
            self.followed += 1

    one, other = Counting(), Counting()
    state = one.get_state()
    one.s += 10
    one.iterations = 4
    assert state["iterations"] == 3 and state["s"].tolist() == [1, 2]
    other.set_state(one.get_state())
    assert other.iterations == 4 and other.s.tolist() == [11, 12] and other.followed == 1
    one.s += 10
    assert other.s.tolist() == [11, 12]
    for wrong in ({"s": one.s}, {"iterations": 1}, {"iterations": 1, "s": np.ones(1)}):
        try:
            other.set_state(wrong)
        except ValueError:
            continue
        raise AssertionError(f"{wrong} was taken")
    mine = np.array([5.0, 6.0])
    other.set_state({"iterations": 1, "s": mine})
    mine += 1
    assert other.s.tolist() == [5, 6]
    other.built = False
    assert other.get_state() == {}
