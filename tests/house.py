"""A store and a desk over it with a pinned clock: what the tests of the faces stand on."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from breach import bootstrap, i18n
from breach.domain.actor import Actor
from breach.service.desk import Desk
from breach.storage.create import create
from breach.storage.scratch import Scratch
from breach.storage.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import pytest

KEY = bytes(range(32))
NOW = datetime(2026, 11, 22, 2, 10, tzinfo=UTC)


@dataclass
class Housed:
    """A store with its desk."""

    path: str
    desk: Desk

    def scratch(self) -> Scratch:
        return Scratch(f"{self.path}.scratch", KEY)


def emptied(folder: Path) -> Path:
    """``folder`` with an empty store in it, to be copied for each test."""
    create(str(folder / "store.db"), KEY, lambda: NOW)
    return folder


@contextmanager
def housed(empty: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, role: str) -> Iterator[Housed]:
    """A copy of the store in ``empty``, in French, for somebody of ``role``; ``tmp_path`` is where a draft is saved unless another place is named."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PWD", str(tmp_path))
    folder = tmp_path / "store"
    shutil.copytree(empty, folder)
    path = str(folder / "store.db")
    store = Store(path, KEY)
    moment = {"is": NOW}

    def clock() -> datetime:
        moment["is"] += timedelta(milliseconds=1)
        return moment["is"]

    i18n.use("fr")
    desk = Desk(store, Actor("Marie Essai", role, "marie", "poste"), clock, "fr", "Europe/Paris")
    desk.drafting = bootstrap.drafting
    yield Housed(path, desk)
    store.close()
    i18n.use("fr")
