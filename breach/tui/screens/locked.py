"""The screen of the lock: it covers everything, names no file, and says what it keeps out and what not."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar

from textual.containers import Vertical
from textual.widgets import Static

from breach.errors import BreachError
from breach.i18n import t
from breach.i18n.said import said
from breach.tui import commands, literal
from breach.tui.screens.page import Page
from breach.tui.widgets.footer import Footer
from breach.tui.widgets.line import Line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.binding import BindingType
    from textual.widget import Widget

    from breach.tui.host import Locking


class Locked(Page):
    """The lock. ``by_passphrase``: the key is let go and a passphrase opens; otherwise the screen alone is hidden. ``runs``: a clock runs."""

    CSS_PATH = "locked.tcss"
    COMMANDS_HERE: ClassVar[tuple[commands.Command, ...]] = (commands.REOPEN,)
    BINDINGS: ClassVar[list[BindingType]] = commands.bindings(COMMANDS_HERE)
    covers: ClassVar[bool] = True
    unasked = True

    def __init__(self, *, by_passphrase: bool, runs: bool) -> None:
        super().__init__()
        self._by_passphrase = by_passphrase
        self._runs = runs
        self._trying = False

    @property
    def _of_app(self) -> Locking:
        return self.breach.lock

    def compose(self) -> Iterator[Widget]:
        """What it is, what it keeps out, where the passphrase goes, keys."""
        with Vertical(id="lock"):
            yield Static(literal.lit(t("lock.heading"), "bold"), markup=False, id="heading")
            yield Static(literal.lit(t("lock.closed" if self._by_passphrase else "lock.hidden")), markup=False, id="what")
            if self._by_passphrase:
                yield Static(literal.lit(t("lock.passphrase"), "bold"), markup=False)
                yield _Hidden("", id="passphrase")
                yield Static(literal.lit(t("lock.recovery"), "bold"), markup=False)
                yield Line("", id="recovery")
            yield Static("", markup=False, id="said")
            yield Static(literal.lit(t("lock.runs") if self._runs else ""), markup=False, id="runs")
        yield Footer()

    def on_mount(self) -> None:
        """Wait for the passphrase."""
        for line in self.query("#passphrase"):
            line.focus()

    def tick(self) -> None:
        """A moment passed."""
        self._of_app.tick()

    def interrupted(self) -> None:
        """Ctrl-C was typed: say how to leave here and now, not once it is opened."""
        self._say(t("tui.interrupted"))

    def reminded(self) -> None:
        """A reminder came."""
        self.query_one("#runs", Static).update(literal.lit(t("lock.reminded"), "bold reverse"))

    def on_input_submitted(self) -> None:
        """Enter in a field opens."""
        self.action_reopen()

    def action_reopen(self) -> None:
        """Try the passphrase, in the background: looking for the key takes its time on purpose. Where nothing was shut, open."""
        if not self._by_passphrase:
            self._open(b"")
            return
        field = self.query_one("#passphrase", Line)
        passphrase, field.value = field.value, ""
        if self._trying or not passphrase:
            return
        self._trying = True
        self._say(t("lock.trying"))
        recovery, lock = self.query_one("#recovery", Line).value.strip(), self._of_app
        self.run_worker(self._try(passphrase, recovery, lock))

    async def _try(self, passphrase: str, recovery: str, lock: Locking) -> None:
        """Open with the key that is found, or say why not. Nothing of it is a worker's result, which would outlive the next lock."""
        try:
            lock.open(await asyncio.to_thread(lock.find, passphrase, recovery))
        except BreachError as error:
            self._refused(error)

    def _open(self, key: bytes) -> None:
        try:
            self._of_app.open(key)
        except BreachError as error:
            self._refused(error)

    def _refused(self, error: BreachError) -> None:
        self._trying = False
        _, message, todo = said(error)
        self._say(f"{message} {todo}")

    def _say(self, words: str) -> None:
        self.query_one("#said", Static).update(literal.lit(words, "bold"))


class _Hidden(Line):
    """A line that shows dots for what is typed."""

    def __init__(self, value: str, *, id: str) -> None:
        super().__init__(value, id=id)
        self.password = True
