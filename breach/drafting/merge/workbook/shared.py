"""The texts that a workbook keeps apart from its cells: held packed, since a list of 100,000 people has a million of them."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

from breach.drafting.merge.workbook.parts import parsed
from breach.errors import InputError

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Collection, Iterator

BLOCK = 256
"""Texts that are packed together."""
OPEN = 32
"""Blocks kept unpacked: texts mostly come in the order of the rows, and those of many rows come often."""
MOST_HELD = 200_000_000
"""Bytes, packed."""
LONGEST = 40_000
"""Characters kept of one text: a spreadsheet's cell holds 32,767."""


class Texts:
    """Texts by their number, from 0, in the order in which they were added."""

    __slots__ = ("_last", "_open", "_packed", "held")

    def __init__(self) -> None:
        self._packed: list[bytes] = []
        self._last: list[str] = []
        self._open: dict[int, list[str]] = {}
        self.held = 0

    def add(self, text: str) -> None:
        """Put ``text`` after the others; no text of a workbook has a NUL in it."""
        self._last.append(text)
        if len(self._last) == BLOCK:
            packed = zlib.compress("\0".join(self._last).encode("utf-8", "surrogatepass"))
            self._packed.append(packed)
            self.held += len(packed)
            self._last.clear()

    def __getitem__(self, number: int) -> str:
        """Text ``number``. Raises IndexError."""
        if number < 0:
            raise IndexError(number)
        block, place = divmod(number, BLOCK)
        return self._last[place] if block == len(self._packed) else self._block(block)[place]

    def _block(self, block: int) -> list[str]:
        found = self._open.pop(block, None)
        if found is None:
            found = zlib.decompress(self._packed[block]).decode("utf-8", "surrogatepass").split("\0")
            if len(self._open) >= OPEN:
                del self._open[next(iter(self._open))]
        self._open[block] = found  # the one used last stands last
        return found


def texts(zipped: zipfile.ZipFile, name: str) -> Texts:
    """All texts of the part ``name``. Raises InputError ``workbook-too-big``."""
    found = Texts()
    for one in _items(zipped, name):
        for text in one:
            found.add(text)
        if found.held > MOST_HELD:
            raise InputError("workbook-too-big", path=zipped.filename, largest=MOST_HELD // 1_000_000)
    return found


def some(zipped: zipfile.ZipFile, name: str, wanted: Collection[int]) -> dict[int, str]:
    """The texts whose numbers are ``wanted``, by number: read no further than they lie."""
    found: dict[int, str] = {}
    number = 0
    for one in _items(zipped, name):
        found |= {at: text for at, text in enumerate(one, number) if at in wanted}
        number += len(one)
        if len(found) == len(wanted):
            break
    return found


def _items(zipped: zipfile.ZipFile, name: str) -> Iterator[list[str]]:
    """The texts of the part, in pieces; reading aids set above a text (``rPh``) are no part of it."""
    reader = _Reader()
    for _ in parsed(zipped, name, reader.begin, reader.end, reader.text):
        yield reader.found
        reader.found = []


class _Reader:
    """Gathers the texts (``si``), each of which may lie in several runs (``t``)."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._runs: list[str] = []
        self._long = 0
        self._inside = self._aside = False

    def begin(self, tag: str, _: dict[str, str]) -> None:
        if tag == "si":
            self._runs, self._long = [], 0
        elif tag == "rPh":
            self._aside = True
        elif tag == "t":
            self._inside = not self._aside

    def end(self, tag: str) -> None:
        if tag == "si":
            self.found.append("".join(self._runs))
        elif tag == "rPh":
            self._aside = False
        elif tag == "t":
            self._inside = False

    def text(self, piece: str) -> None:
        if self._inside and self._long < LONGEST:
            self._runs.append(piece)
            self._long += len(piece)
