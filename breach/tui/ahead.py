"""Keys typed ahead of the screen (a slow line, a fast hand): each is handed on once the one before has had its effect, so that none lands on a
screen for which it was not typed. Textual alone would hand them all to the screen in front at the moment at which they arrive.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Protocol

from textual.message import Message

from breach.tui.screens.page import Page

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from textual.events import Event
    from textual.screen import Screen
    from textual.widget import Widget

ROUNDS = 2
"""How often the same screen must be in front, ready and painted, before the next key is handed on after a change of screens."""
PATIENCE_S = 10.0
"""How long the effect of a key is waited for at most, in seconds: a key may never be stuck."""


class Through(Message):
    """Runs behind a key by the same way, from the widget that was given it up to the application: it arrives once the key was dealt with."""

    def __init__(self, turn: int, target: Widget | Screen[object], *, again: bool) -> None:
        super().__init__()
        self.turn = turn
        self.target = target
        self.again = again


class Host(Protocol):
    """What this asks of the application."""

    @property
    def screen(self) -> Screen[object]: ...  # noqa: D102 - Textual's
    @property
    def screen_stack(self) -> Sequence[Screen[object]]: ...  # noqa: D102
    def set_timer(self, delay: float, callback: Callable[[], None]) -> object: ...  # noqa: D102
    def call_next(self, callback: Callable[..., Awaitable[None]], event: Event) -> None: ...  # noqa: D102


class Ahead:
    """The keys that wait. ``hand``: hands one to Textual and then says so by ``follow``; ``dropped``: is told how many went nowhere."""

    def __init__(self, host: Host, hand: Callable[[Event], Awaitable[None]], dropped: Callable[[int], None]) -> None:
        self._host = host
        self._hand = hand
        self._dropped = dropped
        self._held: deque[Event] = deque()
        self._busy = True  # until the first screen can take keys
        self._turn = 0
        self._stack: list[Screen[object]] = []

    def takes(self, event: Event) -> bool:
        """Whether ``event`` may be handed on now; where not, it is kept and handed on later."""
        if self._busy:
            self._held.append(event)
            return False
        self._begin()
        return True

    def _begin(self) -> None:
        self._busy = True
        self._turn += 1
        self._stack = list(self._host.screen_stack)

    def follow(self, target: Widget | Screen[object]) -> None:
        """A key was handed to ``target``: wait for its effect."""
        turn = self._turn
        self._host.set_timer(PATIENCE_S, lambda: self._release(turn))
        if list(self._host.screen_stack) != self._stack or not target.post_message(Through(turn, target, again=False)):
            self.settle()

    def through(self, message: Through) -> None:
        """The key was dealt with; once more behind what it set off (a line chosen, say), then the next may go."""
        if message.turn != self._turn:
            return
        if list(self._host.screen_stack) != self._stack:
            self.settle()
        elif message.again or not message.target.post_message(Through(message.turn, message.target, again=True)):
            self._release(message.turn)

    def acted(self) -> None:
        """A key did something: where it changed the screens, the next key waits for the new one."""
        if self._busy and list(self._host.screen_stack) != self._stack:
            self.settle()

    def settle(self) -> None:
        """Wait until one screen stays in front, ready for keys."""
        self._turn += 1
        turn = self._turn
        self._host.set_timer(PATIENCE_S, lambda: self._release(turn))
        self._look(turn, None, 0)

    def _look(self, turn: int, before: Screen[object] | None, rounds: int) -> None:
        if turn != self._turn:
            return
        front = self._host.screen
        rounds = rounds + 1 if front is before and (not isinstance(front, Page) or front.ready) else 0
        if rounds >= ROUNDS:
            self._release(turn)
        else:
            front.call_after_refresh(self._look, turn, front, rounds)

    def _release(self, turn: int) -> None:
        """Hand the next key on; those typed before a box that nobody asked for go nowhere, so that no error is closed unread."""
        if turn != self._turn or not self._busy:
            return
        front = self._host.screen
        if self._held and isinstance(front, Page) and front.unasked and front not in self._stack:
            count = len(self._held)
            self._held.clear()
            self._dropped(count)
        if not self._held:
            self._turn += 1
            self._busy = False
            return
        self._begin()
        self._host.call_next(self._hand, self._held.popleft())
