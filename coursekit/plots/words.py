"""What each picture of the lessons shows, in words, for readers who do not see it.

The texts stand in ``alt/<lesson>.toml`` and not in the lesson, where they would tell the answer
before the picture does. A text may have fields for numbers, such as ``{accuracy:.2f}``. The table
``[titles]`` of a file holds the titles that would tell it, too.
"""

import html
import string
import tomllib
from functools import cache
from pathlib import Path

from coursekit._checks import did_you_mean

FOLDER = Path(__file__).with_name("alt")
TITLES = "titles"  # the table of a file that is no text of a picture

# A picture of one clear pixel. JupyterLab, Notebook 7 and the pages that nbconvert makes read no
# alternative text of a picture in an output, but that of an <img> they do.
_PIXEL = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"

#: The metadata of the output that follows a picture, by which pages know it.
BESIDE = {"coursekit": {"words": True}}


@cache
def texts():
    """Return the texts of all lessons by their keys.

    Raises
    ------
    ValueError
        When two lessons have the same key.
    """
    found = {}
    for file in sorted(FOLDER.glob("*.toml")):
        for key, text in of_lesson(file.stem).items():
            if key in found:
                raise ValueError(f"{file.name}: another lesson has the key {key!r}; rename one.")
            found[key] = text
    return found


def of_lesson(name):
    """Return the texts of one lesson by their keys; none where it has no file."""
    return {key: text for key, text in _file(name).items() if key != TITLES}


def titles_of(name):
    """Return the titles of one lesson that its code does not hold, by the keys of the pictures."""
    return _file(name).get(TITLES, {})


def _file(name):
    file = FOLDER / f"{name}.toml"
    return tomllib.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}


def title(key):
    """Return the title of a picture, kept apart from code that a reader sees before the picture.

    Parameters
    ----------
    key : str
        The picture's key, as in ``plots.show(fig, key)``.

    Returns
    -------
    str or list of str
        One title, or one for each panel.

    Raises
    ------
    ValueError
        For a key without a title.
    """
    known = {}
    for file in FOLDER.glob("*.toml"):
        known |= titles_of(file.stem)
    if key not in known:
        raise ValueError(f"plots/alt has no title for {key!r}.{did_you_mean(key, known)}")
    return known[key]


def words(key, numbers):
    """Return the text for a key with its fields filled.

    Raises
    ------
    ValueError
        For a key that does not exist, a number that is missing, and one that is not used.
    """
    if key not in texts():
        raise ValueError(f"plots/alt has no words for {key!r}.{did_you_mean(key, texts())}")
    text = texts()[key]
    asked = fields(text)
    if missing := sorted(asked - set(numbers)):
        raise ValueError(f"The words for {key!r} need {_listed(missing)}: show(fig, {key!r}, …).")
    if unused := sorted(set(numbers) - asked):
        raise ValueError(f"The words for {key!r} do not ask for {_listed(unused)}; leave it out.")
    return " ".join(text.format_map(numbers).split())


def fields(text):
    """Return the names of the fields of a text."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def _listed(names):
    return ", ".join(f"{name}=" for name in names)


def beside(alt, caption="", mark=""):
    """Return the output that follows a picture: ``alt`` for those who listen, a caption for all."""
    mark = f' class="{mark}"' if mark else ""
    pixel = f'<img{mark} src="{_PIXEL}" width="1" height="1" alt="{html.escape(alt)}">'
    said = f"<p><em>{html.escape(caption, quote=False)}</em></p>" if caption else ""
    return {"text/html": pixel + said, "text/plain": caption}
