"""Numbers in prose: each is tied to an expression and rewritten from the lesson's own run.

An author writes ``{{accuracy:.3f}}``, ``{{scores:range:.3f}}``, ``{{ratio:claim:at least 5}}`` or
``{{given:0.33}}``. A run puts the value into the text and keeps the expression in the cell's
metadata, so the page stays readable and the number cannot drift. Numbers are compared as numbers;
``{{accuracy:.3f:±0.01}}`` allows a wider difference, which has to come from a measured spread.
"""

import ast
import re

from workshop.lessons.compare import numbers_in, text_differences
from workshop.lessons.places import Place, locate, remember
from workshop.lessons.values import complaint_about, parse_claim, range_text

_TEMPLATE = re.compile(r"\{\{([^{}\n]+)\}\}")


def parse(content):
    """Read the inside of ``{{…}}``; return its record, or None when it is not ours.

    A record is ``{"text", "given": True}`` or ``{"expr", "format"}``, with ``"text"`` for a claim
    and ``"allow"`` where a tolerance is written out.
    """
    if content.startswith("given:"):
        return {"text": content.removeprefix("given:").strip(), "given": True}
    expression, claim, text = content.partition(":claim:")
    if claim:
        return {"text": text.strip(), "expr": expression.strip(), "format": "claim"}
    content, allowed, width = content.partition(":±")
    expression, measured, spec = content.rpartition(":range:")
    if not measured:
        expression, colon, spec = content.rpartition(":")
        if not colon:
            return None
    record = {"expr": expression.strip(), "format": (measured and "range:") + spec.strip()}
    return {**record, "allow": float(width)} if allowed else record


def template(record):
    """The form an author writes for a record."""
    if record.get("given"):
        return f"{{{{given:{record['text']}}}}}"
    spec = f"claim:{record['text']}" if record["format"] == "claim" else record["format"]
    allowed = f":±{record['allow']:g}" if "allow" in record else ""
    return f"{{{{{record['expr']}:{spec}{allowed}}}}}"


def records_of(cell):
    """The records that earlier runs stored with a cell."""
    return [dict(record) for record in cell.metadata.get("coursekit", {}).get("numbers", [])]


def places_in(cell):
    """Find every number of a Markdown cell; return the places in order and the lost records."""
    fresh = []
    for match in _TEMPLATE.finditer(cell.source):
        record = parse(match.group(1))
        if record is not None:
            fresh.append(Place(cell, match.start(), match.end(), record))
    kept, lost = locate(cell, records_of(cell), fresh)
    written = [template(place.record) for place in fresh]
    # A template written again takes the place of its old record.
    lost = [record for record in lost if template(record) not in written]
    return sorted(fresh + kept, key=lambda place: place.start), lost


def lost_sentence(record, name, cell):
    """What to tell the author of a record whose number is not in the text any more."""
    form = template(record)
    return (
        f"{name}, cell {cell.id}: the number {record['text']!r} of {form} is not in the text any "
        f"more. Write {form} where it belongs; if it was removed on purpose, run with --forget."
    )


def rewrite(notebook, name, evaluate, forget=False):
    """Put the values of this run into the prose, in place; return what went wrong.

    Parameters
    ----------
    notebook : NotebookNode
    name : str
        The notebook's name in messages.
    evaluate : callable
        Takes a list of records, returns a list of ``(text, error)``, one of them None.
    forget : bool, default False
        Drop records whose number is gone from the text, instead of complaining.
    """
    problems, found = [], []
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            places, lost = places_in(cell)
            problems += [] if forget else [lost_sentence(record, name, cell) for record in lost]
            found.append((cell, places))
    bound = [place for _, places in found for place in places if place.is_bound]
    problems += _fill(bound, name, evaluate)
    if not problems:
        for cell, places in found:
            store_places(cell, places)
    return problems


def _fill(places, name, evaluate):
    """Set the text of every bound place; return the failures."""
    problems, good = [], []
    for place in places:
        try:
            ast.parse(place.record["expr"], mode="eval")
            good.append(place)
        except SyntaxError:
            problems.append(_failure(place, name, "this is not an expression and a format"))
    for place, (answer, error) in zip(good, evaluate([p.record for p in good]), strict=True):
        error = error or _settle(place, answer)
        if error is not None:
            problems.append(_failure(place, name, error))
    return problems


