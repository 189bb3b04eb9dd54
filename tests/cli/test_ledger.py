"""The ledger of unknowns: what is not known and matters, with who was asked, since when and by when."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Breach


@pytest.fixture
def ref(breach: Breach) -> str:
    """A file with two questions: one about a fact with a time limit, one about none."""
    found: str = breach.ok("log", "Connexions anormales")["ref"]
    breach.ok("ask", found, "Exploitation", "Combien de lignes ?", "--field", "records_count", "--due", "2030-01-01T09:00+01:00")
    breach.ok("ask", found, "RSSI", "Qui a le lien ?")
    return found


def test_what_is_owed_comes_first_then_what_bears_on_a_duty_then_what_the_notice_wants(breach: Breach, ref: str) -> None:
    found = breach.ok("ask", ref)
    assert [(item["fact"], item["to"], item["entry"]) for item in found[:2]] == [("records_count", "Exploitation", 2), (None, "RSSI", 3)]
    assert found[0]["due_at"] == "2030-01-01T08:00:00Z"
    assert (found[0]["duty"], found[0]["wanted"]) == (True, "complement")
    by_fact = {item["fact"]: item for item in found}
    assert by_fact["nature"]["duty"] is True
    assert by_fact["nature"]["wanted"] == "now"
    assert by_fact["discovery"] == {**by_fact["discovery"], "duty": False, "wanted": "now", "to": None, "entry": None}
    ranks = [0 if item["entry"] else 1 if item["duty"] else 2 if item["wanted"] == "now" else 3 for item in found]
    assert ranks == sorted(ranks)
    assert all(item["entry"] or item["duty"] or item["wanted"] for item in found)


def test_an_answer_takes_it_off_and_a_fact_that_cannot_be_known_is_asked_no_more(breach: Breach, ref: str) -> None:
    breach.ok("answer", ref, 2, "compté", "--value", "412")
    breach.ok("answer", ref, 3, "personne d’autre")
    breach.ok("facts", ref, "nature=integrity", "discovery=cannot_be_known")
    found = breach.ok("ask", ref)
    assert not {"records_count", "nature", "discovery", None} & {item["fact"] for item in found}


def test_late_is_said_in_words_and_other_papers_name_who_owes(breach: Breach, ref: str) -> None:
    late = breach("ask", ref, "--now", "2030-01-01T11:00+01:00").out.replace("\u00a0", " ")
    assert "demandé à Exploitation" in late
    assert "EN RETARD de 2 h 00" in late
    assert "Demandé, réponse attendue" in late
    for verb in ("review", "handover"):
        assert "demandé à Exploitation" in breach(verb, ref).out.replace("\u00a0", " ")
    asked = [item for item in breach.ok("handover", ref)["unknown"] if item["asked"]]
    assert [(item["fact"], item["asked"]["to"]) for item in asked] == [("records_count", "Exploitation")]
    english = breach("ask", ref, "--lang", "en").out
    assert "Asked, answer awaited" in english


def test_options_of_a_question_without_a_question_are_refused(breach: Breach, ref: str) -> None:
    assert breach("ask", ref, "--field", "nature").code == 2
