"""The judge of a drill's other clocks: what the sector, contracts and public promises ask for besides the CNIL's 72 hours and the letter."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from breach.domain.instants import from_z
from breach.i18n import t
from breach.service import clocks
from breach.service.drill_lines import lasted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from breach.service.clocks import Clock
    from breach.service.drill_lines import Case, Line

JUDGED_APART = frozenset({"gdpr-33-1", "gdpr-34"})
"""Clocks that have a line of their own: the notice and the letter."""
LATE, WAITING, RUNNING, MET, NONE = "late", "waiting", "running", "met", "not_applicable"
_RANKS = (LATE, WAITING, RUNNING, MET)


def others(case: Case) -> Iterator[Line]:
    """Whether every other clock with a date was kept; nothing where there is none. One that still runs, or whose start nobody recorded, is named
    and not judged.
    """
    held = [(clock, _state(clock, case)) for clock in clocks.of_file(case.desk, case.file.row) if _counts(clock)]
    held = [(clock, state) for clock, state in held if state != NONE]
    if not held:
        return
    counts = {state: sum(found == state for _, found in held) for state in _RANKS}
    ok = False if counts[LATE] else None if counts[RUNNING] or counts[WAITING] else True
    details = [_said(case, clock, state) for clock, state in sorted(held, key=lambda pair: (_RANKS.index(pair[1]), pair[0].row.due_at or ""))]
    said = {**counts, "ref": case.file.row.ref}
    data = {"clocks": [{"clock": clock.row.clock, "state": state, "due_at": clock.row.due_at} for clock, state in held]}
    yield case.line("clocks", "some", ok=ok, said=said, data=data, details=details)


def _counts(clock: Clock) -> bool:
    row = clock.row
    return row.kind in ("dated", "not_started") and row.anchor_status != "superseded" and row.clock not in JUDGED_APART


def _state(clock: Clock, case: Case) -> str:
    """How ``clock`` stands; ``waiting`` for one that no recorded fact has started."""
    return WAITING if clock.row.kind == "not_started" and not clock.row.settled else clock.state(case.now)


def _said(case: Case, clock: Clock, state: str) -> str:
    row = clock.row
    said = {"to": row.to_fr if case.desk.lang == "fr" else row.to_en, "clock": row.clock, "source": row.source}
    if state == WAITING:
        return t("drill.clock-waiting", fact=case.question(row.anchor_fact), **said)
    due = from_z(row.due_at) if row.due_at else None
    late = row.late_by if row.late_by is not None or due is None else int((case.now - due).total_seconds())
    said |= {"due": _when(case, row.due_at), "at": _when(case, row.settled_at), "late": lasted(timedelta(seconds=late or 0))}
    return t(f"drill.clock-{state}" + ("-done" if state == LATE and row.settled_at else ""), **said)


def _when(case: Case, at: str | None) -> str:
    return case.when(from_z(at)) if at else "—"
