"""Erasing, on record: a text, a name, what is kept to the byte, a whole file. The chain stays whole, and says that it was done and why.

What lies outside the store (backups, exports, papers written to files) cannot be reached from here: it is named.
"""

from __future__ import annotations

import json
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from breach.errors import InputError, RuleError, StoreError
from breach.log import kinds
from breach.log.fold import fold
from breach.service.desk import STORE, Desk, clean
from breach.service.files import read
from breach.service.retention import held_files, keeping, may_destroy, need_no_hold, period
from breach.service.signing import META

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from breach.domain.text import Text
    from breach.log.entries import Entry
    from breach.service.desk import Acting
    from breach.service.ports import FileRow, Written

FILES = "file"
"""``ENTRY.file``: what is kept to the byte with the entry."""
LEFT_THE_FILE = frozenset({kinds.DRAFT, kinds.EXPORTED})
LEFT_THE_STORE = frozenset({kinds.BACKUP, kinds.REGISTER_EXPORTED, kinds.MIGRATED, kinds.RESTORED})
"""Kinds, in a file's chain and in the store's, after which a copy lies outside, where no erasure reaches. A new way out is added here."""
SHORTEST = 4
"""Shorter words are not looked for elsewhere: they stand everywhere."""
PACKED = (b"%PDF", b"PK\3\4", b"\x1f\x8b", b"\x89PNG", b"\xff\xd8\xff")
"""How files begin in which words cannot be found by reading their bytes."""


@dataclass(slots=True)
class Erased:
    """What an erasure did.

    ``ref``: of the file, "" for a person; ``done``: the entry that records it (the store's for a person); ``texts``: (reference, entry, name)
    erased; ``files``: SHA-256 erased; ``still``: where the same words stand yet, (reference, entry, text's name or SHA-256, "words" or
    "unsearched"); ``outside``: copies that nothing here reaches; ``unfinished``: unfinished texts that were cleared; ``complete``: False where
    another process still reads the database's log.
    """

    ref: str
    done: Written
    texts: list[tuple[str, int, str]]
    files: list[str] = field(default_factory=list)
    still: list[tuple[str, int, str, str]] = field(default_factory=list)
    outside: list[dict[str, Any]] = field(default_factory=list)
    unfinished: int = 0
    complete: bool = True


def erase(desk: Desk, ref: str, n: int, name: str, why: str) -> Erased:
    """Erase the text ``name`` of entry ``n`` of the file; "" all of the entry's texts and what is kept with it; "file" only the latter.

    Raises InputError ``no-such-entry``, ``nothing-to-erase``; RuleError ``under-hold``; StoreError.
    """
    reasons = _reasons(desk, why)
    opened = read(desk, ref)
    need_no_hold(desk, opened)
    entries = desk.store.history(opened.row.chain)
    if not 1 <= n <= len(entries):
        raise InputError("no-such-entry", entry=n, ref=opened.row.ref, last=len(entries))
    kept = _there(entries, n)
    texts = [key for key in kept if name in ("", key) or key.startswith(f"{name}.")]
    blobs = [(mark, body) for _, mark, _, body in desk.store.blobs(opened.row.chain, n) if name in ("", FILES)]
    if not texts and not blobs:
        raise InputError("nothing-to-erase", entry=n, ref=opened.row.ref, texts=", ".join([*kept, *([FILES] if blobs else [])]) or "-")
    outside = _outside(desk, opened.row, entries, n)
    with desk.acting() as act:
        done = _record(act, opened.row.chain, n, texts, [mark for mark, _ in blobs], reasons)
        after = fold(desk.store.history(opened.row.chain))
        act.writer.set_summary(opened.row.chain, "closed" if after.closed else "open", after.title)
    words = [kept[key] for key in texts if kept[key]]
    found = Erased(opened.row.ref, done, [(opened.row.ref, n, key) for key in texts], [mark for mark, _ in blobs], outside=outside)
    return _ended(desk, found, words, _still(desk, words, [opened.row]))


def _there(entries: Sequence[Entry], n: int) -> dict[str, str]:
    """The texts of entry ``n`` that no entry records as erased, by name: "" for one that is gone without a word, which erasing puts on record."""
    gone = {name for entry in entries if entry.kind == kinds.ERASED and entry.body["entry"] == n for name in entry.body["texts"]}
    words = entries[n - 1].words
    return {key: words.get(key) or "" for key in entries[n - 1].texts if words.get(key) is not None or key not in gone}


