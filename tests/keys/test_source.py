"""Where the key comes from: the order, what each option means, and that first use asks nothing."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from breach.errors import InputError, StoreError
from breach.keys import keyfile, recovery, ring
from breach.keys.source import CREDENTIAL, KeySource

if TYPE_CHECKING:
    from pathlib import Path

KEY = bytes(range(32))
OTHER = bytes(range(1, 33))


class _Ring:
    """A keyring in memory."""

    def __init__(self, patch: pytest.MonkeyPatch, *, takes: bool = True) -> None:
        self.held: dict[str, bytes] = {}
        self.takes = takes
        patch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")
        patch.setattr(ring, "get", self.held.get)
        patch.setattr(ring, "put", self._put)
        patch.setattr(ring, "forget", lambda account: self.held.pop(account, None))

    def _put(self, account: str, key: bytes) -> bool:
        if self.takes:
            self.held[account] = key
        return self.takes


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    monkeypatch.delenv("CREDENTIALS_DIRECTORY", raising=False)
    return tmp_path


def _source(folder: Path, spec: str = "", named: str = "", ask: object = None) -> KeySource:
    return KeySource(spec, named, str(folder / "usual"), str(folder / "s.db"), str(folder / "s.db.recovery"), ask)  # type: ignore[arg-type]


def _code(source: KeySource) -> str:
    with pytest.raises(StoreError) as refused:
        source.find()
    return refused.value.code


def test_first_use_makes_a_file_apart_from_the_store(folder: Path) -> None:
    found = _source(folder).find_or_make()
    assert (found.place, found.path, found.made) == ("file", str(folder / "usual"), True)
    assert keyfile.read(found.path) == found.key
    again = _source(folder).find_or_make()
    assert (again.key, again.made) == (found.key, False)
    assert _source(folder).find().key == found.key


def test_two_keys_are_never_the_same(folder: Path) -> None:
    found = [_source(folder, f"file:{folder / name}").find_or_make().key for name in "ab"]
    assert found[0] != found[1]


def test_first_use_prefers_a_keyring_that_answers(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    held = _Ring(monkeypatch)
    found = _source(folder).find_or_make()
    assert (found.place, found.made) == ("keyring", True)
    assert held.held == {str(folder / "s.db"): found.key}
    assert not (folder / "usual").exists()
    assert _source(folder).find().place == "keyring"


def test_a_keyring_that_takes_nothing_gives_way_to_a_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _Ring(monkeypatch, takes=False)
    assert _source(folder).find_or_make().place == "file"


def test_the_order_is_file_credential_keyring_passphrase(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wrapped = recovery.wrap(KEY, "trois mots et demi")
    (folder / "s.db.recovery").write_bytes(wrapped)
    ask = lambda: "trois mots et demi"  # noqa: E731
    assert _source(folder, ask=ask).find().place == "passphrase"
    assert _code(_source(folder)) == "no-key"
    _Ring(monkeypatch).held[str(folder / "s.db")] = KEY
    assert _source(folder, ask=ask).find().place == "keyring"
    (folder / "creds").mkdir()
    keyfile.write(str(folder / "creds" / CREDENTIAL), KEY)
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(folder / "creds"))
    assert _source(folder, ask=ask).find().place == "credential"
    keyfile.write(str(folder / "usual"), KEY)
    assert _source(folder, ask=ask).find().place == "file"


def test_a_named_source_is_the_only_one(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keyfile.write(str(folder / "usual"), KEY)
    keyfile.write(str(folder / "mine"), OTHER)
    assert _source(folder, f"file:{folder / 'mine'}").find().key == OTHER
    assert _source(folder, named=str(folder / "mine")).find().key == OTHER
    assert _source(folder, f"file:{folder / 'usual'}", named=str(folder / "mine")).find().key == KEY
    assert _code(_source(folder, f"file:{folder / 'none'}")) == "key-file-missing"
    assert _code(_source(folder, "keyring")) == "no-key"
    assert _code(_source(folder, "passphrase")) == "no-key"
    assert _code(_source(folder, "credential:x")) == "no-credential"
    held = _Ring(monkeypatch)
    held.held[str(folder / "s.db")] = OTHER
    assert _source(folder, "keyring").find().key == OTHER


def test_a_named_place_that_can_take_no_key_is_told(folder: Path) -> None:
    for spec in ("keyring", "passphrase"):
        with pytest.raises(StoreError) as refused:
            _source(folder, spec).find_or_make()
        assert refused.value.code == "no-key-place"


@pytest.mark.parametrize("spec", ["file", "file:", "keyring:x", "passphrase:secret", "credential", "env:X", "0" * 64, "FILE:x", ":"])
def test_an_unknown_source_is_refused_without_quoting_what_may_be_secret(folder: Path, spec: str) -> None:
    with pytest.raises(InputError) as refused:
        _source(folder, spec)
    assert refused.value.code == "bad-key-option"
    assert "secret" not in str(refused.value.params)


def test_a_credential_s_name_leads_nowhere_else(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "creds").mkdir()
    keyfile.write(str(folder / "k"), KEY)
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(folder / "creds"))
    assert _code(_source(folder, "credential:../k")) == "no-credential"


def test_a_link_to_nothing_is_not_replaced_by_a_key(folder: Path) -> None:
    os.symlink(folder / "nowhere", folder / "usual")
    with pytest.raises(StoreError):
        _source(folder).find_or_make()
    assert not (folder / "nowhere").exists()


def test_a_home_is_meant_by_a_tilde(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(folder))
    keyfile.write(str(folder / "mine"), OTHER)
    assert _source(folder, "file:~/mine").find().key == OTHER


def test_install_replaces_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert _source(folder).install(KEY).place == "file"
    with pytest.raises(StoreError) as refused:
        _source(folder).install(OTHER)
    assert refused.value.code == "key-in-place"
    assert keyfile.read(str(folder / "usual")) == KEY
    assert _source(folder, f"file:{folder / 'b'}").install(OTHER).path == str(folder / "b")
    with pytest.raises(StoreError):
        _source(folder, "passphrase").install(KEY)
    (folder / "usual").unlink()
    held = _Ring(monkeypatch)
    assert _source(folder).install(OTHER).place == "keyring"
    assert held.held == {str(folder / "s.db"): OTHER}


def test_place_asks_nobody(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert _source(folder).place() == ("file", str(folder / "usual"))
    assert _source(folder, "file:/x").place() == ("file", "/x")
    assert _source(folder, "credential:c").place() == ("credential", "c")
    assert _source(folder, "passphrase").place()[0] == "passphrase"
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")
    monkeypatch.setattr(ring, "get", lambda account: pytest.fail("asked"))
    assert _source(folder).place() == ("keyring", str(folder / "s.db"))
