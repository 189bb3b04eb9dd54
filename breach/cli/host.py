"""What the command line is given by the composition root: the open desk and the key it works under."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from breach.service.desk import Desk


class FoundKey(Protocol):
    """The key in use: ``key`` its 32 bytes, never shown; ``place`` is ``file``, ``credential``, ``keyring`` or ``passphrase``;
    ``made``: this start made it.
    """

    key: bytes
    place: str
    path: str
    made: bool


class Started(Protocol):
    """A desk over the open store, and its key; ``made``: this start made the store; ``migrated``: the backup made before the store was
    brought to this version's format, "" when it was not.
    """

    desk: Desk
    key: FoundKey
    made: bool
    migrated: str
