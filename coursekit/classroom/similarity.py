"""Near-identical submissions: fingerprints of their Python tokens, compared through an index.

Winnowing, after S. Schleimer, D. S. Wilkerson and A. Aiken, "Winnowing: Local Algorithms for
Document Fingerprinting", SIGMOD 2003: of every ``WINDOW`` neighbouring hashes of ``RUN`` tokens the
smallest is kept, so two texts that share WINDOW + RUN − 1 = 15 tokens in a row share a number.
"""

import io
import keyword
import tokenize
import zlib
from collections import defaultdict
from functools import lru_cache

import numpy as np

RUN = 10
WINDOW = 6

#: Shared part of the smaller fingerprint from which on a pair is named.  Two honest solutions of a
#: sheet, written independently, share 0.18 at most; the tests measure it and hold half of this.
THRESHOLD = 0.6

#: A submission with fewer own fingerprints is too short to tell a copy from a like idea.
FEWEST = 15

#: What more different submissions than this share is the usual way to solve the task, and says
#: nothing.  (Identical fingerprints count once.)
COMMON = 20

#: The characters that are read of one submission: nobody writes more, but somebody may paste it.
MOST_READ = 400_000

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
    handed_out = set(handed_out)
    known = set().union(*map(_known, handed_out))
    kept, left = set(), MOST_READ
    for cell in sources:
        if cell in handed_out:
            continue
        cell, left = cell[:left], max(0, left - len(cell))
        hashes = [number for number in _hashes(cell) if number not in known]
        last = max(1, len(hashes) - WINDOW + 1)
        kept |= {min(hashes[start : start + WINDOW]) for start in range(last) if hashes}
    return sorted(kept)


@lru_cache(512)  # a class got nearly the same cells
def _known(source):
    return frozenset(_hashes(source))


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
    # What was read before the error still counts; half a character is none to Python 3.12.
    except (tokenize.TokenError, SyntaxError, UnicodeEncodeError):
        pass
    return found


def similar(fingerprints, threshold=THRESHOLD):
    """Name the groups and pairs of submissions that share more than like ideas explain.

    Only submissions that share a rare fingerprint are compared, so time and memory grow with their
    number and not with its square.

    Parameters
    ----------
    fingerprints : dict of str to sequence of int
    threshold : float, default 0.6
        The least share of the smaller fingerprint that both have.

    Returns
    -------
    list of (tuple of str, float, float)
        Students who are alike, directly or by others between them, and the least and the largest
        share found among them; the largest share first.
    """
    same = defaultdict(list)
    for student, numbers in sorted(fingerprints.items()):
        if len(numbers) >= FEWEST:
            same[np.unique(np.asarray(numbers, np.uint32)).tobytes()].append(student)
    alike = [(who, who, 1.0) for who in same.values() if len(who) > 1]
    return _families([*alike, *_pairs(same, threshold)])


def _families(alike):
    """Join the pairs that have somebody in common."""
    leader, members, shares = {}, defaultdict(list), defaultdict(list)

    def leader_of(student):
        while leader.setdefault(student, student) != student:
            student = leader[student]
        return student

    for one, two, _ in alike:
        for student in (*one, *two):
            leader[leader_of(student)] = leader_of(one[0])
    for student in leader:
        members[leader_of(student)].append(student)
    for one, _, share in alike:
        shares[leader_of(one[0])].append(share)
    found = [(tuple(sorted(members[who])), min(each), max(each)) for who, each in shares.items()]
    return sorted(found, key=lambda family: (-family[2], -family[1], family[0]))


def _pairs(same, threshold):
    """Two groups at a time that share enough rare numbers."""
    prints = [np.frombuffer(data, np.uint32) for data in same]
    if len(prints) < 2:
        return
    lengths = np.array([len(each) for each in prints])
    numbers, places = _repeated(np.concatenate(prints), lengths)
    _, owners = np.unique(numbers, return_counts=True)
    rare = np.repeat(owners <= COMMON, owners)
    sizes = lengths - np.bincount(places[~rare], minlength=len(prints))
    numbers, places = numbers[rare], places[rare]
    who = list(same.values())
    for first, second, shared in _shared(numbers, places, len(prints)):
        smaller = min(sizes[first], sizes[second])
        if smaller >= FEWEST and shared / smaller >= threshold:
            yield who[first], who[second], float(shared / smaller)


def _repeated(numbers, lengths):
    """The numbers that stand in more than one place, sorted, and the place of each."""
    order = np.argsort(numbers, kind="stable")
    places = np.repeat(np.arange(len(lengths), dtype=np.int32), lengths)[order]
    numbers = numbers[order]
    same = numbers[1:] == numbers[:-1]
    kept = np.append(same, False) | np.append(False, same)
    return numbers[kept], places[kept].astype(np.int64)


def _shared(numbers, places, count):
    """How many numbers each two places share, from the sorted index of numbers."""
    codes = [np.zeros(0, np.int64)]
    for step in range(1, COMMON):
        equal = numbers[step:] == numbers[:-step]
        codes.append(places[:-step][equal] * count + places[step:][equal])
    pairs, shared = np.unique(np.concatenate(codes), return_counts=True)
    return zip(pairs // count, pairs % count, shared, strict=True)
