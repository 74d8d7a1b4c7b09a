"""Messages between grader and worker: a JSON text and the bytes of its arrays, sizes first."""

import json
import struct

MOST_TEXT = 4 << 20
MOST_BYTES = 64 << 20
#: What a fork server says when it, or a worker of its, can begin.
READY = b"ready"

_HEAD = struct.Struct("!QQ")


class BadMessage(Exception):
    """What came over the pipe is no message: too long, cut off, or no JSON."""


class Ended(Exception):
    """The other side is gone."""


def send(stream, message, parts=()):
    """Write one message.

    Parameters
    ----------
    stream : binary file
    message : dict
        Made of what JSON knows.
    parts : sequence of bytes
        Their places are named in the message.
    """
    text = json.dumps(message, separators=(",", ":")).encode()
    stream.write(_HEAD.pack(len(text), sum(map(len, parts))) + text)
    for part in parts:
        stream.write(part)
    stream.flush()


def receive(stream, most_text=MOST_TEXT, most_bytes=MOST_BYTES):
    """Read one message; return it and the bytes that follow it.

    Raises
    ------
    BadMessage
        Before anything is read that is longer than allowed.
    Ended
        When the stream is at its end.
    """
    head = stream.read(_HEAD.size)
    if not head:
        raise Ended
    if len(head) < _HEAD.size:
        raise BadMessage("a message was cut off")
    length, size = _HEAD.unpack(head)
    if length > most_text or size > most_bytes:
        raise BadMessage("a message was longer than allowed")
    text, rest = stream.read(length), stream.read(size)
    if len(text) < length or len(rest) < size:
        raise Ended
    try:
        message = json.loads(text)
    except (ValueError, RecursionError):
        raise BadMessage("a message was no JSON") from None
    if not isinstance(message, dict):
        raise BadMessage("a message was no JSON object")
    return message, rest
