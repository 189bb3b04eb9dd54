"""Facts read, written to entries and read back; what is wrong is refused with a code of its own."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from breach.catalogue.loader import load
from breach.catalogue.values import from_body, read, read_assignment, to_body, to_json
from breach.domain.facts import UNKNOWN, CodeSet, Fact, known
from breach.domain.text import Text
from breach.errors import InputError
from tests.catalogue import strategies

if TYPE_CHECKING:
    from breach.catalogue.model import FactDef

DEFINITIONS = st.sampled_from(list(load().facts.values()))
AT = datetime(2026, 11, 22, 2, 5, tzinfo=UTC)


def of(fact_id: str, raw: object, zone: str | None = None) -> Fact:
    return read(load().get(fact_id), raw, zone)


def typed(text: str, zone: str | None = None) -> Fact:
    return read_assignment(load(), text, zone)[1]


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.data())
def test_an_entry_gives_back_the_fact(data: st.DataObject) -> None:
    definition = data.draw(DEFINITIONS)
    fact = data.draw(strategies.facts(definition))
    body = to_body(definition, fact)
    assert from_body(definition, json.loads(json.dumps(body, allow_nan=False))) == fact
    assert None not in body.values()
    assert not _floats(body)
    json.dumps(to_json(definition, fact), allow_nan=False)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.data())
def test_what_is_shown_as_json_can_be_read_again(data: st.DataObject) -> None:
    definition = data.draw(DEFINITIONS)
    value = data.draw(strategies.values(definition))
    fact = known(value)  # type: ignore[arg-type]
    again = read(definition, json.loads(json.dumps(to_json(definition, fact)["value"])), None)
    assert again == fact or (again == UNKNOWN and value in ("unknown", "inconnu"))


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.data())
def test_any_json_is_read_or_refused(data: st.DataObject) -> None:
    junk = st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9), lambda s: st.lists(s) | st.dictionaries(st.text(), s)
    )
    definition = data.draw(DEFINITIONS)
    raw = data.draw(junk | strategies.raw(definition))
    try:
        fact = read(definition, raw, None)
    except InputError:
        return
    assert from_body(definition, to_body(definition, fact)) == fact


@settings(deadline=None)
@given(DEFINITIONS, st.text())
@example(load().get("people_count"), "9" * 4000)
@example(load().get("exposure_hours"), "1e999999999999")
@example(load().get("people_countries"), "\udcff")
def test_any_command_line_is_read_or_refused(definition: FactDef, text: str) -> None:
    try:
        fact_id, fact = read_assignment(load(), f"{definition.id}={text}", None)
    except InputError:
        return
    assert fact_id == definition.id
    assert from_body(definition, to_body(definition, fact)) == fact


def _floats(value: object) -> bool:
    if isinstance(value, dict):
        return any(_floats(item) for item in value.values())
    return any(_floats(item) for item in value) if isinstance(value, list) else isinstance(value, float)


def test_the_forms_of_a_fact() -> None:
    assert of("people_count", 1200) == known(1200)
    assert of("people_count", {"value": 1200, "source": "export", "learnt_at": "2026-11-22T03:05:00+01:00"}) == Fact(
        "known", 1200, source="export", learnt_at=AT
    )
    assert of("people_count", {"estimate": [9, 3500], "basis": "CRM"}) == Fact("estimated", low=9, high=3500, because="CRM")
    assert of("people_count", {"estimate": [100, "unknown"]}) == Fact("estimated", low=100)
    assert of("people_count", {"estimate": [None, "unknown"], "basis": "x"}) == Fact("unknown", because="x")
    assert of("data_encrypted", {"assumed": "yes", "because": "policy", "until": "2026-11-22T02:05:00Z"}) == Fact(
        "assumed", "yes", because="policy", until=AT
    )
    assert of("exfiltrated", "unknown") == of("exfiltrated", None) == UNKNOWN
    assert of("exfiltrated", {"value": "unknown", "source": "s"}) == Fact("unknown", source="s")
    assert of("occurred_from", {"cannot_be_known": "logs gone"}) == Fact("cannot_be_known", because="logs gone")
    assert of("exposure_hours", Decimal("5.60")).value == Decimal("5.6")
    assert of("exposure_hours", 5.5).value == Decimal("5.5")


def test_sets_and_what_they_mean() -> None:
    assert of("nature", []) == known(CodeSet(frozenset()))
    assert of("nature", "integrity") == of("nature", ["integrity"]) == known(CodeSet(frozenset({"integrity"})))
    assert of("nature", ["integrity", "unknown"]) == known(CodeSet(frozenset({"integrity"}), at_least=True))
    assert of("nature", ["unknown"]) == UNKNOWN
    assert of("data_categories", ["nir", "not_known"]).value == CodeSet(frozenset({"nir", "not_known"}))
    assert of("data_protection_authorities", ["APD"]).value == CodeSet(frozenset({"APD"}))


def test_instants() -> None:
    assert of("aware_at", AT).value == AT
    assert of("aware_at", datetime(2026, 11, 22, 3, 5), "Europe/Paris").value == AT
    assert of("aware_at", "2026-11-22T03:05", "Europe/Paris").value == AT
    assert of("aware_at", "2026-11-22T03:05[Europe/Paris]").value == AT
    for raw, code in (
        ("2026-11-22T03:05", "instant-without-zone"),
        (datetime(2026, 11, 22, 3, 5), "instant-without-zone"),
        ("2026-02-30T10:00:00+01:00", "impossible-instant"),
        ("2026-10-25T02:30[Europe/Paris]", "local-time-twice"),
        ("2026-03-29T02:30[Europe/Paris]", "local-time-never"),
        (date(2026, 11, 22), "fact-not-instant"),
        (time(3, 5), "fact-not-instant"),
        (1_700_000_000, "fact-not-instant"),
        ("2026-11-22T03:05\u202eZ", "fact-control-characters"),
        ("9999-12-31T23:59:59-12:00", "impossible-instant"),
        (datetime(1, 1, 1), "instant-without-zone"),
    ):
        with pytest.raises(InputError) as caught:
            of("aware_at", raw)
        assert caught.value.code == code, raw
    with pytest.raises(InputError, match="impossible-instant"):
        of("aware_at", datetime(1, 1, 1), "Europe/Paris")


def test_tables() -> None:
    rows = [{"kind": "processor", "name": "Hébergeur", "siren": "123456782", "told_us_at": "2026-11-22T02:05:00Z", "people_count": "unknown"}]
    fact = of("parties", rows)
    assert fact.value == ({"kind": "processor", "name": "Hébergeur", "siren": "123456782", "told_us_at": AT, "people_count": None},)
    body = to_body(load().get("parties"), fact)["value"]
    assert isinstance(body, list)
    assert isinstance(body[0]["name"], Text)
    assert not isinstance(body[0]["kind"], Text)


def test_free_text_is_marked_and_codes_are_not() -> None:
    body = to_body(load().get("description"), of("description", {"value": "Il s'est passé…", "source": "moi"}))
    assert isinstance(body["value"], Text)
    assert isinstance(body["source"], Text)
    assert not isinstance(to_body(load().get("recipient"), of("recipient", "public"))["value"], Text)


def test_an_erased_text_leaves_the_rest() -> None:
    assert from_body(load().get("title"), {"state": "known", "value": None, "source": None}) == Fact("known")


def test_newlines_are_made_one_kind_and_unicode_is_kept() -> None:
    assert of("description", "a\r\nb\rc\nd é 日本 \x1b[31m \u202e").value == "a\nb\nc\nd é 日本 \x1b[31m \u202e"


@pytest.mark.parametrize(
    ("fact_id", "raw", "code"),
    [
        ("people_count", -1, "fact-out-of-range"),
        ("people_count", 10**15 + 1, "fact-out-of-range"),
        ("people_count", 1.5, "fact-not-whole"),
        ("people_count", True, "fact-not-number"),
        ("people_count", "many", "fact-not-number"),
        ("people_count", "3", "fact-not-number"),
        ("people_count", float("nan"), "fact-not-number"),
        ("people_count", float("inf"), "fact-not-number"),
        ("people_count", Decimal("1e400"), "fact-out-of-range"),
        ("people_count", {"estimate": [9, 3]}, "fact-range-reversed"),
        ("people_count", {"estimate": [9]}, "fact-range-form"),
        ("people_count", {"estimate": 9}, "fact-range-form"),
        ("people_count", {"estimate": [1, 2], "value": 1}, "fact-form"),
        ("people_count", {"value": 1, "sauce": "x"}, "fact-unknown-key"),
        ("people_count", {"value": 1, "until": "2026-11-22T02:05:00Z"}, "fact-unknown-key"),
        ("people_count", {}, "fact-form"),
        ("people_count", {"cannot_be_known": " "}, "fact-reason-missing"),
        ("youngest_age", {"estimate": [1, 2]}, "fact-no-range"),
        ("youngest_age", 151, "fact-out-of-range"),
        ("exposure_hours", -0.5, "fact-out-of-range"),
        ("exposure_hours", 1_000_001, "fact-out-of-range"),
        ("malicious", 1, "fact-not-yes-no"),
        ("malicious", "maybe", "fact-not-yes-no"),
        ("recipient", ["public"], "fact-not-code"),
        ("recipient", "attaker", "unknown-code"),
        ("recipient", "public\u200b", "fact-control-characters"),
        ("nature", {"confidentiality": True}, "fact-form"),
        ("nature", 3, "fact-not-set"),
        ("nature", [3], "fact-not-code"),
        ("nature", ["confidentialty"], "unknown-code-of-several"),
        ("nature", ["confidentialty", "integrty", "availability"], "unknown-codes"),
        ("people_countries", ["fr"], "unknown-code-of-several"),
        ("people_count_by_country", {"ZZ": 1}, "unknown-code"),
        ("people_count_by_country", {"FR": -1}, "fact-out-of-range"),
        ("people_count_by_country", [1], "fact-not-country-counts"),
        ("data_protection_authorities", [""], "fact-empty"),
        ("parties", {"value": {"kind": "processor"}}, "fact-not-rows"),
        ("parties", [{}], "fact-not-rows"),
        ("parties", [{"nom": "x"}], "fact-unknown-key"),
        ("parties", [{"siren": "123 456 782"}], "fact-pattern"),
        ("title", 3, "fact-not-text"),
        ("title", "a\0b", "fact-text-invalid"),
        ("title", "\ud800", "fact-text-invalid"),
        ("title", "x" * 1_000_001, "fact-text-too-long"),
    ],
)
def test_what_is_wrong_is_refused(fact_id: str, raw: object, code: str) -> None:
    with pytest.raises(InputError) as caught:
        of(fact_id, raw)
    assert caught.value.code == code
    assert all(len(str(param)) < 120 for param in caught.value.params.values())


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("people_count=3", known(3)),
        ("people_count=1 200", known(1200)),
        ("people_count=9..3500", Fact("estimated", low=9, high=3500)),
        ("people_count=100..", Fact("estimated", low=100)),
        ("people_count=..100", Fact("estimated", high=100)),
        ("exposure_hours=5,5", known(Decimal("5.5"))),
        ("exposure_hours=0.5..2,5", Fact("estimated", low=Decimal("0.5"), high=Decimal("2.5"))),
        ('people_count={"estimate": [9, 3500], "basis": "CRM"}', Fact("estimated", low=9, high=3500, because="CRM")),
        ("malicious=oui", known(value=True)),
        ("malicious=No", known(value=False)),
        ("malicious=inconnu", UNKNOWN),
        ("data_encrypted=non", known("no")),
        ("nature=confidentiality,integrity", known(CodeSet(frozenset({"confidentiality", "integrity"})))),
        ("nature=confidentiality unknown", known(CodeSet(frozenset({"confidentiality"}), at_least=True))),
        ("nature=[]", known(CodeSet(frozenset()))),
        ("nature=aucune", known(CodeSet(frozenset()))),
        ("recipient=none", known("none")),
        ("people_countries=fr,be", known(CodeSet(frozenset({"FR", "BE"})))),
        ("people_count_by_country=FR:10 be:2", known({"FR": 10, "BE": 2})),
        ("data_protection_authorities=APD (Belgique), CNPD", known(CodeSet(frozenset({"APD (Belgique)", "CNPD"})))),
        ("title=[red]", known("[red]")),
        ("title={{ 7*7 }}", known("{{ 7*7 }}")),
        ('title={"value": "x", "source": "y"}', Fact("known", "x", source="y")),
        ("description=a = b", known("a = b")),
        ("description=inconnu", UNKNOWN),
    ],
)
def test_the_command_line(text: str, fact: Fact) -> None:
    assert typed(text) == fact


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("people_count=NaN", "fact-not-number"),
        ("people_count=Infinity", "fact-not-number"),
        ("people_count=-1", "fact-out-of-range"),
        ("people_count=1.5", "fact-not-whole"),
        ("people_count=1e999", "fact-out-of-range"),
        ("people_count=" + "9" * 4000, "fact-out-of-range"),
        ("people_count=3500..9", "fact-range-reversed"),
        ("people_count=1..2..3", "fact-not-number"),
        ("people_count=", "fact-empty"),
        ("people_count= ", "fact-empty"),
        ("people_count", "fact-assignment"),
        ("=3", "fact-assignment"),
        ("peple_count=3", "unknown-fact"),
        ("people_countries=ZZ", "unknown-code-of-several"),
        ("data_encrypted=maybe", "unknown-code"),
        ("exposure_hours=nan", "fact-not-number"),
        ("people_count_by_country=FR:1,FR:2", "fact-not-country-counts"),
        ("parties=Hébergeur", "fact-not-rows"),
        ("nature=[", "json-broken"),
        ('people_count={"value": 1, "value": 2}', "json-key-twice"),
        ("people_count=" + "[" * 100_000, "too-deep"),
        ("title=a\0b", "fact-text-invalid"),
        ("title=\udcff", "fact-text-invalid"),
    ],
)
def test_the_command_line_refuses(text: str, code: str) -> None:
    with pytest.raises(InputError) as caught:
        typed(text)
    assert caught.value.code == code


def test_facts_for_other_programs() -> None:
    def shown(fact_id: str, raw: object) -> dict[str, object]:
        return to_json(load().get(fact_id), of(fact_id, raw))

    assert shown("malicious", "oui")["value"] == "yes"
    assert shown("malicious", None) == {
        "known": "unknown", "value": "unknown", "estimate": None, "assumed": None, "because": None, "until": None, "source": None, "learnt_at": None,
        "entry": None,
    }  # fmt: skip
    assert shown("people_count", {"estimate": [100, "unknown"]})["estimate"] == [100, "unknown"]
    assert shown("people_count", {"estimate": [100, "unknown"]})["value"] is None
    assert shown("exposure_hours", 5.5)["value"] == 5.5
    assert shown("data_encrypted", {"assumed": "yes"})["assumed"] == "yes"
    assert shown("data_types", ["iban", "name", "unknown"])["value"] == ["name", "iban", "unknown"]
