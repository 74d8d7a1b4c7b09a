"""A stand-in for marking: a verdict from the text in no time, accidents on demand."""

import os
import re
import time
from pathlib import Path

from coursekit.classroom.jobs import NOTHING, bytes_of, lost
from coursekit.classroom.states import State


def run(job):
    """Give all points where the text says “right”; die, fail, or hang where it says so."""
    if not job["file"]:
        return lost(job, State.NOT_ATTEMPTED, NOTHING)
    try:
        text = bytes_of(job["submission"]).decode("utf-8", "replace")
    except ValueError as error:
        return lost(job, State.UNREADABLE, str(error))
    _accident(text)
    record = lost(job, State.FAILED, "AssertionError")
    record["notes"] = list(job["notes"])
    if "right" in text:
        for task in record["tasks"]:
            task.update(state="passed", points=task["worth"], reason="")
    return record


def _accident(text):
    if once := re.search(r"die once (\S+?)[\\\"]", text):
        if not Path(once[1]).exists():
            Path(once[1]).touch()
            os._exit(9)
    elif "please die" in text:
        os._exit(9)
    if "please raise" in text:
        raise ZeroDivisionError("a fault")
    if "please hang" in text:
        time.sleep(600)
