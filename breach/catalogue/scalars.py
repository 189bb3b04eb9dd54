"""Reads one value of one type from TOML, JSON or a program, strictly: what is wrong is refused with a code of its own."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal

from breach.catalogue.labels import nearest_codes, with_nearest
from breach.catalogue.model import FactDef, nearest, shown
from breach.domain import instants
from breach.domain.facts import CodeSet, Scalar, Value
from breach.errors import InputError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

TEXT_LIMIT = 1_000_000
"""Characters of one free text."""
ROWS_LIMIT = 10_000
UNKNOWN_WORDS = ("unknown", "inconnu")
_YES, _NO = ("yes", "oui"), ("no", "non")
_PLACES = Decimal("0.000001")
_NAMED = Decimal("1e60")


MOST_NAMED = 100
"""A list of codes longer than this is named, not printed."""
_NAMED_AT_ONCE = 8


def is_unknown(raw: object) -> bool:
    """Whether ``raw`` says "asked, not known": null, "unknown" or "inconnu"."""
    return raw is None or (isinstance(raw, str) and raw in UNKNOWN_WORDS)


def free_text(fact: str, raw: object) -> str:
    """``raw`` as free text: any valid Unicode, every kind of newline made a line feed. Raises InputError."""
    if not isinstance(raw, str):
        raise InputError("fact-not-text", fact=fact, given=given(raw))
    if len(raw) > TEXT_LIMIT:
        raise InputError("fact-text-too-long", fact=fact, limit=TEXT_LIMIT)
    try:
        raw.encode("utf-8")
    except UnicodeEncodeError as error:
        raise InputError("fact-text-invalid", fact=fact) from error
    if "\0" in raw:
        raise InputError("fact-text-invalid", fact=fact)
    return raw.replace("\r\n", "\n").replace("\r", "\n")


def given(raw: object) -> str:
    """``raw`` as a message may name it."""
    if isinstance(raw, (dict, list)):
        return "{…}" if isinstance(raw, dict) else "[…]"
    return shown(raw if isinstance(raw, str) else str(raw)[:200])


def code_like(fact: str, text: str) -> str:
    """``text`` where it holds only visible characters and ordinary blanks. Raises InputError ``fact-control-characters``."""
    if not text.isprintable():
        raise InputError("fact-control-characters", fact=fact, given=shown(text))
    return text


def number(definition: FactDef, raw: object) -> int | Decimal:
    """``raw`` as a number of this count or decimal fact, within its limits. Raises InputError."""
    if isinstance(raw, bool) or not isinstance(raw, (int, float, Decimal)):
        raise InputError("fact-not-number", fact=definition.id, given=given(raw))
    exact = raw if isinstance(raw, (int, Decimal)) else Decimal(repr(raw))
    if isinstance(exact, Decimal) and not exact.is_finite():
        raise InputError("fact-not-number", fact=definition.id, given=str(exact))
    if not definition.minimum <= exact <= definition.maximum:
        raise InputError("fact-out-of-range", fact=definition.id, given=_short(exact), low=definition.minimum, high=definition.maximum)
    if definition.type == "decimal":
        return Decimal(exact).quantize(_PLACES).normalize() + 0
    if exact != int(exact):
        raise InputError("fact-not-whole", fact=definition.id, given=_short(exact))
    return int(exact)


def _short(exact: int | Decimal) -> str:
    """A number as a message may name it: as it was given; a huge one is never written out."""
    return f"{Decimal(exact):f}" if abs(Decimal(exact)) < _NAMED else "> 1e60"


def _text(definition: FactDef, raw: object, zone: str | None) -> str:
    import re

    del zone
    text = free_text(definition.id, raw)
    if definition.pattern and not re.fullmatch(definition.pattern, text):
        raise InputError("fact-pattern", fact=definition.id, given=shown(text))
    return text


def _yes_no(definition: FactDef, raw: object, zone: str | None) -> bool:
    del zone
    if isinstance(raw, bool):
        return raw
    if isinstance(raw, str) and raw in _YES + _NO:
        return raw in _YES
    raise InputError("fact-not-yes-no", fact=definition.id, given=given(raw))


def one_code(definition: FactDef, raw: object, *, of_several: bool = False) -> str:
    """``raw`` as one code of the fact's list. Raises InputError ``unknown-code``, or ``unknown-code-of-several`` where it may have company, with
    the nearest codes named.
    """
    if not isinstance(raw, str):
        raise InputError("fact-not-code", fact=definition.id, given=given(raw))
    code_like(definition.id, raw)
    if definition.code(raw) is None:
        codes = [code.id for code in definition.codes]
        raise InputError(
            "unknown-code-of-several" if of_several else "unknown-code",
            fact=definition.id,
            code=shown(raw),
            nearest=nearest_codes(definition, raw),
            codes=", ".join(codes) if len(codes) < MOST_NAMED else "ISO 3166",
        )
    return raw


def _codes(definition: FactDef, raw: list[object]) -> frozenset[str]:
    """Every item as a code of the fact's list. Raises InputError ``unknown-codes``, which names all that are none with their nearest."""
    known = [code.id for code in definition.codes]
    wrong = [item for item in raw if isinstance(item, str) and item.isprintable() and definition.code(item) is None]
    if len(wrong) > 1 and len(known) < MOST_NAMED:
        named = [with_nearest(definition, item) for item in wrong[:_NAMED_AT_ONCE]]
        raise InputError("unknown-codes", fact=definition.id, given="; ".join(named), codes=", ".join(known))
    return frozenset(one_code(definition, item, of_several=True) for item in raw)


