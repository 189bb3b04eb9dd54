"""The page on linear mode names words that are understood."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from breach.i18n import words
from breach.service.opening import open_file

if TYPE_CHECKING:
    from tests.linear.conftest import House

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "lineaire.md").read_text(encoding="utf-8")


TABLE = next(block for block in PAGE.split("\n\n") if block.startswith("| mot, dans un dossier"))
FIRST_WHICH = ("marches", "lettres")
"""Menus whose words ask first which step or which text; so do the words of one notice, after its ``:``."""


def typed_at_once() -> list[str]:
    rows = [row.split("|")[1:3] for row in TABLE.splitlines()[2:]]
    return [word for menu, held in rows if menu.strip("` ") not in FIRST_WHICH for word in re.findall(r"`([^`]+)`", re.sub(":.*;", "", held))]


@pytest.mark.parametrize("word", typed_at_once())
def test_what_lies_deeper_is_typed_from_the_menu_of_the_file(house: House, word: str) -> None:
    ref = open_file(house.desk, "x").ref
    held = house.hold(ref, word, "quitter", "quitter", "quitter")
    assert "Pas compris" not in held.said
    assert "Plusieurs réponses possibles" not in held.said


def test_every_word_of_the_menus_is_documented_and_understood() -> None:
    known = {text for key, text in words("linear", "fr").items() if key.startswith("word-")}
    named = set(re.findall(r"`([^`]+)`", TABLE))
    assert named <= known
    beside = set(re.findall(r"`([^`]+)`", re.sub(r"```.*?```", "", PAGE, flags=re.DOTALL)))
    assert known - beside == {"suite", "phase", "préserver", "autre"}, "what a longer list says itself"
