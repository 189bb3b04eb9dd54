"""``breach assess``: what stands beside the proposal, and the report whose hash becomes an entry."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Breach

FACTS = {
    "nature": ["confidentiality"],
    "origin": ["hacking_malware_phishing"],
    "cause": ["external_malicious"],
    "data_types": ["name", "email", "iban"],
    "data_encrypted": {"value": "no", "source": "politique | disque *interne*"},
    "people_count": {"estimate": [9, 3500], "basis": "export du CRM"},
    "recipient": "attacker",
    "exfiltrated": True,
    "observed_harm": False,
}


@pytest.fixture
def ref(breach: Breach) -> str:
    """A file with facts and a decision."""
    found: str = breach.ok("log", "Connexions anormales")["ref"]
    breach.ok("facts", found, "--facts", breach.file("f.json", json.dumps(FACTS)))
    breach.ok("decide", found, "inform-subjects", "do-not-inform", "--why", "aucun <b>dommage</b> # vu")
    return found


def test_the_report_is_a_draft_whose_hash_is_an_entry(breach: Breach, ref: str) -> None:
    """Written once, recorded with its hash, kept to the byte; verified with the file."""
    done = breach.ok("assess", ref, "-o", "r.md")
    text = (breach.home / "r.md").read_bytes()
    body = breach.ok("history", ref)[-1]["body"]
    assert (body["what"], body["format"], body["sha256"]) == ("assessment", "md", hashlib.sha256(text).hexdigest())
    assert done["path"] == "r.md"
    assert breach("assess", ref, "-o", "r.md").code == 2
    assert breach.ok("verify", ref)["ok"]


def test_the_report_says_what_an_inspector_asks(breach: Breach, ref: str) -> None:
    """Date, rules with their hash, inputs with entry and source, reasons per factor, counter-argument, precedents, conclusion and its author."""
    text = breach("assess", ref, "--format", "md").out
    rules = breach.ok("assess", ref)["rules"]
    for wanted in (
        rules["version"],
        rules["sha256"],
        "Conclusion et son auteur",
        "Alix Martin",
        "aucun &lt;b>dommage&lt;/b> # vu",
        "les règles proposaient alors",
        "Le plus fort argument contraire",
        "Motifs, par facteur",
        "Nature, caractère sensible et volume des données",
        "DPC = 3",
        "Cas comparables",
        "Aucun usage constaté",
        "politique \\| disque \\*interne\\*",
        "entre 9 et 3\u202f500",
        "Ce que ce document n'est pas",
    ):
        assert wanted in text, wanted
    assert breach.ok("history", ref)[-1]["kind"] == "decision"


def test_html_and_json(breach: Breach, ref: str) -> None:
    """One page without script, nothing from the file becomes markup; JSON with the contract's keys and the conclusions."""
    page = breach("assess", ref, "--format", "html", "--lang", "en").out
    assert page.startswith("<!DOCTYPE html>")
    assert "<script" not in page
    assert "aucun &lt;b&gt;dommage&lt;/b&gt; # vu" in page
    assert "Report of the risk assessment" in page
    data = breach.ok("assess", ref, "--format", "json")
    assert {"risk", "authority", "subjects", "deciding_facts", "enisa", "rules", "conclusions", "inputs", "at", "head"} <= set(data)
    assert data["conclusions"][0]["by"] == "Alix Martin"
    assert data["conclusions"][0]["rules"]["sha256"] == data["rules"]["sha256"]
    breach.ok("assess", ref, "-o", "r.html")
    assert (breach.home / "r.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_a_report_needs_a_file_and_a_format(breach: Breach, ref: str) -> None:
    """Other facts laid over a file make no report; an unknown format is named."""
    facts = breach.file("g.json", "{}")
    for words in (("--facts", facts, "-o", "x.md"), (ref, "--facts", facts, "--format", "md"), (ref, "--format", "docm")):
        assert breach("assess", *words).code == 2
    assert not (breach.home / "x.md").exists()


def test_an_exercise_says_so(breach: Breach) -> None:
    """On its first line."""
    ref = breach.ok("log", "Essai", "--exercise")["ref"]
    assert "EXERCICE" in breach("assess", ref, "--format", "md").out.split("##")[0]


def test_a_grown_number_is_seen_since_the_decision(breach: Breach, ref: str) -> None:
    """Tenfold since the decision: assess and the report say so first."""
    assert breach.ok("assess", ref)["reassessment"] == []
    breach.ok("facts", ref, "people_count=120000", "published=yes", "--because", "compte revu")
    found = breach.ok("assess", ref)["reassessment"]
    assert [(one["question"], [change["trigger"] for change in one["changes"]]) for one in found] == [
        ("inform-subjects", ["people-tenfold", "data-published"])
    ]
    assert breach("assess", ref).out.startswith("À réexaminer")
    assert breach.ok("show", ref)["reassessment"] == found
    assert "multiplié par dix" in breach("show", ref).out
    assert "Ce qui a changé depuis la décision" in breach("assess", ref, "--format", "md").out
