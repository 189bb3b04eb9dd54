"""The authority's recap of a filing, pasted or attached as text, beside what was filed, field by field.

Spacing, accents, capitals, apostrophes, the way of writing dates and the grouping of digits make no difference: what is said does.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FOUND, DIFFERS, NOT_FOUND = "found", "differs", "not_found"
_MONTHS = ["janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout", "septembre", "octobre", "novembre", "decembre"]
_NAMED = re.compile(rf"\b(\d{{1,2}})(?:er)? ({'|'.join(_MONTHS)}) (\d{{4}})")
_SLASHED = re.compile(r"\b(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\b")
_ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})(?:t(?=\d))?")
_HOUR = re.compile(r"\b(\d{1,2}) ?(?:h|:) ?(\d{2})?(?::\d{2})?(?!\d)")
_DIGITS = re.compile(r"(?<=\d)[ \u00a0\u202f.,](?=\d{3}(?!\d))")
_OURS = re.compile(r" ?\((?:estimation|hypothese|heure de|fuseau|temps universel|liste non definitive)[^)]*\)")
_RANGE = re.compile(r"entre (\d+) et (\d+)")
_AT_LEAST, _AT_MOST = re.compile(r"au moins (\d+)"), re.compile(r"au plus (\d+)")
_LONG = 12
"""Letters from which a text is told from another wherever it stands."""


@dataclass(frozen=True, slots=True)
class _Recap:
    """The recap: its lines as they came and as they are compared, with the place of each in the whole."""

    raw: tuple[str, ...]
    text: str
    starts: tuple[int, ...]

    def line_at(self, place: int) -> int:
        return max(at for at, start in enumerate(self.starts) if start <= place)


def plain(text: str) -> str:
    """``text`` without what makes no difference."""
    bare = "".join(char for char in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(char))
    bare = bare.replace("œ", "oe").replace("æ", "ae")
    bare = _DIGITS.sub("", " ".join(bare.split()))
    bare = _NAMED.sub(lambda m: f"{m[3]}{_MONTHS.index(m[2]) + 1:02d}{int(m[1]):02d}d", bare)
    bare = _SLASHED.sub(lambda m: f"{m[3]}{int(m[2]):02d}{int(m[1]):02d}d", bare)
    bare = _ISO.sub(r"\1\2\3d ", bare)
    bare = _HOUR.sub(lambda m: f"{int(m[1]):02d}{m[2] or '00'}t", bare)
    bare = re.sub(r"(?<=d) a (?=\d{4}t)", " ", bare)
    return " ".join("".join(char if char.isalnum() else " " for char in bare).split())


def compared(text: str, values: Sequence[Mapping[str, str]]) -> list[dict[str, str]]:
    """Each of ``values`` (rubric, field, label, value, in form order) with what the recap ``text`` says of it.

    ``result``: ``found`` (the same), ``differs`` (``seen`` is what stands there) or ``not_found``. Fields of which nothing was said are left out.
    """
    recap, labels = _recap(text), [plain(row["label"]) for row in values]
    places = _places(recap.text, labels)
    asked = [(row, place) for row, place in zip(values, places, strict=True) if row["state"] != "unknown"]
    return [_one(row, place, recap, sorted(at for at in places if at is not None)) for row, place in asked]


def _recap(text: str) -> _Recap:
    rows = [(line, made) for line in text.splitlines() if (made := plain(line))]
    starts, at = [], 0
    for _, made in rows:
        starts.append(at)
        at += len(made) + 1
    return _Recap(tuple(line for line, _ in rows), " ".join(made for _, made in rows), tuple(starts))


def _places(text: str, labels: Sequence[str]) -> list[int | None]:
    """Where each label stands, looked for in form order first: the same words may label two fields (Nom, Prénom)."""
    found: list[int | None] = []
    at = 0
    for label in labels:
        here = _word(text, label, at)
        if here is None:
            here = _word(text, label, 0) if len(label) >= _LONG else None
        else:
            at = here + len(label)
        found.append(here)
    return found


def _word(text: str, words: str, start: int) -> int | None:
    at = f" {text} ".find(f" {words} ", start) if words else -1
    return None if at < 0 else at


def _one(row: Mapping[str, str], place: int | None, recap: _Recap, places: Sequence[int]) -> dict[str, str]:
    wanted = [plain(_OURS.sub("", plain_marks(line))) for line in row["value"].split("\n")]
    wanted = [line for line in wanted if line]
    out = {"rubric": row["rubric"], "field": row["field"], "label": row["label"], "expected": row["value"], "result": NOT_FOUND, "seen": ""}
    if place is not None:
        begin = place + len(plain(row["label"]))
        end = next((at for at in places if at > place), len(recap.text))
        part = recap.text[begin:end].strip()
        if all(_says(part, line) for line in wanted):
            return out | {"result": FOUND}
        if part:
            first, last = recap.line_at(place), recap.line_at(max(place, end - 1))
            seen = " ".join(recap.raw[first : last + 1]) if last > first else recap.raw[first]
            return out | {"result": DIFFERS, "seen": " ".join(seen.split())[:300]}
    if wanted and all(len(line) >= _LONG and _says(recap.text, line) for line in wanted):
        return out | {"result": FOUND}
    return out


def plain_marks(line: str) -> str:
    """``line`` with small letters and without accents, its brackets still there: to take our own remarks out."""
    return "".join(char for char in unicodedata.normalize("NFKD", line.casefold()) if not unicodedata.combining(char))


def _says(part: str, line: str) -> bool:
    if f" {line} " in f" {part} ":
        return True
    numbers = [int(word) for word in part.split() if word.isdigit() and len(word) < 16]
    span, least, most = _RANGE.search(line), _AT_LEAST.search(line), _AT_MOST.search(line)
    if span:
        return any(int(span[1]) <= number <= int(span[2]) for number in numbers)
    if least:
        return any(number >= int(least[1]) for number in numbers)
    return bool(most) and any(number <= int(most[1]) for number in numbers) if most else False
