"""What follows from the facts: an unknown can raise what is derived, never lower it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from breach.catalogue.derive import derived
from breach.catalogue.loader import load
from breach.catalogue.values import read
from breach.domain.facts import CodeSet, Fact, known
from tests.catalogue import strategies

if TYPE_CHECKING:
    from breach.domain.facts import Facts

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def after(raw: dict[str, object], defaults: dict[str, object] | None = None) -> Facts:
    return derived({fact_id: read(load().get(fact_id), value, "UTC") for fact_id, value in raw.items()}, NOW, defaults or {})


def codes(*names: str, at_least: bool = False) -> CodeSet:
    return CodeSet(frozenset(names), at_least)


def test_defaults() -> None:
    facts = after({}, {"controller_kind": "health"})
    assert facts["role"] == known(codes("controller"))
    assert facts["controller_kind"] == known("health")
    assert set(facts) == {"role", "controller_kind"}
    assert after({"role": "processor", "controller_kind": "ordinary"}, {"controller_kind": "health"})["controller_kind"] == known("ordinary")
    assert after({"role": "processor"})["role"] == known(codes("processor"))
    assert after({"controller_kind": "unknown"}, {"controller_kind": "health"})["controller_kind"] == known("health")
    assert after({}, {"not_a_fact": 1, "controller_kind": "unknown"})["controller_kind"].state == "unknown"


def test_discovery_is_the_first_signal_by_default() -> None:
    facts = after({"first_signal_at": "2026-11-19T07:55:00Z"})
    assert facts["discovered_at"] == facts["first_signal_at"]
    facts = after({"first_signal_at": "2026-11-19T07:55:00Z", "discovered_at": "2026-11-20T07:55:00Z"})
    assert facts["discovered_at"] != facts["first_signal_at"]


@pytest.mark.parametrize(
    ("cause", "expected"),
    [
        (["external_malicious"], True),
        (["external_malicious", "unknown_cause"], True),
        (["internal_malicious", "external_accidental"], True),
        (["external_accidental"], False),
        (["internal_accidental", "external_accidental"], False),
        (["external_accidental", "unknown"], None),
        (["external_accidental", "unknown_cause"], None),
        (["external_accidental", "other"], None),
        (["other"], None),
        (["unknown_cause"], None),
        ([], None),
        ("unknown", None),
    ],
)
def test_malice_comes_from_the_cause(cause: object, *, expected: bool | None) -> None:
    facts = after({"cause": cause})
    assert (facts["malicious"].value if "malicious" in facts else None) is expected


def test_malice_given_stands() -> None:
    assert after({"cause": ["external_malicious"], "malicious": False})["malicious"] == known(value=False)
    assert after({"cause": ["external_accidental"], "malicious": "unknown"})["malicious"].state == "unknown"
    assert after({"cause": ["external_malicious"], "malicious": "unknown"})["malicious"] == known(value=True)


def test_an_assumed_cause_gives_an_assumed_malice_until_it_expires() -> None:
    until = "2026-11-23T00:00:00Z"
    assumed = after({"cause": {"assumed": ["external_malicious"], "until": until}})["malicious"]
    assert (assumed.state, assumed.value) == ("assumed", True)
    assert assumed.until == datetime(2026, 11, 23, tzinfo=UTC)
    assert "malicious" not in after({"cause": {"assumed": ["external_malicious"], "until": "2026-11-22T12:00:00Z"}})


@pytest.mark.parametrize(
    ("raw", "categories", "sensitive"),
    [
        ({"data_types": ["name", "iban"]}, codes("civil_status", "financial"), codes()),
        ({"data_types": ["name", "health"]}, codes("civil_status"), codes("health")),
        ({"data_types": ["name", "unknown"]}, codes("civil_status", at_least=True), None),
        ({"data_types": ["health", "unknown"]}, None, codes("health", at_least=True)),
        ({"data_types": "unknown"}, None, None),
        ({"data_types": []}, codes(), codes()),
        ({"data_types": ["name"], "data_categories": ["contact"]}, codes("civil_status", "contact"), codes()),
        ({"data_types": ["name"], "data_categories": ["contact", "unknown"]}, codes("civil_status", "contact", at_least=True), codes()),
        ({"data_types": ["name"], "data_categories": ["not_known"]}, codes("civil_status", at_least=True), codes()),
        ({"data_types": "unknown", "data_categories": ["contact"]}, codes("contact", at_least=True), None),
        ({"data_types": ["name", "unknown"], "sensitive": []}, codes("civil_status", at_least=True), codes()),
        ({"data_types": ["health"], "sensitive": []}, codes(), codes("health")),
        ({"data_types": ["name"], "sensitive": "unknown"}, codes("civil_status"), None),
        ({"data_types": ["name"], "sensitive": ["genetic"]}, codes("civil_status"), codes("genetic")),
        ({"data_categories": ["contact"]}, codes("contact"), None),
    ],
)
def test_categories_and_sensitive_data_come_from_the_types(raw: dict[str, object], categories: CodeSet | None, sensitive: CodeSet | None) -> None:
    facts = after(raw)
    for fact_id, expected in (("data_categories", categories), ("sensitive", sensitive)):
        found = facts.get(fact_id, Fact("unknown"))
        assert found.state == ("unknown" if expected is None else "known"), fact_id
        assert found.value == expected


def test_assumed_types_never_pass_for_known() -> None:
    until = (NOW + timedelta(hours=1)).isoformat()
    assumed = {"assumed": ["name"], "until": until}
    assert after({"data_types": assumed})["sensitive"] == Fact("assumed", codes(), until=NOW + timedelta(hours=1))
    both = after({"data_types": assumed, "data_categories": ["contact"]})["data_categories"]
    assert (both.state, both.value) == ("known", codes("contact", at_least=True))
    two = after({"data_types": assumed, "data_categories": {"assumed": ["contact"]}})["data_categories"]
    assert (two.state, two.value) == ("assumed", codes("civil_status", "contact"))


def test_the_cnil_s_words_for_unknown_are_unknown() -> None:
    facts = after({"people_categories": ["customers", "not_determined"], "subjects_informed": "undetermined"})
    assert facts["people_categories"].value == codes("customers", at_least=True)
    assert facts["subjects_informed"].state == "unknown"
    assert after({"people_categories": ["not_determined"]})["people_categories"].state == "unknown"


@given(st.data())
def test_deriving_twice_changes_nothing_more_and_loses_no_fact(data: st.DataObject) -> None:
    ids = data.draw(st.sets(st.sampled_from(["cause", "malicious", "data_types", "data_categories", "sensitive", "role", "first_signal_at"])))
    facts = {fact_id: data.draw(strategies.facts(load().get(fact_id))) for fact_id in sorted(ids)}
    once = derived(facts, NOW, {})
    assert ids <= set(once)
    assert derived(once, NOW, {}) == once
