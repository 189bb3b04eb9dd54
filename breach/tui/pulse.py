"""What happens without a key: others' entries are looked for, the clocks in words count on, a drill goes on. Nothing of it while a screen is being
made again, for it must not look for widgets that are just being replaced.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from breach.tui.screens.page import Page
from breach.tui.widgets.drill import DrillBar

if TYPE_CHECKING:
    from textual.app import App

    from breach.tui.lock import Lock
    from breach.tui.reminding import Reminding

LOOK_S = 3.0
"""How often the store is asked whether others wrote, in seconds: one small query."""
TICK_S = 15.0
"""How often the clocks in words are looked at again, in seconds: they count minutes."""
DRILL_TICK_S = 1.0
"""How often a drill's clock is looked at, in seconds: it is a fast one."""
DRILL_PAGE_S = 2.0
"""How often the clocks in words are looked at again in a drill, in seconds: at 15 a page would be hours behind the bar."""


class Pulse:
    """The timers of ``app``, its ``lock`` and its reminders. ``held``: nothing happens for now."""

    def __init__(self, app: App[int], lock: Lock, reminding: Reminding) -> None:
        self._app = app
        self._lock = lock
        self._reminding = reminding
        self.held = False

    def start(self, *, drill: bool) -> None:
        """Set the timers; with ``drill`` those of a fast clock."""
        self._app.set_interval(LOOK_S, self.look)
        self._app.set_interval(DRILL_PAGE_S if drill else TICK_S, self.tick)
        if drill:
            self._app.set_interval(DRILL_TICK_S, self.drill)

    def look(self) -> None:
        """Look whether others wrote."""
        if not self.held and not self._lock.on:
            self._page.look()

    def tick(self) -> None:
        """Count the clocks on; lock after a time without a key; remind."""
        if not self.held:
            self._page.tick()
            self._lock.look()
            self._reminding.look()

    def drill(self) -> None:
        """Bring the drill's bars up to date, on every screen, and remind."""
        if self.held or self._lock.on:
            return
        for screen in self._app.screen_stack:
            for bar in screen.query(DrillBar):
                bar.tick()
        self._reminding.look()

    @property
    def _page(self) -> Page:
        assert isinstance(self._app.screen, Page)
        return self._app.screen
