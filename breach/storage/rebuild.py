"""What is made from the entries, made from them again; and what lies beside them and belongs to none, taken out. No entry is touched.

The store is kept as it was first, in a verified copy beside it, and the store's chain records what was done.
"""

from __future__ import annotations

import hashlib
import hmac
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from breach import paths
from breach.catalogue.profiles import parse_profile
from breach.domain.text import Text
from breach.log import kinds
from breach.log.fold import fold
from breach.service.checking import REBUILT
from breach.service.kept_waiting import PREFIX
from breach.service.profile import values_of
from breach.service.proof import verify
from breach.storage.backup import dated_name, entries_hold, file_of, keep
from breach.storage.transfer import backup_of
from breach.storage.writing import INDEX, STORE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from breach.log.entries import Entry
    from breach.service.backup import Made
    from breach.service.desk import Desk
    from breach.service.ports import Written
    from breach.storage.reading import Reading
    from breach.storage.writing import Writer

SUMMARIES = ("person", "file", "search", "due")
"""The tables that are rebuilt."""
LONGEST = 200
"""How many rows that were taken out are named one by one on record."""
_GUARDS = ("text_stays", "blob_stays")


def rebuilt(desk: Desk) -> tuple[Made, list[str], Written]:
    """Rebuild the store of ``desk`` behind a copy: the copy, what was mended and taken out, and the entry that records it.

    Raises RuleError ``entries-at-fault`` where the entries themselves do not hold: nothing can be made from them; StoreError.
    """
    store: Any = desk.store
    entries_hold(store)
    found = [f"{one['file']} #{one['entry']} {one['fault']}" for one in verify(desk, None)["faults"] if one["fault"] in REBUILT]
    name = dated_name(paths.beside(store.path), "before-rebuild", desk.clock())
    made = backup_of(store, name, store.key, desk.clock) if paths.is_team(store.path) else keep(store, name)
    with store.writing(desk.clock) as writer:
        out = [*found, *mend(store, writer)]
        body = {
            "copy": Text(made.path.rpartition("/")[2]),
            "sha256": made.sha256,
            "taken_out": len(out),
            "rows": Text("\n".join(out[:LONGEST])) if out else None,
        }
        # Who did it is looked up afterwards: by a forged name nobody would be known.
        done = writer.append(STORE, kinds.REBUILT, body, actor=writer.person(desk.actor), role=desk.actor.role)
    return made, out, done


def rebuild(store: Reading, clock: Callable[[], datetime]) -> None:
    """As ``mend``, in a transaction of its own. Raises StoreError."""
    with store.writing(clock) as writer:  # type: ignore[attr-defined]  # both stores have it
        mend(store, writer)


def mend(store: Reading, writer: Writer) -> list[str]:
    """Take out what belongs to no entry, and fill the summaries from the entries and texts: what was taken out, a line each. Raises StoreError."""
    embedded = not paths.is_team(store.path)
    try:
        with _unguarded(writer.database) if embedded else _as_it_is():
            out = _chains(store, writer.database) if embedded else []
            out += _take_out(store, writer.database)
        _summaries(store, writer, embedded=embedded)
    except writer.ERRORS as error:
        raise writer._translated(error) from error  # noqa: SLF001 - the other half of one module
    return out


@contextmanager
def _as_it_is() -> Iterator[None]:
    """On a server the tables' own rules say what may go."""
    yield


@contextmanager
def _unguarded(database: Any) -> Iterator[None]:
    """The block in which texts and kept files may go without an entry that says so; in the transaction that is open."""
    held = [database.execute("SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name = ?", (name,)).fetchone()[0] for name in _GUARDS]
    for name in _GUARDS:
        database.execute(f"DROP TRIGGER {name}")
    yield
    for sql in held:
        database.execute(sql)


def _chains(store: Reading, database: Any) -> list[str]:
    """The table of chains as the entries have it (which there are, and where each ends): what it said otherwise, a line each."""
    out = []
    held = {number: (number, uuid, n, head) for number, uuid, n, head in store.asked("SELECT id, uuid, n, head FROM chain", ())}
    for number, n in store.asked("SELECT chain, MAX(n) FROM entry GROUP BY chain", ()):
        ((mark, raw),) = store.asked("SELECT hash, raw FROM entry WHERE chain = ? AND n = ?", (number, n))
        uuid = file_of(bytes(raw))
        said = held.pop(number, None)
        if said != (number, uuid, n, mark):
            out.append(f"chain {number} {uuid} #{said[2] if said else '-'} -> #{n}")
            database.execute("DELETE FROM chain WHERE id = ? OR uuid = ?", (number, uuid))
            database.execute("INSERT INTO chain (id, uuid, n, head) VALUES (?, ?, ?, ?)", (number, uuid, n, mark))
    return out


