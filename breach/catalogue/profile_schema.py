"""The JSON Schema (2020-12) of an organisation profile, for editors and other programs: ``breach schema profile``.

It says the shape and the codes. The loader also checks what a schema cannot: the SIREN's check digit, the time zone, sources that name a
document of the profile, ids used once.
"""

from __future__ import annotations

from breach.catalogue import loader
from breach.catalogue.profile_parts import MOST_HOURS
from breach.catalogue.profile_reader import LONGEST, codes_of
from breach.domain.profile import CIVILITIES, COVERS, DUTIES, FLAGS, PARTY_KINDS, RECIPIENTS, ROLES, TOPICS
from breach.domain.risks import RISKS

Schema = dict[str, object]

_UNKNOWN: Schema = {"enum": ["unknown", "inconnu"]}
_TEXT: Schema = {"type": "string", "minLength": 1, "maxLength": LONGEST}
_ID: Schema = {"type": "string", "pattern": "^[a-z0-9][a-z0-9_-]{0,63}$"}
_EMAIL: Schema = {"type": "string", "pattern": "^[^@\\s]+@[^@\\s]+[.][^@\\s]+$", "maxLength": LONGEST}
_PHONE: Schema = {"type": "string", "pattern": "^[+]?[0-9][0-9 ().-]{2,30}$"}
_DAY: Schema = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "description": "TOML date, or text YYYY-MM-DD"}
_ANSWER: Schema = {"anyOf": [{"type": "boolean"}, {"enum": ["yes", "no", "oui", "non", "unknown", "inconnu"]}]}
_BOOLEAN: Schema = {"anyOf": [{"type": "boolean"}, _UNKNOWN]}
_SOURCE: Schema = {"$ref": "#/$defs/source"}
_CONDITION: Schema = {"$ref": "#/$defs/condition"}


def _codes(codes: tuple[str, ...]) -> Schema:
    return {"type": "string", "enum": list(codes)}


def _list(item: Schema, least: int = 0) -> Schema:
    return {"type": "array", "items": item, "minItems": least}


def _whole(low: int, high: int) -> Schema:
    return {"type": "integer", "minimum": low, "maximum": high}


def _or_unknown(schema: Schema) -> Schema:
    return {"anyOf": [schema, _UNKNOWN]}


def _table(required: dict[str, Schema], optional: dict[str, Schema]) -> Schema:
    """A table with no other keys; what is optional may also be ``unknown``."""
    properties = {**required, **{key: _or_unknown(schema) for key, schema in optional.items()}}
    return {"type": "object", "properties": properties, "required": list(required), "additionalProperties": False}


def _sourced(value: Schema) -> Schema:
    """A bare value (with the activity's source), or a value with its own source."""
    return {"anyOf": [value, _table({}, {"value": value, "source": _SOURCE})]}


def _set_of(fact: str) -> Schema:
    codes: Schema = {"type": "string", "enum": [*codes_of(fact), "unknown"]}
    return {"anyOf": [_list(codes), codes]}


def _texts_or_one(item: Schema) -> Schema:
    return {"anyOf": [_list(item), item]}


def _organisation() -> Schema:
    fields: dict[str, Schema] = {
        "trade_name": _TEXT,
        "websites": _list(_TEXT),
        "siren": {"type": "string", "pattern": "^[0-9 ]{9,12}$", "description": "nine digits; the loader checks the last"},
        "no_siren": {"type": "boolean", "description": "the organisation has no SIREN"},
        "vat_number": {"type": "string", "pattern": "^[A-Z]{2}[0-9A-Z+*]{2,12}$"},
        "naf_section": {"type": "string", "pattern": "^[A-U]$"},
        "headcount": _whole(0, 10_000_000),
        "address": _TEXT,
        "postcode": {"type": "string", "pattern": "^[0-9A-Za-z][0-9A-Za-z -]{0,11}$"},
        "city": _TEXT,
        "country": _codes(codes_of("people_countries")),
        "controller_kind": _codes(codes_of("controller_kind")),
        "exercise_only": {"type": "boolean", "description": "opens exercises alone"},
        "retention_years": {**_whole(1, 100), "description": "how long the register keeps a closed file, in years from its closing"},
    }
    sources = _table({}, dict.fromkeys(("name", "timezone", *fields), _SOURCE))
    return _table({"name": _TEXT, "timezone": {**_TEXT, "description": "IANA name"}}, {**fields, "sources": sources})


def _person_of_the_form(*, full: bool) -> Schema:
    fields = {"civility": _codes(CIVILITIES), "last_name": _TEXT, "first_name": _TEXT, "email": _EMAIL, "source": _SOURCE}
    return _table({}, {**fields, "function": _TEXT, "phone": _PHONE} if full else fields)


