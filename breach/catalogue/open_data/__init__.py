"""The CNIL's open data: its table read and written cell by cell, and what facts say in its words.

A table comes out as it came in: note, header, every cell. Labels are recognised with apostrophes and blanks folded, and never rewritten.
Several labels of one cell are joined by a comma without a blank, while labels hold commas with one: that is where a cell is cut.
"""

from __future__ import annotations

import csv
import io
import re
import tomllib
from dataclasses import dataclass
from datetime import UTC
from functools import lru_cache

from breach import resources
from breach.domain.facts import CodeSet, Fact
from breach.errors import InputError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Any

    from breach.catalogue.model import Catalogue, FactDef

MOST_ROWS = 500_000
_BETWEEN = re.compile(r",(?=\S)")
_APOSTROPHES = str.maketrans({"\u2019": "'", "\u2018": "'", "\u00b4": "'", "\u0060": "'"})


@dataclass(frozen=True, slots=True)
class Table:
    """A published table: ``before`` the rows above the header, ``header`` and ``rows`` as they came, ``encoding`` ("cp1252" or "utf-8")."""

    before: tuple[tuple[str, ...], ...]
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    encoding: str


@dataclass(frozen=True, slots=True)
class Placed:
    """What a row says in facts, and ``homeless``: (column, value) of what no fact has a home for; such values are only kept."""

    facts: Mapping[str, Fact]
    homeless: tuple[tuple[str, str], ...]


@lru_cache(maxsize=1)
def _format() -> dict[str, Any]:
    return tomllib.loads(resources.read_text("catalogue/open_data/cnil.toml"))


def columns() -> tuple[str, ...]:
    """The ids of the columns, in order."""
    return tuple(column["id"] for column in _format()["column"])


def header() -> tuple[str, ...]:
    """The header as it is published, the no-break space of its first cell included."""
    return tuple(column["name"] for column in _format()["column"])


def folded(text: str) -> str:
    """``text`` as labels are compared: one kind of apostrophe, never doubled, one kind of blank, none around."""
    return re.sub(r"'+", "'", " ".join(text.translate(_APOSTROPHES).split())).casefold()


def parse(body: bytes, name: str) -> Table:
    """The table in ``body``. Raises InputError ``open-data-encoding``, ``open-data-header``, ``open-data-row``."""
    text, encoding = _decoded(body, name)
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=_format()["separator"]))
    while rows and not any(rows[-1]):
        rows.pop()
    names = [{folded(one) for one in (column["name"], *column.get("also", ()))} for column in _format()["column"]]
    at = next((n for n, row in enumerate(rows[:20]) if len(row) == len(names) and all(map(_is, row, names))), None)
    if at is None:
        raise InputError("open-data-header", name=name, expected="; ".join(cell.strip() for cell in header()))
    wrong = next((n for n, row in enumerate(rows[at + 1 :], at + 2) if len(row) != len(names)), None)
    if wrong is not None or len(rows) > MOST_ROWS:
        raise InputError("open-data-row", name=name, row=wrong or MOST_ROWS, cells=len(rows[(wrong or 1) - 1]), wanted=len(names))
    return Table(tuple(map(tuple, rows[:at])), tuple(rows[at]), tuple(map(tuple, rows[at + 1 :])), encoding)


def _is(cell: str, names: set[str]) -> bool:
    return folded(cell) in names


def _decoded(body: bytes, name: str) -> tuple[str, str]:
    if b"\0" in body:
        raise InputError("open-data-encoding", name=name, at=body.index(b"\0"))
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            return body.decode(_format()["encoding"]), _format()["encoding"]
        except UnicodeDecodeError as error:
            raise InputError("open-data-encoding", name=name, at=error.start) from error
    return text, _format()["encoding"] if text.isascii() else "utf-8"


