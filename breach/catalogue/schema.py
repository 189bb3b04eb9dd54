"""The JSON Schema of a facts file, made from the catalogue."""

from __future__ import annotations

from breach.catalogue.loader import load
from breach.catalogue.scalars import ROWS_LIMIT, TEXT_LIMIT, UNKNOWN_WORDS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from breach.catalogue.model import FactDef

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_INSTANT = (
    r"^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,6})?)?"
    r"([Zz]|[+-][0-9]{2}:[0-9]{2})?(\[[A-Za-z0-9_+/-]{1,64}\])?$"
)
_UNKNOWN: dict[str, object] = {"$ref": "#/$defs/unknown"}
_TEXT: dict[str, object] = {"$ref": "#/$defs/text"}
_AT: dict[str, object] = {"$ref": "#/$defs/instant"}
_ABOUT = {"source": _TEXT, "learnt_at": _AT}


def facts_schema() -> dict[str, object]:
    """The JSON Schema (2020-12) of a facts file in JSON; a TOML file holds the same, and may write instants as TOML date-times.

    A schema cannot say that a range is in order, that a date exists or that a zone is known: the reader checks these too.
    """
    catalogue = load()
    countries = [code.id for code in catalogue.get("people_countries").codes]
    return {
        "$schema": DIALECT,
        "title": "Breach facts file",
        "type": "object",
        "additionalProperties": False,
        "properties": {"$schema": {"type": "string"}, **{fact_id: _fact(definition) for fact_id, definition in catalogue.facts.items()}},
        "$defs": {
            "unknown": {"description": "Asked, not known: never 0, never no.", "enum": [None, *UNKNOWN_WORDS]},
            "text": {"type": "string", "maxLength": TEXT_LIMIT},
            "reason": {"type": "string", "maxLength": TEXT_LIMIT, "pattern": r"\S"},
            "instant": {"description": "RFC 3339 with an offset, or local time with a zone.", "type": "string", "pattern": _INSTANT},
            "country": {"description": "ISO 3166-1 alpha-2", "enum": countries},
            **{f"value-{fact_id}": _value(definition) for fact_id, definition in catalogue.facts.items()},
        },
    }


def _fact(definition: FactDef) -> dict[str, object]:
    known = {"$ref": f"#/$defs/value-{definition.id}"}
    value = {"anyOf": [_UNKNOWN, known]}
    forms = [
        _UNKNOWN,
        known,
        _table("value", {"value": value}),
        _table("assumed", {"assumed": value, "because": _TEXT, "until": _AT}),
        _table("cannot_be_known", {"cannot_be_known": {"$ref": "#/$defs/reason"}}),
    ]
    if definition.range_ok:
        ends = {"type": "array", "minItems": 2, "maxItems": 2, "items": value}
        forms.append(_table("estimate", {"estimate": ends, "basis": _TEXT}))
    return {"title": definition.question_en, "description": definition.why_en, "anyOf": forms}


def _table(main: str, properties: dict[str, object]) -> dict[str, object]:
    return {"type": "object", "required": [main], "additionalProperties": False, "properties": {**properties, **_ABOUT}}


def _value(definition: FactDef) -> dict[str, object]:
    if definition.type == "text":
        bounds = {"pattern": f"^{definition.pattern}$", "maxLength": 9} if definition.pattern else {"maxLength": TEXT_LIMIT}
        return {"type": "string", **bounds}
    if definition.type == "yes_no":
        return {"enum": [True, False, "yes", "no", "oui", "non"]}
    if definition.type in ("count", "decimal"):
        kind = "integer" if definition.type == "count" else "number"
        return {"type": kind, "minimum": definition.minimum, "maximum": definition.maximum}
    if definition.type == "instant":
        return _AT
    if definition.type == "country_counts":
        count = {"type": "integer", "minimum": definition.minimum, "maximum": definition.maximum}
        return {"type": "object", "propertyNames": {"$ref": "#/$defs/country"}, "additionalProperties": count}
    if definition.type == "tables":
        return {"type": "array", "maxItems": ROWS_LIMIT, "items": _row(definition)}
    return _codes(definition)


def _row(definition: FactDef) -> dict[str, object]:
    columns = {column.id: {"title": column.question_en, "anyOf": [_UNKNOWN, _value(column)]} for column in definition.columns}
    return {"type": "object", "minProperties": 1, "additionalProperties": False, "properties": columns}


def _codes(definition: FactDef) -> dict[str, object]:
    codes: dict[str, object] = {"enum": [code.id for code in definition.codes]}
    if definition.type == "one_of":
        return {"enum": [*(code.id for code in definition.codes), *([True, False, "oui", "non"] if definition.code("yes") else [])]}
    if definition.type in ("country", "countries"):
        codes = {"$ref": "#/$defs/country"}
    if definition.type == "country":
        return codes
    if definition.type == "text_set":
        codes = {"type": "string", "minLength": 1, "maxLength": TEXT_LIMIT}
    return {"anyOf": [codes, {"type": "array", "items": {"anyOf": [_UNKNOWN, codes]}}]}
