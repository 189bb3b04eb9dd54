"""Appending to the team's store: the embedded store's writer, which holds the head of the chain it appends to."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, cast

import psycopg

from breach.storage.writing import Writer

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from breach.domain.clock_rows import DueRow
    from breach.errors import StoreError
    from breach.storage.team.link import Link
    from breach.storage.team.sealing import Sealed


class TeamWriter(Writer):
    """One transaction in the making on the server."""

    ERRORS = (psycopg.Error,)
    HELD = " FOR UPDATE"

    def __init__(self, link: Link, clock: Callable[[], datetime], cover: Sealed) -> None:
        super().__init__(link, clock, link.url, cover)
        self._link = link
        self._sealed = cover

    def _translated(self, error: Exception) -> StoreError:
        return cast("StoreError", self._link.translated(error))

    def _end(self, chain: int) -> tuple[str, int, str, str, int]:
        # The head first, held, and only then its entry: in one statement, a writer who had to wait would see the entry of before.
        uuid, n, head = self.database.execute("SELECT uuid, n, head FROM chain WHERE id = ? FOR UPDATE", (chain,)).fetchone()
        if not n:
            return uuid, n, head, "", self._next()
        last, raw = self.database.execute("SELECT recorded_at, raw FROM entry WHERE chain = ? AND n = ?", (chain, n)).fetchone()
        return uuid, n, head, self._latest(chain, last, raw), self._next()

    def _next(self) -> int:
        return int(self.database.execute("SELECT nextval('breach.entry_seq')").fetchone()[0])

    def numbered(self, last: int) -> int:
        """The server gives the number."""
        del last
        return self._next()

    def hold(self, chain: int) -> None:
        """Lock the head of ``chain``."""
        self.database.execute("SELECT 1 FROM chain WHERE id = ? FOR UPDATE", (chain,))

    def _unindex(self, ids: Sequence[int]) -> None:
        """Nothing: there is no index."""

    def _to_scrub(self) -> None:
        """Nothing: the server clears its own tables, in which every text is sealed."""

    def _index(self, added: Any) -> None:
        """Nothing: the server cannot read what would be indexed; who searches looks through the texts."""

    def _known(self, who: tuple[str, str, str]) -> str | None:
        row = self.database.execute("SELECT id FROM person WHERE mark = ?", (self._sealed.mark(*who),)).fetchone()
        return str(row[0]) if row else None

    def meet(self, known: str, who: tuple[str, str, str]) -> None:
        """Note the person ``known``, sealed."""
        sealed = self._sealed.text(json.dumps(who), "person", known)
        self.database.execute("INSERT INTO person (id, mark, who) VALUES (?, ?, ?)", (known, self._sealed.mark(*who), sealed))

    def _keep_due(self, chain: int, rows: Sequence[DueRow]) -> None:
        kept = [(chain, place, self._sealed.text(json.dumps(row.values()), "due", chain, place)) for place, row in enumerate(rows)]
        self.database.executemany("INSERT INTO due (chain, place, clock) VALUES (?, ?, ?)", kept)
