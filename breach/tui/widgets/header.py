"""The head of every screen about a file: which file, its clocks in words, and what is unknown. It never goes away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Static

from breach.catalogue.asking import question_of
from breach.i18n import plural, t
from breach.service.badge import badge
from breach.tui import literal
from breach.tui.host import host_of
from breach.tui.others import written_since
from breach.tui.state import FileState

if TYPE_CHECKING:
    from typing import Any

CLOCKS_SHOWN = 2
_PADDING = 2
"""The cells beside the text, as ``app.tcss`` has them."""


class FileHeader(Static):
    """Reference and code name, the most urgent clocks, what is unknown and the question that would settle most."""

    def __init__(self) -> None:
        super().__init__(markup=False)
        self.state: FileState | None = None
        self.proved: dict[str, Any] | None = None
        """What ``proof.verify`` found of the file, once it was looked at."""

    def load(self, ref: str) -> None:
        """Read the file ``ref`` and show its head."""
        state = host_of(self).ask(FileState.load, host_of(self).desk, ref)
        if state is not None:
            self.show(state)

    def show(self, state: FileState) -> None:
        """Show the head of ``state``."""
        self.state = state
        self.tick()

    def look(self) -> None:
        """Read the file again where others wrote meanwhile."""
        if self.state is not None and written_since(host_of(self), self.state):
            self.load(self.state.ref)

    def on_resize(self) -> None:
        """Fit the new width."""
        self.tick()

    def tick(self) -> None:
        """Count the clocks on."""
        if self.state is not None:
            self.update(self._content(self.state))

    def _content(self, state: FileState) -> Content:
        mark = f"{t('clock.exercise')}  " if state.exercise else ""
        closed = f"  ({t('files.state-closed')})" if state.closed else ""
        head = Content.assemble((literal.shown(mark), "bold reverse") if mark else "", (literal.shown(f"{state.ref}  {state.title}{closed}"), "bold"))
        if self.proved is not None:
            words = badge(self.proved, state.opened.file.entries)
            head = Content.assemble(head, "  ", (literal.shown(words), "" if self.proved["ok"] else "bold $text-error"))
        room = (self.size.width or self.app.size.width) - _PADDING
        lines = [head, *state.clock_lines(host_of(self).desk.now(), CLOCKS_SHOWN, room)]
        count = len(state.unknown)
        best = state.best_question()
        unknown = plural("tui.unknown-count", count)
        if best is not None:
            unknown += t("tui.unknown-first", question=question_of(best, host_of(self).desk.lang))
        lines.append(literal.lit(literal.one_line(unknown, room)))
        return Content("\n").join(lines)
