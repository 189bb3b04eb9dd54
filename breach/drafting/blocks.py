"""The few blocks that a letter is made of, read from the Markdown that its template writes.

A letter's text is written once, in Markdown; every other format is a writer over these blocks: headings, paragraphs with their lines, bullets,
bold. Text that ``plain.md_text`` escaped comes back as it was.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from breach.drafting.plain import unescaped

_HEADING = re.compile(r"(#{1,6}) (.*)")
_BOLD = re.compile(r"(?<!\\)((?:\\\\)*)\*\*")


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text, bold or not."""

    text: str
    bold: bool = False


Line = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 6."""

    level: int
    line: Line


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: one line, or several that stay apart."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list, one line per item."""

    items: tuple[Line, ...]


Block = Heading | Paragraph | Bullets


def words(line: Line) -> str:
    """The text of ``line`` without its marks."""
    return "".join(span.text for span in line)


def spans(markdown: str) -> Line:
    """One line of Markdown as runs of text. A ``**`` that is not closed opens bold to the end of the line."""
    parts = _BOLD.sub(r"\1\0", markdown).split("\0")
    return tuple(Span(unescaped(part), bold=bool(at % 2)) for at, part in enumerate(parts) if part)


def _lines(rows: list[str]) -> tuple[Line, ...]:
    """Rows of one paragraph as lines: a backslash at the end of a row ends a line, else the rows run on."""
    made: list[str] = []
    for row in rows:
        goes_on = bool(made) and not made[-1].endswith("\0")
        if goes_on:
            made[-1] += " " + row
        else:
            made.append(row)
        ending = len(row) - len(row.rstrip("\\"))
        if ending % 2:
            made[-1] = made[-1][:-1] + "\0"
    return tuple(spans(row.rstrip("\0")) for row in made)


def parse(markdown: str) -> tuple[Block, ...]:
    """The blocks of ``markdown``, as letter templates write it."""
    found: list[Block] = []
    for chunk in re.split(r"\n(?:[ \t]*\n)+", markdown.strip("\n")):
        rows = [row.rstrip(" ") for row in chunk.split("\n") if row.strip(" ")]
        while rows:
            heading = _HEADING.fullmatch(rows[0])
            if heading:
                found.append(Heading(len(heading[1]), spans(heading[2])))
                rows = rows[1:]
                continue
            bullets = rows[0].startswith("- ")
            end = next((at for at, row in enumerate(rows) if row.startswith("- ") != bullets or _HEADING.fullmatch(row)), len(rows))
            part, rows = rows[:end], rows[end:]
            found.append(Bullets(tuple(spans(row[2:]) for row in part)) if bullets else Paragraph(_lines(part)))
    return tuple(found)
