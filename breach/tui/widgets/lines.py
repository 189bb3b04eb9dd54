"""A list of lines to walk through with arrows or ``j`` and ``k``. What is shown is literal."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.widgets import OptionList
from textual.widgets.option_list import Option

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.binding import BindingType
    from textual.content import Content


class Lines(OptionList):
    """Lines with ids; a line without an id is a heading."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("j", "cursor_down", show=False), Binding("k", "cursor_up", show=False)]

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

    @property
    def here(self) -> str:
        """The id of the line in hand, "" where there is none."""
        option = self.highlighted_option
        return (option.id or "") if option is not None else ""
