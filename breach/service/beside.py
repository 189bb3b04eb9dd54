"""The same desk over a connection of its own: for work that reads for long, in another thread, while the first one goes on."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from breach.service.desk import Desk


class Beside:
    """``with Beside(desk) as own``: ``own`` reads the same store, opened once more where ``with`` begins; it cannot write.

    Made in the thread of ``desk``, entered in the other one. Raises StoreError on entering.
    """

    def __init__(self, desk: Desk) -> None:
        assert desk.second is not None
        self._open = desk.second
        self._desk = copy(desk)
        if desk.attesting is not None:
            made = desk.attesting()  # it asks the first connection who the store is: not to be done in the other thread
            self._desk.attesting = lambda: made

    def __enter__(self) -> Desk:
        """Open the store once more."""
        self._desk.store = self._open()
        return self._desk

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self._desk.store.close()
