"""Files at a glance and one file as a whole, as other programs read them (docs of ``list``, ``show``, ``history``, ``search``)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from breach.catalogue.contradictions import contradictions
from breach.errors import InputError
from breach.i18n import current
from breach.service.clocks import next_due, of_file
from breach.service.facts import as_json
from breach.service.files import Opened, read
from breach.service.signing import vouched

if TYPE_CHECKING:
    from datetime import datetime

    from breach.log.fold import Act
    from breach.service.desk import Desk

LONGEST_EXCERPT = 160


def listed(desk: Desk, *, closed: bool) -> list[dict[str, object]]:
    """What ``list`` prints: open files with the most urgent first, then (with ``closed``) the closed ones."""
    due = next_due(desk)
    rows = [row for row in desk.store.files() if closed or row.state == "open"]
    rows.sort(key=lambda row: (row.state != "open", due.get(row.ref) is None, due.get(row.ref) or "", row.ref))
    return [
        {
            "ref": row.ref,
            "title": row.title,
            "state": row.state,
            "opened_at": row.opened_at,
            "exercise": row.exercise,
            "next_due_at": due.get(row.ref) if row.state == "open" else None,
        }
        for row in rows
    ]


def shown(desk: Desk, ref: str) -> dict[str, Any]:
    """What ``show --json`` prints."""
    from breach.service.assessing import since_decided

    opened = read(desk, ref)
    file, people = opened.file, desk.store.people()
    return {
        "ref": opened.row.ref,
        "file_id": opened.row.uuid,
        "title": file.title,
        "state": "closed" if file.closed else "open",
        "exercise": opened.row.exercise,
        "facts": as_json(opened),
        "timeline": [
            {
                "n": line.n,
                "kind": line.kind,
                "happened_at": line.happened_at,
                "recorded_at": line.recorded_at,
                "actor": people.get(line.actor, line.actor),
                "role": line.role,
                "text": line.text,
                "retracted": line.retracted,
            }
            for line in file.timeline
        ],
        "clocks": [clock.data(desk) for clock in of_file(desk, opened.row)],
        "contradictions": _contradictions(opened, desk.now()),
        "decisions": [{**_act(act, people), "stale": file.stale(act)} for act in file.decisions],
        "reassessment": [since.to_json(current()) for since in since_decided(desk, opened)],
        "opinions": [_act(act, people) for act in file.opinions],
        "filings": [_act(act, people) for act in file.filings],
        "failed_filings": [_act(act, people) for act in file.failed_filings],
        "sendings": [_act(act, people) for act in file.sendings],
        "authority": [_act(act, people) for act in file.authority],
        "evidence": [_act(act, people) for act in file.evidence],
        "drafts": [_act(act, people) for act in file.drafts],
    }


def _contradictions(opened: Opened, now: datetime) -> list[dict[str, object]]:
    """What the file contradicts of the organisation's own public documents, with their sentence."""
    if opened.profile is None:
        return []
    return [
        {
            "id": found.id,
            "document": found.document,
            "article": found.article,
            "sentence": found.sentence,
            "facts": list(found.facts),
            "text": found.text_fr if current() == "fr" else found.text_en,
        }
        for found in contradictions(opened.seen(now), opened.profile, now)
    ]


def _act(act: Act, people: dict[str, str]) -> dict[str, Any]:
    own = {"n": act.n, "recorded_at": act.recorded_at, "happened_at": act.happened_at, "actor": people.get(act.actor, act.actor), "role": act.role}
    return {**act.body, **own}


def history(desk: Desk, ref: str) -> list[dict[str, Any]]:
    """What ``history --json`` prints: every entry, with the texts that were not erased."""
    row = desk.store.find(ref)
    people = desk.store.people()
    entries = desk.store.history(row.chain)
    signed: dict[int, list[dict[str, object]]] = {}
    for one in vouched(desk, row.uuid, entries)[0]:
        signed.setdefault(one.of, []).append(one.to_json())
    return [
        {
            "n": entry.n,
            "hash": entry.hash,
            "prev": entry.prev,
            "kind": entry.kind,
            "recorded_at": entry.recorded_at,
            "happened_at": entry.happened_at,
            "actor": people.get(entry.actor, entry.actor),
            "role": entry.role,
            "body": entry.body,
            "texts": {name: text for name, text in entry.words.items() if text is not None},
            "signed": signed.get(entry.n, []),
        }
        for entry in entries
    ]


def search(desk: Desk, text: str) -> list[dict[str, object]]:
    """Entries in which every word of ``text`` stands (accents and case apart), newest first. Raises InputError ``empty-search``."""
    words = [word for word in "".join(c if c.isalnum() else " " for c in text).split() if word]
    if not words:
        raise InputError("empty-search")
    return [{"ref": ref, "entry": n, "excerpt": body.replace("\n", " ")[:LONGEST_EXCERPT]} for ref, n, body in desk.store.search(words)]
