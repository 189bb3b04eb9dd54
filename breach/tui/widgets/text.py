"""A text to read: scrolled with arrows, ``j`` and ``k``, or by pages. What is shown is literal."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.widgets import Static

from breach.tui import literal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.binding import BindingType
    from textual.content import Content
    from textual.widget import Widget


class TextView(VerticalScroll, can_focus=True):
    """A scrolled text."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "scroll_down", show=False),
        Binding("k", "scroll_up", show=False),
        Binding("space", "page_down", show=False),
    ]

    def __init__(self, text: str | Content = "", *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._text = text

    def compose(self) -> Iterator[Widget]:
        """The text."""
        yield Static(self._content(), markup=False)

    def show(self, text: str | Content) -> None:
        """Show ``text`` from where the reader was."""
        if str(text) != str(self._text):
            self._text = text
            for held in self.query(Static):
                held.update(self._content())

    def _content(self) -> Content:
        return literal.lit(self._text) if isinstance(self._text, str) else self._text
