"""A store's pages as they lie on the disk, decrypted without SQLCipher: used or free, in the file and in its write-ahead log.

SQLCipher 4 with a raw key: pages of 4096 bytes, AES-256-CBC, the last 80 bytes of each hold the initialisation vector (16) and the HMAC (64);
the first 16 bytes of the file are the salt.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE, RESERVED, SALT = 4096, 80, 16


def pages(path: str, key: bytes) -> Iterator[bytes]:
    """Every page of the store at ``path`` in clear, then every page in its log."""
    raw = Path(path).read_bytes()
    for at in range(0, len(raw), PAGE):
        yield _clear(raw[at : at + PAGE], key, first=at == 0)
    log = Path(f"{path}-wal")
    held = log.read_bytes() if log.exists() else b""
    for at in range(32, len(held), 24 + PAGE):
        frame = held[at : at + 24 + PAGE]
        yield _clear(frame[24:], key, first=frame[:4] == b"\0\0\0\1")


def _clear(page: bytes, key: bytes, *, first: bool) -> bytes:
    start, end = SALT if first else 0, PAGE - RESERVED
    decryptor = Cipher(algorithms.AES(key), modes.CBC(page[end : end + 16])).decryptor()
    return decryptor.update(page[start:end]) + decryptor.finalize()


def count(path: str, key: bytes, words: str) -> int:
    """In how many pages ``words`` stand, case apart for the search index, which keeps words in small letters without accents."""
    wanted = words.encode()
    return sum(wanted in page or wanted.lower() in page for page in pages(path, key))
