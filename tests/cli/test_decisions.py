"""The decision history as people make it: silence approved by a second person, filings ratified, opinions followed or not, facts that grow."""

from __future__ import annotations

import zipfile
from io import TextIOWrapper
from typing import TYPE_CHECKING, Any

import pytest

from breach.clock_source import now
from breach.domain.instants import from_z, to_local, to_z

if TYPE_CHECKING:
    from tests.cli.conftest import Breach

SILENT = ("notify-authority", "do-not-notify")
BOSS = ("--as", "Solène Vauquelin:management")
DPO = ("--as", "Sacha Petit:dpo")


@pytest.fixture
def ref(breach: Breach) -> str:
    """A file with facts and awareness."""
    found: str = breach.ok("log", "Message envoyé à un mauvais destinataire")["ref"]
    breach.ok("facts", found, "role=controller", "nature=confidentiality", "data_types=name,email", "people_count=9", "recipient=trusted")
    breach.ok("aware", found, "--at", "2026-11-20T10:00", "--by", "Alix", "--basis", "journaux")
    return found


def waits(breach: Breach, ref: str) -> list[tuple[str, int]]:
    return [(item["what"], item["entry"]) for item in breach.ok("show", ref)["waiting"]]


def last(breach: Breach, ref: str) -> dict[str, Any]:
    found: dict[str, Any] = breach.ok("history", ref)[-1]
    return found


def test_silence_waits_for_a_second_person(breach: Breach, ref: str) -> None:
    ran = breach("decide", ref, *SILENT, "--why", "destinataire de confiance")
    n = last(breach, ref)["n"]
    assert f"breach approve {ref} {n}" in ran.out
    assert waits(breach, ref) == [("approval", n)]
    assert breach.ok("list")[0]["waiting"] == ["approval"]
    assert "approbation en attente" in breach("list").out
    done = breach.ok("approve", ref, n, "--why", "vérifié", *BOSS)
    assert done["remarks"] == []
    body = last(breach, ref)["body"]
    assert (body["entry"], body["mandate"], body["why"]) == (n, "declared", "vérifié")
    assert body["sha256"] == breach.ok("history", ref)[n - 1]["hash"]
    assert waits(breach, ref) == []
    assert breach.ok("list")[0]["waiting"] == []
    assert breach("approve", ref, n, *BOSS).code == 4


def test_the_dpo_does_not_approve_and_nobody_without_a_mandate_does(breach: Breach, ref: str) -> None:
    n = breach.ok("decide", ref, *SILENT, "--why", "x")["entry"]
    for who, code in (("Sacha Petit:dpo", "dpo-advises"), ("Noé:on_call", "no-mandate"), ("Noé:legal", "no-mandate"), ("Noé:auditor", "no-mandate")):
        ran = breach("approve", ref, n, "--as", who, "--json")
        assert (ran.code, ran.data["error"]["code"]) == (4, code)
    assert breach("approve", ref, 1, *BOSS).code == 4
    assert breach("approve", ref, 99, *BOSS).code == 2
    assert waits(breach, ref) == [("approval", n)]


def test_who_wears_every_hat_may_and_the_file_says_so(breach: Breach, ref: str) -> None:
    n = breach.ok("decide", ref, *SILENT, "--why", "x", "--as", "Sacha Petit:management")["entry"]
    assert last(breach, ref)["body"]["remarks"] == ["decider-is-dpo"]  # the profile names them as the DPO
    done = breach.ok("approve", ref, n, "--as", "sacha  petit:management")
    assert done["remarks"] == ["self-approval", "approver-is-dpo"]
    words = breach("show", ref).out
    assert "La même personne a décidé et approuvé" in words
    assert words.count("art. 38(6)") == 2


def test_a_file_is_not_closed_over_an_unapproved_silence(breach: Breach, ref: str) -> None:
    n = breach.ok("decide", ref, *SILENT, "--why", "x")["entry"]
    assert breach("decide", ref, "close", "close", "--why", "fini").code == 4
    breach.ok("approve", ref, n, *BOSS)
    breach.ok("decide", ref, "close", "close", "--why", "fini")


