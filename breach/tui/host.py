"""What screens, steps and widgets ask of the application and of the file's screen, as Protocols: those who are below name nobody above."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.content import Content
    from textual.dom import DOMNode
    from textual.widget import Widget

    from breach.service.desk import Desk
    from breach.service.injects import Injects
    from breach.tui.commands import Command
    from breach.tui.unfinished import Unfinished

T = TypeVar("T")


class Option(NamedTuple):
    """One answer of a question: its id, and its words."""

    id: str
    words: str


class Locking(Protocol):
    """The lock, as screens see it. ``on``: it covers them."""

    on: bool

    def holds(self, call: Callable[..., Any], *args: Any) -> bool:
        """Whether the screen is locked: ``call`` is then made once it is opened."""

    def tick(self) -> None:
        """A moment passed behind the lock."""

    def find(self, passphrase: str, recovery: str) -> bytes:
        """The key that ``passphrase`` opens. Raises StoreError."""

    def open(self, key: bytes = b"") -> None:
        """Open again. Raises StoreError."""


class Host(Protocol):
    """The application."""

    desk: Desk
    unfinished: Unfinished
    injects: Injects

    @property
    def lock(self) -> Locking:
        """The lock."""

    def ask(self, call: Callable[..., T], *args: Any, **named: Any) -> T | None:
        """What ``call`` of the service answers; None where it refused, and the refusal is shown."""

    def behind(self, call: Callable[[Desk], T], then: Callable[[T], None], said: str) -> None:
        """As ``ask`` for what takes long: done in the background, then handed to ``then``; ``said`` meanwhile."""

    def journal(self, place: str, text: str, cursor: int) -> None:
        """Keep an unfinished text."""

    def say(self, text: str) -> None:
        """A short line that passes by itself."""

    def window_title(self, text: str) -> None:
        """Name the terminal's window."""

    def open_form(self, place: str, then: Callable[[object], None], *, resumed: bool = False) -> None:
        """Open the form of ``place`` (``kind:reference:detail``) and hand what it recorded, or None, to ``then``."""

    def choose(
        self, title: str, text: str, options: Sequence[Option], then: Callable[[str | None], None], *, unasked: bool = False, here: str | None = None
    ) -> None:
        """Ask a question with a few answers; ``then`` is given the id of the one chosen, None for none. ``unasked``: no key brought it; ``here``: the
        answer that is in hand at first.
        """

    def ask_word(self, title: str, start: str, then: Callable[[str | None], None]) -> None:
        """Ask for a word, ``start`` standing there to be typed over; ``then`` is given it, None for none."""

    def read(self, title: str, text: str | Content, ref: str = "") -> None:
        """Show a text over the whole screen."""

    def open_then(self, ref: str, n: int) -> None:
        """Show the file ``ref`` as it was known at the entry ``n`` (0: the last one)."""

    def open_review(self, ref: str, then: Callable[[object], None]) -> None:
        """Show the review of the file ``ref``; ``then`` is told when it is left."""

    def open_copying(self, ref: str, kind: str) -> None:
        """Copy the notice of type ``kind`` over into the authority's form."""

    def commands_here(self) -> list[tuple[Command, DOMNode]]:
        """What can be done now."""

    def keys_of(self, command: Command) -> str:
        """The keys of ``command`` as the configuration may have set them."""


class FilePage(Protocol):
    """The screen of one file."""

    ref: str

    def go(self, step: str) -> None:
        """Bring ``step`` into view."""

    def show_commands(self) -> None:
        """Bring the footer up to date."""

    def edit_fact(self, fact_id: str) -> None:
        """Ask for a fact."""

    def changed(self, result: object = None) -> None:
        """Something was recorded, unless ``result`` is None."""


def host_of(widget: Widget) -> Host:
    """The application of ``widget``."""
    return cast("Host", widget.app)


def page_of(widget: Widget) -> FilePage:
    """The file's screen in which ``widget`` stands."""
    return cast("FilePage", widget.screen)
