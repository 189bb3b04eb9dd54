"""Locked when left: after some minutes without a key, or at once by one, a screen covers every other, and the key is let go where that helps.

What is typed is kept before. While it is locked nothing is read, shown or put in front: what a work in the background wants to show waits.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from textual import events

from breach import clock_source
from breach.tui.screens.page import Page
from breach.tui.widgets.selfcheck import SelfCheck

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from textual.app import App

    from breach.service.safe import Safe
    from breach.tui.host import Host
    from breach.tui.reminding import Reminding

ALLOWED = ("quit", "interrupted", "focus_next", "focus_previous")
"""The actions of the application that work while it is locked."""


class Lock:
    """The lock of ``app`` over ``safe`` (None: nothing can be shut), after ``minutes`` (0: never by itself); ``reminding``: what rings behind it."""

    def __init__(self, app: App[int], reminding: Reminding, safe: Safe | None, minutes: int) -> None:
        self._app = app
        self._host = cast("Host", app)
        self._reminding = reminding
        self._safe = safe
        self._limit = minutes * 60
        self.seconds: Callable[[], float] = clock_source.awake
        self._last = self.seconds()
        self._waiting: list[tuple[Callable[..., Any], tuple[Any, ...]]] = []
        self._coming: list[datetime] = []
        self._opening = False
        self.on = False

    @property
    def _page(self) -> Page:
        return cast("Page", self._app.screen)

    # -- when

    def touched(self) -> None:
        """Somebody is here."""
        self._last = self.seconds()

    def swallows(self, event: events.Event) -> bool:
        """Whether ``event`` must go no further: the first key after too long a time opens the lock's screen, not the file's."""
        if not isinstance(event, (events.InputEvent, events.Paste)) or event.is_forwarded:
            return False
        late = self._is_over()
        if late:
            self.lock()
        self.touched()
        return late

    def look(self) -> None:
        """Lock where nobody has been here for too long; locked already, count the reminders that come."""
        if self._is_over():
            self.lock()

    def _is_over(self) -> bool:
        return bool(self._limit and not self.on and self.seconds() - self._last >= self._limit)

    # -- locking

    def lock(self) -> None:
        """Lock now."""
        if self.on:
            return
        from breach.tui.screens.locked import Locked  # not with the first paint

        for screen in self._app.screen_stack:
            if isinstance(screen, Page):
                screen.keep_all()
        self._coming = self._reminding.coming()
        _ = self._app.push_screen(Locked(by_passphrase=self._closes, runs=bool(self._coming)))
        self.on = True
        self._app.clear_notifications()
        self._host.window_title("breach")
        self._stop_reading()
        self._shut()

    @property
    def _closes(self) -> bool:
        return self._safe is not None and self._safe.by_passphrase

    def _stop_reading(self) -> None:
        """The self-check begins anew later; every other work in the background is waited for."""
        for worker in self._app.workers:
            if isinstance(worker.node, SelfCheck):
                worker.cancel()

    def _shut(self) -> None:
        """Shut the store once nothing in the background uses it."""
        if self._safe is not None and self._closes and not any(worker.is_running for worker in self._app.workers):
            self._safe.shut()

    def tick(self) -> None:
        """A moment passed behind the lock: shut what could not be shut before; ring where a reminder came, without saying of what."""
        self._shut()
        now = self._host.desk.now()
        come = [at for at in self._coming if at <= now]
        if come:
            self._coming = self._coming[len(come) :]
            self._app.bell()
            self._page.reminded()

    # -- opening

    def find(self, passphrase: str, recovery: str) -> bytes:
        """The key that ``passphrase`` opens, for a thread. Raises StoreError."""
        assert self._safe is not None
        return self._safe.find(passphrase, recovery)

    def open(self, key: bytes = b"") -> None:
        """Open again, with ``key`` where the store was shut. Raises StoreError; it is locked as before then."""
        if self._safe is not None and self._safe.is_shut:
            self._safe.open(key)
        self.on, self._opening = False, True
        self.touched()
        self._page.leave()

    def in_front(self) -> None:
        """Another screen came in front: behind the lock, what was covered is read anew and what waited is done."""
        page = self._page
        if not self._opening or page.covers:
            return
        self._opening = False
        for screen in self._app.screen_stack:
            for check in screen.query(SelfCheck):
                check.restart()
        page.reload()
        if page.ref:
            self._host.window_title(f"breach {page.ref}")
        waiting, self._waiting = self._waiting, []
        for call, args in waiting:
            call(*args)
        self._reminding.look()

    def holds(self, call: Callable[..., Any], *args: Any) -> bool:
        """Whether the screen is locked: ``call`` is then made once it is opened."""
        if self.on:
            self._waiting.append((call, args))
        return self.on
