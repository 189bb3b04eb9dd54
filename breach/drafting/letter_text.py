"""A letter in plain text: for a message without formatting, or a printer that knows only letters."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from breach.drafting.blocks import Block, Bullets, Heading, words

if TYPE_CHECKING:
    from breach.drafting.letter_page import Page

WIDTH = 76
ADDRESS_COLUMN = 40
"""Where the address stands, so that it shows in the window of an envelope."""


def write(page: Page) -> str:
    """``page`` as plain text, lines of at most 76 characters where words allow it, ending in one line end."""
    marks = [_frame(mark) for mark in page.marks]
    subject = _wrap(page.subject_line)
    if page.channel == "post":
        address = "\n".join(" " * ADDRESS_COLUMN + row for row in page.recipient)
        head = [*marks, "\n".join(page.sender), "\n\n" + address + "\n", " " * ADDRESS_COLUMN + page.dated, subject]
    else:
        head = [page.subject_line, *marks]
    foot = [_frame(page.foot)] if page.foot else []
    return "\n\n".join([*head, *map(_block, page.blocks), *foot]) + "\n"


def _block(block: Block) -> str:
    if isinstance(block, Heading):
        title = words(block.line)
        return f"{title}\n{('=' if block.level == 1 else '-') * min(len(title), WIDTH)}"
    if isinstance(block, Bullets):
        return "\n".join(_wrap(words(item), "- ", "  ") for item in block.items)
    return "\n".join(_wrap(words(line)) for line in block.lines)


def _wrap(text: str, first: str = "", rest: str = "") -> str:
    return textwrap.fill(text, WIDTH, initial_indent=first, subsequent_indent=rest, break_long_words=False, break_on_hyphens=False)


def _frame(text: str) -> str:
    return f"{'*' * WIDTH}\n{_wrap(text)}\n{'*' * WIDTH}"
