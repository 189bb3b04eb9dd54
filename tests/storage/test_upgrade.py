"""An older store is brought up to date behind a verified backup; a newer one is refused, unharmed; the golden store opens."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from breach import bootstrap, resources
from breach.clock_source import now
from breach.errors import StoreError
from breach.log import kinds
from breach.service.backup import replay
from breach.settings import Settings
from breach.storage import backup, connection, create, schema, upgrade
from breach.storage.store import Store
from tests.storage.killing import Killed, kill_at, steps_of
from tests.storage.stores import KEY, entries, made, note

GOLDEN = Path(__file__).resolve().parents[1] / "golden"

NEXT = '''
"""A later schema."""
from alembic import op
from sqlalchemy import text
revision = "{next:04d}"
down_revision = "{version:04d}"
def upgrade():
    op.execute(text("CREATE TABLE later (id INTEGER PRIMARY KEY, what TEXT NOT NULL)"))
    op.execute(text("INSERT INTO later (what) SELECT ref FROM file"))
    {more}
    op.execute(text("PRAGMA user_version = {next}"))
'''


@pytest.fixture
def later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """This program as a later version: one more migration."""
    return _later(tmp_path, monkeypatch, "pass")


def _later(tmp_path: Path, patch: pytest.MonkeyPatch, more: str) -> Path:
    scripts = tmp_path / "migrations"
    shutil.copytree(resources.path_of("storage/migrations"), scripts, ignore=shutil.ignore_patterns("__pycache__"))
    (scripts / "versions" / "9999_later.py").write_text(NEXT.format(more=more, version=schema.VERSION, next=schema.VERSION + 1))
    for module in (connection, create, upgrade, backup):
        patch.setattr(module, "VERSION", schema.VERSION + 1)
    patch.setattr(create, "path_of", lambda name: str(scripts))
    return scripts


def _old(folder: Path) -> Store:
    """A store of this version's schema."""
    folder.mkdir(exist_ok=True)
    with pytest.MonkeyPatch.context() as patch:
        for module in (connection, create, upgrade, backup):
            patch.setattr(module, "VERSION", schema.VERSION)
        patch.setattr(create, "path_of", resources.path_of)
        store = made(folder, files=2)
        store.close()
    return store


def test_an_older_store_is_migrated_behind_a_verified_backup(tmp_path: Path, later: Path) -> None:
    old = _old(tmp_path / "x")
    kept = upgrade.migrate(old.path, KEY, now)
    store = Store(old.path, KEY)
    assert store.raw_connection.execute("SELECT what FROM later").fetchall() == [(row.ref,) for row in store.files()]
    last = store.history(1)[-1]
    assert (last.kind, last.body["from"], last.body["to"]) == (kinds.MIGRATED, schema.VERSION, schema.VERSION + 1)
    assert last.body["backup"] == os.path.basename(kept)
    before = Store(kept, KEY, older_ok=True)
    assert entries(store)[: len(entries(before))] != []
    assert set(entries(before)) < set(entries(store))
    assert backup.verify(kept, KEY).sha256 == last.body["sha256"]
    note(store, "1", "la suite")
    assert replay(store, store.head_beside).faults == ()
    before.close()
    store.close()
    assert upgrade.migrate(old.path, KEY, now) == ""


def test_the_start_migrates_and_says_where_the_backup_is(tmp_path: Path, later: Path) -> None:
    old = _old(tmp_path / "x")
    key = tmp_path / "k"
    key.write_text(KEY.hex() + "\n")
    key.chmod(0o600)
    settings = Settings({"store": old.path, "key": f"file:{key}"}, {})
    first = bootstrap.start(settings, None, create=False)
    assert os.path.exists(first.migrated)
    first.desk.store.close()
    again = bootstrap.start(settings, None, create=False)
    assert again.migrated == ""
    again.desk.store.close()


def test_a_migration_that_fails_leaves_the_store_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = _old(tmp_path / "x")
    before = Path(old.path).read_bytes()
    _later(tmp_path, monkeypatch, 'op.execute(text("DELETE FROM entry"))')
    with pytest.raises(Exception, match="append-only"):
        upgrade.migrate(old.path, KEY, now)
    assert Path(old.path).read_bytes() == before


def test_a_kill_at_any_step_of_a_migration_leaves_a_whole_store(tmp_path: Path, later: Path) -> None:
    old = _old(tmp_path / "first")
    count = steps_of(lambda: upgrade.migrate(old.path, KEY, now))
    for step in range(count):
        old = _old(tmp_path / f"at{step}")
        with kill_at(step), pytest.raises(Killed):
            upgrade.migrate(old.path, KEY, now)
        upgrade.migrate(old.path, KEY, now)
        store = Store(old.path, KEY)
        assert len(store.files()) == 2
        assert not store.behind_heads(), step
        assert replay(store).faults == ()
        assert [entry.kind for entry in store.history(1)].count(kinds.MIGRATED) == 1
        store.close()


def test_a_newer_store_is_refused_unharmed(tmp_path: Path) -> None:
    store = made(tmp_path, files=1)
    store.raw_connection.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
    store.close()
    before = Path(store.path).read_bytes()
    with pytest.raises(StoreError) as refused:
        Store(store.path, KEY)
    assert refused.value.code == "newer-schema"
    assert Path(store.path).read_bytes() == before


def test_an_older_backup_is_restored_up_to_date(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.storage.stores import ACTOR

    store = made(tmp_path, files=1)
    backup.make(store, str(tmp_path / "b"))
    store.close()
    _later(tmp_path, monkeypatch, "pass")
    backup.restore(str(tmp_path / "new" / "s.db"), str(tmp_path / "b"), KEY, KEY, now, ACTOR)
    again = Store(str(tmp_path / "new" / "s.db"), KEY)
    assert again.raw_connection.execute("SELECT COUNT(*) FROM later").fetchone()[0] == 1
    again.close()


@pytest.mark.parametrize("version", sorted(path.name for path in GOLDEN.glob("schema-*")))
def test_every_golden_store_opens(tmp_path: Path, version: str) -> None:
    """A store that a released version wrote: whatever comes later must open it, and lose nothing of it."""
    for name in ("store.db", "store.db.heads"):
        shutil.copy(GOLDEN / version / name, tmp_path / name)
    key = tmp_path / "store.key"
    shutil.copy(GOLDEN / version / "store.key", key)
    key.chmod(0o600)
    started = bootstrap.start(Settings({"store": str(tmp_path / "store.db"), "key": f"file:{key}"}, {}), None, create=False)
    store = started.desk.store
    known = (GOLDEN / version / "entries.txt").read_text(encoding="ascii").split()
    assert set(known) <= set(entries(store))  # type: ignore[arg-type]
    assert replay(store, store.head_beside).faults == ()
    assert len(store.files()) == 3
    assert "démonstration" in str(store.history(2)[0].body["text"])
    note(store, store.files()[0].ref, "la suite")
    store.close()
