"""Deadlines as an iCalendar file (RFC 5545), for a phone or a team's calendar. Twenty lines; a library costs 60 ms."""

from __future__ import annotations

from breach.disk.writing import write_new
from breach.domain.clock_words import recipient
from breach.domain.instants import from_z, to_z

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from breach.service.clocks import Clock
    from breach.service.desk import Desk


def write_ics(path: str, desk: Desk, clocks: list[Clock], reminders: Callable[[str], list[int]]) -> None:
    """Write the dated open clocks to ``path``: one event each, without a length, with alarms as many hours before as
    ``reminders`` gives for its clock's id. Raises InputError.
    """
    stamp = _compact(to_z(desk.now()))
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//breach//clock//FR", "CALSCALE:GREGORIAN"]
    for clock in clocks:
        if clock.row.due_at and clock.row.governs():
            mark = "EXERCICE " if clock.exercise else ""
            due = _compact(clock.row.due_at)
            said = _text(f"{mark}{clock.ref} {recipient(clock.row)}")
            lines += [
                "BEGIN:VEVENT",
                f"UID:{clock.ref}-{_text(clock.row.clock)}-{_compact(clock.row.anchor_at or '')}@breach",
                f"DTSTAMP:{stamp}",
                f"DTSTART:{due}",
                f"SUMMARY:{said}",
                *(line for hours in reminders(clock.row.clock) for line in _alarm(hours, said)),
                "END:VEVENT",
            ]
    write_new(path, "\r\n".join(_folded(line) for line in [*lines, "END:VCALENDAR", ""]).encode(), replace=True)


def _alarm(hours: int, said: str) -> list[str]:
    return ["BEGIN:VALARM", "ACTION:DISPLAY", f"TRIGGER:-PT{hours}H", f"DESCRIPTION:{hours} h : {said}", "END:VALARM"]


def _compact(instant: str) -> str:
    return to_z(from_z(instant)).replace("-", "").replace(":", "") if instant else ""


def _text(text: str) -> str:
    """``text`` escaped as RFC 5545 §3.3.11 asks, on one line."""
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", " ").replace("\r", " ")


def _folded(line: str) -> str:
    """``line`` in pieces of at most 75 bytes, as RFC 5545 §3.1 asks; a character is never cut."""
    pieces: list[str] = []
    piece = ""
    for char in line:
        if len((piece + char).encode()) > 75 - (1 if pieces else 0):
            pieces.append(piece)
            piece = ""
        piece += char
    return "\r\n ".join([*pieces, piece])
