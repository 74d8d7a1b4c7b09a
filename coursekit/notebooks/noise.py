"""Outputs that no lesson stores: TensorFlow's messages, progress bars, widgets beside a picture."""

import re
from itertools import zip_longest

# TensorFlow's C++ core writes these before any setting can quiet it.
_LOG_LINE = re.compile(
    r"^(WARNING: All log messages before absl::InitializeLog\(\)"
    r"|[IWE]\d{4} \d\d:\d\d:\d\d\.\d+|[IWE]0000 00:00:\d+\.\d+"
    r"|\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d+: [IWE] "
    r"|To enable the following instructions: ).*$\n?",
    re.MULTILINE,
)
_BAR = re.compile(r"(?:[^\n]*: +)?\s*(?:\d+%\|.*\| [\d.]+[kMG]?/|\d+\w* \[\d\d:\d\d,)[^\n]*\s*")


WIDGET = "application/vnd.jupyter.widget-view+json"


def without_noise(outputs):
    """Return the outputs of a cell without log messages of TensorFlow's core and progress bars.

    An explorer goes as well, for its picture follows: without a kernel it is dead.
    """
    kept = []
    for output, following in zip_longest(outputs, outputs[1:]):
        if following and _is_picture_of(output, following):
            continue
        if output.output_type == "stream" and output.name == "stderr":
            output.text = _without_bars(_LOG_LINE.sub("", output.text))
            if not output.text.strip():
                continue
        elif "data" in output and _BAR.fullmatch(str(output.data.get("text/plain", ""))):
            continue
        kept.append(output)
    return kept


def _is_picture_of(output, following):
    data = output.get("data", {})
    explorer = WIDGET in data and str(data.get("text/plain", "")).startswith("explore.")
    return explorer and "image/png" in following.get("data", {})


def _without_bars(text):
    """Drop what a bar in plain text drew over and over on one line."""
    lines = [line.rpartition("\r")[2] for line in text.splitlines(keepends=True)]
    return "".join(line for line in lines if not _BAR.fullmatch(line))