def test_options_are_weighed_both_ways(breach: Breach, ref: str) -> None:
    words = ("--against", "des IBAN sont possibles", "--option", "notifier", "--for", "prudence", "--against", "rien de sûr", "--option", "attendre")
    breach.ok("decide", ref, *SILENT, "--why", "x", *words)
    body = last(breach, ref)["body"]
    assert body["options"] == ["notifier", "attendre"]
    assert [(a["option"], a["side"], a["text"]) for a in body["arguments"]] == [
        (None, "against", "des IBAN sont possibles"),
        (0, "for", "prudence"),
        (0, "against", "rien de sûr"),
    ]
    shown = breach("show", ref).out
    assert "Option : notifier" in shown.replace("\u00a0", " ")


def test_a_decision_grows_old_with_the_facts_that_bear_on_it(breach: Breach, ref: str) -> None:
    n = breach.ok("decide", ref, *SILENT, "--why", "neuf personnes")["entry"]
    breach.ok("approve", ref, n, *BOSS)
    breach.ok("facts", ref, "title=AUTRE", "description=mieux dit", "measures_after=formation")
    assert waits(breach, ref) == []
    breach.ok("facts", ref, "people_count=3500", "data_types=name,email,health", "exfiltrated=yes", "--because", "export relu")
    assert waits(breach, ref) == [("stale", n)]
    assert breach.ok("show", ref)["decisions"][0]["stale"] == ["data_types", "exfiltrated", "people_count"]
    assert breach.ok("list")[0]["waiting"] == ["stale"]
    stands = breach.ok("decide", ref, "notify-authority", "stands", "--why", "toujours le même destinataire")["entry"]
    assert waits(breach, ref) == [("approval", stands)]  # silence on other facts is another silence
    breach.ok("approve", ref, stands, *BOSS)
    assert waits(breach, ref) == []
    held = breach.ok("show", ref)["decisions"][0]
    assert (held["stands"], held["upheld"][0]["n"], held["snapshot_ok"]) == (True, stands, True)


def test_an_assumption_confirmed_changes_nothing(breach: Breach, ref: str) -> None:
    breach.ok("facts", ref, 'data_encrypted={"assumed": "yes", "because": "règle", "until": "2199-01-01T00:00:00Z"}')
    breach.ok("decide", ref, "notify-authority", "notify", "--why", "x")
    breach.ok("facts", ref, "data_encrypted=yes", "--because", "constaté")
    assert waits(breach, ref) == []


def test_there_must_be_something_to_uphold(breach: Breach, ref: str) -> None:
    assert breach("decide", ref, "close", "stands", "--why", "x").code == 4


def test_what_would_reopen_a_decision_is_watched(breach: Breach, ref: str) -> None:
    conditions = ("people_count>1000", "published=yes", "si la presse en parle")
    n = breach.ok("decide", ref, "file-complaint", "do-not-file", "--why", "x", *(word for c in conditions for word in ("--reopen-if", c)))["entry"]
    assert waits(breach, ref) == []
    breach.ok("facts", ref, "people_count=900..1200", "--because", "recompté")
    assert waits(breach, ref) == []
    breach.ok("facts", ref, "people_count=1001..1200", "--because", "recompté")
    assert waits(breach, ref) == [("reopen", n)]
    assert breach.ok("show", ref)["waiting"][0]["details"] == ["people_count>1000"]
    breach.ok("decide", ref, "file-complaint", "stands", "--why", "vu")
    assert waits(breach, ref) == []
    for wrong in ("people_cont>3", "title>3", "people_count>beaucoup", "published=peut-être"):
        assert breach("decide", ref, "file-complaint", "file", "--why", "x", "--reopen-if", wrong).code == 2


def test_overruling_the_dpo_needs_reasons_and_a_name(breach: Breach, ref: str, monkeypatch: pytest.MonkeyPatch) -> None:
    said = breach.ok("opinion", ref, "inform-subjects", "reserve", "--advises", "inform", "--why", "risque d'hameçonnage", *DPO)["entry"]
    against = ("decide", ref, "inform-subjects", "wait", "--why", "enquête en cours")
    assert breach(*against, "--json").data["error"]["code"] == "overruling-needs-reasons"
    monkeypatch.delenv("BREACH_AS")
    assert breach(*against, "--overrule", "police", "--json").data["error"]["code"] == "name-needed"
    breach.ok(*against, "--overrule", "à la demande de la police", *BOSS)
    body = last(breach, ref)["body"]
    assert (body["overrules"], body["overrule_why"]) == ([said], "à la demande de la police")
    assert waits(breach, ref) == []
    assert f"Ne suit pas l’avis du DPO (entrée {said})" in breach("show", ref).out
    breach.ok("decide", ref, "inform-subjects", "inform", "--why", "suivi")


