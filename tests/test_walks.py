"""The walk-throughs of docs/ do what they say: every key is pressed on the real program, every promise of a page is looked for on its screen."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

DOCS = Path(__file__).resolve().parents[1] / "docs"
WALKS = DOCS / "images" / "walks.py"
PAGES = {"fr": ("nuit.md", "matin.md", "controle.md"), "en": ("nuit.en.md", "matin.en.md", "controle.en.md")}


def play(lang: str, walks: Path = WALKS) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, walks, "--check", lang], capture_output=True, text=True, timeout=600, check=False)


@pytest.mark.parametrize("lang", PAGES)
def test_the_pages_do_what_they_say(lang: str) -> None:
    ran = play(lang)
    assert ran.returncode == 0, ran.stderr


@pytest.mark.parametrize("lang", PAGES)
def test_each_page_presses_keys_promises_something_and_shows_pictures_that_are_there(lang: str) -> None:
    for name in PAGES[lang]:
        text = (DOCS / name).read_text(encoding="utf-8")
        assert re.search(r"^```(touches|keys)$", text, re.MULTILINE)
        assert re.search(r"^> ", text, re.MULTILINE)
        shown = re.findall(r"\]\((images/[\w-]+\.svg)\)", text)
        assert shown
        assert all((DOCS / picture).exists() for picture in shown)


def test_a_page_that_promises_too_much_is_named(tmp_path: Path) -> None:
    (tmp_path / "docs" / "images").mkdir(parents=True)
    copy = tmp_path / "docs" / "images" / "walks.py"
    tree = f"str({str(WALKS.parents[2])!r})"
    copy.write_text(WALKS.read_text(encoding="utf-8").replace("str(HERE.parents[1])", tree), encoding="utf-8")
    page = tmp_path / "docs" / "nuit.md"
    page.write_text("<!-- at 2026-11-22T03:10:00+01:00 as Malo Ferrandier:on_call -->\n\n> rien de tel\n", encoding="utf-8")
    ran = play("fr", copy)
    assert ran.returncode == 1
    assert "nuit.md: rien de tel" in ran.stderr
    page.write_text("```touches\nMaj-F13\n```\n", encoding="utf-8")
    ran = play("fr", copy)
    assert ran.returncode == 1
    assert "no key: Maj-F13" in ran.stderr
