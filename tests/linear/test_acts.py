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
from breach.linear.kept import Kept
from breach.linear.ports import Ended
from breach.service import drafts, playbooks, proof
from breach.service.awareness import aware
from breach.service.facts import assignments, change
from breach.service.files import read
from breach.service.opening import open_file
from tests.linear.conftest import room_of

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


# -- people, playbooks, the record


def test_a_call_is_on_record_even_where_nobody_answers(house: House) -> None:
    ref = opened(house)
    held = inside(house, ref, "fiches", "appel", "1", "sans réponse", ".", "appels", "appel", "autre", "Noé", "prévenu", ".", "fiches", "quitter")
    calls = read(house.desk, ref).file.calls
    assert [act.body["outcome"] for act in calls] == ["sans réponse", "prévenu"]
    assert calls[1].body["name"] == "Noé"
    assert "3218" in held.said


def test_a_question_put_to_somebody_sets_the_fact_by_its_answer(house: House) -> None:
    ref = opened(house)
    inside(house, ref, "demander", "people_count", "Équipe données", "", "demain 9h", "réponse", "douze cents", ".", "1200", "quitter")
    opened_ = read(house.desk, ref)
    assert opened_.file.open_questions() == []
    assert opened_.facts["people_count"].value == 1200
    held = inside(
        house, ref, "réponse", "demander", "", "Noé", "Qui a le journal ?", ".", "", "demander", "", "Sacha", "Et la clé ?", ".", "", "quitter"
    )
    assert t("desk.answer-none") in held.said
    inside(house, ref, "réponse", "2", "au coffre", ".", "quitter")
    assert [act.body["to"] for act in read(house.desk, ref).file.open_questions()] == ["Noé"]


def test_a_playbook_is_proposed_followed_and_its_steps_settled(house: House) -> None:
    ref = opened(house)
    inside(house, ref, "faits", "fait", "incident_type", "rançon", "quitter")
    held = inside(house, ref, "marches", "rançongiciel", "1", "faite", "", "2", "?", "passer", "déjà isolé", ".", "quitter")
    acts = read(house.desk, ref).file.steps
    assert [act.body["act"] for act in acts] == ["done", "skipped"], held.said
    inside(
        house,
        ref,
        "marches",
        "suite",
        "1",
        "phase",
        "1",
        "1",
        "rouvrir",
        "1",
        "confier",
        "Noé",
        "",
        "1",
        "remarque",
        "vu",
        ".",
        "préserver",
        "quitter",
    )
    assert [act.body["act"] for act in read(house.desk, ref).file.steps][2:] == ["reopened", "assigned", "comment"]


def test_what_a_step_found_out_becomes_facts(house: House) -> None:
    ref = opened(house)
    book, step = next((b, s) for b in playbooks.library().playbooks.values() for s in b.live() if len(s.asks) == 1)
    scratch = house.scratch()
    scratch.put(f"tick:{ref}:{book.id}/{step.id}#note", "vu", 2, "2026-11-22T02:00:00Z")
    scratch.close()
    house.hold("reprendre", "1", "reprendre", "", "inconnu", "quitter")
    assert step.asks[0] in read(house.desk, ref).facts
    assert read(house.desk, ref).file.steps[-1].body["text"] == "vu"


def test_the_record_is_heard_checked_and_exported(house: House, tmp_path: Path) -> None:
    ref = opened(house)
    house.desk.attesting = None
    held = inside(house, ref, "archives", "journal", "historique", "", "historique", "hier 18h", "relève", "export", "", "quitter")
    assert held.status == 0
    assert "Un tableur est parti" in held.said
    assert t("review.part-next") in held.said
    assert "\\" not in held.said.split(t("review.part-next"))[1]
    assert (tmp_path / f"{ref}.zip").read_bytes()[:2] == b"PK"


def test_the_review_puts_on_record_that_one_looked(house: House) -> None:
    ref = opened(house)
    speaks(house, "Sacha Petit", "dpo")
    held = inside(house, ref, "relecture", "relecture", "quitter")
    assert held.said.count(t("linear.looked")) == 1
    assert [act.body["upto"] for act in read(house.desk, ref).file.reviews] == [2]


