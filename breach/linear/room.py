"""What every part of the conversation is given: the desk and what was begun; and how a file's clock is said at each menu."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from breach.domain import clock_words
from breach.errors import BreachError
from breach.i18n import t
from breach.service import clocks
from breach.service.telling import most_telling_first

if TYPE_CHECKING:
    from breach.linear.kept import Kept
    from breach.service.clocks import Clock
    from breach.service.desk import Desk
    from breach.service.injects import Injects
    from breach.service.reminding import Reminder, Reminders


@dataclass(slots=True)
class Room:
    """``desk``: the service's; ``kept``: unfinished answers; ``interactive``: somebody sits there, not a script; ``injects``: what happens in a
    drill; ``reminders``: of the open files.
    """

    desk: Desk
    kept: Kept
    interactive: bool
    injects: Injects
    reminders: Reminders
    _told: set[tuple[int, str, str, int]] = field(default_factory=set)

    def happened(self) -> list[str]:
        """What happened in a drill since this was last asked; the reminder that stands, the most urgent, until somebody says they heard it."""
        return [*self._injected(), *(self._said(one) for one in self._standing()[:1])]

    def fresh(self) -> list[str]:
        """Of that, what was not said yet: for who sits at a menu and types nothing."""
        return [*self._injected(), *(self._said(one) for one in self._standing()[:1] if one.key not in self._told)]

    def heard(self) -> None:
        """The reminder that stands was heard: it goes on record. Raises BreachError."""
        for one in self._standing()[:1]:
            self.reminders.acknowledge(one)

    def _injected(self) -> list[str]:
        return [t("linear.happens", text=text) for text in self.injects.unread()]

    def _standing(self) -> list[Reminder]:
        """Where the store cannot be read just now there is none: a reminder must not get in the way."""
        if not self.interactive:  # nobody hears it
            return []
        try:
            return self.reminders.standing()
        except BreachError:
            return []

    def _said(self, one: Reminder) -> str:
        """The reminder in words; that it was said goes on record, where the store can be written."""
        self._told.add(one.key)
        with suppress(BreachError):
            self.reminders.shown(one)
        mark = t("clock.exercise") + " " if one.exercise else ""
        return t("linear.reminder", mark=mark, ref=one.ref, clock=clock_words.line(one.row, self.desk.now(), self.desk.zone))

    def clock(self, ref: str = "") -> str:
        """The most urgent clock of the file ``ref``, of all open files for "", in one line. Raises BreachError."""
        found = clocks.of_file(self.desk, self.desk.store.find(ref)) if ref else clocks.all_open(self.desk)
        standing = most_telling_first(clock for clock in found if clock.row.governs())
        if not standing:
            return t("clock.none")
        first = standing[0]
        words = self.clock_line(first)
        return words if ref else f"{first.ref}. {words}"

    def clock_line(self, clock: Clock) -> str:
        """One clock in words; that it is an exercise's is said first."""
        mark = t("clock.exercise") + " " if clock.exercise else ""
        return mark + clock_words.line(clock.row, self.desk.now(), self.desk.zone)
