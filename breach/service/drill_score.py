"""A drill's score sheet: what was done, against what the law and the playbooks expect, with what to improve and why."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from breach.domain.facts import fact_of
from breach.domain.instants import from_z
from breach.errors import BreachError
from breach.service import linting
from breach.service.drills import running
from breach.service.files import read
from breach.service.standing import stale, standing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from breach.playbook.scenario import Expected
    from breach.service.desk import Desk
    from breach.service.drills import Running
    from breach.service.files import Opened

LIMIT = timedelta(hours=72)
"""GDPR Art. 33(1): elapsed hours after awareness."""
SOURCES = {
    "first-record": "edpb-9-2022",
    "aware": "edpb-9-2022",
    "facts": "gdpr-33-3",
    "count": "gdpr-33-3",
    "decision": "gdpr-33-5",
    "filed": "gdpr-33-1",
    "letter": "gdpr-34",
    "stale": "gdpr-33-5",
}
"""The source of each line, by the first part of its id; their words are in the area ``drill``."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line: ``id`` names its words; ``ok``; ``params``: what was found and what was expected."""

    id: str
    ok: bool
    params: dict[str, object] = field(default_factory=dict)

    @property
    def source(self) -> str:
        """The id of the source that it rests on."""
        return SOURCES[self.id]


def score(desk: Desk) -> tuple[Running, list[Line]]:
    """The sheet of the drill that the store of ``desk`` holds. Raises InputError ``no-drill``."""
    drill = running(desk)
    rows = sorted((row for row in desk.store.files(None) if row.exercise), key=lambda row: row.ref)
    opened = read(desk, rows[0].ref) if rows else None
    return drill, list(_lines(desk, drill, opened))


def _lines(desk: Desk, drill: Running, opened: Opened | None) -> Iterator[Line]:
    want, starts = drill.scenario.expected, drill.scenario.starts
    alert = drill.scenario.told(drill.seed)[0].at
    taken = _minutes(from_z(opened.file.opened_at), alert) if opened else None
    yield Line("first-record", taken is not None and taken <= want.first_record, {"taken": _said(taken), "limit": want.first_record})
    if opened is None:
        return
    aware = _aware(opened)
    yield _awareness(opened, aware, want, starts)
    yield from _facts(opened, want, desk.now())
    last = {act.body["question"]: act for act in standing(opened.file)}
    for question, choice in want.decisions.items():
        got = last.get(question)
        made = got is not None and got.body["choice"] == choice
        yield Line("decision", made, {"question": question, "got": got.body["choice"] if got else "-", "wanted": choice})
    if want.filing:
        yield _filed(opened, aware or starts + timedelta(minutes=want.aware_by))
    if want.letter:
        yield _letter(desk, opened, want.letter)
    old = [act.body["question"] for act in last.values() if stale(opened, act, desk.now())]
    yield Line("stale", not old, {"questions": ", ".join(old) or "-"})


def _minutes(at: datetime, starts: datetime) -> int:
    return int((at - starts).total_seconds() // 60)


def _said(minutes: int | None) -> str:
    return "-" if minutes is None else str(minutes)


def _aware(opened: Opened) -> datetime | None:
    signed = [act for act in opened.file.awareness if act.body.get("confirmed")]
    return from_z(signed[-1].body["at"]) if signed else None


def _awareness(opened: Opened, aware: datetime | None, want: Expected, starts: datetime) -> Line:
    """Awareness is justified where somebody named signed it with a basis, at an instant that the story defends."""
    taken = _minutes(aware, starts) if aware else None
    ok = taken is not None and want.aware_from <= taken <= want.aware_by and bool(opened.file.awareness[-1].body.get("basis"))
    return Line("aware", ok, {"taken": _said(taken), "first": want.aware_from, "last": want.aware_by})


def _facts(opened: Opened, want: Expected, now: datetime) -> Iterator[Line]:
    seen = opened.seen(now)
    missed = [one for one in want.facts if fact_of(seen, one, now).state == "unknown"]
    yield Line("facts", not missed, {"missed": ", ".join(missed) or "-", "known": len(want.facts) - len(missed), "wanted": len(want.facts)})
    if want.people_count is not None:
        held = opened.facts.get("people_count")
        numbers = [] if held is None else [one for one in (held.value, held.low, held.high) if isinstance(one, int)]
        ok = bool(numbers) and max(numbers) >= want.people_count
        yield Line("count", ok, {"got": str(max(numbers)) if numbers else "-", "wanted": want.people_count})


def _filed(opened: Opened, aware: datetime) -> Line:
    made = sorted(from_z(act.body["at"]) for act in opened.file.filings if act.body["form"] == "cnil-2023")
    spent = made[0] - aware if made else None
    hours = "-" if spent is None else f"{spent.total_seconds() / 3600:.1f}"
    return Line("filed", spent is not None and spent <= LIMIT, {"hours": hours, "limit": 72})


def _letter(desk: Desk, opened: Opened, template: str) -> Line:
    sent = any(act.body["template"] == template for act in opened.file.sendings)
    try:
        found = len(linting.of_letter(desk, opened.row.ref, template, "email").data(desk.lang)["findings"])
    except BreachError as error:  # the letter cannot be drafted: that is the finding
        return Line("letter", ok=False, params={"template": template, "found": error.code, "sent": int(sent)})
    return Line("letter", sent and not found, {"template": template, "found": found, "sent": int(sent)})
