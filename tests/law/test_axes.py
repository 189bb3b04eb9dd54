"""Gravity and likelihood in the CNIL's four words, by kind of breach; volume and duration weigh up and never down."""

from __future__ import annotations

from typing import Any

import pytest

from breach.law.assessment import Assessment, assess
from breach.law.rules import KINDS, WORDS, load
from tests.law.facts_files import NOW, cases, facts

CASE = {case["id"]: case["facts"] for case in cases()}
PLAIN = {
    "nature": ["confidentiality"],
    "origin": ["hacking_malware_phishing"],
    "cause": ["external_malicious"],
    "data_types": ["name", "email"],
    "data_encrypted": "no",
    "context_reveals": False,
    "observed_harm": False,
    "people_categories": ["customers"],
    "recipient": "attacker",
    "exposure_hours": 2,
    "people_count": 3,
}


def of(raw: dict[str, Any], **more: Any) -> Assessment:
    return assess(facts({**raw, **more}), now=NOW)


def kind(made: Assessment, name: str) -> dict[str, Any]:
    found: Any = made.to_json("fr")["kinds"]
    return dict(found[name])


def test_each_kind_has_both_axes() -> None:
    """A hospital whose files were encrypted but never left: availability is high, confidentiality not concerned."""
    made = of(CASE["edpb-2021-03"], nature=["availability"], accessed="no", published="no")
    assert kind(made, "availability") == {
        "concerned": "yes",
        "risk": ["high_risk", "high_risk"],
        "gravity": ["maximal", "maximal"],
        "likelihood": ["maximal", "maximal"],
    }
    assert kind(made, "confidentiality")["concerned"] == "no"
    assert kind(made, "confidentiality")["gravity"] == ["negligible", "negligible"]


def test_the_paper_log_is_grave_twice() -> None:
    """EDPB 01/2021 case 12: disclosed and, without a copy, lost for treatment."""
    made = of(CASE["edpb-2021-12"])
    assert kind(made, "confidentiality")["risk"] == ["high_risk", "high_risk"]
    assert kind(made, "availability")["risk"] == ["high_risk", "high_risk"]
    assert kind(made, "integrity")["concerned"] == "no"


def test_encryption_is_about_reading_only() -> None:
    """Strong encryption, no other copy: nothing to read, yet the loss stays."""
    raw = {**CASE["edpb-2021-10"], "nature": ["confidentiality", "availability"], "data_intact": True, "backup_available": False}
    made = of(raw, availability_loss="permanent", restored=False, critical_service=False)
    assert kind(made, "confidentiality")["likelihood"] == ["negligible", "negligible"]
    assert kind(made, "availability")["risk"] == ["risk", "risk"]


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["id"])
def test_the_whole_is_the_gravest_kind(case: dict[str, Any]) -> None:
    """The breach as a whole is as grave, and as likely, as its gravest kind."""
    made = assess(facts(case["facts"]), now=NOW)
    for place in (0, 1):
        assert made.gravity[place] >= max(item.gravity[place] for item in made.kinds)
        assert made.likelihood[place] >= max(item.likelihood[place] for item in made.kinds)
    assert [item.kind for item in made.kinds] == list(KINDS)


@pytest.mark.parametrize(
    ("people", "rules"),
    [
        (1, []),
        (100, []),
        (101, ["many-people"]),
        (1000, ["many-people", "thousands-of-people"]),
        (10000, ["many-people", "thousands-of-people", "very-many-people"]),
        (100000, ["many-people", "thousands-of-people", "very-many-people", "mass-of-people"]),
    ],
)
def test_volume_bands(people: int, rules: list[str]) -> None:
    """More than 100; 1,000; 10,000; 100,000: named, and never a discharge below."""
    made = of(PLAIN, people_count=people, valid_credentials_count=0)
    found = [reason.rule.id for reason in made.authority.reasons if reason.certain and reason.rule.factor == "number"]
    assert found == rules
    assert made.authority.duty == "notify"


def test_all_valid_pairs_count() -> None:
    """275 accounts entered, 4,000 pairs found valid: 4,000 count (CNIL SAN-2020-008)."""
    made = of(PLAIN, people_count=275, valid_credentials_count=4000)
    assert "thousands-of-people" in [reason.rule.id for reason in made.authority.reasons if reason.certain]


@pytest.mark.parametrize(
    ("fact", "little", "much"),
    [("people_count", 1, 10**6), ("exposure_hours", 0, 9000), ("recipients_count", 1, 5000)],
)
def test_little_is_no_discount(fact: str, little: int, much: int) -> None:
    """Few people, a short time, one reader: the duty is the one that nobody knowing the number gets."""
    unknown, small, large = (of(PLAIN, **{fact: value}) for value in ("unknown", little, much))
    assert small.authority.duty == unknown.authority.duty == large.authority.duty == "notify"
    assert large.likelihood >= small.likelihood
    assert WORDS[small.likelihood[0]] == "maximal"