def _settle(place, answer):
    """Write a kernel's answer into a record; return why it cannot be, or None."""
    record = place.record
    if record["format"] == "claim":
        return complaint(record, answer)
    if record["format"].startswith("range:"):
        # What was measured over several runs stays, as long as this run agrees with it.
        if "text" not in record or complaint(record, answer):
            record.pop("spread", None)
            record["text"] = _escape(range_text(*map(float, answer), record["format"][6:]), place)
        return None
    known = record.get("text", "").replace("\\%", "%")
    if text_differences(known, answer):  # a last digit may be another machine's
        record["text"] = _escape(answer, place)
    return None


def complaint(record, answer):
    """Say how a kernel's answer differs from what the text says; None when it agrees."""
    text = record["text"].replace("\\%", "%")
    if record["format"] == "claim":
        try:
            return complaint_about(tuple(map(float, answer)), *parse_claim(text), text)
        except ValueError as error:
            return str(error)
    if record["format"].startswith("range:"):
        low, high, allowed = measured(record)
        numbers = tuple(map(float, answer))
        return complaint_about(numbers, low - allowed, high + allowed, f"{text} (± {allowed:g})")
    rules = [{"absolute": record["allow"], "after": ""}] if "allow" in record else []
    if text_differences(text, answer, rules):
        return f"the text says {record['text']}, this run gives {answer}"
    return None


def measured(record):
    """Return least, greatest and allowance of a range: as much again as the runs lay apart."""
    numbers = numbers_in(record["text"].replace("–", " "))
    share = 100 if record["format"].endswith("%") else 1
    low, high = numbers[0].value / share, numbers[-1].value / share
    unit = (numbers[0].unit or 1) / share
    return low, high, record.get("allow", max(high - low, unit))


def _failure(place, name, why):
    return f"{name}, cell {place.cell.id}, {template(place.record)}: {why}"


def _escape(text, place):
    r"""Inside ``$…$`` a bare ``%`` starts a comment, so it becomes ``\%``."""
    dollars = len(re.findall(r"(?<!\\)\$", place.cell.source[: place.start]))
    in_math = dollars % 2 == 1 or place.cell.source[: place.start].count("$$") % 2 == 1
    return re.sub(r"(?<!\\)%", r"\\%", text) if in_math else text


def store_places(cell, places):
    """Write texts into the source and records into the metadata."""
    written, starts, position = "", [], 0
    for place in places:
        written += cell.source[position : place.start]
        starts.append(len(written))
        written += place.record["text"]
        position = place.end
    cell.source = written + cell.source[position:]
    remember(cell.source, starts, [place.record for place in places])
    own = dict(cell.metadata.get("coursekit", {}))
    own.pop("numbers", None)
    if places:
        own["numbers"] = [_ordered(place.record) for place in places]
    if own:
        cell.metadata["coursekit"] = own
    else:
        cell.metadata.pop("coursekit", None)


def _ordered(record):
    keys = ("text", "given", "expr", "format", "allow", "spread", "nth", "inside")
    return {key: record[key] for key in keys if key in record}


def differences(notebook, name, evaluate):
    """Compare every bound number of a notebook with the kernel's; change nothing."""
    problems, bound = [], []
    for cell in notebook.cells:
        if cell.cell_type != "markdown":
            continue
        places, lost = places_in(cell)
        problems += [lost_sentence(record, name, cell) for record in lost]
        for place in places:
            if "text" not in place.record or _TEMPLATE.match(cell.source, place.start):
                form = template(place.record)
                problems.append(f"{name}, cell {cell.id}: {form} was never filled in; run it.")
            elif place.is_bound:
                bound.append(place)
    answers = evaluate([place.record for place in bound])
    for place, (answer, error) in zip(bound, answers, strict=True):
        error = error or complaint(place.record, answer)
        if error is not None:
            problems.append(_failure(place, name, error))
    return problems
