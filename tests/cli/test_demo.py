"""demo: a store of its own, three invented files at three stages, nothing of the user's touched."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING, Any

import pytest

from breach.service import demo

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.cli.conftest import Breach


@pytest.fixture
def made(bare: Breach) -> Iterator[dict[str, Any]]:
    data = bare.ok("demo")
    yield data
    shutil.rmtree(data["folder"])


def _with(data: dict[str, Any]) -> tuple[str, ...]:
    return ("--store", data["store"], "--key", f"file:{data['key']}")


def test_it_is_apart_and_closed_to_others(bare: Breach, made: dict[str, Any]) -> None:
    assert made["folder"].startswith(str(bare.home / "xdg_runtime_dir"))
    assert os.stat(made["folder"]).st_mode & 0o777 == 0o700
    assert not os.path.exists(bare.ok("paths")["store"]["path"])
    assert not (bare.home / "xdg_config_home" / "breach").exists()


def test_three_files_at_three_stages(bare: Breach, made: dict[str, Any]) -> None:
    assert len(bare.ok("list", *_with(made))) == len(made["refs"]) == 3
    clocks = [clock for clock in bare.ok("clock", *_with(made)) if clock["clock"] == "gdpr-33-1"]
    assert {clock["kind"] for clock in clocks} == {"dated", "not_started"}
    assert {"late", "running"} <= {clock["state"] for clock in clocks}
    assert any(clock["late_by_seconds"] for clock in clocks)


def test_the_oldest_file_has_nothing_left_to_do(bare: Breach, made: dict[str, Any]) -> None:
    """Its notice was late, and is said so; what else was due, complaint and complement included, is done."""
    clocks = bare.ok("clock", made["refs"][0], *_with(made))
    assert {clock["state"] for clock in clocks} == {"met", "late"}
    assert {clock["clock"] for clock in clocks if clock["state"] == "late"} == {"gdpr-33-1", "promise:demo-8-tell"}
    assert {"insurance-complaint", "gdpr-33-4"} <= {clock["clock"] for clock in clocks}


def test_its_history_holds(bare: Breach, made: dict[str, Any]) -> None:
    assert bare.ok("verify", *_with(made))["ok"]
    assert bare("history", made["refs"][0], *_with(made)).code == 0


def test_it_asks_for_no_recovery_key(bare: Breach, made: dict[str, Any]) -> None:
    assert "clé de secours" not in bare("list", *_with(made)).err


def test_words_say_where_and_that_it_is_invented(bare: Breach) -> None:
    ran = bare("demo")
    assert ran.code == 0
    folder = next((bare.home / "xdg_runtime_dir").iterdir())
    assert str(folder) in ran.out
    assert "inventés" in ran.out


def test_both_languages_tell_the_whole_story() -> None:
    for step in demo.story():
        french = {key[:-3] for key in step if key.endswith("_fr")}
        assert french == {key[:-3] for key in step if key.endswith("_en")}


def test_no_real_organisation_appears(bare: Breach, made: dict[str, Any]) -> None:
    said = "".join(bare("show", ref, *_with(made)).out for ref in made["refs"]).casefold()
    assert said
    assert "wimi" not in said
    assert "xp2" not in said
    assert "xp²" not in said
