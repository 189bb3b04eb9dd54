"""Ways on one line, each with its key (the steps of a file, the filters of the board); the one in view stands in brackets, so that no colour
is needed to see it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Static

from breach.tui import commands, literal
from breach.tui.host import host_of, page_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from textual import events

    from breach.tui.commands import StepCommand


class StepStrip(Static):
    """``g Journal  f Faits  [e Évaluer]  …``; where it does not fit, the blanks go first, then the labels of the others are cut."""

    def __init__(self, ways: Sequence[StepCommand] = commands.STEPS) -> None:
        super().__init__(markup=False)
        self._ways = ways
        self._counts: Mapping[str, int | None] = {}
        self.current = ways[0].step
        self._places: list[tuple[int, int, str]] = []

    def count(self, counts: Mapping[str, int | None]) -> None:
        """Show how many there are behind each way, by its id; None where that is not known."""
        if counts != self._counts:
            self._counts = dict(counts)
            self.redraw()

    def go(self, step: str) -> None:
        """Show ``step`` as the one in view."""
        self.current = step
        self.redraw()

    def on_resize(self) -> None:
        """Fit the new width."""
        self.redraw()

    def redraw(self) -> None:
        """Write the line anew."""
        width = self.size.width or self.app.size.width
        labels = {command.step: literal.shown(command.label) for command in self._ways}
        longest = max(map(len, labels.values()))
        tight = self._line(labels, longest).cell_length > width
        while longest > 1 and self._line(labels, longest, tight=tight).cell_length > width:
            longest -= 1
        self.update(self._line(labels, longest, tight=tight))

    def _line(self, labels: dict[str, str], longest: int, *, tight: bool = False) -> Content:
        line, self._places = Content(), []
        for command in self._ways:
            key = commands.key_name(host_of(self).keys_of(command))
            here = command.step == self.current
            label = labels[command.step] if here else labels[command.step][:longest]
            count = self._counts.get(command.step)
            label += "" if count is None else f" {count}"
            words = f"[{key} {label}]" if here else f" {key} {label}" + ("" if tight else " ")
            self._places.append((line.cell_length, line.cell_length + len(words), command.step))
            line = line.append(Content.styled(words, "bold reverse" if here else ""))
        return line

    def on_click(self, event: events.Click) -> None:
        """Go to the step clicked."""
        for start, end, step in self._places:
            if start <= event.x < end:
                page_of(self).go(step)
