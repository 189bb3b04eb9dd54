"""What ``verify`` found, chain by chain: what is intact, who signed, until where it is anchored outside, and from where it is not."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from breach.errors import StoreError
from breach.log.attested import anchors
from breach.log.chain import Fault
from breach.service.anchoring import anchored_to, weigh
from breach.service.checking import checked
from breach.service.desk import STORE
from breach.service.signing import unproved, vouched
from breach.service.summaries import of_file, of_store

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from breach.log.chain import Checked
    from breach.service.anchoring import Weighed
    from breach.service.desk import Desk
    from breach.service.ports import FileRow
    from breach.service.signing import KnownKey, Vouched


@dataclass(slots=True)
class ChainReport:
    """One chain as it was found. ``to``: the last entry that is anchored outside (0: none); ``name``: its file's reference."""

    name: str
    done: Checked
    faults: list[Fault]
    signed: list[Vouched] = field(default_factory=list)
    weighed: list[Weighed] = field(default_factory=list)
    to: int = 0

    @property
    def unanchored_from(self) -> int | None:
        """The first entry that nothing outside holds; None where all are held."""
        return self.to + 1 if self.to < self.done.entries else None

    def to_json(self) -> dict[str, object]:
        """As ``verify --json`` prints it under ``chains``."""
        about: dict[str, object] = {"file": self.name, "entries": self.done.entries, "head": self.done.head}
        return {**about, "anchored_to": self.to or None, "unanchored_from": self.unanchored_from}


@dataclass(frozen=True, slots=True)
class Asked:
    """What verifying is given beside the store: ``authority``: trusted certificates (PEM), ``heads``: heads noted outside, given now;
    ``noted``: what the store's chain noted of each file's heads (``heads_by_file``);
    ``keys``: the signing keys that it knows (None: to be read); ``rows``: what lists show of the files, by chain.
    """

    authority: bytes = b""
    heads: tuple[tuple[int, str], ...] = ()
    noted: Mapping[str, Sequence[tuple[int, int, str]]] = field(default_factory=dict)
    keys: Sequence[KnownKey] | None = None
    rows: Mapping[int, FileRow] = field(default_factory=dict)


def report(desk: Desk, chain: int, uuid: str, name: str, asked: Asked, store: ChainReport | None) -> ChainReport:
    """Verify ``chain``; ``store``: the report on the store's own chain, whose anchors hold the heads that it notes."""
    kept = desk.store
    done, faults = checked(kept, chain, uuid, kept.head_beside(chain))
    found = ChainReport(name, done, faults)
    if any(fault.fault in ("unreadable", "wrong-fields") for fault in faults):
        return found  # what cannot be read cannot be asked who vouches for it
    try:
        entries = kept.history(chain)
    except StoreError as error:
        if error.code != "not-sealed-here":
            raise
        return found  # the text that does not open is named above
    if not entries:
        return found  # a chain without an entry: a stray
    found.signed, misplaced = vouched(desk, uuid, entries, asked.keys)
    held, loose = anchors(entries)
    found.faults += [*misplaced, *loose, *(unproved(desk, entries) if chain == STORE else ())]
    blobs = {(n, mark): body for n, mark, _, body in kept.blobs(chain)} if held else {}
    found.weighed = weigh(desk.attesting() if desk.attesting else None, held, blobs, asked.authority)
    found.to = anchored_to(found.weighed)
    found.faults += of_file(desk, chain, asked.rows.get(chain), entries) if chain != STORE else of_store(desk)
    marks = [entry.hash for entry in entries]
    for n, mark in asked.heads:
        found.faults += _against(n, mark, marks)
        found.to = max(found.to, n if not _against(n, mark, marks) else 0)
    if chain != STORE:
        _heads_noted(asked.noted.get(uuid, ()), marks, found, store)
    return found


def _heads_noted(noted: Sequence[tuple[int, int, str]], marks: Sequence[str], found: ChainReport, store: ChainReport | None) -> None:
    for at, n, mark in noted:
        wrong = _against(n, mark, marks)
        found.faults += wrong
        if not wrong and store is not None and at <= store.to:
            found.to = max(found.to, n)


def _against(n: int, mark: str, marks: Sequence[str]) -> list[Fault]:
    if n > len(marks):
        return [Fault(len(marks), "tail-cut", str(n))]
    return [] if n >= 1 and marks[n - 1] == mark else [Fault(n, "head-differs", mark)]
