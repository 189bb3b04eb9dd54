"""Checking what is stored of one chain: its links, its texts, what is kept to the byte, and the head known from elsewhere."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import TYPE_CHECKING, Protocol

from breach.log import kinds
from breach.log.chain import Checked, Fault, check
from breach.log.entries import Entry

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_TEXTS = b'"texts":{'
UNREADABLE = frozenset({"unreadable", "wrong-fields", "not-canonical"})
"""Faults of an entry of which cannot be said what it names."""

BESIDE = frozenset({"text-unknown", "draft-differs", *(f"stray-{table}" for table in ("text", "blob", "file", "due", "search", "chain"))})
"""Faults of what lies beside the entries and that no entry names: taking it out takes nothing that is on record."""
SUMMARIES = frozenset({"person-differs", "profile-differs", "summary-differs"})
"""Faults of what is made from the entries, and can be made from them again."""
REBUILT = BESIDE | SUMMARIES
"""What ``breach doctor --rebuild`` mends."""


class Chain(Protocol):
    """A store's chains, as far as checking reads them."""

    def rows(self, chain: int) -> list[tuple[bytes, str]]:
        """The stored bytes and hashes."""

    def texts(self, chain: int, *, judged: bool = False) -> Mapping[str, tuple[bytes, str]]:
        """The texts beside the chain, by fingerprint; ``judged``: what does not open is given too, and fits nothing."""

    def text_marks(self, chain: int) -> list[tuple[int, str, str]]:
        """Every text beside the chain: (entry number, name, fingerprint)."""

    def blobs(self, chain: int, n: int = 0, *, judged: bool = False) -> list[tuple[int, str, int, bytes]]:
        """What is kept to the byte: entry number, SHA-256, size, bytes; ``judged``: what does not open is given too, as it is kept."""


def checked(store: Chain, chain: int, uuid: str, head: tuple[int, str] | None) -> tuple[Checked, list[Fault]]:
    """The chain ``chain`` of ``store``, whose identity is ``uuid``: its check, and every fault, papers included."""
    beside, blobs = store.text_marks(chain), store.blobs(chain, judged=True)  # before the entries: a colleague may append meanwhile
    rows, texts = store.rows(chain), store.texts(chain, judged=True)
    done = check(rows, uuid, texts, head)
    kept = [Fault(n, "blob-differs", mark) for n, mark, _, body in blobs if hashlib.sha256(body).hexdigest() != mark]
    if not any(fault.fault in UNREADABLE for fault in done.faults):
        kept += _lost(rows, texts)
        kept += _strays([raw for raw, _ in rows], beside)
        kept += [Fault(n, "draft-differs", mark) for n, mark, _, _ in blobs if not (1 <= n <= len(rows) and mark.encode() in rows[n - 1][0])]
    return done, [*done.faults, *kept]


def loose(strays: Sequence[tuple[str, int, int, str]]) -> list[Fault]:
    """Rows of a store that belong to no chain (as ``strays`` gives them), each as a fault."""
    return [Fault(n, f"stray-{table}", f"{chain}/{n} {name}".strip()) for table, chain, n, name in strays]


def _strays(raws: Sequence[bytes], beside: Sequence[tuple[int, str, str]]) -> list[Fault]:
    """Texts that no entry names, or that lie there twice: somebody put them beside the chain."""
    again = {mark for mark, count in Counter(mark for _, _, mark in beside).items() if count > 1}
    return [Fault(n, "text-unknown", name) for n, name, mark in beside if mark in again or not _names(raws, n, name, mark)]


def _lost(rows: Sequence[tuple[bytes, str]], texts: Mapping[str, object]) -> list[Fault]:
    """Texts that an entry names and that are not there, though no entry records their erasure.

    Where as many are there as are named, none is missing: the entries are read only where that is not so.
    """
    if sum(raw[raw.rindex(_TEXTS) :].count(b'":"') for raw, _ in rows) == len(texts):
        return []
    entries = [Entry(raw) for raw, _ in rows]
    erased = {(entry.body["entry"], name) for entry in entries if entry.kind == kinds.ERASED for name in entry.body["texts"]}
    return [
        Fault(entry.n, "text-lost", name)
        for entry in entries
        for name, mark in entry.texts.items()
        if mark not in texts and (entry.n, name) not in erased
    ]


def _names(raws: Sequence[bytes], n: int, name: str, mark: str) -> bool:
    """Whether entry ``n`` names the text ``name`` of the fingerprint ``mark``: in canonical bytes its texts come last but for the version."""
    if not 1 <= n <= len(raws):
        return False
    raw = raws[n - 1]
    return f'"{name}":"{mark}"'.encode() in raw[raw.rindex(_TEXTS) :]
