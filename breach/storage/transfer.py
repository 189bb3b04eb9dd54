"""A whole store poured into an empty one of either kind: every entry to the byte, every text, kept file and summary; then compared."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlcipher3 import dbapi2

from breach.disk.durable import sync
from breach.domain.text import Text
from breach.errors import InputError, StoreError
from breach.log import kinds
from breach.log.entries import GENESIS, Entry
from breach.storage import backup, swap
from breach.storage.asking import STORE
from breach.storage.connection import connect, lock_path, translated
from breach.storage.create import upgrade
from breach.storage.posix import Lock, on_network
from breach.storage.store import Store
from breach.storage.writing import INDEX, INSERT, TEXT, Writer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import datetime

    from breach.domain.actor import Actor
    from breach.service.backup import Made
    from breach.storage.reading import Reading

NOT_POURED = ("moved",)
"""What is kept of a store that is no part of what it holds."""
_PIECE = 500
"""How many rows are fetched at once."""


def pour(source: Reading, writer: Writer) -> list[str]:
    """Write everything that ``source`` has on record with ``writer``, whose store is empty; what lies beside its entries and that none of them
    names stays behind: it is returned, a line each. The caller began, and ends, its transaction.

    Raises StoreError; the driver's errors are the caller's to translate.
    """
    database = writer.database
    uuids = dict(source.chains())
    for chain, uuid in uuids.items():
        database.execute("INSERT INTO chain (id, uuid, n, head) VALUES (?, ?, 0, ?)", (chain, uuid, GENESIS))
    seq = 0
    named: set[int] = set()
    for last in _pages(source, "SELECT seq, chain, n, kind, recorded_at, prev, hash, raw FROM entry WHERE seq > ? ORDER BY seq"):
        for _, chain, n, kind, recorded_at, prev, mark, raw in last:
            seq = writer.numbered(seq)
            named |= {hash((chain, n, name, held)) for name, held in _texts_of(bytes(raw)).items()}
            database.execute(INSERT, (seq, chain, n, kind, recorded_at, prev, mark, bytes(raw)))
            database.execute("UPDATE chain SET n = ?, head = ? WHERE id = ?", (n, mark, chain))
    left = _pour_beside(source, writer, uuids, named)
    _summaries(source, writer)
    return left


def _pour_beside(source: Reading, writer: Writer, uuids: Mapping[int, str], named: set[int]) -> list[str]:
    """The texts and the kept files that entries name (``named``: each as a number); those that none names are returned, a line each."""
    database, cover = writer.database, writer.cover
    left = []
    for rows in _pages(source, "SELECT id, chain, n, name, fingerprint, salt, body FROM text WHERE id > ? ORDER BY id"):
        for _, chain, n, name, mark, salt, body in rows:
            if hash((chain, n, name, mark)) not in named:
                left.append(f"text {chain}/{n} {name}")
                continue
            place = (uuids[chain], n, name)
            held: tuple[Any, Any] = (None, None)
            if body is not None:
                opened = source.cover.undata(salt, "salt", *place), source.cover.untext(body, "text", *place)
                held = cover.data(opened[0], "salt", *place), cover.text(opened[1], "text", *place)
            database.execute(TEXT, (chain, n, name, mark, *held))
    for rows in _pages(source, "SELECT id, chain, n, sha256, size, body FROM blob WHERE id > ? ORDER BY id", 1):
        for _, chain, n, mark, size, body in rows:
            if not any(mark.encode() in bytes(raw) for (raw,) in source.asked("SELECT raw FROM entry WHERE chain = ? AND n = ?", (chain, n))):
                left.append(f"blob {chain}/{n} {mark}")
                continue
            place = (uuids[chain], n, mark)
            kept = cover.data(source.cover.undata(body, "blob", *place), "blob", *place)
            database.execute("INSERT INTO blob (chain, n, sha256, size, body) VALUES (?, ?, ?, ?, ?)", (chain, n, mark, size, kept))
    return left


def _summaries(source: Reading, writer: Writer) -> None:
    for entry in source.history(STORE):
        if entry.kind == kinds.PERSON and entry.body["name"] is not None:
            writer.meet(entry.body["id"], (entry.body["name"], entry.body["os_user"] or "", entry.body["host"] or ""))
    for row in source.files(None):
        title = writer.cover.text(row.title, "title", row.uuid)
        writer.database.execute(
            "INSERT INTO file (chain, uuid, ref, exercise, opened_at, state, title) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (row.chain, row.uuid, row.ref, row.exercise, row.opened_at, row.state, title),
        )
    # The clocks are worked out again at the first reading: they are kept under this machine's law files.
    for (key,) in source.keys_of_meta():
        value = source.meta(key)
        if value is not None and key not in NOT_POURED:
            writer.set_meta(key, value)


def _texts_of(raw: bytes) -> dict[str, str]:
    """The texts that an entry names, with their fingerprints; none where it cannot be read, which comparing says."""
    try:
        return Entry(raw).texts
    except (ValueError, KeyError, TypeError):
        return {}


def _pages(source: Reading, sql: str, piece: int = _PIECE) -> Iterator[list[tuple[Any, ...]]]:
    """The rows of ``sql``, some at a time; its first column is the number that the next piece begins after."""
    last = 0
    while rows := source.asked(f"{sql} LIMIT {piece}", (last,)):
        yield rows
        last = rows[-1][0]


def compare(source: Reading, target: Reading, named: str) -> tuple[int, int]:
    """Whether ``target`` holds every chain of ``source`` to the byte, with the texts and kept files that it names: (chains, entries).

    Raises StoreError ``backup-not-verified``.
    """
    chains = source.chains()
    entries = 0
    differing = [] if chains == target.chains() else ["chains"]
    for chain, uuid in chains if not differing else []:
        rows = source.rows(chain)
        entries += len(rows)
        same = rows == target.rows(chain) and _beside(source, chain, rows) == _beside(target, chain, rows)
        differing += [] if same else [uuid]
    if differing:
        raise StoreError("backup-not-verified", path=named, count=len(differing), faults=", ".join(differing[:5]))
    return len(chains), entries


def _beside(store: Reading, chain: int, rows: list[tuple[bytes, str]]) -> tuple[object, object]:
    """The texts and the kept files of ``chain`` that its entries (``rows``) name."""
    raws = [raw for raw, _ in rows]
    marks = {mark for raw in raws for mark in _texts_of(raw).values()}
    texts = {mark: held for mark, held in store.texts(chain, judged=True).items() if mark in marks}
    return texts, [row for row in store.blobs(chain, judged=True) if 1 <= row[0] <= len(raws) and row[1].encode() in raws[row[0] - 1]]


def to_file(source: Reading, path: str, key: bytes, clock: Callable[[], datetime]) -> list[str]:
    """Pour ``source`` into the new embedded store ``path`` under ``key``; no heads are written yet: what was left behind.

    Raises StoreError, OSError.
    """
    swap.clear(path)
    os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600))
    connection = connect(path, key, create=True)
    try:
        upgrade(connection)
        connection.execute("BEGIN IMMEDIATE")
        left = pour(source, Writer(connection, clock, path))
        connection.execute(INDEX)
        connection.execute("COMMIT")
    except dbapi2.Error as error:
        raise translated(error, path, key) from error
    finally:
        connection.close()
    sync(path)
    return left


def backup_of(source: Reading, target: str, key: bytes, clock: Callable[[], datetime]) -> Made:
    """A verified backup of ``source`` in the new file ``target``: an embedded store under the same key, a copy where ``source`` is one.

    Raises InputError ``output-exists`` or ``output-not-written``; StoreError.
    """
    if isinstance(source, Store):
        return backup.make(source, target)
    left: list[str] = []
    made = backup.placed(target, key, lambda part: left.extend(to_file(source, part, key, clock)))
    return replace(made, beside=(*made.beside, *left))


def move_to_file(source: Reading, path: str, key: bytes, clock: Callable[[], datetime], actor: Actor) -> tuple[int, int]:
    """Move ``source`` into an embedded store at ``path``: (chains, entries). One that was moved away from there is put aside.

    Raises InputError ``output-exists``, StoreError. ``source`` is then as it was.
    """
    path = os.path.abspath(path)
    os.makedirs(os.path.dirname(path) or ".", mode=0o700, exist_ok=True)
    try:
        with Lock(lock_path(path)):
            part = swap.part_of(path)
            with _leaving(source, path, clock, actor):
                aside = _moved_away(path, key, clock)
                to_file(source, part, key, clock)
                held = Store(part, key)
                try:
                    done = compare(source, held, path)
                finally:
                    held.close()
                if aside:
                    backup.put_aside(path, aside)
                _install(path, part, key)
            return done
    except OSError as error:
        raise StoreError("store-not-made", path=path, said=error.strerror or "") from error


def _install(path: str, part: str, key: bytes) -> None:
    connection = connect(part, key)
    try:
        connection.execute(f"PRAGMA journal_mode = {'DELETE' if on_network(os.path.dirname(part) or '.') else 'WAL'}")
    finally:
        connection.close()
    swap.install(path, part, key)


def _moved_away(path: str, key: bytes, clock: Callable[[], datetime]) -> str:
    """Where the store at ``path``, which was moved away from there, is to be put; "" where there is none. Raises InputError ``output-exists``."""
    if not os.path.exists(path):
        return ""
    held = Store(path, key, older_ok=True)
    try:
        if not held.meta("moved"):
            raise InputError("output-exists", path=path)
        swap.settle(held.raw_connection, path)
    finally:
        held.close()
    return backup.dated_name(path, "moved", clock())


class _leaving:  # noqa: N801 - used as a block
    """The block in which ``source`` is poured elsewhere: nobody appends to it meanwhile, its chain says where it goes, and afterwards it refuses."""

    def __init__(self, source: Reading, to: str, clock: Callable[[], datetime], actor: Actor) -> None:
        self._work = source.writing(clock)  # type: ignore[attr-defined]  # both stores have it
        self._source, self._to, self._actor = source, to, actor

    def __enter__(self) -> None:
        self._writer = self._work.__enter__()
        try:
            for chain, _ in self._source.chains():
                self._writer.hold(chain)
            body = {"to": Text(self._to)}
            self._writer.append(STORE, kinds.MOVED, body, actor=self._writer.person(self._actor), role=self._actor.role)
        except BaseException as error:
            self._work.__exit__(type(error), error, error.__traceback__)
            raise

    def __exit__(self, *args: object) -> None:
        if args[0] is None:
            self._writer.set_meta("moved", self._to)
        self._work.__exit__(*args)


def move_with(source: Reading, to: str, clock: Callable[[], datetime], actor: Actor, fill: Callable[[], tuple[int, int]]) -> tuple[int, int]:
    """Move ``source`` to the server at ``to``; ``fill`` pours it there and compares. Raises StoreError; ``source`` is then as it was."""
    with _leaving(source, to, clock, actor):
        return fill()
