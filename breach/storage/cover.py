"""How what must not be read in the tables is kept in them: as it is, where the whole database is encrypted; sealed, where a server holds it.

A place names where a value stands (table, chain, number, name): a sealed value moved to another place does not open.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Protocol

    class Cover(Protocol):
        """What the tables hold of a text or of bytes, and back. Opening raises StoreError ``not-sealed-here``."""

        def text(self, value: str, *place: object) -> Any: ...  # noqa: D102 - documented where they are implemented
        def untext(self, held: Any, *place: object) -> str: ...  # noqa: D102
        def data(self, value: bytes, *place: object) -> bytes: ...  # noqa: D102
        def undata(self, held: Any, *place: object) -> bytes: ...  # noqa: D102


class Plain:
    """Nothing is changed: the embedded store's file is encrypted page by page."""

    __slots__ = ()

    def text(self, value: str, *place: object) -> str:
        """What is kept of a text."""
        del place
        return value

    def untext(self, held: str, *place: object) -> str:
        """The text that is kept as ``held``."""
        del place
        return held

    def data(self, value: bytes, *place: object) -> bytes:
        """What is kept of bytes."""
        del place
        return value

    def undata(self, held: bytes, *place: object) -> bytes:
        """The bytes that are kept as ``held``."""
        del place
        return bytes(held)


PLAIN = Plain()
