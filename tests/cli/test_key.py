"""key: where it is, a recovery key, putting it back on another machine, and changing it. No key and no passphrase is ever shown."""

from __future__ import annotations

import os
import pty
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from breach.log import kinds

if TYPE_CHECKING:
    from tests.cli.conftest import Breach, Ran

PASS = "trois mots et demi"
TREE = Path(__file__).resolve().parents[2]


@pytest.fixture
def phrase(breach: Breach) -> Path:
    path = breach.file("phrase", f"{PASS}\n")
    path.chmod(0o600)
    return path


def _key(breach: Breach) -> Path:
    return breach.home / "xdg_config_home" / "breach" / "store.key"


def _store(breach: Breach) -> Path:
    return breach.home / "xdg_data_home" / "breach" / "store.db"


def _silent(breach: Breach, ran: Ran) -> None:
    """Neither the key nor the passphrase is in what was printed."""
    assert _key(breach).read_text().strip() not in ran.out + ran.err
    assert PASS not in ran.out + ran.err


def test_status_says_where_and_never_what(breach: Breach) -> None:
    data = breach.ok("key")
    assert data["place"] == "file"
    assert data["mode"] == "0600"
    assert data["recovery"] is False
    _silent(breach, breach("key", "status"))


def test_until_there_is_a_recovery_key_each_start_says_so(breach: Breach, phrase: Path) -> None:
    assert "clé de secours" in breach("list").err
    ran = breach("key", "recovery", "--passphrase-file", phrase)
    assert ran.code == 0, ran.err
    _silent(breach, ran)
    assert "clé de secours" not in breach("list").err
    assert breach.ok("key")["recovery"] is True