def _one_of(definition: FactDef, raw: object, zone: str | None) -> str:
    del zone
    if definition.code("yes") and (isinstance(raw, bool) or raw in ("oui", "non")):
        return "yes" if raw in (True, "oui") else "no"
    return one_code(definition, raw)


def _country(definition: FactDef, raw: object, zone: str | None) -> str:
    del zone
    return one_code(definition, raw)


def _set_of(definition: FactDef, raw: object, zone: str | None) -> CodeSet | None:
    del zone
    items = [raw] if isinstance(raw, str) else raw
    if not isinstance(items, (list, tuple)):
        raise InputError("fact-not-set", fact=definition.id, given=given(raw))
    at_least = any(is_unknown(item) for item in items)
    rest = [item for item in items if not is_unknown(item)]
    codes = frozenset(_name(definition, item) for item in rest) if definition.type == "text_set" else _codes(definition, rest)
    return None if at_least and not codes else CodeSet(codes, at_least)


def _name(definition: FactDef, raw: object) -> str:
    text = free_text(definition.id, raw)
    if not text:
        raise InputError("fact-empty", fact=definition.id)
    return text


def instant(fact: str, raw: object, zone: str | None) -> datetime:
    """``raw``, RFC 3339 text or a TOML date-time, as an instant in UTC; local time takes ``zone``. Raises InputError."""
    if isinstance(raw, datetime):
        if raw.tzinfo is not None:
            return instants.within(_utc(raw), raw.isoformat())
        if zone is None:
            raise InputError("instant-without-zone", text=raw.isoformat())
        return instants.within(_from_wall(raw, zone), raw.isoformat())
    if isinstance(raw, (date, time)) or not isinstance(raw, str):
        raise InputError("fact-not-instant", fact=fact, given=given(raw))
    if raw != raw.strip():
        raise InputError("fact-not-instant", fact=fact, given=shown(raw))
    return instants.parse(code_like(fact, raw), zone)


def _utc(raw: datetime) -> datetime:
    try:
        return instants.need_utc(raw)
    except (OverflowError, ValueError) as error:
        raise InputError("impossible-instant", text=raw.isoformat()) from error


def _from_wall(raw: datetime, zone: str) -> datetime:
    try:
        return instants.from_wall(raw, zone)
    except (OverflowError, ValueError) as error:
        raise InputError("impossible-instant", text=raw.isoformat()) from error


def _instant(definition: FactDef, raw: object, zone: str | None) -> datetime:
    return instant(definition.id, raw, zone)


def _number(definition: FactDef, raw: object, zone: str | None) -> int | Decimal:
    del zone
    return number(definition, raw)


def _tables(definition: FactDef, raw: object, zone: str | None) -> tuple[Mapping[str, Scalar | None], ...]:
    if not isinstance(raw, (list, tuple)) or len(raw) > ROWS_LIMIT:
        raise InputError("fact-not-rows", fact=definition.id, given=given(raw))
    return tuple(_table_row(definition, row, zone) for row in raw)


def _table_row(definition: FactDef, row: object, zone: str | None) -> Mapping[str, Scalar | None]:
    if not isinstance(row, dict) or not row:
        raise InputError("fact-not-rows", fact=definition.id, given=given(row))
    columns = {column.id: column for column in definition.columns}
    made: dict[str, Scalar | None] = {}
    for key, raw in row.items():
        if key not in columns:
            raise InputError("fact-unknown-key", fact=definition.id, key=shown(str(key)), nearest=nearest(str(key), columns))
        made[key] = None if is_unknown(raw) else READERS[columns[key].type](columns[key], raw, zone)  # type: ignore[assignment]
    return made


def _country_counts(definition: FactDef, raw: object, zone: str | None) -> dict[str, int]:
    del zone
    if not isinstance(raw, dict):
        raise InputError("fact-not-country-counts", fact=definition.id, given=given(raw))
    return {one_code(definition, code): int(number(definition, count)) for code, count in raw.items()}


READERS: dict[str, Callable[[FactDef, object, str | None], Value | None]] = {
    "text": _text,
    "yes_no": _yes_no,
    "one_of": _one_of,
    "set_of": _set_of,
    "countries": _set_of,
    "text_set": _set_of,
    "count": _number,
    "decimal": _number,
    "instant": _instant,
    "country": _country,
    "country_counts": _country_counts,
    "tables": _tables,
}


def value(definition: FactDef, raw: object, zone: str | None) -> Value | None:
    """``raw`` as a value of ``definition``; None where it says "not known". Raises InputError."""
    return None if is_unknown(raw) else READERS[definition.type](definition, raw, zone)
