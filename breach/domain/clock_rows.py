"""One clock of one file as it is kept (``DueRow``) and as it reads at an instant (``view``).

Kept rows hold what follows from facts, profile and law; what depends on the hour of reading (elapsed, remaining, late) is worked out here.
So ``breach clock --short`` needs neither the law's files nor the entries.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from breach.domain.instants import from_z, to_local, to_z

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

COLUMNS = (
    "clock",
    "to_fr",
    "to_en",
    "anchor_fact",
    "anchor_at",
    "anchor_status",
    "due_at",
    "kind",
    "settled",
    "settled_at",
    "late_by",
    "hours",
    "why_fr",
    "why_en",
    "source",
    "to_check",
    "since",
)


class DueRow:
    """One clock from one start.

    ``clock``: its id; ``to_fr``, ``to_en``: who is to be told, in words; ``anchor_fact`` and ``anchor_at`` (UTC text, None before it): its start;
    ``anchor_status``: ``signed``, ``candidate``, ``superseded`` or "" before any start; ``due_at``: UTC text or None; ``kind``: ``dated``,
    ``without_undue_delay`` or ``not_started``; ``settled``: None while open, else ``met``, ``late`` or ``not_applicable``; ``settled_at``:
    when; ``late_by``: seconds late at the settling, frozen; ``hours``: the elapsed hours allowed, None where the law gives none;
    ``why_fr``, ``why_en``: the reason in words; ``source``: the text it rests on; ``to_check``: 1 where the source is to be re-read;
    ``since``: before any start, since when something is suspected (UTC text, None where nothing is known).
    """

    __slots__ = COLUMNS

    def __init__(
        self,
        clock: str,
        to_fr: str,
        to_en: str,
        anchor_fact: str,
        anchor_at: str | None,
        anchor_status: str,
        due_at: str | None,
        kind: str,
        settled: str | None,
        settled_at: str | None,
        late_by: int | None,
        hours: int | None,
        why_fr: str,
        why_en: str,
        source: str,
        to_check: int,
        since: str | None = None,
    ) -> None:
        self.clock = clock
        self.to_fr = to_fr
        self.to_en = to_en
        self.anchor_fact = anchor_fact
        self.anchor_at = anchor_at
        self.anchor_status = anchor_status
        self.due_at = due_at
        self.kind = kind
        self.settled = settled
        self.settled_at = settled_at
        self.late_by = late_by
        self.hours = hours
        self.why_fr = why_fr
        self.why_en = why_en
        self.source = source
        self.to_check = to_check
        self.since = since

    def values(self) -> tuple[Any, ...]:
        """The row's values in the order of COLUMNS."""
        return tuple(getattr(self, name) for name in COLUMNS)

    def started(self, at: datetime, status: str) -> DueRow:
        """A copy of a row not started yet, started at ``at`` (UTC) with the anchor's ``status``: right where hours alone make its end."""
        row = DueRow(*self.values())
        row.anchor_at, row.anchor_status = to_z(at), status
        row.kind = "without_undue_delay" if self.hours is None else "dated"
        row.due_at = None if self.hours is None else to_z(at + timedelta(hours=self.hours))
        return row

    def aware_from(self, at: datetime, status: str) -> DueRow:
        """The row once the organisation is aware from ``at`` (UTC) on: started where awareness starts it, itself where it does not."""
        return self.started(at, status) if self.anchor_fact == "aware_at" and not self.settled else self

    def governs(self) -> bool:
        """Whether the clock is open and its start was not superseded."""
        return not self.settled and self.anchor_status != "superseded"

    def urgency(self) -> tuple[int, str]:
        """A key that sorts what bites first on top: open dated clocks by their end, then undated, then not started, then settled."""
        if not self.governs():
            return 3, self.due_at or ""
        return {"dated": 0, "without_undue_delay": 1}.get(self.kind, 2), self.due_at or self.anchor_at or ""


def next_of(rows: Iterable[DueRow]) -> str | None:
    """The end of the most urgent dated clock of ``rows`` that is open and governs (UTC text), None where there is none."""
    return min((row.due_at for row in rows if row.due_at and row.kind == "dated" and row.governs()), default=None)


def state_of(row: DueRow, now: datetime) -> str:
    """``running``, ``met``, ``late`` or ``not_applicable`` at ``now`` (UTC)."""
    if row.settled:
        return row.settled
    return "late" if row.due_at and now > from_z(row.due_at) else "running"


def seconds(earlier: datetime, later: datetime) -> int:
    """Whole elapsed seconds from ``earlier`` to ``later``, rounded down; never negative."""
    return max(0, int((later - earlier).total_seconds()))


def view(row: DueRow, ref: str, *, exercise: bool, now: datetime, zone: str, lang: str) -> dict[str, Any]:
    """The element of ``clock --json`` for ``row`` of the file ``ref`` at ``now``; instants UTC with Z, ``due_local`` in ``zone``.

    ``elapsed_seconds`` counts from the start; before it, from the suspicion.
    """
    due = from_z(row.due_at) if row.due_at else None
    state = state_of(row, now)
    end = from_z(row.settled_at) if row.settled_at else now
    begun = row.anchor_at or row.since
    late = row.late_by if row.settled else (seconds(due, now) if due and state == "late" else None)
    return {
        "ref": ref,
        "clock": row.clock,
        "exercise": exercise,
        "recipient": row.to_fr if lang == "fr" else row.to_en,
        "anchor": {"fact": row.anchor_fact, "at": row.anchor_at, "status": row.anchor_status or None},
        "due_at": row.due_at,
        "due_local": to_local(due, zone) if due else None,
        "kind": row.kind,
        "elapsed_seconds": seconds(from_z(begun), end) if begun else None,
        "remaining_seconds": seconds(now, due) if due and not row.settled else None,
        "state": state,
        "late_by_seconds": late,
        "why": row.why_fr if lang == "fr" else row.why_en,
        "source": row.source,
        "to_check": bool(row.to_check),
    }
