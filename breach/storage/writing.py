"""The one function that appends, and the unit of work around it, on a bare DB-API connection.

Everything of one command is one transaction, begun IMMEDIATE: two writers never read the same head. It is acknowledged when COMMIT has
returned (``synchronous = FULL``) and the heads file has been written.
"""

from __future__ import annotations

import hashlib

from sqlcipher3 import dbapi2

from breach.domain.clock_rows import COLUMNS, DueRow, next_of
from breach.domain.instants import from_z, to_z_micro
from breach.domain.text import Text
from breach.log import kinds
from breach.log.entries import GENESIS, digest, new_uuid, write
from breach.log.summary import changed
from breach.storage.asking import STORE
from breach.storage.connection import translated
from breach.storage.cover import PLAIN

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import datetime
    from typing import Any

    from breach.domain.actor import Actor
    from breach.errors import StoreError
    from breach.storage.cover import Cover

__all__ = ["STORE", "Writer", "Written"]

INDEXED_EVERY = 256
"""How many texts wait before they are brought into the search index together; what waits is searched as it is (``lists``)."""
INDEX = f"""INSERT INTO search (rowid, body, chain, n) SELECT id, body, chain, n FROM text
    WHERE id > (SELECT COALESCE(MAX(rowid), 0) FROM search) AND chain <> {STORE} AND body IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM entry WHERE entry.chain = text.chain AND entry.n = text.n AND entry.kind = '{kinds.PRIVILEGED}') ORDER BY id"""
"""Brings the texts that wait into the search index, under their own numbers; those of the sealed notebook never."""
SCRUB = "scrub-pending"
"""Set in ``meta`` from an erasing transaction on until ``Store.scrub`` has ended."""
TEXT = "INSERT INTO text (chain, n, name, fingerprint, salt, body) VALUES (?, ?, ?, ?, ?, ?)"
INSERT = "INSERT INTO entry (seq, chain, n, kind, recorded_at, prev, hash, raw) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
END = """SELECT chain.uuid, chain.n, chain.head, entry.recorded_at, entry.raw, (SELECT COALESCE(MAX(seq), 0) + 1 FROM entry)
    FROM chain LEFT JOIN entry ON entry.chain = chain.id AND entry.n = chain.n WHERE chain.id = ?"""
_BACK = b'"host_clock_back_s":'
_DUE = f"INSERT INTO due (chain, place, {', '.join(COLUMNS)}) VALUES ({', '.join('?' * (len(COLUMNS) + 2))})"


class Written:
    """What was appended: the entry's number in its chain, its hash, and when it was recorded (UTC text with microseconds)."""

    __slots__ = ("hash", "n", "recorded_at")

    def __init__(self, n: int, hash_: str, recorded_at: str) -> None:
        self.n = n
        self.hash = hash_
        self.recorded_at = recorded_at


