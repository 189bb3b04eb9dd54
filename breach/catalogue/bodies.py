"""Facts written to the bodies of entries and read back, and written to JSON for other programs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import cast

from breach.domain import instants
from breach.domain.facts import CodeSet, Fact, Value
from breach.domain.text import Text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from breach.catalogue.model import FactDef


def to_body(definition: FactDef, fact: Fact) -> dict[str, object]:
    """``fact`` as the body of an entry: text, whole numbers, booleans and null only.

    Keys: ``state``, ``value``, ``low``, ``high``, ``because``, ``until``, ``source``, ``learnt_at``; absent ones are left out. Free text is marked
    ``Text``; instants end in Z; decimals are text; a set is ``{"codes": [...sorted], "at_least": bool}``.
    """
    body: dict[str, object] = {"state": fact.state}
    if fact.value is not None:
        body["value"] = _out(definition, fact.value)
    for key, end in (("low", fact.low), ("high", fact.high)):
        if end is not None:
            body[key] = _out(definition, end)
    for key, text in (("because", fact.because), ("source", fact.source)):
        if text is not None:
            body[key] = Text(text)
    for key, at in (("until", fact.until), ("learnt_at", fact.learnt_at)):
        if at is not None:
            body[key] = _z(at)
    return body


def _z(at: datetime) -> str:
    return instants.to_z_micro(at) if at.microsecond else instants.to_z(at)


def _out(definition: FactDef, found: Value) -> object:
    if isinstance(found, bool | int):
        return found
    if isinstance(found, Decimal):
        return f"{found:f}"
    if isinstance(found, datetime):
        return _z(found)
    if isinstance(found, str):
        return Text(found) if definition.type == "text" else found
    if isinstance(found, CodeSet):
        codes = sorted(found.codes)
        return {"codes": [Text(code) for code in codes] if definition.type == "text_set" else codes, "at_least": found.at_least}
    if isinstance(found, Mapping):
        return dict(found)
    columns = {column.id: column for column in definition.columns}
    return [{key: None if cell is None else _out(columns[key], cell) for key, cell in row.items()} for row in found]


def from_body(definition: FactDef, body: Mapping[str, object], entry: int | None = None) -> Fact:
    """The fact that ``to_body`` wrote, set by ``entry``. A text that was erased since (None) is left out."""
    ends = {key: _in_number(definition, body[key]) for key in ("low", "high") if body.get(key) is not None}
    at = {key: instants.from_z(str(body[key])) for key in ("until", "learnt_at") if body.get(key) is not None}
    texts = {key: str(body[key]) for key in ("because", "source") if body.get(key) is not None}
    found = None if body.get("value") is None else _in(definition, body["value"])
    return Fact(state=body["state"], value=found, entry=entry, **ends, **at, **texts)  # type: ignore[arg-type]


def _in_number(definition: FactDef, raw: object) -> int | Decimal:
    return Decimal(str(raw)) if definition.type == "decimal" else int(str(raw))


def _in(definition: FactDef, raw: object) -> Value:
    if definition.type in ("count", "decimal"):
        return _in_number(definition, raw)
    if definition.type == "instant":
        return instants.from_z(str(raw))
    if isinstance(raw, Mapping) and definition.type != "country_counts":
        return CodeSet(frozenset(str(code) for code in raw["codes"] if code is not None), bool(raw["at_least"]))
    if isinstance(raw, list):
        columns = {column.id: column for column in definition.columns}
        return tuple({key: None if cell is None else cast("str", _in(columns[key], cell)) for key, cell in row.items()} for row in raw)
    if isinstance(raw, Mapping):
        return {str(code): int(str(count)) for code, count in raw.items()}
    return raw if isinstance(raw, bool) else str(raw)


def to_json(definition: FactDef, fact: Fact) -> dict[str, object]:
    """``fact`` as ``breach facts --json`` gives it.

    ``known`` is the state; ``value`` is the known value, "unknown" where it is not known or cannot be, null for an estimate or an assumption;
    ``estimate`` is ``[low, high]`` with "unknown" for an open end. Yes/no is "yes" or "no"; a set is a list, with "unknown" in it for "at least".
    """
    unknown = fact.state in ("unknown", "cannot_be_known")
    ends = [_json(definition, end) if end is not None else "unknown" for end in (fact.low, fact.high)]
    plain = None if fact.value is None else _json(definition, fact.value)
    return {
        "known": fact.state,
        "value": "unknown" if unknown else plain if fact.state == "known" else None,
        "estimate": ends if fact.state == "estimated" else None,
        "assumed": plain if fact.state == "assumed" else None,
        "because": fact.because,
        "until": None if fact.until is None else _z(fact.until),
        "source": fact.source,
        "learnt_at": None if fact.learnt_at is None else _z(fact.learnt_at),
        "entry": fact.entry,
    }


def _json(definition: FactDef, found: Value) -> object:
    if isinstance(found, bool):
        return "yes" if found else "no"
    if isinstance(found, Decimal):
        return int(found) if found == found.to_integral_value() else float(found)
    if isinstance(found, CodeSet):
        known = [code.id for code in definition.codes if code.id in found.codes] or sorted(found.codes)
        return known + ["unknown"] * found.at_least
    if isinstance(found, tuple):
        columns = {column.id: column for column in definition.columns}
        return [{key: "unknown" if cell is None else _json(columns[key], cell) for key, cell in row.items()} for row in found]
    return _z(found) if isinstance(found, datetime) else dict(found) if isinstance(found, Mapping) else found
