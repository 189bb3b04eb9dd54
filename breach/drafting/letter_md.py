"""A letter in Markdown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from breach.drafting.plain import md_text
from breach.drafting.slots import Cut

if TYPE_CHECKING:
    from breach.drafting.letter_page import Page


def write(page: Page) -> str:
    """``page`` as Markdown, ending in one line end."""
    marks = [f"> **{md_text(mark)}**" for mark in page.marks]
    subject = f"**{md_text(page.subject_line)}**"
    posted = [*marks, _rows(page.sender), _rows(page.recipient), md_text(page.dated), subject]
    head = posted if page.channel == "post" else marks if page.channel == "sms" else [subject, *marks]
    foot = [f"> **{md_text(page.foot)}**"] if page.foot else []
    body = re.sub(r"\n{3,}", "\n\n", page.markdown.strip("\n"))
    return "\n\n".join([*head, body, *foot]) + "\n"


def prepare(page: Page) -> Cut:
    """``page``, with slots, made ready for many recipients."""
    return Cut(write(page), md_text, _rows)


def _rows(rows: tuple[str, ...]) -> str:
    return "\\\n".join(md_text(row) for row in rows)