def test_a_recovery_key_opens_the_store_on_another_machine(breach: Breach, phrase: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ref = breach.ok("log", "avant la panne")["ref"]
    saved = breach.home / "stick" / "recovery.json"
    saved.parent.mkdir()
    breach.ok("key", "recovery", "-o", saved, "--passphrase-file", phrase)
    assert saved.stat().st_mode & 0o777 == 0o600
    for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
        folder = breach.home / "other" / name
        folder.mkdir(parents=True)
        monkeypatch.setenv(name, str(folder))
    there = breach.home / "other" / "XDG_DATA_HOME" / "breach"
    there.mkdir()
    shutil.copy(_store(breach), there / "store.db")
    assert breach("list").code == 3
    ran = breach("key", "restore", saved, "--passphrase-file", phrase)
    assert ran.code == 0, ran.err
    assert breach.ok("show", ref)["facts"]["description"]["value"] == "avant la panne"
    assert (breach.home / "other" / "XDG_CONFIG_HOME" / "breach" / "store.key").stat().st_mode & 0o777 == 0o600


def test_restore_keeps_the_key_where_it_is_told(breach: Breach, phrase: Path) -> None:
    breach.ok("key", "recovery", "--passphrase-file", phrase)
    _key(breach).unlink()
    place = breach.home / "keys" / "k"
    breach.ok("key", "restore", "--passphrase-file", phrase, "--key", f"file:{place}")
    assert breach("list", "--key", f"file:{place}").code == 0


def test_restore_replaces_no_key(breach: Breach, phrase: Path) -> None:
    breach.ok("key", "recovery", "--passphrase-file", phrase)
    before = _key(breach).read_bytes()
    assert breach("key", "restore", "--passphrase-file", phrase).code == 3
    assert _key(breach).read_bytes() == before


def test_a_wrong_passphrase_and_a_changed_file_are_told(breach: Breach, phrase: Path) -> None:
    path = breach.ok("key", "recovery", "--passphrase-file", phrase)["path"]
    _key(breach).unlink()
    wrong = breach.file("wrong", "une autre phrase\n")
    wrong.chmod(0o600)
    ran = breach("key", "restore", path, "--passphrase-file", wrong)
    assert ran.code == 3
    assert "phrase" in ran.err
    assert not _key(breach).exists()
    odd = breach.file("odd", "{}")
    assert breach("key", "restore", odd, "--passphrase-file", phrase).code == 3


def test_a_recovery_key_of_another_store_is_refused(breach: Breach, phrase: Path) -> None:
    path = breach.ok("key", "recovery", "--passphrase-file", phrase)["path"]
    other = ("--store", breach.home / "o.db", "--key", f"file:{breach.home / 'o.key'}")
    assert breach("init", *other).code == 0
    (breach.home / "o.key").unlink()
    assert breach("key", "restore", path, "--passphrase-file", phrase, *other).code == 3
    assert not (breach.home / "o.key").exists()


@pytest.mark.parametrize(("content", "mode"), [("trois mots et demi\n", 0o640), ("court\n", 0o600), ("", 0o600)])
def test_a_passphrase_that_others_read_or_that_is_short_is_refused(breach: Breach, content: str, mode: int) -> None:
    path = breach.file("p", content)
    path.chmod(mode)
    assert breach("key", "recovery", "--passphrase-file", path).code == 2
    assert breach.ok("key")["recovery"] is False


def test_without_a_terminal_a_passphrase_is_asked_of_a_file(breach: Breach) -> None:
    ran = breach("key", "recovery")
    assert ran.code == 2
    assert "--passphrase-file" in ran.err


def test_a_passphrase_is_no_argument(breach: Breach) -> None:
    assert breach("key", "recovery", "--passphrase", PASS).code == 2


def test_an_older_recovery_key_is_kept(breach: Breach, phrase: Path) -> None:
    first = Path(breach.ok("key", "recovery", "--passphrase-file", phrase)["path"])
    before = first.read_bytes()
    breach.ok("key", "recovery", "--passphrase-file", phrase)
    assert first.with_name(f"{first.name}.1").read_bytes() == before
    assert first.read_bytes() != before


def test_a_named_recovery_file_is_never_replaced(breach: Breach, phrase: Path) -> None:
    there = breach.file("there", "x")
    assert breach("key", "recovery", "-o", there, "--passphrase-file", phrase).code == 2
    assert there.read_text() == "x"
    assert breach.ok("key")["recovery"] is False


def test_rotate_changes_the_key_and_asks_for_a_new_recovery_key(breach: Breach, phrase: Path) -> None:
    ref = breach.ok("log", "gardé")["ref"]
    old_recovery = breach.ok("key", "recovery", "--passphrase-file", phrase)["path"]
    before = _key(breach).read_bytes()
    ran = breach("key", "rotate")
    assert ran.code == 0, ran.err
    assert "clé de secours" in ran.out
    _silent(breach, ran)
    assert _key(breach).read_bytes() != before
    assert not _key(breach).with_name("store.key.new").exists()
    assert breach.ok("show", ref)["facts"]["description"]["value"] == "gardé"
    assert breach.ok("verify")["ok"]
    assert breach.ok("key")["recovery"] is False
    old = breach.file("old.key", before.decode())
    old.chmod(0o600)
    assert breach("list", "--key", f"file:{old}").code == 3
    assert breach("key", "restore", old_recovery, "--passphrase-file", phrase, "--key", f"file:{breach.home / 'k2'}").code == 3


def test_rotate_is_on_record(breach: Breach) -> None:
    breach.ok("key", "rotate")
    assert breach.ok("key")["rotated_at"]
    from breach import bootstrap
    from breach.settings import Settings

    store = bootstrap.start(Settings({}, {}), None, create=False).desk.store
    assert [entry.kind for entry in store.history(1)].count(kinds.REKEYED) == 1
    store.close()


def test_a_key_from_elsewhere_is_not_rotated(breach: Breach, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = breach.home / "credentials"
    folder.mkdir()
    shutil.move(_key(breach), folder / "breach-store-key")
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(folder))
    assert breach.ok("key")["place"] == "credential"
    assert breach("key", "rotate").code == 3
    assert breach("list").code == 0


def test_that_older_backups_will_be_unreadable_is_said_before_the_key_changes(breach: Breach, phrase: Path) -> None:
    breach.ok("log", "gardé")
    assert "sauvegardes déjà faites" not in breach("key", "rotate").err
    breach.ok("backup", breach.home / "b1")
    ran = breach("key", "rotate")
    assert ran.code == 0
    assert "plus rien n'ouvrira les sauvegardes déjà faites" in ran.err
    breach.ok("key", "recovery", "--passphrase-file", phrase)
    assert "sauvegardes déjà faites" not in breach("key", "rotate").err


@pytest.mark.parametrize(("answer", "changed"), [("\n", False), ("non\n", False), ("oui\n", True)])
def test_who_can_answer_is_asked_before_backups_are_orphaned(breach: Breach, answer: str, *, changed: bool) -> None:
    breach.ok("log", "gardé")
    breach.ok("backup", breach.home / "b1")
    before = _key(breach).read_bytes()
    screen, other = pty.openpty()
    environment = {**os.environ, "PYTHONPATH": str(TREE), "TERM": "dumb"}
    command = [sys.executable, "-m", "breach", "key", "rotate"]
    running = subprocess.Popen(command, env=environment, stdin=other, stdout=subprocess.DEVNULL, stderr=other)
    os.write(screen, answer.encode())
    assert running.wait(60) == (0 if changed else 2)
    os.close(other)
    os.close(screen)
    assert (_key(breach).read_bytes() != before) is changed
