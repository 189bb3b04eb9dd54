"""The rows of the first visible sheet of a workbook, one at a time."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from breach.drafting.merge.workbook import parts, shared
from breach.drafting.merge.workbook.shown import Shown

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Iterator, Mapping

MOST_ROWS = 1_048_576
MOST_COLUMNS = 200
ERROR = "\uffff"
"""In place of a cell that shows an error (#N/A), or whose formula was never computed: no text, and never an empty one."""
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_MAIN = "xl/workbook.xml"


def rows(path: str) -> Iterator[list[str]]:
    """The rows of the workbook at ``path``; a row that is left out is an empty one. Raises InputError ``workbook-…`` (``parts.opened``)."""
    with parts.opened(path) as zipped:
        book = _Book(zipped)
        held = shared.texts(zipped, book.texts) if book.texts else shared.Texts()
        for cells in book.rows():
            yield [_cell(held[int(value)] if kind == "s" else value) for kind, value in cells]


def first_row(path: str) -> list[str]:
    """The first row of the workbook at ``path``, without reading the rest. Raises as ``rows``."""
    with parts.opened(path) as zipped:
        book = _Book(zipped)
        cells = next(book.rows(), [])
        wanted = {int(value) for kind, value in cells if kind == "s"}
        held = shared.some(zipped, book.texts, wanted) if wanted else {}
        return [_cell(held[int(value)] if kind == "s" else value) for kind, value in cells]


def _cell(text: str) -> str:
    """``text`` with the characters that the format writes by their number (a carriage return as ``_x000D_``)."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text).replace("\r\n", "\n").replace("\r", "\n") if "_x" in text else text


class _Book:
    """Where things lie in a workbook."""

    def __init__(self, zipped: zipfile.ZipFile) -> None:
        self._zipped = zipped
        main = next((place for kind, place in parts.related(zipped, "").values() if kind == "officeDocument"), _MAIN)
        near = parts.related(zipped, main)
        self.texts = next((place for kind, place in near.values() if kind == "sharedStrings"), "")
        self._shown = Shown()
        self._sheet = self._first(main, near)
        styles = next((place for kind, place in near.values() if kind == "styles"), "")
        if styles:
            self._shown.read(zipped, styles)

    def _first(self, main: str, near: Mapping[str, tuple[str, str]]) -> str:
        """The first sheet that is shown."""
        found: list[str] = []

        def begin(tag: str, marks: dict[str, str]) -> None:
            if tag == "sheet" and marks.get("state", "visible") == "visible":
                rel = next((value for name, value in marks.items() if name.rpartition(":")[2] == "id"), "")
                kind, place = near.get(rel, ("", ""))
                found.extend([place] if kind == "worksheet" else [])
            elif tag == "workbookPr":
                self._shown.since_1904 = marks.get("date1904") in ("1", "true")

        for _ in parts.parsed(self._zipped, main, begin):
            pass
        if not found:
            raise parts.Refused(f"{main}: <sheet> ?")
        return found[0]

    def rows(self) -> Iterator[list[tuple[str, str]]]:
        """The rows as pairs: ``s`` and the number of a shared text, or "" and the text."""
        reader = _Rows(self._shown)
        number = 0
        for _ in parts.parsed(self._zipped, self._sheet, reader.begin, reader.end, reader.text):
            for at, cells in reader.found:
                if not number < at <= MOST_ROWS:
                    raise parts.Refused(f"{self._sheet}: row {at}")
                yield from ([] for _ in range(number + 1, at))
                yield cells
                number = at
            reader.found = []


class _Rows:
    """Gathers rows and their cells."""

    def __init__(self, shown: Shown) -> None:
        self.found: list[tuple[int, list[tuple[str, str]]]] = []
        self._shown = shown
        self._number = 0
        self._cells: list[tuple[str, str]] = []
        self._column = self._style = self._long = 0
        self._kind = ""
        self._listed = self._inside = self._aside = self._formula = False
        self._runs: list[str] = []

    def begin(self, tag: str, marks: dict[str, str]) -> None:
        if not self._listed:
            self._listed = tag == "sheetData"  # what is drawn on a sheet names rows too
        elif tag == "c":
            self._column = _column(marks["r"]) if "r" in marks else self._column + 1
            self._kind, self._style = marks.get("t", "n"), int(marks.get("s", "0"))
            self._runs, self._long, self._formula = [], 0, False
        elif tag in ("v", "t"):
            self._inside = not self._aside
        elif tag == "f":
            self._formula = True
        elif tag == "rPh":
            self._aside = True
        elif tag == "row":
            self._number = int(marks["r"]) if "r" in marks else self._number + 1
            self._cells, self._column = [], 0

    def end(self, tag: str) -> None:
        if not self._listed:
            return
        if tag == "c":
            self._put()
        elif tag == "sheetData":
            self._listed = False
        elif tag in ("v", "t"):
            self._inside = False
        elif tag == "rPh":
            self._aside = False
        elif tag == "row":
            self.found.append((self._number, self._cells))

    def text(self, piece: str) -> None:
        if self._inside and self._long < shared.LONGEST:
            self._runs.append(piece)
            self._long += len(piece)

    def _put(self) -> None:
        if self._formula and self._kind == "n" and not self._runs:  # a computed one holds a number; an empty text is of another kind
            self._kind, self._runs = "e", [ERROR]
        if not self._runs or not len(self._cells) < self._column <= MOST_COLUMNS:
            return
        self._cells.extend([("", "")] * (self._column - 1 - len(self._cells)))
        text = "".join(self._runs)
        if self._kind == "n":
            text = self._shown.number(text, self._style)
        elif self._kind == "e":
            text = ERROR
        self._cells.append(("s" if self._kind == "s" else "", text))


def _column(name: str) -> int:
    """The number of the column of the cell ``name``, from 1: 28 for ``AB7``."""
    number = 0
    for letter in name:
        if not "A" <= letter <= "Z":
            break
        number = number * 26 + ord(letter) - 64
        if number > 100_000:
            break
    return number
