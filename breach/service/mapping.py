"""How the columns of an old register become facts: a mapping that a person wrote or confirmed, and a proposal to begin with.

An empty cell is unknown. A cell that does not say one thing is not guessed at: it has no home, is named, and stays as it is.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from breach.catalogue import open_data, phrases
from breach.catalogue.loader import load
from breach.catalogue.reading import read as read_fact
from breach.domain import instants
from breach.domain.facts import CodeSet, Fact
from breach.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from breach.catalogue.model import Catalogue, FactDef

_KEYS = frozenset({"separator", "encoding", "zone", "columns", "values"})
_DAY = r"(?:(?P<d>\d{1,2})[/.-](?P<m>\d{1,2})[/.-](?P<y>\d{4})|(?P<y2>\d{4})-(?P<m2>\d{2})-(?P<d2>\d{2}))"
_WHEN = re.compile(_DAY + r"(?:(?:\s*,?\s*(?:a\s+)?|T)(?P<h>\d{1,2})\s*(?:[:h]\s*(?P<mi>\d{2})(?::(?P<s>\d{2}))?|h))?\s*", re.IGNORECASE)
_CUT = re.compile(r"\s*[;\n,/]\s*|\s+et\s+")
_YES = {"oui": True, "yes": True, "vrai": True, "true": True, "x": True, "non": False, "no": False, "faux": False, "false": False}
UNITS = {"people": "people_count", "records": "records_count"}
"""The fact that holds a count of this unit."""


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """``columns``: fact by column ("" keeps the column only); ``values``: per column, what a cell's text means, as a facts file would say it."""

    columns: Mapping[str, str]
    values: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    separator: str = ""
    encoding: str = ""
    zone: str = ""


