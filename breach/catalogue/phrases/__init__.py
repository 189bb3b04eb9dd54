"""What registers kept by hand say in words: counts with their unit and how well they are known, kinds of data, headings of columns.

A count is taken only where it says one thing; everything else stays words. Data and headings are proposed, never applied by themselves.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from breach import resources

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_NUMBER = re.compile(r"\d{1,3}(?:[ ]\d{3})+(?:,\d+)?|\d+(?:,\d+)?")
_GROUPED = re.compile(r"\d[.,]\d{3}(?!\d)")
_RANGE = re.compile(r"\s*(?:a|et|-|–|to|and)\s*")


@dataclass(frozen=True, slots=True)
class Counted:
    """A count as words say it: ``low`` and ``high`` inclusive, None open; ``exact``: a bare number. ``unit``: people, records, accounts or ""."""

    low: int | None
    high: int | None
    exact: bool
    unit: str


@lru_cache(maxsize=1)
def _words() -> dict[str, Any]:
    return tomllib.loads(resources.read_text("catalogue/phrases/fr.toml"))


def folded(text: str) -> str:
    """``text`` without accents, case, apostrophes and hyphens, blanks made single."""
    plain = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char)).casefold()
    return " ".join(re.sub(r"['’\u02bc_-]", " ", plain).split())


def counted(text: str) -> Counted | None:
    """« 2,8 millions de clients », « jusqu'à 227 000 », « entre 10 et 20 comptes »: the count; None where it does not say one thing.

    ``1.200`` and ``1,200`` may be a thousand or a fraction: None.
    """
    plain = " ".join(unicodedata.normalize("NFKC", text).split())
    words = "".join(char for char in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(char)).casefold()
    words = words.replace("'", " ").replace("’", " ").replace("~", "environ ")
    found = list(_NUMBER.finditer(words))
    if not found or len(found) > 2 or _GROUPED.search(words.replace(" ", "_")):
        return None
    numbers, rest, at = [], [], 0
    for number in found:
        value, end = _scaled(words, number)
        if value is None:
            return None
        rest.append(words[at : number.start()].strip())
        numbers.append(value)
        at = end
    rest.append(words[at:].strip(" ."))
    unit = _unit(rest[-1])
    if unit is None:
        return None
    if len(numbers) == 2:
        joined = _RANGE.fullmatch(rest[1] or " ")
        between = rest[0] in ("", "entre", "de", "between", "from")
        return Counted(min(numbers), max(numbers), exact=False, unit=unit) if joined and between else None
    return _qualified(rest[0], numbers[0], unit, bare=words[found[0].start() : at].replace(" ", "").isdigit())


def _scaled(words: str, number: re.Match[str]) -> tuple[int | None, int]:
    """The whole number at ``number`` with the word of scale after it, and where that ends; None where it is no whole number."""
    value, end = Decimal(number[0].replace(" ", "").replace(",", ".")), number.end()
    after = re.match(r"\s*([a-z]+)", words[end:])
    scale = _words()["count"]["scale"].get(after[1]) if after else None
    if scale:
        assert after is not None
        value, end = value * scale, end + after.end()
    return (int(value), end) if value == value.to_integral_value() and value <= 10**12 else (None, end)


def _unit(rest: str) -> str | None:
    """The unit that the words after a count name; "" where there are none, None where they say something else."""
    left = [
        word
        for word in re.sub(r"[()]", " ", rest).split()
        if word not in ("de", "d", "des", "concernees", "concernes", "environ", "impactees", "impactes")
    ]
    if not left:
        return ""
    table = _words()["count"]
    return next((unit for unit in ("people", "records", "accounts") if left == [left[0]] and left[0] in table[unit]), None)


def _qualified(before: str, number: int, unit: str, *, bare: bool) -> Counted | None:
    table = _words()["count"]
    ends: dict[str, tuple[int | None, int | None]] = {
        "at_most": (None, number),
        "under": (None, number - 1),
        "at_least": (number, None),
        "over": (number + 1, None),
        "about": (number, number),
    }
    for kind, (low, high) in ends.items():
        if before in table[kind]:
            return Counted(low, high, exact=False, unit=unit)
    return Counted(number, number, exact=bare, unit=unit) if not before else None


def data_types(text: str) -> list[str]:
    """The data types that ``text`` may mean, in the order of the table. A proposal; a longer phrase takes its words from shorter ones (« carte
    d'identité » is no « identité »).
    """
    words = f" {' '.join(re.sub(r'[^a-z0-9 ]', ' ', folded(text)).split())} "
    table = _words()["data"]
    found = set()
    for phrase, code in sorted(((phrase, code) for code, phrases in table.items() for phrase in phrases), key=lambda row: -len(row[0])):
        if f" {phrase} " in words:
            words = words.replace(f" {phrase} ", " | ")
            found.add(code)
    return [code for code in table if code in found]


def column(heading: str) -> str:
    """The fact that a column under ``heading`` may hold; "" where no word of it says so. A proposal."""
    words = f" {' '.join(re.sub(r'[^a-z0-9 ]', ' ', folded(heading)).split())} "
    return next((fact for fact, phrases in _words()["column"].items() if any(f" {phrase} " in words for phrase in phrases)), "")
