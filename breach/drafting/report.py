"""A report as a document to read, print and keep: Markdown or HTML, from headings and lines that are words already.

A line that begins with "- " is an item of a list, one that begins with a blank belongs to the item above, any other is a paragraph. A table of
text keeps its columns.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from breach.drafting.letter_html import STYLE
from breach.drafting.plain import md_text, one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from breach.service.drafting_ports import ReportRequest, ReportSection


def report_md(request: ReportRequest) -> str:
    """``request`` as Markdown, ending in one line end."""
    out = [f"# {md_text(one_line(request.title))}", *(f"> **{md_text(one_line(mark))}**" for mark in request.marks)]
    for section in request.sections:
        out.append(f"## {md_text(one_line(section.heading))}")
        if section.table:
            out.append("\n".join(f"    {' ' * _indent(row)}{one_line(row)}" for row in section.table))
        out += _md_lines(section.lines)
    return "\n\n".join(out) + "\n"


def _md_lines(lines: Iterable[str]) -> Iterator[str]:
    """Paragraphs, and lists whose items stay together."""
    items: list[str] = []
    for line in lines:
        if line.startswith("- "):
            items.append(f"- {md_text(one_line(line[2:]))}")
        elif line.startswith(" ") and items:
            items.append(f"  - {md_text(one_line(line))}")
        else:
            if items:
                yield "\n".join(items)
            items = []
            yield md_text(line)
    if items:
        yield "\n".join(items)


def report_html(request: ReportRequest) -> str:
    """``request`` as one HTML page: complete, printable, without script and without anything from elsewhere."""
    body = [f"<h1>{_text(request.title)}</h1>", *(f'<p class="mark" role="note">{_text(mark)}</p>' for mark in request.marks)]
    for section in request.sections:
        body += _html_section(section)
    return (
        f'<!DOCTYPE html>\n<html lang="{_text(request.lang)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<title>{_text(request.title)}</title>\n<style>\n{STYLE}pre {{ font: .8em/1.4 monospace; overflow-x: auto; }}\n</style>\n</head>\n"
        "<body>\n<main>\n" + "\n".join(body) + "\n</main>\n</body>\n</html>\n"
    )


def _html_section(section: ReportSection) -> Iterator[str]:
    yield f"<h2>{_text(section.heading)}</h2>"
    if section.table:
        yield "<pre>" + "\n".join(escape(" " * _indent(row) + one_line(row)) for row in section.table) + "</pre>"
    items: list[list[str]] = []
    for line in section.lines:
        if line.startswith("- "):
            items.append([_text(line[2:])])
        elif line.startswith(" ") and items:
            items[-1].append(_text(line))
        else:
            yield from _list(items)
            items = []
            yield f"<p>{_text(line)}</p>"
    yield from _list(items)


def _list(items: list[list[str]]) -> Iterator[str]:
    if items:
        yield "<ul>\n" + "\n".join(f"<li>{'<br>'.join(item)}</li>" for item in items) + "\n</ul>"


def _indent(row: str) -> int:
    return len(row) - len(row.lstrip(" "))


def _text(text: str) -> str:
    return escape(one_line(text), quote=True)
