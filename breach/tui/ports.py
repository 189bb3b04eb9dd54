"""What the terminal UI asks of the outside beside the service, as Protocols. The concrete classes are named in ``breach.bootstrap`` alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from breach.service.desk import Desk


class Saved(Protocol):
    """An unfinished text: where it was typed, the cursor in characters, and when (UTC text)."""

    place: str
    text: str
    cursor: int
    saved_at: str


class Scratch(Protocol):
    """Where unfinished typing is kept: every keystroke survives a kill."""

    set_aside: str

    def put(self, place: str, text: str, cursor: int, saved_at: str) -> None: ...
    def get(self, place: str) -> Saved | None: ...
    def all(self) -> Sequence[Saved]: ...
    def drop(self, *places: str) -> None: ...
    def close(self) -> None: ...
    def reopen(self, key: bytes) -> None: ...


class Started(Protocol):
    """What the start gives: the desk over the open store."""

    @property
    def desk(self) -> Desk: ...


class Settings(Protocol):
    """What the terminal UI reads of the settings."""

    @property
    def theme(self) -> str: ...
    @property
    def key_bindings(self) -> object: ...
    @property
    def lock_minutes(self) -> int: ...
    def reminders_of(self, clock: str) -> Sequence[int]: ...
