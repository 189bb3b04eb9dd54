"""PDF by typst: PDF/A-3a and PDF/UA-1 in one file, what it was made from attached as JSON.

What is written comes to the layout as JSON in a file that exists in memory alone, never as markup; the layout reads nothing outside its own
folder and uses the fonts of the typesetter alone, so the same input gives the same bytes on every machine. A ``Typesetter`` belongs to one
thread, and takes over from the letters before what stands in them alike: the next one of the same text costs a third.
"""

from __future__ import annotations

import json
import os
import re
import unicodedata
from typing import TYPE_CHECKING, Any

from breach import resources
from breach.drafting.blocks import Block, Bullets, Heading, Line
from breach.drafting.slots import ADDRESS, NOBODY, SLOT, Addressee, Cut, slot
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
_LONGEST_VALUE = 20
"""So long is a word in a slot thought to be at most, where the text about the slots is looked over; a longer one is noticed by itself."""
_LONG_VALUE = re.compile(rf"\S{{{_LONGEST_VALUE},}}")
_DIGITS = re.compile(r"(?<=\d) (?=\d)")
"""Where a number would be broken at the end of a line."""
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
        self._compiler = typst.Compiler(root=folder, font_paths=fonts, ignore_system_fonts=True)
        self._main = f'#import "{layout}": job\n#job(json("data.json"))'.encode()

    def set(self, data: str, source: str, at: datetime) -> bytes:
        """The PDF of ``data`` (JSON for the layout), ``source`` (JSON) attached, its date ``at`` (UTC).

        Raises InputError ``glyph-missing`` where a character is in none of the fonts, ``pdf-not-made`` where the typesetter says no.
        """
        files = {"main.typ": self._main, "data.json": data.encode(), "source.json": source.encode()}
        try:
            # Files in memory are in the library's documentation, not in its types.
            made = self._compiler.compile(files, format="pdf", pdf_standards=STANDARDS, timestamp=int(at.timestamp()))  # type: ignore[type-var]
        except self._typst.TypstError as error:
            raise _said(error.diagnostic or error.message) from error
        assert isinstance(made, bytes)
        return made

    def let_go(self) -> None:
        """Let what only letters long past had in them go.

        The typesetter keeps what was used in its last ten works, which is some megabytes after ten letters and three gigabytes after ten print jobs
        of 500. Works with nothing in them count too: after nine of these it keeps what the next job still uses, and nothing older.
        """
        for _ in range(9):
            self._compiler.compile({"main.typ": b""}, format="svg")  # type: ignore[type-var]  # as above


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
        made = letter_data(page)
        # The address is the one slot of several lines: each is a text of its own.
        self._cut = Cut(dumped(made).replace(f'"{slot(ADDRESS)}"', slot(ADDRESS)), _inside, lambda rows: ",".join(map(dumped, rows)))
        self._long = _holds_long(made)

    def render(self, to: Addressee = NOBODY) -> bytes:
        """The letter for ``to``. Raises InputError ``glyph-missing`` or ``pdf-not-made``."""
        return self.print_shop((to,))

    def print_shop(self, recipients: Iterable[Addressee]) -> bytes:
        """One PDF with the letters of all ``recipients``, each numbered from its own first page. Raises InputError."""
        return print_shop(self._setter, [(self, to) for to in recipients])

    def data(self, to: Addressee) -> str:
        """What the layout gets of the letter for ``to``, as JSON."""
        return self._cut.fill(to)

    def long(self, to: Addressee) -> bool:
        """Whether something in it may have to be broken where no language breaks it; now and then yes where nothing has."""
        return self._long or any(map(_LONG_VALUE.search, (*to.values.values(), *to.address)))

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
    # One letter carries what it was made from; a print job does not: each letter of it would hold everybody's.
    source = (first.source or made[0]) if len(made) == 1 else ""
    head = {
        "title": first.subject,
        "author": first.organisation,
        "date": [first.now.year, first.now.month, first.now.day],
        "lang": first.lang,
        "source": t("letters.source", first.lang),
        "attached": bool(source),
        "long": any(letter.long(to) for letter, to in letters),
    }
    body = setter.set(f'{dumped(head)[:-1]},"letters":[{",".join(made)}]}}', source, first.now)
    if len(made) > 1:
        setter.let_go()
    return body


def _inside(text: str) -> str:
    return dumped(text)[1:-1]


def _holds_long(made: Mapping[str, Any]) -> bool:
    texts = dumped([made[name] for name in ("blocks", "recipient", "sender", "subject", "marks", "contact")])
    return bool(_LONG.search(SLOT.sub("x" * _LONGEST_VALUE, texts)))


def letter_data(page: Page) -> dict[str, Any]:
    """What the layout needs of ``page``, its slots with it."""
    return {
        "blocks": [_block(block) for block in page.blocks],
        "recipient": list(page.recipient),
        "subject": page.subject_line,
        "channel": page.channel,
        "mark": page.mark,
        "marks": list(page.marks),
        "foot": page.foot,
        "sender": list(page.sender),
        "dated": page.dated,
        "contact": _DIGITS.sub("\u00a0", page.contact),
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
