"""A table as an XLSX workbook. Every cell is a text: nothing that it holds can become a formula, a link or a number."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import xlsxwriter

from breach.drafting.plain import all_visible

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from breach.service.drafting_ports import Sheet

LONGEST = 32_000
"""Characters of a cell; the format holds 32,767, and drops a longer text without a word."""
WIDEST = 48
NARROWEST = 10
LINE, TALLEST = 15, 409
"""The height of a line and of the tallest row that the format has, in points."""


def write(sheet: Sheet) -> bytes:
    """``sheet`` as a workbook: the same content, the same bytes. What is too long for a cell goes on, whole, on a sheet of its own."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"title": sheet.title, "author": sheet.author, "created": sheet.at.replace(tzinfo=None)})
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#EEF2F6", "border": 1})
        cell = book.add_format({"text_wrap": True, "valign": "top"})
        table = book.add_worksheet(sheet.names[0])
        long = _table(table, sheet, head, cell)
        about = book.add_worksheet(sheet.names[1])
        about.set_column(0, 0, 30, cell)
        about.set_column(1, 1, 90, cell)
        about.set_landscape()
        about.set_paper(9)
        about.fit_to_pages(1, 0)
        for row, (name, value) in enumerate(sheet.about):
            about.set_row(row, LINE * max(1, -(-len(value) // 80)))
            about.write_string(row, 0, clean(name), head)
            about.write_string(row, 1, clean(value), cell)
        if long:
            _rest(book.add_worksheet(sheet.names[2]), long, cell)
    return out.getvalue()


def clean(text: str) -> str:
    """``text`` without characters that act unseen or that XML forbids; its lines stay."""
    return text if text.isprintable() else all_visible(text.replace("\r\n", "\n").replace("\t", " "))


def _table(table: Worksheet, sheet: Sheet, head: Format, cell: Format) -> list[str]:
    long: list[str] = []
    widths = [len(name) for name in sheet.heads]
    put = table.write_string
    table.set_row(0, 2 * LINE)
    for at, row in enumerate(sheet.rows, 1):
        high = 1
        for column, raw in enumerate(row):
            text = clean(raw)
            if len(text) > LONGEST:
                long.append(text)
                text = text[:LONGEST] + sheet.rest.format(number=len(long))
            widths[column] = max(widths[column], min(len(text), WIDEST))
            put(at, column, text, cell)
            if len(text) > NARROWEST:
                high = max(high, _lines(text))
        if high > 1:
            table.set_row(at, min(high * LINE, TALLEST))
    for column, name in enumerate(sheet.heads):
        put(0, column, clean(name), head)
        table.set_column(column, column, min(max(widths[column], NARROWEST), WIDEST) + 2)
    table.freeze_panes(1, 1)
    table.autofilter(0, 0, max(len(sheet.rows), 1), len(sheet.heads) - 1)
    table.set_landscape()
    table.set_paper(8)
    table.set_print_scale(60)
    table.repeat_rows(0)
    table.repeat_columns(0)
    return long


def _lines(text: str) -> int:
    """How many lines ``text`` takes in the widest column: a row that is told no height is drawn one line high by some programs."""
    if len(text) <= WIDEST and "\n" not in text:
        return 1
    return sum(max(1, -(-len(line) // (WIDEST - 4))) for line in text.split("\n"))


def _rest(table: Worksheet, long: list[str], cell: Format) -> None:
    table.set_column(1, 1, 120)
    row = 0
    for number, text in enumerate(long, 1):
        for start in range(0, len(text), LONGEST):
            table.write_string(row, 0, str(number), cell)
            table.write_string(row, 1, text[start : start + LONGEST], cell)
            row += 1
