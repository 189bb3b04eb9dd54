"""Reading that may take long: in a thread, over a connection of its own, so that keys are answered meanwhile."""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING, TypeVar

from breach.errors import BreachError
from breach.service.beside import Beside
from breach.tui.host import host_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.widget import Widget

    from breach.service.desk import Desk

T = TypeVar("T")


def read_apart(page: Widget, work: Callable[[Desk, Callable[[], bool]], T], then: Callable[[T], None], group: str) -> None:
    """Give ``then`` what ``work`` answers, which is given a desk of its own and a function that says whether nobody waits any more.

    A later reading of the same ``group``, or leaving ``page``, breaks it off. What ``work`` refuses is shown. Where there is no second
    connection it is done at once.
    """
    desk = host_of(page).desk
    if desk.second is None:
        found = host_of(page).ask(work, desk, lambda: False)
        if found is not None:
            then(found)
        return
    page.run_worker(_read(page, work, then), group=group, exclusive=True)


async def _read(page: Widget, work: Callable[[Desk, Callable[[], bool]], T], then: Callable[[T], None]) -> None:
    stopped = threading.Event()
    try:
        found = await asyncio.to_thread(_apart, Beside(host_of(page).desk), work, stopped.is_set)
    except BreachError as error:
        host_of(page).ask(_refuse, error)
        return
    finally:
        stopped.set()
    then(found)


def _apart(beside: Beside, work: Callable[[Desk, Callable[[], bool]], T], stopped: Callable[[], bool]) -> T:
    with beside as own:
        return work(own, stopped)


def _refuse(error: BreachError) -> None:
    raise error
