"""``breach letter … --recipients``, as typed."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

import pytest

from tests.drafting.merge.jobs import person, written

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Breach

LETTER = ("letter", "1", "--template", "people", "--channel", "email", "--format", "eml")


@pytest.fixture
def ready(breach: Breach) -> Breach:
    breach.ok("log", "Copie de sauvegarde restée accessible")
    breach.ok(
        "facts", "1", "nature=confidentiality", "data_types=name,email", "occurred_from=2026-11-12T18:00+01:00", "measures_immediate=Accès fermé."
    )
    return breach


@pytest.fixture
def path(ready: Breach) -> Path:
    return written(ready.home / "list.csv", [*(person(n) for n in range(1, 31)), person(31, email=""), person(2)])


def test_a_dry_run_counts_shows_and_makes_nothing(ready: Breach, path: Path) -> None:
    ran = ready(*LETTER, "--recipients", path, "--dry-run", "--json")
    assert ran.code == 0
    assert (ran.data["rows"], ran.data["letters"], ran.data["problems"]) == (32, 30, {"no-email": 1, "duplicate": 1})
    assert len(ran.data["samples"]) == min(5, len(ran.data["segments"])) > 0
    assert "Prénom" not in ran.data["samples"][0]["segment"]
    assert "ligne 31 : pas d'adresse électronique" in ran.err.replace("\u00a0", " ")
    assert len(ready.ok("history", "1")) == 2


def test_letters_are_made_and_the_file_holds_counts_alone(ready: Breach, path: Path) -> None:
    folder = ready.home / "out"
    data = ready.ok(*LETTER, "--recipients", path, "-o", folder)
    assert data["letters"] == 30
    assert os.stat(folder).st_mode & 0o777 == 0o700
    assert len([name for name in os.listdir(folder) if name.endswith(".eml")]) == 30
    entry = ready.ok("history", "1")[-1]
    assert entry["kind"] == "merged"
    assert entry["body"]["manifest_sha256"] == data["manifest_sha256"]
    assert not re.search(r"Nom\d|exemple\.example|Lilas", str(ready.ok("history", "1")))
    assert ready.ok("verify", "1")["ok"]
    again = ready(*LETTER, "--recipients", path, "-o", folder)
    assert again.code == 0
    assert "En clair dans" in again.out.splitlines()[-1]
    assert again.out.splitlines()[-1].count("30") == 1


def test_what_was_sent_and_what_is_left_is_proved(ready: Breach, path: Path) -> None:
    ready.ok(*LETTER, "--recipients", path, "-o", ready.home / "out")
    ready.ok("sent", "1", "--template", "people", "--count", "28", "--bounced", "3", "--at", "2026-11-24T10:00+01:00", "--channel", "email")
    (proof,) = ready.ok("show", "1")["letters"]
    assert proof == {"template": "people", "channel": "email", "made": 30, "refused": 2, "sent": 28, "bounced": 3, "remainder": 5}
    assert "reste à joindre : 5" in ready("show", "1").out.replace("\u00a0", " ")


def test_shares_made_apart_add_up(ready: Breach, path: Path) -> None:
    at = "2026-11-24T10:00+01:00"
    parts = []
    for n in (1, 2):
        data = ready.ok(*LETTER, "--recipients", path, "--part", f"{n}/2", "--made-at", at, "-o", ready.home / f"p{n}")
        parts += ["--join", ready.home / f"p{n}" / data["manifest"]]
    whole = ready.ok(*LETTER, "--recipients", path, "--made-at", at, "-o", ready.home / "whole")
    ready.ok(*LETTER, *parts, "-o", ready.home / "joined.jsonl")
    assert (ready.home / "joined.jsonl").read_bytes() == (ready.home / "whole" / whole["manifest"]).read_bytes()
    (proof,) = ready.ok("show", "1")["letters"]
    assert proof["made"] == 30


@pytest.mark.parametrize(
    ("words", "status", "word"),
    [
        (("--map", "last_name"), 2, "COLUMN=HEAD"),
        (("--map", "surname=Nom"), 2, "surname"),
        (("--part", "3/2"), 2, "3/2"),
        (("--print-shop",), 2, "pdf"),
        (("--dask", "tcp://192.0.2.1:1"), 2, "TLS"),
        (("--encoding", "ascii"), 2, "ascii"),
        (("--made-at", "2190-01-01T00:00Z"), 4, "2190"),
    ],
)
def test_what_is_wrong_is_said_and_no_letter_is_made(ready: Breach, path: Path, words: tuple[str, ...], status: int, word: str) -> None:
    ran = ready(*LETTER, "--recipients", path, *words, "-o", ready.home / "out")
    assert ran.code == status, ran.err
    assert word in ran.err
    assert not [name for name in (os.listdir(ready.home / "out") if (ready.home / "out").exists() else ()) if name.endswith(".eml")]
    assert len(ready.ok("history", "1")) == 2


def test_a_wrong_column_is_named_with_what_it_may_be(ready: Breach) -> None:
    path = ready.file("list.csv", "Nom;Courriel\nMartin;a@x.example\n")
    ran = ready(*LETTER, "--recipients", path, "-o", ready.home / "out")
    assert ran.code == 2
    assert "--map last_name='Nom' --map email='Courriel'" in ran.err


def test_options_of_a_merge_without_a_list_are_refused(ready: Breach) -> None:
    assert ready(*LETTER, "--dry-run").code == 2
    assert ready(*LETTER, "--part", "1/2", "-o", ready.home / "x").code == 2


def test_a_compromised_channel_is_never_used(ready: Breach, path: Path) -> None:
    ready.ok("facts", "1", "compromised_channels=email")
    ran = ready(*LETTER, "--recipients", path, "-o", ready.home / "out")
    assert ran.code == 4


@pytest.mark.parametrize(
    ("template", "channel", "words"),
    [
        (
            "complaint-police",
            "post",
            ("Pas une lettre à des personnes", "client-promise, faq, people, people-employee, people-minor, people-relatives"),
        ),
        ("controller-33-2", "email", ("Un texte par client", "breach letter REF --template controller-33-2 --channel email -o DOSSIER")),
        ("public-notice", "publication", ("Pas une lettre à des personnes", "people, people-employee, people-minor, people-relatives")),
    ],
)
@pytest.mark.parametrize("how", [("--dry-run",), ("-o", "out")])
def test_what_is_not_written_to_people_is_refused_with_what_is(
    template: str, channel: str, words: tuple[str, str], how: tuple[str, ...], ready: Breach, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ready.home)
    before = ready.ok("history", "1")
    ran = ready("letter", "1", "--template", template, "--channel", channel, "--format", "txt", "--recipients", path, *how)
    assert ran.code == 2
    said = ran.err.replace("\u00a0", " ")
    assert template in said
    assert all(word in said for word in words)
    assert not (ready.home / "out").exists()
    assert ready.ok("history", "1") == before
