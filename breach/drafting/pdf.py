"""PDF by typst: PDF/A-3a and PDF/UA-1 in one file, what it was made from attached as JSON.

What is written comes to the layout as JSON, never as markup; the layout reads nothing outside its own folder and uses the fonts of the
typesetter alone, so the same input gives the same bytes on every machine. A ``Typesetter`` belongs to one thread.
"""

from __future__ import annotations

import json
import os
import re
import unicodedata
from typing import TYPE_CHECKING, Any

from breach import resources
from breach.drafting.blocks import Block, Bullets, Heading, Line
from breach.drafting.slots import ADDRESS, NOBODY, Addressee, filled, filled_block, slot
from breach.errors import InputError
from breach.i18n import t

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from typst import PDFStandard

    from breach.drafting.letter_page import Page

STANDARDS: list[PDFStandard] = ["a-3a", "ua-1"]
"""Both at once: the archive's (PDF/A-3a, with attachments) and the screen reader's (PDF/UA-1). typst writes no file that breaks one."""

_LONG = re.compile(r"[^\s\",\[\]]{40}")
"""What may have to be broken where no language breaks it."""
_NO_GLYPH = re.compile(r'the text `"(.*?)"` could not be displayed', re.DOTALL)


class Typesetter:
    """A layout of ``templates/layouts``, compiled once. Raises InputError ``data-files-missing``."""

    def __init__(self, layout: str) -> None:
        # A letter is too short to be shared between threads, and a merge has a process on every core already.
        os.environ.setdefault("RAYON_NUM_THREADS", "1")
        import typst

        folder = os.path.join(resources.shared_root("templates"), "layouts")
        self._typst = typst
        # An own Fonts: only what the library ships, whatever the machine has.
        fonts = typst.Fonts(include_system_fonts=False)
        self._compiler = typst.Compiler(input=os.path.join(folder, layout), root=folder, font_paths=fonts, ignore_system_fonts=True)

    def set(self, data: str, source: str, at: datetime) -> bytes:
        """The PDF of ``data`` (JSON for the layout), ``source`` (JSON) attached, its date ``at`` (UTC).

        Raises InputError ``glyph-missing`` where a character is in none of the fonts, ``pdf-not-made`` where the typesetter says no.
        """
        inputs = {"data": data, "source": source} if source else {"data": data}
        try:
            made = self._compiler.compile(format="pdf", sys_inputs=inputs, pdf_standards=STANDARDS, timestamp=int(at.timestamp()))
        except self._typst.TypstError as error:
            raise _said(error.diagnostic or error.message) from error
        assert isinstance(made, bytes)
        return made


def _said(diagnostic: str) -> InputError:
    missing = "".join(dict.fromkeys("".join(_NO_GLYPH.findall(diagnostic))))
    if missing:
        named = ", ".join(f"{char} (U+{ord(char):04X} {unicodedata.name(char, '')})".replace(" )", ")") for char in missing[:10])
        return InputError("glyph-missing", characters=named)
    return InputError("pdf-not-made", said=diagnostic.split("\n", 1)[0][:300])


def dumped(data: object) -> str:
    """``data`` as JSON, the same bytes for the same content."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


# -- letters


class Letters:
    """Sets letters, one a file or many in one for the print shop. Belongs to one thread."""

    ending = "pdf"

    def __init__(self) -> None:
        self._setter = Typesetter("letter.typ")

    def prepare(self, page: Page) -> PreparedPdf:
        """``page`` (with or without slots) made ready for many."""
        return PreparedPdf(self._setter, page)


class PreparedPdf:
    """One letter, ready to be set for each recipient."""

    def __init__(self, setter: Typesetter, page: Page) -> None:
        self._setter = setter
        self._page = page
        self._data = letter_data(page)
        self._blocks = page.blocks

    def render(self, to: Addressee = NOBODY) -> bytes:
        """The letter for ``to``. Raises InputError ``glyph-missing`` or ``pdf-not-made``."""
        return self.print_shop((to,))

    def print_shop(self, recipients: Iterable[Addressee]) -> bytes:
        """One PDF with the letters of all ``recipients``, each numbered from its own first page. Raises InputError."""
        return print_shop(self._setter, [(self, to) for to in recipients])

    def data(self, to: Addressee) -> dict[str, Any]:
        """What the layout gets of the letter for ``to``."""
        blocks = [_block(filled_block(block, to)) for block in self._blocks]
        recipient = list(to.address) if list(self._page.recipient) == [slot(ADDRESS)] else list(self._page.recipient)
        return {**self._data, "blocks": blocks, "recipient": recipient, "subject": filled(self._page.subject_line, to)}

    @property
    def setter(self) -> Typesetter:
        """What sets it."""
        return self._setter

    @property
    def page(self) -> Page:
        """The letter with its slots."""
        return self._page


def print_shop(setter: Typesetter, letters: list[tuple[PreparedPdf, Addressee]]) -> bytes:
    """One PDF of ``letters`` in their order; they may be of several kinds, but share language, author and date. Raises InputError."""
    first = letters[0][0].page
    assert first.now is not None
    made = [letter.data(to) for letter, to in letters]
    head: dict[str, Any] = {
        "title": first.subject,
        "author": first.organisation,
        "date": [first.now.year, first.now.month, first.now.day],
        "lang": first.lang,
        "source": t("letters.source", first.lang),
        "letters": made,
    }
    texts = [[letter[name] for name in ("blocks", "recipient", "sender", "subject", "marks", "contact")] for letter in made]
    head["long"] = bool(_LONG.search(dumped(texts)))
    # One letter carries what it was made from; a print job does not: each letter of it would hold everybody's.
    source = (first.source or dumped(made[0])) if len(made) == 1 else ""
    return setter.set(dumped(head), source, first.now)


def letter_data(page: Page) -> dict[str, Any]:
    """What the layout needs of ``page`` beside its blocks, recipient and subject."""
    return {
        "channel": page.channel,
        "mark": page.mark,
        "marks": list(page.marks),
        "foot": page.foot,
        "sender": list(page.sender),
        "dated": page.dated,
        "contact": page.contact,
        "page": t("letters.page", page.lang),
    }


def _line(line: Line) -> list[tuple[str, bool]]:
    return [(span.text, span.bold) for span in line]


def _block(block: Block) -> Mapping[str, Any]:
    if isinstance(block, Heading):
        return {"kind": "heading", "level": block.level, "line": _line(block.line)}
    if isinstance(block, Bullets):
        return {"kind": "bullets", "items": [_line(item) for item in block.items]}
    return {"kind": "paragraph", "lines": [_line(line) for line in block.lines]}
