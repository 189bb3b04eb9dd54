"""What runs over many files at once, through SQLAlchemy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import column, desc, exists, func, select, table, text

from breach.domain.words import folded, holds
from breach.log import kinds
from breach.storage.engine import engine_over

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlcipher3 import dbapi2

_SEARCH = table("search", column("body"), column("chain"), column("n"), column("rowid"))
_FILE = table("file", column("chain"), column("ref"))
_TEXT = table("text", column("id"), column("body"), column("chain"), column("n"))
_ENTRY = table("entry", column("chain"), column("n"), column("kind"))
_SEALED = exists().where(_ENTRY.c.chain == _TEXT.c.chain, _ENTRY.c.n == _TEXT.c.n, _ENTRY.c.kind == kinds.PRIVILEGED)
"""Texts of the sealed notebook: they are not searched."""
MOST = 200
"""How many texts are answered at most."""


def found(connection: dbapi2.Connection, words: Sequence[str], collection: str = "") -> list[tuple[str, int, str]]:
    """(reference, entry number, text) for the texts that hold every one of ``words``, newest first, at most MOST: those of the organisation's own
    files, or of ``collection``.

    ``words`` hold letters and digits only; each is matched at the beginning of a word, accents and case apart. The few newest texts that
    are not in the index yet are looked through as they are.
    """
    begins = f"{collection}/"
    here = func.substr(_FILE.c.ref, 1, len(begins)) == begins if collection else func.instr(_FILE.c.ref, "/") == 0
    with engine_over(connection).connect() as over:
        last = select(func.coalesce(func.max(_SEARCH.c.rowid), 0)).scalar_subquery()
        waiting = (
            select(_FILE.c.ref, _TEXT.c.n, _TEXT.c.body)
            .join_from(_TEXT, _FILE, _FILE.c.chain == _TEXT.c.chain)
            .where(_TEXT.c.id > last, _TEXT.c.body.is_not(None), ~_SEALED, here)
            .order_by(desc(_TEXT.c.id))
        )
        asked = folded(words)
        newest = [(ref, n, body) for ref, n, body in over.execute(waiting) if holds(body, asked)]
        indexed = (
            select(_FILE.c.ref, _SEARCH.c.n, _SEARCH.c.body)
            .join_from(_SEARCH, _FILE, _FILE.c.chain == _SEARCH.c.chain)
            .where(text("search MATCH :asked"), here)
            .order_by(desc(_SEARCH.c.rowid))
            .limit(MOST)
        )
        match = " AND ".join(f'"{word}"*' for word in words)
        older = [(ref, n, body) for ref, n, body in over.execute(indexed, {"asked": match})]
    return [*newest, *older][:MOST]
