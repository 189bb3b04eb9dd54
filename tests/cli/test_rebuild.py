"""doctor --rebuild: what a store that somebody wrote into says, what still works, and what one verb makes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from breach.keys import keyfile
from breach.storage.connection import connect

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Breach


def _store(breach: Breach) -> Path:
    return breach.home / "xdg_data_home" / "breach" / "store.db"


def _write(breach: Breach, sql: str) -> None:
    database = connect(str(_store(breach)), keyfile.read(str(breach.home / "xdg_config_home" / "breach" / "store.key")))
    database.execute(sql)
    database.close()


@pytest.fixture
def planted(breach: Breach) -> Breach:
    breach.ok("log", "Une fuite de mûres")
    _write(breach, "INSERT INTO file (chain, uuid, ref, exercise, opened_at, state, title) VALUES (99, 'u', '2026-0099', 0, '', 'open', 'FAUX')")
    _write(breach, "UPDATE file SET title = 'FAUX'")
    return breach


def test_everything_still_works_and_says_what_is_planted(planted: Breach) -> None:
    refs = [row["ref"] for row in planted.ok("list")]
    assert refs
    assert "2026-0099" not in refs
    for verb in (("clock",), ("check",), ("register", "--format", "json"), ("show", refs[0])):
        assert "Traceback" not in planted(*verb).err
    ran = planted("verify")
    assert ran.code == 1
    assert "2026-0099" in ran.out
    assert "breach doctor --rebuild" in planted("doctor").out
    made = planted("backup", planted.home / "b")
    assert made.code == 0
    assert "breach doctor --rebuild" in made.out
    assert len(planted.ok("backup", planted.home / "c")["beside"]) == 1


def test_one_verb_mends_it_on_record(planted: Breach) -> None:
    done = planted.ok("doctor", "--rebuild")
    assert (done["ok"], done["faults"]) == (True, [])
    assert done["rebuilt"]["copy"].startswith(f"{_store(planted)}.before-rebuild-")
    assert any("2026-0099" in line or "stray-file" in line for line in done["rebuilt"]["mended"])
    assert planted("verify").code == 0
    assert planted.ok("list")[0]["title"] != "FAUX"
    again = planted("doctor", "--rebuild", "--lang", "en")
    assert again.code == 0
    assert "No entry was touched" in again.out


def test_entries_at_fault_are_refused_with_the_next_step(planted: Breach) -> None:
    _write(planted, "DROP TRIGGER entry_is_kept")
    _write(planted, "UPDATE entry SET recorded_at = '2020', hash = 'ab' WHERE chain = 2 AND n = 1")
    ran = planted("doctor", "--rebuild")
    assert ran.code == 4
    assert "breach restore" in ran.err


def test_what_an_erasure_cannot_reach_names_the_copy(planted: Breach) -> None:
    ref = planted.ok("list")[0]["ref"]
    copy = planted.ok("doctor", "--rebuild")["rebuilt"]["copy"]
    assert copy in str(planted.ok("erase", ref, "1.text", "--why", "minimisation"))