def parse(text: str, name: str) -> ColumnMap:
    """The mapping file ``text``. Raises InputError ``map-wrong``, ``unknown-fact``."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InputError("map-wrong", name=name, said=str(error)[:120]) from error
    columns, values = data.get("columns", {}), data.get("values", {})
    whole = isinstance(columns, dict) and all(isinstance(fact, str) for fact in columns.values())
    if set(data) - _KEYS or not whole or not isinstance(values, dict) or not all(isinstance(table, dict) for table in values.values()):
        raise InputError("map-wrong", name=name, said=", ".join(sorted(set(data) - _KEYS)) or "columns, values")
    return ColumnMap(_known(columns), values, *(str(data.get(key, "")) for key in ("separator", "encoding", "zone")))


def of_words(words: Sequence[str]) -> ColumnMap:
    """The mapping of ``COLUMN=FACT`` words. Raises InputError ``map-wrong``, ``unknown-fact``."""
    wrong = next((word for word in words if "=" not in word), None)
    if wrong is not None:
        raise InputError("map-wrong", name="--map", said=wrong[:80])
    return ColumnMap(_known(dict(word.rsplit("=", 1) for word in words)))


def _known(columns: Mapping[str, str]) -> Mapping[str, str]:
    for fact_id in columns.values():
        if fact_id:
            load().get(fact_id)
    return columns


def check(mapping: ColumnMap, heads: Sequence[str], name: str) -> None:
    """Refuse a mapping of columns that the table does not have, or of two columns to one fact. Raises InputError ``map-columns``, ``map-twice``."""
    missing = [column for column in (*mapping.columns, *mapping.values) if column not in heads]
    if missing:
        raise InputError("map-columns", name=name, columns=", ".join(missing), heads=", ".join(heads)[:400])
    used = [fact for fact in mapping.columns.values() if fact]
    twice = sorted({fact for fact in used if used.count(fact) > 1})
    if twice:
        raise InputError("map-twice", facts=", ".join(twice))


def proposed(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> ColumnMap:
    """What the headings and the data phrases of a table suggest: to be read, corrected and given back. Nothing of it is ever applied unasked."""
    columns: dict[str, str] = {}
    values: dict[str, dict[str, object]] = {}
    for at, head in enumerate(heads):
        fact = phrases.column(head)
        columns[head] = fact if fact not in columns.values() else ""
        if columns[head] == "data_types":
            found = {row[at].strip(): phrases.data_types(row[at]) for row in rows if row[at].strip()}
            values[head] = {text: codes for text, codes in list(found.items())[:200] if codes}
    return ColumnMap(columns, values)


def written(mapping: ColumnMap) -> str:
    """``mapping`` as a mapping file."""
    lines = [f"{key} = {_toml(value)}" for key in ("separator", "encoding", "zone") if (value := getattr(mapping, key))]
    lines += ["[columns]", *(f"{_toml(column)} = {_toml(fact)}" for column, fact in mapping.columns.items())]
    for column, table in mapping.values.items():
        if table:
            lines += ["", f"[values.{_toml(column)}]", *(f"{_toml(text)} = {_toml(meant)}" for text, meant in table.items())]
    return "\n".join(lines) + "\n"


def _toml(value: object) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(_toml, value))}]"
    escaped = "".join(
        f"\\u{ord(char):04X}" if ord(char) < 32 or ord(char) == 127 else char for char in str(value).replace("\\", "\\\\").replace('"', '\\"')
    )
    return f'"{escaped}"'


# -- one row


def facts_of(mapping: ColumnMap, heads: Sequence[str], row: Sequence[str], zone: str | None) -> tuple[dict[str, Fact], list[tuple[str, str]]]:
    """What ``row`` says in facts under ``mapping``, and (column, cell) of what has no home."""
    catalogue = load()
    facts: dict[str, Fact] = {}
    homeless: list[tuple[str, str]] = []
    for head, cell in zip(heads, row, strict=True):
        text = cell.strip()
        fact_id = mapping.columns.get(head, "")
        if not text:
            continue
        meant = mapping.values.get(head, {}).get(text)
        found = _fact(catalogue, fact_id, text, meant, mapping.zone or zone) if fact_id else None
        if found is None or found[0] in facts:
            homeless.append((head, cell))
        else:
            facts[found[0]] = found[1]
    return facts, homeless


def _fact(catalogue: Catalogue, fact_id: str, text: str, meant: object, zone: str | None) -> tuple[str, Fact] | None:
    """The fact (its id may be the one of the count's own unit) that ``text`` says; None where it does not say one thing."""
    definition = catalogue.get(fact_id)
    try:
        if meant is not None:
            return fact_id, read_fact(definition, meant, zone)
        if definition.type == "count":
            return _count(fact_id, text)
        if definition.type == "instant":
            at = _instant(text, zone)
            return (fact_id, Fact("known", at)) if at else None
        if definition.type == "yes_no":
            answer = _YES.get(phrases.folded(text))
            return None if answer is None else (fact_id, Fact("known", answer))
        if definition.type in ("one_of", "set_of"):
            return _coded(definition, text)
        return fact_id, read_fact(definition, text, zone)
    except InputError:
        return None


def _count(fact_id: str, text: str) -> tuple[str, Fact] | None:
    said = phrases.counted(text)
    if said is None or said.unit == "accounts":
        return None  # a count of accounts is neither one of people nor one of records
    home = UNITS.get(said.unit, fact_id)
    fact = Fact("known", said.low) if said.exact else Fact("estimated", low=said.low, high=said.high)
    return home, fact if fact.state == "known" else replace(fact, because=text)


def _instant(text: str, zone: str | None) -> datetime | None:
    """The instant that ``text`` names to the minute; None for a day without an hour: no hour is made up. Raises InputError."""
    found = _WHEN.fullmatch(text.replace("à", "a"))
    if found is None:
        return instants.parse(text, zone)
    if found["h"] is None or zone is None:
        return None
    year, month, day = found["y"] or found["y2"], found["m"] or found["m2"], found["d"] or found["d2"]
    try:
        wall = datetime.fromisoformat(f"{year}-{month:0>2}-{day:0>2}T{found['h']:0>2}:{found['mi'] or '00'}:{found['s'] or '00'}")
    except ValueError:
        return None
    return instants.within(instants.from_wall(wall, zone), text)


def _coded(definition: FactDef, text: str) -> tuple[str, Fact] | None:
    """Codes by their id, their words in either language, or the authority's; None unless every part is one."""
    known: dict[str, str] = {}
    for code in definition.codes:
        for words in (code.id, code.fr, code.en, code.cnil or ""):
            known.setdefault(open_data.folded(words), code.id)
    parts = [text] if open_data.folded(text) in known else [part for part in _CUT.split(text) if part]
    codes = [known.get(open_data.folded(part)) for part in parts]
    found = [code for code in codes if code]
    if not found or len(found) != len(codes) or (definition.type == "one_of" and len(found) != 1):
        return None
    value: Any = found[0] if definition.type == "one_of" else CodeSet(frozenset(found))
    return definition.id, Fact("known", value)
