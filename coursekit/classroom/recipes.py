"""What is drawn for each student, one recipe an assignment: ``seed`` in, names and values out."""

from coursekit.handcalc.variants import Draws, variant


def hand_computation(seed):
    """A 2-2-1 network of sigmoids with inputs, target, weights and biases of one's own.

    No unit is saturated, and no two gradients agree at four decimals.
    """
    own = variant(seed, "2-2-1")
    W1, b1, W2, b2 = own.model.get_weights()
    return {"x": own.x, "y": own.y, "W1": W1, "b1": b1, "W2": W2, "b2": b2, "eta": 0.5}


def churn_week(seed):
    """A sample of the bank's customers, a network's width and one customer to explain."""
    draws = Draws("churn-week", seed)
    return {
        "sample_seed": draws.below(1_000_000),
        "rows": 2000,
        "hidden": (4, 5, 6, 8)[draws.below(4)],
        "customer": draws.below(400),
    }


def shifted_digits(seed):
    """A sample of digits, the width of a field, columns to learn at and a number of filters."""
    draws = Draws("shifted-digits", seed)
    return {
        "sample_seed": draws.below(1_000_000),
        "width": (20, 22, 24)[draws.below(3)],
        "reach": 3 + draws.below(3),
        "filters": (8, 10, 12)[draws.below(3)],
    }


RECIPES = {
    "hand-computation": hand_computation,
    "churn-week": churn_week,
    "shifted-digits": shifted_digits,
}


def hand_computation_answers(seed):
    """``{quantity: value}``: every figure of the student's training step."""
    return variant(seed, "2-2-1").key()


#: Answers that follow from the numbers alone; a trained network's do not.
ANSWERS = {"hand-computation": hand_computation_answers}
