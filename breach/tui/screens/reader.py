"""A text to read over the whole screen: help, an entry in full, why a question is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.widgets import Static

from breach.i18n import t
from breach.tui import commands, literal
from breach.tui.screens.page import Page
from breach.tui.widgets.footer import Footer
from breach.tui.widgets.text import TextView

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.binding import BindingType
    from textual.content import Content
    from textual.widget import Widget

    from breach.tui.host import Host


class Reader(Page):
    """``title`` and ``text``, both literal."""

    CSS_PATH = "reader.tcss"
    COMMANDS_HERE: ClassVar[tuple[commands.Command, ...]] = (commands.BACK,)
    BINDINGS: ClassVar[list[BindingType]] = commands.bindings(COMMANDS_HERE)

    def __init__(self, title: str, text: str | Content, ref: str = "") -> None:
        super().__init__()
        self.heading = title
        self.text = str(text)
        self._content = text
        self.ref = ref

    def compose(self) -> Iterator[Widget]:
        """Title, text, keys."""
        yield Static(literal.lit(self.heading, "bold"), markup=False, id="title")
        yield TextView(self._content, id="read")
        yield Footer()

    def action_back(self) -> None:
        """Go back."""
        self.leave(None)


def help_text(app: Host) -> str:
    """Every command that works in the screen in front: keys, label, what it does."""
    lines = []
    for command, _ in app.commands_here():
        keys = ", ".join(commands.key_name(key) for key in app.keys_of(command).split(","))
        lines.append(f"{keys:<10} {command.label:<16} {command.help}")
    return "\n".join([*lines, "", t("tui.help-movement"), "", t("tui.help-marks"), "", t("tui.help-more")])
