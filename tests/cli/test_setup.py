"""init and paths: the store, its key and the profile, made without a question; and where everything lies."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import pytest

from breach.catalogue.profiles import builtin_text

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Breach

NAMES = {"store", "heads", "lock", "scratch", "recovery", "key", "config", "cache", "templates", "own_templates"}
NAMES |= {"playbooks", "own_playbooks", "drills", "own_drills"}


def _key_of(home: Path) -> Path:
    return home / "xdg_config_home" / "breach" / "store.key"


def test_init_makes_the_store_its_key_and_the_profile(bare: Breach) -> None:
    data = bare.ok("init", "--profile", "demo")
    assert data["made"] is True
    assert data["organisation"] == "Saulterre Logiciels SAS"
    assert os.stat(data["store"]).st_mode & 0o777 == 0o600
    assert os.stat(os.path.dirname(data["store"])).st_mode & 0o077 == 0
    assert _key_of(bare.home).stat().st_mode & 0o777 == 0o600
    assert bare.ok("profile")["organisation"]["siren"] == "000000018"


def test_init_without_a_profile_says_how_to_give_one(bare: Breach) -> None:
    ran = bare("init")
    assert ran.code == 0
    assert "breach profile edit" in ran.err


def test_a_bad_profile_makes_no_store(bare: Breach) -> None:
    path = bare.file("p.toml", "[organisation]\nname = 'X'\ntimezone = 'Europe/Nulle'\n")
    ran = bare("init", "--profile", path)
    assert ran.code == 2
    assert "Europe/Nulle" in ran.err
    assert not os.path.exists(bare.ok("paths")["store"]["path"])


@pytest.mark.parametrize("name", ["demi", "wimmi"])
def test_an_unknown_profile_names_those_that_are_shipped(bare: Breach, name: str) -> None:
    ran = bare("init", "--profile", name)
    assert ran.code == 2
    assert "wimi" in ran.err


def test_a_second_profile_replaces_the_first_and_says_so(breach: Breach) -> None:
    ran = breach("init", "--profile", "demo")
    assert ran.code == 0
    assert "remplace" in ran.err
    assert breach.ok("profile")["organisation"]["name"] == "Saulterre Logiciels SAS"
    again = breach.ok("init", "--profile", "demo")
    assert again["unchanged"] is True
    assert again["made"] is False


def test_a_new_profile_makes_the_clocks_be_worked_out_anew(breach: Breach) -> None:
    breach.ok("log", "Un envoi")
    before = {clock["clock"] for clock in breach.ok("clock")}
    assert breach("init", "--profile", "demo").code == 4, "an invented organisation has no place among real files"
    breach.ok("init", "--profile", breach.file("autre.toml", builtin_text("demo")))
    after = {clock["clock"] for clock in breach.ok("clock")}
    assert "promise:demo-8-tell" in after - before


def test_a_profile_for_exercises_opens_exercises_only(bare: Breach) -> None:
    assert bare("init", "--profile", "wimi").code == 0
    assert bare("log", "vrai").code == 4
    assert bare("log", "essai", "--exercise").code == 0


def test_the_key_file_named_is_made(bare: Breach) -> None:
    key = bare.home / "keys" / "mine.key"
    assert bare("init", "--key", f"file:{key}").code == 0
    assert key.stat().st_mode & 0o777 == 0o600
    assert len(key.read_text()) == 65
    assert not _key_of(bare.home).exists()
    assert bare("list", "--key", f"file:{key}").code == 0
    assert bare("list").code == 3


def test_the_key_file_of_the_environment_is_made(bare: Breach, monkeypatch: pytest.MonkeyPatch) -> None:
    key = bare.home / "env.key"
    monkeypatch.setenv("BREACH_STORE_KEY_FILE", str(key))
    assert bare("init").code == 0
    assert key.exists()
    assert bare("log", "un").code == 0


def test_paths_opens_nothing_and_makes_nothing(bare: Breach) -> None:
    data = bare.ok("paths")
    assert set(data) == NAMES
    assert not data["store"]["exists"]
    assert not data["key"]["exists"]
    assert not list(bare.home.rglob("store*"))
    assert all(data[name]["path"].startswith(str(bare.home)) for name in NAMES - {"key", "templates", "playbooks", "drills"})


def test_paths_shows_the_key_s_place_and_never_the_key(breach: Breach) -> None:
    data = breach.ok("paths")
    assert data["key"] == {"path": f"file:{_key_of(breach.home)}", "exists": True}
    assert _key_of(breach.home).read_text().strip() not in json.dumps(data) + breach("paths").out


def test_another_store_s_place_is_shown(bare: Breach) -> None:
    other = bare.home / "other.db"
    data = bare.ok("paths", "--store", other)
    assert data["store"]["path"] == str(other)
    assert data["heads"]["path"] == f"{other}.heads"


def test_every_key_of_the_configuration_is_documented() -> None:
    from pathlib import Path as Place

    from breach.cli.manual import ENVIRONMENT
    from breach.settings import CONFIG_KEYS

    said = (Place(__file__).resolve().parents[2] / "docs" / "configuration.md").read_text(encoding="utf-8")
    assert not {name for name in (*CONFIG_KEYS, *ENVIRONMENT) if f"`{name}`" not in said}
