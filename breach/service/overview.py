"""Files at a glance and one file as a whole, as other programs read them (docs of ``list``, ``show``, ``history``, ``search``)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from breach.catalogue.contradictions import contradictions
from breach.domain.clock_rows import seconds, view
from breach.domain.instants import from_z, to_z
from breach.domain.mandate import same_person
from breach.domain.words import asked
from breach.errors import InputError
from breach.i18n import current, t
from breach.log import kinds
from breach.log.fold import line_of
from breach.log.received import unwrapped
from breach.service import actions, afterwards
from breach.service.authorities import of_file as authorities_of
from breach.service.awareness_view import awareness
from breach.service.came_back import answered
from breach.service.clocks import next_due, of_file
from breach.service.complement import complement
from breach.service.decided import act_data, told
from breach.service.delay import delay
from breach.service.facts import as_json
from breach.service.files import Opened, Until, instant_of, known_by, read
from breach.service.gist import gist
from breach.service.kept_waiting import kept
from breach.service.reopening import reopened
from breach.service.retention import held
from breach.service.signing import vouched
from breach.service.waiting import waiting

if TYPE_CHECKING:
    from datetime import datetime

    from breach.log.entries import Entry
    from breach.service.desk import Desk

LONGEST_EXCERPT = 160


def listed(desk: Desk, *, closed: bool, collection: str = "") -> list[dict[str, Any]]:
    """What ``list`` prints: open files with the most urgent first, then (with ``closed``) the closed ones; or the files of ``collection``.

    Raises InputError ``unknown-collection``.
    """
    files = desk.store.files(collection)
    if collection and not files:
        raise InputError("unknown-collection", collection=collection[:60], known=", ".join(desk.store.collections()) or "—")
    rows = [row for row in files if closed or row.state == "open"]
    due, waits = next_due(desk, rows), kept(desk)
    ends = {row.ref: due.get(row.ref) for row in rows}
    rows.sort(key=lambda row: (row.state != "open", (end := ends[row.ref]) is None, end or "", row.chain if collection else row.ref))
    return [
        {
            "ref": row.ref,
            "title": row.title,
            "state": row.state,
            "opened_at": row.opened_at,
            "exercise": row.exercise,
            "next_due_at": due.get(row.ref) if row.state == "open" else None,
            "waiting": waits.get(row.ref, []),
        }
        for row in rows
    ]


def shown(desk: Desk, ref: str, until: Until | None = None) -> dict[str, Any]:
    """What ``show --json`` prints; with ``until`` the file as it was known then."""
    from breach.service.assessing import since_decided
    from breach.service.merging import proofs

    opened = read(desk, ref, until)
    now = desk.now() if until is None else instant_of(desk, opened.row, until)
    file, people = opened.file, desk.store.people()
    return {
        "ref": opened.row.ref,
        "file_id": opened.row.uuid,
        "title": file.title,
        "state": "closed" if file.closed else "open",
        "exercise": opened.row.exercise,
        "as_of": None if until is None else to_z(now),
        "facts": as_json(opened),
        "timeline": [
            {
                "n": line.n,
                "kind": line.kind,
                "happened_at": line.happened_at,
                "recorded_at": line.recorded_at,
                "late_by_seconds": late_by(line.happened_at, line.recorded_at),
                "actor": people.get(line.actor, line.actor),
                "role": line.role,
                "text": line.text,
                "gist": gist(line, desk.lang, desk.zone),
                "retracted": line.retracted,
            }
            for line in file.timeline
        ],
        "clocks": [clock.data(desk) for clock in of_file(desk, opened.row)] if until is None else clocks_then(desk, opened, now),
        "awareness": awareness(desk, opened, now),
        "delay": delay(desk, opened, now),
        "complement": complement(desk, opened) if until is None else None,
        "authorities": authorities_of(opened, now),
        "waiting": [item.data() for item in waiting(opened, now)],
        "contradictions": _contradictions(opened, now),
        "actions": actions.told(desk, opened, now),
        "still_open": [item.data(current()) for item in afterwards.still_open(opened, now, current())],
        "conflicts": [{"what": one.what, "ours": one.ours, "theirs": one.theirs} for one in file.conflicts],
        "review_of": file.review_of,
        "decisions": told(desk, opened, now),
        "reassessment": [since.to_json(current()) for since in since_decided(desk, opened)],
        "reopened": reopened(file),
        "waits": [{**act_data(act, people), "over": any(over.n > act.n for over in file.waits_over)} for act in file.waits],
        "requests": [{**act_data(act, people), "answered": answered(file, act)} for act in file.requests],
        "duplicate_of": file.duplicate_of(),
        "privileged_notes": len(file.privileged),
        **{name: [act_data(act, people) for act in getattr(file, name)] for name in _ACTS},
        "hold": act_data(file.hold, people) if file.hold and held(file, now) else None,
        "imported": act_data(file.imported, people) if file.imported else None,
        "letters": [proof.data() for proof in proofs(file)],
    }


_ACTS = (
    "opinions",
    "filings",
    "failed_filings",
    "ratifications",
    "sendings",
    "authority",
    "evidence",
    "drafts",
    "erasures",
    "signatures",
    "questions",
    "answers",
    "links",
    "calls",
    "reviews",
)
"""Lists of ``show --json``, named as in the fold."""


def clocks_then(desk: Desk, opened: Opened, at: datetime) -> list[dict[str, Any]]:
    """The clocks of ``opened`` as they stood at ``at``, by what was known then and the law as this version knows it."""
    from breach.service.clock_work import worked_out

    return [view(row, opened.row.ref, exercise=opened.row.exercise, now=at, zone=desk.zone, lang=desk.lang) for row in worked_out(opened, at)]


def _contradictions(opened: Opened, now: datetime) -> list[dict[str, object]]:
    """What the file contradicts of the organisation's own public documents, with their sentence."""
    if opened.profile is None:
        return []
    return [
        {
            "id": found.id,
            "document": found.document,
            "document_title": found.title(opened.profile),
            "article": found.article,
            "sentence": found.sentence,
            "facts": list(found.facts),
            "text": found.text_fr if current() == "fr" else found.text_en,
        }
        for found in contradictions(opened.seen(now), opened.profile, now)
    ]


