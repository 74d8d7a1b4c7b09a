"""How tall each explorer is, so that a page keeps its place free before it comes to life."""

import json
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("heights.json")


def of(explorer):
    """Return ``{"wide": pixels, "narrow": pixels}`` of an explorer in its state; {} if unknown."""
    return measured().get(explorer.share(), {})


@cache
def measured():
    """Return the heights by the lines that make the explorers."""
    return json.loads(FILE.read_text(encoding="utf-8")) if FILE.is_file() else {}
