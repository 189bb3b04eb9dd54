"""The places of a letter that differ from one recipient to the next, so that all the rest is written once.

A letter for many is made once with slots in those places; each format cuts what it wrote at the slots (``Cut``) and, for each recipient, only
fills them. A slot is marked by two noncharacters of Unicode, which ``plain.clean`` never lets through: no text from outside can hold one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from breach.drafting.blocks import Block, Bullets, Heading, Line, Paragraph, Span
from breach.drafting.plain import Md

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

ADDRESS = "address"
"""The slot of the address block: the one whose value has several lines."""

_OPEN, _CLOSE = "\ufdd0", "\ufdd1"
SLOT = re.compile(f"{_OPEN}([a-z_]+){_CLOSE}")
"""A slot in a text."""


@dataclass(frozen=True, slots=True)
class Addressee:
    """One recipient as a format needs it: ``values`` by slot, one line each; ``address`` the lines of the address block; ``email`` "" where none
    is used; ``key`` tells this letter from the others of its job (the row's number).
    """

    values: Mapping[str, str] = field(default_factory=dict)
    address: tuple[str, ...] = ()
    email: str = ""
    key: str = ""


NOBODY = Addressee()
"""For a letter without slots."""


def slot(name: str) -> Md:
    """What stands in a template's value for the slot ``name``."""
    return Md(f"{_OPEN}{name}{_CLOSE}")


def has_slot(text: str) -> bool:
    """Whether ``text`` holds a slot."""
    return _OPEN in text or _CLOSE in text


class Cut:
    """``text`` cut at its slots. ``fill`` puts the pieces together again, each value made literal by ``write``."""

    __slots__ = ("_pieces", "_write", "text")

    def __init__(self, text: str, write: Callable[[str], str], rows: Callable[[tuple[str, ...]], str]) -> None:
        self.text = text
        self._write = (write, rows)
        self._pieces = SLOT.split(text)

    def fill(self, to: Addressee) -> str:
        """The text for ``to``. Raises KeyError for a slot that it has no value for."""
        write, rows = self._write
        pieces = self._pieces
        if len(pieces) == 1:
            return pieces[0]
        made = pieces.copy()
        for at in range(1, len(pieces), 2):
            name = pieces[at]
            made[at] = rows(to.address) if name == ADDRESS else write(to.values[name])
        return "".join(made)

    def render(self, to: Addressee = NOBODY) -> bytes:
        """The text for ``to`` as UTF-8. Raises KeyError."""
        return self.fill(to).encode()


def filled(text: str, to: Addressee) -> str:
    """``text`` with its slots filled as they are."""
    return SLOT.sub(lambda found: " ".join(to.address) if found[1] == ADDRESS else to.values[found[1]], text) if _OPEN in text else text


def _line(line: Line, to: Addressee) -> Line:
    return tuple(Span(filled(span.text, to), span.bold) if _OPEN in span.text else span for span in line)


def block_has_slot(block: Block) -> bool:
    """Whether a slot stands in ``block``."""
    lines = (block.line,) if isinstance(block, Heading) else block.lines if isinstance(block, Paragraph) else block.items
    return any(_OPEN in span.text for line in lines for span in line)


def filled_block(block: Block, to: Addressee) -> Block:
    """``block`` with its slots filled."""
    if isinstance(block, Heading):
        return Heading(block.level, _line(block.line, to))
    if isinstance(block, Bullets):
        return Bullets(tuple(_line(item, to) for item in block.items))
    return Paragraph(tuple(_line(line, to) for line in block.lines))
