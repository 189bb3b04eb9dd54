"""Checking what is stored of one chain: its links, its texts, what is kept to the byte, and the head known from elsewhere."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Protocol

from breach.log.chain import Checked, Fault, check

if TYPE_CHECKING:
    from collections.abc import Mapping


class Chain(Protocol):
    """A store's chains, as far as checking reads them."""

    def rows(self, chain: int) -> list[tuple[bytes, str]]:
        """The stored bytes and hashes."""

    def texts(self, chain: int) -> Mapping[str, tuple[bytes, str]]:
        """The texts beside the chain, by fingerprint."""

    def blobs(self, chain: int) -> list[tuple[int, str, int, bytes]]:
        """What is kept to the byte: entry number, SHA-256, size, bytes."""


def checked(store: Chain, chain: int, uuid: str, head: tuple[int, str] | None) -> tuple[Checked, list[Fault]]:
    """The chain ``chain`` of ``store``, whose identity is ``uuid``: its check, and every fault, papers included."""
    done = check(store.rows(chain), uuid, store.texts(chain), head)
    kept = [Fault(n, "blob-differs", mark) for n, mark, _, body in store.blobs(chain) if hashlib.sha256(body).hexdigest() != mark]
    return done, [*done.faults, *kept]
