"""What calls for another look: the triggers run on the examples beside them, and a decision that relied on the old facts shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from breach.catalogue.loader import load as catalogue
from breach.catalogue.values import read
from breach.law.appraisal import Beside, Standing, appraise
from breach.law.reassessment import load, reassessment
from tests.law.facts_files import NOW

if TYPE_CHECKING:
    from breach.domain.facts import Facts

EXAMPLES = [(row, example) for row in load() for example in row["example"]]


def facts(raw: dict[str, Any]) -> Facts:
    """As a facts file gives them."""
    return {fact_id: read(catalogue().get(fact_id), value, "UTC") for fact_id, value in raw.items()}


@pytest.mark.parametrize(("row", "example"), EXAMPLES, ids=[f"{row['id']}-{number}" for number, (row, _) in enumerate(EXAMPLES)])
def test_example_beside_the_trigger(row: dict[str, Any], example: dict[str, Any]) -> None:
    """A trigger fires in its examples exactly where they say so."""
    found = reassessment(facts(example["old"]), facts(example["new"]), NOW)
    assert (row["id"] in [change.trigger for change in found]) is example["fires"]


def test_triggers_are_complete() -> None:
    """Each has words and a source in both languages, an example that fires and one that does not; its facts exist."""
    ids = [row["id"] for row in load()]
    assert len(set(ids)) == len(ids)
    for row in load():
        assert all(row[key] for key in ("fr", "en", "source_fr", "source_en"))
        assert {example["fires"] for example in row["example"]} == {True, False}
        assert all(fact in catalogue().facts for fact in row["facts"] if fact != "*")


def test_nothing_changed_nothing_fires() -> None:
    """The same facts, and facts that got better, call for nothing."""
    raw = {"people_count": 1200, "key_safe": True, "published": False, "recipient": "identified", "data_types": ["name", "iban"]}
    assert reassessment(facts(raw), facts(raw), NOW) == ()
    assert reassessment(facts(raw), facts({**raw, "people_count": 1000, "recipient": "trusted", "data_types": ["name"]}), NOW) == ()


def test_an_unknown_upper_end_may_have_grown() -> None:
    """A count that is no longer bounded above is a change of scale; from unknown to a number is not."""
    old = facts({"people_count": 40})
    assert [change.trigger for change in reassessment(old, facts({"people_count": {"estimate": [40, "unknown"]}}), NOW)] == ["people-tenfold"]
    assert reassessment(facts({"people_count": "unknown"}), facts({"people_count": 4000}), NOW) == ()


def test_each_fact_is_named_once() -> None:
    """Tenfold and into a higher band is one change of people_count, not two."""
    found = reassessment(facts({"people_count": 90}), facts({"people_count": 9000}), NOW)
    assert [(change.trigger, change.facts) for change in found] == [("people-tenfold", ("people_count",))]


def test_a_standing_decision_shows_it() -> None:
    """The appraisal names the decision, its entry and what changed; without a change it names nothing."""
    old = facts({"nature": ["confidentiality"], "people_count": 9, "data_types": ["name", "email"]})
    new = {**old, **facts({"people_count": 3500, "published": True})}
    decided = {"notify-authority": Standing("do-not-notify", 7, old)}
    made = appraise(new, now=NOW, beside=Beside(decided=decided))
    assert [(since.question, since.entry, [change.trigger for change in since.changes]) for since in made.since] == [
        ("notify-authority", 7, ["people-tenfold", "data-published"])
    ]
    assert appraise(old, now=NOW, beside=Beside(decided=decided)).since == ()
