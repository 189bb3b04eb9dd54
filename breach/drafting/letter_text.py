"""A letter in plain text: for a message without formatting, or a printer that knows only letters."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from breach.drafting.blocks import Block, Bullets, Heading, words
from breach.drafting.slots import NOBODY, Addressee, block_has_slot, filled_block, has_slot

if TYPE_CHECKING:
    from breach.drafting.letter_page import Page

WIDTH = 76
ADDRESS_COLUMN = 40
"""Where the address stands, so that it shows in the window of an envelope."""


def write(page: Page) -> str:
    """``page`` as plain text, lines of at most 76 characters where words allow it, ending in one line end."""
    return Prepared(page).fill(NOBODY)


class Prepared:
    """A letter ready to be written for many: what differs is wrapped anew for each recipient, all the rest once.

    Without ``subject`` the first line, which an e-mail's header already has, is left out.
    """

    __slots__ = ("_parts",)

    def __init__(self, page: Page, *, subject: bool = True) -> None:
        parts: list[str | Block | None] = [*_head(page, subject=subject)]
        if page.channel == "sms":
            self._parts = _joined([*parts, *(sms_text(block) for block in page.blocks)])
            return
        parts += [block if block_has_slot(block) else block_text(block) for block in page.blocks]
        parts += [_frame(page.foot)] if page.foot else []
        self._parts = _joined(parts)

    def fill(self, to: Addressee) -> str:
        """The text for ``to``. Raises KeyError for a slot that it has no value for."""
        return "\n\n".join(_part(part, to) for part in self._parts) + "\n"

    def render(self, to: Addressee = NOBODY) -> bytes:
        """The text for ``to`` as UTF-8."""
        return self.fill(to).encode()

    @property
    def parts(self) -> list[str | Block | None]:
        """Texts that are written already, blocks that wait for a recipient, and None where the address stands. They are an empty line apart."""
        return self._parts


def prepare(page: Page) -> Prepared:
    """``page``, with slots, made ready for many recipients."""
    return Prepared(page)


def _part(part: str | Block | None, to: Addressee) -> str:
    if isinstance(part, str):
        return part
    return address_text(to.address) if part is None else block_text(filled_block(part, to))


def _joined(parts: list[str | Block | None]) -> list[str | Block | None]:
    """Neighbouring texts as one."""
    made: list[str | Block | None] = []
    for part in parts:
        if isinstance(part, str) and made and isinstance(made[-1], str):
            made[-1] = f"{made[-1]}\n\n{part}"
        else:
            made.append(part)
    return made


def _head(page: Page, *, subject: bool) -> list[str | None]:
    marks = [_frame(mark) for mark in page.marks]
    if page.channel == "post":
        slotted = any(map(has_slot, page.recipient))
        address = None if slotted else address_text(page.recipient)
        return [*marks, "\n".join(page.sender), address, " " * ADDRESS_COLUMN + page.dated, _wrap(page.subject_line)]
    return [page.subject_line, *marks] if subject and page.channel != "sms" else [*marks]


def address_text(rows: tuple[str, ...]) -> str:
    """The address block, where the window of an envelope shows it."""
    return "\n\n" + "\n".join(" " * ADDRESS_COLUMN + row for row in rows) + "\n"


def block_text(block: Block) -> str:
    """One block, wrapped."""
    if isinstance(block, Heading):
        title = words(block.line)
        return f"{title}\n{('=' if block.level == 1 else '-') * min(len(title), WIDTH)}"
    if isinstance(block, Bullets):
        return "\n".join(_wrap(words(item), "- ", "  ") for item in block.items)
    return "\n".join(_wrap(words(line)) for line in block.lines)


def sms_text(block: Block) -> str:
    """One block of a message that a telephone wraps itself: no line of our own, and no space that doubles its size."""
    lines = (block.line,) if isinstance(block, Heading) else block.items if isinstance(block, Bullets) else block.lines
    return " ".join(words(line) for line in lines).replace("\u00a0", " ").replace("\u202f", " ").replace("’", "'")


def _wrap(text: str, first: str = "", rest: str = "") -> str:
    return textwrap.fill(text, WIDTH, initial_indent=first, subsequent_indent=rest, break_long_words=False, break_on_hyphens=False)


def _frame(text: str) -> str:
    return f"{'*' * WIDTH}\n{_wrap(text)}\n{'*' * WIDTH}"
