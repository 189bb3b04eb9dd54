"""A number of a cell as the spreadsheet shows it: a day where its format is one, and the zeros that a format sets before a code or a telephone."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from breach.drafting.merge.workbook.parts import parsed

if TYPE_CHECKING:
    import zipfile

BUILT_IN_DAYS = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
"""Number formats that a file only names by number and that show a day or an hour (ECMA-376 part 1, 18.8.30)."""
_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_DAY = re.compile(r"[dmyhs]", re.IGNORECASE)
_DIGITS = re.compile(r"[0#]+")
_SPACES = re.compile(r'\\[ \u00a0\u202f.\-]|"[ \u00a0\u202f.\-]+"|[ \u00a0\u202f\-]')
_LOCALE = re.compile(r"\[\$-[^\]]*\]")
MOST_STYLES = 70_000


class Shown:
    """How numbers are shown, by the number of the cell's style."""

    def __init__(self) -> None:
        self._formats: dict[int, str] = {}
        self._styles: list[int] = []
        self.since_1904 = False

    def read(self, zipped: zipfile.ZipFile, name: str) -> None:
        """Take the formats from the part ``name``."""
        inside = ""  # conditional formats have numbers of their own, that are no cell's

        def begin(tag: str, marks: dict[str, str]) -> None:
            nonlocal inside
            if tag in ("numFmts", "cellXfs"):
                inside = tag
            elif tag == "numFmt" and inside == "numFmts" and len(self._formats) < MOST_STYLES:
                self._formats[int(marks["numFmtId"])] = marks["formatCode"]
            elif tag == "xf" and inside == "cellXfs" and len(self._styles) < MOST_STYLES:
                self._styles.append(int(marks.get("numFmtId", "0")))

        def end(tag: str) -> None:
            nonlocal inside
            inside = "" if tag == inside else inside

        for _ in parsed(zipped, name, begin, end):
            pass

    def number(self, text: str, style: int) -> str:
        """The number ``text`` of a cell of ``style``: a day as ISO, another whole number without exponent or decimals."""
        named = self._styles[style] if style < len(self._styles) else 0
        code = self._formats.get(named, "")
        if _DAY.search(_LITERAL.sub("", code)) if code else named in BUILT_IN_DAYS:
            return self._day(float(text)) or text
        plain = whole(text)
        return plain.zfill(width(code)) if code and plain.isdecimal() else plain

    def _day(self, serial: float) -> str:
        if not self.since_1904 and 0 <= serial < 1:
            return ""  # an hour, or the "00/01/1900" that a formula makes of an empty cell
        since = date(1904, 1, 1) if self.since_1904 else date(1899, 12, 30 + (serial < 60))  # 1900 counts a 29 February that never was
        try:
            return (since + timedelta(days=int(serial))).isoformat()
        except (OverflowError, ValueError):
            return ""


def whole(text: str) -> str:
    """``text`` as a whole number where it is one."""
    if text.isdecimal():
        return text
    number = float(text)
    return str(int(number)) if number.is_integer() and abs(number) < 1e15 else text


def width(code: str) -> int:
    """The digits that the format ``code`` always shows: 5 for ``00000``, 10 for that of a telephone; 0 where it sets no zeros before."""
    plain = _SPACES.sub("", _LOCALE.sub("", code.split(";", 1)[0]))
    return len(plain) - plain.index("0") if _DIGITS.fullmatch(plain) and "0" in plain else 0
