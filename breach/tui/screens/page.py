"""What every screen has: its commands in the footer, the file it is about, and how it is told that something changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.screen import Screen

from breach.i18n import t
from breach.tui.host import host_of
from breach.tui.widgets.drill import DrillBar
from breach.tui.widgets.footer import Footer

if TYPE_CHECKING:
    from textual.dom import DOMNode

    from breach.tui.commands import Command
    from breach.tui.host import Host


class Page(Screen[object]):
    """A screen of this program. ``ref``: the file it is about, "" for none."""

    COMMANDS_HERE: ClassVar[tuple[Command, ...]] = ()
    ref: str = ""
    unasked: bool = False
    """Whether it came by itself (an error, an offer): a key that was typed before it was seen is not for it."""
    of_note: ClassVar[bool] = False
    """Whether this is the form of a line for the timeline: it is not opened over itself."""
    asks: ClassVar[bool] = False
    """Whether this is a question whose answer goes to what stands below it, which is not made anew meanwhile."""
    covers: ClassVar[bool] = False
    """Whether this is the lock, which covers every other screen."""

    @property
    def breach(self) -> Host:
        """The application."""
        return host_of(self)

    def on_mount(self) -> None:
        """In a drill, its bar stands on top."""
        self.drill_bar()

    def drill_bar(self) -> None:
        """Put the bar of a drill on top; a box leaves that of the screen below in sight, and the lock shows nothing of it."""
        if self.breach.injects.running and not (self.is_modal or self.covers or self.query(DrillBar)):
            _ = self.mount(DrillBar(), before=0)

    def commands_here(self) -> list[tuple[Command, DOMNode]]:
        """The screen's commands, each with the node whose action it is."""
        return [(command, self) for command in self.COMMANDS_HERE]

    def leave(self, result: object = None) -> None:
        """Go back to the screen below, which is given ``result``; once it is opened, where the lock covers both."""
        if not self.covers and self.breach.lock.holds(self.leave, result):
            return
        _ = self.dismiss(result)  # gone at the next turn of the loop; nobody here waits for that

    @property
    def ready(self) -> bool:
        """Whether the screen can take keys: it was put together and has read what its keys act on."""
        return True

    def tick(self) -> None:
        """A moment passed."""

    def keep_all(self) -> None:
        """Keep what is typed, before the screen is covered."""

    def interrupted(self) -> None:
        """Ctrl-C was typed: say how to leave."""
        self.breach.say(t("tui.interrupted"))

    def reminded(self) -> None:
        """A reminder came while the lock covers the screen."""

    def look(self) -> None:
        """Whether others wrote meanwhile: asked every few seconds, so it must cost next to nothing."""

    def reload(self) -> None:
        """Read again what is shown."""

    def changed(self, result: object = None) -> None:
        """A form over this screen was left; ``result`` is None where nothing was recorded."""
        if result is not None:
            self.reload()

    def show_commands(self) -> None:
        """Bring the footer up to date."""
        for footer in self.query(Footer):
            footer.update_commands()
