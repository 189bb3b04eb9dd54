"""A field of one line, apart from the others: the palette has one, and the board must not wait for what a text of several lines needs."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.widgets import Input

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual import events
    from textual.binding import BindingType
    from textual.suggester import Suggester

_NOT_OURS = ("ctrl+a", "ctrl+b")


def without(held: Iterable[BindingType]) -> list[BindingType]:
    """``held`` less the keys that are prefixes of tmux and screen."""
    made: list[BindingType] = []
    for binding in Binding.make_bindings(held):
        made += [binding] if binding.key not in _NOT_OURS else []
    return made


class Line(Input, inherit_bindings=False):
    """One line. ``start``: what stands there before anybody types; as long as it does it is selected on focus, so that typing replaces it."""

    BINDINGS: ClassVar[list[BindingType]] = without(Input.BINDINGS)

    def __init__(self, value: str, *, id: str, start: str = "", placeholder: str = "", suggester: Suggester | None = None) -> None:
        super().__init__(value, placeholder, id=id, compact=True, select_on_focus=False, suggester=suggester)
        self._start = start

    def on_focus(self, event: events.Focus) -> None:
        """Select what nobody typed; not where the terminal itself came back to the front."""
        if self._start and self.value == self._start and not event.from_app_focus:
            self.select_all()

    def text_and_cursor(self) -> tuple[str, int]:
        """What is typed, and the cursor in characters."""
        return self.value, self.cursor_position

    def put(self, text: str, cursor: int) -> None:
        """Put ``text`` in, the cursor at ``cursor``."""
        self.value = text
        self.cursor_position = min(cursor, len(text))
