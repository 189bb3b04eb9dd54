"""The mark of free text in an entry's body: what may hold personal data and must be erasable."""

from __future__ import annotations


class Text(str):
    """A text that people typed, or a name: kept beside the chain under a keyed fingerprint, never inside an entry."""

    __slots__ = ()