def erase_person(desk: Desk, who: str, why: str) -> Erased:
    """Erase the name, account and host of the person ``who`` (a name or an id) from the store, and every text that is only that name.

    Texts that hold the name among other words are named, for somebody to read and erase one by one.
    Raises InputError ``no-such-person``; RuleError ``under-hold``; StoreError.
    """
    reasons = _reasons(desk, why)
    wanted = unicodedata.normalize("NFC", who).strip()
    met = [entry for entry in desk.store.history(STORE) if entry.kind == kinds.PERSON and wanted in (entry.body["id"], entry.body["name"])]
    names = {str(entry.words["name"]) for entry in met if entry.words.get("name")} or {wanted}
    rows = {row.chain: row for row in desk.store.files()}
    own = {entry.n for entry in met}
    hits = [hit for name in sorted(names) for hit in desk.store.texts_holding(name) if hit[3] == name]
    alone = [hit for hit in hits if hit[0] in rows or (hit[0] == STORE and hit[1] not in own)]
    ids = {entry.body["id"] for entry in met if any(text is not None for text in entry.words.values())}
    if not ids and not alone:
        raise InputError("no-such-person", who=who[:80])
    _no_held(desk, {hit[0] for hit in alone}, ids)
    done: Written | None = None
    with desk.acting() as act:
        for chain, n, texts in _by_entry(alone):
            done = _record(act, chain, n, texts, [], reasons)
        for entry in met:
            texts = [key for key, text in entry.words.items() if text is not None]
            if texts:
                done = _record(act, STORE, entry.n, texts, [], reasons)
                act.writer.forget_person(entry.body["id"])
        _forget_signing(desk, act, names)
    assert done is not None, "something was found to erase"
    texts_gone = [(rows[chain].ref if chain in rows else "", n, key) for chain, n, key, _ in alone] + [("", e.n, key) for e in met for key in e.words]
    found = Erased("", done, texts_gone, outside=_outside_all(desk, rows.values()))
    return _ended(desk, found, sorted(names), _still(desk, sorted(names), rows.values()))


def _forget_signing(desk: Desk, act: Acting, names: set[str]) -> None:
    """Take ``names`` out of what the store remembers of signing keys in use."""
    held = json.loads(desk.store.meta(META) or "{}")
    if names & set(held):
        act.writer.set_meta(META, json.dumps({name: key for name, key in held.items() if name not in names}))


def destroy(desk: Desk, ref: str, why: str, *, before_retention: bool = False) -> tuple[FileRow, Written, list[dict[str, Any]], bool]:
    """Destroy the file: the file that was, the store's entry that records it, copies that nothing here reaches, and whether all is done.

    The store's chain keeps its reference, head and reason, and nothing else is left. The reference is never given again.
    Raises RuleError ``under-hold``, ``still-open``, ``retention-not-over``; StoreError.
    """
    reasons = _reasons(desk, why)
    opened = read(desk, ref)
    may_destroy(desk, opened, before_retention=before_retention)
    row, file = opened.row, opened.file
    entries = desk.store.history(row.chain)
    outside = _outside(desk, row, entries, 1)
    body = {
        "file": row.uuid,
        "ref": row.ref,
        "n": file.entries,
        "head": file.head,
        "before_retention": not row.exercise and not keeping(desk, file).passed,
        "closed_at": file.closed_by.recorded_at if file.closed_by else None,
        "retention_years": period(desk).years,
        "retention_by": period(desk).by,
        "why": reasons,
    }
    with desk.acting() as act:
        if act.writer.number_of(row.chain) != file.entries:
            raise RuleError("written-meanwhile", ref=row.ref)
        done = act.append_store(kinds.FILE_DESTROYED, body)
        act.writer.destroy(row.chain, row.ref)
    desk.store.forget_typing([text for entry in entries for text in entry.words.values() if text])
    return row, done, outside, _scrubbed(desk)


def _reasons(desk: Desk, why: str) -> Text:
    """The reasons as kept. Raises InputError, RuleError ``now-is-for-reading``: what cannot be undone is done in the host's time only."""
    if desk.fixed is not None:
        raise RuleError("now-is-for-reading")
    return clean(why, what="--why")


