"""A store, a desk with a pinned clock, and conversations over them held by lines alone: what is typed, what is said."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from breach.linear.board import board
from breach.linear.kept import Kept
from breach.linear.room import Room
from breach.linear.talk import Talk
from breach.service.injects import Injects
from breach.service.reminding import Reminders
from tests.house import Housed, emptied, housed
from tests.linear.account import Account

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from breach.linear.ports import Ended
    from breach.linear.question import Conversation
    from breach.service.desk import Desk


def room_of(desk: Desk, kept: Kept, *, interactive: bool = True) -> Room:
    """A room over ``desk``, reminded of by the usual hours."""
    return Room(desk, kept, interactive, Injects(desk), Reminders(desk, lambda _: (48, 24, 12, 4, 1)))


@dataclass
class Lines:
    """A console of lines: ``typed`` is answered one after another, then nothing more comes (or ``ends`` ends it by a signal)."""

    typed: list[str]
    interactive: bool = True
    ends: Ended | None = None
    said: list[str] = field(default_factory=list)

    def say(self, lines: Sequence[str]) -> None:
        self.said.extend(lines)

    def ask(self, prompt: str, idle: Callable[[], list[str]] | None = None) -> str | None:
        if prompt:
            self.said.append(prompt)
        if not self.typed:
            if self.ends is not None:
                raise self.ends
            return None
        return self.typed.pop(0)

    def echo(self, line: str) -> None:
        self.said.append(f"> {line}")


@dataclass
class Held:
    """A conversation that was held: its exit status, what was said, and what was typed and not asked for."""

    status: int
    said: str
    left: list[str]


@dataclass
class House(Housed):
    """A store with its desk, over which conversations are held."""

    def hold(
        self,
        *typed: str,
        interactive: bool = True,
        ends: Ended | None = None,
        talk: Callable[[Room], Conversation[None]] = board,
    ) -> Held:
        """Type the lines ``typed`` and say what came of it."""
        scratch = self.scratch()
        console = Lines(list(typed), interactive, ends)
        kept = Kept(self.desk, scratch)
        try:
            status = Talk(console, kept, list).hold(talk(room_of(self.desk, kept, interactive=interactive)))
        finally:
            scratch.close()
        return Held(status, "\n".join(console.said), console.typed)

    def kept(self) -> dict[str, str]:
        scratch = self.scratch()
        try:
            return {saved.place: saved.text for saved in scratch.all()}
        finally:
            scratch.close()


@pytest.fixture(scope="session")
def empty_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return emptied(tmp_path_factory.mktemp("empty"))


@pytest.fixture
def house(empty_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    with housed(empty_store, tmp_path, monkeypatch, "lead") as found:
        yield House(found.path, found.desk)


@pytest.fixture
def account(tmp_path: Path) -> Account:
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    return Account(home)
