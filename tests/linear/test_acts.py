"""Every act of linear mode: what it asks, what it records, that the service's refusals are said and lose nothing."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING

import pytest

from breach import i18n
from breach.domain.actor import Actor
from breach.errors import StoreError
from breach.i18n import t, words
from breach.i18n.said import AREAS
from breach.linear import facts
from breach.linear.file import file
from breach.linear.forms import first
from breach.linear.ports import Ended
from breach.service.awareness import aware
from breach.service.facts import assignments, change
from breach.service.files import read
from breach.service.opening import open_file

if TYPE_CHECKING:
    from pathlib import Path

    from breach.linear.question import Conversation
    from breach.linear.room import Room
    from tests.linear.conftest import Held, House


def said_title(code: str) -> str:
    return next(t(f"{area}.{code}.title") for area in AREAS if f"{code}.title" in words(area, "fr"))


def opened(house: House, *, known: bool = True) -> str:
    ref = open_file(house.desk, "Un tableur est parti").ref
    if known:
        aware(house.desk, ref, "2026-11-22T02:30+01:00", "Marie Essai", "journaux relus")
    return ref


def inside(house: House, ref: str, *typed: str, interactive: bool = True, ends: Ended | None = None) -> Held:
    """A conversation that begins in the file ``ref``."""

    def talk(room: Room) -> Conversation[None]:
        return file(room, ref)

    return house.hold(*typed, talk=talk, interactive=interactive, ends=ends)


def last(house: House, ref: str) -> tuple[str, dict[str, object]]:
    entry = house.desk.store.history(house.desk.store.find(ref).chain)[-1]
    return entry.kind, entry.body


def speaks(house: House, name: str, role: str) -> None:
    house.desk.actor = Actor(name, role, name.split(maxsplit=1)[0].lower(), "poste")


def test_awareness_is_said_over_and_recorded_when_confirmed(house: House) -> None:
    ref = opened(house, known=False)
    held = inside(house, ref, "connaissance", "03:00", "", "journaux", ".", "défendable", "oui", "quitter")
    assert "dim. 22 nov. 2026 03:00 Paris" in held.said
    kind, body = last(house, ref)
    assert (kind, body["at"], body["confirmed"]) == ("aware", "2026-11-22T02:00:00Z", False)
    assert "CNIL" in held.said


def test_an_awareness_ahead_is_refused_where_it_is_typed(house: House) -> None:
    ref = opened(house, known=False)
    held = inside(house, ref, "connaissance", "2026-11-23T03:00", "03:00", "quitter")
    assert said_title("in-the-future") in held.said
    assert held.left == []
    assert house.kept() == {f"aware:{ref}#at": "2026-11-22T03:00:00+01:00"}


def test_a_correction_of_awareness_says_why(house: House) -> None:
    ref = opened(house)
    held = inside(house, ref, "connaissance", "02:00", "", "relu", ".", "", "", "oui", "corriger", "4", "horodatage faux", ".", "oui", "quitter")
    assert said_title("why-needed") in held.said
    assert last(house, ref)[1]["why"] == "horodatage faux"


def test_an_answer_can_be_given_again_before_it_is_recorded(house: House) -> None:
    ref = opened(house)
    inside(house, ref, "décider", "plainte", "déposer", "un", ".", "", "", "corriger", "motifs", "deux", ".", "oui", "quitter")
    kind, body = last(house, ref)
    assert (kind, body["choice"], body["why"]) == ("decision", "file", "deux")


def test_what_is_not_confirmed_is_kept_and_not_recorded(house: House) -> None:
    ref = opened(house)
    held = inside(house, ref, "décider", "plainte", "1", "un", ".", "", "", "non", "quitter")
    assert last(house, ref)[0] == "aware"
    assert house.kept() == {f"decide:{ref}:file-complaint#choice": "file", f"decide:{ref}:file-complaint#why": "un"}
    assert t("linear.left-kept") in held.said
    inside(house, ref, "décider", "plainte", "reprendre", "", "", "", "", "oui", "quitter")
    assert last(house, ref)[1]["why"] == "un"
    assert house.kept() == {}


def test_silence_waits_for_a_second_person_who_approves(house: House) -> None:
    ref = opened(house)
    held = inside(house, ref, "décider", "notifier l", "ne pas", "aucun risque", ".", "", "", "oui", "quitter")
    assert t("decided.pending") in held.said
    speaks(house, "Noé Autre", "management")
    held = inside(house, ref, "approuver", "d'accord", ".", "oui", "décisions", "relevé", "quitter")
    assert last(house, ref)[0] == "approved"
    assert "Noé Autre" in held.said


def test_a_decision_wants_its_reasons(house: House) -> None:
    ref = opened(house)
    held = inside(house, ref, "décider", "clore", "clore", "", "fini", ".", "", "", "oui", "quitter")
    assert t("errors_linear.answer-needed.title") in held.said
    assert last(house, ref)[1]["choice"] == "close"


def test_the_dpo_gives_an_opinion(house: House) -> None:
    ref = opened(house)
    speaks(house, "Sacha Petit", "dpo")
    inside(house, ref, "avis", "2", "désaccord", "le risque est réel", ".", "oui", "quitter")
    assert last(house, ref)[1]["stance"] == "dissent"


def test_a_filing_and_a_failed_attempt(house: House, tmp_path: Path) -> None:
    ref = opened(house)
    proof = tmp_path / "accuse.pdf"
    proof.write_bytes(b"%PDF-1.7 x")
    inside(house, ref, "échec", "téléservice en panne", ".", "", str(proof), "oui", "quitter")
    assert last(house, ref)[0] == "filing-failed"
    held = inside(house, ref, "notification", "dépôt", "maintenant", "CNIL-1", "initiale", str(tmp_path / "absent"), str(proof), "", "oui", "quitter")
    kind, body = last(house, ref)
    assert (kind, body["reference"]) == ("filed", "CNIL-1")
    assert isinstance(body["receipt"], dict)
    assert "DÉPOSÉ" in held.said


def test_a_paper_is_read_saved_signed_and_sent(house: House, tmp_path: Path) -> None:
    ref = opened(house)
    held = inside(
        house,
        ref,
        "lettres",
        "people",
        "courriel",
        "lire",
        "manque",
        "relire",
        "enregistrer",
        "docx",
        "lettre",
        "envoi",
        "12",
        "",
        "maintenant",
        "",
        "",
        "oui",
        "quitter",
    )
    assert (tmp_path / "lettre.docx").read_bytes()[:2] == b"PK"
    assert last(house, ref)[0] == "sent"
    assert held.status == 1, "the reading over found something"
    inside(house, ref, "signer", "oui", "quitter")
    assert last(house, ref)[0] == "signed"
    held = inside(house, ref, "notification", "complète", "rubriques", "1", "", "retour", "quitter")
    assert "R1" in held.said


def test_evidence_and_the_authoritys_answer(house: House, tmp_path: Path) -> None:
    ref = opened(house)
    piece = tmp_path / "trace.log"
    piece.write_text("x", encoding="utf-8")
    inside(house, ref, "preuve", str(piece), "export du pare-feu", "quitter")
    assert last(house, ref)[0] == "evidence"
    inside(house, ref, "autorité", "question", "maintenant", "dans 3 h", str(piece), "oui", "quitter")
    assert last(house, ref)[1]["due"] is not None


def test_actions_their_results_and_a_retraction(house: House) -> None:
    ref = opened(house)
    inside(house, ref, "action", "Changer les mots de passe", ".", "Noé", "demain 9h", "", "quitter")
    assert last(house, ref)[0] == "action"
    inside(house, ref, "résultat", "", "fait le soir même", ".", "quitter")
    inside(house, ref, "note", "à retirer", ".", "", "retirer", "à retirer", "erreur", ".", "oui", "quitter")
    assert last(house, ref)[0] == "retract"


def test_a_changed_fact_says_why_where_a_decision_relied_on_it(house: House) -> None:
    ref = opened(house)
    inside(house, ref, "faits", "fait", "people_count", "10", "retour", "décider", "2", "1", "x", ".", "", "", "oui", "quitter")
    inside(house, ref, "faits", "fait", "people_count", "1000", "compté à nouveau", "quitter")
    fact = read(house.desk, ref).facts["people_count"]
    assert fact.value == 1000
    assert last(house, ref)[1]["because"] == "compté à nouveau"


def test_two_in_one_fact_see_each_other(house: House) -> None:
    ref = opened(house)
    asked = facts._set
    done: list[object] = []

    def after(*given: object) -> object:
        if not done:
            done.append(change(house.desk, ref, assignments(house.desk, ["people_count=7"])))
        return asked(*given)  # type: ignore[arg-type]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(facts, "_set", after)
        held = inside(house, ref, "faits", "fait", "people_count", "12", "", "quitter")
    assert said_title("fact-changed-meanwhile") in held.said
    assert read(house.desk, ref).facts["people_count"].value == 12


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_menu_is_reached_by_number_and_by_word_and_helps(house: House, lang: str) -> None:
    i18n.use(lang)
    house.desk.lang = lang
    ref = opened(house)
    found = inside(house, ref, "aide", "?", "list", "quit").said
    assert t("linear.help-menu") in found
    heard = [
        line.split(". ", 1)[1].replace("\u00a0", " ").split(" :")[0].split(":")[0]
        for line in found.split("\n")
        if line[:1].isdigit() and ". " in line
    ]
    names = dict.fromkeys(heard)
    assert len(names) > 10
    for number, word in enumerate(names, 1):
        for typed in (str(number), word):
            held = inside(house, ref, typed, "aide", "?", "retour", "retour", "retour", "retour", "quitter")
            assert held.status == 0, (typed, held.said[-800:])


@pytest.mark.parametrize(
    ("way", "kind"),
    [
        (("note",), "text"),
        (("connaissance",), "line"),
        (("décider",), "one"),
        (("faits", "questions"), "several"),
        (("faits",), "menu"),
    ],
)
def test_help_why_back_and_quit_on_each_kind_of_question(house: House, way: tuple[str, ...], kind: str) -> None:
    ref = opened(house, known=False)
    held = inside(house, ref, *way, "aide", "?", "quitter")
    assert t(f"linear.help-{kind}") in held.said
    assert (held.status, held.left) == (0, [])
    assert inside(house, ref, *way, "retour", "quitter").status == 0
    assert read(house.desk, ref).file.entries == 1
    assert house.kept() == {}


def test_a_store_that_refuses_keeps_what_was_typed(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise StoreError("scratch-not-kept", path="/x", said="")

    ref = opened(house)
    monkeypatch.setattr(first.NoteForm, "record", full)
    held = inside(house, ref, "note", "à ne pas perdre", ".", "", interactive=False)
    assert held.status == 3
    assert house.kept()[f"note:{ref}#text"] == "à ne pas perdre"


def test_a_signal_in_a_form_keeps_every_answer(house: House) -> None:
    ref = opened(house)
    inside(house, ref, "décider", "2", "1", "première ligne", ends=Ended(signal.SIGHUP, "deux"))
    assert house.kept() == {f"decide:{ref}:notify-authority#choice": "notify", f"decide:{ref}:notify-authority#why": "première ligne\ndeux"}
    held = house.hold("reprendre", "1", "reprendre", "", "", "", "", "oui", "quitter")
    assert held.status == 0
    assert last(house, ref)[1]["why"] == "première ligne\ndeux"
