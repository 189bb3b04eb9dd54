"""``breach drill``, played by scripts: from the first line to the score, and kept apart from everything real."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Breach

SCRIPT = (Path(__file__).parents[2] / "docs" / "drills" / "wimi.script").read_text(encoding="utf-8")
SLOW = """
+900 log "Des connexions étranges"
+4300 aware EX-1 --at 2026-11-21T23:00+01:00 --by "Astreinte (exercice)" --basis "journaux"
"""


def played(breach: Breach, text: str, *words: object) -> dict[str, Any]:
    sheet: dict[str, Any] = breach.ok("drill", "wimi", "--script", breach.file("s.script", text), *words)
    return sheet


def kept(sheet: dict[str, Any]) -> dict[str, bool]:
    return {line["id"]: line["ok"] for line in sheet["lines"] if line["id"] != "decision"}


def test_the_list_names_scenarios_and_a_broken_one(breach: Breach) -> None:
    assert {"wimi", "xp2cloud", "night-ransomware"} <= {row["id"] for row in breach.ok("drill")}
    folder = Path(os.environ["XDG_DATA_HOME"], "breach", "drills", "ours")
    folder.mkdir(parents=True)
    ran = breach("drill")
    assert ran.code == 0
    assert "ours/manifest.toml" in ran.err
    assert breach("drill", "ours").code == 2
    assert breach("drill", "nothing").code == 2


def test_a_scenario_is_one_folder(breach: Breach) -> None:
    folder = Path(os.environ["XDG_DATA_HOME"], "breach", "drills", "ours")
    folder.mkdir(parents=True)
    shipped = Path(__file__).parents[2] / "drills" / "wimi"
    for name in ("manifest.toml", "fr.toml", "en.toml"):
        (folder / name).write_text((shipped / name).read_text(encoding="utf-8").replace('id = "wimi"', 'id = "ours"'), encoding="utf-8")
    assert breach.ok("drill", "ours", "--script", breach.file("s", SCRIPT))["id"] == "ours"


def test_a_drill_well_played_keeps_what_is_expected(breach: Breach) -> None:
    sheet = played(breach, SCRIPT)
    assert sheet["exercise"] is True
    marks = kept(sheet)
    assert {name for name, ok in marks.items() if ok} >= {"first-record", "aware", "facts", "count", "filed"}
    assert all(line["ok"] for line in sheet["lines"] if line["id"] == "decision")
    assert all(line["source"] for line in sheet["lines"])
    assert played(breach, SCRIPT) == sheet


def test_a_drill_badly_played_says_what_to_improve(breach: Breach) -> None:
    marks = kept(played(breach, SLOW))
    assert not any(marks[name] for name in ("first-record", "aware", "facts", "count", "filed", "letter"))
    ran = breach("drill", "wimi", "--script", breach.file("s", SLOW))
    assert "breach facts" in ran.out
    assert "RGPD" in ran.out


def test_nothing_done_is_a_score_too(breach: Breach) -> None:
    (line,) = played(breach, "# rien\n")["lines"]
    assert (line["id"], line["ok"]) == ("first-record", False)


def test_it_says_first_that_nothing_counts_and_touches_nothing_real(breach: Breach) -> None:
    before = breach.ok("list")
    ran = breach("drill", "wimi", "--script", breach.file("s", SCRIPT))
    assert "Rien ne sera envoyé" in ran.err
    assert "EX-2026-0001" in ran.out
    assert "EXERCICE" in ran.out
    assert breach.ok("list") == before
    assert breach.ok("register") == [] or not breach.ok("register")


def test_a_drill_in_a_store_of_its_own_runs_on_its_own_clock(breach: Breach) -> None:
    made = breach.ok("drill", "wimi", "--speed", "432")
    store = ("--store", made["store"], "--key", f"file:{made['key']}")
    opened = breach.ok("log", "Alerte", *store)
    assert opened["ref"].startswith("EX-2026-")
    assert opened["exercise"] is True
    assert opened["recorded_at"].startswith("2026-11-1")
    assert all(one["at"] >= "2026-11-18" for one in breach.ok("drill", "--told", *store))
    assert breach.ok("drill", "--score", *store)["lines"][0]["ok"] is True


@pytest.mark.parametrize("text", ["log x", "+5", "+9 log a\n+5 note EX-1 b", '+5 log "a', "+x log a"])
def test_a_script_that_cannot_be_read_begins_nothing(breach: Breach, text: str) -> None:
    ran = breach("drill", "wimi", "--script", breach.file("s", text))
    assert ran.code == 2
    assert "+MINUTES" in ran.err


def test_outside_a_drill_there_is_no_score(breach: Breach) -> None:
    breach.ok("log", "Vrai dossier")
    assert breach("drill", "--score").code == 2
    assert breach("drill", "wimi", "--speed", "0").code == 2


@pytest.mark.parametrize("name", ["wimi", "night-ransomware"])
def test_the_drills_of_the_documentation_give_the_score_that_is_printed_there(breach: Breach, name: str) -> None:
    folder = Path(__file__).parents[2] / "docs" / "drills"
    ran = breach("drill", name, "--script", folder / f"{name}.script")
    assert ran.code == 0
    sheet = ran.out.partition("\n# EXERCICE")[2].strip()
    assert sheet
    assert sheet in (folder / f"{name}.md").read_text(encoding="utf-8")
    assert ran.out.count("EXERCICE") > 5
