"""One suite, every store: ``kind`` makes, opens and copies stores of one kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from breach import bootstrap
from breach.clock_source import now
from breach.domain.actor import Actor
from breach.service.desk import Desk
from breach.service.opening import open_file
from breach.storage.create import create
from breach.storage.store import Store
from tests.contract.server import Server

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from breach.storage.team.store import TeamStore

KEY = bytes(range(32))


class Embedded:
    """Stores that are files."""

    name = "embedded"

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._made = 0
        self.opened: list[Any] = []

    def place(self) -> str:
        """The name of a store that is set up, and begun."""
        self._made += 1
        path = str(self._folder / f"s{self._made}.db")
        create(path, KEY, now)
        return path

    def open(self, place: str, key: bytes = KEY) -> Any:
        store = Store(place, key)
        self.opened.append(store)
        return store

    def new(self, files: int = 0) -> Any:
        """A new store with some files in it."""
        store = self.open(self.place())
        for number in range(files):
            open_file(desk(store), f"texte {number} é")
        return store

    def close(self) -> None:
        for store in self.opened:
            store.close()


class Team(Embedded):
    """Stores on a server."""

    name = "team"

    def __init__(self, folder: Path, server: Server) -> None:
        super().__init__(folder)
        self.server = server

    def place(self) -> str:
        from breach.storage.team.store import begin

        url = self.server.url(self.server.new())
        begin(url, KEY, now)
        return url

    def open(self, place: str, key: bytes = KEY) -> TeamStore:
        from breach.storage.team.store import TeamStore

        store = TeamStore(place, key)
        self.opened.append(store)
        return store


def desk(store: Any, name: str = "Alix", role: str = "lead") -> Desk:
    """A desk at ``store``."""
    found = Desk(store, Actor(name, role, name.lower(), "hôte"), now, "fr")
    found.drafting = bootstrap.drafting
    return found


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    held = Server()
    yield held
    held.end()


@pytest.fixture
def _data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test has heads of its own beside its stores."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


@pytest.fixture
def team(tmp_path: Path, request: pytest.FixtureRequest, _data: None) -> Iterator[Team]:
    held = Team(tmp_path, request.getfixturevalue("server"))
    yield held
    held.close()


@pytest.fixture(params=["embedded", pytest.param("team", marks=pytest.mark.needs("postgresql"))])
def kind(tmp_path: Path, request: pytest.FixtureRequest, _data: None) -> Iterator[Embedded]:
    held = Embedded(tmp_path) if request.param == "embedded" else Team(tmp_path, request.getfixturevalue("server"))
    yield held
    held.close()
