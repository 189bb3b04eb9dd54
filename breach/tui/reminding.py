"""Reminders on the screen: the bell once, and a line in words on every screen until a key says that it was seen. Typing goes on meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from breach.domain import clock_words
from breach.errors import BreachError
from breach.i18n import plural, t
from breach.tui import commands
from breach.tui.screens.box import Box
from breach.tui.screens.page import Page
from breach.tui.widgets.reminder import ReminderLine

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from textual.app import App

    from breach.service.reminding import Reminder, Reminders
    from breach.tui.host import Host


_PADDING = 2
"""The cells beside the line, as ``app.tcss`` has them."""


class Reminding:
    """What ``app`` reminds of; ``hours_of``: the hours for a clock's id."""

    def __init__(self, app: App[int], hours_of: Callable[[str], Sequence[int]]) -> None:
        self._app = app
        self._hours_of = hours_of
        self._reminders: Reminders | None = None
        self._rung: set[tuple[int, str, str, int]] = set()
        self._found: list[Reminder] = []

    @property
    def _host(self) -> Host:
        return cast("Host", self._app)

    @property
    def _of_store(self) -> Reminders:
        from breach.service.reminding import Reminders  # not with the first paint

        if self._reminders is None:
            self._reminders = Reminders(self._host.desk, self._hours_of)
        return self._reminders

    def look(self) -> None:
        """See what stands, show the most urgent one, and put on record that it was shown. A store that cannot be read or written just now is
        tried again at the next look: a reminder must not get in the way.
        """
        if self._host.lock.on:
            return  # the lock rings by itself
        try:
            self._found = self._of_store.standing()
        except BreachError:
            return
        self.draw()
        if not self._found:
            return
        first = self._found[0]
        if first.key not in self._rung:
            self._rung.add(first.key)
            self._app.bell()
        try:
            self._of_store.shown(first)
        except BreachError:
            return

    def seen(self) -> None:
        """The one on the screen was seen; the next one is shown."""
        if self._found:
            self._host.ask(self._of_store.acknowledge, self._found[0])
            self.look()

    def coming(self) -> list[datetime]:
        """When reminders come, without what they are about."""
        try:
            return self._of_store.coming()
        except BreachError:
            return []

    def draw(self) -> None:
        """Bring the line of every screen up to date; one that was just put in front or made anew has none yet."""
        if self._host.lock.on:
            return
        words = self._words()
        for screen in self._app.screen_stack:
            if not isinstance(screen, Page) or isinstance(screen, Box) or screen.covers or not screen.is_mounted:
                continue
            lines = screen.query(ReminderLine)
            if not words:
                _ = lines.remove()
            elif lines:
                lines.first().say(words)
            else:
                _ = screen.mount(ReminderLine(words), before=0)

    def _words(self) -> str:
        if not self._found:
            return ""
        first, desk = self._found[0], self._host.desk
        mark = f"{t('clock.exercise')} " if first.exercise else ""
        key = commands.key_name(self._host.keys_of(commands.SEEN))
        more = plural("reminder.more", len(self._found) - 1) if len(self._found) > 1 else ""
        room = self._app.size.width - _PADDING
        clock = clock_words.fitted(first.row, desk.now(), desk.zone, room, clock_words.status(first.row))
        words = t("reminder.line", mark=mark, ref=first.ref, key=key, more=more, clock=clock)
        # Too long for one line: the clock has the second to itself, and no duration is torn apart.
        return words if len(words) <= room else words.replace(" — ", " —\n", 1)
