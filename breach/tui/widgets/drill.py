"""The bar of a drill: two lines at the top of every screen. It takes no focus and covers nothing, whatever happens in the drill."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from breach.tui import commands, literal
from breach.tui.host import host_of


class DrillBar(Static):
    """EXERCICE, the time of the story, how many injects came; below, the words of the last one, bold until the list is opened."""

    def __init__(self) -> None:
        super().__init__(markup=False)
        self._shown: tuple[str, str, bool] | None = None

    def on_mount(self) -> None:
        """Show how the drill goes."""
        self.tick()

    def on_resize(self) -> None:
        """Fit the new width."""
        self._shown = None
        self.tick()

    def tick(self) -> None:
        """Count on; drawn anew only where something changed."""
        host = host_of(self)
        injects, width = host.injects, (self.size.width or self.app.size.width) - 1
        now = (injects.status(commands.key_name(host.keys_of(commands.INJECTS))), injects.last(), injects.fresh() > 0)
        if now == self._shown:
            return
        self._shown = now
        first = Content.assemble((" EXERCICE ", "bold reverse"), " ", literal.one_line(now[0], width - 11))
        self.update(Content("\n").join([first, literal.lit(literal.one_line(now[1], width), "bold" if now[2] else "")]))
