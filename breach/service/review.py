"""The review of a file, for the DPO above all: what happened since they last looked, then everything in the order in which it is judged.

A look leaves an entry in the file (``reviewed``): up to which entry this person had it before them. So the file can say, years later, what each
person could know; an auditor's look leaves none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from breach.domain.mandate import same_person
from breach.errors import RuleError, StoreError
from breach.log import kinds
from breach.service import assessing, overview, proof
from breach.service.approvals import replaced_by
from breach.service.decided import act_data
from breach.service.files import read
from breach.service.gist import gist
from breach.service.handover import evidence, facts_by_state
from breach.service.waiting import waiting

if TYPE_CHECKING:
    from collections.abc import Callable

    from breach.log.fold import Act, Line
    from breach.service.desk import Desk
    from breach.service.files import Opened

_NO_NEWS = (kinds.REVIEWED, kinds.REMINDED, kinds.REMINDER_SEEN)
NO_MARK = "auditor"
"""The role whose look leaves no entry: it reads only."""


def all_files(desk: Desk, stopped: Callable[[], bool] = lambda: False) -> list[dict[str, Any]]:
    """What waits for the desk's person in every open file: how many entries since they last looked, and what waits for somebody. ``stopped``: whether
    nobody wants to know any more.
    """
    found: list[dict[str, Any]] = []
    for row in desk.store.files():
        if stopped():
            break
        if row.state != "open":
            continue
        opened = read(desk, row.ref)
        since = last_look(desk, opened)
        found.append(
            {
                "ref": row.ref,
                "title": row.title,
                "exercise": row.exercise,
                "looked_at": since.recorded_at if since else None,
                "new": len(_new(opened, since)),
                "waiting": [item.data() for item in waiting(opened, desk.now())],
            }
        )
    return sorted(found, key=lambda item: (not item["waiting"], -item["new"], item["ref"]))


def review(desk: Desk, ref: str) -> dict[str, Any]:
    """Everything of the file ``ref`` that a reviewer judges, in that order; beside what ``show --json`` has. Raises InputError."""
    opened, now = read(desk, ref), desk.now()
    since = last_look(desk, opened)
    people = desk.store.people()
    assessed = assessing.appraised(desk, opened)
    return {
        **overview.shown(desk, opened.row.ref),
        "since": {"entry": since.body["upto"], "at": since.recorded_at} if since else None,
        "new": [_line(line, people, desk) for line in _new(opened, since)],
        "open_questions": [act_data(act, people) for act in opened.file.open_questions()],
        "awareness_decisions": [{**act_data(act, people), "governs": act is opened.file.awareness[-1]} for act in opened.file.awareness],
        **facts_by_state(opened, desk, now),
        "assessment": assessed.to_json(),
        "explanation": assessing.in_words(assessed, desk.lang),
        "signed_drafts": _drafts(opened, people),
        "evidence_checked": evidence(opened),
        "integrity": proof.verify(desk, opened.row.ref),
        "head": f"{opened.file.entries}:{opened.file.head}",
        "reopen_if": [
            {"decision": act.n, "question": act.body["question"], "text": item["text"], "condition": item["condition"]}
            for act in opened.file.decisions
            for item in act.body.get("reopen_if", ())
            if opened.file.decided(act.body["question"]) is act
        ],
    }


def mark(desk: Desk, ref: str) -> bool:
    """Put on record that the desk's person had the file before them: whether an entry was written.

    None is where nothing came since their last look, for an auditor, where the file is seen as at another instant, and where the store cannot be
    written just now, or not by this person: reading must not fail for that.
    """
    opened = read(desk, ref)
    since = last_look(desk, opened)
    if desk.actor.role == NO_MARK or desk.fixed is not None or not _new(opened, since):
        return False
    try:
        with desk.acting() as act:
            act.append(opened.row, kinds.REVIEWED, {"upto": opened.file.entries, "head": opened.file.head})
    except (StoreError, RuleError):
        return False
    return True


def last_look(desk: Desk, opened: Opened) -> Act | None:
    """The last review of the file by the desk's person, None where there is none."""
    people = desk.store.people()
    return next((act for act in reversed(opened.file.reviews) if same_person(people.get(act.actor, ""), desk.actor.name)), None)


def _new(opened: Opened, since: Act | None) -> list[Line]:
    """The lines that came after ``since``; looks and reminders are no news."""
    upto = since.body["upto"] if since else 0
    return [line for line in opened.file.timeline if line.n > upto and line.kind not in _NO_NEWS]


def _line(line: Line, people: dict[str, str], desk: Desk) -> dict[str, Any]:
    return {
        "n": line.n,
        "kind": line.kind,
        "happened_at": line.happened_at,
        "recorded_at": line.recorded_at,
        "actor": people.get(line.actor, line.actor),
        "role": line.role,
        "text": line.text,
        "gist": gist(line, desk.lang, desk.zone),
        "retracted": line.retracted,
    }


def _drafts(opened: Opened, people: dict[str, str]) -> list[dict[str, Any]]:
    """The drafts with who signed which bytes; a signature is void once the same paper was drafted with other bytes."""
    found = []
    for act in opened.file.drafts:
        newer = replaced_by(opened, act)
        signed = [held for held in opened.file.signatures if held.body["entry"] == act.n and held.body["sha256"] == act.body["sha256"]]
        found.append(
            {
                **act_data(act, people),
                "replaced_by": newer.n if newer else None,
                "signed": [{"n": held.n, "name": people.get(held.actor, held.actor), "void": newer is not None} for held in signed],
            }
        )
    return found
