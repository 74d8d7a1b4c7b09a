"""The secret of a class: without it nobody can work out the numbers of another student."""

import hashlib
import hmac
import secrets
from pathlib import Path

from coursekit._files import write_text

NAME = "secret.txt"


def class_secret(folder):
    """Return the secret kept in ``folder``; draw it and store it the first time.

    The same folder gives the same numbers again, so a lost notebook can be made anew.
    """
    file = Path(folder) / NAME
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        write_text(file, secrets.token_hex(32) + "\n", mode=0o600)
    secret = file.read_text("ascii").strip()
    if len(secret) < 32:
        raise ValueError(f"{file} is damaged: bring back the old file, or delete it to start anew.")
    return secret


def seed_of(secret, assignment, student_id):
    """The student's seed for one assignment: HMAC-SHA-256 of both under the class's secret.

    Returns
    -------
    str
        64 hexadecimal digits, which tell nothing about the secret or about another's seed.
    """
    message = f"{assignment}\x1f{student_id}".encode()
    return hmac.new(secret.encode(), message, hashlib.sha256).hexdigest()
