"""How a clock stands, in words: « reste 31 h 12, mar. 24 nov. 14:37 Paris ». Late is said, not only coloured."""

from __future__ import annotations

from breach.domain.clock_rows import seconds, state_of
from breach.domain.instants import from_z, zone_of
from breach.i18n import current, dates, has, t

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import datetime

    from breach.domain.clock_rows import DueRow

_LEAST = 12
"""How many characters of a recipient are shown at least."""


def left(row: DueRow, now: datetime, zone: str) -> str:
    """How ``row`` stands at ``now`` (UTC), its instants as clocks in the IANA ``zone`` show them."""
    state, place = state_of(row, now), zone_of(zone)
    if state == "not_applicable":  # a decision has its instant; without one, no law was in force
        return t("clock.not-applicable") if row.settled_at else t("clock.no-law")
    if state == "met":
        return t("clock.met", when=dates.when(from_z(row.settled_at or ""), place, zone))
    if row.settled == "late":
        return t("clock.settled-late", late=dates.duration(row.late_by or 0), when=dates.when(from_z(row.settled_at or ""), place, zone))
    if row.due_at:
        due = from_z(row.due_at)
        until = dates.when(due, place, zone)
        if state == "late":
            return t("clock.late", late=dates.duration(seconds(due, now)), when=until)
        return t("clock.left", left=dates.duration(seconds(now, due)), when=until)
    if row.anchor_at:
        return t("clock.elapsed", elapsed=dates.duration(seconds(from_z(row.anchor_at), now)))
    if row.since:
        return t("clock.suspected", elapsed=dates.duration(seconds(from_z(row.since), now)))
    return t("clock.not-started")


def start(row: DueRow, zone: str) -> str:
    """When ``row`` started and by what, in words; "" where it did not start."""
    if not row.anchor_at:
        return ""
    source, _, name = row.anchor_fact.partition(":")
    key = f"clock.start-{name if source == 'entry' else source}"
    return t("clock.start", at=dates.when(from_z(row.anchor_at), zone_of(zone), zone), what=f" ({t(key)})" if has(key) else "")


def status(row: DueRow) -> str:
    """What is to be known of the start of ``row``: to be confirmed, or superseded; "" where it stands."""
    if row.settled == "not_applicable" and not row.settled_at:
        return ""
    return t(f"clock.status-{row.anchor_status}") if row.anchor_status in ("candidate", "superseded") else ""


def recipient(row: DueRow) -> str:
    """Who is to be told, in the language in use; a promise or a contract is said to be one, since its clock is not the law's."""
    kind = row.clock.partition(":")[0]
    own = t(f"clock.by-{kind}") if kind in ("promise", "contract") else ""
    return (row.to_fr if current() == "fr" else row.to_en) + own


def line(row: DueRow, now: datetime, zone: str) -> str:
    """The recipient and how the clock stands, on one line: « CNIL : reste 31 h 12, mar. 24 nov. 14:37 Paris »."""
    return f"{recipient(row)}{t('clock.colon')} {left(row, now, zone)}{status(row)}"


def fitted(row: DueRow, now: datetime, zone: str, room: int, after: str = "") -> str:
    """The recipient and what is left, then ``after``, in ``room`` characters: the recipient is cut before the time is."""
    whom, rest = recipient(row), f"{t('clock.colon')} {left(row, now, zone)}{after}"
    most = max(room - len(rest), _LEAST)
    return (whom if len(whom) <= most else f"{whom[: most - 1].rstrip()}…") + rest
