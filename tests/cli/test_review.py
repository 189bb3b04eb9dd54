"""The DPO's review, the hand-over note and the calls: what a person needs who was not there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from breach.clock_source import now
from breach.domain.instants import to_z
from breach.errors import StoreError
from tests.cli.conftest import PROFILE

if TYPE_CHECKING:
    from tests.cli.conftest import Breach

DPO = ("--as", "Sacha Petit:dpo")
BOSS = ("--as", "Solène Vauquelin:management")
HOSTILE = "<b>[clic](http://x)</b> # titre\x1b[31m"
CARDS = """
[[person]]
id = "alix"
name = "Alix Martin"
roles = ["lead"]
phone = "+33 1 99 00 12 36"
[[card]]
id = "host"
who_fr = "Hébergeur, urgence"
who_en = "Host, emergency"
phone = "+33 1 99 00 52 00"
why_fr = "Figer les journaux."
"""


@pytest.fixture
def ref(breach: Breach) -> str:
    """A file with facts and awareness."""
    found: str = breach.ok("log", "Connexions anormales")["ref"]
    breach.ok("facts", found, "role=controller", "nature=confidentiality", "data_types=name,iban", "people_count=9..3500", "recipient=attacker")
    breach.ok("facts", found, "first_signal_at=2026-11-20T08:00:00+01:00")
    breach.ok("aware", found, "--at", "2026-11-20T10:00", "--by", "Alix", "--basis", "journaux")
    return found


def test_a_review_begins_where_this_person_stopped(breach: Breach, ref: str) -> None:
    first = breach.ok("review", ref, *DPO)
    assert (first["since"], len(first["new"]), first["marked"]) == (None, 4, True)
    again = breach.ok("review", ref, *DPO)
    assert (again["since"]["entry"], again["new"], again["marked"]) == (4, [], False)
    breach.ok("note", ref, "compte coupé")
    assert [line["kind"] for line in breach.ok("review", ref, "--no-mark", *DPO)["new"]] == ["note"]
    assert [line["kind"] for line in breach.ok("review", ref, *DPO)["new"]] == ["note"]
    other = breach.ok("review", ref, "--as", "Un Auditeur:auditor")
    assert (len(other["new"]), other["marked"]) == (5, False)
    assert breach.ok("review", *DPO)[0]["new"] == 0
    assert breach.ok("review")[0]["new"] == 5
    assert breach("verify").code == 0


def test_what_each_person_could_know(breach: Breach, ref: str) -> None:
    breach.ok("review", ref, *DPO)
    late = breach.ok("note", ref, "fait nouveau")["entry"]
    own = breach.ok("opinion", ref, "notify-authority", "agree", "--why", "x", *DPO)["entry"]
    seen = [entry["n"] for entry in breach.ok("history", ref, "--seen-by", "Sacha Petit")]
    assert late not in seen
    assert seen == [1, 2, 3, 4, 5, own]
    assert breach("history", ref, "--seen-by", "Personne").code == 2


def test_the_review_is_in_the_order_in_which_it_is_judged(breach: Breach, ref: str) -> None:
    n = breach.ok("decide", ref, "inform-subjects", "do-not-inform", "--why", "x", "--reopen-if", "people_count>1000", "--reopen-if", "la presse")[
        "entry"
    ]
    told = breach.ok("review", ref, "--no-mark")
    rungs = {rung["rung"]: rung["delay_seconds"] for rung in told["awareness"]["rungs"]}
    assert rungs["aware_at"] == 7200
    assert [item["fact"] for item in told["assumed"]] == ["people_count"]
    assert "exfiltrated" in {item["fact"] for item in told["unknown"]}
    assert told["waiting"][0]["entry"] == n
    assert [(item["text"], item["condition"] is None) for item in told["reopen_if"]] == [("people_count>1000", False), ("la presse", True)]
    assert told["integrity"]["ok"] is True
    words = breach("review", ref, "--no-mark").out
    parts = [
        "Depuis votre dernier regard",
        "Horloges",
        "Prise de connaissance",
        "Su",
        "Évaluation",
        "Décidé",
        "Projets",
        "Intégrité",
        "Ce qui rouvrirait",
    ]
    places = [words.index(f"\n{part}") for part in parts]
    assert places == sorted(places)
    assert "Since you last looked" in breach("review", ref, "--no-mark", "--lang", "en").out


def test_a_changed_draft_voids_its_signature(breach: Breach, ref: str) -> None:
    draft = ("notice", ref, "--form", "cnil-2023", "--type", "initial")
    first = breach.ok(*draft, "-o", breach.home / "a.md")["entry"]
    breach.ok("sign", ref, first, *BOSS)
    assert breach.ok("review", ref, "--no-mark")["signed_drafts"][0]["signed"][0]["void"] is False
    breach.ok("facts", ref, "people_count=10")
    breach.ok(*draft, "-o", breach.home / "b.md")
    held = breach.ok("review", ref, "--no-mark")["signed_drafts"]
    assert (held[0]["signed"][0]["void"], held[1]["signed"]) == (True, [])
    assert "CADUQUE" in breach("review", ref, "--no-mark").out


def test_the_handover_says_what_comes_next(breach: Breach, ref: str) -> None:
    breach.ok("filed", ref, "--form", "cnil-2023", "--type", "initial", "--at", to_z(now()), "--reference", "R", "--as", "Noé:on_call")
    breach.ok("evidence", "add", ref, breach.file("j.txt", "x"))
    told = breach.ok("handover", ref)
    assert len(told["next"]) == 3
    assert told["next"][0]["waiting"]["what"] == "ratification"
    assert [(item["name"], item["size"]) for item in told["evidence"]] == [(str(breach.home / "j.txt"), 1)]
    assert [item["fact"] for item in told["assumed"]] == ["people_count"]
    text = breach("handover", ref).out
    for part in ("Horloges", "À faire ensuite", "Décidé", "Su", "Pas su", "Preuves"):
        assert f"## {part}" in text
    assert breach("handover", ref, "-o", breach.home / "h.md").code == 0
    assert (breach.home / "h.md").read_text(encoding="utf-8").startswith("# Relève")
    assert breach("handover", ref, "-o", breach.home / "h.md").code == 2


def test_a_new_file_is_handed_over_with_its_first_step(breach: Breach) -> None:
    ref = breach.ok("log", HOSTILE, "--exercise")["ref"]
    breach.ok("decide", ref, "file-complaint", "file", "--why", HOSTILE)
    told = breach.ok("handover", ref)
    assert told["next"][0]["what"] == "aware"
    text = breach("handover", ref).out
    assert "EXERCICE" in text
    assert "\x1b" not in text
    assert "\\<b\\>" in text
    assert "\n#" not in text.replace("\n# ", "", 1).replace("\n## ", "")


def test_whom_to_call_and_what_came_of_it(breach: Breach, ref: str) -> None:
    breach.ok("init", "--profile", breach.file("p.toml", PROFILE + CARDS))
    told = breach.ok("call", ref)
    assert [card["id"] for card in told["cards"]] == ["dpo", "alix", "host", "cert-fr", "17cyber", "cnil"]
    public = [card for card in told["cards"] if card["source"]]
    assert all(card["to_check"] for card in public)
    done = breach.ok("call", ref, "host", "--outcome", "sans réponse", "--at", "il y a 5 min")
    assert done["card"] == "host"
    assert breach.ok("call", ref, "alix martin", "--outcome", "prévient le DPO")["card"] == "alix"
    assert breach.ok("call", ref, "Le gardien", "--outcome", "ouvre la porte")["card"] is None
    tried = breach.ok("call", ref)["tried"]
    assert [item["outcome"] for item in tried] == ["sans réponse", "prévient le DPO", "ouvre la porte"]
    assert "sans réponse" in breach("show", ref).out
    assert breach("call", ref, "host").code == 2
    assert "+33 1 99 00 52 00" in breach("call", ref).out


def test_calls_need_no_profile(bare: Breach) -> None:
    ref = bare.ok("log", "x")["ref"]
    assert [card["id"] for card in bare.ok("call", ref)["cards"]] == ["cert-fr", "17cyber", "cnil"]
    assert bare.ok("handover", ref)["next"][0]["what"] == "aware"
    assert bare.ok("review", ref)["marked"] is True


def test_a_review_is_read_where_nothing_can_be_written(breach: Breach, ref: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from breach.service.desk import Acting

    def refused(_: Acting) -> None:
        raise StoreError("folder-read-only", path="x")

    monkeypatch.setattr(Acting, "__enter__", refused)
    told = breach.ok("review", ref)
    assert (told["marked"], len(told["new"])) == (False, 4)


def test_what_is_new_says_which_facts_changed_and_to_what(breach: Breach) -> None:
    breach.ok("log", "fuite")
    breach.ok("facts", "1", "people_count=9", "description=un ancien client")
    breach.ok("facts", "1", "people_count=3500", "--because", "export relu")
    breach.ok("decide", "1", "notify-authority", "notify", "--why", "beaucoup de monde")
    said = [
        line.split(" — ", 1)[1] for line in breach("review", "1", "--no-mark").out.replace("\u00a0", " ").replace("\u202f", " ").splitlines()[4:8]
    ]
    assert "« Nombre approximatif de personnes concernées » : 9" in said[1]
    assert said[2] == "« Nombre approximatif de personnes concernées » : 3 500 – export relu"
    assert said[3] == "Notifier l'autorité ? notifier – beaucoup de monde"
    shown = breach("show", "1").out.replace("\u00a0", " ").replace("\u202f", " ")
    assert "« Nombre approximatif de personnes concernées » : 3 500 – export relu" in shown
    breach.ok("erase", "1", 2, "--why", "minimisation")
    assert "[effacé]" in breach("show", "1").out
    assert "ancien client" not in breach("review", "1", "--no-mark").out


def test_no_two_cards_have_one_id_and_nobody_of_the_organisation_is_lost(breach: Breach, ref: str) -> None:
    own = '[[card]]\nid = "cnil"\nwho_fr = "Notre avocate"\nwho_en = "Our lawyer"\nphone = "+33 1 99 00 52 00"\n'
    breach.ok("init", "--profile", breach.file("p.toml", PROFILE + CARDS.replace('"alix"', '"dpo"') + own))
    told = breach.ok("call", ref)["cards"]
    assert [held["id"] for held in told] == ["dpo-2", "dpo", "host", "cnil", "cert-fr", "17cyber"]
    assert next(held["who"] for held in told if held["id"] == "cnil") == "Notre avocate"
    assert breach.ok("call", ref, "dpo-2", "--outcome", "répond")["card"] == "dpo-2"


def test_cards_say_a_role_in_words_and_a_role_of_the_profile_as_it_is(breach: Breach, ref: str) -> None:
    people = '[[person]]\nid = "a"\nname = "Alix Martin"\nroles = ["on-call", "vigie"]\nphone = "+33 1 99 00 12 36"\n'
    breach.ok("init", "--profile", breach.file("p.toml", PROFILE + people))
    assert "Alix Martin (astreinte, vigie)" in breach("call", ref).out
    assert "Alix Martin (on call, vigie)" in breach("call", ref, "--lang", "en").out
