"""The team's store on PostgreSQL: the same SQL and the same entries as the embedded store, what must not be read sealed by the client.

The heads that this client has seen lie in a small file of its own: a server that was set back (an old backup, a standby that lagged) is noticed.
"""

from __future__ import annotations

import json
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import psycopg

from breach import paths
from breach.domain.clock_rows import DueRow
from breach.domain.words import folded, holds
from breach.errors import BreachError, RuleError, StoreError
from breach.log import kinds
from breach.log.entries import GENESIS, new_uuid
from breach.storage.asking import STORE, UNKNOWN
from breach.storage.heads import Heads, key_check
from breach.storage.reading import Reading
from breach.storage.team.link import Link
from breach.storage.team.rights import OLDEST, SCHEMA
from breach.storage.team.sealing import Sealed
from breach.storage.team.writing import TeamWriter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime

MOST = 200
"""How many texts are answered at most."""


class TeamStore(Reading):
    """An open team's store. ``path``: its address. Not made by this: ``begin`` does, once the server's tables are there."""

    def __init__(self, url: str, key: bytes, *, read_only: bool = False) -> None:
        """Open the store at ``url`` with the 32-byte ``key``. Raises StoreError; ``store-not-begun`` where nothing was ever written."""
        self.path = url
        self.key = key
        self.cover: Sealed = Sealed(key)
        self.read_only = read_only
        self.link = Link(url, read_only=read_only)
        self._words: tuple[int, list[tuple[int, str, int, str]]] = (0, [])
        try:
            self._check(key)
            base = paths.beside(url)
            os.makedirs(os.path.dirname(base), mode=0o700, exist_ok=True)
        except BaseException:
            self.link.close()
            raise
        self._heads = Heads(f"{base}.heads")

    def _check(self, key: bytes) -> None:
        schema, check, filled = self._all("SELECT schema, key_check, filled FROM about")[0]
        self.schema = int(schema)
        if not OLDEST <= schema <= SCHEMA:
            raise StoreError("newer-schema" if schema > SCHEMA else "older-team-schema", path=self.path, found=schema, known=SCHEMA)
        if not filled:
            raise StoreError("store-not-begun", server=self.path)
        if bytes(check or b"") != key_check(key):
            raise StoreError("wrong-key", path=self.path)

    def close(self) -> None:
        """Let the server go."""
        self._heads.close()
        self.link.close()

    @contextmanager
    def writing(self, clock: Callable[[], datetime]) -> Iterator[TeamWriter]:
        """One transaction: all of the block's entries, or none. ``clock`` gives the instant of recording, read once the head is held.

        One after the other: the store's own head is held until the end. So entries come into sight in the order of their numbers, and who asks for
        what came since the last number that they saw misses none; and nobody appends to a store that was moved away while they waited.

        Raises StoreError: ``connection-lost`` where nothing was written, ``commit-unknown`` where the server went before it said so and does
        not come back; RuleError ``role-refused`` where the server does not let this user do it.
        """
        self.refuse_reader()
        writer = TeamWriter(self.link, clock, self.cover)
        try:
            self.link.anew("BEGIN")
            try:
                writer.hold(STORE)
                self.refuse_moved()
                lost = self.lost()
                if lost:
                    writer.append(STORE, kinds.TAIL_LOST, {"lost": lost}, actor="", role="")
                yield writer
                self._commit(writer)
            except BaseException:
                if self.link.in_transaction:
                    self.link.execute("ROLLBACK")
                raise
        except psycopg.Error as error:
            raise self._refused(self.link.translated(error)) from error
        except (StoreError, RuleError) as error:
            refused = self._refused(error)
            if refused is error:
                raise
            raise refused from error
        if writer.last[0]:
            self._write_heads(writer.last, writer.heads)
            for chain in writer.gone:
                self._heads.clear(chain)

    def _refused(self, error: BreachError) -> BreachError:
        """``error``, or that the server's tables are of an older version where that may be why they refused."""
        guarded = error.code == "append-refused" or "permission denied" in str(error.params.get("said", ""))
        if self.schema < SCHEMA and guarded:
            return StoreError("older-team-schema", path=self.path, found=self.schema, known=SCHEMA)
        return error

    def _commit(self, writer: TeamWriter) -> None:
        """COMMIT. Where the server went meanwhile, ask it afterwards whether the entries are there; only what is there is acknowledged."""
        try:
            self.link.execute("COMMIT")
        except psycopg.Error as error:
            if not self.link.cut:
                raise
            if not writer.heads:
                raise
            try:
                self.link.again()
                there = self._arrived(writer)
            except (BreachError, psycopg.Error) as again:
                raise StoreError("commit-unknown", server=self.path) from again
            if not there:
                raise StoreError("connection-lost", server=self.path, said=str(error).partition("\n")[0][:200]) from error

    def _arrived(self, writer: TeamWriter) -> bool:
        """Whether the last entry of ``writer`` is in the store. Waits for the server to be done with the transaction that was cut."""
        chain = next(reversed(writer.heads))
        self.link.execute("BEGIN")
        self.link.execute("SELECT 1 FROM chain WHERE id = ? FOR UPDATE", (chain,))
        found = self.link.execute("SELECT 1 FROM entry WHERE hash = ?", (writer.last[1],)).fetchone()
        self.link.execute("ROLLBACK")
        return found is not None

    def _write_heads(self, last: tuple[int, str], heads: dict[int, tuple[int, str]]) -> None:
        try:
            self._heads.write(self.key, last, heads)
        except OSError as error:
            raise StoreError("heads-not-written", path=self._heads.path, said=error.strerror or "") from error

    def rewrite_heads(self) -> None:
        """Note every head as the server has it now. Raises StoreError."""
        last = self._all("SELECT seq, hash FROM entry ORDER BY seq DESC LIMIT 1")
        heads = {number: (n, head) for number, n, head in self._all("SELECT id, n, head FROM chain")}
        self._write_heads(last[0] if last else (0, GENESIS), heads)

    # -- what is read in a way of its own ------------------------------------------------------------------------------------------------

    def _all(self, sql: str, args: tuple[object, ...] = ()) -> list[tuple[Any, ...]]:
        try:
            return self.link.anew(sql, args).fetchall()
        except psycopg.Error as error:
            raise self.link.translated(error) from error

    def due(self, chain: int) -> list[DueRow]:
        """The clocks kept for ``chain`` (0: those of a file that was just opened)."""
        rows = self._all("SELECT place, clock FROM due WHERE chain = ? ORDER BY place", (chain,))
        return [DueRow(*json.loads(self.cover.untext(clock, "due", chain, place))) for place, clock in rows]

    def open_due(self) -> list[tuple[Any, ...]]:
        """Of every open file: (ref, exercise, due_stamp, due_until, chain, the DueRow's values…)."""
        rows = self._all(
            "SELECT file.ref, file.exercise, file.due_stamp, file.due_until, file.chain, due.place, due.clock FROM file"
            " JOIN chain ON chain.id = file.chain AND chain.n > 0 AND chain.id <> 1"
            " LEFT JOIN due ON due.chain = file.chain WHERE file.state = 'open'"
        )
        none = [None] * len(DueRow.__slots__)
        return [
            (*row, chain, *(none if clock is None else json.loads(self.cover.untext(clock, "due", chain, place))))
            for *row, chain, place, clock in rows
        ]

    def people(self) -> dict[str, str]:
        """The names of those who acted, by id."""
        found = {known: self._shown(who, "person", known) for known, who in self._all("SELECT id, who FROM person")}
        return {known: who if who == UNKNOWN else json.loads(who)[0] for known, who in found.items()}

    def person(self, known: str) -> tuple[str, str, str] | None:
        """(name, operating-system account, host) of the person ``known``."""
        rows = self._all("SELECT who FROM person WHERE id = ?", (known,))
        if not rows:
            return None
        name, os_user, host = json.loads(self.cover.untext(rows[0][0], "person", known))
        return name, os_user, host

    def size(self) -> int:
        """The store's size on the server's disk, in bytes."""
        rows = self._all(
            "SELECT SUM(pg_total_relation_size(c.oid)) FROM pg_class c WHERE c.relnamespace = 'breach'::regnamespace AND c.relkind = 'r'"
        )
        return int(rows[0][0])

    def search(self, words: Sequence[str], collection: str = "") -> list[tuple[str, int, str]]:
        """(reference, entry number, text) of the texts that hold every one of ``words`` (their beginnings), newest first, at most 200: of the
        organisation's own files, or of ``collection``.

        The server cannot look: texts come here once, are opened here, and what was erased since is left out.
        """
        last, kept = self._words
        new = self._all(
            "SELECT text.id, chain.uuid, file.ref, text.n, text.name, text.body FROM text JOIN chain ON chain.id = text.chain"
            " JOIN file ON file.chain = text.chain WHERE text.id > ? AND text.body IS NOT NULL AND NOT EXISTS"
            " (SELECT 1 FROM entry WHERE entry.chain = text.chain AND entry.n = text.n AND entry.kind = ?) ORDER BY text.id",
            (last, kinds.PRIVILEGED),
        )
        kept = [*kept, *((number, ref, n, self.cover.untext(body, "text", uuid, n, name)) for number, uuid, ref, n, name, body in new)]
        self._words = (kept[-1][0] if kept else 0, kept)
        asked = folded(words)
        begins = f"{collection}/"
        mine = (held for held in reversed(kept) if (held[1].startswith(begins) if collection else "/" not in held[1]))
        found = [held for held in mine if holds(held[3], asked)][: 2 * MOST]
        still = {row[0] for row in self._all("SELECT id FROM text WHERE id = ANY(?) AND body IS NOT NULL", ([held[0] for held in found],))}
        return [(ref, n, body) for number, ref, n, body in found if number in still][:MOST]

    def scrub(self) -> bool:
        """Nothing is left to clear from here: what the server keeps of a row that went is sealed. True."""
        self._words = (0, [])
        return True

    def forget_typing(self, words: Sequence[str]) -> int:
        """Take ``words`` out of the unfinished texts on this machine: how many were changed. Raises StoreError."""
        from breach.storage.erasing import forget_typing

        return forget_typing(paths.beside(self.path), self.key, words)

    def copies_beside(self) -> list[tuple[str, str]]:
        """The server's own copies, sealed: pages not vacuumed yet, its log, its standbys, its backups."""
        return [("server", self.path)]

    # -- what the server says of itself --------------------------------------------------------------------------------------------------

    def server(self) -> dict[str, Any]:
        """What ``doctor`` says: the server's version, the user, its roles of this program, whether TLS is spoken, and whether it is a standby."""
        user, version, standby, roles = self._all(
            "SELECT session_user, current_setting('server_version'), pg_is_in_recovery(), ARRAY(SELECT substr(rolname, 8) FROM pg_roles"
            " WHERE rolname LIKE 'breach\\_%' AND rolname NOT IN ('breach_reader', 'breach_writer')"
            " AND pg_has_role(session_user, oid, 'MEMBER') ORDER BY 1)"
        )[0]
        tls = bool(self.link.raw.pgconn.ssl_in_use)
        return {"user": user, "version": version, "standby": standby, "roles": list(roles), "tls": tls, "schema": self.schema, "known": SCHEMA}


