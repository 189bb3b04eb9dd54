"""A letter as a Word document that people can edit, from our layout or from their own.

A layout is a .docx in which Jinja2 stands as one would type it (``{{ subject }}``); an instruction alone in its paragraph or its table row
(``{% for block in blocks %}``) governs whole paragraphs or rows and leaves none of its own. Word cuts what is typed into runs; they are put
together again where an instruction was cut. Everything runs in the sandbox of ``environment``.
"""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from breach.drafting import zipped
from breach.drafting.blocks import Block, Bullets, Heading, Line, words
from breach.drafting.environment import WORD_BREAK, render, word_text
from breach.drafting.papers import document_of
from breach.drafting.plain import visible
from breach.drafting.slots import ADDRESS, NOBODY, Addressee, Cut, has_slot, slot
from breach.errors import InputError

if TYPE_CHECKING:
    from breach.drafting.letter_page import Page
    from breach.drafting.zipped import Member

LOCALES = {"fr": "fr-FR", "en": "en-GB"}
_CORE = "docProps/core.xml"
_PARTS = re.compile(r"word/(?:document|header\d*|footer\d*|styles)\.xml")
_REFUSED = re.compile(r"vba|\.bin$|activeX|embeddings/|attachedTemplate", re.IGNORECASE)
_TEXT = re.compile(r"(<w:t(?: [^>]*)?>)([^<]*)(</w:t>)|(</w:p>)")
_TAG = re.compile(r"\{[{%].*?[%}]\}", re.DOTALL)
_ALONE = r"(?:(?!<w:t[ >]|</w:t>|{end}).)*"
_INSTRUCTION = re.compile(r"\s*\{%.*?%\}\s*", re.DOTALL)
_BOLD = '</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">'
_REGULAR = '</w:t></w:r><w:r><w:t xml:space="preserve">'
_OPEN_TAG = re.compile(r"\{[{%](?!.*[%}]\})", re.DOTALL)


def merged(xml: str) -> str:
    """``xml`` with each instruction that Word cut into several runs put together in the first of them, and with quotes as Jinja2 reads them."""
    made: list[str] = []
    held: list[int] = []  # where the texts of an unfinished instruction stand
    at = 0
    for found in _TEXT.finditer(xml):
        made.append(xml[at : found.start()])
        at = found.end()
        if found[4]:
            held = []
            made.append(found[4])
            continue
        text = found[2]
        if held:
            whole = made[held[0]] + text
            made[held[0]] = whole
            made += [found[1], "", found[3]]
            held = held if _unfinished(whole) else []
        else:
            made += [_preserved(found[1]) if "{" in text else found[1], text, found[3]]
            held = [len(made) - 2] if _unfinished(text) else []
    made.append(xml[at:])
    return _TAG.sub(_typed, "".join(made))


def _unfinished(text: str) -> bool:
    return bool(_OPEN_TAG.search(text)) or text.endswith("{")


def _preserved(tag: str) -> str:
    return tag if "xml:space" in tag else tag[:-1] + ' xml:space="preserve">'


def _typed(tag: re.Match[str]) -> str:
    return unescape(tag[0]).translate({0x201C: '"', 0x201D: '"', 0x2018: "'", 0x2019: "'", 0xA0: " ", 0x202F: " "})


def lifted(xml: str) -> str:
    """``xml`` with each instruction that is alone in a table row, or in a paragraph, in the place of that row or paragraph."""
    for name in ("w:tr", "w:p"):
        whole = re.compile(rf"<{name}(?: [^>]*)?>(?:(?!<{name}[ >]|</{name}>).)*</{name}>", re.DOTALL)
        xml = whole.sub(_alone, xml)
    return xml


def _alone(element: re.Match[str]) -> str:
    text = "".join(found[2] or "" for found in _TEXT.finditer(element[0]) if not found[4])
    return text.strip() if _INSTRUCTION.fullmatch(text) and text.count("{%") == 1 else element[0]


