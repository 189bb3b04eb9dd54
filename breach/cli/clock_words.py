"""Clocks on the command line: one line each, and the one line of ``--short``."""

from __future__ import annotations

from breach.cli import output
from breach.domain import clock_words
from breach.i18n import t
from breach.service import clocks as service

TYPE_CHECKING = False
if TYPE_CHECKING:
    from breach.service.clocks import Clock
    from breach.service.desk import Desk


def lines_of(desk: Desk, clocks: list[Clock]) -> list[str]:
    """One line per clock, in columns."""
    return [output.line(line) for line in service.lines_of(desk, clocks)]


def short(desk: Desk, clocks: list[Clock]) -> str:
    """The most urgent open clock in one line, for a prompt or tmux."""
    open_ = [clock for clock in clocks if clock.row.governs()]
    if not open_:
        return t("clock.none")
    first = open_[0]
    more = t("clock.and-more", count=len(open_) - 1) if len(open_) > 1 else ""
    mark = t("clock.exercise") + " " if first.exercise else ""
    return output.line(f"{mark}{first.ref} {clock_words.line(first.row, desk.now(), desk.zone)}{more}")
