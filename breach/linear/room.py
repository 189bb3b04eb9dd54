"""What every part of the conversation is given: the desk and what was begun; and how a file's clock is said at each menu."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from breach.domain import clock_words
from breach.i18n import t
from breach.service import clocks

if TYPE_CHECKING:
    from breach.linear.kept import Kept
    from breach.service.clocks import Clock
    from breach.service.desk import Desk


@dataclass(slots=True)
class Room:
    """``desk``: the service's; ``kept``: unfinished answers; ``interactive``: somebody sits there, not a script."""

    desk: Desk
    kept: Kept
    interactive: bool

    def clock(self, ref: str = "") -> str:
        """The most urgent clock of the file ``ref``, of all open files for "", in one line. Raises BreachError."""
        found = clocks.of_file(self.desk, self.desk.store.find(ref)) if ref else clocks.all_open(self.desk)
        standing = sorted((clock for clock in found if clock.row.governs()), key=_telling)
        if not standing:
            return t("clock.none")
        first = standing[0]
        words = self.clock_line(first)
        return words if ref else f"{first.ref}. {words}"

    def clock_line(self, clock: Clock) -> str:
        """One clock in words; that it is an exercise's is said first."""
        mark = t("clock.exercise") + " " if clock.exercise else ""
        return mark + clock_words.line(clock.row, self.desk.now(), self.desk.zone)


_LAW = "gdpr-"


def _telling(clock: Clock) -> tuple[int, bool, str, str]:
    """What bites first on top; among clocks without a date the law's before a promise or a contract."""
    rank, at = clock.row.urgency()
    return rank, rank > 0 and not clock.row.clock.startswith(_LAW), at, clock.row.clock
