"""A message to people as the linter reads it: its text line by line, and the links in it, from plain text, Markdown, HTML or a mail."""

from __future__ import annotations

import email
import email.policy
import re
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from breach.errors import InputError

if TYPE_CHECKING:
    from email.message import MIMEPart

ENDINGS = (".txt", ".md", ".html", ".htm", ".eml")
LONGEST = 1_000_000
"""The longest message that is read, in characters: a letter has some thousand."""
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "blockquote",
        "br",
        "dd",
        "div",
        "dl",
        "dt",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "footer",
        "hr",
        "li",
        "main",
        "ol",
        "p",
        "section",
        "table",
        "td",
        "th",
        "title",
        "tr",
        "ul",
    ]
)
_UNSEEN = frozenset({"script", "style", "template", "head"})
_MD_LINK = re.compile(r"(?<!!)\[([^\]\n]{0,300})\]\((\s*<?[a-z][a-z0-9+.-]*:[^)\s]*|\s*<?/[^)\s]*|\s*#[^)\s]*)[^)\n]*\)", re.IGNORECASE)
_MD_MARKS = re.compile(r"(?m)^[ \t]{0,3}(?:#{1,6}[ \t]+|>[ \t]?)|\*\*|(?<=\s)__(?=\S)|(?<=\S)__(?=\s|$)")
_MD_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~\n])")


@dataclass(frozen=True, slots=True)
class Document:
    """``text``: what people read, its lines as in the file where the format has lines; ``links``: the line and address of every link that the
    format itself makes clickable; ``kind``: the format, "txt", "md", "html" or "eml".
    """

    text: str
    links: tuple[tuple[int, str], ...]
    kind: str

    def line_of(self, place: int) -> int:
        """The line of the character at ``place``, from 1."""
        return self.text.count("\n", 0, place) + 1


def read(body: bytes, name: str) -> Document:
    """The message in ``body``, by the ending of ``name``.

    Raises InputError ``lint-format`` (another ending), ``not-utf8``, ``text-too-long``, ``empty-text``.
    """
    ending = "." + name.rpartition(".")[2].lower() if "." in name else ""
    if ending not in ENDINGS:
        raise InputError("lint-format", name=name[-80:], endings=", ".join(ENDINGS))
    document = _mail(body, name) if ending == ".eml" else of_text(_decoded(body, name), ending[1:].replace("htm", "html").replace("htmll", "html"))
    if not document.text.strip():
        raise InputError("empty-text", what=name[-80:])
    return document


def of_text(text: str, kind: str) -> Document:
    """The message ``text`` in the format ``kind``: "txt", "md" or "html". Raises InputError ``text-too-long``."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if len(text) > LONGEST:
        raise InputError("text-too-long", what=kind, length=len(text), longest=LONGEST)
    if kind == "html":
        return _html(text)
    return _markdown(text) if kind == "md" else Document(text, (), kind)


def _decoded(body: bytes, name: str) -> str:
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError("not-utf8", name=name[-80:], at=error.start) from error


def _markdown(text: str) -> Document:
    links = tuple((text.count("\n", 0, found.start()) + 1, found[2].strip(" <>")) for found in _MD_LINK.finditer(text))
    shown = _MD_LINK.sub(r"\1", text)
    return Document(_MD_ESCAPE.sub(lambda found: "\n" if found[1] == "\n" else found[1], _MD_MARKS.sub("", shown)), links, "md")


class _Page(HTMLParser):
    """The text of a page: each block on lines of its own, white space folded, line numbers of the source kept where they can be."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: dict[int, str] = {}
        self.links: list[tuple[int, str]] = []
        self._unseen = 0

    def parse_marked_section(self, i: int, report: int = 1) -> int:
        """``<![…`` ends at the next ``>``, whatever stands in it: Python's own reading of it fails at what it does not know."""
        del report
        return self.parse_bogus_comment(i)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN:
            self._unseen += 1
        address = dict(attrs).get("href")
        if tag == "a" and address:
            self.links.append((self.getpos()[0], address))
        if tag in _BLOCKS:
            self._add("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN and self._unseen:
            self._unseen -= 1
        if tag in _BLOCKS:
            self._add("\n")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            for place, part in enumerate(data.split("\n")):
                self._add(part + " ", place)

    def _add(self, text: str, below: int = 0) -> None:
        line = self.getpos()[0] + below
        self.lines[line] = self.lines.get(line, "") + text


def _html(text: str) -> Document:
    page = _Page()
    page.feed(text)
    page.close()
    last = max(page.lines, default=0)
    # One line of text a line of source: a block's end inside a line becomes a mark that ends a sentence but no line.
    lines = [re.sub(r"\s*\n\s*", " \u2028 ", page.lines.get(n, "")).strip(" ") for n in range(1, last + 1)]
    return Document("\n".join(lines), tuple(page.links), "html")


def _mail(body: bytes, name: str) -> Document:
    message = email.message_from_bytes(body, policy=email.policy.default)
    plain, page = message.get_body(("plain",)), message.get_body(("html",))
    links: tuple[tuple[int, str], ...] = ()
    if page is not None:
        links = _html(_content(page, name)).links
    part = plain or page
    if part is None:
        raise InputError("empty-text", what=name[-80:])
    inner = of_text(_content(part, name), "txt" if part is plain else "html")
    subject = " ".join(str(message.get("subject") or "").split())
    return Document(f"{subject}\n\n{inner.text}" if subject else inner.text, links or inner.links, "eml")


def _content(part: MIMEPart, name: str) -> str:
    try:
        return str(part.get_content())
    except (LookupError, ValueError) as error:  # a charset that nobody knows or that is no name, or bytes that are not in it
        raise InputError("not-utf8", name=name[-80:], at=0) from error
