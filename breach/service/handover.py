"""The hand-over note: what is known, unknown and decided, the clocks, the next three actions, the evidence; for whoever comes at eight."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from breach.catalogue.asking import question_of
from breach.catalogue.loader import load
from breach.catalogue.moot import asked as asked_now
from breach.catalogue.values import show
from breach.domain.facts import fact_of
from breach.domain.instants import to_z
from breach.law.bearing import bearing
from breach.service import actions, assessing
from breach.service.clocks import of_file
from breach.service.decided import told
from breach.service.facts import not_asked
from breach.service.files import read
from breach.service.next_steps import next_steps
from breach.service.waiting import waiting

if TYPE_CHECKING:
    from datetime import datetime

    from breach.service.clocks import Clock
    from breach.service.desk import Desk
    from breach.service.files import Opened

NEXT = 3


def handover(desk: Desk, ref: str) -> dict[str, Any]:
    """What ``handover --json`` prints of the file ``ref`` as it stands now. Raises InputError ``no-such-file``."""
    opened, now = read(desk, ref), desk.now()
    clocks = of_file(desk, opened.row)
    steps = next_steps(opened, assessing.of_file(desk, opened.row.ref, {}), next_end(clocks), now)
    return {
        "ref": opened.row.ref,
        "title": opened.file.title,
        "state": "closed" if opened.file.closed else "open",
        "exercise": opened.row.exercise,
        "at": to_z(now),
        "head": f"{opened.file.entries}:{opened.file.head}",
        "clocks": [clock.data(desk) for clock in clocks],
        "next": [
            {"what": step.what, "command": step.command or None, "fact": step.fact or None, "waiting": step.waits.data() if step.waits else None}
            for step in steps[:NEXT]
        ],
        **facts_by_state(opened, desk, now),
        "decided": [act for act in told(desk, opened, now) if act["stands"]],
        "waiting": [item.data() for item in waiting(opened, now)],
        "actions": [act for act in actions.told(desk, opened, now) if act["state"] in (actions.LATE, actions.OPEN)],
        "filings": [{"n": act.n, "form": act.body["form"], "at": act.body["at"], "reference": act.body["reference"]} for act in opened.file.filings],
        "evidence": evidence(opened),
        "privileged_notes": len(opened.file.privileged),
    }


def next_end(clocks: list[Clock]) -> str | None:
    """When the most urgent dated clock that stands ends (UTC text); None where none is dated."""
    return min((clock.row.due_at for clock in clocks if clock.row.governs() and clock.row.due_at), default=None)


def facts_by_state(opened: Opened, desk: Desk, now: datetime) -> dict[str, list[dict[str, Any]]]:
    """The facts of ``opened`` as ``known``, ``assumed`` (and estimated) and ``unknown``, each with its words, source, and when it was learnt;
    of the unknown those first about which somebody was ``asked``, then those that bear on a duty.
    """
    catalogue = load()
    found: dict[str, list[dict[str, Any]]] = {"known": [], "assumed": [], "unknown": []}
    for fact_id, definition in catalogue.facts.items():
        fact = opened.facts.get(fact_id)
        if fact is None:
            continue
        state = fact_of(opened.facts, fact_id, now).state
        place = "known" if state == "known" else "assumed" if state in ("assumed", "estimated") else "unknown"
        held = opened.file.facts[fact_id]
        found[place].append(
            {
                "fact": fact_id,
                "question": question_of(definition, desk.lang),
                "text": show(definition, fact, desk.lang, desk.zone),
                "source": fact.source,
                "because": fact.because,
                "learnt_at": to_z(fact.learnt_at) if fact.learnt_at else None,
                "recorded_at": held.recorded_at,
                "entry": held.entry,
            }
        )
    seen = opened.seen(now)
    open_ = {
        fact_id: question
        for fact_id, question in not_asked(opened, desk.lang).items()
        if asked_now(catalogue.get(fact_id), seen, now) and fact_of(seen, fact_id, now).state == "unknown"
    }
    found["unknown"] += [{"fact": fact_id, "question": question, "entry": None} for fact_id, question in open_.items()]
    asked = {act.body["field"]: act for act in opened.file.open_questions() if act.body["field"]}
    for item in found["unknown"]:
        act = asked.get(item["fact"])
        item["asked"] = (
            {"to": act.body["to"], "at": act.happened_at or act.recorded_at, "due_at": act.body["due_at"], "entry": act.n} if act else None
        )
    found["unknown"].sort(key=lambda item: (item["asked"] is None, item["fact"] not in bearing()))  # a stable sort: else the form's order
    return found


def evidence(opened: Opened) -> list[dict[str, Any]]:
    """The evidence of ``opened``, each with what its last re-check said (None: never checked again)."""
    last: dict[int, str] = {}
    for act in opened.file.evidence_checks:
        last |= {held["entry"]: held["result"] for held in act.body["results"]}
    return [
        {
            "n": act.n,
            "name": act.body["name"],
            "sha256": act.body["sha256"],
            "size": act.body["size"],
            "source": act.body["source"],
            "last_check": last.get(act.n),
        }
        for act in opened.file.evidence
    ]
