"""Keep the sizes and hashes in `data/README.md` true."""

import re

from coursekit.datasets.fetching import sha256_of

# | `name` | … | … | … | bytes | `hash` |
LINE = re.compile(r"^(\| `([^`]+)` \|.*\| )(\d+)( \| `)([0-9a-f-]+)(` \|)$", re.MULTILINE)


def listed(text):
    """Return {file name: (bytes, SHA-256)} of the table in the README's `text`."""
    return {match[2]: (int(match[3]), match[5]) for match in LINE.finditer(text)}


def with_true_sizes(text, folder):
    """Return the README's `text` with the size and hash that each listed file in `folder` has."""

    def line(match):
        path = folder / match[2]
        return f"{match[1]}{path.stat().st_size}{match[4]}{sha256_of(path)}{match[6]}"

    return LINE.sub(line, text)
