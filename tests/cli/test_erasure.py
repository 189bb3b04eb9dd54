"""erase, hold, destroy as typed: what they answer, what they refuse, and what every other command then shows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Breach

AWARE = ("--at", "2026-11-22T02:10:00+01:00", "--by", "Noé Durand", "--basis", "journal du serveur")


@pytest.fixture
def told(breach: Breach) -> str:
    """A file with something of every kind that holds text."""
    ref = str(breach.ok("log", "Le bucket de Mme Quiroga est public")["ref"])
    breach.ok("note", ref, "Mme Quiroga a appelé")
    breach.ok(
        "facts",
        ref,
        "description=Mme Quiroga encore",
        "people_count=9..3500",
        "measures_immediate=coupé : 0 accès depuis",
        "origin=hacking_malware_phishing",
    )
    breach.ok("aware", ref, *AWARE)
    breach.ok("decide", ref, "notify-authority", "notify", "--why", "Mme Quiroga le demande", "--option", "attendre Mme Quiroga")
    breach.ok("opinion", ref, "notify-authority", "agree", "--why", "comme Mme Quiroga", "--as", "Sacha Petit:dpo")
    breach.ok(
        "filed",
        ref,
        "--form",
        "cnil-2023",
        "--type",
        "initial",
        "--at",
        "2026-11-22T05:00:00+01:00",
        "--reference",
        "CNIL-1",
        "--receipt",
        breach.file("r.txt", "reçu Quiroga"),
    )
    breach.ok("filed", ref, "--form", "cnil-2023", "--failed", "portail Quiroga en panne")
    breach.ok("evidence", "add", ref, breach.file("quiroga.log", "x"), "--source", "Quiroga")
    breach.ok("authority", ref, "--kind", "question", "--at", "2026-11-22T09:00:00+01:00", breach.file("q.txt", "Quiroga ?"))
    breach.ok("retract", ref, 2, "--why", "Quiroga")
    return ref


def _everything_opens(breach: Breach, ref: str) -> None:
    for words in (
        ("show", ref), ("history", ref), ("facts", ref), ("assess", ref), ("clock", ref), ("list",), ("register",), ("verify",),
        ("notice", ref, "--form", "cnil-2023", "--type", "complementary"),
        ("letter", ref, "--template", "people", "--channel", "email"),
        ("evidence", "check", ref),
    ):  # fmt: skip
        for form in ((), ("--json",)):
            ran = breach(*words, *form)
            assert ran.code in (0, 1), (words, ran.err)
            assert "Traceback" not in ran.err


def test_every_text_of_a_file_can_go_and_everything_still_opens(breach: Breach, told: str) -> None:
    for entry in breach.ok("history", told):
        for name in entry["texts"]:
            data = breach.ok("erase", told, f"{entry['n']}.{name}", "--why", "minimisation")
            assert data["erased"]["texts"] == [{"ref": told, "entry": entry["n"], "text": name}]
            assert data["complete"]
        _everything_opens(breach, told)
    whole = breach("history", told, "--json").out
    assert "Quiroga" not in whole
    assert breach.ok("verify")["ok"]
    assert breach.ok("search", "Quiroga") == []


def test_kept_files_go_too_and_an_export_without_them_verifies(breach: Breach, told: str) -> None:
    filed = next(entry for entry in breach.ok("history", told) if entry["kind"] == "filed")
    n, body = filed["n"], filed["body"]
    data = breach.ok("erase", told, f"{n}.file", "--why", "minimisation")
    assert data["erased"]["texts"] == []
    assert sorted(data["erased"]["files"]) == sorted([body["receipt"]["sha256"], body["values"]["sha256"]])
    breach.ok("export", told, "-o", breach.home / "e.zip")
    assert breach("verify", breach.home / "e.zip").code == 0
    assert breach("erase", told, f"{n}.file", "--why", "encore").code == 2


def test_copies_out_of_reach_are_named(breach: Breach, told: str) -> None:
    breach.ok("backup", breach.home / "b")
    breach.ok("export", told, "-o", breach.home / "e.zip")
    breach.ok("register", "-o", breach.home / "r.csv")
    breach.ok("notice", told, "--form", "cnil-2023", "--type", "complementary", "-o", breach.home / "n.md")
    data = breach.ok("erase", told, "3.facts.description.value", "--why", "minimisation")
    assert sorted(copy["kind"] for copy in data["out_of_reach"]) == ["backup", "draft", "exported", "register-exported"]
    for name in ("b", "r.csv"):
        assert any(copy["path"] == str(breach.home / name) for copy in data["out_of_reach"])
    assert [hit["where"] for hit in data["still_in"] if len(hit["where"]) == 64], "the draft kept to the byte holds the words"
    later = breach.ok("note", told, "Mme Ottoline")["entry"]
    assert breach.ok("erase", told, str(later), "--why", "x")["out_of_reach"] == []
    said = breach("erase", told, "1.text", "--why", "x")
    assert str(breach.home / "b") in said.out


def test_destruction_waits_for_closing_retention_and_hold(breach: Breach, told: str) -> None:
    def refused(*words: Any) -> str:
        ran = breach("destroy", told, "--why", "fin", *words, "--json")
        assert ran.code == 4, ran.out
        return str(ran.data["error"]["title"]) if ran.out else ran.err

    assert "ouvert" in refused("--before-retention")
    breach.ok("decide", told, "close", "close", "--why", "fini")
    assert "conservation" in refused().lower()
    breach.ok("hold", told, "--why", "enquête", "--until", "2199-01-01T00:00:00Z")
    assert "gel" in refused("--before-retention").lower()
    assert breach("hold", told, "--why", "x", "--until", "2020-01-01T00:00:00Z").code == 2
    breach.ok("hold", told, "--release", "--why", "classée")
    assert breach("hold", told, "--release", "--why", "encore").code == 4
    data = breach.ok("destroy", told, "--before-retention", "--why", "fin")
    assert data["ref"] == told
    gone = breach("show", told)
    assert gone.code == 2
    assert "détruit" in gone.err
    assert breach.ok("list") == []
    found = breach.ok("verify")
    assert found["ok"]
    assert any("avant la fin de la durée de conservation (6 ans" in remark for remark in found["remarks"])
    assert breach.ok("log", "suivant")["ref"].endswith("0002")
    assert breach.ok("doctor")["ok"]


def test_now_cannot_shorten_the_retention(breach: Breach, told: str) -> None:
    breach.ok("decide", told, "close", "close", "--why", "fini")
    assert breach("destroy", told, "--why", "x", "--now", "2050-01-01T00:00:00Z").code == 4
    assert breach.ok("show", told)["state"] == "closed"


def test_the_register_and_doctor_say_what_is_past_retention(breach: Breach, told: str) -> None:
    breach.ok("decide", told, "close", "close", "--why", "fini")
    kept = breach.ok("register", "--format", "json")[0]
    year = int(kept["opened_at"][:4])
    assert kept["kept_until"].startswith(str(year + 6))
    later = f"{year + 6}-12-31T23:00:00Z"
    assert breach.ok("register", "--format", "json", "--now", later)[0]["retention"].startswith("durée de conservation écoulée")
    findings = breach("doctor", "--json", "--now", later).data["findings"]
    assert any(finding["id"] == "retention-past" and told in finding["message"] for finding in findings)
    config = breach.home / "xdg_config_home" / "breach" / "config.toml"
    config.write_text("retention_years = 10\n", encoding="utf-8")
    assert breach.ok("register", "--format", "json")[0]["kept_until"].startswith(str(year + 10))
    config.write_text("retention_years = 2\n", encoding="utf-8")
    assert breach.ok("register", "--format", "json")[0]["kept_until"].startswith(str(year + 6))
    assert any(finding["id"] == "retention-ignored" for finding in breach.ok("doctor")["findings"])
    profile = breach.file("profil.toml", '[organisation]\nname = "Mairie"\ntimezone = "Europe/Paris"\nretention_years = 3\n')
    breach.ok("init", "--profile", profile)
    assert breach.ok("register", "--format", "json")[0]["kept_until"].startswith(str(year + 3))
    assert breach.ok("profile", "show")["organisation"]["retention_years"] == 3
    without = breach.file("sans.toml", '[organisation]\nname = "Mairie"\ntimezone = "Europe/Paris"\n')
    breach.ok("init", "--profile", without)
    assert breach.ok("register", "--format", "json")[0]["kept_until"].startswith(str(year + 6))
    assert breach("verify").code == 0
    config.write_text("retention_years = 0\n", encoding="utf-8")
    assert breach("register").code == 2


def test_what_is_mistyped_changes_nothing(breach: Breach, told: str) -> None:
    before = breach.ok("verify")["entries"]
    for words in ((told, "99"), (told, "2.nothing"), (told, "x"), (told,), (), ("--person", "Personne D’Autre")):
        ran = breach("erase", *words, "--why", "x")
        assert ran.code == 2, words
    assert breach("erase", told, "2").code == 2
    assert breach.ok("verify")["entries"] == before


def test_a_person_is_forgotten_by_name(breach: Breach, told: str) -> None:
    data = breach.ok("erase", "--person", "Noé Durand", "--why", "demande")
    assert {"ref": told, "entry": 4, "text": "by"} in data["erased"]["texts"]
    breach.ok("erase", "--person", "Sacha Petit", "--why", "demande")
    assert "Sacha Petit" not in breach("history", told, "--json").out
    assert re.search(r"[0-9a-f]{8}-[0-9a-f]{4}", breach("show", told).out)
    _everything_opens(breach, told)
