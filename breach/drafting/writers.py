"""The formats in which a letter is written: one module each, alike for one letter and for a hundred thousand.

A writer is made once, reads its layout once, and prepares a letter once; what it prepared is then rendered for each recipient. To add a format
is to add its module and its line here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from breach.drafting import letter_html, letter_md, letter_text
from breach.drafting.slots import NOBODY, Addressee

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from breach.drafting.letter_page import Page


class Prepared(Protocol):
    """A letter ready to be written for many."""

    def render(self, to: Addressee = NOBODY) -> bytes:
        """The file for ``to``: the same input, the same bytes. Raises InputError where this one letter cannot be made."""


class Writer(Protocol):
    """One format. Belongs to one thread."""

    def prepare(self, page: Page) -> Prepared:
        """``page``, with slots or without, made ready."""


class _Text:
    """A format that needs no layout of its own."""

    def __init__(self, prepare: Callable[[Page], Prepared]) -> None:
        self.prepare = prepare


def _pdf(_template: str, _channel: str, _lang: str) -> Writer:
    from breach.drafting.pdf import Letters

    return Letters()


def _docx(template: str, channel: str, lang: str) -> Writer:
    from breach.drafting.docx import Letters

    return Letters(template, channel, lang)


def _eml(_template: str, _channel: str, _lang: str) -> Writer:
    from breach.drafting import eml

    return _Text(eml.prepare)


_WRITERS: Mapping[str, Callable[[str, str, str], Writer]] = {
    "md": lambda *_: _Text(letter_md.prepare),
    "txt": lambda *_: _Text(letter_text.prepare),
    "html": lambda *_: _Text(letter_html.prepare),
    "eml": _eml,
    "docx": _docx,
    "pdf": _pdf,
}
FORMATS = tuple(_WRITERS)
BINARY = ("docx", "pdf")
"""What is no text."""
TEXTS: Mapping[str, Callable[[Page], str]] = {"md": letter_md.write, "txt": letter_text.write, "html": letter_html.write}
"""The formats that are one text, to be shown as it is."""


def writer(fmt: str, template: str, channel: str, lang: str) -> Writer:
    """The writer of ``fmt`` for the letter ``template`` by ``channel`` in ``lang``. Raises InputError where its layout is missing or wrong."""
    return _WRITERS[fmt](template, channel, lang)


def text(fmt: str, page: Page) -> str:
    """``page``, without slots, in a text format."""
    return TEXTS[fmt](page)
