"""The reasons for delay (GDPR Art. 33(1)): where they are required, what was given, and a draft taken from what the file shows.

They can be given before a late filing (the fact ``late_reason``), with it, or after it; a filing never waits for them. A draft says what the
record holds and never why: that is for a person to write.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from breach.domain.clock_rows import seconds, state_of
from breach.domain.facts import Fact
from breach.domain.instants import from_z, zone_of
from breach.errors import RuleError
from breach.i18n import dates, t
from breach.law.working_days import end_of_two_working_days
from breach.service.awareness_view import awareness
from breach.service.clock_work import worked_out
from breach.service.desk import Desk, clean
from breach.service.facts import change
from breach.service.files import Opened, read
from breach.service.promises import setting_of

if TYPE_CHECKING:
    from datetime import datetime

    from breach.domain.clock_rows import DueRow
    from breach.service.ports import Written

CLOCKS = ("gdpr-33-1", "gdpr-33-4", "telecom-24h")
"""The clocks whose delay the authority is given reasons for."""
FACT = "late_reason"


def delay(desk: Desk, opened: Opened, now: datetime) -> dict[str, Any]:
    """The ``delay`` of ``show --json`` at ``now`` (UTC).

    ``required``, ``late`` (clock, seconds, whether frozen), ``given``, ``draft`` and ``notes`` in words.
    """
    late = [row for row in worked_out(opened, now) if row.clock in CLOCKS and state_of(row, now) == "late"]
    given = _given(opened)
    return {
        "required": bool(late),
        "missing": bool(late) and given is None,
        "late": [{"clock": row.clock, "late_by_seconds": _late_by(row, now), "frozen": bool(row.settled)} for row in late],
        "given": given,
        "draft": draft(desk, opened, now),
        "notes": _notes(desk, opened, now),
    }


def give(desk: Desk, ref: str, reason: str) -> tuple[Opened, Written]:
    """Record ``reason``, or the draft where it is empty, as the reasons for the delay: the fact that the notice writes into its own field.

    Raises InputError; RuleError ``no-draft`` where the record shows nothing to draft from.
    """
    text = clean(reason, what="--reason") if reason else draft(desk, read(desk, ref), desk.now())
    if not text:
        raise RuleError("no-draft", ref=ref)
    source = None if reason else t("awareness.draft-source")
    return change(desk, ref, {FACT: Fact("known", str(text), source=source)}, t("awareness.draft-because"))


def draft(desk: Desk, opened: Opened, now: datetime) -> str:
    """What the record shows of the delay, sentence by sentence in the order of time; "" where nothing is known of awareness."""
    zone = desk.zone
    seen = awareness(desk, opened, now)
    known = [rung for rung in seen["rungs"] if rung["at"]]
    if not any(rung["rung"] == "aware_at" for rung in known):
        return ""
    when = _When(zone)
    parts = [(rung["at"], _rung(rung, when)) for rung in known if rung["rung"] != "occurred_from"]
    parts += [
        (link["at"], t("awareness.draft-told", party=link["party"] or "—", at=when(link["at"]))) for link in seen["chain"] if link["way"] == "told_us"
    ]
    parts += [
        (act.body["at"], t("awareness.draft-failed", at=when(act.body["at"]), text=(act.body["text"] or "—").rstrip(".")))
        for act in opened.file.failed_filings
    ]
    for row in worked_out(opened, now):
        if row.clock == "gdpr-33-1" and row.due_at and row.anchor_status != "superseded":
            parts.append((row.due_at, t("awareness.draft-due", due=when(row.due_at))))
            if row.settled in ("met", "late") and row.settled_at:
                parts.append((row.settled_at, t("awareness.draft-filed", at=when(row.settled_at), late=dates.duration(row.late_by or 0))))
    return " ".join(text for _, text in sorted(dict.fromkeys(parts)))


class _When:
    """Instants as the draft writes them."""

    def __init__(self, zone: str) -> None:
        self._zone = zone

    def __call__(self, at: str) -> str:
        return dates.when(from_z(at), zone_of(self._zone), self._zone, year=True)


def _rung(rung: dict[str, Any], when: _When) -> str:
    by = t("awareness.draft-by", by=rung["by"]) if rung["by"] else ""
    proof = t("awareness.draft-proof", proof=rung["proof"].rstrip(".")) if rung["proof"] else ""
    return t(f"awareness.draft-{rung['rung']}", at=when(rung["at"])) + by + proof + "."


def _given(opened: Opened) -> str | None:
    fact = opened.facts.get(FACT)
    if fact is not None and isinstance(fact.value, str):
        return fact.value
    return next((act.body["late_reason"] for act in reversed(opened.file.filings) if act.body.get("late_reason")), None)


def _late_by(row: DueRow, now: datetime) -> int:
    return row.late_by or 0 if row.settled else seconds(from_z(row.due_at or ""), now)


def _notes(desk: Desk, opened: Opened, now: datetime) -> list[str]:
    """What may be said beside the reasons, and what the clock never takes into account: Reg. 1182/71 Art. 3(5)."""
    setting = setting_of(opened.profile)
    found = []
    for row in worked_out(opened, now):
        if row.clock == "gdpr-33-1" and row.anchor_at and row.due_at and row.anchor_status != "superseded":
            end = end_of_two_working_days(from_z(row.anchor_at), setting.zone, setting.country)
            if end > from_z(row.due_at):
                found.append(t("awareness.note-working-days", at=dates.when(end, zone_of(desk.zone), desk.zone, year=True)))
    return list(dict.fromkeys(found))
