"""Exercises of lesson 13: a network's sizes and parameters, a confusion matrix, a small CNN."""

import numpy as np

from coursekit.exercises.bank.cnn.trained import examine_digits_network
from coursekit.exercises.exercise import Exercise, Mistake


def read_confusion(matrix):
    matrix = np.asarray(matrix)
    accuracy = np.trace(matrix) / matrix.sum()
    recalls = np.diag(matrix) / matrix.sum(axis=1)
    errors = matrix - np.diag(np.diag(matrix))
    pair = np.unravel_index(errors.argmax(), errors.shape)
    return accuracy, recalls, pair


def _read(recalls=None, pair=None, accuracy=None):
    """Read a matrix with one thing done differently."""

    def read(matrix):
        matrix = np.asarray(matrix)
        right = read_confusion(matrix)
        changed = [f(matrix) if f else None for f in (accuracy, recalls, pair)]
        return tuple(r if c is None else c for c, r in zip(changed, right, strict=True))

    return read


def _place(matrix):
    return np.unravel_index(matrix.argmax(), matrix.shape)


SIZES = Exercise(
    name="cnn_sizes",
    answer=[27, 13, 6, 6, 576, 10],
    mistakes=(
        Mistake(
            "+1 inside the division",
            [27, 13, 5, 5, 400, 10],
            "Count the steps first, (n − f) / s rounded down, then add 1 for the first place.",
        ),
        Mistake(
            "half a block kept in the pooling",
            [27, 14, 6, 6, 576, 10],
            "27 rows hold 13 blocks of two; the last row fills no block and is dropped.",
        ),
        Mistake(
            '"same" taken for "valid"',
            [27, 13, 6, 4, 256, 10],
            'Look at the second 16-filter layer: padding="same" keeps the size.',
        ),
        Mistake(
            "stride forgotten",
            [27, 13, 11, 11, 1936, 10],
            "One of the convolutions moves two pixels at a time.",
        ),
        Mistake(
            "padding everywhere",
            [31, 15, 8, 8, 1024, 10],
            'Without padding="same" a convolution loses f − 1 rows.',
        ),
        Mistake(
            "pooling with stride 1",
            [27, 26, 12, 12, 2304, 10],
            "MaxPooling2D(2) moves by 2: its stride is its block's size unless you say otherwise.",
        ),
        Mistake(
            "channels lost in the flatten",
            [27, 13, 6, 6, 36, 10],
            "Flatten writes all channels in a row, not one map.",
        ),
    ),
    hints=(
        "A convolution without padding: ⌊(n − f) / s⌋ + 1. Begin with n = 31, f = 5, s = 1.",
        'Pooling uses the same formula with f = s = 2. padding="same" with stride 1 keeps n.',
        "The last map has 6 × 6 places and 16 channels: how many numbers is that?",
    ),
    solution="[27, 13, 6, 6, 576, 10]",
)

PARAMETERS = Exercise(
    name="cnn_parameters",
    answer=[608, 0, 1168, 2320, 0, 5770],
    mistakes=(
        Mistake(
            "biases left out",
            [600, 0, 1152, 2304, 0, 5760],
            "Every filter and every output neuron adds one bias.",
        ),
        Mistake(
            "channels forgotten",
            [208, 0, 160, 160, 0, 5770],
            "A filter reaches through all channels that come in: 3, then 8, then 16.",
        ),
        Mistake(
            "three channels everywhere",
            [608, 0, 448, 448, 0, 5770],
            "Only the picture has 3 channels. Later layers read the maps of the layer before.",
        ),
        Mistake(
            "one bias for a whole layer",
            [601, 0, 1153, 2305, 0, 5761],
            "Every filter has a bias of its own, and so has every output neuron.",
        ),
        Mistake(
            "a bias for every channel",
            [624, 0, 1280, 2560, 0, 5770],
            "All channels go into one sum, and the sum gets one bias.",
        ),
        Mistake(
            "pooling counted",
            [608, 4, 1168, 2320, 0, 5770],
            "Pooling takes a maximum; it has nothing to learn.",
        ),
        Mistake(
            "dense layer on one map",
            [608, 0, 1168, 2320, 0, 370],
            "The dense layer reads all 576 numbers of the flattened maps.",
        ),
    ),
    hints=(
        "A convolution has (f · f · channels + 1) · filters parameters. Which channels come in?",
        "The channels that come in are the filters of the convolution before: 3, 8, 16.",
        "The dense layer reads 576 numbers: 576 · 10 weights and 10 biases.",
    ),
    solution="[608, 0, 1168, 2320, 0, 5770]",
)

