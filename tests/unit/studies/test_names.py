"""Names become codes and come back; the list holds each name once."""

import pytest

from coursekit.studies.names import LONGEST, NAMES, coded, written


def test_every_name_comes_back():
    assert written(coded(NAMES)) == list(NAMES)
    assert len(set(NAMES)) == len(NAMES) == 280


def test_a_name_stands_between_points():
    [row] = coded(["abz"])
    assert row.tolist() == [0, 1, 2, 26, *[0] * (LONGEST - 2)]


def test_what_follows_the_end_is_not_read():
    assert written([[0, 1, 14, 0, 5, 5]]) == ["an"]


@pytest.mark.parametrize("name", ["", "Anna", "jean-luc", "a" * (LONGEST + 1)])
def test_other_signs_are_refused(name):
    with pytest.raises(ValueError, match="letters from a to z"):
        coded([name])
