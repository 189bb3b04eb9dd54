"""backup and restore: verified before it has its name, nothing replaced, nothing deleted, what is lost said and on record."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Breach


def _store(breach: Breach) -> Path:
    return breach.home / "xdg_data_home" / "breach" / "store.db"


def _key(breach: Breach) -> Path:
    return breach.home / "xdg_config_home" / "breach" / "store.key"


def _aside(breach: Breach) -> list[Path]:
    return [path for path in _store(breach).parent.iterdir() if ".aside-" in path.name and not path.name.endswith((".heads", "-wal"))]


def test_a_backup_is_verified_encrypted_and_on_record(breach: Breach) -> None:
    breach.ok("log", "Une fuite de mûres")
    target = breach.home / "b"
    data = breach.ok("backup", target)
    raw = target.read_bytes()
    assert data["sha256"] == hashlib.sha256(raw).hexdigest()
    assert data["size"] == len(raw)
    assert target.stat().st_mode & 0o777 == 0o600
    assert b"SQLite" not in raw
    assert "mûres".encode() not in raw
    assert [path.name for path in breach.home.iterdir() if path.name.startswith("b.") or path.name.startswith("b-")] == []
    assert breach.ok("doctor")["ok"]


def test_a_backup_opens_as_a_store(breach: Breach) -> None:
    ref = breach.ok("log", "là")["ref"]
    breach.ok("backup", breach.home / "b")
    assert breach.ok("show", ref, "--store", breach.home / "b", "--key", f"file:{_key(breach)}")["facts"]["description"]["value"] == "là"


def test_a_backup_replaces_nothing(breach: Breach) -> None:
    there = breach.file("there", "à moi")
    assert breach("backup", there).code == 2
    assert there.read_text() == "à moi"
    assert breach("backup", breach.home / "none" / "b").code == 2


def test_a_restored_store_is_that_of_the_backup(breach: Breach) -> None:
    first = breach.ok("log", "avant")["ref"]
    breach.ok("backup", breach.home / "b")
    _store(breach).unlink()
    done = breach.ok("restore", breach.home / "b")
    assert done["aside"] is None
    assert done["lost"] == []
    assert [row["ref"] for row in breach.ok("list")] == [first]
    assert breach.ok("verify")["ok"]
    assert "ATTENTION" not in breach("list").err


def test_right_after_the_backup_nothing_is_lost(breach: Breach) -> None:
    breach.ok("log", "avant")
    breach.ok("backup", breach.home / "b")
    done = breach.ok("restore", breach.home / "b")
    assert done["lost"] == []
    assert len(_aside(breach)) == 1


def test_entries_are_lost_only_with_a_reason_which_is_recorded(breach: Breach) -> None:
    breach.ok("log", "avant")
    breach.ok("backup", breach.home / "b")
    later = breach.ok("log", "après")["ref"]
    before = _store(breach).read_bytes()
    ran = breach("restore", breach.home / "b")
    assert ran.code == 4
    assert later in ran.err
    assert _store(breach).read_bytes() == before
    done = breach.ok("restore", breach.home / "b", "--why", "essai raté")
    assert {"chain": later, "entries": 1} in done["lost"]
    assert later not in [row["ref"] for row in breach.ok("list")]
    from breach import bootstrap
    from breach.settings import Settings

    store = bootstrap.start(Settings({}, {}), None, create=False).desk.store
    recorded = store.history(1)[-1]
    store.close()
    assert recorded.kind == "restored"
    assert recorded.body["why"] == "essai raté"
    assert recorded.body["sha256"] == done["sha256"]
    assert breach.ok("verify")["ok"]


def test_the_store_put_aside_opens_and_is_whole(breach: Breach) -> None:
    breach.ok("backup", breach.home / "b")
    ref = breach.ok("log", "après")["ref"]
    aside = breach.ok("restore", breach.home / "b", "--why", "x")["aside"]
    old = ("--store", aside, "--key", f"file:{_key(breach)}")
    assert breach.ok("show", ref, *old)["facts"]["description"]["value"] == "après"
    assert breach.ok("verify", *old)["ok"]


def test_two_restores_in_a_second_keep_both(breach: Breach) -> None:
    breach.ok("backup", breach.home / "b")
    for _ in range(3):
        breach.ok("restore", breach.home / "b", "--why", "x")
    assert len(_aside(breach)) == 3


def _flip(path: Path, at: int) -> None:
    raw = bytearray(path.read_bytes())
    raw[at] ^= 1
    path.write_bytes(raw)


def test_a_damaged_backup_is_not_put_in_place(breach: Breach) -> None:
    breach.ok("log", "avant")
    breach.ok("backup", breach.home / "b")
    size = (breach.home / "b").stat().st_size
    before = _store(breach).read_bytes()
    for at in range(100, size, size // 25):
        _flip(breach.home / "b", at)
        assert breach("restore", breach.home / "b", "--why", "x").code == 3, at
        _flip(breach.home / "b", at)
    assert _store(breach).read_bytes() == before
    assert breach("restore", breach.home / "b").code == 0


def test_a_damaged_store_is_replaced_with_a_reason(breach: Breach) -> None:
    ref = breach.ok("log", "avant")["ref"]
    breach.ok("backup", breach.home / "b")
    _flip(_store(breach), 60)
    assert breach("list").code == 3
    assert breach("restore", breach.home / "b").code == 4
    ran = breach("restore", breach.home / "b", "--why", "fichier abîmé")
    assert ran.code == 0, ran.err
    assert breach.ok("show", ref)["facts"]["description"]["value"] == "avant"
    assert len(_aside(breach)) == 1


@pytest.mark.parametrize("content", [b"", b"SQLite format 3\0", b"x" * 9000])
def test_what_is_no_backup_is_refused(breach: Breach, content: bytes) -> None:
    (breach.home / "odd").write_bytes(content)
    assert breach("restore", breach.home / "odd", "--why", "x").code == 3
    assert breach("list").code == 0
    assert breach("restore", breach.home / "nowhere").code == 2
    assert breach("restore", breach.home).code == 2


def test_a_backup_from_before_a_change_of_key(breach: Breach) -> None:
    ref = breach.ok("log", "avant")["ref"]
    breach.ok("backup", breach.home / "b")
    old = breach.file("old.key", _key(breach).read_text())
    old.chmod(0o600)
    breach.ok("key", "rotate")
    ran = breach("restore", breach.home / "b")
    assert ran.code == 3
    assert "--backup-key" in ran.err
    breach.ok("restore", breach.home / "b", "--backup-key", old, "--why", "x")
    assert breach.ok("show", ref)["facts"]["description"]["value"] == "avant"
    assert breach.ok("key")["recovery"] is False


def test_a_recovery_key_stays_one_after_a_restore(breach: Breach) -> None:
    breach.ok("backup", breach.home / "b")
    phrase = breach.file("p", "trois mots et demi\n")
    phrase.chmod(0o600)
    breach.ok("key", "recovery", "--passphrase-file", phrase)
    breach.ok("restore", breach.home / "b", "--why", "x")
    assert breach.ok("key")["recovery"] is True


def test_a_command_at_work_while_the_store_is_replaced_is_told(breach: Breach) -> None:
    from breach import bootstrap
    from breach.errors import StoreError
    from breach.service.opening import open_file
    from breach.settings import Settings

    breach.ok("backup", breach.home / "b")
    desk = bootstrap.start(Settings({}, {}), None, create=False).desk
    breach.ok("restore", breach.home / "b")
    with pytest.raises(StoreError) as refused:
        open_file(desk, "dans le vide")
    desk.store.close()
    assert refused.value.code == "store-replaced"
    assert breach.ok("verify")["ok"]


def test_the_way_back_to_an_old_key_that_docs_tell(breach: Breach) -> None:
    """docs/backup.md: a backup from before a change of key, with the recovery key that goes with it."""
    phrase = breach.file("p", "trois mots et demi\n")
    phrase.chmod(0o600)
    ref = breach.ok("log", "avant")["ref"]
    breach.ok("key", "recovery", "--passphrase-file", phrase)
    breach.ok("backup", breach.home / "old")
    breach.ok("key", "rotate")
    recovery = breach.ok("key", "recovery", "--passphrase-file", phrase)["path"]
    old = breach.home / "old.key"
    breach.ok("key", "restore", f"{recovery}.1", "--passphrase-file", phrase, "--key", f"file:{old}", "--store", breach.home / "nowhere" / "yet")
    breach.ok("restore", breach.home / "old", "--backup-key", old, "--why", "essai")
    assert breach.ok("show", ref)["facts"]["description"]["value"] == "avant"
    assert breach.ok("key")["recovery"] is True
