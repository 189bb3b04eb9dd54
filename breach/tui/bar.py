"""The hours of a clock as a bar in text, and on it what happened. Letters, no colour; the guard makes plain signs of its blocks where it must."""

from __future__ import annotations

from typing import TYPE_CHECKING

from breach.domain.instants import from_z, zone_of
from breach.i18n import dates, t

if TYPE_CHECKING:
    from datetime import datetime

    from breach.domain.clock_rows import DueRow
    from breach.log.fold import BreachFile

LEAST, MOST = 20, 72
"""How narrow and how wide the bar itself may be, in cells: at the widest, one cell an hour."""
_GONE, _LEFT, _NOW = "█", "─", "│"


def bar(row: DueRow, file: BreachFile, now: datetime, zone: str, width: int) -> list[str]:
    """The lines of the dated clock ``row``: from when until when, the bar, and the letters of what happened; none where it is not dated.

    ``width``: the cells that there are. A letter lies on the cell of its instant; several in one cell are shown by a ``*``.
    """
    if not (row.anchor_at and row.due_at):
        return []
    start, due = from_z(row.anchor_at), from_z(row.due_at)
    wide = max(LEAST, min(MOST, width - 2))
    span = (due - start).total_seconds()
    if span <= 0:
        return []

    def cell(at: datetime) -> int:
        return int((at - start).total_seconds() / span * wide)

    gone = max(0, min(wide, cell(now)))
    marks = [" "] * wide
    shown: dict[str, None] = {}
    for letter, at in _happened(file):
        place = cell(at)
        if 0 <= place < wide:
            marks[place] = letter if marks[place] in (" ", letter) else "*"
            shown[letter] = None
    line = _GONE * gone + (_NOW if gone < wide else "") + _LEFT * (wide - gone - 1)
    ends = t("desk.bar-ends", start=_when(start, zone), due=_when(due, zone))
    legend = ", ".join(t(f"desk.bar-{letter}") for letter in shown)
    return [ends, f"[{line}]", *([f" {''.join(marks).rstrip()}", legend] if shown else [])]


def _happened(file: BreachFile) -> list[tuple[str, datetime]]:
    """What is shown on the bar: calls, decisions, filings and failed attempts at them, sendings; each with its letter."""
    return [
        *(("C", from_z(act.happened_at or act.recorded_at)) for act in file.calls),
        *(("D", from_z(act.recorded_at)) for act in file.decisions),
        *(("X", from_z(act.body["at"])) for act in file.failed_filings if act.body.get("at")),
        *(("N", from_z(act.body["at"])) for act in file.filings),
        *(("P", from_z(act.body["at"])) for act in file.sendings),
    ]


def _when(at: datetime, zone: str) -> str:
    return dates.when(at, zone_of(zone), zone)
