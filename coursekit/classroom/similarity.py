"""Near-identical submissions: fingerprints of their Python tokens, compared through an index.

Winnowing, after S. Schleimer, D. S. Wilkerson and A. Aiken, "Winnowing: Local Algorithms for
Document Fingerprinting", SIGMOD 2003: of every ``WINDOW`` neighbouring hashes of ``RUN`` tokens the
smallest is kept, so two texts that share WINDOW + RUN − 1 = 15 tokens in a row share a number.
"""

import io
import keyword
import tokenize
import zlib
from collections import Counter, defaultdict

RUN = 10
WINDOW = 6

#: Shared part of the smaller fingerprint from which on a pair is named.  Measured: the tests hold
#: that no two of the honest solutions written independently for one sheet come near it.
THRESHOLD = 0.8

#: A submission with fewer own fingerprints is too short to tell a copy from a like idea.
FEWEST = 15

#: What this many different submissions share is the usual way to solve the task, and says nothing.
COMMON = 20

_LEFT_OUT = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.ENCODING, tokenize.ENDMARKER}
_NAMES = {tokenize.INDENT: "I", tokenize.DEDENT: "D", tokenize.STRING: "S"}


def fingerprint(sources, handed_out=()):
    """The fingerprint of a submission's code, without what was handed out to everybody.

    Parameters
    ----------
    sources : iterable of str
        The code cells that the student wrote.
    handed_out : iterable of str, default ()
        Code cells of the notebook that the student got: runs of tokens in it do not count.

    Returns
    -------
    list of int
        In ascending order, each once; empty when no cell is Python or nothing is the student's own.
    """
    known = {number for cell in handed_out for number in _hashes(cell)}
    kept = set()
    for cell in sources:
        hashes = [number for number in _hashes(cell) if number not in known]
        last = max(1, len(hashes) - WINDOW + 1)
        kept |= {min(hashes[start : start + WINDOW]) for start in range(last) if hashes}
    return sorted(kept)


def _hashes(source):
    """A hash for every run of tokens; each name is one and the same, as renaming is no work."""
    tokens = _tokens(source)
    runs = (" ".join(tokens[i : i + RUN]) for i in range(len(tokens) - RUN + 1))
    return [zlib.crc32(run.encode("utf-8", "replace")) for run in runs]


def _tokens(source):
    found = []
    try:
        for kind, text, *_ in tokenize.generate_tokens(io.StringIO(source).readline):
            if kind == tokenize.NAME and not keyword.iskeyword(text):
                text = "N"
            if kind not in _LEFT_OUT:
                found.append(_NAMES.get(kind, text))
    except (tokenize.TokenError, SyntaxError):  # what was read before the error still counts
        pass
    return found


def similar(fingerprints, threshold=THRESHOLD):
    """Name the groups and pairs of submissions that share more than like ideas explain.

    Only submissions that share a rare fingerprint are compared, so the time grows with their
    number and not with its square.

    Parameters
    ----------
    fingerprints : dict of str to iterable of int
    threshold : float, default 0.8
        The least share of the smaller fingerprint that both have.

    Returns
    -------
    list of (tuple of str, float)
        Students and the share, the largest first; identical fingerprints make one group of 1.0.
    """
    same = defaultdict(list)
    for student, numbers in fingerprints.items():
        if len(numbers) >= FEWEST:
            same[tuple(numbers)].append(student)
    groups = [(tuple(sorted(who)), 1.0) for who in same.values() if len(who) > 1]
    index = defaultdict(list)
    for place, numbers in enumerate(same):
        for number in numbers:
            index[number].append(place)
    return sorted(groups + _pairs(list(same.items()), index, threshold), key=_order)


def _pairs(distinct, index, threshold):
    shared = Counter()
    for places in index.values():
        if len(places) <= COMMON:
            shared.update((a, b) for i, b in enumerate(places) for a in places[:i])
    found = []
    for (a, b), count in shared.items():
        (one, first), (two, second) = distinct[a], distinct[b]
        rare = (sum(len(index[n]) <= COMMON for n in numbers) for numbers in (one, two))
        smaller = min(rare)
        if smaller >= FEWEST and count / smaller >= threshold:
            found.append((tuple(sorted((min(first), min(second)))), count / smaller))
    return found


def _order(found):
    return -found[1], found[0]
