"""What the published schema accepts the reader accepts, and the other way round, but for what a schema cannot say."""

from __future__ import annotations

import json
from functools import cache

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from breach.catalogue.files import read_facts
from breach.catalogue.loader import load
from breach.catalogue.schema import facts_schema
from breach.catalogue.values import to_json
from breach.errors import InputError
from tests.catalogue import strategies

DEFINITIONS = st.sampled_from(list(load().facts.values()))
BEYOND = (
    "fact-range-reversed",
    "impossible-instant",
    "instant-without-zone",
    "unknown-zone",
    "local-time-never",
    "local-time-twice",
    "fact-text-invalid",
)
"""What the reader refuses and a schema cannot say."""


@cache
def validator() -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(facts_schema())


def refused(table: object) -> str | None:
    try:
        read_facts(json.dumps(table), "f.json", None)
    except InputError as error:
        return str(error.params["problems"])
    return None


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(facts_schema())
    assert set(facts_schema()["properties"]) == {"$schema", *load().facts}  # type: ignore[call-overload]


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=300)
@given(st.data())
def test_schema_and_reader_agree(data: st.DataObject) -> None:
    definition = data.draw(DEFINITIONS)
    table = {definition.id: data.draw(strategies.raw(definition))}
    valid = validator().is_valid(table)
    said = refused(table)
    if valid and said is not None:
        assert beyond(table), (table, said)
    else:
        assert valid == (said is None), (table, said)


def beyond(table: dict[str, object]) -> bool:
    """Whether the reader's reason is one that a schema cannot say."""
    from breach.catalogue.values import read

    try:
        for fact_id, raw in json.loads(json.dumps(table)).items():
            read(load().get(fact_id), raw, None)
    except InputError as error:
        return error.code in BEYOND
    return False


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_every_known_value_is_valid(data: st.DataObject) -> None:
    definition = data.draw(DEFINITIONS)
    fact = data.draw(strategies.facts(definition).filter(lambda fact: fact.state == "known"))
    table = {definition.id: json.loads(json.dumps(to_json(definition, fact)["value"]))}
    assert validator().is_valid(table), table
    assert refused(table) is None


@pytest.mark.parametrize(
    ("table", "valid"),
    [
        ({}, True),
        ({"people_count": {"estimate": [9, 3500], "basis": "CRM"}}, True),
        ({"people_count": {"estimate": [100, "unknown"]}}, True),
        ({"data_encrypted": {"assumed": "yes", "because": "policy", "until": "2026-11-23T10:00:00+01:00"}}, True),
        ({"parties": [{"kind": "processor", "siren": "123456782"}]}, True),
        ({"people_count_by_country": {"FR": 3}}, True),
        ({"people_count_by_country": {"value": {"FR": 3}, "source": "CRM"}}, True),
        ({"peple_count": 3}, False),
        ({"people_count": True}, False),
        ({"people_count": {"estimate": [1, 2], "value": 3}}, False),
        ({"nature": ["confidentialty"]}, False),
        ({"occurred_from": {"cannot_be_known": ""}}, False),
    ],
)
def test_examples(table: dict[str, object], *, valid: bool) -> None:
    assert validator().is_valid(table) is valid
    assert (refused(table) is None) is valid
