"""After the breach: actions with owner, date and result, what is still open, and a closing that says it and is not stopped by it."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest

from tests.cli.pack_reader import Pack

if TYPE_CHECKING:
    from tests.cli.conftest import Breach


@pytest.fixture
def ref(breach: Breach) -> str:
    found: str = breach.ok("log", "Serveurs chiffrés")["ref"]
    return found


def left(breach: Breach, ref: str) -> list[str]:
    return [item["what"] for item in breach.ok("action", ref)["still_open"]]


def test_an_action_has_owner_date_and_result(breach: Breach, ref: str) -> None:
    made = breach.ok("action", ref, "add", "Second facteur partout", "--owner", "Alix Martin", "--due", "2099-12-15T18:00+01:00")
    (item,) = breach.ok("action", ref)["actions"]
    assert (item["n"], item["owner"], item["due_at"], item["state"]) == (made["entry"], "Alix Martin", "2099-12-15T17:00:00Z", "open")
    breach.ok("action", ref, "done", made["entry"], "--result", "412 comptes sur 412, export relu")
    (item,) = breach.ok("show", ref)["actions"]
    assert (item["state"], item["result"]) == ("done", "412 comptes sur 412, export relu")
    for verb in ("action", "show", "review"):
        out = breach(verb, ref).out
        assert "Alix Martin" in out, verb
        assert "412 comptes sur 412" in out, verb
    kinds = [entry["kind"] for entry in breach.ok("history", ref)]
    assert kinds[1:3] == ["action", "action-settled"]
    assert breach.ok("verify", ref)["ok"]


def test_the_register_has_the_results(breach: Breach, ref: str) -> None:
    breach.ok("action", ref, "add", "=Chiffrer les sauvegardes", "--owner", "M. Durand")
    breach.ok("action", ref, "done", 2, "--result", "fait le 3, restauration essayée")
    (row,) = breach.ok("register", "--format", "json")
    assert "M. Durand" in row["actions"]
    assert "restauration essayée" in row["actions"]
    ran = breach("register", "--format", "csv")
    (row,) = csv.DictReader(io.StringIO(ran.out.lstrip("\ufeff")), delimiter=";")
    assert "restauration essayée" in row["actions"]


def test_a_late_action_says_so_and_a_dropped_one_has_its_reason(breach: Breach, ref: str) -> None:
    breach.ok("action", ref, "add", "Revoir le contrat", "--about", "contract", "--due", "2026-01-15T18:00+01:00")
    assert "EN RETARD" in breach("action", ref).out
    assert "action-late" in left(breach, ref)
    breach.ok("action", ref, "drop", 2, "--why", "le prestataire a été quitté")
    (item,) = breach.ok("action", ref)["actions"]
    assert (item["state"], item["result"]) == ("dropped", "le prestataire a été quitté")
    assert "Raison (" in breach("action", ref).out
    assert "action-late" not in left(breach, ref)


def test_a_result_that_was_retracted_opens_the_action_again(breach: Breach, ref: str) -> None:
    breach.ok("action", ref, "add", "Former l'accueil")
    breach.ok("action", ref, "done", 2, "--result", "fait")
    breach.ok("retract", ref, 3, "--why", "la session est reportée")
    assert breach.ok("action", ref)["actions"][0]["state"] == "open"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("done", "1", "--result", "x"), 4),
        (("done", "9", "--result", "x"), 2),
        (("done", "2"), 2),
        (("done", "--result", "x"), 2),
        (("done", "2", "--why", "x"), 2),
        (("drop", "2", "--result", "x"), 2),
        (("add",), 2),
        (("add", "x", "--result", "y"), 2),
        (("add", "x", "--about", "weather"), 2),
        (("list", "x"), 2),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_what_cannot_be_is_refused_and_nothing_is_recorded(breach: Breach, ref: str, words: tuple[str, ...], code: int) -> None:
    breach.ok("action", ref, "add", "Former l'accueil")
    ran = breach("action", ref, *words)
    assert ran.code == code, ran.err
    assert len(breach.ok("history", ref)) == 2


def test_an_action_is_settled_once(breach: Breach, ref: str) -> None:
    breach.ok("action", ref, "add", "Former l'accueil")
    breach.ok("action", ref, "done", 2, "--result", "fait")
    ran = breach("action", ref, "done", 2, "--result", "encore")
    assert ran.code == 4
    assert f"breach retract {ref} 3" in ran.err


def test_what_is_still_open_goes_as_it_is_settled(breach: Breach, ref: str) -> None:
    assert left(breach, ref) == ["lesson", "measure", "dpia"]
    breach.ok("facts", ref, "discovery_kind=processor")
    assert "contract" in left(breach, ref)
    for about in ("lesson", "measure", "dpia", "contract"):
        breach.ok("action", ref, "add", "à faire", "--about", about)
    assert left(breach, ref) == ["action-open"]
    breach.ok("decide", ref, "inform-subjects", "inform", "--why", "risque élevé")
    assert "letters" in left(breach, ref)


def test_running_clocks_and_a_missing_complement_are_named(breach: Breach, ref: str) -> None:
    breach.ok("facts", ref, "role=controller", "nature=confidentiality", "data_types=health", "people_count=900")
    breach.ok("aware", ref, "--at", "2026-01-20T10:00+01:00", "--by", "Alix", "--basis", "journaux")
    assert "clock" in left(breach, ref)
    breach.ok("filed", ref, "--form", "cnil-2023", "--type", "initial", "--at", "2026-01-20T18:00+01:00", "--reference", "F-1")
    assert "complement" in left(breach, ref)
    breach.ok("filed", ref, "--form", "cnil-2023", "--type", "complementary", "--at", "2026-01-22T18:00+01:00", "--reference", "F-1")
    assert "complement" not in left(breach, ref)


@pytest.mark.parametrize(("lang", "words"), [("fr", "Encore ouvert"), ("en", "Still open")])
def test_closing_says_what_is_open_and_closes(breach: Breach, ref: str, lang: str, words: str) -> None:
    ran = breach("decide", ref, "close", "close", "--why", "suite au suivi", "--lang", lang)
    assert ran.code == 0
    assert words in ran.out
    assert breach.ok("show", ref)["state"] == "closed"
    again = breach.ok("decide", ref, "close", "close", "--why", "encore")
    assert [item["what"] for item in again["still_open"]] == ["lesson", "measure", "dpia"]
    assert all(item["text"] for item in again["still_open"])


def test_the_inspection_pack_answers_with_the_results(breach: Breach, ref: str) -> None:
    breach.ok("action", ref, "add", "Second facteur partout", "--owner", "Noé Durand")
    breach.ok("action", ref, "add", "Former l'accueil")
    breach.ok("action", ref, "done", 2, "--result", "412 comptes sur 412")
    breach.ok("export", ref, "-o", breach.home / "dossier.zip")
    table = Pack(breach.home / "dossier.zip").section("measures").table("Actions après la violation")
    assert table.column("Résultat") == ["412 comptes sur 412", "—"]
    assert table.column("Responsable") == ["Noé Durand", "personne n’est nommé"]
    assert table.column("État") == ["faite", "à faire"]


def test_a_late_action_stands_in_the_hand_over_and_in_the_check_closed_files_too(breach: Breach, ref: str) -> None:
    late = breach.ok("action", ref, "add", "Second facteur partout", "--owner", "Alix Martin", "--due", "2020-12-15T18:00+01:00")["entry"]
    breach.ok("action", ref, "add", "Relire le contrat", "--due", "2099-12-15T18:00+01:00")
    told = breach.ok("handover", ref)["actions"]
    assert [item["state"] for item in told] == ["late", "open"]
    note = breach("handover", ref).out
    assert "EN RETARD" in note
    assert "Alix Martin" in note
    ran = breach("check", "--json")
    assert ran.code == 1
    assert ran.data["actions"] == [{"ref": ref, "entry": late, "due_at": "2020-12-15T17:00:00Z"}]
    assert "action" in breach("check").out
    retracted = breach.ok("retract", ref, late, "--why", "mauvais dossier")
    assert breach.ok("check")["actions"] == []
    breach.ok("retract", ref, retracted["entry"], "--why", "bon dossier")
    breach.ok("decide", ref, "close", "close", "--why", "tout est suivi")
    assert [item["entry"] for item in breach("check", "--json").data["actions"]] == [late]
    breach.ok("action", ref, "done", late, "--result", "fait")
    assert breach.ok("check")["actions"] == []


def test_a_file_closed_over_a_running_clock_says_that_nothing_reminds_of_it(breach: Breach, ref: str) -> None:
    breach.ok("aware", ref, "--at", "2026-01-10T03:05+01:00", "--by", "Astreinte", "--basis", "journaux")
    assert "silenced" not in left(breach, ref)
    ran = breach("decide", ref, "close", "close", "--why", "terminé")
    assert ran.code == 0
    assert "rien ne rappelle plus" in ran.out + ran.err
    assert {"clock", "silenced"} <= set(left(breach, ref))
