"""The grader's side of the pipe: asks a worker, and makes grader's own values of what it says."""

import secrets
import subprocess
import time

from coursekit._checks import NOT_ATTEMPTED
from coursekit.classroom.proxies import RemoteFunction, RemoteObject, not_attempted
from coursekit.classroom.states import State
from coursekit.classroom.watch import Watch
from coursekit.classroom.worker import wire
from coursekit.classroom.worker.packing import Packer
from coursekit.classroom.worker.unpacking import Unpacker

GRACE = 1.5  # seconds until a worker that did not stop by itself is ended
ENDINGS = {
    "timeout": (State.TIMEOUT, "it took too long and did not stop when interrupted"),
    "memory": (State.MEMORY, "it used more memory than allowed"),
    "processes": (State.CRASHED, "it started more processes than allowed"),
    "": (State.CRASHED, "the program ended itself"),
}


class Lost(Exception):
    """The worker is gone, or cannot be believed any more."""

    def __init__(self, state, reason):
        super().__init__(reason)
        self.state, self.reason = state, reason


class StudentError(Exception):
    """Student code stopped with an error; only its words came over."""

    def __init__(self, state, reason, kind=""):
        super().__init__(reason)
        self.state, self.reason, self.kind = state, reason, kind


class StudentNotImplemented(StudentError, NotImplementedError):
    """Student code says that it is not written yet."""


class Worker:
    """One running worker.

    Parameters
    ----------
    sandbox : a sandbox of :mod:`coursekit.classroom.sandbox`
    limits : Limits
    modules : sequence of str, default ()
        What its cells will import.
    """

    def __init__(self, sandbox, limits, modules=()):
        self.sandbox, self.limits = sandbox, limits
        self.process = sandbox.start(limits, modules=modules)
        self.watch = Watch(self.process, limits, sandbox.end)
        self.callbacks = []
        self.deadline = None  # of what is being judged
        self.lost = None

    def ask(self, do, seconds, **request):
        """Send one request; return the answer and its unpacker.

        Raises
        ------
        Lost
            When the worker did not answer in time, ended, or said what it cannot have said.
        StudentError
            When student code stopped with an error.
        """
        if self.lost:
            raise self.lost
        if self.deadline is not None:
            seconds = min(seconds, self.deadline - time.monotonic())
        try:
            return self._ask(do, max(seconds, 0.01), request)
        except (wire.Ended, OSError):
            self._lose(*ENDINGS[self._why()])
        except wire.BadMessage as error:
            self._lose(State.TAMPERED, f"the worker's messages were forged: {error}")
        except StudentError:
            raise
        except BaseException as error:  # interrupted in the middle of a message
            self._lose(State.CRASHED, f"asking the worker stopped: {type(error).__name__}", error)
        raise self.lost

    def _ask(self, do, seconds, request):
        parts = request.pop("parts", ())
        nonce = secrets.token_hex(16)
        self.watch.arm(time.monotonic() + seconds + GRACE)
        wire.send(
            self.process.stdin, {"nonce": nonce, "do": do, "seconds": seconds, **request}, parts
        )
        while True:
            message, data = wire.receive(self.process.stdout)
            if message.get("nonce") != nonce:
                raise wire.BadMessage("a reply that was not asked for")
            unpacker = Unpacker(data, self._find)
            if "callback" not in message:
                break
            self._answer(message["callback"], unpacker, nonce)
        self.watch.arm(None)
        answer = message.get("answer")
        if not isinstance(answer, dict):
            raise wire.BadMessage("a reply without an answer")
        if "state" in answer:
            raise error_of(answer)
        return answer, unpacker

    def _answer(self, call, unpacker, nonce):
        """Call the grader's function that student code has called."""
        packer = Packer(self.refer)
        try:
            function = self.callbacks[call["id"]]
            args, kwargs = unpacker.unpack(call["args"]), unpacker.unpack(call["kwargs"])
            reply = {"result": packer.pack(function(*args, **kwargs))}
        except wire.BadMessage:
            raise
        except Exception as error:
            packer, reply = Packer(self.refer), {"error": f"{type(error).__name__}: {error}"[:300]}
        wire.send(self.process.stdin, {"nonce": nonce, **reply}, packer.parts)

    def refer(self, value):
        """Name one of the grader's functions, or one of the student's that goes back."""
        if isinstance(value, RemoteFunction) and value.worker is self:
            return {"$": "handle", "id": value.number}
        if not callable(value):
            raise TypeError(f"A {type(value).__name__} cannot be given to student code.")
        self.callbacks.append(value)
        return {"$": "callback", "id": len(self.callbacks) - 1}

    def _find(self, reference):
        if reference["$"] == "callback":
            return self.callbacks[int(reference["id"])]
        if reference.get("blank"):
            return not_attempted
        kind = "".join(c for c in str(reference["type"])[:60] if c.isprintable())
        return (RemoteFunction if reference["callable"] else RemoteObject)(
            self, int(reference["id"]), kind
        )

    def _why(self):
        try:
            self.process.wait(2)
        except subprocess.TimeoutExpired:  # it has closed its pipe, and goes on
            pass
        return self.watch.verdict

    def _lose(self, state, reason, cause=None):
        self.lost = Lost(state, reason)
        self.close()
        if cause is not None:
            raise cause

    def close(self):
        """End the worker and all its processes."""
        self.watch.end()
        for stream in (self.process.stdin, self.process.stdout):
            try:
                stream.close()
            except OSError:
                pass
        self.sandbox.clean(self.process)


def error_of(answer):
    """The exception that says what a worker says of student code."""
    state = answer["state"]
    if state == "timeout":
        return StudentError(State.TIMEOUT, "it took too long")
    if state == "memory":
        return StudentError(State.MEMORY, "it used more memory than allowed")
    kind, text = one_line(answer.get("kind")), one_line(answer.get("text"))
    line = answer.get("line")
    where = f" (line {line})" if isinstance(line, int) else ""
    reason = f"{kind or 'error'}: {text}".removesuffix(": ") + where
    if kind == "NotImplementedError" or "ellipsis" in text.lower():
        return StudentNotImplemented(State.NOT_ATTEMPTED, NOT_ATTEMPTED, kind)
    return StudentError(State.FAILED, reason, kind)


def one_line(text, most=200):
    """A student's words, fit for a table: one line, printable, not long."""
    text = " ".join(str(text or "").split())
    text = "".join(c if c.isprintable() else "�" for c in text)
    return text if len(text) <= most else f"{text[: most - 1]}…"
