r"""A formula in words, for those who hear it: ``\hat y`` is "y hat", ``w_i`` is "w sub i".

It knows what the table of symbols holds and no more: there a link's name must be words.
"""

import re

_TOKEN = re.compile(r"\\[A-Za-z]+|[A-Za-z]+|\d+(?:\.\d+)?…?|[^\s]")
#: Around or behind what follows; ``{}`` is its place.
_AROUND = {
    "mathbf": "bold {}", "boldsymbol": "bold {}", "mathcal": "script {}",
    "hat": "{} hat", "tilde": "{} tilde", "bar": "{} bar", "overline": "{} bar",
}  # fmt: skip
_BETWEEN = {
    "lVert": ("rVert", "the length of {}"),
    "lceil": ("rceil", "{} rounded up"),
    "lfloor": ("rfloor", "{} rounded down"),
}
_WORDS = {
    "partial": "partial", "nabla": "the gradient of", "sum": "the sum", "leftarrow": "becomes",
    "dots": "dots", "odot": "times entry by entry", "times": "by", "ell": "script l",
    "ln": "natural logarithm", "log": "logarithm", "+": "plus", "-": "minus", "=": "equals",
    "/": "over", "'": "prime", "top": "transpose",
}  # fmt: skip
_SILENT = set("{}()[],")
_POWERS = {"2": "squared", r"\top": "transpose"}
#: How an index below is read behind a word; behind a letter it is "sub".
_BELOW = {"sum": "over", "log": "to base"}
_GREEK = {
    "alpha", "beta", "gamma", "delta", "varepsilon", "epsilon", "eta", "theta", "lambda", "pi",
    "rho", "sigma",
}  # fmt: skip


def formula(latex):
    r"""Return a formula of the table of symbols in words.

    Parameters
    ----------
    latex : str
        With or without its dollar signs.

    Raises
    ------
    ValueError
        When it holds a command that has no words here: add them to this file.
    """
    tokens = _TOKEN.findall(latex.strip("$"))
    words = []
    while tokens:
        words.append(_next(tokens))
    return " ".join(filter(None, words))


def text(markdown):
    """Return a text in which every formula stands in words."""
    return re.sub(r"\$([^$]+)\$", lambda match: formula(match[1]), markdown)


def _next(tokens):
    """Take the next part from the tokens and return its words."""
    token = tokens.pop(0)
    name = token.removeprefix("\\")
    if name in _AROUND and token != name:
        return _AROUND[name].format(_next(tokens))
    if name in _BETWEEN:
        end, words = _BETWEEN[name]
        return words.format(_until(tokens, f"\\{end}"))
    if token == "{":
        return _until(tokens, "}")
    if token == "_":
        return f"sub {_index(_next_group(tokens))}"
    if token == "^":
        return _above(_next_group(tokens))
    if token in _SILENT:
        return ""
    if name in _BELOW and tokens[:1] == ["_"]:
        tokens.pop(0)
        return f"{_WORDS[name]} {_BELOW[name]} {_index(_next_group(tokens))}"
    if name in _WORDS:
        return _WORDS[name]
    if token != name:
        return _greek(name)
    return f"capital {token}" if len(token) == 1 and token.isupper() else token


def _until(tokens, end):
    """Take all up to a closing token; return its words."""
    words = []
    while tokens[0] != end:
        words.append(_next(tokens))
    tokens.pop(0)
    return " ".join(filter(None, words))


def _next_group(tokens):
    """Take what is raised or lowered; return its tokens."""
    if tokens[0] != "{":
        return [tokens.pop(0)]
    end = tokens.index("}")
    group, tokens[: end + 1] = tokens[1:end], []
    return group


def _index(group):
    """Return an index in words: letters that count are read one by one."""
    if len(group) == 1 and len(group[0]) == 2 and group[0].isalpha():
        group = list(group[0])
    return formula(" ".join(group))


def _above(group):
    """Return in words what is raised: a layer in brackets, a number in parentheses, a power."""
    if group[0] in _POWERS:
        return _POWERS[group[0]]
    behind = {"[": "of layer", "(": "number"}.get(group[0], "to the")
    return f"{behind} {formula(' '.join(group))}"


def _greek(name):
    if name.lower() not in _GREEK:
        raise ValueError(
            f"\\{name} has no words in workshop/site/spoken.py: say there how it is read aloud."
        )
    return f"capital {name.lower()}" if name[0].isupper() else name.removeprefix("var")