def finish(desk: Desk) -> bool:
    """End the clearing that another process held up: whether it is done now. Raises StoreError."""
    return desk.store.meta("scrub-pending") is None or desk.store.scrub()


def _record(act: Acting, chain: int, n: int, texts: Sequence[str], files: Sequence[str], why: str) -> Written:
    body = {"entry": n, "texts": list(texts), "files": list(files), "why": why}
    done = act.append_to(chain, kinds.ERASED, body)
    act.writer.erase(chain, n, texts, files)
    return done


def _ended(desk: Desk, found: Erased, words: Sequence[str], still: list[tuple[str, int, str, str]]) -> Erased:
    found.still = still
    found.unfinished = desk.store.forget_typing(words)
    found.complete = _scrubbed(desk)
    return found


def _scrubbed(desk: Desk) -> bool:
    try:
        return desk.store.scrub()
    except StoreError as error:
        if error.code in ("store-busy", "disk-full"):
            return False  # what was erased is erased on record; doctor names what is left to do
        raise


def _by_entry(hits: Iterable[tuple[int, int, str, str]]) -> list[tuple[int, int, list[str]]]:
    found: dict[tuple[int, int], list[str]] = {}
    for chain, n, name, _ in hits:
        found.setdefault((chain, n), []).append(name)
    return [(chain, n, names) for (chain, n), names in found.items()]


def _no_held(desk: Desk, chains: set[int], ids: set[str]) -> None:
    for row in held_files(desk):
        if row.chain in chains or any(entry.actor in ids for entry in desk.store.history(row.chain)):
            need_no_hold(desk, read(desk, row.ref))


def _still(desk: Desk, words: Sequence[str], rows: Iterable[FileRow]) -> list[tuple[str, int, str, str]]:
    """Where ``words`` stand yet: in other texts of any file or of the store's chain, and in what is kept to the byte in ``rows``."""
    refs = {row.chain: row.ref for row in desk.store.files()}
    looked = [word for word in words if len(word) >= SHORTEST]
    found = {(refs.get(chain, ""), n, name, "words") for word in looked for chain, n, name, _ in desk.store.texts_holding(word)}
    for row in rows if looked else ():
        for n, mark, _, body in desk.store.blobs(row.chain):
            if any(word.encode() in body for word in looked):
                found.add((row.ref, n, mark, "words"))
            elif body.startswith(PACKED):
                found.add((row.ref, n, mark, "unsearched"))
    return sorted(found)


def _outside(desk: Desk, row: FileRow, entries: Sequence[Entry], n: int) -> list[dict[str, Any]]:
    """Copies made since entry ``n``: papers and exports of the file, and what was made of the whole store."""
    own = [_copy(row.ref, entry) for entry in entries if entry.kind in LEFT_THE_FILE and entry.n > n]
    since = entries[n - 1].recorded_at
    whole = [_copy("", entry) for entry in desk.store.history(STORE) if entry.kind in LEFT_THE_STORE and entry.recorded_at >= since]
    return [*own, *whole, *_beside(desk)]


def _outside_all(desk: Desk, rows: Iterable[FileRow]) -> list[dict[str, Any]]:
    found = [_copy("", entry) for entry in desk.store.history(STORE) if entry.kind in LEFT_THE_STORE]
    marked = {chain for kind in LEFT_THE_FILE for chain in desk.store.chains_with(kind)}
    for row in rows:
        if row.chain in marked:
            found += [_copy(row.ref, entry) for entry in desk.store.history(row.chain) if entry.kind in LEFT_THE_FILE]
    return [*found, *_beside(desk)]


def _copy(ref: str, entry: Entry) -> dict[str, Any]:
    body = entry.body
    path = next((body[key] for key in ("path", "backup", "aside") if body.get(key)), None)
    return {"kind": entry.kind, "ref": ref, "entry": entry.n, "at": entry.recorded_at, "path": path, "sha256": body.get("sha256")}


def _beside(desk: Desk) -> list[dict[str, Any]]:
    return [{"kind": kind, "ref": "", "entry": 0, "at": None, "path": path, "sha256": None} for kind, path in desk.store.copies_beside()]
