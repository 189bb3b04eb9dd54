"""A page of the inspection pack as data: sections of tables and sentences. How it looks is ``breach.drafting.pack_html``'s."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Link:
    """A reference to another member of the archive, or to a place on the page (``#place``)."""

    text: str
    href: str


Cell = str | Link | tuple[str | Link, ...]
"""What stands in a cell: a text (its line ends kept), a link, or several."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a caption; the first cell of a row names it."""

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Section:
    """``id``: its place on the page; ``parts``: sentences and tables in order."""

    id: str
    title: str
    parts: tuple[str | Table, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """A whole page in ``lang``; ``notice``: a line that must not be overlooked (an exercise, a redacted variant), "" for none; ``other``: the same
    page in the other language.
    """

    lang: str
    title: str
    lead: str
    notice: str
    contents: str
    other: Link
    sections: tuple[Section, ...]