def test_a_dissent_after_the_decision_waits_for_an_answer(breach: Breach, ref: str) -> None:
    breach.ok("decide", ref, "inform-subjects", "wait", "--why", "x")
    said = breach.ok("opinion", ref, "inform-subjects", "dissent", "--why", "trop long", *DPO)["entry"]
    assert waits(breach, ref) == [("dissent", said)]
    assert breach("decide", ref, "inform-subjects", "stands", "--why", "x").code == 4
    breach.ok("decide", ref, "inform-subjects", "stands", "--why", "x", "--overrule", "le parquet le demande", *BOSS)
    assert waits(breach, ref) == []


def test_approving_what_the_dpo_spoke_against_since_needs_reasons_and_a_name(breach: Breach, ref: str) -> None:
    n = breach.ok("decide", ref, *SILENT, "--why", "x")["entry"]
    said = breach.ok("opinion", ref, "notify-authority", "dissent", "--why", "je notifierais", *DPO)["entry"]
    assert waits(breach, ref) == [("approval", n), ("dissent", said)]
    assert breach("approve", ref, n, *BOSS, "--json").data["error"]["code"] == "approving-needs-reasons"
    breach.ok("approve", ref, n, "--why", "effacement constaté par huissier", *BOSS)
    assert last(breach, ref)["body"]["overrules"] == [said]
    assert waits(breach, ref) == []
    assert f"Ne suit pas l’avis du DPO (entrée {said})" in breach("show", ref).out


def test_what_was_never_approved_and_replaced_is_not_said_to_wait(breach: Breach, ref: str) -> None:
    breach.ok("decide", ref, *SILENT, "--why", "x")
    assert "EN ATTENTE" in breach("show", ref).out
    breach.ok("decide", ref, "notify-authority", "notify", "--why", "y")
    shown = breach("show", ref).out
    assert "EN ATTENTE" not in shown
    assert "Jamais approuvée" in shown


def test_an_opinion_may_be_asked_for_and_not_come(breach: Breach, ref: str) -> None:
    asked = breach.ok("opinion", ref, "notify-authority", "asked", "--due", "dans 2 h")["entry"]
    assert waits(breach, ref) == [("opinion", asked)]
    assert breach("opinion", ref, "notify-authority", "not-obtained").code == 2
    breach.ok("opinion", ref, "notify-authority", "not-obtained", "--why", "absent, suppléant injoignable")
    assert waits(breach, ref) == []
    breach.ok("opinion", ref, "notify-authority", "agree", "--why", "dit au téléphone")
    assert last(breach, ref)["body"]["reported"] is True
    assert "rapporté, non écrit par le DPO" in breach("show", ref).out


def test_a_filing_waits_for_nobody_and_is_ratified_later(breach: Breach, ref: str) -> None:
    filing = ("filed", ref, "--form", "cnil-2023", "--type", "initial", "--at", to_z(now()), "--reference", "R")
    n = breach.ok(*filing, "--as", "Noé:on_call")["entry"]
    assert last(breach, ref)["body"]["mandate"] == "emergency"
    assert waits(breach, ref) == [("ratification", n)]
    assert next(c["state"] for c in breach.ok("clock", ref) if c["clock"] == "gdpr-33-1") in ("met", "late")
    assert breach("ratify", ref, n, "--as", "Noé:on_call").code == 4
    assert breach("ratify", ref, n, *DPO).code == 4
    assert breach("ratify", ref, n, "--disown", *BOSS).code == 2  # disowning says why
    breach.ok("ratify", ref, n, "--why", "dans les temps", *BOSS)
    assert waits(breach, ref) == []
    assert breach("ratify", ref, n, *BOSS).code == 4
    other = breach.ok(*filing, "--as", "Noé:on_call")["entry"]
    breach.ok("ratify", ref, other, "--disown", "--why", "mauvais formulaire", *BOSS)
    assert "DÉSAVOUÉ par Solène Vauquelin" in breach("show", ref).out
    breach.ok(*filing, *BOSS)
    assert waits(breach, ref) == []


