"""Letters of 7 × 9 dots, drawn as text, as patterns of +1 (ink) and −1 (paper)."""

import numpy as np

from coursekit._checks import nearest

WIDTH, HEIGHT = 7, 9

_DRAWN = {
    "A": ("...#...", "..###..", "..#.#..", ".##.##.", ".#...#.", ".#####.", "##...##", "#.....#",
          "#.....#"),
    "H": ("#.....#", "#.....#", "#.....#", "#.....#", "#######", "#.....#", "#.....#", "#.....#",
          "#.....#"),
    "L": ("##.....", "##.....", "##.....", "##.....", "##.....", "##.....", "##.....", "#######",
          "#######"),
    "O": ("..###..", ".##.##.", "##...##", "#.....#", "#.....#", "#.....#", "##...##", ".##.##.",
          "..###.."),
    "P": ("#####..", "##..##.", "##...##", "##..##.", "#####..", "##.....", "##.....", "##.....",
          "##....."),
    "S": (".#####.", "##...##", "##.....", "###....", ".#####.", "....###", ".....##", "##...##",
          ".#####."),
    "T": ("#######", "#######", "..###..", "..###..", "..###..", "..###..", "..###..", "..###..",
          "..###.."),
    "X": ("##...##", "##...##", ".##.##.", "..###..", "...#...", "..###..", ".##.##.", "##...##",
          "##...##"),
    "Z": ("#######", "#######", "....##.", "...##..", "..###..", ".###...", ".##....", "#######",
          "#######"),
}  # fmt: skip


def letter(name):
    """A letter as a pattern of 63 numbers, row by row: +1 where there is ink, −1 elsewhere."""
    rows = _DRAWN[nearest(name, _DRAWN, "letter")]
    return np.array([1.0 if dot == "#" else -1.0 for row in rows for dot in row])


def names():
    """The letters that are drawn here, as one string."""
    return "".join(_DRAWN)


def picture(pattern):
    """The 63 numbers as a picture of shape (9, 7)."""
    return np.asarray(pattern).reshape(HEIGHT, WIDTH)


def cover(pattern, rows):
    """A copy of ``pattern`` whose lowest ``rows`` rows are paper (−1)."""
    covered = np.array(pattern, dtype=float)
    covered[len(covered) - WIDTH * rows :] = -1.0
    return covered
