"""A key that was found, and where."""

from __future__ import annotations


class FoundKey:
    """A key and where it was found: ``place`` is ``file``, ``credential``, ``keyring`` or ``passphrase``; ``path`` names it without secrets.
    ``made``: this call made it.
    """

    __slots__ = ("key", "made", "path", "place")

    def __init__(self, key: bytes, place: str, path: str, *, made: bool = False) -> None:
        self.key = key
        self.place = place
        self.path = path
        self.made = made
