"""Reading a file that the user names: size, encoding, and what is wrong, before anything else sees it."""

from __future__ import annotations

import os
import stat

from breach.errors import InputError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import BinaryIO

LARGEST_TEXT = 10_000_000
PIECE = 1 << 20


def read_bytes(path: str, largest: int) -> bytes:
    """The bytes of ``path``. Raises InputError ``input-unreadable`` or ``input-too-big``."""
    try:
        with open(path, "rb") as file:
            if os.path.isdir(path):
                raise IsADirectoryError
            raw = file.read(largest + 1)
    except (OSError, ValueError) as error:
        raise InputError("input-unreadable", path=path, said=getattr(error, "strerror", None) or "") from error
    if len(raw) > largest:
        raise InputError("input-too-big", path=path, largest=largest)
    return raw


def read_text(path: str) -> str:
    """The UTF-8 text of ``path``. Raises InputError, also ``not-utf8``."""
    raw = read_bytes(path, LARGEST_TEXT)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError("not-utf8", name=path, at=error.start) from error


def hash_file(path: str) -> tuple[str, int]:
    """The SHA-256 (hexadecimal) and the size (bytes) of the file ``path``. Raises InputError ``not-a-regular-file``, ``input-unreadable``."""
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):
            raise InputError("not-a-regular-file", path=path)
        with open(path, "rb") as file:
            return hash_stream(file)
    except (OSError, ValueError) as error:
        raise InputError("input-unreadable", path=path, said=getattr(error, "strerror", None) or "") from error


def hash_stream(file: BinaryIO) -> tuple[str, int]:
    """The SHA-256 (hexadecimal) and the size (bytes) of what ``file`` gives, read in pieces: nothing is held whole."""
    import hashlib

    mark, size = hashlib.sha256(), 0
    while piece := file.read(PIECE):
        mark.update(piece)
        size += len(piece)
    return mark.hexdigest(), size
