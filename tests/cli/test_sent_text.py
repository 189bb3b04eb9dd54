"""What people were really sent is kept, and the notice quotes it; a user's own letter is recorded by its id."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Breach

AT = "2026-11-22T10:00+01:00"
INFORMED = """
nature = ["confidentiality"]
data_types = ["email"]
people_count = 12
occurred_from = 2026-11-20T18:00:00+01:00
subjects_informed = "informed"
measures_immediate = "Accès coupé."
"""


@pytest.fixture
def ref(breach: Breach, tmp_path: Path) -> str:
    facts = tmp_path / "f.toml"
    facts.write_text(INFORMED, encoding="utf-8")
    return str(breach.ok("log", "Une boîte est lue", "--aware", "2026-11-21T09:00+01:00", "--facts", facts)["ref"])


def sent(breach: Breach, ref: str, *more: object, template: str = "people", channel: str = "email") -> Any:
    return breach("sent", ref, "--template", template, "--channel", channel, "--count", "12", "--at", AT, *more)


def r13(breach: Breach, ref: str) -> dict[str, Any]:
    rows = breach.ok("notice", ref, "--form", "cnil-2023", "--type", "complementary")["fields"]
    found: dict[str, Any] = next(row for row in rows if row["field"] == "subjects_message")
    return found


def test_nothing_is_made_up_where_no_letter_was_made_here(breach: Breach, ref: str) -> None:
    assert "n'est pas au dossier" in sent(breach, ref).out
    assert r13(breach, ref)["state"] == "unknown"


def test_the_exported_letter_is_what_the_notice_quotes(breach: Breach, ref: str, tmp_path: Path) -> None:
    breach.ok("letter", ref, "--template", "people", "--channel", "email", "--format", "md", "-o", tmp_path / "out")
    breach.ok("letter", ref, "--template", "people", "--channel", "sms", "--format", "txt", "-o", tmp_path / "out")
    sent(breach, ref)
    said = r13(breach, ref)
    assert said["state"] == "known"
    assert "Accès coupé." in said["value"]
    breach.ok("facts", ref, "measures_immediate=Tout autre chose.", "--because", "x")
    assert "Accès coupé." in r13(breach, ref)["value"]
    assert "Tout autre chose" not in r13(breach, ref)["value"]


def test_a_letter_exported_as_pdf_is_quoted_from_the_facts_of_then(breach: Breach, ref: str, tmp_path: Path) -> None:
    breach.ok("letter", ref, "--template", "people", "--channel", "post", "--format", "pdf", "-o", tmp_path / "out")
    breach.ok("facts", ref, "measures_immediate=Tout autre chose.", "--because", "x")
    sent(breach, ref, channel="post")
    assert "Accès coupé." in r13(breach, ref)["value"]


def test_the_text_given_with_the_sending_comes_first(breach: Breach, ref: str, tmp_path: Path) -> None:
    breach.ok("letter", ref, "--template", "people", "--channel", "email", "--format", "md", "-o", tmp_path / "out")
    text, scan = tmp_path / "envoi.txt", tmp_path / "envoi.pdf"
    text.write_text("Bonjour,\nvos adresses ont été lues le 20 novembre.", encoding="utf-8")
    scan.write_bytes(b"%PDF-1.7 scan")
    sent(breach, ref, "--message", text)
    assert r13(breach, ref)["value"] == "Bonjour,\nvos adresses ont été lues le 20 novembre."
    sent(breach, ref, "--message", scan)
    said = r13(breach, ref)["value"].replace("\u00a0", " ")
    assert "Texte joint au dossier : envoi.pdf" in said
    assert breach.ok("verify", ref)["ok"]
    assert sent(breach, ref, "--message", tmp_path / "absent").code == 2


def test_of_several_texts_the_notice_says_which_one_it_quotes(breach: Breach, ref: str, tmp_path: Path) -> None:
    first, second = tmp_path / "un.txt", tmp_path / "deux.txt"
    first.write_text("Le premier texte.", encoding="utf-8")
    second.write_text("Le second texte.", encoding="utf-8")
    sent(breach, ref, "--message", first)
    sent(breach, ref, "--message", first, channel="post")
    assert r13(breach, ref)["value"] == "Le premier texte."
    sent(breach, ref, "--message", second, channel="post")
    head, said = r13(breach, ref)["value"].split("\n\n")
    assert said == "Le second texte."
    last, others = head.replace("\u00a0", " ").replace("\u202f", " ").split("Autres, joints au dossier : ")
    assert "Celui qui suit est le dernier : Lettre aux personnes par courrier, " in last
    assert others.startswith("Lettre aux personnes par courrier, ")
    assert others.count("(UTC") == 1


def test_the_notice_says_when_how_many_and_by_which_means_people_were_told(breach: Breach, tmp_path: Path) -> None:
    ref = str(breach.ok("log", "Une boîte est lue", "--aware", "2026-11-21T09:00+01:00")["ref"])
    breach.ok("sent", ref, "--template", "people", "--channel", "email", "--count", "12", "--bounced", "2", "--at", AT)
    breach.ok("sent", ref, "--template", "people", "--channel", "post", "--count", "2", "--at", "2026-11-23T10:00+01:00")
    breach.ok("sent", ref, "--template", "complaint-police", "--channel", "post", "--count", "1", "--at", "2026-11-21T10:00+01:00")
    rows = {row["field"]: row["value"] for row in breach.ok("notice", ref, "--form", "cnil-2023", "--type", "complementary")["fields"]}
    assert rows["subjects_informed"] == "Oui, les personnes ont été informées"
    assert rows["subjects_informed_at"].startswith("22\u00a0novembre 2026")
    assert rows["subjects_informed_count"].startswith("entre 10 et 12 (estimation")
    assert rows["subjects_channels"].split("\n") == ["Courriel", "Courrier postal"]
    breach.ok("sent", ref, "--template", "people-minor", "--channel", "post", "--count", "3", "--at", "2026-11-23T11:00+01:00")
    breach.ok("sent", ref, "--template", "public-notice", "--channel", "publication", "--count", "1", "--at", "2026-11-23T12:00+01:00")
    rows = {row["field"]: row["value"] for row in breach.ok("notice", ref, "--form", "cnil-2023", "--type", "complementary")["fields"]}
    assert rows["subjects_informed_count"].startswith("entre 13 et 15 (estimation")
    breach.ok("facts", ref, "subjects_informed_count=12")
    rows = {row["field"]: row["value"] for row in breach.ok("notice", ref, "--form", "cnil-2023", "--type", "complementary")["fields"]}
    assert rows["subjects_informed_count"] == "12"
    breach.ok("facts", ref, "subjects_informed=will_be", "--because", "une partie reste à prévenir")
    rows = {row["field"]: row["value"] for row in breach.ok("notice", ref, "--form", "cnil-2023", "--type", "complementary")["fields"]}
    assert rows["subjects_informed"] == "Non, mais elles le seront"


def test_one_sending_is_a_number_and_what_was_said_to_be_unknowable_stays(breach: Breach) -> None:
    ref = str(breach.ok("log", "Une boîte est lue", "--aware", "2026-11-21T09:00+01:00")["ref"])
    breach.ok("sent", ref, "--template", "people", "--channel", "email", "--count", "12", "--bounced", "2", "--at", AT)
    fields = breach.ok("notice", ref, "--form", "cnil-2023", "--type", "complementary")["fields"]
    assert next(row["value"] for row in fields if row["field"] == "subjects_informed_count") == "10"
    breach.ok("facts", ref, 'subjects_informed_count={"cannot_be_known": "le prestataire n\'a gardé aucune trace"}')
    fields = breach.ok("notice", ref, "--form", "cnil-2023", "--type", "complementary")["fields"]
    assert "aucune trace" in next(row["value"] for row in fields if row["field"] == "subjects_informed_count")


def test_a_letter_of_the_user_s_own_is_recorded_and_tells_the_people(breach: Breach, ref: str) -> None:
    breach.ok("template", "copy", "people")
    own = next(path for path in breach.home.rglob("people") if (path / "manifest.toml").is_file())
    mine = own.rename(own.with_name("abonnes"))
    manifest = (mine / "manifest.toml").read_text(encoding="utf-8").replace('id = "people"', 'id = "abonnes"')
    (mine / "manifest.toml").write_text(manifest, encoding="utf-8")
    assert sent(breach, ref, template="abonnes").code == 0
    clock = next(row for row in breach.ok("clock", ref) if row["clock"] == "gdpr-34")
    assert clock["state"] == "met"
    refused = sent(breach, ref, template="abonnees")
    assert refused.code == 2
    assert "abonnes" in refused.err
