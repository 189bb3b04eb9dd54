"""The connection to the server: opened again when it was cut, and every error of the driver in this program's words."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import psycopg

from breach.errors import BreachError, RuleError, StoreError
from breach.storage.team.address import WAIT_S, options_of, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_BUSY = frozenset({"55P03", "40P01", "40001", "23505"})
"""Lock not available, deadlock, serialization, and two who took the same number at once."""
_CODES = {"53100": "disk-full", "25006": "server-read-only", "53300": "server-unreachable", "57P03": "server-unreachable"}


@cache
def _placed(sql: str) -> str:
    """``sql`` with its parameters as psycopg writes them."""
    return sql.replace("%", "%%").replace("?", "%s")


class Link:
    """One connection, in autocommit mode. ``execute`` takes the SQL of the embedded store, its parameters written ``?``."""

    def __init__(self, url: str, *, read_only: bool = False) -> None:
        self.url = url
        self._read_only = read_only
        self._options = options_of(url)
        self._db = self._open()

    def _open(self) -> psycopg.Connection[tuple[Any, ...]]:
        try:
            db = psycopg.connect(**self._options, autocommit=True)  # type: ignore[arg-type]  # libpq's own names and values
            try:
                db.execute("SET search_path = breach, pg_temp")
                db.execute(f"SET lock_timeout = '{WAIT_S}s'")
                if self._read_only:
                    db.execute("SET default_transaction_read_only = on")
                db.execute("SET idle_in_transaction_session_timeout = '10min'")
                db.execute("SET synchronous_commit = 'on'") if self._weaker(db) else None
            except psycopg.Error:
                db.close()
                raise
        except psycopg.Error as error:
            raise StoreError("server-unreachable", server=shown(self.url), said=_said(error)) from error
        return db

    @staticmethod
    def _weaker(db: psycopg.Connection[tuple[Any, ...]]) -> bool:
        """Whether the server would acknowledge what is not on its disk yet."""
        row = db.execute("SHOW synchronous_commit").fetchone()
        return row is not None and row[0] in ("off", "local")

    @property
    def raw(self) -> psycopg.Connection[tuple[Any, ...]]:
        """The driver's connection."""
        return self._db

    @property
    def cut(self) -> bool:
        """Whether the connection is gone."""
        return bool(self._db.closed or self._db.broken)

    @property
    def in_transaction(self) -> bool:
        """Whether a transaction is open."""
        return not self.cut and self._db.info.transaction_status != psycopg.pq.TransactionStatus.IDLE

    def again(self) -> None:
        """Open the connection anew where it is gone. Raises StoreError ``server-unreachable``."""
        if self.cut:
            self._db.close()
            self._db = self._open()

    def execute(self, sql: str, args: Sequence[object] = ()) -> psycopg.Cursor[tuple[Any, ...]]:
        """Run one statement. Raises psycopg.Error."""
        return self._db.execute(_placed(sql).encode(), tuple(args))

    def anew(self, sql: str, args: Sequence[object] = ()) -> psycopg.Cursor[tuple[Any, ...]]:
        """As ``execute``; outside a transaction, on a new connection where the old one turns out to be gone. Raises psycopg.Error, StoreError."""
        if self.in_transaction:
            return self.execute(sql, args)
        self.again()
        try:
            return self.execute(sql, args)
        except psycopg.Error:
            if not self.cut:
                raise
            self.again()
            return self.execute(sql, args)

    def executemany(self, sql: str, rows: Iterable[Sequence[object]]) -> None:
        """Run one statement for each of ``rows``. Raises psycopg.Error."""
        with self._db.cursor() as cursor:
            cursor.executemany(_placed(sql).encode(), [tuple(row) for row in rows])

    def close(self) -> None:
        """Let the server go."""
        self._db.close()

    def translated(self, error: Exception) -> BreachError:
        """What a driver's error means."""
        state = getattr(error, "sqlstate", None) or ""
        said = _said(error)
        where = shown(self.url)
        if self.cut:
            return StoreError("connection-lost", server=where, said=said)
        if state == "42501":
            return RuleError("role-refused", user=self._db.info.user, said=said)
        if state in _BUSY:
            return StoreError("store-busy", path=where)
        if "append-only" in said:
            return StoreError("append-refused", path=where, said=said)
        if state in ("3F000", "42P01"):
            return StoreError("team-store-not-set-up", server=where)
        code = _CODES.get(state, "store-unreadable")
        if code == "server-unreachable":
            return StoreError(code, server=where, said=said)
        return StoreError(code, path=where, said=said)


def _said(error: Exception) -> str:
    """The first line of what the server or libpq said: the lines after it may quote values."""
    return str(error).strip().partition("\n")[0][:200]