def _take_out(store: Reading, database: Any) -> list[str]:
    """Delete every row beside the entries that none of them names: a line each, with the SHA-256 of what it held."""
    named = {chain: store.history(chain) for chain, _ in store.chains()}
    marks = {(chain, entry.n): entry for chain, entries in named.items() for entry in entries}
    out = [_gone(database, store, "text", known, "name") for known in _stray_texts(store, marks)]
    out += [_gone(database, store, "blob", known, "sha256") for known in _stray_blobs(store, marks)]
    out += [f"chain {number} {uuid}" for number, uuid in store.chains() if number != STORE and not named[number]]
    database.execute("DELETE FROM chain WHERE id <> ? AND NOT EXISTS (SELECT 1 FROM entry WHERE entry.chain = chain.id)", (STORE,))
    return out


def _gone(database: Any, store: Reading, table: str, known: int, column: str) -> str:
    chain, n, name, body = store.asked(f"SELECT chain, n, {column}, body FROM {table} WHERE id = ?", (known,))[0]
    held = body.encode() if isinstance(body, str) else bytes(body or b"")
    database.execute(f"DELETE FROM {table} WHERE id = ?", (known,))
    return f"{table} {chain}/{n} {name} sha256:{hashlib.sha256(held).hexdigest()}"


def _stray_texts(store: Reading, marks: dict[tuple[int, int], Entry]) -> list[int]:
    """The rows of texts that no entry names; of several for one, all but the one that fits."""
    rows = store.asked("SELECT id, chain, n, name, fingerprint FROM text ORDER BY id", ())
    fitting: dict[tuple[int, int, str], list[int]] = {}
    erased = {(chain, one.body["entry"], name) for (chain, _), one in marks.items() if one.kind == kinds.ERASED for name in one.body["texts"]}
    out = []
    for known, chain, n, name, mark in rows:
        entry = marks.get((chain, n))
        if entry is None or entry.texts.get(name) != mark:
            out.append(known)
        else:
            fitting.setdefault((chain, n, name), []).append(known)
    for (chain, n, name), several in fitting.items():
        if len(several) > 1:
            gone, mark = (chain, n, name) in erased, marks[chain, n].texts[name]
            right = next((known for known in several if _fits(store, known, mark, gone=gone)), several[0])
            out += [known for known in several if known != right]
    return out


def _fits(store: Reading, known: int, mark: str, *, gone: bool) -> bool:
    """Whether the row ``known`` holds nothing where its text is on record as erased (``gone``), else the text of the fingerprint ``mark``."""
    salt, body = store.asked("SELECT salt, body FROM text WHERE id = ?", (known,))[0]
    if gone or body is None:
        return gone and body is None
    return isinstance(body, str) and hmac.digest(bytes(salt or b""), body.encode(), "sha256").hex() == mark


def _stray_blobs(store: Reading, marks: dict[tuple[int, int], Entry]) -> list[int]:
    rows = store.asked("SELECT id, chain, n, sha256 FROM blob ORDER BY id", ())
    return [known for known, chain, n, mark in rows if (chain, n) not in marks or mark.encode() not in marks[chain, n].raw]


def _summaries(store: Reading, writer: Writer, *, embedded: bool) -> None:
    database = writer.database
    for table in SUMMARIES:
        if table != "search" or embedded:
            database.execute(f"DELETE FROM {table}")
    for entry in store.history(STORE):
        if entry.kind == kinds.PERSON and entry.body["name"] is not None:
            writer.meet(entry.body["id"], (entry.body["name"], entry.body["os_user"] or "", entry.body["host"] or ""))
    for chain, uuid in store.chains():
        if chain != STORE:
            file = fold(store.history(chain))
            title = writer.cover.text(file.title, "title", uuid)
            row = (chain, uuid, file.ref, bool(file.exercise), file.opened_at, "closed" if file.closed else "open", title)
            database.execute("INSERT INTO file (chain, uuid, ref, exercise, opened_at, state, title) VALUES (?, ?, ?, ?, ?, ?, ?)", row)
    _values(store, writer)
    if embedded:
        database.execute(INDEX)


def _values(store: Reading, writer: Writer) -> None:
    """The store's own values that are made from the entries: the profile in force; the references and chains that were given; what waits."""
    history = store.history(STORE)
    profiles = [entry for entry in history if entry.kind == kinds.PROFILE]
    if profiles and profiles[-1].body["text"] is not None:
        text = str(profiles[-1].body["text"])
        profile = parse_profile(text, "profile.toml")
        for key, value in {"profile": str(profiles[-1].n), "profile_text": text, **values_of(profile)}.items():
            _set(store, writer, key, value)
    if not profiles:
        for key in ("profile", "profile_text", "zone", "organisation", "exercise_only", "retention_years"):
            if store.meta(key) is not None:
                writer.database.execute("DELETE FROM meta WHERE key = ?", (key,))
    writer.keep_given(entry.body["ref"] for entry in history if entry.kind == kinds.FILE_DESTROYED and "/" not in entry.body["ref"])
    for key in ["due_plan", *(f"{PREFIX}{name}" for name in store.metas(PREFIX))]:
        if store.meta(key):
            writer.set_meta(key, "")


def _set(store: Reading, writer: Writer, key: str, value: str) -> None:
    if (store.meta(key) or "") != value:
        writer.set_meta(key, value)
