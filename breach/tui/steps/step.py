"""What every step of a file is: a part of the file's screen that is given the state and shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import Vertical

from breach.tui.host import host_of, page_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from breach.tui.commands import Command
    from breach.tui.host import FilePage, Host
    from breach.tui.state import FileState


class Step(Vertical):
    """One step. ``COMMANDS_HERE``: what can be done in it alone."""

    COMMANDS_HERE: ClassVar[tuple[Command, ...]] = ()

    @property
    def page(self) -> FilePage:
        """The file's screen."""
        return page_of(self)

    @property
    def breach(self) -> Host:
        """The application."""
        return host_of(self)

    @property
    def entry(self) -> int:
        """The number of the entry in hand, 0 where none is."""
        return 0

    def back(self) -> bool:
        """Go one level up within the step; False where it has no other."""
        return False

    def commands_here(self) -> Sequence[Command]:
        """What can be done in the step as it stands."""
        return self.COMMANDS_HERE

    def fill(self, state: FileState) -> None:
        """Show ``state``."""
        raise NotImplementedError

    def take_focus(self) -> None:
        """Put the focus where the step's keys work."""
        for child in self.query("Rows, Lines, TextView"):
            if child.focusable:
                child.focus()
                return
