"""Text from outside comes out as the same letters, in every markup."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from breach.domain.plain import line, markdown, unmarked
from breach.drafting.blocks import Bullets, Heading, Paragraph, parse, words
from breach.drafting.plain import Md, all_visible, clean, md_text, one_line, visible

HOSTILE = [
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "[x](http://evil.example)",
    "![x](http://evil.example/p.png)",
    "# titre",
    "- liste",
    "1. liste",
    "> citation",
    "```\ncode\n```",
    "***gras***",
    "{{ 7*7 }}{% for x in y %}",
    "&lt;b&gt; &amp; &#60;",
    "titre\n=====",
    "a | b\n--- | ---",
    "\\[échappé\\]",
    "=cmd|' /C calc'!A0",
    "[red]a[/red]",
    "    code",
    "~~barré~~",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_reads_as_itself(text: str) -> None:
    blocks = parse(md_text(text))
    assert all(isinstance(block, Paragraph) for block in blocks)
    lines = [words(line) for block in blocks if isinstance(block, Paragraph) for line in block.lines]
    assert lines == [line for line in clean(text).split("\n") if line]
    assert not any(span.bold for block in blocks if isinstance(block, Paragraph) for line in block.lines for span in line)


@pytest.mark.parametrize("text", ["<script>", "[x](http://e.example)", "# t", "- t", "1. t", "> t", "```", "**t**", "_t_", "==="])
def test_markdown_marks_are_escaped(text: str) -> None:
    assert not re.match(r"(<|\[|# |- |1\. |> |`|\*|_|=)", md_text(text))


@given(st.text())
def test_any_text_reads_as_itself(text: str) -> None:
    expected = [" ".join(line.split(" ")) for line in clean(text).split("\n") if line]
    blocks = parse(md_text(text))
    assert all(isinstance(block, Paragraph) for block in blocks)
    assert [words(line) for block in blocks if isinstance(block, Paragraph) for line in block.lines] == expected


@given(st.text())
def test_nothing_acts_unseen(text: str) -> None:
    for made in (clean(text), md_text(text), one_line(text)):
        assert not [c for c in made if unicodedata.category(c) in {"Cc", "Cs", "Zl", "Zp"} and c != "\n"]
        assert not re.search("[\u202a-\u202e\u2066-\u2069\u200e\u200f\ufeff]", made)
        made.encode("utf-8")
    assert "\n" not in one_line(text)


@given(st.text())
def test_a_text_is_made_visible_character_by_character(text: str) -> None:
    assert all_visible(text) == "".join(map(visible, text))
    assert all_visible(text + "\x1b\ufdd0") == "".join(map(visible, text)) + "⟨U+001B⟩⟨U+FDD0⟩"


def test_unseen_characters_are_shown_by_their_number() -> None:
    assert clean("a\x1b[31m\u202eb\x00\udcff") == "a⟨U+001B⟩[31m⟨U+202E⟩b⟨U+0000⟩⟨U+DCFF⟩"
    assert clean("é" * 20000) == "é" * 20000
    assert clean("a\r\nb\x85c\u2028d") == "a\nb\nc\nd"


def test_what_is_markdown_already_is_left_alone() -> None:
    assert md_text(Md("**a**")) == "**a**"


def test_blocks_of_a_template() -> None:
    blocks = parse("# A\n\ntext **bold** on\nand on\\\nnext\n\n- one\n- two\n## B\nend")
    assert [type(block) for block in blocks] == [Heading, Paragraph, Bullets, Heading, Paragraph]
    paragraph = blocks[1]
    assert isinstance(paragraph, Paragraph)
    assert [words(line) for line in paragraph.lines] == ["text bold on and on", "next"]
    assert [span.bold for span in paragraph.lines[0]] == [False, True, False]


@pytest.mark.parametrize(
    "text", ["jean_paul@exemple.example", "+33 1 99 00 12 34", "https://notifications.cnil.fr/x?a=1&b=2", "R&D", "1.5", "2026-11-19"]
)
def test_what_needs_no_escape_can_be_copied_as_it_is(text: str) -> None:
    assert md_text(text) == text


@given(st.text())
@example("&lt; \\[a\\] 1. &amp;")
def test_a_terminal_shows_what_was_escaped_as_it_was(text: str) -> None:
    assert unmarked(markdown(text)) == line(text).strip()
    assert unmarked(md_text(text)).split() == clean(text).split()


def test_shown_without_escapes_it_has_the_same_lines() -> None:
    assert unmarked("**\\[PROJET\\]**\\\n\nsuite.\\\nA\\\\") == "**[PROJET]**\n\nsuite.\nA\\"


@given(st.lists(st.text()))
def test_shown_without_escapes_no_line_is_lost(texts: list[str]) -> None:
    written = "\\\n".join(map(md_text, texts))
    assert unmarked(written).count("\n") == written.count("\n")