class Letters:
    """Writes letters from one layout, read once. Raises InputError ``document-unreadable``, ``document-refused``, ``data-files-missing``."""

    def __init__(self, template: str, channel: str, lang: str) -> None:
        body, self._name = document_of(template, lang, channel)
        parts = zipped.read(body, self._name)
        if "word/document.xml" not in parts or any(_REFUSED.search(name) for name in parts):
            raise InputError("document-refused", name=self._name)
        self._members: list[Member | tuple[str, str]] = []
        for name, content in parts.items():
            if name == _CORE:
                continue
            source = _source(content, self._name) if _PARTS.fullmatch(name) else ""
            self._members.append((name, lifted(merged(source))) if "{{" in source or "{%" in source else zipped.member(name, content))

    def prepare(self, page: Page) -> Prepared:
        """``page`` (with or without slots) written into the layout. Raises InputError as ``environment.render``."""
        context = _context(page)
        made: list[Member | tuple[str, Cut]] = []
        for one in self._members:
            if not isinstance(one, tuple):
                made.append(one)
                continue
            text = render(one[1], context, name=f"{self._name}/{one[0]}", kind="docx", lang=page.lang)
            made.append((one[0], Cut(text, word_text, _rows)) if has_slot(text) else zipped.member(one[0], text.encode()))
        return Prepared([*made, zipped.member(_CORE, _core(page))])


class Prepared:
    """A document ready for each recipient: what has no slot is packed already."""

    __slots__ = ("_members",)

    def __init__(self, members: list[Member | tuple[str, Cut]]) -> None:
        self._members = members

    def render(self, to: Addressee = NOBODY) -> bytes:
        """The document for ``to``."""
        return zipped.archive([zipped.member(one[0], one[1].render(to)) if isinstance(one, tuple) else one for one in self._members])


def _source(content: bytes, name: str) -> str:
    try:
        source = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError("document-unreadable", name=name, said="UTF-8") from error
    if "<!DOCTYPE" in source or "<!ENTITY" in source:
        raise InputError("document-refused", name=name)
    return source


def _rows(rows: tuple[str, ...]) -> str:
    return WORD_BREAK.join(word_text(row) for row in rows)


def _context(page: Page) -> dict[str, object]:
    parts = any(isinstance(block, Heading) and block.level == 1 for block in page.blocks)
    return {
        "lang": page.lang,
        "locale": LOCALES[page.lang],
        "channel": page.channel,
        "organisation": page.organisation,
        "mark": page.mark,
        "marks": page.marks,
        "foot": page.foot,
        "sender": Markup(_rows(page.sender)),  # noqa: S704 - every row is escaped
        "recipient": slot(ADDRESS) if any(map(has_slot, page.recipient)) else Markup(_rows(page.recipient)),  # noqa: S704 - likewise
        "dated": page.dated,
        "subject": page.subject,
        "subject_line": page.subject_line,
        "contact": page.contact,
        "blocks": [_block(block, 1 if parts else 0) for block in page.blocks],
    }


def _block(block: Block, shift: int) -> dict[str, object]:
    """A block as a layout reads it: ``kind`` (heading, bullets, paragraph), ``level`` from 2, ``text`` (plain), ``runs``, ``points`` (of runs)."""
    if isinstance(block, Heading):
        return {"kind": "heading", "level": min(max(block.level + shift, 2), 6), "text": words(block.line), "runs": _runs(block.line), "points": ()}
    if isinstance(block, Bullets):
        return {"kind": "bullets", "level": 0, "text": "", "runs": Markup(), "points": [_runs(item) for item in block.items]}
    lines = Markup(WORD_BREAK).join(_runs(line) for line in block.lines)  # noqa: S704 - a constant of our own
    return {"kind": "paragraph", "level": 0, "text": "", "runs": lines, "points": ()}


def _runs(line: Line) -> Markup:
    """``line`` as what stands inside a run's text: bold closes that run and opens others."""
    made: list[str] = []
    for span in line:
        # The blanks around bold are the line's own: what is cleaned already is only escaped here.
        text = escape(span.text if span.text.isprintable() else "".join(char if has_slot(char) else visible(char) for char in span.text))
        if span.bold:
            made += [_BOLD, text, _REGULAR]
        else:
            made.append(text)
    return Markup("".join(made))  # noqa: S704 - every text in it is escaped


def _core(page: Page) -> bytes:
    assert page.now is not None
    at = f"{page.now:%Y-%m-%dT%H:%M:%SZ}"
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{word_plain(page.subject)}</dc:title><dc:creator>{word_plain(page.organisation)}</dc:creator>"
        f"<dc:language>{LOCALES[page.lang]}</dc:language>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{at}</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">{at}</dcterms:modified>'
        "</cp:coreProperties>"
    ).encode()


def word_plain(text: str) -> str:
    """``text`` as the text of an XML element, on one line."""
    return str(word_text(" ".join(text.split("\n"))))