def test_an_honest_finder_is_no_discount() -> None:
    """A stranger who reports at once, deletes and says so: still told to the authority (UODO DKN.5131.59.2022, .7.2020)."""
    base = {**PLAIN, "cause": ["internal_accidental"], "recipient": "identified", "people_count": 400}
    honest = of(base, recipient_reported_promptly=True, recipient_confirmed_deletion=True, recipient_prior_relation=False, recipient_bound=True)
    assert honest.authority.duty == "notify"
    papers = of(CASE["uodo-dkn-5131-59-2022"], recipient_confirmed_deletion=True, recipient_bound=True, recipient_prior_relation=True)
    assert (papers.authority.duty, papers.subjects.duty) == ("notify", "inform")


def test_no_numeric_test_opens_a_gate_alone() -> None:
    """Every gate and exemption keeps conditions once all its numbers are as small as can be."""
    rules = load()
    for rule in rules.rules:
        if rule.effect in ("gate", "exempt"):
            assert any(rules.specs[fact].kind != "number" for fact in rule.facts)


def test_what_came_back_was_not_lost_for_good() -> None:
    """``restored`` settles that the loss was for a time, unless somebody said otherwise; a permanent loss closes the gate whatever the backup."""
    calm = {"nature": ["availability"], "critical_service": False, "restored": True, "outage_hours": 4}
    assert of(calm).authority.duty == "document"
    assert of(calm, availability_loss="unknown").authority.advice == "notify"
    assert of(calm, availability_loss="permanent", backup_available=True).authority.duty == "notify"
    assert of({**calm, "restored": "unknown"}).authority.advice == "notify"


def test_the_french_derogation() -> None:
    """LIL 58: people are not told, the authority is; it does not cover the loss of the data."""
    raw = {**PLAIN, "data_types": ["name", "health"]}
    made = of(raw, french_derogation=True)
    assert (made.risk, made.authority.duty, made.subjects.duty, made.exemption) == ("high_risk", "notify", "not_required", "lil-58")
    assert made.subjects.reasons[0].rule.to_check
    lost = of(raw, french_derogation=True, nature=["confidentiality", "availability"], critical_service=True)
    assert (lost.subjects.duty, lost.exemption) == ("inform", None)
    assert of(raw, french_derogation={"assumed": "yes"}).subjects.duty == "inform"


@pytest.mark.parametrize(
    ("change", "duty"),
    [
        ({"cause": ["internal_malicious"], "recipient": "identified", "accessed": True, "data_types": ["name", "transactions"]}, "inform"),
        ({"cause": ["internal_accidental"], "recipient": "identified", "accessed": True, "data_types": ["name", "transactions"]}, "not_required"),
        ({"nature": ["integrity"], "data_types": ["name", "debts"], "altered_data_used": True}, "inform"),
        ({"nature": ["integrity"], "data_types": ["name", "debts"], "altered_data_used": False, "alteration_reversible": True}, "not_required"),
    ],
)
def test_abuse_from_inside_and_wrong_money(change: dict[str, Any], duty: str) -> None:
    """An employee who looks at transactions on purpose is a hostile holder; wrong debts acted upon are grave."""
    raw = {key: value for key, value in PLAIN.items() if key not in change}
    made = of({**raw, "accessed": False, "exfiltrated": False, "published": False, **change})
    assert made.subjects.duty == duty


def test_a_public_communication_is_opened_by_effort_alone() -> None:
    """Art. 34(3)(c) changes how people are told; (a) and (b) leave nothing to tell."""
    raw = {**PLAIN, "data_types": ["name", "health"]}
    assert of(raw).message == "direct"
    assert of(raw, disproportionate_effort=True).message == "public"
    assert of(raw, risk_removed_after=True).message is None
    assert of(raw, people_categories="unknown", data_types=["name"], context_reveals="unknown").message == "direct"


@pytest.mark.parametrize(
    ("change", "severity", "outcome"),
    [
        ({"data_types": ["name", "health"], "lasting": False}, "severe", "likely_high_risk"),
        ({"context_reveals": "unknown"}, "to_be_determined", "more_information_needed"),
        ({"already_public": True}, "minor", "unlikely_risk"),
    ],
)
def test_the_template_of_the_board_is_derived(change: dict[str, Any], severity: str, outcome: str) -> None:
    """Severity in three words and outcome in four, from what the rules say; undetermined where the ends differ."""
    found: Any = of(PLAIN, **change).to_json("fr")["edpb"]
    assert found == {"severity": severity, "outcome": outcome}


def test_ransomware_put_right_from_a_copy() -> None:
    """The same story told as integrity and availability: out of reach, put back from a copy, so nothing wrong was used (EDPB 01/2021 case 1)."""
    raw = {**CASE["edpb-2021-01"], "nature": ["integrity", "availability"]}
    assert of(raw).authority.duty == "document"
    assert of(raw, altered_data_used="unknown").authority.advice == "notify"
    assert of(raw, backup_available=False).authority.advice == "notify"
    assert of(raw, restored=False).authority.advice == "notify"
