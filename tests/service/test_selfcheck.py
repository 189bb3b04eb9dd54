"""The check at start: the heads at once, the chains on a connection of their own, broken off between two chains when asked."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from breach.i18n import plural
from breach.service import selfcheck
from breach.storage.store import Store
from tests.storage.stores import KEY, made, note

if TYPE_CHECKING:
    from pathlib import Path


def test_the_heads_are_told_at_once(tmp_path: Path) -> None:
    store = made(tmp_path, files=1)
    assert selfcheck.heads(store) == "agree"
    os.rename(f"{store.path}.heads", f"{store.path}.kept")
    assert selfcheck.heads(store) == "missing"
    note(store, "1", "x")
    os.replace(f"{store.path}.heads", f"{store.path}.later")
    os.replace(f"{store.path}.kept", f"{store.path}.heads")
    assert selfcheck.heads(store) == "agree"  # a witness that lies behind is no alarm
    store.close()


def test_every_chain_is_read_and_faults_are_counted(tmp_path: Path) -> None:
    store = made(tmp_path, files=3)
    found = selfcheck.whole(lambda: Store(store.path, KEY, read_only=True), lambda: False)
    assert (found.ended, found.chains, found.faults) == (True, 4, 0)
    assert found.entries == sum(len(store.rows(chain)) for chain, _ in store.chains())
    store.raw_connection.execute("DROP TRIGGER text_is_kept")
    store.raw_connection.execute("UPDATE text SET body = 'autre' WHERE chain = 3 AND name = 'text'")
    assert selfcheck.whole(lambda: Store(store.path, KEY, read_only=True), lambda: False).faults == 1
    store.close()


def test_it_can_be_broken_off(tmp_path: Path) -> None:
    store = made(tmp_path, files=3)
    asked: list[int] = []

    def stopped() -> bool:
        asked.append(1)
        return len(asked) > 2

    found = selfcheck.whole(lambda: Store(store.path, KEY, read_only=True), stopped)
    assert (found.ended, found.chains) == (False, 2)
    store.close()


@pytest.mark.parametrize(
    ("lang", "count", "said"),
    [
        ("fr", 1, ["1 relue en entier", "1 entrée", "Chaînes\u00a0: 1 défaut."]),
        ("fr", 2, ["2 relues en entier", "2 entrées", "Chaînes\u00a0: 2 défauts."]),
        ("en", 1, ["1 read whole", "1 entry", "Chains: 1 fault."]),
        ("en", 2, ["2 read whole", "2 entries", "Chains: 2 faults."]),
    ],
)
def test_one_is_said_as_one(lang: str, count: int, said: list[str]) -> None:
    found = [plural(f"selfcheck.{name}", count, lang) for name in ("chains", "entries", "faults")]
    assert [found[0], found[1], found[2].split(".")[0] + "."] == said
