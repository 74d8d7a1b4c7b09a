"""Pictures of lesson 13: albums with labels, a network in layers, confusion, confidence."""

import numpy as np

from coursekit.plots.style import COLOURS, TRAINING, VALIDATION, style, subplots


def album(pictures, captions, columns=5, line=0.3):
    """Draw many small pictures in rows, each with a caption below it.

    Parameters
    ----------
    pictures : array (n, h, w), (n, h, w, 1) or (n, h, w, 3)
        Grey pictures are drawn dark on white; colours run from 0 to 1.
    captions : sequence of str
        One a picture; may have several lines.
    columns : int
    line : float
        Height of the captions, in inches.
    """
    rows = -(-len(captions) // columns)
    height = rows * (6.4 / columns + line)
    fig, axes = subplots(rows, columns, height=height, squeeze=False)
    with style():
        for ax in axes.flat[len(captions) :]:
            ax.remove()
        for ax, picture, caption in zip(axes.flat, pictures, captions, strict=False):
            show_picture(ax, picture)
            ax.set_xlabel(caption, fontsize=11, labelpad=3)
    return fig


def show_picture(ax, picture):
    """Draw one picture without ticks: grey (h, w), (h, w, 1) or colour (h, w, 3)."""
    picture = np.asarray(picture, dtype=float)
    if picture.ndim == 3 and picture.shape[2] == 1:
        picture = picture[:, :, 0]
    if picture.ndim == 2:
        ax.imshow(picture, cmap="gray_r", vmin=0, vmax=max(float(picture.max()), 1e-9))
    else:
        ax.imshow(np.clip(picture, 0, 1))
    _bare(ax)


def _bare(ax):
    ax.set_xticks([])
    ax.set_yticks([])
    ax.grid(False)
    for spine in ax.spines.values():
        spine.set_visible(False)


def layers(shapes, names, counts):
    """Draw a network from top to bottom: smaller maps, more channels, then a list.

    Parameters
    ----------
    shapes : list of tuple
        Shape after the input and after each layer, without the batch: (h, w, c) or (m,).
    names : list of str
        One a shape, the input first.
    counts : list of int
        Parameters of each layer, 0 for the input.
    """
    fig, ax = subplots(height=0.62 * len(shapes) + 0.6)
    with style():
        ax.text(0.25, -0.8, "width: pixels a side\nheight: channels", ha="center", fontsize=9)
        ax.text(1.45, -0.8, "shape", ha="center", fontsize=11)
        ax.text(2.45, -0.8, "parameters", ha="right", fontsize=11)
        for place, (shape, name, count) in enumerate(zip(shapes, names, counts, strict=True)):
            _layer(ax, place, shape)
            ax.text(-0.62, place, name, ha="right", va="center", fontsize=12, weight="bold")
            text = " × ".join(map(str, shape))
            ax.text(1.45, place, text, ha="center", va="center", fontsize=12)
            text = f"{count:,}" if count else "–"
            ax.text(2.45, place, text, ha="right", va="center", fontsize=12)
        ax.set(xlim=(-1.5, 2.5), ylim=(len(shapes) - 0.4, -1.1))
        ax.axis("off")
    return fig


def _layer(ax, place, shape):
    """Draw a layer in its row: as wide as its maps, as thick as it has channels; a list pale."""
    from matplotlib.patches import Rectangle

    if len(shape) == 3:
        wide, tall = shape[0] / 32, 0.18 + 0.0085 * shape[2]
        face = "#CFE3F1"
    else:
        wide, tall = min(0.12 + 0.13 * np.log10(shape[0]) ** 2, 1.15), 0.14
        face = "#FBE6C2"
    place = (0.25 - wide / 2, place - tall / 2)
    ax.add_patch(Rectangle(place, wide, tall, facecolor=face, edgecolor="#333333"))


def confusion(matrix, names, title="Confusion matrix"):
    """Draw a confusion matrix of many classes: rows are the truth, columns the prediction.

    Right answers are blue, wrong ones orange, each by its share of its row; zeros stay blank.
    """
    matrix = np.asarray(matrix)
    shares = matrix / np.maximum(matrix.sum(axis=1, keepdims=True), 1)
    colours = np.ones((*matrix.shape, 4))
    right = np.eye(len(matrix), dtype=bool)
    with style():
        import matplotlib

        maps = matplotlib.colormaps
        colours[right] = maps["Blues"](0.55 * shares[right])
        wrong = ~right & (matrix > 0)
        colours[wrong] = maps["Oranges"](np.minimum(0.1 + 4 * shares[wrong], 0.6))
        fig, ax = subplots(height=6.2)
        ax.imshow(colours)
        for (row, column), count in np.ndenumerate(matrix):
            if count:
                ax.text(column, row, f"{count}", ha="center", va="center", size=12)
        ax.set_xticks(range(len(names)), names, rotation=45, ha="right")
        ax.set_yticks(range(len(names)), names)
        ax.set(xlabel="predicted", ylabel="true", title=title)
        ax.grid(False)
    return fig


def race(curves, guess):
    """Draw the accuracy of several networks: training solid, validation dashed.

    Parameters
    ----------
    curves : dict of str to dict
        ``History.history`` by name, with the keys ``accuracy`` and ``val_accuracy``.
    guess : float
        Accuracy of a guess, drawn as a dotted line.
    """
    fig, ax = subplots(height=4.8)
    with style():
        for (name, record), colour, mark in zip(curves.items(), ("blue", "vermillion"), "os"):
            epochs = np.arange(1, len(record["accuracy"]) + 1)
            look = {"color": COLOURS[colour], "marker": mark, "markersize": 5}
            ax.plot(epochs, record["accuracy"], TRAINING, label=f"{name}, training", **look)
            ax.plot(epochs, record["val_accuracy"], VALIDATION, label=f"{name}, validation", **look)
        ax.axhline(guess, color="black", ls=":", lw=1.5, label="guessing")
        ax.set(xlabel="epoch", ylabel="accuracy", ylim=(0, 1.02))
        ax.set_title("Equal size, unequal answers")
        fig.legend(loc="outside lower center", ncols=2)
    return fig


def confidence(right, wrong):
    """Draw how confident a network was, for its right and for its wrong answers.

    Parameters
    ----------
    right, wrong : array of float
        Probability of the class it named, one entry a picture.
    """
    fig, axes = subplots(2, 1, height=4.4, sharex=True)
    with style():
        steps = np.linspace(0, 1, 21)
        for ax, values, colour, name in zip(
            axes, (right, wrong), ("blue", "vermillion"), ("right", "wrong"), strict=True
        ):
            ax.hist(values, bins=steps, color=COLOURS[colour], edgecolor="white")
            ax.set(ylabel="pictures")
            ax.locator_params(axis="y", nbins=4, integer=True)
            ax.text(0.02, 0.85, f"{name} answers", transform=ax.transAxes, va="top", weight="bold")
        axes[0].set_title("Right answers are confident, wrong ones less so")
        axes[1].set(xlabel="confidence: probability of the class that is named", xlim=(0, 1))
    return fig


def beliefs(pictures, probabilities, truths, names):
    """Draw pictures beside their probabilities: the true class blue, the named one vermillion.

    Parameters
    ----------
    pictures : array (n, h, w, c)
    probabilities : array (n, classes)
    truths : array (n,) of int
    names : sequence of str
    """
    fig, axes = subplots(
        len(truths), 2, height=2.5 * len(truths), squeeze=False, sharex="col",
        gridspec_kw={"width_ratios": [1.0, 1.5]},
    )  # fmt: skip
    with style():
        for k, (left, right) in enumerate(axes):
            show_picture(left, pictures[k])
            left.set_title(f"true: {names[truths[k]]}", fontsize=12, loc="center")
            colours = np.full(len(names), "#BBBBBB", dtype=object)
            colours[np.argmax(probabilities[k])] = COLOURS["vermillion"]
            colours[truths[k]] = COLOURS["blue"]
            right.barh(range(len(names)), probabilities[k], color=list(colours))
            right.set_yticks(range(len(names)), names, fontsize=11)
            right.set(xlim=(0, 1))
            right.invert_yaxis()
            right.grid(False, axis="y")
        axes[-1, 1].set_xlabel("probability")
    return fig


def occlusion(rows, size, step):
    """Draw pictures, and beside each what becomes of a probability as a square covers its parts.

    Both panels of a row have the same pixels on their axes, so what stands above a place of the
    one belongs to the same place of the other. A cell of the map stands at the middle of the square
    that made it.

    Parameters
    ----------
    rows : list of (str, array (h, w, 3), array, float, array of bool (h, w) or None)
        The class; the picture; the probability of the class for each place of the square; its
        probability while nothing is covered; where the object stands, to draw its outline.
    size, step : int
        Side of the square, and pixels between its places.
    """
    from matplotlib.patches import Rectangle

    fig, axes = subplots(
        len(rows), 3, height=3.1 * len(rows), squeeze=False,
        gridspec_kw={"width_ratios": [1.0, 1.0, 0.06]},
    )  # fmt: skip
    with style():
        for (left, right, scale), (name, picture, values, uncovered, shape) in zip(
            axes, rows, strict=True
        ):
            cover = Rectangle((-0.5, -0.5), size, size, edgecolor="black", linewidth=1.5)
            cover.set_facecolor(np.mean(picture, axis=(0, 1)))
            left.add_patch(cover)
            left.imshow(np.clip(picture, 0, 1))
            left.set_title(f"{name}, and the cover", fontsize=12)
            left.set_ylabel("row of pixels", fontsize=11)
            edge = (size - step) / 2 - 0.5
            far = edge + step * len(values)
            image = right.imshow(values, vmin=0, vmax=1, extent=(edge, far, far, edge))
            right.set_title(f"nothing covered: {uncovered:.2f}", fontsize=12)
            for ax in (left, right):
                _in_pixels(ax, picture, shape)
            fig.colorbar(image, cax=scale).set_label(f"probability of {name}", fontsize=11)
            scale.tick_params(labelsize=10)
    return fig


def _in_pixels(ax, picture, shape):
    """Give an axes the pixels of a picture, and the outline of what stands in it if it is known."""
    height, width = np.shape(picture)[:2]
    if shape is not None:
        fine = np.kron(np.pad(np.asarray(shape, dtype=float), 1), np.ones((8, 8)))  # as pixels are
        across, down = ((np.arange(n) + 0.5) / 8 - 1.5 for n in (fine.shape[1], fine.shape[0]))
        for colour, line in (("white", 4.5), (COLOURS["vermillion"], 2)):  # seen on any picture
            ax.contour(across, down, fine, [0.5], colors=colour, linewidths=line)
    ax.set(xlim=(-0.5, width - 0.5), ylim=(height - 0.5, -0.5), aspect="equal")
    ax.set(xticks=range(0, width, 8), yticks=range(0, height, 8))
    ax.tick_params(labelsize=10)
    ax.set_xlabel("column of pixels", fontsize=11)
    ax.grid(False)
