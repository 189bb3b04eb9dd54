"""A zip archive of which every byte follows from its contents: what office documents are packed in.

Members that never change are compressed once and copied from then on. Reading refuses what a document has no reason to be.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from dataclasses import dataclass

from breach.errors import InputError

MOST_MEMBERS = 500
LARGEST = 20_000_000
"""Bytes, unpacked, of a whole document."""
_DATE = 33
"""1 January 1980, the first day that a zip knows."""


@dataclass(frozen=True, slots=True)
class Member:
    """A member ready to be written: its bytes as they lie in the archive."""

    name: bytes
    crc: int
    size: int
    packed: bytes
    method: int


def member(name: str, body: bytes, *, stored: bool = False, level: int = 6) -> Member:
    """``body`` under ``name``, deflated unless ``stored``."""
    if stored:
        return Member(name.encode(), zlib.crc32(body), len(body), body, 0)
    packer = zlib.compressobj(level, zlib.DEFLATED, -15)
    return Member(name.encode(), zlib.crc32(body), len(body), packer.compress(body) + packer.flush(), 8)


def archive(members: list[Member]) -> bytes:
    """The archive of ``members`` in their order."""
    parts: list[bytes] = []
    directory: list[bytes] = []
    at = 0
    for one in members:
        flags = 0 if one.name.isascii() else 0x800
        common = struct.pack("<HHHHHIIIHH", 20, flags, one.method, 0, _DATE, one.crc, len(one.packed), one.size, len(one.name), 0)
        head = b"PK\x03\x04" + common + one.name
        directory.append(b"PK\x01\x02" + struct.pack("<H", 20) + common + struct.pack("<HHHII", 0, 0, 0, 0, at) + one.name)
        parts += [head, one.packed]
        at += len(head) + len(one.packed)
    size = sum(map(len, directory))
    end = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, len(members), len(members), size, at, 0)
    return b"".join([*parts, *directory, end])


def read(body: bytes, name: str) -> dict[str, bytes]:
    """The members of the document ``body``, in their order; ``name`` is for errors.

    Raises InputError ``document-unreadable``: not a zip, encrypted, a member twice, too many, or larger unpacked than a document is.
    """
    found: dict[str, bytes] = {}
    left = LARGEST
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as zipped:
            rows = zipped.infolist()
            if len(rows) > MOST_MEMBERS:
                raise InputError("document-unreadable", name=name, said=f"> {MOST_MEMBERS}")
            for row in rows:
                if row.is_dir():
                    continue
                if row.filename in found or row.flag_bits & 1 or row.filename.startswith("/") or ".." in row.filename.split("/"):
                    raise InputError("document-unreadable", name=name, said=row.filename[:80])
                with zipped.open(row) as file:
                    content = file.read(left + 1)
                left -= len(content)
                if left < 0:
                    raise InputError("document-unreadable", name=name, said=f"> {LARGEST}")
                found[row.filename] = content
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, ValueError, RuntimeError, struct.error) as error:
        raise InputError("document-unreadable", name=name, said=str(error)[:80]) from error
    return found
