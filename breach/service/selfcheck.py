"""The check at every start: the heads at once, every chain whole in the background. ``breach verify`` says more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from breach.service.checking import checked

if TYPE_CHECKING:
    from collections.abc import Callable

    from breach.service.ports import Store


class Whole:
    """What reading every chain gave: how many ``chains`` and ``entries``, and how many ``faults``; ``ended``: it was not broken off."""

    __slots__ = ("chains", "ended", "entries", "faults")

    def __init__(self) -> None:
        self.chains = 0
        self.entries = 0
        self.faults = 0
        self.ended = False


def heads(store: Store) -> str:
    """Whether the heads that lie beside the store agree with it: ``agree``, ``missing`` or ``behind`` (the store lost its end)."""
    if not store.has_heads():
        return "missing"
    return "behind" if store.behind_heads() else "agree"


def whole(open_: Callable[[], Store], stopped: Callable[[], bool]) -> Whole:
    """Check every chain, its texts and kept files, over a connection of its own; ``stopped`` is asked between two chains. Raises StoreError."""
    found = Whole()
    store = open_()
    try:
        for chain, uuid in store.chains():
            if stopped():
                return found
            head = store.head_beside(chain)  # before the entries: a colleague may append meanwhile
            done, faults = checked(store, chain, uuid, head)
            found.chains += 1
            found.entries += done.entries
            found.faults += len(faults)
        found.ended = True
    finally:
        store.close()
    return found
