"""No sandbox: student code runs as the instructor, because the instructor said so."""

import json
import subprocess

from coursekit.classroom.sandbox import folder, visible


class Trust:
    """Starts workers as plain processes: limits and time-outs hold, nothing else does."""

    name = "trust"
    trusted = True

    def __init__(self):
        self.seen = visible.visible()

    def __str__(self):
        return "no sandbox: student code is trusted"

    def start(self, limits, errors=subprocess.DEVNULL, modules=()):
        """Start a worker; return its process, whose stdin and stdout are the pipe to it."""
        scratch = folder.new()
        config = visible.configuration(
            self.seen, limits, scratch, others=folder.processes_of_user()
        )
        main = f"{self.seen.package}/classroom/worker/main.py"
        command = [self.seen.interpreter, "-s", "-S", "-P", "-B", main, json.dumps(config)]
        return folder.start(command, scratch, errors, env=config["environment"])

    end = staticmethod(folder.end)
    clean = staticmethod(folder.clean)

    def close(self):
        """Nothing runs between two workers."""
