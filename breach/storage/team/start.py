"""Filling a team's store that was set up and not begun: from an embedded store, or from a backup."""

from __future__ import annotations

from typing import TYPE_CHECKING

import psycopg

from breach.domain.text import Text
from breach.errors import StoreError
from breach.log import kinds
from breach.storage import backup, transfer
from breach.storage.asking import STORE
from breach.storage.team.link import Link
from breach.storage.team.sealing import Sealed
from breach.storage.team.store import TeamStore, held_empty, settle_filled
from breach.storage.team.writing import TeamWriter

if TYPE_CHECKING:
    import os
    from collections.abc import Callable
    from datetime import datetime

    from breach.domain.actor import Actor
    from breach.storage.reading import Reading
    from breach.storage.store import Store


def fill(source: Reading, url: str, key: bytes, clock: Callable[[], datetime]) -> tuple[int, int]:
    """Pour ``source`` into the empty store at ``url`` under ``key``, and compare: (chains, entries).

    The user must be a member of breach_keeper for that hour. Raises StoreError ``team-store-in-use``, RuleError ``role-refused``.
    """
    link = Link(url)
    try:
        if not held_empty(link):
            raise StoreError("team-store-in-use", server=url)
        transfer.pour(source, TeamWriter(link, clock, Sealed(key)))
        done = transfer.compare(source, _Looking(link, key), url)
        settle_filled(link, key)
    except psycopg.Error as error:
        raise link.translated(error) from error
    finally:
        link.close()
    store = TeamStore(url, key)
    try:
        store.rewrite_heads()
    finally:
        store.close()
    return done


class _Looking(TeamStore):
    """What the transaction that fills a store sees of it."""

    def __init__(self, link: Link, key: bytes) -> None:
        self.path, self.key, self.link, self.cover = link.url, key, link, Sealed(key)


def move(source: Store, url: str, clock: Callable[[], datetime], actor: Actor) -> tuple[int, int]:
    """Move the embedded ``source`` to the server at ``url``: (chains, entries). Raises StoreError, RuleError; nothing was moved then."""
    return transfer.move_with(source, url, clock, actor, lambda: fill(source, url, source.key, clock))


def restore(url: str, file: str, key: bytes, file_key: bytes, clock: Callable[[], datetime], actor: Actor, why: str) -> backup.Restored:
    """Put the backup ``file`` into the empty store at ``url``, and record it. Raises StoreError, RuleError."""
    held, made = backup.opened(file, file_key)
    try:
        _, entries = fill(held, url, key, clock)
    finally:
        held.close()
    store = TeamStore(url, key)
    try:
        with store.writing(clock) as writer:
            body: dict[str, object] = {
                "backup": Text(_base(file)),
                "sha256": made.sha256,
                "lost": [],
                "aside": None,
                "why": Text(why) if why else None,
            }
            writer.append(STORE, kinds.RESTORED, body, actor=writer.person(actor), role=actor.role)
    finally:
        store.close()
    return backup.Restored("", made.sha256, entries, ())


def _base(file: str | os.PathLike[str]) -> str:
    return str(file).rpartition("/")[2]
