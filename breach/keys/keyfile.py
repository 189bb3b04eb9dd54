"""The key in a file: 64 hexadecimal digits and a line end, mode 0600 or refused."""

from __future__ import annotations

import os
import stat

from breach.disk.durable import sync
from breach.errors import StoreError

KEY_BYTES = 32


def read(path: str) -> bytes:
    """The 32-byte key in the file ``path``. Raises StoreError: ``key-file-missing``, ``key-file-open``, ``key-file-bad``."""
    try:
        fd = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except OSError as error:
        raise StoreError("key-file-missing", path=path, said=error.strerror or "") from error
    try:
        about = os.fstat(fd)
        if stat.S_ISREG(about.st_mode) and about.st_mode & 0o077:
            raise StoreError("key-file-open", path=path, mode=f"{stat.S_IMODE(about.st_mode):04o}")
        text = os.read(fd, 200)
    except OSError as error:
        raise StoreError("key-file-bad", path=path) from error
    finally:
        os.close(fd)
    return parse(text, path)


def parse(text: bytes, path: str) -> bytes:
    """The key that ``text`` (64 hexadecimal digits, white space around) says. Raises StoreError ``key-file-bad``; never quotes the text."""
    digits = text.strip()
    try:
        key = bytes.fromhex(digits.decode("ascii"))
    except ValueError:
        key = b""
    if len(digits) != 2 * KEY_BYTES or len(key) != KEY_BYTES:
        raise StoreError("key-file-bad", path=path)
    return key


def write(path: str, key: bytes) -> None:
    """Make the key file ``path`` (0600), durably and all at once; an existing one is never replaced. Raises StoreError ``key-not-kept``."""
    try:
        os.makedirs(os.path.dirname(path) or ".", mode=0o700, exist_ok=True)
        part = f"{path}.part{os.getpid()}"
        if os.path.lexists(part):
            os.unlink(part)
        fd = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        try:
            os.write(fd, key.hex().encode() + b"\n")
            os.fsync(fd)
        finally:
            os.close(fd)
        try:
            os.link(part, path)
        finally:
            os.unlink(part)
        sync(os.path.dirname(path) or ".")
    except OSError as error:
        raise StoreError("key-not-kept", path=path, said=error.strerror or "") from error
