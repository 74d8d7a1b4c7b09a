"""What Python says about an explorer's golden states, and how the page's answers compare."""

import json
import math

from coursekit import explore

CLOSE = 1e-12

#: Run by Node and by the browser alike: the frame and the words of every state.
ANSWER = """({ frame, describe }, { given, states }) =>
  states.map((state) => {
    const numbers = frame(state, given);
    return { frame: numbers, words: describe(state, numbers, given) };
  })"""


def expected(name):
    """Return ``(question for the page, Python's answers)`` for the goldens of an explorer."""
    cls = explore.load(name)
    widget, states, answers = cls(), [], []
    for state in cls.GOLDENS:
        widget.state = state
        states.append(widget._state)
        answers.append({"frame": plain(widget.numbers), "words": widget.words})
    return {"given": plain(widget._given), "states": states}, answers


def plain(value):
    """Return a value as JSON would bring it back; NaN and infinity are an error."""
    return json.loads(json.dumps(value, allow_nan=False))


def differences(ours, theirs, where=""):
    """Yield a line for every place where two frames differ by more than 1e-12."""
    if isinstance(ours, dict) and isinstance(theirs, dict):
        for key in ours.keys() | theirs.keys():
            if key in ours and key in theirs:
                yield from differences(ours[key], theirs[key], f"{where}.{key}")
            else:
                yield f"{where}.{key}: only in {'Python' if key in ours else 'the page'}"
    elif isinstance(ours, list) and isinstance(theirs, list) and len(ours) == len(theirs):
        for i, (one, other) in enumerate(zip(ours, theirs, strict=True)):
            yield from differences(one, other, f"{where}[{i}]")
    elif not _agree(ours, theirs):
        yield f"{where}: Python {ours!r}, page {theirs!r}"


def _agree(ours, theirs):
    numbers = all(type(one) in (int, float) for one in (ours, theirs))
    if numbers:
        return math.isclose(ours, theirs, rel_tol=CLOSE, abs_tol=CLOSE)
    return type(ours) is type(theirs) and ours == theirs


def assert_same(name, states, ours, theirs):
    """Fail with the first differences, told with the state in which they appear."""
    assert len(ours) == len(theirs) >= 20, f"{name} has only {len(ours)} golden states"
    for state, mine, other in zip(states, ours, theirs, strict=True):
        found = list(differences(mine, other))[:5]
        assert not found, f"{name} in {state}:\n" + "\n".join(found)
