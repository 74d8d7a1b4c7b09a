"""Points of the playground: four sets with two classes, two sets with a number as target."""

import math

from coursekit.explorers.kit.chance import Chance

EDGE = 3.0
CLASSES = ("circle", "XOR", "gauss", "spiral")
NUMBERS = ("plane", "hills")
DATASETS = CLASSES + NUMBERS
HILLS = ((-1.5, 1.5, 1.0), (1.5, 1.5, -1.0), (-1.5, -1.5, -1.0), (1.5, -1.5, 1.0))
FEATURES = {
    "x1": lambda x1, x2: x1,
    "x2": lambda x1, x2: x2,
    "x1**2": lambda x1, x2: x1 * x1,
    "x2**2": lambda x1, x2: x2 * x2,
    "x1*x2": lambda x1, x2: x1 * x2,
    "sin x1": lambda x1, x2: math.sin(x1),
    "sin x2": lambda x1, x2: math.sin(x2),
}


def inputs(names, x1, x2):
    """The features of one point: the numbers that the network sees."""
    return [FEATURES[name](x1, x2) for name in names]


def sample(dataset, noise, points, seed):
    """Draw ``points`` rows (x₁, x₂, y) in random order.

    The noise shifts the points of a class, and the target where that is a number.  A point that it
    would carry off the plane from −3 to 3 stays on the edge.
    """
    chance, rows = Chance(seed), []
    for i in range(points):
        x1, x2, y = place(dataset, i, points, chance)
        if dataset in NUMBERS:
            rows.append((x1, x2, y + noise * chance.normal()))
        else:
            x1, x2 = x1 + noise * chance.normal(), x2 + noise * chance.normal()
            rows.append((max(-EDGE, min(EDGE, x1)), max(-EDGE, min(EDGE, x2)), y))
    return [rows[i] for i in chance.shuffle(range(points))]


def place(dataset, i, n, chance):
    """Point i of n without noise.  The classes 0 and 1 take turns."""
    return PLACES[dataset](i % 2, 2 * (i // 2 + 1) / n, chance)


def circle(label, along, chance):
    """Class 1 fills a disc, class 0 a ring around it."""
    angle = 2 * math.pi * chance.uniform()
    radius = 1.1 * chance.uniform() if label else 1.8 + chance.uniform()
    return radius * math.cos(angle), radius * math.sin(angle), label


def xor(label, along, chance):
    """Class 1 where the signs of x₁ and x₂ differ."""
    x1, x2 = anywhere(chance)
    differ = 1 if (x1 > 0) != (x2 > 0) else 0
    return x1, x2 if differ == label else -x2, label


def gauss(label, along, chance):
    """A normal cloud for each class."""
    centre = 1.3 if label else -1.3
    return centre + 0.5 * chance.normal(), centre + 0.5 * chance.normal(), label


def spiral(label, along, chance):
    """Two arms, one and a quarter turns each."""
    angle = 2.5 * math.pi * along + math.pi * label
    return 2.8 * along * math.sin(angle), 2.8 * along * math.cos(angle), label


def plane(label, along, chance):
    """The target rises evenly to the upper right."""
    x1, x2 = anywhere(chance)
    return x1, x2, (x1 + x2) / 4


def hills(label, along, chance):
    """Two hills and two hollows."""
    x1, x2 = anywhere(chance)
    heights = (h * math.exp(-((x1 - a) ** 2) - (x2 - b) ** 2) for a, b, h in HILLS)
    return x1, x2, sum(heights)


def anywhere(chance):
    """A point of the plane, all places alike."""
    return 2.8 * (2 * chance.uniform() - 1), 2.8 * (2 * chance.uniform() - 1)


PLACES = {
    "circle": circle,
    "XOR": xor,
    "gauss": gauss,
    "spiral": spiral,
    "plane": plane,
    "hills": hills,
}