def test_a_question_is_answered_and_its_answer_may_set_the_fact(breach: Breach, ref: str) -> None:
    asked = breach.ok("ask", ref, "Noé Durand", "Combien de personnes ?", "--field", "people_count", "--due", "demain 9h")["entry"]
    free = breach.ok("ask", ref, "L'hébergeur", "Les journaux sont-ils gardés ?")["entry"]
    assert waits(breach, ref) == [("question", asked), ("question", free)]
    assert breach("answer", ref, free, "oui", "--value", "yes").code == 4
    assert breach("answer", ref, 1, "oui").code == 4
    assert breach("answer", ref, asked, "beaucoup", "--value", "beaucoup").code == 2
    assert breach("ask", ref, "Noé", "?", "--field", "people_cont").code == 2
    done = breach.ok("answer", ref, asked, "Douze, compté deux fois", "--value", "12")
    assert breach.ok("facts", ref)["people_count"]["value"] == 12
    assert breach.ok("facts", ref)["people_count"]["entry"] == done["facts_entry"]
    assert breach.ok("answer", ref, free, "oui")["facts_entry"] is None
    assert waits(breach, ref) == []


def test_the_sealed_notebook_stays_sealed(breach: Breach, ref: str) -> None:
    n = breach.ok("note", ref, "--privileged", "stratégie de défense : xylophone")["entry"]
    assert breach("note", ref, "--privileged", "mon avis", *DPO).code == 4
    for words in (("show", ref), ("show", ref, "--json"), ("history", ref), ("history", ref, "--json"), ("search", "xylophone"), ("register",)):
        ran = breach(*words)
        assert "xylophone" not in ran.out
    assert "carnet scellé" in breach("show", ref).out
    assert breach.ok("show", ref)["privileged_notes"] == 1
    assert "xylophone" in breach("history", ref, "--privileged").out
    breach.ok("retract", ref, n, "--why", "mal dite")
    breach.ok("export", ref, "-o", breach.home / "e.zip")
    with zipfile.ZipFile(breach.home / "e.zip") as archive:
        assert not [name for name in archive.namelist() if b"xylophone" in archive.read(name)]
        assert "1 entrée(s) du carnet scellé" in archive.read("LISEZMOI.txt").decode()
    assert breach("verify", breach.home / "e.zip").code == 0


def test_the_file_as_it_was_known(breach: Breach, ref: str) -> None:
    n = breach.ok("decide", ref, "notify-authority", "notify", "--why", "x")["entry"]
    breach.ok("facts", ref, "people_count=3500", "--because", "recompté")
    assert breach.ok("facts", ref, "--as-of", n)["people_count"]["value"] == 9
    then = breach.ok("show", ref, "--as-of", n)
    assert (then["facts"]["people_count"]["value"], len(then["timeline"]), then["decisions"][0]["stale"]) == (9, n, [])
    assert {clock["clock"] for clock in then["clocks"]} >= {"gdpr-33-1"}
    assert "COMME ON LE SAVAIT" in breach("show", ref, "--as-of", n).out
    at = breach.ok("history", ref)[1]["recorded_at"]
    assert [entry["n"] for entry in breach.ok("history", ref, "--as-of", at)] == [1, 2]
    assert breach.ok("show", ref, "--as-of", 1)["clocks"][0]["state"] == "running"
    assert breach.ok("show", ref, "--as-of", "2020-01-01T00:00:00Z")["timeline"] == []
    assert breach("show", ref, "--as-of", 99).code == 2
    assert breach("facts", ref, "people_count=1", "--as-of", n).code == 2


def test_what_came_late_is_said_to_be_late(breach: Breach, ref: str) -> None:
    breach.ok("note", ref, "compte coupé", "--at", "il y a 3 h")
    entry = last(breach, ref)
    assert 10800 <= entry["late_by_seconds"] < 10860
    assert "(écrit 3 h 00 après)" in breach("history", ref).out.replace("\u00a0", " ")
    breach.ok("facts", ref, 'logs_available={"value": true, "learnt_at": "2026-11-21T10:00:00+01:00"}')
    assert last(breach, ref)["learnt_at"] == "2026-11-21T09:00:00Z"


def test_an_instant_in_words_is_shown_in_figures(breach: Breach, ref: str) -> None:
    ran = breach("note", ref, "vu", "--at", "hier 18h30")
    assert ran.code == 0
    assert "« hier 18h30 »" in ran.err.replace("\u00a0", " ")
    happened = last(breach, ref)["happened_at"]
    assert to_local(from_z(happened), "Europe/Paris")[11:16] == "18:30"
    assert from_z(happened) < now()
    assert breach("note", ref, "vu", "--at", "demain 9h").code == 4
    assert breach("note", ref, "vu", "--at", "tout à l'heure").code == 2


