"""Zips, also inside zips: listed and read member by member, never unpacked onto the disk."""

import functools
import io
import os
import stat
import struct
import zipfile
import zlib

from coursekit.classroom.collect.files import LIMIT, File, read_at_most, read_regular

DEPTH = 3
#: The bytes that a zip's list of members may take: some 50,000 members.
LIST_LIMIT = 8 * 2**20
_DAMAGE = (
    zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError,
    struct.error, UnicodeError, OverflowError,
)  # fmt: skip


def members(path, name, inside=()):
    """Yield a `File` for each member of a zip and of the zips in it, in their order.

    What must not be read (a link, an encrypted member, a name that leads out of the zip) is a file
    with its trouble named.
    """
    try:
        listed = _opened(path, inside).infolist()
    except ValueError as error:
        yield File(name, path, inside, trouble=str(error))
        return
    for place, info in enumerate(listed):
        if info.is_dir():
            continue
        inner = (*inside, place)
        below = f"{name}/{_name(info)}"
        trouble = _trouble(info)
        if trouble or not below.lower().endswith(".zip"):
            yield File(below, path, inner, info.date_time, trouble)
        elif len(inner) >= DEPTH:
            yield File(below, path, inner, trouble=f"it lies in more than {DEPTH} zips")
        else:
            yield from members(path, below, inner)


def read_bytes(path, inside=(), limit=LIMIT):
    """Return the bytes of a file on the disk, or of a member of a zip.

    Raises
    ------
    ValueError
        With the reason why it cannot be read.
    """
    if not inside:
        return read_regular(path, limit)
    archive = _opened(path, tuple(inside[:-1]))
    try:
        info = archive.infolist()[inside[-1]]
        if trouble := _trouble(info):
            raise ValueError(trouble)
        with archive.open(info) as file:
            return read_at_most(file, limit)
    except _DAMAGE as error:
        raise ValueError(f"the zip is damaged ({_said(error)})") from None


def _opened(path, inside):
    state = os.stat(path, follow_symlinks=False)
    return _open(path, tuple(inside), state.st_size, state.st_mtime_ns)


@functools.lru_cache(maxsize=3)  # the class's own zip is asked for every student
def _open(path, inside, size, changed):
    file = io.BytesIO(read_bytes(path, inside)) if inside else open(path, "rb")  # noqa: SIM115
    try:
        if _list_size(file) > LIST_LIMIT:
            raise ValueError("the zip holds too many files")
        return zipfile.ZipFile(file)
    except _DAMAGE as error:
        raise ValueError(f"the zip is damaged ({_said(error)})") from None


def _list_size(file):
    """The bytes of a zip's list of members, as its last record tells; nothing else is read."""
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - 70_000))
    tail = file.read()
    end = tail.rfind(b"PK\x05\x06")
    if end < 0 or len(tail) < end + 22:
        raise ValueError("it is no zip, or not a whole one")
    told = struct.unpack_from("<I", tail, end + 12)[0]
    large = tail.rfind(b"PK\x06\x06", 0, end)  # the record of a zip beyond 4 GB
    if large < 0 or len(tail) < large + 56:
        return told
    return max(struct.unpack_from("<Q", tail, large + 40)[0], told if told != 0xFFFFFFFF else 0)


def _name(info):
    """The member's name; Mac writes UTF-8 without saying so."""
    if info.flag_bits & 0x800:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return info.filename


def _trouble(info):
    if info.flag_bits & 1:
        return "it is encrypted"
    if stat.S_IFMT(info.external_attr >> 16) not in (0, stat.S_IFREG):
        return "it is a link or a device, not a file"
    name = info.filename.replace("\\", "/")
    if name.startswith("/") or ".." in name.split("/") or name[1:2] == ":":
        return "its name leads out of the zip"
    return ""


def _said(error):
    return str(error).splitlines()[0][:80] if str(error) else type(error).__name__