def begin(url: str, key: bytes, clock: Callable[[], datetime]) -> bool:
    """Begin the store at ``url`` under the 32-byte ``key``, unless it was begun: whether this did. Raises StoreError, RuleError."""
    link = Link(url)
    try:
        if not held_empty(link):
            link.execute("ROLLBACK")
            return False
        writer = TeamWriter(link, clock, Sealed(key))
        link.execute("INSERT INTO chain (id, uuid, n, head) VALUES (?, ?, 0, ?)", (STORE, new_uuid(), GENESIS))
        writer.append(STORE, kinds.STORE_OPENED, {"schema": SCHEMA}, actor="", role="")
        settle_filled(link, key)
    except psycopg.Error as error:
        raise link.translated(error) from error
    finally:
        link.close()
    return True


def held_empty(link: Link) -> bool:
    """Begin the transaction that fills a store: whether it is empty still; nobody else begins it meanwhile."""
    link.execute("BEGIN")
    found = link.execute("SELECT filled FROM about FOR UPDATE").fetchone()
    return found is not None and not found[0]


def settle_filled(link: Link, key: bytes) -> None:
    """End that transaction: the store is filled, and opens with ``key`` alone."""
    link.execute("UPDATE about SET key_check = ?, filled = true", (key_check(key),))
    link.execute("COMMIT")


def is_begun(url: str) -> bool:
    """Whether there is a store at ``url``. Raises StoreError; ``team-store-not-set-up`` where the server has no tables for one."""
    link = Link(url)
    try:
        row = link.execute("SELECT filled FROM about").fetchone()
    except psycopg.Error as error:
        raise link.translated(error) from error
    finally:
        link.close()
    return bool(row and row[0])