def _activity() -> Schema:
    texts = _sourced(_list(_TEXT))
    length: dict[str, Schema] = {"months": _whole(1, 1200), "days": _whole(0, 36500), "until": _TEXT, "criteria": _TEXT}
    about = {"data_types": _set_of("data_types"), "data_categories": _set_of("data_categories")}
    row = _table({"what": _TEXT}, {**length, "from": _TEXT, **about, "source": _SOURCE})
    retention: Schema = {"anyOf": [_list(row), {"enum": ["not stated", "unknown", "inconnu"]}]}
    sets = {fact: _sourced(_set_of(fact)) for fact in ("data_types", "data_categories", "people_categories")}
    return _table(
        {"id": _ID, "name_fr": _TEXT, "name_en": _TEXT},
        {
            **dict.fromkeys(("purposes", "origins", "recipients", "processors", "processor_kinds"), texts),
            **dict.fromkeys(("legal_basis", "hosting"), _sourced(_TEXT)),
            **dict.fromkeys(("outside_eea", "sensitive", "profiling"), _sourced(_ANSWER)),
            **sets,
            "role": _sourced(_codes(ROLES)),
            "retention": retention,
            "remark_fr": _TEXT,
            "remark_en": _TEXT,
            "source": _SOURCE,
        },
    )


def _commitment(anchor: Schema) -> Schema:
    hours: Schema = {**_whole(1, MOST_HOURS), "description": "elapsed hours from the anchor; absent: no deadline"}
    said = {"id": _ID, "document": _TEXT, "article": _TEXT, "sentence": _TEXT, "applies_when": _CONDITION}
    duty = {"to": _codes(RECIPIENTS), "duty": _codes(DUTIES)}
    more: dict[str, Schema] = {"companies_included": {"type": "boolean"}, "reads_with": _list(_SOURCE)}
    return {
        **_table({**said, **duty}, {"anchor": anchor, "hours": hours, "follows": _ID, **more}),
        "oneOf": [{"required": ["anchor"]}, {"required": ["follows"]}],
    }


def _condition() -> Schema:
    facts = loader.load().facts
    yes_no = tuple(id_ for id_ in facts if facts[id_].type == "yes_no")
    about_yes_no = _table({"fact": _codes(yes_no), "is": _ANSWER}, {})
    about_codes = [
        _table({"fact": {"const": id_}, word: _codes(codes_of(id_))}, {})
        for word, kind in (("is", "one_of"), ("has", "set_of"))
        for id_ in facts
        if facts[id_].type == kind
    ]
    parts = _list(_CONDITION, least=1)
    shapes = [_table({"all": parts}, {}), _table({"any": parts}, {}), _table({"not": _CONDITION}, {}), _table({"risk": _codes(RISKS)}, {})]
    return {"anyOf": [*shapes, about_yes_no, *about_codes]}


def profile_schema() -> Schema:
    """The schema of a profile file, as plain data for JSON."""
    facts = loader.load().facts
    anchor = _codes(tuple(id_ for id_ in facts if facts[id_].type == "instant"))
    contract = _table(
        {"id": _ID, "party": _TEXT, "anchor": anchor},
        {"kind": _codes(PARTY_KINDS), "hours": _whole(1, MOST_HOURS), "contact": _TEXT, "sentence": _TEXT, "applies_when": _CONDITION},
    )
    card_texts = dict.fromkeys(("available", "why_fr", "why_en"), _TEXT)
    dpo = _table({}, {"name": _TEXT, "firm": _TEXT, "email": _EMAIL, "phone": _PHONE, "designation_number": _TEXT, "source": _SOURCE})
    lists: dict[str, Schema] = {
        "document": _table({"id": _ID, "title": _TEXT}, {"dated": _DAY, "checked_on": _DAY, "url": _TEXT}),
        "activity": _activity(),
        "measure": _table({"id": _ID, "text": _TEXT, "covers": _texts_or_one(_codes(COVERS)), "source": _SOURCE}, {}),
        "commitment": _commitment(anchor),
        "contract": contract,
        "person": _table({"id": _ID, "name": _TEXT}, {"roles": _texts_or_one(_ID), "phone": _PHONE, "email": _EMAIL, "public_key": _TEXT}),
        "card": _table({"id": _ID, "who_fr": _TEXT, "who_en": _TEXT}, {"phone": _PHONE, "email": _EMAIL, **card_texts}),
        "passage": _table({"id": _ID, "topic": _codes(TOPICS), "document": _TEXT, "article": _TEXT, "sentence": _TEXT}, {}),
    }
    sections: dict[str, Schema] = {
        "legal_representative": _person_of_the_form(full=False),
        "contact": _person_of_the_form(full=True),
        "dpo": {**dpo, "description": 'absent: none designated; "unknown": not known whether one is'},
        "exercise_dpo_name": _TEXT,
        "flags": _table({}, dict.fromkeys(FLAGS, _ANSWER)),
        "minors": _table({"age": _whole(1, 21), "source": _SOURCE}, {}),
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Organisation profile",
        **_table({"organisation": _organisation()}, {**sections, **{key: _list(row) for key, row in lists.items()}}),
        "$defs": {"source": _table({"document": _TEXT, "article": _TEXT}, {"sentence": _TEXT}), "condition": _condition()},
    }
