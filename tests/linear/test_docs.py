"""The page on linear mode names words that are understood."""

from __future__ import annotations

import re
from pathlib import Path

from breach.i18n import words

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "lineaire.md").read_text(encoding="utf-8")


def test_every_word_of_the_menus_is_documented_and_understood() -> None:
    known = {text for key, text in words("linear", "fr").items() if key.startswith("word-")}
    table = next(block for block in PAGE.split("\n\n") if block.startswith("| mot, dans un dossier"))
    named = set(re.findall(r"`([^`]+)`", table))
    assert named <= known
    beside = set(re.findall(r"`([^`]+)`", re.sub(r"```.*?```", "", PAGE, flags=re.DOTALL)))
    assert known - beside == {"suite", "phase", "préserver", "autre"}, "what a longer list says itself"
