"""A list of lines to walk through with arrows or ``j`` and ``k``. What is shown is literal; the line in hand is marked without any colour."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual.binding import Binding
from textual.strip import Strip
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from breach.domain.words import apart, asked, folded

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.binding import BindingType
    from textual.content import Content


MARK = "› "  # noqa: RUF001 - the sign itself
"""Before the line in hand; the guard makes it ``> `` where the terminal has no more. ``app.tcss`` leaves it its two cells."""


class Lines(OptionList):
    """Lines with ids; a line without an id is a heading."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("j", "cursor_down", show=False), Binding("k", "cursor_up", show=False)]
    MARKED_ALWAYS: ClassVar[bool] = True
    """Whether the line in hand is marked also while keys go elsewhere."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id, markup=False, compact=True)
        self._shown: list[tuple[str, Content]] = []

    def show(self, lines: Sequence[tuple[str, Content]]) -> None:
        """Show ``lines`` (id, "" for a heading; content), keeping the place by id. Nothing is redrawn where nothing changed."""
        if [(name, str(content)) for name, content in lines] == [(name, str(content)) for name, content in self._shown]:
            return
        at, before = self.here, self.highlighted
        self._shown = list(lines)
        self.clear_options()
        self.add_options([Option(content, id=name or None, disabled=not name) for name, content in lines])
        ids = [name for name, _ in lines]
        if at and at in ids:
            self.highlighted = ids.index(at)
        elif before is not None and ids:
            self.highlighted = min(before, len(ids) - 1)
        else:
            self.action_first()

    def watch_show_vertical_scrollbar(self) -> None:
        """The bar takes room: how many lines each one fills is measured again, else the end of one that wraps now is left out."""
        self._clear_caches()
        self._update_lines()

    def find(self, words: str, beside: Callable[[str], str] = lambda _: "") -> bool:
        """Take the next line in hand, from the one in hand on and round, in whose text or id every one of ``words`` stands, case and accents apart;
        whether there is one. ``beside``: what a line answers to besides what it shows, by its id.
        """
        sought = folded(asked(words))
        count, here = len(self._shown), -1 if self.highlighted is None else self.highlighted
        for place in ((here + by) % count for by in range(1, count + 1)):
            name, content = self._shown[place]
            text = apart(f"{name} {content} {beside(name)}")
            if name and sought and all(word in text for word in sought):
                self.highlighted = place
                return True
        return False

    def render_line(self, y: int) -> Strip:
        """The line at ``y``, with the mark where the option in hand begins."""
        strip = super().render_line(y)
        number = self.scroll_offset.y + y
        if (
            not (self.MARKED_ALWAYS or self.has_focus)
            or self.highlighted is None
            or number >= len(self._lines)
            or self._lines[number] != (self.highlighted, 0)
        ):
            return strip
        left, rest = strip.divide([len(MARK), strip.cell_length])
        style = next((segment.style for segment in left), None)
        return Strip.join([Strip([Segment(MARK, style)], len(MARK)), rest])

    @property
    def here(self) -> str:
        """The id of the line in hand, "" where there is none."""
        option = self.highlighted_option
        return (option.id or "") if option is not None else ""
