"""A store, a desk with a pinned clock, and the application over them, at a pinned size and zone."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from breach import bootstrap, i18n
from breach.domain.actor import Actor
from breach.service.desk import Desk
from breach.storage.create import create
from breach.storage.scratch import Scratch
from breach.storage.store import Store
from breach.tui import literal
from breach.tui.app import BreachApp

if TYPE_CHECKING:
    from collections.abc import Iterator

KEY = bytes(range(32))
TREE = Path(__file__).resolve().parents[2]
NOW = datetime(2026, 11, 22, 2, 10, tzinfo=UTC)


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
class House:
    """A store with its desk; ``app()`` gives a fresh application over it, as a start would."""

    path: str
    desk: Desk
    settings: Settings

    def app(self) -> BreachApp:
        return BreachApp(self.desk, Scratch(f"{self.path}.scratch", KEY), self.settings)


@pytest.fixture(scope="session")
def empty_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("empty")
    create(str(folder / "store.db"), KEY, lambda: NOW)
    return folder


@pytest.fixture
def house(empty_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    before = set(TREE.iterdir())
    monkeypatch.chdir(tmp_path)  # where a draft is saved unless another place is named
    monkeypatch.setenv("PWD", str(tmp_path))
    folder = tmp_path / "store"
    shutil.copytree(empty_store, folder)
    path = str(folder / "store.db")
    store = Store(path, KEY)
    moment = {"is": NOW}

    def clock() -> datetime:
        moment["is"] += timedelta(milliseconds=1)
        return moment["is"]

    i18n.use("fr")
    literal.use(literal.FULL)
    desk = Desk(store, Actor("Marie Essai", "dpo", "marie", "poste"), clock, "fr", "Europe/Paris")
    desk.drafting = bootstrap.drafting
    yield House(path, desk, Settings())
    store.close()
    i18n.use("fr")
    literal.use(literal.FULL)
    assert not [path.name for path in set(TREE.iterdir()) - before if path.name.endswith((".md", ".part"))]
