"""A question with a few answers, in a box over the screen; also the palette, where typing narrows the answers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from textual.containers import Vertical
from textual.widgets import Input, Static

from breach.domain.words import folded
from breach.i18n import t
from breach.tui import commands, literal
from breach.tui.screens.box import Box
from breach.tui.widgets.line import Line
from breach.tui.widgets.lines import Lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textual.binding import BindingType
    from textual.widget import Widget
    from textual.widgets import OptionList

    from breach.tui.host import Option


_WORD = re.compile(r"\w+")


class Choice(Box):
    """``title``, ``text`` and the ``options``; gives the id of the one chosen, None on Escape. ``searched``: a field narrows them; ``here``: the
    id of the one in hand at first.
    """

    CSS_PATH = "choice.tcss"
    COMMANDS_HERE: ClassVar[tuple[commands.Command, ...]] = (commands.LEAVE,)
    BINDINGS: ClassVar[list[BindingType]] = commands.bindings(COMMANDS_HERE)
    asks: ClassVar[bool] = True

    def __init__(self, title: str, text: str, options: Sequence[Option], *, searched: bool = False, here: str | None = None) -> None:
        super().__init__()
        self._title = title
        self._text = text
        self._options = list(options)
        self._searched = searched
        self._here = here

    def compose(self) -> Iterator[Widget]:
        """The box."""
        with Vertical(id="box"):
            yield Static(literal.lit(self._title, "bold"), markup=False)
            if self._text:
                yield Static(literal.lit(self._text), markup=False, id="text")
            if self._searched:
                yield Line("", id="search", placeholder=t("tui.choice-search"))
            yield Lines(id="options")
            yield Static(literal.lit(t("tui.choice-hint")), markup=False, id="hint")

    def on_mount(self) -> None:
        """Fill it."""
        self._narrow("")
        lines = self.query_one(Lines)
        if self._here is not None:
            lines.highlighted = next((n for n, option in enumerate(self._options) if option.id == self._here), lines.highlighted)
        if not self._searched:
            self.query_one(Lines).focus()

    def _narrow(self, text: str) -> None:
        words, texts = folded(text.split()), folded(option.words for option in self._options)
        kept = [n for n, held in enumerate(texts) if all(word in held for word in words)]
        kept.sort(key=lambda n: _far(words, texts[n]))
        # The place keeps answers apart; an empty id is an answer too.
        shown = [(str(n), literal.lit(self._options[n].words)) for n in kept]
        lines = self.query_one(Lines)
        lines.show(shown if shown or not words else [("", literal.lit(t("tui.choice-none")))])
        if words:
            lines.action_first()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow the options to the words typed, case and accents apart."""
        self._narrow(event.value)

    def on_input_submitted(self) -> None:
        """Take the option in hand."""
        self._take(self.query_one(Lines).here)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Take the option chosen."""
        self._take(event.option.id or "")

    def _take(self, place: str) -> None:
        if place:
            self.leave(self._options[int(place)].id)

    def on_key(self, event: object) -> None:
        """Let the arrows walk the options while the field has the focus."""
        key = getattr(event, "key", "")
        if self._searched and key in ("up", "down"):
            lines = self.query_one(Lines)
            (lines.action_cursor_up if key == "up" else lines.action_cursor_down)()

    def action_leave(self) -> None:
        """Choose nothing."""
        self.leave(None)


def _far(words: Sequence[str], text: str) -> int:
    """How far ``text`` is from what was typed: words met whole come before beginnings of words, and those before what stands inside a word."""
    held = _WORD.findall(text)
    return sum(0 if word in held else 1 if any(one.startswith(word) for one in held) else 2 for word in words)
