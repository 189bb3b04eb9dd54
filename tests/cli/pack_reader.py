"""Reads an inspection pack as somebody does who has only the archive: zip, JSON and HTML of the standard library, nothing of this program."""

from __future__ import annotations

import json
import zipfile
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path


@dataclass
class Table:
    """A table of the page: its caption, headings, and rows of texts; ``links`` of each row."""

    caption: str = ""
    heads: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    links: list[list[str]] = field(default_factory=list)

    def column(self, head: str) -> list[str]:
        """The cells under ``head``."""
        at = self.heads.index(head)
        return [row[at] for row in self.rows]

    def item(self, name: str) -> str:
        """The second cell of the row that begins with ``name``."""
        return next(row[1] for row in self.rows if row[0] == name)


@dataclass
class Section:
    """A section of the page: its title, sentences and tables."""

    title: str = ""
    said: list[str] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)

    def table(self, start: str) -> Table:
        """The table whose caption begins with ``start``."""
        return next(table for table in self.tables if table.caption.startswith(start))


class Page(HTMLParser):
    """The sections of a page by id, its language, every link, every tag."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.sections: dict[str, Section] = {}
        self.lang, self.links, self.tags = "", [], []  # type: ignore[var-annotated]
        self._section = Section()
        self._into: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags.append((tag, given))
        if tag == "html":
            self.lang = str(given["lang"])
        elif tag == "section":
            self._section = self.sections.setdefault(str(given["id"]), Section())
        elif tag == "table":
            self._section.tables.append(Table())
        elif tag == "tr" and self._section.tables:
            self._section.tables[-1].rows.append([])
            self._section.tables[-1].links.append([])
        elif tag == "a":
            self.links.append(str(given["href"]))
            if self._section.tables and self._section.tables[-1].links:
                self._section.tables[-1].links[-1].append(str(given["href"]))
        if tag in ("h2", "p", "caption", "th", "td"):
            self._into = []

    def handle_data(self, data: str) -> None:
        self._into.append(data)

    def handle_endtag(self, tag: str) -> None:
        text = "".join(self._into).strip().replace("\u00a0", " ").replace("\u202f", " ")
        if tag == "h2":
            self._section.title = text
        elif tag == "p":
            self._section.said.append(text)
        elif tag == "caption":
            self._section.tables[-1].caption = text
        elif tag in ("th", "td"):
            self._section.tables[-1].rows[-1].append(text)
        elif tag == "thead":
            self._section.tables[-1].heads = self._section.tables[-1].rows.pop()
            self._section.tables[-1].links.pop()


class Pack:
    """An archive: its members, page, entries and texts."""

    def __init__(self, path: Path) -> None:
        with zipfile.ZipFile(path) as archive:
            self.members = {name: archive.read(name) for name in archive.namelist()}
        self.page = Page(self.members["dossier.html"].decode())
        self.entries: list[dict[str, Any]] = [json.loads(line) for line in self.members["entries.jsonl"].splitlines()]
        held = [json.loads(line) for line in self.members["texts.jsonl"].splitlines()]
        self.texts = {text["fingerprint"]: text["text"] for text in held}

    def section(self, place: str) -> Section:
        """The section ``place``."""
        return self.page.sections[place]

    def entry(self, kind: str) -> dict[str, Any]:
        """The first entry of ``kind``."""
        return next(entry for entry in self.entries if entry["kind"] == kind)
