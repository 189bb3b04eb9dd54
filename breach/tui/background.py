"""Work that takes long, done behind the screens: they never freeze, it is said that it goes on, and an error is shown as one."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from breach.errors import BreachError
from breach.service.beside import Beside

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import App

    from breach.service.desk import Desk

T = TypeVar("T")
SAID_AFTER_S = 0.5
"""After how long it is said that the work goes on, in seconds: what takes less is just done."""


@dataclass(frozen=True, slots=True)
class Background:
    """The background of ``app``: ``say`` tells a person something in passing, ``fail`` shows an error."""

    app: App[Any]
    say: Callable[[str], None]
    fail: Callable[[BreachError], None]

    def run(self, desk: Desk, call: Callable[[Desk], T], then: Callable[[T], None], said: str) -> None:
        """Hand what ``call`` answers to ``then``. It is given ``desk`` over a connection of its own, which reads; ``said``: the words while it goes
        on, "" for none. Where the store cannot be opened once more, it is done at once.
        """
        try:
            if desk.second is None:
                then(call(desk))
            else:
                _ = self.app.run_worker(self._run(Beside(desk), call, then, said))
        except BreachError as error:
            self.fail(error)

    async def _run(self, beside: Beside, call: Callable[[Desk], T], then: Callable[[T], None], said: str) -> None:
        def work() -> T:
            with beside as own:
                return call(own)

        timer = self.app.set_timer(SAID_AFTER_S, lambda: self.say(said)) if said else None
        try:
            found = await asyncio.to_thread(work)
        except BreachError as error:
            self.fail(error)
            return
        finally:
            if timer is not None:
                timer.stop()
        then(found)
