"""Checking what is stored of one chain: its links, its texts, what is kept to the byte, and the head known from elsewhere."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import TYPE_CHECKING, Protocol

from breach.log.chain import Checked, Fault, check

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

UNREADABLE = frozenset({"unreadable", "wrong-fields", "not-canonical"})
"""Faults of an entry of which cannot be said what it names."""


class Chain(Protocol):
    """A store's chains, as far as checking reads them."""

    def rows(self, chain: int) -> list[tuple[bytes, str]]:
        """The stored bytes and hashes."""

    def texts(self, chain: int) -> Mapping[str, tuple[bytes, str]]:
        """The texts beside the chain, by fingerprint."""

    def text_marks(self, chain: int) -> list[tuple[int, str, str]]:
        """Every text beside the chain: (entry number, name, fingerprint)."""

    def blobs(self, chain: int) -> list[tuple[int, str, int, bytes]]:
        """What is kept to the byte: entry number, SHA-256, size, bytes."""


def checked(store: Chain, chain: int, uuid: str, head: tuple[int, str] | None) -> tuple[Checked, list[Fault]]:
    """The chain ``chain`` of ``store``, whose identity is ``uuid``: its check, and every fault, papers included."""
    beside, blobs = store.text_marks(chain), store.blobs(chain)  # before the entries: a colleague may append meanwhile
    rows = store.rows(chain)
    done = check(rows, uuid, store.texts(chain), head)
    kept = [Fault(n, "blob-differs", mark) for n, mark, _, body in blobs if hashlib.sha256(body).hexdigest() != mark]
    if not any(fault.fault in UNREADABLE for fault in done.faults):
        kept += _strays([raw for raw, _ in rows], beside)
        kept += [Fault(n, "draft-differs", mark) for n, mark, _, _ in blobs if not (1 <= n <= len(rows) and mark.encode() in rows[n - 1][0])]
    return done, [*done.faults, *kept]


def _strays(raws: Sequence[bytes], beside: Sequence[tuple[int, str, str]]) -> list[Fault]:
    """Texts that no entry names, or that lie there twice: somebody put them beside the chain."""
    again = {mark for mark, count in Counter(mark for _, _, mark in beside).items() if count > 1}
    return [Fault(n, "text-unknown", name) for n, name, mark in beside if mark in again or not _names(raws, n, name, mark)]


def _names(raws: Sequence[bytes], n: int, name: str, mark: str) -> bool:
    """Whether entry ``n`` names the text ``name`` of the fingerprint ``mark``: in canonical bytes its texts come last but for the version."""
    if not 1 <= n <= len(raws):
        return False
    raw = raws[n - 1]
    return f'"{name}":"{mark}"'.encode() in raw[raw.rindex(b'"texts":{') :]