def late_by(happened_at: str | None, recorded_at: str) -> int | None:
    """Whole seconds from when something happened, or was learnt, to when it was written down; None where only the latter is known."""
    return seconds(from_z(happened_at), from_z(recorded_at)) if happened_at else None


def history(desk: Desk, ref: str, until: Until | None = None, *, seen_by: str = "", privileged: bool = False) -> list[dict[str, Any]]:
    """What ``history --json`` prints: every entry, with the texts that were not erased.

    ``until``: those that were on record then; ``seen_by``: those that this person had written, or had before them at their last review;
    ``privileged``: with the texts of the sealed notebook.
    """
    row = desk.store.find(ref)
    if until is not None:
        instant_of(desk, row, until)  # refuses an entry that does not exist
    people = desk.store.people()
    every = desk.store.history(row.chain)
    signed: dict[int, list[dict[str, object]]] = {}
    for one in vouched(desk, row.uuid, every)[0]:
        signed.setdefault(one.of, []).append(one.to_json())
    entries = known_by(every, until)
    if seen_by:
        entries = _seen(entries, people, seen_by)
    return [{**_entry(desk, entry, people, privileged=privileged), "signed": signed.get(entry.n, [])} for entry in entries]


def _seen(entries: list[Entry], people: dict[str, str], name: str) -> list[Entry]:
    """Those of ``entries`` that ``name`` wrote, or that stood in the file when they last reviewed it."""
    own = {known for known, named in people.items() if same_person(named, name)}
    if not own:
        raise InputError("unknown-person", name=name[:60], names=", ".join(sorted(set(people.values()))))
    upto = max((entry.body["upto"] for entry in entries if entry.kind == kinds.REVIEWED and entry.actor in own), default=0)
    return [entry for entry in entries if entry.n <= upto or entry.actor in own]


def _gist(desk: Desk, entry: Entry) -> str:
    """What ``entry`` did; of one that came in, what the one that it holds did."""
    if entry.kind != kinds.RECEIVED:
        return gist(line_of(entry), desk.lang, desk.zone)
    held = unwrapped(entry)
    said = gist(line_of(held), desk.lang, desk.zone)
    return t("gist.received", desk.lang, kind=t(f"kinds.{held.kind}", desk.lang), said=said) if said else t(f"kinds.{held.kind}", desk.lang)


def _entry(desk: Desk, entry: Entry, people: dict[str, str], *, privileged: bool) -> dict[str, Any]:
    sealed = entry.kind == kinds.PRIVILEGED and not privileged
    learnt = _learnt(entry)
    return {
        "n": entry.n,
        "hash": entry.hash,
        "prev": entry.prev,
        "kind": entry.kind,
        "recorded_at": entry.recorded_at,
        "happened_at": entry.happened_at,
        "learnt_at": learnt,
        "late_by_seconds": late_by(entry.happened_at or learnt, entry.recorded_at),
        "actor": people.get(entry.actor, entry.actor),
        "role": entry.role,
        "gist": _gist(desk, entry),
        "body": {} if sealed else entry.body,
        "texts": {} if sealed else {name: text for name, text in entry.words.items() if text is not None},
    }


def _learnt(entry: Entry) -> str | None:
    """When the first of the facts of ``entry`` was learnt (UTC text), None where that is not said."""
    facts = entry.body.get("facts") if entry.kind == kinds.FACTS else None
    return min((str(held["learnt_at"]) for held in (facts or {}).values() if held and held.get("learnt_at")), default=None)


def search(desk: Desk, text: str, collection: str = "") -> list[dict[str, object]]:
    """Entries in which every word of ``text`` stands (accents and case apart), newest first: of the organisation's own files, or of ``collection``,
    whose files are no breaches of its own. Raises InputError ``empty-search``, ``unknown-collection``.
    """
    words = _words(text)
    if collection and collection not in desk.store.collections():
        raise InputError("unknown-collection", collection=collection[:60], known=", ".join(desk.store.collections()) or "—")
    return [{"ref": ref, "entry": n, "excerpt": body.replace("\n", " ")[:LONGEST_EXCERPT]} for ref, n, body in desk.store.search(words, collection)]


def found_in(desk: Desk, text: str) -> list[str]:
    """The collections in which ``text`` is found too. Raises InputError ``empty-search``."""
    words = _words(text)
    return [name for name in desk.store.collections() if desk.store.search(words, name)]


def _words(text: str) -> list[str]:
    words = asked(text)
    if not words:
        raise InputError("empty-search")
    return words
