"""A store, a desk with a pinned clock, and the application over them, at a pinned size and zone."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from breach.tui import literal
from breach.tui.app import BreachApp
from tests.house import Housed, emptied, housed

if TYPE_CHECKING:
    from collections.abc import Iterator

TREE = Path(__file__).resolve().parents[2]


@dataclass
class Settings:
    lang: str = "fr"
    theme: str = ""
    key_bindings: dict[str, object] = field(default_factory=dict)
    lock_minutes: int = 0
    reminders: list[int] = field(default_factory=list)

    def reminders_of(self, clock: str) -> list[int]:
        del clock
        return self.reminders


@dataclass
class House(Housed):
    """A store with its desk; ``app()`` gives a fresh application over it, as a start would."""

    settings: Settings

    def app(self) -> BreachApp:
        return BreachApp(self.desk, self.scratch(), self.settings)


@pytest.fixture(scope="session")
def empty_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return emptied(tmp_path_factory.mktemp("empty"))


@pytest.fixture
def house(empty_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    before = set(TREE.iterdir())
    literal.use(literal.FULL)
    with housed(empty_store, tmp_path, monkeypatch, "dpo") as found:
        yield House(found.path, found.desk, Settings())
    literal.use(literal.FULL)
    assert not [path.name for path in set(TREE.iterdir()) - before if path.name.endswith((".md", ".part"))]
