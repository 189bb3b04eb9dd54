"""The EDPB draft: which letter stands for which facts, and that nobody's neighbour is picked in silence."""

from __future__ import annotations

from typing import Any

import pytest

from breach.catalogue.files import read_facts
from breach.catalogue.forms import load_form
from breach.drafting.notice import Filing, notice_fields
from tests.drafting.papers import NOW, ZONE, made, profile

BASE = 'nature = ["confidentiality", "integrity", "availability"]\n'


def field(number: int, facts: str = "", kind: str = "initial", **filing: Any) -> str:
    read = read_facts(BASE + facts if "nature" not in facts else facts, "f.toml", ZONE)
    rows = notice_fields(load_form("edpb-2026-draft"), read, profile(), Filing(kind, **filing), lang="en", zone=ZONE, now=NOW)
    return next((row.value for row in rows if row.label.startswith(f"{number}. ")), "not asked")


A, B = "occurred_from = 2026-11-12T08:00:00+01:00\n", "occurred_to = 2026-11-12T23:00:00+01:00\n"


@pytest.mark.parametrize(
    ("number", "facts", "letter"),
    [
        (44, A + B, "a."),
        (44, A + "occurred_to = 2026-11-13T01:00:00+01:00\n", "b."),
        (44, A + "ongoing = true\n", "c."),
        (44, 'occurred_from = { cannot_be_known = "x" }\n', "d."),
        (44, "", "e."),
        (45, A + B, "Not ticked"),
        (56, "exfiltrated = true\n", "a."),
        (56, 'recipient = "public"\n', "a."),
        (56, 'exfiltrated = { assumed = true, because = "x", until = 2026-12-01T00:00:00+01:00 }\n', "b."),
        (56, "exfiltrated = false\npublished = false\naccessed = false\n", "c."),
        (56, "exfiltrated = false\n", "e."),
        (57, 'data_encrypted = "yes"\nencryption_state_of_art = true\nkey_safe = true\n', "a."),
        (57, 'data_encrypted = "yes"\nencryption_state_of_art = true\nkey_safe = false\n', "b."),
        (57, 'data_encrypted = "no"\npseudonymised = false\n', "c."),
        (57, 'data_encrypted = "yes"\n', "e."),
        (58, "altered_data_used = false\n", "a."),
        (58, "altered_data_used = true\nalteration_reversible = true\n", "b."),
        (58, "altered_data_used = true\nalteration_reversible = false\n", "c."),
        (59, 'availability_loss = "permanent"\n', "b."),
        (59, "restored = false\n", "c."),
        (60, 'origin = ["wrong_recipient"]\n', "r."),
        (60, 'origin = ["hacking_malware_phishing"]\n', "x."),
        (61, 'cause = ["unknown_cause"]\n', "f."),
        (61, 'cause = ["external_malicious"]\n', "d."),
        (61, "", "e."),
        (67, "people_count = 12\n", "a."),
        (67, 'people_count = { estimate = [9, 12], basis = "x" }\n', "b."),
        (67, 'people_count = { cannot_be_known = "x" }\n', "c."),
        (67, "", "d."),
        (68, 'people_count = { estimate = [9, 12], basis = "x" }\n', "12 (upper bound"),
        (70, 'data_types = ["iban"]\n', "q."),
        (70, 'data_categories = ["contact"]\n', "b."),
        (87, 'gravity = "maximal"\n', "c."),
        (87, 'gravity = "significant"\n', "c."),
        (97, 'subjects_informed = "will_be"\n', "b1."),
        (97, 'subjects_informed = "will_be"\nsubjects_planned_at = 2026-11-20T08:00:00+01:00\n', "b."),
        (97, 'subjects_informed = "will_not"\nnot_informing_reason = ["risk_not_high"]\n', "d."),
        (97, 'subjects_informed = "will_not"\nnot_informing_reason = ["protected_before"]\n', "e."),
        (97, "", "c."),
        (109, "complaint_filed = false\n", "b."),
        (109, "", "c."),
        (110, "other_bodies = []\n", "b."),
        (113, "cross_border = true\n", "a."),
    ],
)
def test_a_fact_gives_its_letter(number: int, facts: str, letter: str) -> None:
    assert field(number, facts).startswith(letter), field(number, facts)


def test_a_complete_notice_has_no_value_for_what_is_unknown() -> None:
    for number in (44, 56, 57, 61, 65, 67, 70, 72, 87, 89, 97):
        assert field(number, kind="complete") == "Not determined to date", number


def test_the_outcome_is_a_persons_and_the_kind_follows_the_filing() -> None:
    assert field(89).startswith("4.")
    assert field(89, risk="high_risk").startswith("1.")
    assert field(89, risk="unlikely").startswith("3.")
    assert field(3).startswith("a.")
    assert field(4).startswith("b.")
    assert field(4, kind="complementary", withdrawn=True).startswith("c.")
    assert field(5, 'withdrawal_reason = "clé retrouvée"\n', kind="complementary", withdrawn=True) == "clé retrouvée"
    assert field(5) == "not asked"


def test_a_declaration_is_never_filled_in() -> None:
    for number in (25, 26):
        assert field(number) == "Not filled in"


def test_the_draft_says_that_it_is_one() -> None:
    text = made("edpb-2026-draft", "fr.initial.md")
    assert "Traduction non officielle" in text
    assert "pas en vigueur" in text
    assert "8 June 2026" in text