def test_a_broken_chain_is_said_and_ends_in_one(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    ref = opened(house)
    fault = {"file": ref, "entry": 1, "fault": "hash", "message": "n'est plus la même"}
    result = {"ok": False, "entries": 2, "head": "0" * 64, "faults": [fault], "remarks": [], "signatures": [], "anchors": [], "chains": []}
    monkeypatch.setattr(proof, "verify", lambda *_: result)
    held = inside(house, ref, "contrôle", "quitter")
    assert held.status == 1
    assert "n'est plus la même" in held.said


def test_files_are_linked_searched_and_reviewed_from_the_board(house: House) -> None:
    one, two = opened(house), opened(house)
    inside(house, two, "relier", one, "même cause", "", "oui", "quitter")
    assert read(house.desk, two).file.links[0].body["ref"] == one
    held = house.hold("chercher", "tableur", "chercher", "licorne", "relectures", "contrôle", "tous", "tous", "quitter")
    assert held.said.count("entrée 1\u00a0:") == 2
    assert t("files.nothing-found") in held.said
    assert held.said.count(two) > 3


def test_the_first_minute_says_both_starts_three_actions_and_what_not_to_do(house: House) -> None:
    held = house.hold("nouveau", "Serveur chiffré", ".", "quitter")
    after = held.said.split("C’est sur le disque.")[1]
    order = [after.index(t(key)) for key in ("desk.start-open", "desk.next", "desk.avoid", "desk.call-whom")]
    assert order == sorted(order)
    assert "(mot" in after
    assert t("desk.avoid-power") in after


def test_an_exercise_says_that_it_is_one(house: House) -> None:
    held = house.hold("exercice", "Essai", ".", "quitter")
    assert held.said.count("EXERCICE") > 2
    assert house.desk.store.files()[0].exercise


def test_what_happens_in_a_drill_is_told_at_the_next_menu(house: House) -> None:
    class Told:
        def __init__(self) -> None:
            self.left = ["Une note de rançon s'affiche"]

        def unread(self) -> list[str]:
            left, self.left = self.left, []
            return left

    def talk(room: Room) -> Conversation[None]:
        room.injects = Told()  # type: ignore[assignment]
        return file(room, ref)

    ref = opened(house)
    held = house.hold("journal", "quitter", talk=talk)
    assert held.said.count("Une note de rançon s'affiche") == 1


@pytest.mark.parametrize(
    "place",
    [
        "note:{ref}",
        "aware:{ref}",
        "decide:{ref}:close",
        "opinion:{ref}:close",
        "retract:{ref}:2",
        "approve:{ref}:2",
        "ratify:{ref}:2",
        "sign:{ref}:2",
        "export:{ref}:notice.initial",
        "export:{ref}:letter.people.email",
        "filed:{ref}:cnil-2023",
        "filing-failed:{ref}:cnil-2023",
        "sent:{ref}:letter.people.email",
        "authority:{ref}",
        "evidence:{ref}",
        "measure:{ref}",
        "result:{ref}:2",
        "archive:{ref}",
        "call:{ref}:cnil",
        "ask:{ref}:people_count",
        "link:{ref}",
        "skip:{ref}:ransomware/none",
        "fact:{ref}:people_count",
        "of-another-version:{ref}",
    ],
)
def test_every_unfinished_form_is_named_and_taken_up_or_refused_in_words(house: House, place: str) -> None:
    ref = opened(house)
    scratch = house.scratch()
    scratch.put(f"{place.format(ref=ref)}#why", "commencé", 2, "2026-11-22T02:00:00Z")
    scratch.close()
    held = house.hold("reprendre", "1", "reprendre", "retour", "quitter")
    assert ref in held.said.split(t("linear.welcome"))[1].split("\n")[2]
    assert held.status == 0
    assert len(house.kept()) == 1


def test_the_sealed_notebook_is_kept_nowhere_else(house: House) -> None:
    ref = opened(house)
    inside(house, ref, "scellé", "pour l'avocat", ends=Ended(signal.SIGINT, "seul"))
    assert house.kept() == {}
    held = inside(house, ref, "scellé", "pour l'avocat", ".", "", "historique", "", "quitter")
    assert last(house, ref)[0] == "privileged-note"
    assert held.said.count("pour l'avocat") == 1, "what was typed, and nothing after"


def test_the_language_changes_at_once(house: House) -> None:
    ref = opened(house)
    held = inside(house, ref, "langue", "", "language", "bilan", "quitter")
    assert "What to do?" in held.said
    assert held.said.index("What to do?") < held.said.rindex("Que faire")


def test_a_fact_that_is_none_ends_a_script(house: House) -> None:
    ref = opened(house)
    held = inside(house, ref, "faits", "fait", "licorne", "people_count", interactive=False)
    assert (held.status, held.left) == (2, ["people_count"])


def test_the_assessment_is_said_in_short_and_in_full_without_its_plane(house: House) -> None:
    ref = opened(house)
    short = inside(house, ref, "évaluation", "quitter").said
    full = inside(house, ref, "détail", "quitter").said
    assert t("linear.assess-more") in short
    assert "ENISA" in full
    assert " #  " not in short + full
    assert len(full) > len(short)


def test_history_says_facts_in_words(house: House) -> None:
    ref = opened(house)
    inside(house, ref, "faits", "fait", "people_count", "9..3500", "quitter")
    held = inside(house, ref, "historique", "", "quitter")
    assert "entre 9 et" in held.said
    assert "{" not in held.said


def test_an_instant_begun_in_words_elsewhere_is_taken_up_in_figures(house: House) -> None:
    ref = opened(house)
    scratch = house.scratch()
    for name, text in (("text", "noté ailleurs"), ("at", "hier 18h30")):
        scratch.put(f"note:{ref}#{name}", text, 3, "2026-11-22T02:00:00Z")
    scratch.close()
    held = house.hold("reprendre", "1", "reprendre", "", "", "quitter")
    assert "sam. 21 nov. 2026 18:30 Paris" in held.said
    entry = house.desk.store.history(house.desk.store.find(ref).chain)[-1]
    assert (entry.body["text"], entry.happened_at) == ("noté ailleurs", "2026-11-21T17:30:00Z")


def test_an_instant_that_is_none_yet_is_shown_as_it_was_begun_and_refused_at_the_end(house: House) -> None:
    ref = opened(house)
    scratch = house.scratch()
    for name, text in (("text", "noté ailleurs"), ("at", "2026-11-2")):
        scratch.put(f"note:{ref}#{name}", text, 3, "2026-11-22T02:00:00Z")
    scratch.close()
    held = house.hold("reprendre", "1", "reprendre", "", "", "", "03:00", "quitter")
    assert "2026-11-2\n" in held.said
    assert house.desk.store.history(house.desk.store.find(ref).chain)[-1].happened_at == "2026-11-22T02:00:00Z"


def test_any_saved_draft_can_be_named_for_its_signature(house: House) -> None:
    ref = opened(house)
    row = house.desk.store.find(ref)
    every: list[dict[str, object]] = [
        {"what": "assessment", "format": "md"},
        {"what": "letter", "template": "faq", "channel": "", "format": "md"},
    ]
    for what in every:
        drafts.record(house.desk, row, what, repr(what).encode())
    held = inside(house, ref, "signer", "1", "oui", "signer", "oui", "quitter")
    assert "assessment" in held.said
    assert len(read(house.desk, ref).file.signatures) == 2


def test_a_reminder_is_said_at_every_menu_until_it_was_heard(house: House) -> None:
    ref = open_file(house.desk, "x").ref
    aware(house.desk, ref, "2026-11-19T05:00+01:00", "Marie Essai", "journaux")  # 1 h 50 left
    script = inside(house, ref, "journal", "journal", "quitter", interactive=False)
    assert "RAPPEL" not in script.said
    assert last(house, ref)[0] == "aware", "nobody heard it: nothing is on record"
    held = inside(house, ref, "faits", "vu", "retour", "quitter")
    assert held.said.count("RAPPEL") == 2
    assert [entry.kind for entry in house.desk.store.history(house.desk.store.find(ref).chain)][-2:] == ["reminded", "reminder-seen"]
    assert "RAPPEL" not in inside(house, ref, "quitter").said


def test_who_waits_is_told_what_happened_once(house: House) -> None:
    ref = open_file(house.desk, "x").ref
    aware(house.desk, ref, "2026-11-19T05:00+01:00", "Marie Essai", "journaux")
    scratch = house.scratch()
    room = room_of(house.desk, Kept(house.desk, scratch))
    assert ["RAPPEL" in line for line in room.fresh()] == [True]
    assert room.fresh() == []
    scratch.close()


def test_a_decision_is_made_with_the_proposal_in_earshot_and_a_fact_says_how_it_moved_it(house: House) -> None:
    ref = opened(house)
    held = inside(house, ref, "faits", "fait", "is_personal_data_breach", "non", "retour", "décider", "notifier l", "retour", "quitter")
    moved, decided = held.said.split("> décider")
    assert "L’avis change" in moved
    assert "Avis\u00a0: autorité" in decided
    assert read(house.desk, ref).file.decisions == []


def test_the_unknown_is_said_with_who_owes_it(house: House) -> None:
    ref = opened(house)
    held = inside(house, ref, "demander", "people_count", "Équipe données", "", "demain 9h", "faits", "inconnus", "quitter")
    assert "demandé à Équipe données" in held.said.split("> inconnus")[1]


def test_the_text_that_was_sent_is_kept(house: House, tmp_path: Path) -> None:
    ref = opened(house)
    text = tmp_path / "message.txt"
    text.write_text("Bonjour, vos données…", encoding="utf-8")
    held = inside(house, ref, "lettres", "people", "courriel", "envoi", "3", "", "maintenant", "", "", str(text), "oui", "quitter")
    assert t("record.sent-text-given") in held.said
    assert last(house, ref)[1]["message"]
