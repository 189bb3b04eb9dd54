"""Review without a shared server: a file goes to a DPO outside as an encrypted bundle, and what they write there comes back.

Their store opens it as a file of its own, a review, whose entries come in one by one inside entries of kind ``received``; what they add is
theirs, and comes back the same way. Neither chain forks; an entry comes in once, however often its bundle is merged.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from breach.domain.text import Text
from breach.errors import InputError, NotSo, RuleError
from breach.i18n import t
from breach.log import kinds, pack, verifier, verifier_ground
from breach.log.entries import Entry, Kept, attach
from breach.log.fold import fold
from breach.log.received import referred
from breach.service import pack as inspection
from breach.service.attesting_ports import ENCRYPTED
from breach.service.late_actions import DATED, dated
from breach.service.signing import attesting_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from breach.log.fold import Conflict
    from breach.service.desk import Acting, Desk
    from breach.service.ports import FileRow, Written

FORMAT = "breach-bundle-1"
MOST_FAULTS = 3


@dataclass(slots=True)
class Merged:
    """What a merge did: the file it went into, whether it was opened for it, how many entries came in, and what both sides changed."""

    row: FileRow
    opened: bool
    origin: str
    added: list[int] = field(default_factory=list)
    known: int = 0
    conflicts: list[Conflict] = field(default_factory=list)

    def to_json(self) -> dict[str, object]:
        """As ``merge --json`` prints it."""
        both = [
            {"what": one.what, "ours": one.ours, "theirs": one.theirs, "our_version": one.our_body, "their_version": one.their_body}
            for one in self.conflicts
        ]
        about: dict[str, object] = {"ref": self.row.ref, "opened": self.opened, "origin": self.origin}
        return {**about, "entries": self.added, "already_there": self.known, "conflicts": both}


def bundle(desk: Desk, ref: str, recipients: Sequence[str]) -> tuple[FileRow, bytes, list[str], int]:
    """The file ``ref``, encrypted for ``recipients`` (age public keys; none: whom a review answers): bytes, keys, and privileged notes left out.

    Raises InputError ``no-recipient``, ``bad-recipient``, ``review-not-installed``.
    """
    row = desk.store.find(ref)
    attesting = attesting_of(desk)
    opening = desk.store.history(row.chain)[0].body
    to = list(recipients) or list((opening.get("review_of") or {}).get("reply_to", ()))
    if not to:
        raise InputError("no-recipient", ref=row.ref)
    members, _ = inspection.members_of(desk, row)
    members, withheld = _without_privileged(members)
    about = {"format": FORMAT, "reply_to": attesting.review_keys(), "title": row.title}
    members["bundle.json"] = json.dumps(about, ensure_ascii=False, sort_keys=True, indent=1).encode() + b"\n"
    manifest = json.loads(members.pop("manifest.json"))
    manifest["members"] = {name: hashlib.sha256(body).hexdigest() for name, body in members.items()}
    members["manifest.json"] = json.dumps(manifest, ensure_ascii=False, sort_keys=True, indent=1).encode() + b"\n"
    return row, attesting.encrypt(pack.build(members), to), to, withheld


def _without_privileged(members: dict[str, bytes]) -> tuple[dict[str, bytes], int]:
    """``members`` without what is kept with privileged notes (their texts are in no export), and how many notes those are."""
    entries = [json.loads(line) for line in members["entries.jsonl"].splitlines()]
    private = [f"drafts/{entry['n']:04d}-" for entry in entries if entry["kind"] == kinds.PRIVILEGED]
    return {name: body for name, body in members.items() if not name.startswith(tuple(private))}, len(private)


def sent(desk: Desk, row: FileRow, body: bytes, to: Sequence[str], path: str = "") -> Written:
    """Record that a bundle was made, for which keys and where to (``path``, "" unknown). Raises StoreError."""
    with desk.acting() as act:
        said = {"format": "age", "sha256": hashlib.sha256(body).hexdigest(), "size": len(body), "to": list(to), "path": Text(path) if path else None}
        return act.append(row, kinds.EXPORTED, said)


@dataclass(frozen=True, slots=True)
class _Bundle:
    """A bundle that was opened and found sound."""

    file: str
    ref: str
    exercise: bool
    about: dict[str, Any]
    entries: tuple[Entry, ...]
    texts: dict[str, tuple[bytes, str]]
    people: dict[str, str]
    kept: dict[int, list[bytes]]


def merge(desk: Desk, data: bytes, name: str) -> Merged:
    """Take in the bundle ``data`` (the file ``name``): all that is new of it, or nothing.

    Raises InputError ``bundle-not-for-us``, ``no-review-key``, ``not-a-bundle``; NotSo ``bundle-refused`` where it is not sound; RuleError
    ``merge-other-history`` where it contradicts what came in before, or what is here.
    """
    given = _opened(desk, data, name)
    here = {row.uuid: row for row in desk.store.files()}
    if given.file in here:
        return Merged(here[given.file], opened=False, origin=given.file, known=len(given.entries))
    ours = (given.entries[0].body.get("review_of") or {}).get("file", "")
    row = here.get(ours) or _review_of(desk, given.file)
    with desk.acting() as act:
        opened = row is None
        if row is None:
            row = _begin(desk, act, given)
        return _take(desk, act, row, given, opened=opened)


def _opened(desk: Desk, data: bytes, name: str) -> _Bundle:
    plain = attesting_of(desk).decrypt(data, name) if data.startswith(ENCRYPTED) else data
    report = verifier.verify_bytes(plain, pack.verifier_words()[desk.lang])
    if not report.ok:
        said = "; ".join(fault.message for fault in report.faults[:MOST_FAULTS])
        raise NotSo("bundle-refused", path=name, count=len(report.faults), faults=said)
    members = verifier_ground.take_apart(plain)
    about = _about(members.get("bundle.json", b"null"))
    if about is None or not report.entries:
        raise InputError("not-a-bundle", path=name)
    texts = {held["fingerprint"]: (bytes.fromhex(held["salt"]), held["text"]) for held in map(json.loads, members["texts.jsonl"].splitlines())}
    kept: dict[int, list[bytes]] = {}
    for member, body in sorted(members.items()):
        if member.startswith("drafts/"):
            kept.setdefault(int(member.removeprefix("drafts/").split("-")[0]), []).append(body)
    entries = tuple(Entry(raw) for raw in members["entries.jsonl"].splitlines())
    return _Bundle(report.file, report.ref, report.exercise, about, entries, texts, json.loads(members["people.json"]), kept)


def _about(raw: bytes) -> dict[str, Any] | None:
    try:
        about: dict[str, Any] = json.loads(raw)
        right = about["format"] == FORMAT and isinstance(about["title"], str) and all(isinstance(key, str) for key in about["reply_to"])
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return about if right else None


def _review_of(desk: Desk, file: str) -> FileRow | None:
    ref = desk.store.meta(f"review:{file}")
    return desk.store.find(ref) if ref else None


def _begin(desk: Desk, act: Acting, given: _Bundle) -> FileRow:
    """Open the review of ``given``: a file of this store, with a reference of its own."""
    from breach.domain.instants import zone_of

    body = {
        "text": Text(t("bundle.opening", desk.lang, ref=given.ref)),
        "title": Text(given.about["title"] or given.ref),
        "review_of": {"file": given.file, "ref": given.ref, "reply_to": given.about["reply_to"]},
    }
    year = desk.now().astimezone(zone_of(desk.zone)).year
    at = desk.recording(None, exercise=given.exercise)
    _, _, ref, _ = act.writer.open_file(year, body, exercise=given.exercise, actor=act.actor, role=desk.actor.role, happened_at=None, at=at)
    act.writer.set_meta(f"review:{given.file}", ref)
    return desk.store.find(ref)


def _take(desk: Desk, act: Acting, row: FileRow, given: _Bundle, *, opened: bool) -> Merged:
    history = desk.store.history(row.chain)
    ours = {entry.n: entry for entry in history}
    before = {entry.body["n"]: entry for entry in history if entry.kind == kinds.RECEIVED and entry.body["origin"] == given.file}
    done = Merged(row, opened=opened, origin=given.file)
    base = 0
    numbers = {n: entry.n for n, entry in before.items()}
    for entry in given.entries:
        if entry.kind == kinds.RECEIVED and entry.body["origin"] == row.uuid:
            base = max(base, _same(given, entry, ours))
            numbers[entry.n] = entry.body["n"]
        elif entry.n in before:
            _unchanged(given, entry, before[entry.n])
            done.known += 1
        elif entry.kind != kinds.OPENED or "review_of" not in entry.body:
            numbers[entry.n] = _receive(act, row, given, entry, base, numbers).n
            done.added.append(numbers[entry.n])
    if done.added:
        after = fold(desk.store.history(row.chain))
        done.conflicts = [one for one in after.conflicts if one.theirs in done.added]
        act.writer.set_summary(row.chain, "closed" if after.closed else "open", after.title)
    return done


def _same(given: _Bundle, entry: Entry, ours: Mapping[int, Entry]) -> int:
    """The number of the entry of ours that ``entry`` brings back. Raises RuleError ``merge-other-history``."""
    n = entry.body["n"]
    if n not in ours or ours[n].hash != entry.body["hash"]:
        raise RuleError("merge-other-history", ref=given.ref, n=n, ours=ours[n].hash if n in ours else "-", theirs=entry.body["hash"])
    return int(n)


def _unchanged(given: _Bundle, entry: Entry, before: Entry) -> None:
    if before.body["hash"] != entry.hash:
        raise RuleError("merge-other-history", ref=given.ref, n=entry.n, ours=before.body["hash"], theirs=entry.hash)


def _receive(act: Acting, row: FileRow, given: _Bundle, entry: Entry, base: int, numbers: Mapping[int, int]) -> Written:
    kept = given.kept.get(entry.n, [])
    words = {name: _kept(given, mark) for name, mark in entry.texts.items()}
    bare = Entry(entry.raw)
    bare.body = attach(bare.body, {})
    body = {
        "origin": given.file,
        "n": entry.n,
        "hash": entry.hash,
        "raw": entry.raw.decode(),
        "by": Text(given.people[entry.actor]) if given.people.get(entry.actor) else None,
        "base": base,
        "words": words,
        "numbers": {str(n): numbers[n] for n in referred(bare) if n in numbers},
        "kept": [hashlib.sha256(held).hexdigest() for held in kept],
    }
    if dated(bare):
        act.writer.set_meta(f"{DATED}{row.chain}", "1")
    done = act.append(row, kinds.RECEIVED, body)
    for held in kept:
        act.writer.put_blob(row.chain, done.n, held)
    return done


def _kept(given: _Bundle, mark: str) -> Kept | None:
    held = given.texts.get(mark)
    return Kept("", held[1], lambda _: held[0]) if held else None


def can_be_answered(desk: Desk) -> bool:
    """Whether this account has a key to which an answer can be encrypted."""
    return bool(attesting_of(desk).review_keys())
