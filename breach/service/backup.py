"""Whole-store checks: every chain replayed, what one store has that another lacks, and the record that a backup was made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from breach.domain.text import Text
from breach.log import kinds
from breach.log.chain import Fault
from breach.log.entries import Entry
from breach.service.checking import BESIDE, checked, loose
from breach.service.desk import STORE

if TYPE_CHECKING:
    from collections.abc import Callable

    from breach.service.desk import Desk
    from breach.service.ports import Written

UNREADABLE = ("damaged-store", "wrong-key", "wrong-key-or-damaged")
"""What is the matter with a store in whose place a backup is put: codes of StoreError."""
OWN = frozenset({kinds.BACKUP, kinds.PERSON})
"""Kinds of the store's chain that a backup lacks because it was made before them: they tell of the backup itself."""


class Chains(Protocol):
    """What can be read of a store's chains. A store and a backup both can."""

    def chains(self) -> list[tuple[int, str]]:
        """Every chain: (id, uuid)."""
        ...

    def rows(self, chain: int) -> list[tuple[bytes, str]]:
        """The stored bytes and hashes of ``chain``, in order."""
        ...

    def strays(self) -> list[tuple[str, int, int, str]]:
        """Rows that belong to no chain."""
        ...

    def texts(self, chain: int, *, judged: bool = False) -> dict[str, tuple[bytes, str]]:
        """The texts kept beside ``chain``, by fingerprint."""
        ...

    def text_marks(self, chain: int) -> list[tuple[int, str, str]]:
        """Every text beside the chain: (entry number, name, fingerprint)."""

    def blobs(self, chain: int, n: int = 0, *, judged: bool = False) -> list[tuple[int, str, int, bytes]]:
        """What is kept to the byte with ``chain``: (entry number, SHA-256, size, bytes)."""
        ...


@dataclass(frozen=True, slots=True)
class ChainFault:
    """A fault of one chain: ``name`` is its reference as its first entry gives it, its uuid, or "store"."""

    name: str
    fault: Fault

    def __str__(self) -> str:
        return f"{self.name} #{self.fault.entry} {self.fault.fault}" + (f" ({self.fault.detail})" if self.fault.fault in BESIDE else "")


@dataclass(frozen=True, slots=True)
class Replayed:
    """The outcome of a replay: how many chains and entries were read, and the faults."""

    chains: int
    entries: int
    faults: tuple[ChainFault, ...]

    @property
    def grave(self) -> tuple[ChainFault, ...]:
        """The faults of what is on record; not those of what lies beside it and that no entry names."""
        return tuple(one for one in self.faults if one.fault.fault not in BESIDE)

    @property
    def beside(self) -> tuple[ChainFault, ...]:
        """The faults of what lies beside the entries and that no entry names."""
        return tuple(one for one in self.faults if one.fault.fault in BESIDE)


@dataclass(frozen=True, slots=True)
class Made:
    """A verified backup: where it lies, its SHA-256 (hexadecimal), its size in bytes, the chains and entries that it holds; ``beside``: what lies
    beside the entries in it and belongs to none, as it did in the store.
    """

    path: str
    sha256: str
    size: int
    chains: int
    entries: int
    beside: tuple[str, ...] = ()


def replay(store: Chains, heads: Callable[[int], tuple[int, str] | None] | None = None) -> Replayed:
    """Check every chain of ``store``, texts and what is kept to the byte included; with ``heads``, also against the head kept beside the store.

    A file whose opening the store's chain records and which is not there is a fault too.
    """
    faults: list[ChainFault] = []
    chains = store.chains()
    entries = 0
    for chain, uuid in chains:
        rows = store.rows(chain)
        done, found = checked(store, chain, uuid, heads(chain) if heads else None)
        entries += done.entries
        name = _name(chain, uuid, rows)
        faults += [ChainFault(name, fault) for fault in found]
    faults += [ChainFault("store", fault) for fault in loose(store.strays())]
    known = {uuid for _, uuid in chains}
    faults += [ChainFault(opened, Fault(0, "file-missing")) for opened, uuid in _opened(store) if uuid not in known]
    return Replayed(len(chains), entries, tuple(faults))


def _name(chain: int, uuid: str, rows: list[tuple[bytes, str]]) -> str:
    if chain == STORE:
        return "store"
    first = _entry(rows[0][0]) if rows else None
    return str(first.body.get("ref", uuid)) if first else uuid


def _opened(store: Chains) -> list[tuple[str, str]]:
    """Reference and uuid of every file whose opening the store's chain records, and not its destruction."""
    entries = [entry for entry in (_entry(raw) for raw, _ in store.rows(STORE)) if entry is not None]
    gone = {str(e.body.get("file")) for e in entries if e.kind == kinds.FILE_DESTROYED}
    opened = [(str(e.body.get("ref")), str(e.body.get("file"))) for e in entries if e.kind == kinds.FILE_OPENED]
    return [(ref, uuid) for ref, uuid in opened if uuid not in gone]


def _entry(raw: bytes) -> Entry | None:
    try:
        return Entry(raw)
    except (ValueError, KeyError, TypeError):
        return None  # the chain's own check says so


def lacking(present: Chains, backup: Chains) -> list[tuple[str, int]]:
    """What ``present`` holds and ``backup`` does not: per chain its name and how many entries, those that tell of the backup left out."""
    held = {mark for chain, _ in backup.chains() for _, mark in backup.rows(chain)}
    found = []
    for chain, uuid in present.chains():
        rows = present.rows(chain)
        missing = sum(mark not in held and not _tells_of_backup(chain, raw) for raw, mark in rows)
        if missing:
            found.append((_name(chain, uuid, rows), missing))
    return found


def _tells_of_backup(chain: int, raw: bytes) -> bool:
    entry = _entry(raw) if chain == STORE else None
    return entry is not None and entry.kind in OWN


def record(desk: Desk, made: Made) -> Written:
    """Record in the store's chain that a backup was made. Raises StoreError."""
    body = {"path": Text(made.path), "sha256": made.sha256, "size": made.size, "entries": made.entries}
    with desk.acting() as act:
        return act.append_store(kinds.BACKUP, body)
