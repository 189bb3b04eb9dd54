"""A message by SMS: short, in one piece, and counted as telephones count."""

from __future__ import annotations

import pytest

from breach.drafting.sms import sms_parts
from tests.drafting.papers import made


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", 1),
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("é" * 160, 1),
        ("€" * 80, 1),
        ("€" * 81, 2),
        ("ê" + "a" * 69, 1),
        ("ê" + "a" * 70, 2),
        ("’" * 134, 2),
        ("’" * 135, 3),
        ("😀" * 35, 1),
        ("😀" * 36, 2),
    ],
)
def test_messages_are_counted_as_telephones_count(text: str, parts: int) -> None:
    assert sms_parts(text) == parts


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_message_has_no_subject_no_break_space_and_no_broken_line(lang: str) -> None:
    text = made("people", f"{lang}.sms.txt")
    assert not set(text) & {"\u00a0", "\u202f", "’"}
    assert text.startswith("Atelier Mirabelle SAS")
    assert "\n\n" in text
    assert all("\n" not in part for part in text.strip().split("\n\n"))
    assert len(text) < 1100