class Writer:
    """One transaction in the making. Made by ``Store.writing``; nothing is acknowledged before that block has ended.

    ``ERRORS``, ``HELD`` (what makes a SELECT keep its rows for this writer) and the methods that begin with an underscore are the embedded
    store's; the team's writer has its own.
    """

    ERRORS: tuple[type[Exception], ...] = (dbapi2.Error,)
    HELD = ""

    def __init__(self, connection: Any, clock: Callable[[], datetime], path: str, cover: Cover = PLAIN) -> None:
        self.database = connection
        self.cover = cover
        self._clock = clock
        self._path = path
        self.heads: dict[int, tuple[int, str]] = {}
        self.last: tuple[int, str] = (0, GENESIS)
        self.gone: list[int] = []
        """Chains whose files this transaction destroyed."""

    def append(
        self,
        chain: int,
        kind: str,
        body: Mapping[str, object],
        *,
        actor: str,
        role: str,
        happened_at: str | None = None,
        at: datetime | None = None,
    ) -> Written:
        """Append an entry to ``chain``; ``at`` stands in for the host's clock on exercises only. Raises StoreError."""
        try:
            execute = self.database.execute
            uuid, n, prev, before, seq = self._end(chain)
            recorded_at = to_z_micro(at or self._clock())
            if recorded_at < before:
                body = {**body, "host_clock_back_s": int((from_z(before) - from_z(recorded_at)).total_seconds()) + 1}
            raw, kept = write(
                file=uuid, n=n + 1, prev=prev, kind=kind, recorded_at=recorded_at, happened_at=happened_at, actor=actor, role=role, body=body
            )
            digest_ = digest(raw)
            execute(INSERT, (seq, chain, n + 1, kind, recorded_at, prev, digest_, raw))
            for text in kept:
                place = (uuid, n + 1, text.name)
                salt, held = self.cover.data(text.salt, "salt", *place), self.cover.text(text.body, "text", *place)
                added = execute(TEXT, (chain, n + 1, text.name, text.fingerprint, salt, held))
                self._index(added)
            execute("UPDATE chain SET n = ?, head = ? WHERE id = ?", (n + 1, digest_, chain))
            if chain != STORE:
                self._summarise(chain, uuid, kind, body)
        except self.ERRORS as error:
            raise self._translated(error) from error
        self.heads[chain] = (n + 1, digest_)
        self.last = (seq, digest_)
        return Written(n + 1, digest_, recorded_at)

    def _end(self, chain: int) -> tuple[str, int, str, str, int]:
        """Where ``chain`` ends: (uuid, number of its last entry, head, latest instant of recording, next number over all chains)."""
        uuid, n, head, last, raw, seq = self.database.execute(END, (chain,)).fetchone()
        return uuid, n, head, self._latest(chain, last, raw) if n else "", seq

    def _latest(self, chain: int, last: str, raw: bytes) -> str:
        """The latest instant of recording in ``chain``: ``last``, its last entry's, unless the clock had gone back before that one (``raw``)."""
        if _BACK in bytes(raw):
            last = self.database.execute("SELECT MAX(recorded_at) FROM entry WHERE chain = ?", (chain,)).fetchone()[0]
        return str(last)

    def _translated(self, error: Exception) -> StoreError:
        return translated(error, self._path)

    def numbered(self, last: int) -> int:
        """The number over all chains of an entry that is poured in after number ``last``."""
        return last + 1

    def hold(self, chain: int) -> None:
        """Keep others from appending to ``chain`` until this transaction has ended. BEGIN IMMEDIATE did."""

    def _index(self, added: Any) -> None:
        """Bring texts into the search index, many at once: one by one would cost a third of the time of an append."""
        if added.lastrowid % INDEXED_EVERY == 0:
            self.database.execute(INDEX)

    def _summarise(self, chain: int, uuid: str, kind: str, body: Mapping[str, object]) -> None:
        for column, value in changed(kind, body).items():
            if column == "title":
                value = self.cover.text(str(value), "title", uuid)  # noqa: PLW2901 - the one column that is covered
            self.database.execute(f"UPDATE file SET {column} = ? WHERE chain = ?", (value, chain))

    def number_of(self, chain: int) -> int:
        """The number of the last entry of ``chain``, as this transaction sees it."""
        return int(self.database.execute(f"SELECT n FROM chain WHERE id = ?{self.HELD}", (chain,)).fetchone()[0])

    def person(self, actor: Actor) -> str:
        """The id of ``actor`` in this store; a person not met before is recorded in the store's chain. Raises StoreError."""
        who = (actor.name, actor.os_user, actor.host)
        known = self._known(who)
        if known is None:
            self.hold(STORE)
            known = self._known(who)  # a colleague's program may just have met the same person
        if known is None:
            known = new_uuid()[:13]
            body = {"id": known, "name": Text(actor.name), "os_user": Text(actor.os_user), "host": Text(actor.host)}
            self.append(STORE, kinds.PERSON, body, actor=known, role=actor.role)
            self.meet(known, who)
        return known

    def _known(self, who: tuple[str, str, str]) -> str | None:
        row = self.database.execute("SELECT id FROM person WHERE name = ? AND os_user = ? AND host = ?", who).fetchone()
        return str(row[0]) if row else None

    def meet(self, known: str, who: tuple[str, str, str]) -> None:
        """Note the person ``known`` by (name, operating-system account, host); a summary, the entry is the evidence."""
        self.database.execute("INSERT INTO person (id, name, os_user, host) VALUES (?, ?, ?, ?)", (known, *who))

    def open_file(
        self,
        year: int,
        body: Mapping[str, object],
        *,
        exercise: bool,
        actor: str,
        role: str,
        happened_at: str | None,
        at: datetime | None = None,
        ref: str = "",
    ) -> tuple[int, str, str, Written]:
        """Open a breach file: (chain, uuid, reference, first entry). The reference is the next of its ``year``, never used again; in a collection
        it is ``ref``.
        """
        self.hold(STORE)
        prefix = f"{'EX-' if exercise else ''}{year}-"
        ref = ref or f"{prefix}{max(self._last_given(prefix), self._kept_given(prefix)) + 1:04d}"
        uuid = new_uuid()
        chain = max(int(self.database.execute("SELECT MAX(id) FROM chain").fetchone()[0]), self._number("chains-given")) + 1
        self.database.execute("INSERT INTO chain (id, uuid, n, head) VALUES (?, ?, 0, ?)", (chain, uuid, GENESIS))
        self.database.execute(
            "INSERT INTO file (chain, uuid, ref, exercise, opened_at, state, title) VALUES (?, ?, ?, ?, '', 'open', ?)",
            (chain, uuid, ref, exercise, self.cover.text("", "title", uuid)),
        )
        opening = {**body, "ref": ref, "exercise": exercise}
        first = self.append(chain, kinds.OPENED, opening, actor=actor, role=role, happened_at=happened_at, at=at)
        self.database.execute("UPDATE file SET opened_at = ? WHERE chain = ?", (first.recorded_at, chain))
        self.append(STORE, kinds.FILE_OPENED, {"file": uuid, "ref": ref, "first": first.hash}, actor=actor, role=role)
        return chain, uuid, ref, first

    def last_in(self, collection: str) -> int:
        """The number of the last file of ``collection``; 0 where it has none."""
        return self._last_given(f"{collection}/")

    def _last_given(self, prefix: str) -> int:
        newest = "SELECT MAX(CAST(substr(ref, ?) AS INTEGER)) FROM file WHERE ref LIKE ?"
        row = self.database.execute(newest, (len(prefix) + 1, f"{prefix}%")).fetchone()
        return int(row[0] or 0)

    def _kept_given(self, prefix: str) -> int:
        return self._number(f"given:{prefix}")

    def _number(self, key: str) -> int:
        row = self.database.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return int(self.cover.untext(row[0], "meta", key)) if row else 0

    def keep_given(self, refs: Iterable[str]) -> None:
        """Never give ``refs`` again, although their files are not here: destroyed, or in a store that a backup replaced."""
        for ref in refs:
            prefix, _, number = ref.rpartition("-")
            self.set_meta(f"given:{prefix}-", str(max(int(number), self._kept_given(f"{prefix}-"))))

    def put_blob(self, chain: int, n: int, body: bytes) -> str:
        """Keep ``body`` with entry ``n`` of ``chain``, to the byte; its SHA-256."""
        mark = hashlib.sha256(body).hexdigest()
        held = self.cover.data(body, "blob", self._uuid(chain), n, mark)
        self.database.execute("INSERT INTO blob (chain, n, sha256, size, body) VALUES (?, ?, ?, ?, ?)", (chain, n, mark, len(body), held))
        return mark

    def erase(self, chain: int, n: int, texts: Sequence[str], files: Sequence[str]) -> None:
        """Take out the ``texts`` (names) of entry ``n`` and what is kept with it under the hashes ``files``; an entry ``erased`` names them already.

        ``Store.scrub`` has to follow. Raises StoreError, ``append-refused`` where no entry records it.
        """
        try:
            for name in texts:
                rows = self.database.execute("SELECT id FROM text WHERE chain = ? AND n = ? AND name = ?", (chain, n, name)).fetchall()
                self.database.execute("UPDATE text SET body = NULL, salt = NULL WHERE chain = ? AND n = ? AND name = ?", (chain, n, name))
                self._unindex([row[0] for row in rows])
            for mark in files:
                self.database.execute("DELETE FROM blob WHERE chain = ? AND n = ? AND sha256 = ?", (chain, n, mark))
        except self.ERRORS as error:
            raise self._translated(error) from error
        self._to_scrub()

    def forget_person(self, known: str) -> None:
        """Take the person ``known`` out of the summary of people; an entry ``erased`` of the store's chain names the texts already."""
        self.database.execute("DELETE FROM person WHERE id = ?", (known,))

    def destroy(self, chain: int, ref: str) -> None:
        """Take out the file of ``chain``, whose destruction the store's chain already records; ``ref`` is never given again.

        ``Store.scrub`` has to follow. Raises StoreError, ``append-refused`` where no entry records it.
        """
        self.keep_given([ref])
        self.set_meta("chains-given", str(max(chain, self._number("chains-given"))))
        try:
            self._unindex([row[0] for row in self.database.execute("SELECT id FROM text WHERE chain = ?", (chain,)).fetchall()])
            for table in ("text", "blob", "entry", "due", "file"):
                self.database.execute(f"DELETE FROM {table} WHERE chain = ?", (chain,))
            self.database.execute("DELETE FROM chain WHERE id = ?", (chain,))
        except self.ERRORS as error:
            raise self._translated(error) from error
        self.gone.append(chain)
        self.heads.pop(chain, None)
        self._to_scrub()

    def _to_scrub(self) -> None:
        """Note that ``Store.scrub`` has to follow."""
        self.set_meta(SCRUB, "1")

    def _unindex(self, ids: Sequence[int]) -> None:
        """Take texts out of the search index."""
        self.database.executemany("DELETE FROM search WHERE rowid = ?", [(known,) for known in ids])

    def set_due(self, chain: int, rows: Sequence[DueRow], stamp: str, until: str | None) -> None:
        """Keep the clocks of ``chain`` (0: of a file that was just opened), worked out under the law and profile of ``stamp``."""
        self.database.execute("DELETE FROM due WHERE chain = ?", (chain,))
        self._keep_due(chain, rows)
        if chain:
            self.database.execute("UPDATE file SET due_stamp = ?, due_until = ?, next_due = ? WHERE chain = ?", (stamp, until, next_of(rows), chain))
        else:
            self.set_meta("due_plan", stamp)

    def _keep_due(self, chain: int, rows: Sequence[DueRow]) -> None:
        self.database.executemany(_DUE, [(chain, place, *row.values()) for place, row in enumerate(rows)])

    def _uuid(self, chain: int) -> str:
        return str(self.database.execute("SELECT uuid FROM chain WHERE id = ?", (chain,)).fetchone()[0])

    def set_meta(self, key: str, value: str) -> None:
        """Set the store's own value ``key``; a summary, never evidence."""
        held = self.cover.text(value, "meta", key)
        self.database.execute("INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value", (key, held))

    def set_summary(self, chain: int, state: str, title: str) -> None:
        """Set what lists show of a file, after a change that ``breach.log.summary`` cannot follow entry by entry (a retraction)."""
        self.database.execute(
            "UPDATE file SET state = ?, title = ?, due_stamp = NULL WHERE chain = ?",
            (state, self.cover.text(title, "title", self._uuid(chain)), chain),
        )
