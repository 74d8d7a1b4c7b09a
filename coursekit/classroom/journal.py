"""The journal of a marking: one line of JSON a student, on the disk as soon as it is marked."""

import json
import os
from collections.abc import Mapping
from pathlib import Path


class Journal:
    """Records of marking in a file that survives being killed at any moment.

    Of several records of one student the last counts.  A last line that was not written to its end
    is dropped.  Only places in the file are kept in memory, so a class may be of any size.

    Parameters
    ----------
    path : path of the file; it need not exist
    """

    def __init__(self, path):
        self.path = Path(path)
        self._places = {}
        self._end = 0
        if self.path.exists():
            self._index()

    def read(self):
        """Return a mapping from the student's id to the record, each read when asked for."""
        return _Records(self.path, self._places)

    def append(self, record):
        """Store a record; when this returns, it is on the disk."""
        line = json.dumps(record, sort_keys=True).encode() + b"\n"
        handle = os.open(self.path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o666)
        with os.fdopen(handle, "r+b") as file:
            file.truncate(self._end)  # half a line of a killed or failed append
            file.seek(self._end)
            file.write(line)
            file.flush()
            os.fsync(file.fileno())
        self._places[record["student"]] = self._end
        self._end += len(line)

    def _index(self):
        with open(self.path, "rb") as file:
            for line in file:
                if not line.endswith(b"\n"):
                    break
                try:
                    self._places[json.loads(line)["student"]] = self._end
                except (ValueError, KeyError, TypeError):
                    pass  # a damaged line loses its own student only, who is marked anew
                self._end += len(line)


class _Records(Mapping):
    def __init__(self, path, places):
        self._path, self._places = path, places

    def __getitem__(self, student):
        place = self._places[student]
        with open(self._path, "rb") as file:
            file.seek(place)
            return json.loads(file.readline())

    def __contains__(self, student):
        return student in self._places

    def __iter__(self):
        return iter(self._places)

    def __len__(self):
        return len(self._places)
