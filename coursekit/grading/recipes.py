"""What is drawn for each student, one recipe an assignment: ``seed`` in, names and values out."""

from coursekit.handcalc.variants import Draws, variant


def hand_computation(seed):
    """The inputs, target, weights and biases of a 2-2-1 network of sigmoids.

    ``w1`` and ``w2`` lead from ``x1`` and ``x2`` into the first hidden unit, ``w3`` and ``w4`` into
    the second, ``w5`` and ``w6`` from the hidden units into the output.  No unit is saturated, and
    no two gradients agree at four decimals.
    """
    own = variant(seed, "2-2-1")
    W1, (b1, b2), W2, (b3,) = (array.tolist() for array in own.model.get_weights())
    (x1, x2), (y,) = own.x.tolist(), own.y.tolist()
    w1, w2, w3, w4 = W1[0][0], W1[1][0], W1[0][1], W1[1][1]
    w5, w6 = W2[0][0], W2[1][0]
    return {
        "x1": x1, "x2": x2, "y": y, "eta": 0.5,
        "w1": w1, "w2": w2, "b1": b1, "w3": w3, "w4": w4, "b2": b2, "w5": w5, "w6": w6, "b3": b3,
    }  # fmt: skip


def churn_week(seed):
    """A sample of the bank's customers, the width of a network, and one customer to explain."""
    draws = Draws("churn-week", seed)
    return {
        "sample_seed": draws.below(1_000_000),
        "hidden": (5, 6, 7, 8)[draws.below(4)],
        "customer": draws.below(400),
    }


RECIPES = {"hand-computation": hand_computation, "churn-week": churn_week}