CONFUSION = Exercise(
    name="read_confusion",
    answer=read_confusion,
    cases=(
        ([[1, 0], [2, 1]],),
        ([[8, 1, 1], [0, 5, 0], [4, 2, 14]],),
        (np.array([[50, 3, 0, 2], [1, 40, 6, 3], [0, 9, 20, 1], [5, 0, 0, 60]]),),
    ),
    mistakes=(
        Mistake(
            "divided by the columns",
            _read(recalls=lambda m: np.diag(m) / m.sum(axis=0)),
            "A column holds what was *called* class j. Recall asks about a row: what *is* class i.",
        ),
        Mistake(
            "shares of all pictures",
            _read(recalls=lambda m: np.diag(m) / m.sum()),
            "Divide each diagonal count by the number of pictures of its own class.",
        ),
        Mistake(
            "counts for shares",
            _read(recalls=np.diag),
            "Give shares between 0 and 1: divide by the number of pictures of the class.",
        ),
        Mistake(
            "the diagonal not left out",
            _read(pair=_place),
            "The largest entry of all is a right answer: look beside the diagonal.",
        ),
        Mistake(
            "the pair turned round",
            _read(pair=lambda m: read_confusion(m)[2][::-1]),
            "First the true class, the row; then what the network said, the column.",
        ),
        Mistake(
            "mean of the recalls as accuracy",
            _read(accuracy=lambda m: read_confusion(m)[1].mean()),
            "That is the accuracy only if all classes are equally large. Count pictures instead.",
        ),
    ),
    hints=(
        "The diagonal holds the right answers: np.diag(matrix). Rows are the truth.",
        "np.diag(matrix) / matrix.sum(axis=1). For the pair, set the diagonal to 0 first.",
        "np.unravel_index(errors.argmax(), errors.shape) turns a place in the row-by-row count "
        "into (row, column).",
    ),
)

SMALL = Exercise(
    name="small_cnn",
    examine=examine_digits_network,
    mistakes=(
        Mistake(
            "too many parameters",
            None,
            "Fewer filters, or pool earlier: where do most of your parameters sit?",
        ),
        Mistake(
            "no convolution",
            None,
            "It may be good, but this exercise asks for at least one Conv2D layer.",
        ),
        Mistake(
            "not trained",
            None,
            "It is right about as often as a guess. Have you called compile and fit?",
        ),
        Mistake(
            "not good enough yet",
            None,
            "Train longer, or with a larger learning rate, or add a second convolution.",
        ),
        Mistake(
            "other outputs than ten",
            None,
            "For each picture the network must give ten numbers, one for each digit.",
        ),
    ),
    hints=(
        "Count before you train: a convolution after a pooling costs the same, but flattening "
        "8 × 8 maps costs 640 parameters for every filter in the last dense layer.",
        "Two convolutions with 8 and 16 filters, then a pooling, then Flatten and Dense(10).",
        "Adam(0.005), batches of 32 and 40 epochs are enough. Another seed may help too.",
    ),
    solution="""
nn.utils.set_random_seed(0)
small = nn.Sequential([
    nn.Input((8, 8, 1)),
    nn.layers.Conv2D(8, 3, activation="relu"),
    nn.layers.Conv2D(16, 3, activation="relu"),
    nn.layers.MaxPooling2D(2),
    nn.layers.Flatten(),
    nn.layers.Dense(10),
])
small.compile(
    optimizer=nn.optimizers.Adam(0.005),
    loss=nn.losses.SparseCategoricalCrossentropy(from_logits=True),
)
small.fit(x_train, y_train, batch_size=32, epochs=40, verbose=0)
""",
)

EXERCISES = (SIZES, PARAMETERS, CONFUSION, SMALL)
