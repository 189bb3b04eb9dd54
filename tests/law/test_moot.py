"""A question without an object settles no duty: the rules never lean on a fact that is left out of the questions."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from breach.catalogue.derive import derived
from breach.catalogue.loader import load
from breach.catalogue.moot import ANY, asked, moot
from breach.domain.facts import CodeSet, Fact
from breach.law.assessment import assess
from breach.service.files import read
from breach.service.ledger import not_known
from tests.storage.stores import desk, made

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 11, 22, 2, 10, tzinfo=UTC)


def _values(gate: str, answers: frozenset[str]) -> list[object]:
    """Values of ``gate`` that have none of ``answers``."""
    definition = load().get(gate)
    if definition.type == "yes_no":
        return [held for held, word in ((True, "yes"), (False, "no")) if word not in answers]
    others = [code.id for code in definition.codes if code.id not in answers | definition.unknown_codes]
    if definition.type == "one_of":
        return list(others)
    return [CodeSet(frozenset())] if ANY in answers else [CodeSet(frozenset({code})) for code in others]


CASES = [
    (definition.id, gate, value) for definition in load().facts.values() for gate, answers in definition.only_if for value in _values(gate, answers)
]


@pytest.mark.parametrize(("fact_id", "gate", "value"), CASES, ids=lambda held: held if isinstance(held, str) else "")
def test_what_is_not_asked_would_settle_nothing(fact_id: str, gate: str, value: object) -> None:
    seen = derived({gate: Fact("known", value)}, NOW, {})  # type: ignore[arg-type]
    assert moot(fact_id, seen, NOW)
    deciding = {fact for item in assess(seen, now=NOW).deciding_facts for fact in item.facts}
    assert fact_id not in deciding


def test_altered_data_that_were_put_back_from_a_copy_are_asked_about() -> None:
    integrity = Fact("known", CodeSet(frozenset({"integrity"})))
    answers = {"data_intact": False, "backup_available": True, "altered_data_used": False, "alteration_reversible": False}
    seen = derived({"nature": integrity, **{fact: Fact("known", given) for fact, given in answers.items()}}, NOW, {})
    assert "restored" in {fact for item in assess(seen, now=NOW).deciding_facts for fact in item.facts}
    assert not moot("restored", seen, NOW)


def test_what_may_still_be_otherwise_is_asked() -> None:
    password, name = CodeSet(frozenset({"password"})), CodeSet(frozenset({"name"}))
    for fact, expected in (
        (Fact("known", name), True),
        (Fact("known", password), False),
        (Fact("known", CodeSet(frozenset({"name"}), at_least=True)), False),
        (Fact("assumed", name, because="x", until=datetime(2026, 12, 1, tzinfo=UTC)), False),
        (Fact("unknown"), False),
    ):
        assert moot("passwords_stored", {"data_types": fact}, NOW) is expected
    assert not moot("passwords_stored", {}, NOW)
    assert moot("sensitive_trivial", {"sensitive": Fact("known", CodeSet(frozenset()))}, NOW)
    assert not moot("sensitive_trivial", {"sensitive": Fact("known", CodeSet(frozenset({"health"})))}, NOW)


def test_the_text_of_other_is_asked_once_other_was_chosen() -> None:
    text = load().get("data_types_other")
    assert not asked(text, {}, NOW)
    assert not asked(text, {"data_types": Fact("known", CodeSet(frozenset({"name"})))}, NOW)
    assert asked(text, {"data_types": Fact("known", CodeSet(frozenset({"name", "other_data"})))}, NOW)
    assert not asked(load().get("people_description"), {}, NOW)
    coarse, other = load().get("data_categories_other"), Fact("known", CodeSet(frozenset({"other"})))
    assert asked(coarse, {"data_categories": other}, NOW)
    assert not asked(coarse, {"data_categories": other, "data_types": Fact("known", CodeSet(frozenset({"other_data"})))}, NOW)


def test_every_gate_is_a_fact_and_its_answers_are_its_own() -> None:
    for definition in load().facts.values():
        for gate, answers in definition.only_if:
            known = {"yes", "no", ANY} if load().get(gate).type == "yes_no" else {code.id for code in load().get(gate).codes} | {ANY}
            assert answers <= known, definition.id


def test_what_a_duty_hangs_on_is_never_left_out(tmp_path: Path) -> None:
    held = made(tmp_path, files=1)
    opened = read(desk(held), "1")
    opened.facts["data_encrypted"] = Fact("known", value="no")
    assert "key_safe" not in not_known(opened, NOW)
    assert "key_safe" in not_known(opened, NOW, {"key_safe"})
    held.close()
