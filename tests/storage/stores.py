"""Stores for the tests of storage: made in a folder, with a desk to write at."""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING, Any

from breach.clock_source import now
from breach.domain.actor import Actor
from breach.log import kinds
from breach.service.desk import Desk, clean
from breach.service.opening import open_file
from breach.storage.create import create
from breach.storage.store import Store

if TYPE_CHECKING:
    from pathlib import Path

KEY = bytes(range(32))
ACTOR = Actor("Alix", "lead", "alix", "hôte")


def made(folder: Path, key: bytes = KEY, files: int = 0) -> Store:
    """A new store in ``folder`` with some files in it."""
    path = str(folder / "s.db")
    create(path, key, now)
    store = Store(path, key)
    for number in range(files):
        open_file(desk(store), f"texte {number} é")
    return store


def desk(store: Any) -> Desk:
    """A desk at ``store``."""
    return Desk(store, ACTOR, now, "fr")


def note(store: Any, ref: str, text: str) -> None:
    """A line in the file ``ref``."""
    row = store.find(ref)
    with desk(store).acting() as act:
        act.append(row, kinds.NOTE, {"text": clean(text)})


def piece(store: Any, ref: str, body: bytes) -> str:
    """A piece of evidence kept with the file ``ref``: its SHA-256."""
    mark = hashlib.sha256(body).hexdigest()
    row = store.find(ref)
    with desk(store).acting() as act:
        done = act.append(row, kinds.EVIDENCE, {"name": clean("pièce"), "sha256": mark, "size": len(body), "source": None})
        return act.writer.put_blob(row.chain, done.n, body)


def entries(store: Store) -> list[str]:
    """The hashes of all entries."""
    return [mark for chain, _ in store.chains() for _, mark in store.rows(chain)]


def flip(path: str, at: int) -> None:
    """Change one bit of the byte ``at`` of the file ``path``."""
    with open(path, "r+b") as file:
        file.seek(at)
        byte = file.read(1)[0]
        file.seek(at)
        file.write(bytes([byte ^ 1]))
        os.fsync(file.fileno())