def written(table: Table) -> bytes:
    """``table`` as it is published: separator, CRLF, quotes only where a cell needs them. Raises InputError ``open-data-character``."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=_format()["separator"], lineterminator="\r\n")
    writer.writerows([*table.before, table.header, *table.rows])
    try:
        return out.getvalue().encode(table.encoding)
    except UnicodeEncodeError as error:
        raise InputError("open-data-character", character=f"U+{ord(error.object[error.start]):04X}", encoding=table.encoding) from error


# -- cells and facts


def placed(row: Sequence[str], catalogue: Catalogue) -> Placed:
    """What ``row`` says in facts."""
    facts: dict[str, Fact] = {}
    homeless: list[tuple[str, str]] = []
    for column, cell in zip(_format()["column"], row, strict=True):
        if not cell.strip():
            continue
        fact_id = column.get("fact", "")
        if not fact_id:
            homeless.append((column["id"], cell))
        elif fact_id == "people_count":
            band = _band(cell)
            facts |= {fact_id: band} if band else {}
            homeless += [] if band else [(column["id"], cell)]
        else:
            fact, strange = _codes(catalogue.get(fact_id), cell)
            facts |= {fact_id: fact} if fact else {}
            homeless += [(column["id"], label) for label in strange]
    return Placed(facts, tuple(homeless))


def _codes(definition: FactDef, cell: str) -> tuple[Fact | None, list[str]]:
    """The codes of the labels in ``cell``, and the labels that are none. Beside one that is not known the set may hold more."""
    known = _labels(definition)
    labels = [cell] if folded(cell) in known else _BETWEEN.split(cell)
    codes = [known[folded(label)] for label in labels if folded(label) in known]
    strange = [label for label in labels if folded(label) not in known]
    if not codes:
        return None, strange
    if definition.type == "one_of":
        return Fact("known", codes[0]), strange
    return Fact("known", CodeSet(frozenset(codes), at_least=bool(strange))), strange


def _labels(definition: FactDef) -> dict[str, str]:
    return {folded(code.cnil): code.id for code in definition.codes if code.cnil}


def _band(cell: str) -> Fact | None:
    band = next((band for band in _format()["band"] if folded(band["name"]) == folded(cell)), None)
    return Fact("estimated", low=band["low"], high=band.get("high"), because=cell.strip()) if band else None


def cell_of(fact: Fact | None, definition: FactDef) -> str:
    """What the published table says of ``fact``; "" where it has no word for it."""
    if fact is None or fact.state not in ("known", "estimated"):
        return ""
    if definition.type == "count":
        value = fact.value if isinstance(fact.value, int) else None
        low, high = (value, value) if value is not None else (fact.low, fact.high)
        return next((band["name"] for band in _format()["band"] if _inside(low, high, band)), "")
    codes = fact.value.codes if isinstance(fact.value, CodeSet) else {fact.value}
    return ",".join(code.cnil for code in definition.codes if code.id in codes and code.cnil)


def _inside(low: Any, high: Any, band: Mapping[str, Any]) -> bool:
    if low is None or low < band["low"]:
        return False
    return "high" not in band or (high is not None and high <= band["high"])


def own_row(month: Any, sector: str, facts: Mapping[str, Fact], catalogue: Catalogue) -> tuple[str, ...]:
    """A file of the organisation's own in the published form. ``month``: the instant (UTC) of its first notice, None before it."""
    made = []
    for column in _format()["column"]:
        fact_id = column.get("fact", "")
        if fact_id:
            made.append(cell_of(facts.get(fact_id), catalogue.get(fact_id)))
        elif column["id"] == "month":
            made.append(f"{month.astimezone(UTC):%Y-%m}" if month else "")
        elif column["id"] == "sector":
            made.append(sector)
        else:
            made.append(_sensitive(facts.get("sensitive")))
    return tuple(made)


def _sensitive(fact: Fact | None) -> str:
    return "Oui" if fact is not None and isinstance(fact.value, CodeSet) and fact.value.codes else ""


def changed_cells(row: Sequence[str], facts: Mapping[str, Fact], changed: Iterable[str], catalogue: Catalogue) -> tuple[str, ...]:
    """``row`` with the cells of the facts in ``changed`` written anew; all others as they came."""
    again = set(changed)
    return tuple(
        cell_of(facts.get(column["fact"]), catalogue.get(column["fact"])) if column.get("fact") in again else cell
        for column, cell in zip(_format()["column"], row, strict=True)
    )
