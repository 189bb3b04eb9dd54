"""The page of an inspection pack as one HTML file: no script, no request, readable on paper, by a screen reader and in a text browser."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from breach.domain.plain import safe
from breach.service.page import Link, Table

if TYPE_CHECKING:
    from breach.service.page import Cell, Page, Section

STYLE = """
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { font: 16px/1.5 system-ui, "Segoe UI", "DejaVu Sans", sans-serif; margin: 0 auto; max-width: 76rem; padding: 1.5rem;
  color: #1a1a1a; background: #fff; }
header { border-bottom: 3px solid #1d3a6e; margin-bottom: 1.5rem; }
h1 { font-size: 1.7rem; line-height: 1.25; margin: 0 0 .4rem; color: #1d3a6e; }
h2 { font-size: 1.25rem; margin: 2.4rem 0 .6rem; padding-bottom: .2rem; border-bottom: 1px solid #9aa7bd; color: #1d3a6e; }
p { margin: .5rem 0; max-width: 60rem; }
a { color: #0b4a9e; }
a:focus-visible { outline: 3px solid #b35900; outline-offset: 2px; }
.skip { position: absolute; left: -100rem; }
.skip:focus { position: static; }
.notice { background: #fff3cd; border: 2px solid #7a5200; color: #3d2900; font-weight: 700; padding: .6rem .9rem; }
nav ol { columns: 3 15rem; margin: .4rem 0 0; padding-left: 1.6rem; }
.wide { overflow-x: auto; margin: .8rem 0 1.4rem; }
table { border-collapse: collapse; width: 100%; font-size: .92rem; }
caption { text-align: left; font-weight: 700; padding: .3rem 0; }
th, td { border: 1px solid #b9c2d0; padding: .35rem .55rem; text-align: left; vertical-align: top; white-space: pre-line; overflow-wrap: break-word; }
.long { overflow-wrap: anywhere; }
thead th { background: #e8edf5; }
tbody th { font-weight: 600; background: #f6f8fb; }
td, th { min-width: 3.2rem; }
@media print {
  body { font-size: 10pt; max-width: none; padding: 0; }
  nav, .skip { display: none; }
  h2 { break-after: avoid; }
  tr { break-inside: avoid; }
  thead { display: table-header-group; }
  .wide { overflow: visible; }
  a { color: inherit; }
  @page { size: A4 landscape; margin: 12mm; }
}
"""
LONG = 24


def render(page: Page) -> bytes:
    """``page`` as HTML in UTF-8; every text of it is data, none is markup."""
    head = (
        f'<!DOCTYPE html>\n<html lang="{page.lang}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f'<meta name="referrer" content="no-referrer">\n<title>{_text(page.title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n'
    )
    notice = f'<p class="notice" role="note">{_text(page.notice)}</p>\n' if page.notice else ""
    items = "".join(f'<li><a href="#{section.id}">{_text(section.title)}</a></li>\n' for section in page.sections)
    header = (
        f'<a class="skip" href="#main">{_text(page.contents)}</a>\n<header>\n<h1>{_text(page.title)}</h1>\n{notice}'
        f"<p>{_text(page.lead)}</p>\n<p>{_link(page.other)}</p>\n</header>\n"
    )
    nav = f'<nav aria-label="{_text(page.contents)}">\n<ol>\n{items}</ol>\n</nav>\n'
    body = "".join(_section(section) for section in page.sections)
    return f'{head}{header}{nav}<main id="main">\n{body}</main>\n</body>\n</html>\n'.encode()


def _section(section: Section) -> str:
    parts = "".join(_table(part) if isinstance(part, Table) else f"<p>{_text(part)}</p>\n" for part in section.parts)
    head = f'<h2 id="{section.id}-title">{_text(section.title)}</h2>'
    return f'<section id="{section.id}" aria-labelledby="{section.id}-title">\n{head}\n{parts}</section>\n'


def _table(table: Table) -> str:
    heads = "".join(f'<th scope="col">{_text(head)}</th>' for head in table.heads)
    rows = "".join(
        "<tr>" + f'<th scope="row">{_cell(row[0])}</th>' + "".join(f"<td{_long(cell)}>{_cell(cell)}</td>" for cell in row[1:]) + "</tr>\n"
        for row in table.rows
    )
    return (
        f'<div class="wide" tabindex="0" role="region" aria-label="{_text(table.caption)}">\n<table>\n<caption>{_text(table.caption)}</caption>\n'
        f"<thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n</div>\n"
    )


def _long(cell: Cell) -> str:
    """Words that have to be broken to fit (hashes) are marked: the others keep whole."""
    parts = cell if isinstance(cell, tuple) else (cell,)
    words = [word for part in parts for word in (part.text if isinstance(part, Link) else part).split()]
    return ' class="long"' if any(len(word) > LONG for word in words) else ""


def _cell(cell: Cell) -> str:
    parts = cell if isinstance(cell, tuple) else (cell,)
    return "\n".join(_link(part) if isinstance(part, Link) else _text(part) for part in parts)


def _link(link: Link) -> str:
    return f'<a href="{_text(link.href)}">{_text(link.text)}</a>'


def _text(text: str) -> str:
    return escape(safe(text))
