"""What a terminal can show, and text that is never obeyed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color

from breach.domain import plain
from breach.tui import literal


@pytest.fixture(autouse=True)
def _full() -> None:
    literal.use(literal.FULL)


@pytest.mark.parametrize(
    ("environment", "reach"),
    [
        ({"LANG": "fr_FR.UTF-8"}, "full"),
        ({"LANG": "C.UTF-8", "TERM": "xterm-256color"}, "full"),
        ({"LANG": "fr_FR.utf8", "TERM": "linux"}, "latin"),
        ({"LANG": "C"}, "ascii"),
        ({}, "ascii"),
        ({"LANG": "C", "LC_CTYPE": "C.UTF-8"}, "ascii"),
        ({"LANG": "fr_FR.UTF-8", "LC_CTYPE": "C.UTF-8"}, "full"),
        ({"LANG": "fr_FR.UTF-8", "LC_ALL": "C"}, "ascii"),
        ({"LANG": "fr_FR.ISO-8859-1"}, "ascii"),
    ],
)
def test_the_reach_of_a_terminal(environment: dict[str, str], reach: str) -> None:
    assert literal.reach_of(environment) == reach


@given(st.text())
def test_content_is_the_text_itself(text: str) -> None:
    literal.use(literal.FULL)
    shown = literal.lit(text).plain.replace("\ue000", "\u00a0").replace("\ue001", "\u202f")
    assert shown == plain.safe(text).replace("\t", "    ").replace("\ue000", "\u00a0").replace("\ue001", "\u202f")


def test_markup_is_text() -> None:
    assert literal.lit("[red]x[/red] [@click=app.quit]y[/]").plain == "[red]x[/red] [@click=app.quit]y[/]"
    assert not literal.lit("[red]x[/red]").spans


@given(st.text(), st.sampled_from([literal.FULL, literal.LATIN, literal.ASCII]))
def test_the_guard_lets_nothing_through_and_keeps_the_width(text: str, reach: str) -> None:
    literal.use(reach)
    (segment,) = literal.Guard().apply([Segment(text)], Color(0, 0, 0))
    assert not plain.UNSAFE.search(segment.text)
    kept = plain.UNSAFE.sub(lambda found: "?" * cell_len(found[0]), text)
    if reach == literal.ASCII:
        assert segment.text.replace("\n", "").replace("\t", "").isascii()
    if "\n" not in text and "\t" not in text:
        assert cell_len(segment.text) == cell_len(kept)


def test_frames_have_a_likeness_in_ascii() -> None:
    literal.use(literal.ASCII)
    (segment,) = literal.Guard().apply([Segment("┌─é…»│▌█→漢")], Color(0, 0, 0))
    assert segment.text == '+-e."||#>??'


def test_the_linux_console_keeps_its_letters() -> None:
    literal.use(literal.LATIN)
    (segment,) = literal.Guard().apply([Segment("Évaluer « œuf » ─│")], Color(0, 0, 0))
    assert segment.text == "Évaluer « œuf » -|"
    assert literal.shown("l’été : « là »").startswith("l’été")


def test_a_no_break_space_is_not_a_place_to_break() -> None:
    wrapped = literal.lit("sont-elles prévenues\u202f?").wrap(20)
    assert [line.plain.rstrip() for line in wrapped] == ["sont-elles", "prévenues\ue001?"]


@pytest.mark.parametrize(("text", "shown"), [("a\nb", "a b"), ("  x  ", "x"), ("é" * 50, "é" * 9 + "…")])
def test_one_line(text: str, shown: str) -> None:
    assert literal.one_line(text, 10) == shown
