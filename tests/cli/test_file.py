"""From decisions to the export: the verbs that make the file, on real input."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
import zipfile
from typing import TYPE_CHECKING

import pytest

from breach.clock_source import now
from breach.domain.instants import to_z

if TYPE_CHECKING:
    from tests.cli.conftest import Breach

FACTS = {
    "role": "controller",
    "occurred_from": "2026-11-18T22:10:00+01:00",
    "nature": ["confidentiality"],
    "data_types": ["name", "email", "password", "iban"],
    "people_count": {"estimate": [9, 3500], "basis": "export du CRM"},
    "recipient": "attacker",
    "exfiltrated": True,
    "data_encrypted": "no",
    "passwords_stored": "salted_strong_hash",
    "measures_immediate": "Sessions fermées le 19 novembre 2026.",
}


@pytest.fixture
def ref(breach: Breach) -> str:
    """A file with facts and awareness."""
    found: str = breach.ok("log", "Connexions anormales")["ref"]
    breach.ok("facts", found, "--facts", breach.file("f.json", json.dumps(FACTS)))
    breach.ok("aware", found, "--at", "2026-11-20T10:00", "--by", "Alix", "--basis", "journaux")
    return found


def test_a_decision_holds_reasons_facts_and_rules(breach: Breach, ref: str) -> None:
    done = breach.ok("decide", ref, "notify-authority", "notify", "--why", "risque réel", "--option", "attendre : écarté")
    assert set(done) == {"ref", "entry", "hash", "recorded_at"}
    body = breach.ok("history", ref)[-1]["body"]
    assert (body["choice"], body["why"], body["options"]) == ("notify", "risque réel", ["attendre : écarté"])
    assert body["relied"]["people_count"] == 2
    assert len(body["facts_sha256"]) == len(body["rules"]["sha256"]) == 64
    assert body["proposed"]["authority"] == "notify"


@pytest.mark.parametrize("words", [("notify-authority", "peut-être"), ("nope", "notify"), ("notify-authority", "notify", "--why", "  ")])
def test_a_decision_that_is_none_is_refused(breach: Breach, ref: str, words: tuple[str, ...]) -> None:
    why = () if "--why" in words else ("--why", "x")
    assert breach("decide", ref, *words, *why).code == 2


def test_reasons_are_needed_both_ways(breach: Breach, ref: str) -> None:
    for choice in ("notify", "do-not-notify"):
        assert breach("decide", ref, "notify-authority", choice).code == 2


def test_not_notifying_ends_the_clock_and_a_new_decision_starts_it_again(breach: Breach, ref: str) -> None:
    def state() -> str:
        return next(str(c["state"]) for c in breach.ok("clock", ref, "--now", "2026-11-21T10:00") if c["clock"] == "gdpr-33-1")

    done = breach.ok("decide", ref, "notify-authority", "do-not-notify", "--why", "x")
    assert state() == "running"  # one person alone stops no clock
    breach.ok("approve", ref, done["entry"], "--as", "Solène Vauquelin:management")
    assert state() == "not_applicable"
    breach.ok("decide", ref, "notify-authority", "notify", "--why", "les faits ont grandi")
    assert state() == "running"


def test_a_retraction_undoes_and_keeps(breach: Breach, ref: str) -> None:
    done = breach.ok("decide", ref, "notify-authority", "do-not-notify", "--why", "x")
    breach.ok("retract", ref, done["entry"], "--why", "mauvais dossier")
    shown = breach.ok("show", ref)
    assert shown["decisions"] == []
    assert [line["retracted"] for line in shown["timeline"] if line["n"] == done["entry"]] == [True]
    assert breach("retract", ref, "1", "--why", "x").code == 4
    assert breach("retract", ref, done["entry"], "--why", "x").code == 4
    assert breach("retract", ref, "99", "--why", "x").code == 2


def test_retracting_a_fact_takes_its_value_back(breach: Breach, ref: str) -> None:
    done = breach.ok("facts", ref, "people_count=12", "title=AUTRE")
    breach.ok("retract", ref, done["entry"], "--why", "faute de frappe")
    facts = breach.ok("facts", ref)
    assert facts["people_count"]["estimate"] == [9, 3500]
    assert breach.ok("list")[0]["title"] == facts["title"]["value"] != "AUTRE"


def test_the_dpo_says_their_own(breach: Breach, ref: str) -> None:
    breach.ok("opinion", ref, "inform-subjects", "dissent", "--why", "trop tôt", "--as", "Sacha Petit:dpo")
    entry = breach.ok("history", ref)[-1]
    assert (entry["actor"], entry["role"], entry["body"]["stance"]) == ("Sacha Petit", "dpo", "dissent")
    assert breach("opinion", ref, "inform-subjects", "peut-être", "--why", "x").code == 2


def test_a_failed_attempt_serves_the_reasons_for_delay(breach: Breach, ref: str) -> None:
    capture = breach.file("capture.txt", "503 Service Unavailable")
    breach.ok("filed", ref, "--form", "cnil-2023", "--failed", "portail en panne", "--receipt", capture)
    shown = breach.ok("show", ref)
    assert shown["filings"] == []
    assert shown["failed_filings"][0]["text"] == "portail en panne"
    assert next(c["state"] for c in breach.ok("clock", ref) if c["clock"] == "gdpr-33-1") in ("running", "late")


def test_a_late_filing_is_taken_with_or_without_its_reason(breach: Breach, ref: str) -> None:
    filing = ("--form", "cnil-2023", "--type", "initial", "--at", to_z(now()), "--reference", "R")
    breach.ok("aware", ref, "--at", "2026-11-01T10:00", "--by", "Alix", "--basis", "x", "--why", "relu")
    ran = breach("filed", ref, *filing)
    assert ran.code == 0
    assert "motifs du retard" in ran.out
    assert "motifs non donnés" in breach.ok("register")[0]["filings"]
    breach.ok("facts", ref, "late_reason=portail en panne")
    assert re.search(r"en retard de \d+ j \d+ h.* : portail en panne", breach.ok("register")[0]["filings"].replace("\xa0", " "))
    notice = breach.ok("notice", ref, "--form", "cnil-2023", "--type", "complementary")
    assert next(f["value"] for f in notice["fields"] if "retard" in f["label"].lower()) == "portail en panne"


def test_people_may_be_told_before_the_authority(breach: Breach, ref: str) -> None:
    breach.ok("sent", ref, "--template", "people", "--count", "12", "--bounced", "1", "--at", to_z(now()), "--channel", "email")
    states = {c["clock"]: c["state"] for c in breach.ok("clock", ref, "--now", "2026-11-21T10:00")}
    assert states == {"gdpr-33-1": "running", "gdpr-34": "met"}
    assert breach("sent", ref, "--template", "people", "--count", "1", "--bounced", "2", "--at", to_z(now()), "--channel", "email").code == 2
    assert breach("sent", ref, "--template", "people", "--count", "1", "--at", to_z(now()), "--channel", "pigeon").code == 2


def test_an_answer_of_the_authority_is_kept_to_the_byte(breach: Breach, ref: str) -> None:
    paper = breach.file("réponse.txt", "La CNIL demande…")
    breach.ok("authority", ref, "--kind", "question", "--at", to_z(now()), "--due", "2199-01-01T00:00:00Z", paper)
    held = breach.ok("show", ref)["authority"][0]
    assert held["paper"]["size"] == len("La CNIL demande…".encode())
    assert breach("authority", ref, "--kind", "order", "--at", to_z(now()), "--due", "2001-01-01T00:00:00Z", paper).code == 2


def test_evidence_is_hashed_on_arrival_and_checked_again(breach: Breach, ref: str) -> None:
    log = breach.file("journaux.txt", "ligne\n")
    done = breach.ok("evidence", "add", ref, log, "--source", "zgrep")
    assert done["size"] == 6
    assert breach("evidence", "check", ref).code == 0
    log.write_text("autre\n", encoding="utf-8")
    ran = breach("evidence", "check", ref)
    assert (ran.code, "DIFFÉRENT" in ran.out) == (1, True)
    log.unlink()
    assert "illisible" in breach("evidence", "check", ref).out
    assert breach("evidence", "add", ref, breach.home).code == 2


def test_the_notice_has_fourteen_rubrics_in_order(breach: Breach, ref: str) -> None:
    notice = breach.ok("notice", ref, "--form", "cnil-2023", "--type", "initial")
    assert list(dict.fromkeys(f["rubric"] for f in notice["fields"])) == [f"R{n}" for n in range(1, 15)]
    assert {f["missing"] for f in notice["fields"]} <= {"now", "complement", "never"}
    people = next(f for f in notice["fields"] if "personnes concernées" in f["label"] and "9" in f["value"])
    assert people["state"] == "estimated"


def test_an_exported_draft_is_kept_and_its_hash_recorded(breach: Breach, ref: str) -> None:
    path = breach.home / "n.html"
    breach.ok("notice", ref, "--form", "cnil-2023", "--type", "initial", "--format", "html", "-o", path)
    entry = breach.ok("history", ref)[-1]
    assert (entry["kind"], entry["body"]["format"], entry["body"]["size"]) == ("draft", "html", path.stat().st_size)
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_letter_with_its_four_contents_is_complete(breach: Breach, ref: str) -> None:
    ran = breach("letter", ref, "--template", "people", "--channel", "email")
    assert ran.code == 0
    assert "PROJET INCOMPLET" not in ran.out
    assert "3 Place de Fontenoy" in ran.out
    other = breach.ok("log", "rien n'est su")["ref"]
    assert "PROJET INCOMPLET" in breach("letter", other, "--template", "people", "--channel", "email").out


@pytest.mark.parametrize("words", [("--template", "../../etc", "--channel", "email"), ("--template", "people", "--channel", "fax")])
def test_a_letter_that_does_not_exist_is_refused(breach: Breach, ref: str, words: tuple[str, ...]) -> None:
    assert breach("letter", ref, *words, "-o", breach.home / "out").code == 2
    assert not (breach.home / "out").exists()


def test_the_register_holds_every_breach_and_no_formula(breach: Breach, ref: str) -> None:
    breach.ok("facts", ref, "measures_before==cmd|' /C calc'!A0")
    path = breach.home / "r.csv"
    breach.ok("register", "--format", "csv", "-o", path)
    rows = list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig")), delimiter=";"))
    assert [row["ref"] for row in rows] == [ref]
    assert rows[0]["measures_before"].startswith("'=cmd")
    assert "3" in rows[0]["people_count"]
    assert rows[0]["records_count"] == "non déterminé"
    assert rows[0]["aware_at"].count(":") >= 1
    assert breach.ok("register")[0]["ref"] == ref


def test_a_closed_file_leaves_the_board_and_stays_in_the_register(breach: Breach, ref: str) -> None:
    breach.ok("decide", ref, "close", "close", "--why", "terminé")
    assert ref not in breach("list").out
    assert [f["state"] for f in breach.ok("list")] == ["closed"]
    assert breach.ok("clock") == []
    assert [row["state"] for row in breach.ok("register")] == ["closed"]
    breach.ok("decide", ref, "close", "reopen", "--why", "fait nouveau")
    assert ref in breach("list").out


def test_the_export_verifies_itself_on_a_bare_python(breach: Breach, ref: str) -> None:
    breach.ok("notice", ref, "--form", "cnil-2023", "--type", "initial", "--format", "html", "-o", breach.home / "n.html")
    path = breach.home / "x.zip"
    breach.ok("export", ref, "-o", path)
    verifier = breach.home / "v.py"
    with zipfile.ZipFile(path) as archive:
        verifier.write_bytes(archive.read("verify_breach.py"))
        assert {info.compress_type for info in archive.infolist()} == {zipfile.ZIP_STORED}
        assert [name for name in archive.namelist() if name.startswith("drafts/")]
    judge = [sys.executable, "-I", "-S", str(verifier)]
    assert subprocess.run([*judge, str(path)], check=False, capture_output=True).returncode == 0
    assert breach("verify", path).code == 0
    raw = path.read_bytes()
    forged = breach.home / "forged.zip"
    for at in range(0, len(raw), len(raw) // 23):
        forged.write_bytes(raw[:at] + bytes([raw[at] ^ 1]) + raw[at + 1 :])
        assert subprocess.run([*judge, str(forged)], check=False, capture_output=True).returncode == 1
    assert breach("verify", forged).code == 1


def test_verify_names_the_entry_and_the_fault(breach: Breach, ref: str) -> None:
    report = breach.ok("verify", ref)
    assert (report["ok"], report["faults"], report["anchored_to"]) == (True, [], None)
    assert report["entries"] == 3
    assert breach.ok("verify")["entries"] > 3


def test_a_promise_contradicted_is_shown_with_its_sentence(bare: Breach) -> None:
    assert bare("init", "--profile", "wimi").code == 0
    assert bare("log", "x").code == 4
    ref = bare.ok("log", "x", "--exercise")["ref"]
    bare.ok("facts", ref, "logs_available=no", "role=controller")
    found = bare.ok("show", ref)["contradictions"]
    assert [(c["id"], c["article"]) for c in found] == [("logs", "8")]
    assert "traçabilité" in found[0]["sentence"]
    assert "traçabilité" in bare("show", ref).out


def test_no_real_persons_name_in_an_exercise(bare: Breach) -> None:
    bare("init", "--profile", "wimi")
    ref = bare.ok("log", "x", "--exercise")["ref"]
    for words in (
        ("opinion", ref, "close", "agree", "--why", "x", "--as", "Eric Barbry:dpo"),
        ("decide", ref, "close", "close", "--why", "x", "--as", "Maître Eric Barbry:dpo"),
        ("aware", ref, "--at", "2026-11-01T10:00", "--by", "Eric Barbry", "--basis", "x"),
    ):
        assert bare(*words).code == 4
    assert bare("opinion", ref, "close", "agree", "--why", "x", "--as", "DPO (exercice):dpo").code == 0
    assert "Barbry" not in bare("letter", ref, "--template", "people", "--channel", "email").out


def test_writing_the_same_value_again_changes_no_decision(breach: Breach, ref: str) -> None:
    breach.ok("decide", ref, "inform-subjects", "inform", "--why", "x")
    breach.ok("facts", ref, "data_encrypted=no")
    assert breach.ok("show", ref)["decisions"][0]["stale"] == []
    assert breach("facts", ref, "data_encrypted=yes").code == 4
    breach.ok("facts", ref, "data_encrypted=yes", "--because", "vérifié")
    assert breach.ok("show", ref)["decisions"][0]["stale"] == ["data_encrypted"]
    assert "à revoir" in breach("show", ref).out


def test_only_what_reached_people_settles_their_clock(breach: Breach, ref: str) -> None:
    at = to_z(now())
    breach.ok("sent", ref, "--template", "complaint-police", "--count", "1", "--at", at, "--channel", "post")
    breach.ok("sent", ref, "--template", "people", "--count", "3", "--bounced", "3", "--at", at, "--channel", "email")
    assert next(c["state"] for c in breach.ok("clock", ref) if c["clock"] == "gdpr-34") == "running"
    assert breach("sent", ref, "--template", "nope", "--count", "1", "--at", at, "--channel", "email").code == 2


def test_a_form_that_does_not_exist_is_not_filed(breach: Breach, ref: str) -> None:
    for form in ("contract:zzz", "edpb-2026-draft", "nope"):
        assert breach("filed", ref, "--form", form, "--type", "initial", "--at", to_z(now()), "--reference", "R").code == 2


def test_an_exported_draft_is_never_written_over(breach: Breach, ref: str) -> None:
    words = ("notice", ref, "--form", "cnil-2023", "--type", "initial", "-o", breach.home / "n.md")
    assert breach(*words).code == 0
    assert breach(*words).code == 2


def test_help_explains_a_fact_and_lists_its_answers(breach: Breach, ref: str) -> None:
    text = breach("help", "recipient").out
    assert "trusted" in text
    assert "attacker" in text
    assert "records_count" in breach.ok("facts", ref, "--missing")
