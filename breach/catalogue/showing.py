"""Facts in words: one line for people, in French or English."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from breach.domain import instants
from breach.domain.facts import CodeSet, Fact, Value
from breach.i18n import t

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from breach.catalogue.model import FactDef

_GROUP = {"fr": "\u202f", "en": ","}


def show(definition: FactDef, fact: Fact, lang: str, zone: str | None) -> str:
    """One line for people: the value in words with how well it is known. Instants are shown in ``zone``, or in UTC where it is None.

    Words of the user are data: the line may hold any printable text of theirs, its newlines made " / ".
    """
    if fact.state == "estimated":
        return _estimate(definition, fact, lang)
    if fact.state == "cannot_be_known":
        return t("values.cannot_be_known", lang, why=_line(fact.because)) if fact.because else t("values.cannot_be_known_bare", lang)
    if fact.state == "unknown" or fact.value is None:
        return t("values.unknown", lang)
    words = show_value(definition, fact.value, lang, zone)
    if fact.state == "assumed":
        words = t("values.assumed", lang, value=words)
        words += f" ({_line(fact.because)})" if fact.because else ""
        words += t("values.until", lang, until=show_instant(fact.until, lang, zone)) if fact.until else ""
    return words


def _estimate(definition: FactDef, fact: Fact, lang: str) -> str:
    if fact.low is not None and fact.low == fact.high:
        words = t("values.about", lang, number=_number(definition, fact.low, lang))
    elif fact.low is None or fact.high is None:
        end = fact.low if fact.high is None else fact.high
        words = t("values.at_least_number" if fact.high is None else "values.at_most", lang, number=_number(definition, end or 0, lang))
    else:
        words = t("values.between", lang, low=_number(definition, fact.low, lang), high=_number(definition, fact.high, lang))
    return words + (t("values.estimate_of", lang, basis=_line(fact.because)) if fact.because else t("values.estimate", lang))


def show_value(definition: FactDef, value: Value, lang: str, zone: str | None) -> str:
    """A known value in words, on one line."""
    if isinstance(value, bool):
        return t("values.yes" if value else "values.no", lang)
    if isinstance(value, int | Decimal):
        return _number(definition, value, lang)
    if isinstance(value, datetime):
        return show_instant(value, lang, zone)
    if isinstance(value, str):
        return _line(value) if definition.type == "text" else _label(definition, value, lang)
    if isinstance(value, CodeSet):
        return _set(definition, value, lang)
    if isinstance(value, Mapping):
        parts = [t("values.pair", lang, name=_label(definition, code, lang), value=_number(definition, n, lang)) for code, n in value.items()]
        return ", ".join(parts) or t("values.none", lang)
    return _tables(definition, value, lang, zone)


def _set(definition: FactDef, value: CodeSet, lang: str) -> str:
    known = [code.id for code in definition.codes if code.id in value.codes]
    names = [_label(definition, code, lang) for code in known or sorted(value.codes)]
    if not names:
        return t("values.none", lang)
    joined = " · ".join(names)
    return t("values.at_least_codes", lang, codes=joined) if value.at_least else joined


def _tables(definition: FactDef, rows: Iterable[Mapping[str, Any]], lang: str, zone: str | None) -> str:
    shown_rows = []
    for row in rows:
        cells = []
        for column in definition.columns:
            if column.id in row:
                cell = t("values.unknown", lang) if row[column.id] is None else show_value(column, row[column.id], lang, zone)
                name = column.question_fr if lang == "fr" else column.question_en
                cells.append(t("values.pair", lang, name=name, value=cell))
        shown_rows.append(", ".join(cells))
    return "; ".join(shown_rows) or t("values.none", lang)


def _label(definition: FactDef, code: str, lang: str) -> str:
    found = definition.code(code)
    return _line(code) if found is None else found.fr if lang == "fr" else found.en


def _number(definition: FactDef, number: int | Decimal, lang: str) -> str:
    whole, _, rest = f"{number:,f}".partition(".") if isinstance(number, Decimal) else (f"{number:,}", "", "")
    words = whole.replace(",", _GROUP[lang])
    if rest:
        words += ("," if lang == "fr" else ".") + rest
    if definition.unit not in ("hours", "years"):
        return words
    one = Decimal(number) < 2 if lang == "fr" else number == 1
    return t(f"values.{definition.unit}.{'one' if one else 'many'}", lang, number=words)


def show_instant(instant: datetime, lang: str, zone: str | None) -> str:
    """``22 novembre 2026, 03:10 (UTC+01:00)``: the instant as clocks in ``zone`` show it, or in UTC where it is None."""
    local = instants.need_utc(instant).astimezone(instants.zone_of(zone or "UTC"))
    offset = local.strftime("%z")
    shown_offset = "UTC" if offset == "+0000" else f"UTC{offset[:3]}:{offset[3:5]}"
    day = t("values.first_day", lang) if local.day == 1 else str(local.day)
    return t(
        "values.instant",
        lang,
        day=day,
        month=t(f"letters.month.{local.month}", lang),
        year=local.year,
        time=local.strftime("%H:%M"),
        offset=shown_offset,
    )


def _line(text: str | None) -> str:
    return " / ".join(part.strip() for part in (text or "").splitlines() if part.strip())
