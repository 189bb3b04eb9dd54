"""Fields to type in. They bind no Ctrl-A and no Ctrl-B: those keys belong to screen and tmux; Home does the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.document._document import Document
from textual.widgets import TextArea

from breach.tui import literal
from breach.tui.widgets.line import Line, without
from breach.tui.widgets.lines import Lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual.binding import BindingType


@dataclass(frozen=True, slots=True)
class Field:
    """One field.

    ``name``; ``kind``: "line", "text", "path" (a line that is completed), "instant", "known-instant" and "ahead" (a line that may say an instant in
    words: past, of a fact, which may also be unknown, or to come) or "pick"; its question, a hint below it, its first value, and the answers of a
    pick (``several`` may be marked, one must be where ``required``).
    """

    name: str
    kind: str
    question: str
    hint: str = ""
    start: str = ""
    options: Sequence[tuple[str, str]] = ()
    several: bool = False
    required: bool = False


class Answer(Line):
    """One line of a form: the arrows up and down lead to the fields beside it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "app.focus_next", show=False),
        Binding("up", "app.focus_previous", show=False),
    ]


class Area(TextArea, inherit_bindings=False):
    """Several lines, wrapped softly."""

    BINDINGS: ClassVar[list[BindingType]] = without(TextArea.BINDINGS)

    def __init__(self, text: str, *, id: str) -> None:
        super().__init__(text, id=id, compact=True, highlight_cursor_line=False)

    def text_and_cursor(self) -> tuple[str, int]:
        """What is typed, and the cursor in characters."""
        return self.text, self._lines().get_index_from_location(self.cursor_location)

    def put(self, text: str, cursor: int) -> None:
        """Put ``text`` in, the cursor at ``cursor``."""
        self.load_text(text)
        self.move_cursor(self._lines().get_location_from_index(min(cursor, len(self.text))))

    def _lines(self) -> Document:
        assert isinstance(self.document, Document)
        return self.document


class Pick(Lines):
    """A few answers of which one is chosen, or several with ``several``: Enter or Space marks, the mark is a cross and no colour. An answer is in
    hand while keys come here, so that a form shows one place alone where they go.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("space", "select", show=False)]
    MARKED_ALWAYS: ClassVar[bool] = False

    def __init__(self, options: Sequence[tuple[str, str]], chosen: Iterable[str], *, id: str, several: bool = False) -> None:
        super().__init__(id=id)
        self.options_shown = list(options)
        self.chosen = list(chosen)
        self.several = several

    def on_mount(self) -> None:
        """Show the answers."""
        self.redraw()

    def redraw(self) -> None:
        """Show what is marked."""
        self.show([(name, literal.lit(f"[{'x' if name in self.chosen else ' '}] {words}")) for name, words in self.options_shown])

    def mark(self, name: str) -> None:
        """Mark ``name``, or take its mark away where several may be marked."""
        if not self.several:
            self.chosen = [name]
        elif name in self.chosen:
            self.chosen.remove(name)
        else:
            self.chosen.append(name)
        self.redraw()
