"""Backups of storage: every damaged byte is seen, and a kill at any step leaves a whole store."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from breach.clock_source import now
from breach.errors import BreachError, InputError, RuleError, StoreError
from breach.service.backup import Made, lacking, replay
from breach.service.opening import open_file
from breach.storage import backup, posix
from breach.storage.store import Store
from tests.storage.killing import Killed, kill_at, steps_of
from tests.storage.stores import ACTOR, KEY, desk, entries, flip, made, note, piece


def test_a_backup_holds_every_entry_text_and_piece(tmp_path: Path) -> None:
    store = made(tmp_path, files=3)
    piece(store, "1", os.urandom(50_000))
    done = backup.make(store, str(tmp_path / "b"))
    held = Store(str(tmp_path / "b"), KEY)
    assert entries(held) == entries(store)
    assert done.entries == len(entries(store))
    assert done.chains == 4
    assert [held.texts(chain) for chain, _ in held.chains()] == [store.texts(chain) for chain, _ in store.chains()]
    assert held.blobs(2) == store.blobs(2)
    assert lacking(store, held) == []
    held.close()
    store.close()


def test_others_write_on_while_the_copy_is_verified(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = made(tmp_path, files=2)
    verify = backup.verify

    def meanwhile(path: str, key: bytes, *, named: str = "") -> Made:
        monkeypatch.setattr(posix, "WAIT_S", 0.0)
        other = Store(store.path, KEY)
        note(other, "2", "pendant la vérification")
        other.close()
        return verify(path, key, named=named)

    monkeypatch.setattr(backup, "verify", meanwhile)
    backup.make(store, str(tmp_path / "b"))
    held = Store(str(tmp_path / "b"), KEY)
    assert lacking(store, held) == [(store.find("2").ref, 1)]
    held.close()
    store.close()


def test_what_a_backup_lacks_is_named(tmp_path: Path) -> None:
    store = made(tmp_path, files=2)
    backup.make(store, str(tmp_path / "b"))
    note(store, "2", "après")
    held = Store(str(tmp_path / "b"), KEY)
    assert lacking(store, held) == [(store.find("2").ref, 1)]
    held.close()
    store.close()


def test_any_changed_byte_is_seen(tmp_path: Path) -> None:
    store = made(tmp_path, files=2)
    path = str(tmp_path / "b")
    size = backup.make(store, path).size
    store.close()
    unseen = []
    for at in range(0, size, size // 150):
        flip(path, at)
        try:
            backup.verify(path, KEY)
            unseen.append(at)
        except StoreError:
            pass
        flip(path, at)
    assert unseen == []
    assert backup.verify(path, KEY).size == size


def test_a_damaged_page_is_not_copied_as_if_it_were_right(tmp_path: Path) -> None:
    store = made(tmp_path, files=2)
    store.close()
    size = os.path.getsize(store.path)
    for at in range(5000, size, size // 12):
        flip(store.path, at)
        try:
            damaged = Store(store.path, KEY)
        except StoreError:
            continue  # told at the opening already
        finally:
            flip(store.path, at)
        flip(store.path, at)
        with pytest.raises(StoreError):
            backup.make(damaged, str(tmp_path / "b"))
        damaged.close()
        flip(store.path, at)
        assert not (tmp_path / "b").exists()


def test_a_piece_that_is_not_its_hash_is_a_fault(tmp_path: Path) -> None:
    store = made(tmp_path, files=1)
    store.raw_connection.execute("INSERT INTO blob (chain, n, sha256, size, body) VALUES (2, 1, ?, 3, x'010203')", ("ab" * 32,))
    ref = store.find("1").ref
    assert [str(fault) for fault in replay(store).faults] == [f"{ref} #1 blob-differs", f"{ref} #1 draft-differs ({'ab' * 32})"]
    with pytest.raises(StoreError) as refused:
        backup.make(store, str(tmp_path / "b"))
    assert refused.value.code == "backup-not-verified"
    store.close()


def test_nothing_is_left_where_a_backup_fails(tmp_path: Path) -> None:
    store = made(tmp_path, files=1)
    with pytest.raises(InputError):
        backup.make(store, str(tmp_path / "none" / "b"))
    (tmp_path / "there").write_text("x")
    with pytest.raises(InputError):
        backup.make(store, str(tmp_path / "there"))
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    with pytest.raises(InputError):
        backup.make(store, str(tmp_path / "link"))
    store.close()
    assert {path.name for path in tmp_path.iterdir()} == {"s.db", "s.db.heads", "s.db.lock", "there", "link"}


def _restorable(folder: Path) -> tuple[str, str]:
    folder.mkdir()
    store = made(folder, files=2)
    target = str(folder / "b")
    backup.make(store, target)
    note(store, "1", "après la sauvegarde")
    store.close()
    return store.path, target


def test_a_kill_at_any_step_of_a_restore_leaves_a_whole_store(tmp_path: Path) -> None:
    path, target = _restorable(tmp_path / "first")
    count = steps_of(lambda: backup.restore(path, target, KEY, KEY, now, ACTOR, "essai"))
    assert count > 10
    for step in range(count):
        path, target = _restorable(tmp_path / f"at{step}")
        before = _all(path)
        with kill_at(step), pytest.raises(Killed):
            backup.restore(path, target, KEY, KEY, now, ACTOR, "essai")
        held = set(_all(path))
        if held != set(before):
            assert set(_all(target)) < held, step
            assert any(set(_all(str(aside))) == set(before) for aside in Path(path).parent.glob("*.aside-*Z"))
        store = Store(path, KEY)
        assert not store.behind_heads(), step
        note(store, "1", "la suite")
        assert replay(store, store.head_beside).faults == ()
        store.close()


def _all(path: str) -> list[str]:
    store = Store(path, KEY)
    found = entries(store)
    store.close()
    return found


def test_a_kill_at_any_step_of_a_backup_leaves_none_or_a_good_one(tmp_path: Path) -> None:
    store = made(tmp_path, files=1)
    count = steps_of(lambda: backup.make(store, str(tmp_path / "b")))
    for step in range(count):
        target = tmp_path / f"b{step}"
        with kill_at(step), pytest.raises(Killed):
            backup.make(store, str(target))
        if target.exists():
            assert backup.verify(str(target), KEY).entries == len(entries(store))
    store.close()


def test_a_store_of_another_organisation_is_not_replaced_without_a_reason(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    one, two = made(tmp_path / "one", files=1), made(tmp_path / "two", files=1)
    backup.make(one, str(tmp_path / "b"))
    one.close()
    two.close()
    with pytest.raises(RuleError) as refused:
        backup.restore(two.path, str(tmp_path / "b"), KEY, KEY, now, ACTOR)
    assert refused.value.code == "restore-loses"
    assert str(refused.value.params["lost"]).startswith("store: ")


@pytest.mark.parametrize("name", ["nowhere", "."])
def test_what_is_no_file_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(BreachError):
        backup.restore(str(tmp_path / "s.db"), str(tmp_path / name), KEY, KEY, now, ACTOR)
    assert not (tmp_path / "s.db").exists()


def test_a_reference_given_after_the_backup_is_never_given_again(tmp_path: Path) -> None:
    store, copy = made(tmp_path, files=1), str(tmp_path / "b.db")
    path = store.path
    backup.make(store, copy)
    open_file(desk(store), "texte")
    store.close()
    backup.restore(path, copy, KEY, KEY, now, ACTOR, why="essai")
    store = Store(path, KEY)
    assert [row.ref[-4:] for row in store.files()] == ["0001"]
    assert open_file(desk(store), "suivant").ref.endswith("-0003")
    store.close()
