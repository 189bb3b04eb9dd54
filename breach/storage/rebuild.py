"""The summaries made anew from the entries: nothing in them is evidence, and losing them loses nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from breach.log import kinds
from breach.log.fold import fold
from breach.storage.writing import INDEX, STORE

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from breach.storage.store import Store

SUMMARIES = ("person", "file", "search", "due")
"""The tables that are rebuilt."""


def rebuild(store: Store, clock: Callable[[], datetime]) -> None:
    """Empty the summaries of ``store`` and fill them from its entries and texts, in one transaction. Raises StoreError."""
    database = store.raw_connection
    with store.writing(clock):
        for table in SUMMARIES:
            database.execute(f"DELETE FROM {table}")
        database.execute(
            "UPDATE chain SET n = (SELECT COUNT(*) FROM entry WHERE chain = chain.id),"
            " head = COALESCE((SELECT hash FROM entry WHERE chain = chain.id ORDER BY n DESC LIMIT 1), printf('%064d', 0))"
        )
        for entry in store.history(STORE):
            if entry.kind == kinds.PERSON and entry.body["name"] is not None:
                who = (entry.body["id"], entry.body["name"], entry.body["os_user"] or "", entry.body["host"] or "")
                database.execute("INSERT INTO person (id, name, os_user, host) VALUES (?, ?, ?, ?)", who)
        for chain, uuid in store.chains():
            if chain != STORE:
                file = fold(store.history(chain))
                row = (chain, uuid, file.ref, file.exercise, file.opened_at, "closed" if file.closed else "open", file.title)
                database.execute("INSERT INTO file (chain, uuid, ref, exercise, opened_at, state, title) VALUES (?, ?, ?, ?, ?, ?, ?)", row)
        database.execute(INDEX)
