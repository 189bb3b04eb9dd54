"""What linear mode asks of the outside beside the service, as Protocols; the concrete classes are named in ``breach.bootstrap`` alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from breach.service.desk import Desk


class Saved(Protocol):
    """An unfinished text: where it was typed, and when (UTC text)."""

    place: str
    text: str
    saved_at: str


class Scratch(Protocol):
    """Where unfinished typing is kept, encrypted."""

    set_aside: str

    def put(self, place: str, text: str, cursor: int, saved_at: str) -> None: ...
    def all(self) -> Sequence[Saved]: ...
    def drop(self, *places: str) -> None: ...
    def close(self) -> None: ...


class Key(Protocol):
    """The key in use; ``place`` says where it came from."""

    @property
    def place(self) -> str: ...


class Started(Protocol):
    """What the start gives: the desk over the open store, and its key."""

    @property
    def desk(self) -> Desk: ...
    @property
    def key(self) -> Key: ...


class Settings(Protocol):
    """What linear mode reads of the settings: after how many minutes it is left (0: never), and when a clock, by its id, is reminded of."""

    @property
    def lock_minutes(self) -> int: ...
    def reminders_of(self, clock: str) -> list[int]: ...


class Console(Protocol):
    """Where the conversation is held. ``interactive``: somebody sits there; else a script answers."""

    interactive: bool

    def say(self, lines: Sequence[str]) -> None:
        """Say ``lines``."""

    def ask(self, prompt: str, idle: Callable[[], list[str]] | None = None) -> str | None:
        """The next line typed, without its end; None where nothing more comes. While somebody waits, what ``idle`` gives is said from time to
        time. Raises InputError for a line that is no text, ``Ended``.
        """

    def echo(self, line: str) -> None:
        """Write ``line`` behind the prompt where nobody saw it being typed."""


class Ended(BaseException):
    """A signal ended the conversation while it waited: ``signal`` its number, 0 where nobody was here for too long; ``partial``: what stood in the
    line begun, "" for nothing.
    """

    def __init__(self, signal: int, partial: str) -> None:
        super().__init__(signal)
        self.signal = signal
        self.partial = partial
