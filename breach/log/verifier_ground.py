"""The ground of the stand-alone verifier: what was found, JSON as it is read, and the archive to the byte.

``breach.log.pack`` writes this part into the one file that is exported (see ``breach.log.verifier``): the standard library only.
"""

from __future__ import annotations

import binascii
import json
import re
import struct
from typing import Any, NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

FORMAT = "breach-export-1"
LARGEST_ARCHIVE, MOST_MEMBERS, MOST_SHOWN = 512 * 1024 * 1024, 60_000, 20
LARGEST_NUMBER, LEVELS = 2**53 - 1, 64
GENESIS = "0" * 64
NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]{0,99}(/[A-Za-z0-9_][A-Za-z0-9._-]{0,99})?")
NEEDED = ("entries.jsonl", "evidence.json", "hashes.txt", "people.json", "texts.jsonl", "verify_breach.py")

_LOCAL, _CENTRAL, _END = struct.Struct("<4s5H3L2H"), struct.Struct("<4s6H3L5H2L"), struct.Struct("<4s4H2LH")
_MOST_DIGITS = 4300
"""What later Pythons read of a number; an earlier one would compute for minutes over more."""
_ENCRYPTED, _STORED, _JANUARY_1980 = 1, 0, 33


class Finding(NamedTuple):
    """A fault or a remark: ``entry`` its number (0: the whole), ``fault`` a code, ``detail`` a plain value, ``message`` words for people."""

    entry: int
    fault: str
    detail: str
    message: str


class BrokenArchiveError(Exception):
    """The archive cannot be taken apart; its arguments are a fault's code and detail."""


class Found:
    """Faults and remarks as they are found, in the words given."""

    def __init__(self, words: Mapping[str, str]) -> None:
        self.words = words
        self.faults: list[Finding] = []
        self.remarks: list[Finding] = []

    def fault(self, entry: int, code: str, detail: object = "", *, remark: bool = False) -> None:
        """Note what is wrong at ``entry``, or (``remark``) what is to be known of it."""
        plain = printable(str(detail))
        said = self.words.get(code, "{entry} " + code + " {detail}").format(entry=entry, detail=plain)
        (self.remarks if remark else self.faults).append(Finding(entry, code, plain, said))


def printable(text: str) -> str:
    """``text`` from outside, safe on a terminal: printable characters only, not too long."""
    return "".join(c if c.isprintable() else "?" for c in text[:200])


def pieces(members: Mapping[str, bytes]) -> Iterator[bytes]:
    """The bytes of the one archive that holds ``members``, piece by piece: names in order, stored as they are, every header fixed."""
    directory, offset = [], 0
    for name in sorted(members):
        body, short = members[name], name.encode()
        sizes = (binascii.crc32(body), len(body), len(body))
        head = _LOCAL.pack(b"PK\3\4", 20, 0, _STORED, 0, _JANUARY_1980, *sizes, len(short), 0) + short
        made_by_unix, ordinary_file = 3 << 8 | 20, 0o100644 << 16
        fixed = (made_by_unix, 20, 0, _STORED, 0, _JANUARY_1980)
        directory.append(_CENTRAL.pack(b"PK\1\2", *fixed, *sizes, len(short), 0, 0, 0, 0, ordinary_file, offset) + short)
        offset += len(head) + len(body)
        yield head
        yield body
    whole = b"".join(directory)
    yield whole
    yield _END.pack(b"PK\5\6", 0, 0, len(directory), len(directory), len(whole), offset, 0)


def take_apart(data: bytes) -> dict[str, bytes]:
    """The members of the archive ``data``. Raises BrokenArchiveError for what this format never has."""
    if len(data) > LARGEST_ARCHIVE:
        raise BrokenArchiveError("archive-too-large", LARGEST_ARCHIVE)
    members: dict[str, bytes] = {}
    at = 0
    while data[at : at + 4] == b"PK\3\4":
        if at + _LOCAL.size > len(data):
            raise BrokenArchiveError("archive-truncated", len(data))
        _, _, flags, method, _, _, _, packed, size, name_length, extra = _LOCAL.unpack_from(data, at)
        start = at + _LOCAL.size + name_length + extra
        name = data[at + _LOCAL.size : at + _LOCAL.size + name_length].decode("ascii", "replace")
        wrong = (
            ("archive-encrypted" if flags & _ENCRYPTED else "")
            or ("archive-compressed" if method != _STORED else "")
            or ("archive-header" if flags or packed != size else "")
            or ("archive-truncated" if start + size > len(data) else "")
            or ("archive-member-name" if not NAME.fullmatch(name) else "")
            or ("archive-member-twice" if name in members else "")
            or ("archive-too-large" if len(members) >= MOST_MEMBERS else "")
        )
        if wrong:
            raise BrokenArchiveError(wrong, len(data) if wrong == "archive-truncated" else name)
        members[name] = data[start : start + size]
        at = start + size
    if not members:
        raise BrokenArchiveError("archive-unreadable", at)
    return members


def same_bytes(data: bytes, members: Mapping[str, bytes], found: Found) -> None:
    """Lay ``members`` out again and compare with ``data``, to the byte."""
    view, at = memoryview(data), 0
    for piece in pieces(members):
        there = view[at : at + len(piece)]
        if there != piece:
            first = next((i for i in range(len(there)) if there[i] != piece[i]), len(there))
            found.fault(0, "archive-truncated" if at + first == len(data) else "archive-bytes-differ", at + first)
            return
        at += len(piece)
    if at != len(data):
        found.fault(0, "archive-extra-bytes", at)


def whole_number(digits: str) -> int:
    """The whole number that ``digits`` say. Raises ValueError where there are more than any Python reads."""
    return int(digits if len(digits) <= _MOST_DIGITS else "too many")


def read_json(raw: bytes) -> Any:
    """The value that ``raw`` holds, None where it holds none."""
    try:
        return json.loads(raw.decode(), parse_int=whole_number)
    except (ValueError, RecursionError):
        return None


def lines_of(raw: bytes) -> list[bytes]:
    """The lines of ``raw``, with or without a line end after the last."""
    lines = raw.split(b"\n")
    return lines if lines[-1] else lines[:-1]