def test_a_date_ahead_may_be_said_in_words_too(breach: Breach, ref: str) -> None:
    breach.ok("authority", ref, "--kind", "question", "--at", "il y a 1 h", "--due", "demain 9h", breach.file("q.txt", "La CNIL demande…"))
    held = breach.ok("show", ref)["authority"][0]
    assert held["at"] < held["due"]


def test_a_duplicate_is_closed_towards_the_other(breach: Breach, ref: str) -> None:
    again = breach.ok("log", "La même chose, vue par un autre", "--aware", "2026-11-19T10:00:00+01:00", "--by", "Noé", "--basis", "appel")["ref"]
    ran = breach("link", again, ref, "--as", "duplicate", "--why", "même alerte", "--as", "Alix Martin:lead")
    assert ran.code == 0
    assert "La plus ancienne compte" in ran.out
    shown = breach.ok("show", again)
    assert (shown["state"], shown["duplicate_of"]) == ("closed", ref)
    assert [row["ref"] for row in breach.ok("list") if row["state"] == "open"] == [ref]
    assert breach("link", ref, again, "--as", "duplicate").code == 4
    assert breach("link", ref, ref, "--as", "follows").code == 4
    assert breach("link", ref, again).code == 2
    breach.ok("retract", again, shown["links"][0]["n"], "--why", "deux alertes")
    assert breach.ok("show", again)["state"] == "open"
    assert breach.ok("show", ref)["links"] == []


def test_one_notice_speaks_for_the_files_bundled_in_it(breach: Breach, ref: str) -> None:
    other = breach.ok("log", "Même envoi, autre liste", "--aware", "2026-11-01T10:00:00+01:00", "--by", "Noé", "--basis", "appel")["ref"]
    breach.ok("link", other, ref, "--as", "bundled")
    done = breach.ok("filed", ref, "--form", "cnil-2023", "--type", "initial", "--at", to_z(now()), "--reference", "R", *BOSS)
    held = breach.ok("show", other)["filings"][0]
    assert (held["bundled_in"]["ref"], held["bundled_in"]["entry"], held["reference"]) == (ref, done["entry"], "R")
    assert held["lateness"][0]["late_by"] > breach.ok("show", ref)["filings"][0]["lateness"][0]["late_by"]
    assert breach("verify").code == 0


def test_a_signature_covers_these_bytes_and_no_others(breach: Breach, ref: str) -> None:
    draft = ("notice", ref, "--form", "cnil-2023", "--type", "initial")
    first = breach.ok(*draft, "-o", breach.home / "a.md")["entry"]
    assert breach("sign", ref, first, "--as", "Noé:on_call").code == 4
    assert breach("sign", ref, 1).code == 4
    done = breach.ok("sign", ref, first, *BOSS)
    assert last(breach, ref)["body"]["sha256"] == breach.ok("show", ref)["drafts"][0]["sha256"]
    assert done["entry"] == first + 1
    breach.ok("facts", ref, "people_count=10")
    second = breach.ok(*draft, "-o", breach.home / "b.md")["entry"]
    assert breach("sign", ref, first, *BOSS).code == 4
    breach.ok("sign", ref, second, *BOSS)


class Terminal(TextIOWrapper):
    """Standard input as a person's terminal."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("typed", "code"), [("\n", 0), ("o\n", 0), ("n\n", 2), ("", 0)])
def test_somebody_who_can_answer_is_asked(breach: Breach, ref: str, monkeypatch: pytest.MonkeyPatch, typed: str, code: int) -> None:
    monkeypatch.setattr("tests.cli.conftest.TextIOWrapper", Terminal)
    ran = breach("note", ref, "vu", "--at", "hier 18h30", stdin=typed.encode())
    assert ran.code == code
    assert "C’est bien cela" in ran.err
    assert "C’est bien cela" not in breach("note", ref, "vu", "--at", "hier 18h30", "--no-input").err


def test_before_it_was_opened_a_file_is_said_not_to_be_there_yet(breach: Breach) -> None:
    breach.ok("log", "premier")
    assert "pas encore ouvert à cet instant" in breach("show", "1", "--as-of", "2001-01-01T00:00:00Z").out
