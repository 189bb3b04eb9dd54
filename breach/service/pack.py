"""The inspection pack of one file: entries, texts, kept papers, pages to read in both languages, and the verifier, in one archive."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from breach.domain.instants import from_z, to_z
from breach.i18n import LANGUAGES, plural
from breach.law.retention import ends
from breach.log import kinds, pack, verifier
from breach.service import pack_acts, pack_decisions, pack_facts, pack_outside, pack_proof, pack_vouched
from breach.service.facts import as_json
from breach.service.files import profile_of
from breach.service.pack_seen import Seen, entries_of
from breach.service.page import Link, Page
from breach.service.redaction import Withheld, withhold
from breach.service.retention import in_words, organisations
from breach.service.signing import known_keys

if TYPE_CHECKING:
    from collections.abc import Sequence

    from breach.log.entries import Entry
    from breach.service.desk import Desk
    from breach.service.ports import FileRow

PAGES = {"fr": "dossier.html", "en": "file.html"}
"""The names of the pages, by language."""


@dataclass(frozen=True, slots=True)
class Redaction:
    """How a redacted pack is asked for: texts to hold back besides names (``N`` or ``N.TEXT``), and why."""

    places: tuple[str, ...] = ()
    why: str = ""


def archive(desk: Desk, row: FileRow, redaction: Redaction | None = None) -> tuple[bytes, Withheld | None]:
    """The pack of the file ``row`` as it stands, and what a redacted one holds back: the same content gives the same bytes.

    Raises InputError ``export-too-large``, ``nothing-to-withhold``.
    """
    members, held = members_of(desk, row, redaction)
    return pack.build(members), held


def members_of(desk: Desk, row: FileRow, redaction: Redaction | None = None) -> tuple[dict[str, bytes], Withheld | None]:
    """What the pack of ``row`` holds, by name, and what a redacted one holds back. Raises InputError ``nothing-to-withhold``."""
    store = desk.store
    rows, texts, people, blobs = store.rows(row.chain), store.texts(row.chain), store.people(), store.blobs(row.chain)
    held = None
    secret = {mark for entry in entries_of(rows, {}) if entry.kind == kinds.PRIVILEGED for mark in entry.texts.values()}
    texts = {mark: pair for mark, pair in texts.items() if mark not in secret}  # the sealed notebook is in no export
    private = {entry.n for entry in entries_of(rows, {}) if entry.kind == kinds.PRIVILEGED}
    blobs = [blob for blob in blobs if blob[0] not in private]
    if redaction is not None:
        whole = entries_of(rows, texts)
        held = withhold(whole, people, blobs, redaction.places, redaction.why)
        back = {entry.texts[name] for entry in whole for name in entry.texts if (entry.n, name) in held.texts}
        texts = {mark: pair for mark, pair in texts.items() if mark not in back}
        blobs = [blob for blob in blobs if (blob[0], blob[1]) not in held.files]
        people = {}
    entries = entries_of(rows, texts)
    found = pack_vouched.vouching(desk, row.uuid, entries, blobs)
    pages = _pages(desk, row, entries, people, pack.kept(verifier.entries_in(rows), blobs), held, found)
    last = store.rows(1)[-1]
    members = pack.members_of_export(
        file=row.uuid,
        ref=row.ref,
        exercise=row.exercise,
        rows=rows,
        texts=texts,
        people=people,
        blobs=blobs,
        facts=as_json(Seen(row, entries, None, {}, {}, frozenset(), "fr", desk.zone).opened),
        keys=[{**key.to_json(), "name": ""} if held else key.to_json() for key in known_keys(desk)],
        store=(store.uuid(1), len(store.rows(1)), last[1]),
        pages=pages,
        withheld=held.to_json() if held else None,
    )
    return members, held


def _pages(
    desk: Desk,
    row: FileRow,
    entries: list[Entry],
    people: dict[str, str],
    kept: dict[str, bytes],
    held: Withheld | None,
    found: pack_vouched.Vouching,
) -> dict[str, bytes]:
    by_entry: dict[int, list[str]] = {}
    for name in kept:
        by_entry.setdefault(int(name.partition("/")[2].partition("-")[0]), []).append(name)
    back = frozenset([*(n for n, _ in held.texts), *(n for n, _ in held.files)]) if held else frozenset[int]()
    profile = profile_of(desk)
    pages = {}
    for lang in LANGUAGES:
        seen = Seen(row, entries, profile, people, by_entry, back, lang, desk.zone)
        pages[PAGES[lang]] = desk.drafting().page(page(seen, _retention(desk, seen), held, found))
    return pages


def _retention(desk: Desk, seen: Seen) -> str:
    held, closed = organisations(desk), seen.file.closed_by
    by, years = in_words(held, seen.lang), plural("counts.years", held.years, seen.lang)
    if closed is None:
        return seen.say("kept-open", years=years, by=by)
    return seen.say("kept-until", years=years, by=by, until=seen.when(to_z(ends(from_z(closed.recorded_at), held.years, seen.zone))))


def page(seen: Seen, kept: str, held: Withheld | None, found: pack_vouched.Vouching) -> Page:
    """The page of ``seen`` in its language; ``kept``: how long the file is kept, in words; ``held``: what was held back; ``found``: who vouches."""
    body = [
        pack_facts.awareness(seen),
        pack_facts.knowledge(seen),
        pack_facts.timeline(seen),
        pack_facts.facts(seen),
        pack_decisions.decisions(seen),
        pack_outside.clocks(seen),
        pack_outside.filings(seen),
        pack_outside.people(seen),
        pack_facts.measures(seen),
        pack_facts.changes(seen),
        pack_outside.authority(seen),
        pack_acts.evidence(seen),
        pack_acts.other(seen),
        pack_proof.keeping(seen, kept),
        pack_proof.withheld(seen, held) if held else None,
        pack_proof.integrity(seen, found),
    ]
    sections = [section for section in body if section is not None]
    first = pack_proof.questions(seen, [section.id for section in sections])
    other: Sequence[str] = [lang for lang in LANGUAGES if lang != seen.lang]
    notices = [seen.say("exercise")] if seen.row.exercise else []
    notices += [seen.say("redacted")] if held else []
    state = seen.say("state-closed" if seen.file.closed else "state-open")
    lead = seen.say("lead", opened=seen.when(seen.file.opened_at), state=state, at=seen.when(to_z(seen.at)), zone=seen.zone)
    title = " ".join(part for part in (seen.say("title", ref=seen.row.ref), seen.file.title) if part)
    return Page(
        seen.lang, title, lead, " ".join(notices), seen.say("contents"), Link(seen.say("other-language"), PAGES[other[0]]), (first, *sections)
    )
