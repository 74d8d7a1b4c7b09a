"""Small grey pictures for the sliding window, as rows of numbers."""


def _rows(text, unit=1):
    """Numbers of a small table of text, divided by ``unit``."""
    return tuple(tuple(int(word) / unit for word in line.split()) for line in text.split("\n"))


#: The handwritten four of 8 × 8 pixels that scikit-learn calls number 4: ink from 0 to 16.
#: E. Alpaydin and C. Kaynak, Optical Recognition of Handwritten Digits, UCI (CC BY 4.0).
FOUR = """\
0 0 0 1 11 0 0 0
0 0 0 7 8 0 0 0
0 0 1 13 6 2 2 0
0 0 7 15 0 9 8 0
0 5 16 10 0 16 6 0
0 4 15 16 13 16 1 0
0 0 0 3 15 10 0 0
0 0 0 2 16 4 0 0"""

#: The temple's roofs: means of 16 × 16 pixels of scikit-learn's photograph in grey, in hundredths.
#: Photograph by Daniel Buechele (CC BY 2.0).
TEMPLE = """\
81 82 82 82 83 83 84 81 84 85 86 87 88 88 89 90
81 82 82 83 83 84 84 47 73 86 86 87 88 88 89 90
82 82 82 83 83 84 84 44 72 86 86 87 88 89 89 90
82 82 83 83 84 84 67 40 39 78 87 87 88 89 89 90
83 83 84 84 78 66 62 53 45 34 64 86 88 88 89 90
83 73 65 66 67 60 44 47 47 47 38 36 62 79 89 90
81 26 31 25 17 9 10 14 17 19 20 20 21 44 59 89
81 50 19 18 23 23 27 32 38 38 32 34 35 39 77 90
83 84 45 19 27 21 22 27 34 37 30 36 47 70 89 90
65 42 21 19 19 21 38 32 34 33 37 32 32 56 62 79
45 19 18 19 25 22 31 31 31 28 32 32 36 42 51 78
81 41 15 10 16 11 22 19 28 25 21 22 32 31 55 86
73 38 11 12 16 14 23 24 32 32 24 28 41 47 54 76
62 21 16 17 17 18 37 39 39 38 38 41 44 62 63 67
31 13 13 14 14 14 29 32 32 32 31 33 35 53 61 54
22 20 19 16 18 26 48 42 41 40 41 43 39 27 48 56"""

#: By name; the first is the example of lecture 002, the last one is lesson 12's map to pool.
PICTURES = {
    "vertical edge": ((0, 0, 0, 1, 1, 1),) * 6,
    "stripe": ((0, 0, 1, 1, 1, 0, 0),) * 7,
    "handwritten four": _rows(FOUR, 16),
    "temple": _rows(TEMPLE, 100),
    "feature map": ((1, 3, 0, 2), (5, 2, 1, 0), (0, 0, 4, 4), (2, 6, 3, 1)),
}
