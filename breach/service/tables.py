"""A table that somebody kept: CSV in whatever encoding and separator, or the first sheet of an XLSX workbook, as rows of texts."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import date, datetime, time
from typing import Any

from breach.errors import InputError

MOST_ROWS = 200_000
MOST_COLUMNS = 300
LARGEST_UNPACKED = 300_000_000
"""Bytes of a workbook, unpacked."""
ENCODINGS = ("utf-8-sig", "cp1252")
SEPARATORS = (";", ",", "\t", "|")


def read(body: bytes, name: str, *, encoding: str = "", separator: str = "") -> tuple[list[str], list[list[str]]]:
    """The heads and the rows of the table in ``body`` (file ``name``); rows as long as the heads. Empty rows are left out.

    Dates of a workbook come as ISO texts, to the second. Raises InputError ``table-unreadable``, ``table-heads``, ``table-too-large``.
    """
    rows = _workbook(body, name) if body[:2] == b"PK" else _csv(body, name, encoding, separator)
    rows = [row for row in rows if any(cell.strip() for cell in row)]
    if not rows:
        raise InputError("table-unreadable", name=name, said="0")
    heads = [cell.strip() for cell in rows[0]]
    while heads and not heads[-1]:
        heads.pop()
    twice = {head for head in heads if heads.count(head) > 1 or not head}
    if twice or not heads:
        raise InputError("table-heads", name=name, heads=", ".join(sorted(head or "∅" for head in twice)))
    if len(rows) > MOST_ROWS or len(heads) > MOST_COLUMNS:
        raise InputError("table-too-large", name=name, rows=MOST_ROWS, columns=MOST_COLUMNS)
    wide = next((at for at, row in enumerate(rows[1:], 2) if any(cell.strip() for cell in row[len(heads) :])), None)
    if wide:
        raise InputError("open-data-row", name=name, row=wide, cells=len(rows[wide - 1]), wanted=len(heads))
    return heads, [(row + [""] * len(heads))[: len(heads)] for row in rows[1:]]


def _csv(body: bytes, name: str, encoding: str, separator: str) -> list[list[str]]:
    text = _text(body, name, encoding)
    first = text.lstrip().split("\n", 1)[0]
    mark = separator or max(SEPARATORS, key=first.count)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=mark))
    except csv.Error as error:
        raise InputError("table-unreadable", name=name, said=str(error)[:80]) from error


def _text(body: bytes, name: str, encoding: str) -> str:
    if b"\0" in body:
        raise InputError("table-unreadable", name=name, said="NUL")
    for one in (encoding,) if encoding else ENCODINGS:
        try:
            return body.decode(one)
        except (UnicodeDecodeError, LookupError):
            continue
    raise InputError("table-unreadable", name=name, said=encoding or ", ".join(ENCODINGS))


def _workbook(body: bytes, name: str) -> list[list[str]]:
    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with zipfile.ZipFile(io.BytesIO(body)) as zipped:
            if sum(row.file_size for row in zipped.infolist()) > LARGEST_UNPACKED or len(zipped.infolist()) > 2000:
                raise InputError("table-too-large", name=name, rows=MOST_ROWS, columns=MOST_COLUMNS)
        book = openpyxl.load_workbook(io.BytesIO(body), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        rows = [[_cell(cell) for cell in row] for row in sheet.iter_rows(max_row=MOST_ROWS + 2, max_col=MOST_COLUMNS + 1, values_only=True)]
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, IndexError, EOFError, SyntaxError, TypeError) as error:
        raise InputError("table-unreadable", name=name, said=str(error)[:80]) from error
    return rows


def _cell(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ", timespec="seconds")
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
