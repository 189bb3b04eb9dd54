"""The ENISA score: literal values of known examples, intervals under unknowns, and that it only ever warns."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from breach.law.assessment import assess
from breach.law.enisa import score
from breach.law.rules import load
from breach.law.view import view_of
from tests.law.facts_files import NOW, cases, facts


def of(**raw: Any) -> Any:
    return score(view_of(load(), facts(raw), NOW))


@pytest.mark.parametrize(
    ("types", "points"),
    [(["name", "email"], 1), (["name", "email", "location"], 2), (["name", "email", "iban"], 3), (["name", "email", "health"], 4)],
)
def test_context_takes_the_highest_category(types: list[str], points: int) -> None:
    """Simple 1, behavioural 2, financial 3, sensitive 4; a name with an e-mail address identifies fully."""
    made = of(
        data_types=types,
        nature=["availability"],
        availability_loss="temporary",
        backup_available="yes",
        malicious="no",
        context_reveals="no",
        controller_kind="ordinary",
    )
    assert (made.low, made.high) == (Decimal(points), Decimal(points))


def test_online_bank_attack_scores_four() -> None:
    """Financial data, identified, unknown spread, intent: 3 x 1 + 0.5 + 0.5."""
    case = next(case for case in cases() if case["id"] == "edpb-2021-07")
    made = score(view_of(load(), facts(case["facts"]), NOW))
    assert made.high == Decimal("4.0")
    assert made.bands()[1] == "very_high"


def test_a_trivial_sensitive_item_counts_one() -> None:
    """The step of the method for no real insight, only where it is claimed."""
    base = {
        "data_types": ["name", "email", "health"],
        "nature": ["confidentiality"],
        "recipient": "identified",
        "malicious": "no",
        "context_reveals": "no",
        "controller_kind": "ordinary",
    }
    assert of(**base, sensitive_trivial="yes").low == Decimal("1.25")
    assert of(**base).low == Decimal("4.25")


def test_unknown_is_an_interval() -> None:
    """Nothing known: from the least to the most that the method can give."""
    made = of()
    assert (made.low, made.high) == (Decimal("0.25"), Decimal("6.0"))
    assert ".." in made.working()


def test_it_warns_and_changes_nothing() -> None:
    """Case 9: 3.25 while the people need not be told: a warning beside an unchanged result."""
    case = next(case for case in cases() if case["id"] == "edpb-2021-09")
    made = assess(facts(case["facts"]), now=NOW)
    assert made.enisa_warning == "subjects"
    assert (made.authority.duty, made.subjects.duty) == ("document", "not_required")


def test_low_never_exceeds_high() -> None:
    """For every worked case."""
    for case in cases():
        made = score(view_of(load(), facts(case["facts"]), NOW))
        assert Decimal("0.25") <= made.low <= made.high <= Decimal(6)
