"""What the screens look like, as text without colours, against files to read: ``tests/tui/snapshots``. After a change that is meant:

BREACH_SNAPSHOTS=renew .venv/bin/python -m pytest tests/tui/test_snapshots.py -n0
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from rich.cells import cell_len

from breach import i18n
from breach.service import opening
from breach.service.facts import assignments, change
from breach.service.opening import open_file
from tests.tui.driving import drive, press, seen

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from breach.tui.app import BreachApp
    from tests.tui.conftest import House

FOLDER = Path(__file__).parent / "snapshots"
RENEW = os.environ.get("BREACH_SNAPSHOTS") == "renew"  # read before the tests are given an environment of their own
SIZES = ((80, 24), (120, 40), (200, 60))
NARROW = SIZES[0]
STEPS = {"log": "g", "facts": "f", "assess": "e", "clock": "c", "decisions": "d"}
MORE_STEPS = {"now": "b", "playbook": "q", "notice": "n", "letter": "m"}
CASES = [
    *(("board", (), size, lang) for size in SIZES for lang in ("fr", "en")),
    *((name, ("enter", key), NARROW, lang) for name, key in STEPS.items() for lang in ("fr", "en")),
    *((name, ("enter", key), NARROW, "fr") for name, key in MORE_STEPS.items()),
    ("log", ("enter", "g"), SIZES[1], "fr"),
    ("log", ("enter", "g"), SIZES[2], "fr"),
]


@pytest.fixture
def pinned(house: House, monkeypatch: pytest.MonkeyPatch) -> House:
    """Files whose names are pinned: one late, one an exercise, one in wide characters and a word of no end."""
    names = iter(("SAPIN", "MERISIER", "GRANITE"))
    monkeypatch.setattr(opening, "_code_name", lambda: next(names))
    open_file(house.desk, "漢字" * 30 + " " + "Anticonstitutionnellement" * 6)
    open_file(house.desk, "Ordinateur volé", exercise=True, aware=house.desk.instant("2026-11-19T09:00+01:00"), by="Léa", basis="plainte")
    ref = open_file(house.desk, "Un courriel est parti", aware=house.desk.instant("2026-11-18T03:10+01:00"), by="Léa", basis="journaux").ref
    change(house.desk, ref, assignments(house.desk, ["people_count=340", "nature=confidentiality", "data_types=iban"]))
    return house


def looked_at(house: House, keys: tuple[str, ...], size: tuple[int, int]) -> str:
    """The screen after ``keys``, ordinary spaces for those that do not break."""
    found: list[str] = []

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, *keys)
        found.append(seen(app))

    drive(house.app(), script, size)
    return found[0].replace("\u00a0", " ").replace("\u202f", " ")


def speak(house: House, lang: str) -> None:
    i18n.use(lang)
    house.desk.lang = lang


@pytest.mark.parametrize(("name", "keys", "size", "lang"), CASES, ids=lambda held: held if isinstance(held, str) else None)
def test_it_looks_as_it_did(pinned: House, name: str, keys: tuple[str, ...], size: tuple[int, int], lang: str) -> None:
    speak(pinned, lang)
    text = looked_at(pinned, keys, size) + "\n"
    lines = text.split("\n")
    assert len(lines) == size[1] + 1
    assert max(map(cell_len, lines)) <= size[0]
    file = FOLDER / f"{name}-{size[0]}x{size[1]}-{lang}.txt"
    if RENEW:
        FOLDER.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
    assert text == file.read_text(encoding="utf-8")


@pytest.mark.parametrize("how", ["no-colour", "contrast", "light"])
@pytest.mark.parametrize(("name", "keys"), [("board", ()), ("log", ("enter", "g"))], ids=["board", "log"])
def test_it_reads_the_same_without_colour_and_in_every_theme(
    pinned: House, monkeypatch: pytest.MonkeyPatch, name: str, keys: tuple[str, ...], how: str
) -> None:
    if how == "no-colour":
        monkeypatch.setenv("NO_COLOR", "1")
    else:
        pinned.settings.theme = how
    assert looked_at(pinned, keys, NARROW) + "\n" == (FOLDER / f"{name}-80x24-fr.txt").read_text(encoding="utf-8")


def test_no_snapshot_is_left_over() -> None:
    assert {file.name for file in FOLDER.iterdir()} == {f"{name}-{size[0]}x{size[1]}-{lang}.txt" for name, _, size, lang in CASES}
