"""The small file beside the store that holds each chain's last number and hash.

A database can lose its tail silently: one flipped byte in the write-ahead log drops acknowledged rows and SQLite says ok. The heads are
written after each commit, so the store never lies behind them; where it does, entries were lost. One slot of 64 bytes a chain, written in
place; slot 0 holds the last sequence number of the whole store and a check of the key, which tells a wrong key from a damaged file.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import zlib

MAGIC = b"BHEADS1\n"
SLOT = 64


def key_check(key: bytes) -> bytes:
    """Eight bytes that tell whether ``key`` is the one that a store was made with, without telling the key."""
    return hmac.new(key, b"breach-key-check-1", hashlib.sha256).digest()[:8]


class Heads:
    """The heads file at ``path``. Missing, short or damaged slots read as None: they are rebuilt at the next write."""

    __slots__ = ("_check", "_fd", "_file", "path")

    def __init__(self, path: str) -> None:
        self.path = path
        self._check = (b"", b"")
        self._fd = -1
        self._file = (0, 0)

    def close(self) -> None:
        """Let the file go, where it was written to."""
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1

    __del__ = close

    def exists(self) -> bool:
        """Whether there is such a file."""
        return os.path.exists(self.path)

    def checks_key(self, key: bytes) -> bool | None:
        """Whether ``key`` is the store's; None where the file cannot tell."""
        slot = self._slot(0)
        return None if slot is None else hmac.compare_digest(slot[8:16], key_check(key))

    def last(self) -> tuple[int, str] | None:
        """The last sequence number of the store and its entry's hash; None where unknown."""
        slot = self._slot(0)
        return None if slot is None else (int.from_bytes(slot[16:24], "big"), slot[24:56].hex())

    def of(self, chain: int) -> tuple[int, str] | None:
        """The last number and hash of the chain in slot ``chain`` (1 or more); None where unknown."""
        slot = self._slot(chain)
        return None if slot is None else (int.from_bytes(slot[16:24], "big"), slot[24:56].hex())

    def write(self, key: bytes, last: tuple[int, str], chains: dict[int, tuple[int, str]]) -> None:
        """Write the heads of ``chains`` and the store's last entry. Raises OSError.

        The disk is waited for when a slot is new. Not at every entry: the entry itself is durable by then, a witness that a power cut sets
        back by a moment lies behind the store, which is no alarm, and a slot is written whole or not at all.
        """
        if self._check[0] != key:
            self._check = (key, key_check(key))
        held = self._writable()
        for chain, (n, head) in chains.items():
            os.pwrite(self._fd, _pack(b"CHAIN\0\0\0", chain.to_bytes(8, "big"), n, head), chain * SLOT)
        os.pwrite(self._fd, _pack(MAGIC, self._check[1], *last), 0)
        if (max(chains, default=0) + 1) * SLOT > held:
            os.fsync(self._fd)

    def clear(self, chain: int) -> None:
        """Let slot ``chain`` know nothing any more: its file was destroyed. Raises OSError."""
        self._writable()
        os.pwrite(self._fd, bytes(SLOT), chain * SLOT)
        os.fsync(self._fd)

    def _writable(self) -> int:
        """Have the file open for writing; its size in bytes. It stays open while it is the one at ``path``. Raises OSError."""
        size = self._kept()
        if size is None:
            self.close()
            self._fd = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            about = os.fstat(self._fd)
            self._file, size = (about.st_dev, about.st_ino), about.st_size
        return size

    def _kept(self) -> int | None:
        """The size of the file, where the one that is open is still the one at ``path``; None otherwise."""
        if self._fd < 0:
            return None
        try:
            about = os.stat(self.path)
        except OSError:
            return None
        return about.st_size if (about.st_dev, about.st_ino) == self._file else None

    def _slot(self, number: int) -> bytes | None:
        try:
            slot = os.pread(self._fd, SLOT, number * SLOT) if self._kept() is not None else self._read(number)
        except OSError:
            return None
        whole = len(slot) == SLOT and zlib.crc32(slot[:56]).to_bytes(4, "big") == slot[56:60]
        return slot if whole and slot[:8] in (MAGIC, b"CHAIN\0\0\0") else None

    def _read(self, number: int) -> bytes:
        fd = os.open(self.path, os.O_RDONLY | os.O_CLOEXEC)
        try:
            return os.pread(fd, SLOT, number * SLOT)
        finally:
            os.close(fd)


def _pack(magic: bytes, middle: bytes, n: int, head: str) -> bytes:
    held = magic + middle + n.to_bytes(8, "big") + bytes.fromhex(head)
    return held + zlib.crc32(held).to_bytes(4, "big") + b"\0" * 4
