"""Outputs that say nothing about a lesson: messages of TensorFlow's core, and progress bars."""

import re

# TensorFlow's C++ core writes these before any setting can quiet it.
_LOG_LINE = re.compile(
    r"^(WARNING: All log messages before absl::InitializeLog\(\)"
    r"|[IWE]\d{4} \d\d:\d\d:\d\d\.\d+|[IWE]0000 00:00:\d+\.\d+"
    r"|\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d+: [IWE] "
    r"|To enable the following instructions: ).*$\n?",
    re.MULTILINE,
)
_BAR = re.compile(r"(?:[^\n]*: +)?\s*(?:\d+%\|.*\| [\d.]+[kMG]?/|\d+\w* \[\d\d:\d\d,)[^\n]*\s*")


def without_noise(outputs):
    """Return the outputs of a cell without log messages of TensorFlow's core and progress bars."""
    kept = []
    for output in outputs:
        if output.output_type == "stream" and output.name == "stderr":
            output.text = _without_bars(_LOG_LINE.sub("", output.text))
            if not output.text.strip():
                continue
        elif "data" in output and _BAR.fullmatch(str(output.data.get("text/plain", ""))):
            continue
        kept.append(output)
    return kept


def _without_bars(text):
    """Drop what a bar in plain text drew over and over on one line."""
    lines = [line.rpartition("\r")[2] for line in text.splitlines(keepends=True)]
    return "".join(line for line in lines if not _BAR.fullmatch(line))
