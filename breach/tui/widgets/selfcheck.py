"""The self-check in two lines: the heads as they are now; every chain, read in the background once a start."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widgets import Static
from textual.worker import Worker, WorkerState, get_current_worker

from breach.errors import BreachError
from breach.i18n import plural, t
from breach.service import selfcheck
from breach.tui import literal

if TYPE_CHECKING:
    from breach.service.desk import Desk


class SelfCheck(Static):
    """The check of the store of ``desk``."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("", markup=False, id="check")
        self._desk = desk
        self._heads = ""
        self._whole = "running" if desk.second is not None else ""
        self._found: selfcheck.Whole | None = None

    def begin(self) -> None:
        """Read the heads, and the first time begin to read the chains."""
        first, self._heads = not self._heads, selfcheck.heads(self._desk.store)
        if first and self._desk.second is not None:
            self.run_worker(self._read, thread=True, exit_on_error=False)
        self.again()

    def restart(self) -> None:
        """Read the chains again from the first one, after a lock had broken it off."""
        if self._whole == "running":
            self._heads = ""
            self.begin()

    def _read(self) -> selfcheck.Whole:
        worker = get_current_worker()
        assert self._desk.second is not None
        return selfcheck.whole(self._desk.second, lambda: worker.is_cancelled)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Say what was found, or that nothing could be."""
        if event.state is WorkerState.SUCCESS:
            self._found = event.worker.result
            assert self._found is not None
            self._whole = "whole" if self._found.ended and not self._found.faults else "faults" if self._found.faults else ""
        elif event.state is WorkerState.ERROR:
            if not isinstance(event.worker.error, BreachError):
                raise event.worker.error or RuntimeError
            self._whole = "unread"
        else:
            return
        self.again()

    def again(self) -> None:
        """Say it in the language in use."""
        said = [t(f"selfcheck.heads-{self._heads}")] if self._heads else []
        if self._whole:
            said.append(self._read_over(self._found or selfcheck.Whole()))
        bad = self._heads == "behind" or self._whole in ("faults", "unread")
        self.update(literal.lit("\n".join(said), "bold $text-error" if bad else "$text-muted"))

    def _read_over(self, found: selfcheck.Whole) -> str:
        """What the reading found, or how far it is."""
        if self._whole == "faults":
            return plural("selfcheck.faults", found.faults)
        chains, entries = plural("selfcheck.chains", found.chains), plural("selfcheck.entries", found.entries)
        return t(f"selfcheck.{self._whole}", chains=chains, entries=entries)
