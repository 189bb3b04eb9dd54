"""What reopens a decision, and which changes of facts make it old."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from breach.catalogue.loader import load
from breach.domain.facts import CodeSet, Fact, known
from breach.errors import InputError
from breach.law.bearing import bearing, changed
from breach.law.reopening import met, read

NOW = datetime(2026, 11, 25, 3, tzinfo=UTC)
LATER = NOW + timedelta(days=1)


def holds(text: str, **facts: Fact) -> bool:
    condition = read(load(), text)
    assert condition is not None
    return met(condition, facts, NOW)


def test_a_sentence_is_watched_by_a_person() -> None:
    assert read(load(), "si la presse en parle") is None
    assert read(load(), "Plus de 1000 personnes > grave") is None


def test_numbers_are_met_for_certain_only() -> None:
    assert holds("people_count>1000", people_count=known(1001))
    assert not holds("people_count>1000", people_count=known(1000))
    assert holds("people_count >= 1000", people_count=known(1000))
    assert not holds("people_count>1000", people_count=Fact("estimated", low=9, high=3500))
    assert holds("people_count>1000", people_count=Fact("estimated", low=1001))
    assert holds("people_count<10", people_count=Fact("estimated", low=1, high=9))
    assert not holds("people_count<10", people_count=Fact("estimated", low=1))
    assert not holds("people_count>0", people_count=Fact("unknown"))
    assert not holds("people_count>0")


def test_codes_and_answers() -> None:
    assert holds("published=oui", published=known(value=True))
    assert not holds("published=yes", published=known(value=False))
    assert holds("recipient=attacker", recipient=known("attacker"))
    assert holds("data_types=health", data_types=known(CodeSet(frozenset({"name", "health"}), at_least=True)))
    assert not holds("data_types=health,iban", data_types=known(CodeSet(frozenset({"health"}))))
    expired = Fact("assumed", value=True, because="x", until=NOW - timedelta(hours=1))
    assert not holds("published=yes", published=expired)


@pytest.mark.parametrize("text", ["people_cont>3", "people_count>beaucoup", "people_count=1..3", "title>3", "published>1", "published=peut-être"])
def test_what_can_never_be_met_is_refused(text: str) -> None:
    with pytest.raises(InputError):
        read(load(), text)


def test_titles_and_texts_bear_on_nothing() -> None:
    catalogue = load()
    assert not {name for name in bearing() if catalogue.get(name).type == "text"}
    assert changed({}, NOW, {"title": known("A"), "description": known("B")}, NOW) == []


def test_what_a_fact_says_counts_and_not_how_it_came_to_be_known() -> None:
    assumed = Fact("assumed", "yes", because="x", until=LATER)
    assert changed({"data_encrypted": assumed}, NOW, {"data_encrypted": known("yes")}, NOW) == []
    assert changed({"data_encrypted": assumed}, NOW, {"data_encrypted": assumed}, LATER) == ["data_encrypted"]  # it expired
    assert changed({"people_count": Fact("unknown")}, NOW, {"people_count": Fact("cannot_be_known", because="x")}, NOW) == []
    assert changed({}, NOW, {"people_count": known(3500)}, NOW) == ["people_count"]
    assert changed({"people_count": Fact("estimated", low=9, high=3500)}, NOW, {"people_count": known(3500)}, NOW) == ["people_count"]
