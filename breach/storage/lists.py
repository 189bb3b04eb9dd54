"""What runs over many files at once, through SQLAlchemy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import column, desc, select, table, text

from breach.storage.engine import engine_over

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlcipher3 import dbapi2

_SEARCH = table("search", column("body"), column("chain"), column("n"), column("rowid"))
_FILE = table("file", column("chain"), column("ref"))
MOST = 200


def found(connection: dbapi2.Connection, words: Sequence[str]) -> list[tuple[str, int, str]]:
    """(reference, entry number, text) for the texts that hold every one of ``words``, newest first, at most MOST.

    ``words`` hold letters and digits only; each is matched at the beginning of a word, accents and case apart.
    """
    asked = " AND ".join(f'"{word}"*' for word in words)
    query = (
        select(_FILE.c.ref, _SEARCH.c.n, _SEARCH.c.body)
        .join_from(_SEARCH, _FILE, _FILE.c.chain == _SEARCH.c.chain)
        .where(text("search MATCH :asked"))
        .order_by(desc(_SEARCH.c.rowid))
        .limit(MOST)
    )
    with engine_over(connection).connect() as over:
        return [(ref, n, body) for ref, n, body in over.execute(query, {"asked": asked})]
