"""The conversation itself: what every question understands, what is kept, how it ends."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING

import pytest

from breach import i18n
from breach.catalogue.loader import load
from breach.errors import StoreError
from breach.i18n import t
from breach.linear import question as q
from breach.linear.board import board
from breach.linear.kept import Kept
from breach.linear.ports import Ended
from breach.linear.reading import Command, read
from breach.linear.talk import Talk
from breach.service.facts import AWARENESS
from breach.service.files import read as read_file
from breach.service.opening import open_file
from tests.linear.conftest import House, Lines, room_of

if TYPE_CHECKING:
    from breach.linear.ports import Saved
    from breach.linear.question import Question

NEW = ("nouveau", "Un tableur est parti", ".")


def asked(kind: str, **more: object) -> Question:
    options = (
        (q.Option("yes", "oui"), q.Option("no", "non"), q.Option("inform", "informer les personnes")) if kind in (q.ONE, q.MENU, q.SEVERAL) else ()
    )
    return q.Question("x", "Quoi ?", kind, options, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", [q.LINE, q.TEXT, q.ONE, q.SEVERAL, q.MENU])
@pytest.mark.parametrize(
    ("typed", "means"),
    [
        ("retour", q.BACK),
        ("Back", q.BACK),
        ("aide", Command("help")),
        ("help", Command("help")),
        ("?", Command("why")),
        ("quitter", Command("quit")),
        ("QUIT", Command("quit")),
        ("inconnu", q.UNKNOWN),
        ("unknown", q.UNKNOWN),
        ("", q.KEPT),
        ("   ", q.KEPT),
    ],
)
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_words_of_the_conversation_are_understood_at_every_kind_of_question(kind: str, typed: str, means: object, lang: str) -> None:
    i18n.use(lang)
    found = read(asked(kind, unknown=True), typed)
    assert found == means if isinstance(means, Command) else isinstance(found, q.Answer) and found.how == means


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        (q.ONE, "1", "yes"),
        (q.ONE, "NON", "no"),
        (q.ONE, "inform", "inform"),
        (q.ONE, "informer l", "inform"),
        (q.MENU, "3", "inform"),
        (q.SEVERAL, "1, inf", "yes,inform"),
        (q.SEVERAL, "1 3", "yes,inform"),
        (q.LINE, r"\aide", "aide"),
        (q.LINE, r"\\serveur\partage", r"\\serveur\partage"),
        (q.TEXT, r"\.", "."),
    ],
)
def test_an_answer_is_a_number_a_word_or_its_beginning(kind: str, typed: str, value: str) -> None:
    assert read(asked(kind), typed) == q.Answer(q.GIVEN, value)


def test_a_file_is_named_by_its_number_and_never_taken_for_a_place_in_the_menu(house: House) -> None:
    refs = [open_file(house.desk, f"dossier {n}").ref for n in range(3)]
    held = house.hold(refs[2][-4:], "quitter")
    assert t("linear.file-head", ref=refs[2], title=house.desk.store.find(refs[2]).title, state="") in held.said
    open_file(house.desk, "essai", exercise=True)
    held = house.hold("0001", "quitter")
    assert t("errors_linear.choice-unclear.title") in held.said


def test_unknown_is_an_answer_wherever_a_fact_is_asked(house: House) -> None:
    """Of every fact, also of those whose own answers have a word for it."""
    ref = open_file(house.desk, "x").ref
    facts = [d.id for d in load().facts.values() if d.id not in AWARENESS]
    typed = [word for fact in facts for word in ("fait", fact, "inconnu")]
    held = house.hold(ref, "faits", *typed, "quitter")
    assert (held.status, held.left) == (0, []), held.said[-600:]
    known = read_file(house.desk, ref).facts
    assert {fact for fact in facts if known[fact].state != "unknown"} == set(), "unknown is a value"


@pytest.mark.parametrize("typed", ["99", "0", "peut-être"])
def test_what_is_none_of_the_answers_is_refused_and_asked_again(house: House, typed: str) -> None:
    held = house.hold(typed, "quitter")
    assert t("errors_linear.no-such-choice.title") in held.said
    assert (held.status, held.left) == (0, [])


def test_a_new_file_asks_one_thing(house: House) -> None:
    held = house.hold(*NEW, "quitter")
    assert held.said.count("Que s'est-il passé") == 1
    opened = read_file(house.desk, "1")
    assert opened.facts["description"].value == "Un tableur est parti"
    assert house.kept() == {}


def test_a_text_of_several_lines_keeps_them_to_the_letter(house: House) -> None:
    house.hold("nouveau", "première", "", "  retour", r"\.", "quatrième", ".", "quitter")
    assert read_file(house.desk, "1").facts["description"].value == "première\n\n  retour\n.\nquatrième"


def test_the_end_of_the_lines_ends_a_text(house: House) -> None:
    held = house.hold("nouveau", "une ligne sans point", interactive=False)
    assert held.status == 0
    assert read_file(house.desk, "1").facts["description"].value == "une ligne sans point"


def test_lines_that_end_inside_a_form_lose_nothing_and_do_not_end_well(house: House) -> None:
    held = house.hold(*NEW, "connaissance", "il y a 1 h", "", "journaux relus", ".", interactive=False)
    assert held.status == 2
    assert "gardé" in held.said
    assert house.kept()["aware:2026-0001#basis"] == "journaux relus"
    assert not read_file(house.desk, "1").file.awareness


def test_lines_that_end_at_a_menu_end_well(house: House) -> None:
    assert house.hold(*NEW, interactive=False).status == 0


def test_the_first_refused_answer_ends_a_script_with_its_status(house: House) -> None:
    """The next line was written for the next question: it must not answer this one again."""
    ref = open_file(house.desk, "x").ref
    held = house.hold(ref, "faits", "fait", "people_count", "beaucoup", "1200", interactive=False)
    assert (held.status, held.left) == (2, ["1200"])
    assert "people_count" not in read_file(house.desk, ref).facts


def test_a_person_is_asked_again(house: House) -> None:
    ref = open_file(house.desk, "x").ref
    held = house.hold(ref, "faits", "fait", "people_count", "beaucoup", "1200", "quitter")
    assert held.status == 0
    assert read_file(house.desk, ref).facts["people_count"].value == 1200


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGHUP, signal.SIGTERM])
def test_a_signal_keeps_the_line_begun(house: House, number: int) -> None:
    held = house.hold("nouveau", "première ligne", ends=Ended(number, "deuxième, à moit"))
    assert held.status == 128 + number
    assert house.kept() == {"new#text": "première ligne\ndeuxième, à moit"}


def test_what_was_begun_is_offered_and_never_silently_used(house: House) -> None:
    house.hold("nouveau", "À moitié écrit", ends=Ended(signal.SIGINT, ""))
    held = house.hold("quitter")
    assert "«\u00a0À moitié écrit\u00a0»" in held.said
    assert not house.desk.store.files()
    held = house.hold("nouveau", "3", "nouveau", "1", "", "quitter")
    assert read_file(house.desk, "1").facts["description"].value == "À moitié écrit"
    assert house.kept() == {}


def test_what_was_begun_is_taken_up_or_thrown_away_from_the_board(house: House) -> None:
    house.hold("nouveau", "à jeter", ends=Ended(signal.SIGINT, ""))
    house.hold("reprendre", "1", "jeter", "quitter")
    assert house.kept() == {}
    house.hold("nouveau", "à reprendre", ends=Ended(signal.SIGINT, ""))
    house.hold("reprendre", "1", "reprendre", "", "quitter")
    assert read_file(house.desk, "1").facts["description"].value == "à reprendre"


def test_a_script_takes_up_nothing_that_it_did_not_ask_for(house: House) -> None:
    house.hold("nouveau", "de quelqu'un", ends=Ended(signal.SIGINT, ""))
    held = house.hold(*NEW, interactive=False)
    assert held.status == 4
    assert not house.desk.store.files()
    assert house.kept() == {"new#text": "de quelqu'un"}


def test_what_the_terminal_ui_left_is_offered_here(house: House) -> None:
    ref = open_file(house.desk, "x").ref
    scratch = house.scratch()
    scratch.put(f"note:{ref}#text", "noté ailleurs", 3, "2026-11-22T02:00:00Z")
    scratch.close()
    house.hold(ref, "note", "reprendre", "", "", "quitter")
    assert read_file(house.desk, ref).file.timeline[-1].text == "noté ailleurs"


def test_back_goes_to_the_question_before_and_then_out(house: House) -> None:
    ref = open_file(house.desk, "x").ref
    house.hold(ref, "note", "un", ".", "retour", "deux", ".", "", "quitter")
    assert read_file(house.desk, ref).file.timeline[-1].text == "deux"
    before = read_file(house.desk, ref).file.entries
    held = house.hold(ref, "note", "retour", "retour", "retour", "quitter")
    assert (held.status, held.left, read_file(house.desk, ref).file.entries) == (0, [], before)
    assert t("linear.at-board") in held.said


def test_a_menu_is_read_out_once_and_again_when_asked(house: House) -> None:
    ref = open_file(house.desk, "x").ref
    held = house.hold(ref, "faits", "connus", "connus", "", "quitter")
    assert held.said.count("4. inconnus") == 2


class Full:
    """A scratch file on a full disk."""

    set_aside = ""

    def put(self, *_: object) -> None:
        raise StoreError("scratch-not-kept", path="/x", said="full")

    def all(self) -> list[Saved]:
        return []

    def drop(self, *_: str) -> None: ...
    def close(self) -> None: ...


def test_what_cannot_be_kept_is_said_once_and_stops_nothing(house: House) -> None:
    console = Lines(["nouveau", "une ligne", "deux", ".", "quitter"])
    kept = Kept(house.desk, Full())
    assert Talk(console, kept, list).hold(board(room_of(house.desk, kept))) == 0
    assert console.said.count(t("errors_tui.scratch-not-kept.title")) == 1
    assert read_file(house.desk, "1").facts["description"].value == "une ligne\ndeux"


def test_a_conversation_left_alone_ends_well_and_keeps_what_was_begun(house: House) -> None:
    held = house.hold("nouveau", "première", ends=Ended(0, "deux"))
    assert held.status == 0
    assert t("linear.left-idle") in held.said
    assert house.kept() == {"new#text": "première\ndeux"}
