"""A word that is asked for, in a box over the screen: what is looked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import Vertical
from textual.widgets import Static

from breach.i18n import t
from breach.tui import commands, literal
from breach.tui.screens.box import Box
from breach.tui.widgets.line import Line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.binding import BindingType
    from textual.widget import Widget


class Word(Box):
    """``title``, and ``start``, which stands there already and is typed over; gives what was typed, None on Escape or for nothing."""

    CSS_PATH = "word.tcss"
    COMMANDS_HERE: ClassVar[tuple[commands.Command, ...]] = (commands.LEAVE,)
    BINDINGS: ClassVar[list[BindingType]] = commands.bindings(COMMANDS_HERE)
    asks: ClassVar[bool] = True

    def __init__(self, title: str, start: str) -> None:
        super().__init__()
        self._title = title
        self._start = start

    def compose(self) -> Iterator[Widget]:
        """The box."""
        with Vertical(id="box"):
            yield Static(literal.lit(self._title, "bold"), markup=False)
            yield Line(self._start, id="word", start=self._start)
            yield Static(literal.lit(t("tui.word-hint")), markup=False, id="hint")

    def on_input_submitted(self) -> None:
        """Give the word."""
        self.leave(self.query_one(Line).value.strip() or None)

    def action_leave(self) -> None:
        """Give nothing."""
        self.leave(None)
