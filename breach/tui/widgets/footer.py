"""The last line: the keys that work here, as many as fit, the way out and help always among them. Each can be clicked, none needs to be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Static

from breach.tui import commands, literal
from breach.tui.host import host_of

if TYPE_CHECKING:
    from textual import events

    from breach.tui.commands import Command


class Footer(Static):
    """One line of keys with their labels."""

    def __init__(self) -> None:
        super().__init__(markup=False)

    def on_mount(self) -> None:
        """Show what works here."""
        self.update_commands()

    def on_resize(self) -> None:
        """Show as much as fits now."""
        self.update_commands()

    def update_commands(self) -> None:
        """Write the line anew."""
        width = self.size.width or self.app.size.width
        shown = [command for command, _ in host_of(self).commands_here() if not command.quiet]
        fixed = [command for command in shown if command.wide or command.pinned]
        parts = [self._part(command) for command in shown if command not in fixed]
        tail = [self._part(command) for command in fixed]
        room = width + 2 - sum(part.cell_length + 2 for part in tail)  # the last one has no blanks after it
        kept: list[Content] = []
        for part in parts:
            if part.cell_length + 2 > room:
                break
            room -= part.cell_length + 2
            kept.append(part)
        self.update(Content("  ").join([*kept, *tail]))

    def _part(self, command: Command) -> Content:
        key = literal.shown(commands.key_name(host_of(self).keys_of(command)))
        return Content.assemble((key, "bold"), " ", literal.shown(command.label))

    async def on_click(self, event: events.Click) -> None:
        """Do what was clicked."""
        at = 0
        plain = str(self.visual)
        for command, node in host_of(self).commands_here():
            words = self._part(command).plain
            found = plain.find(words, at)
            if found >= 0 and found <= event.x < found + len(words):
                await self.app.run_action(command.action, default_namespace=node)
                return
