"""What went wrong: a title, what happened, what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import Vertical
from textual.widgets import Static

from breach.i18n import t
from breach.i18n.said import said
from breach.tui import commands, literal
from breach.tui.screens.box import Box
from breach.tui.widgets.text import TextView

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.binding import BindingType
    from textual.widget import Widget

    from breach.errors import BreachError


class Problem(Box):
    """The words of ``error``."""

    CSS_PATH = "problem.tcss"
    COMMANDS_HERE: ClassVar[tuple[commands.Command, ...]] = (commands.CLOSE,)
    BINDINGS: ClassVar[list[BindingType]] = commands.bindings(COMMANDS_HERE)

    def __init__(self, error: BreachError) -> None:
        super().__init__()
        self.error = error
        self.unasked = True

    def compose(self) -> Iterator[Widget]:
        """The box."""
        title, message, todo = said(self.error, form=True)
        arrow = "->" if literal.reach() != literal.FULL else "→"
        with Vertical(id="box"):
            yield Static(literal.lit(title, "bold"), markup=False, id="title")
            yield TextView(f"{message}\n\n{arrow} {todo}", id="said")
            yield Static(literal.lit(t("tui.problem-close")), markup=False, id="hint")

    def action_close(self) -> None:
        """Go back."""
        self.leave(None)
