"""Awareness, provable: the ladder, several defensible starts, what is challenged with decided cases, the links' delays, the reasons for delay."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from breach.clock_source import now
from breach.domain.instants import to_z

if TYPE_CHECKING:
    from tests.cli.conftest import Breach


_NOW = now()
"""Once for all: two instants of a test lie exactly as far apart as they say."""


def _ago(hours: float) -> str:
    return to_z(_NOW - timedelta(hours=hours))


def _aware(breach: Breach, ref: str, hours: float, *more: str) -> Any:
    return breach.ok("aware", ref, "--at", _ago(hours), "--by", "Alix Martin", "--basis", "journaux relus", *more)


def _starts(breach: Breach, ref: str) -> list[str]:
    return sorted(c["anchor"]["status"] for c in breach.ok("clock", ref) if c["clock"] == "gdpr-33-1" and c["anchor"]["at"])


def _challenges(breach: Breach, ref: str) -> dict[str, dict[str, Any]]:
    return {held["id"]: held for held in breach.ok("show", ref)["awareness"]["challenges"]}


def _odd(hours: float) -> str:
    """An instant ``hours`` ago that is no round hour in any zone."""
    at = now() - timedelta(hours=hours)
    return to_z(at.replace(minute=17, second=3) if at.minute != 17 else at)


def test_every_defensible_start_has_its_deadline_until_one_is_signed(breach: Breach) -> None:
    ref = breach.ok("log", "alerte")["ref"]
    _aware(breach, ref, 30, "--candidate")
    _aware(breach, ref, 20, "--candidate")
    assert _starts(breach, ref) == ["candidate", "candidate"]
    held = breach.ok("show", ref)
    assert held["facts"]["aware_at"]["value"] == held["awareness"]["starts"][0]["at"]  # the strictest, while none is signed
    assert {"several", "unsigned"} <= _challenges(breach, ref).keys()
    assert "2 départs sont défendables" in breach("show", ref).out
    at = held["awareness"]["starts"][1]["at"]
    breach.ok("aware", ref, "--at", at, "--by", "Alix Martin", "--basis", "la première alerte ne montrait aucune donnée")
    assert _starts(breach, ref) == ["signed", "superseded"]
    assert "several" not in _challenges(breach, ref)
    assert breach("aware", ref, "--at", _ago(2), "--by", "Alix Martin", "--basis", "x").code == 4


def test_a_start_put_forward_after_a_signature_stands_beside_it(breach: Breach) -> None:
    ref = breach.ok("log", "alerte")["ref"]
    _aware(breach, ref, 20)
    _aware(breach, ref, 40, "--candidate")
    assert _starts(breach, ref) == ["candidate", "signed"]
    assert breach.ok("show", ref)["awareness"]["rungs"][-1]["at"] == breach.ok("facts", ref)["aware_at"]["value"]
    assert _challenges(breach, ref)["several"]["text"].startswith("2 ")


def test_a_processor_that_told_us_is_a_start_to_confirm(breach: Breach) -> None:
    ref = breach.ok("log", "message du prestataire")["ref"]
    parties = [{"kind": "processor", "name": "Hébergeur Aulne", "told_us_at": _ago(9)}]
    breach.ok("facts", ref, "--facts", breach.file("f.json", json.dumps({"parties": parties, "occurred_from": _ago(60)})))
    assert _starts(breach, ref) == ["candidate"]
    _aware(breach, ref, 3)
    held = _challenges(breach, ref)["processor"]
    assert "Hébergeur Aulne" in held["text"]
    link = breach.ok("show", ref)["awareness"]["chain"][0]
    assert (link["party"], link["way"], link["delay_seconds"] // 3600) == ("Hébergeur Aulne", "told_us", 51)


def test_a_company_of_the_group_that_told_us_first_is_asked_about(breach: Breach) -> None:
    ref = breach.ok("log", "x")["ref"]
    parties = [
        {"kind": "group_entity", "name": "Filiale Bruyère", "told_us_at": _ago(30)},
        {"kind": "client_controller", "name": "Mairie d’Osier", "we_told_at": _ago(1)},
    ]
    breach.ok("facts", ref, "--facts", breach.file("f.json", json.dumps({"parties": parties})))
    assert _starts(breach, ref) == []  # a company of the group is not a processor: it starts nothing by itself
    _aware(breach, ref, 4)
    assert [case["id"] for case in _challenges(breach, ref)["group"]["cases"]] == ["twitter"]
    chain = breach.ok("show", ref)["awareness"]["chain"]
    assert [(link["way"], link["since"]) for link in chain] == [("told_us", None), ("we_told", "aware_at")]
    assert chain[1]["delay_seconds"] == 3 * 3600


def test_the_ladder_has_proof_person_and_delay(breach: Breach) -> None:
    ref = breach.ok("log", "x")["ref"]
    facts = {"first_signal_at": {"value": _ago(12), "source": "supervision"}, "discovered_by": "astreinte", "suspected_at": _ago(11)}
    breach.ok("facts", ref, "--facts", breach.file("f.json", json.dumps(facts)))
    _aware(breach, ref, 8)
    rungs = {rung["rung"]: rung for rung in breach.ok("show", ref)["awareness"]["rungs"]}
    assert rungs["occurred_from"]["at"] is None
    assert (rungs["first_signal_at"]["proof"], rungs["first_signal_at"]["by"]) == ("supervision", "astreinte")
    assert (rungs["suspected_at"]["delay_seconds"], rungs["suspected_at"]["proof"]) == (3600, None)
    assert (rungs["aware_at"]["delay_seconds"], rungs["aware_at"]["by"], rungs["aware_at"]["proof"]) == (3 * 3600, "Alix Martin", "journaux relus")
    out = breach("show", ref).out
    assert "Soupçon" in out
    assert "sans pièce indiquée" in out


def test_a_missing_or_late_awareness_is_challenged_with_decided_cases(breach: Breach) -> None:
    ref = breach.ok("log", "x")["ref"]
    assert _challenges(breach, ref) == {}
    breach.ok("facts", ref, f"first_signal_at={_ago(50)}", f"suspected_at={_ago(49)}")
    held = _challenges(breach, ref)
    assert set(held) == {"missing", "open-suspicion"}
    cases = {case["id"]: case for case in held["missing"]["cases"]}
    assert cases["booking"]["to_check"] is True
    assert cases["booking"]["source"]
    assert cases["booking"]["checked_on"] <= "2026-10-10"
    assert "unread-alert" in cases
    assert "la loi ne donne pas de chiffre" in held["open-suspicion"]["text"]
    _aware(breach, ref, 2)
    assert "late" in _challenges(breach, ref)
    assert not {"missing", "open-suspicion"} & _challenges(breach, ref).keys()


def test_a_young_suspicion_is_not_challenged(breach: Breach) -> None:
    ref = breach.ok("log", "x")["ref"]
    breach.ok("facts", ref, f"suspected_at={_ago(5)}")
    assert "open-suspicion" not in _challenges(breach, ref)


def test_a_round_hour_an_order_turned_over_and_the_dpo_s_hour(breach: Breach) -> None:
    ref = breach.ok("log", "x")["ref"]
    breach.ok("facts", ref, "first_signal_at=2026-11-18T08:12[Europe/Paris]", "occurred_from=2026-11-19T11:30[Europe/Paris]")
    breach.ok("aware", ref, "--at", "2026-11-19T09:00[Europe/Paris]", "--by", "Sacha Petit", "--basis", "lu à l'arrivée")
    held = _challenges(breach, ref)
    assert {"round", "order", "dpo", "late"} <= held.keys()
    assert "la survenue" in held["order"]["text"]
    exact = breach.ok("log", "y")["ref"]
    breach.ok("aware", exact, "--at", "2026-11-19T09:17:03[Europe/Paris]", "--by", "Alix Martin", "--basis", "journal")
    assert "round" not in _challenges(breach, exact)


def test_challenges_change_no_clock(breach: Breach) -> None:
    ref = breach.ok("log", "x")["ref"]
    breach.ok("facts", ref, f"first_signal_at={_ago(90)}")
    _aware(breach, ref, 1)
    row = next(c for c in breach.ok("clock", ref) if c["clock"] == "gdpr-33-1")
    assert row["state"] == "running"


def test_the_reasons_are_drafted_from_the_timeline_and_the_notice_takes_them(breach: Breach) -> None:
    ref = breach.ok("log", "x")["ref"]
    breach.ok("facts", ref, f"first_signal_at={_odd(110)}")
    assert breach("delay", ref, "--accept").code == 4  # nothing is known of awareness
    _aware(breach, ref, 100)
    breach.ok("filed", ref, "--form", "cnil-2023", "--failed", "téléservice en panne.", "--at", _ago(27))
    held = breach.ok("delay", ref)
    assert (held["required"], held["missing"], held["given"]) == (True, True, None)
    assert [late["clock"] for late in held["late"]] == ["gdpr-33-1"]
    order = [held["draft"].index(word) for word in ("Premier signal", "Prise de connaissance", "Limite des 72 heures", "téléservice en panne")]
    assert order == sorted(order)
    assert "breach delay" in breach("show", ref).out
    notice = breach.ok("notice", ref, "--form", "cnil-2023", "--type", "initial")
    assert next(f["missing"] for f in notice["fields"] if "retard" in f["label"].lower()) == "now"
    breach.ok("delay", ref, "--accept")
    after = breach.ok("delay", ref)
    assert (after["missing"], after["given"]) == (False, held["draft"])
    notice = breach.ok("notice", ref, "--form", "cnil-2023", "--type", "initial")
    assert next(f["value"] for f in notice["fields"] if "retard" in f["label"].lower()) == held["draft"]
    breach.ok("delay", ref, "--reason", "panne du téléservice, puis vérification")
    assert breach.ok("delay", ref)["given"] == "panne du téléservice, puis vérification"
    assert breach("delay", ref, "--accept", "--reason", "x").code == 2


def test_reasons_are_taken_with_and_after_a_late_filing(breach: Breach) -> None:
    ref = breach.ok("log", "x")["ref"]
    _aware(breach, ref, 100)
    filing = ("filed", ref, "--form", "cnil-2023", "--type", "complete", "--at", _ago(10), "--reference", "R")
    breach.ok(*filing)
    held = breach.ok("delay", ref)
    assert held["missing"]
    assert held["late"] == [{"clock": "gdpr-33-1", "late_by_seconds": 18 * 3600, "frozen": True}]
    assert "soit 18 h" in held["draft"]
    other = breach.ok("log", "y")["ref"]
    _aware(breach, other, 100)
    breach.ok("filed", other, *filing[2:], "--late-reason", "fermeture annuelle")
    assert breach.ok("delay", other)["given"] == "fermeture annuelle"


def test_nothing_is_required_in_time(breach: Breach) -> None:
    ref = breach.ok("log", "x")["ref"]
    _aware(breach, ref, 3)
    held = breach.ok("delay", ref)
    assert (held["required"], held["missing"], held["late"]) == (False, False, [])
    assert "aucun motif" in breach("delay", ref).out


def test_the_two_working_days_are_a_note_and_no_more(breach: Breach) -> None:
    ref = breach.ok("log", "x")["ref"]
    breach.ok("aware", ref, "--at", "2026-11-13T17:15[Europe/Paris]", "--by", "Alix Martin", "--basis", "journaux")
    held = breach.ok("delay", ref)
    assert len(held["notes"]) == 1
    assert "mar. 17 nov. 2026" in held["notes"][0]
    assert "1182" not in held["draft"]
    due = next(c["due_at"] for c in breach.ok("clock", ref) if c["clock"] == "gdpr-33-1")
    assert datetime.fromisoformat(due) == datetime.fromisoformat("2026-11-16T17:15:00+01:00")


def test_english_words(breach: Breach) -> None:
    ref = breach.ok("log", "x")["ref"]
    breach.ok("facts", ref, f"first_signal_at={_ago(100)}")
    _aware(breach, ref, 99)
    out = breach("show", ref, "--lang", "en").out
    assert "First signal" in out
    assert "Draft from the timeline" in breach("delay", ref, "--lang", "en").out
