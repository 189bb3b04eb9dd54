"""What happened outside, recorded in the terminal: filings, failed attempts, sendings, the authority's answers, evidence; and the proof."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

import pytest

from breach import i18n
from breach.log import pack
from breach.service import record
from breach.service.files import read
from breach.service.opening import open_file
from breach.tui.paths import Paths
from breach.tui.screens.file import FileScreen
from breach.tui.screens.filing import FiledForm
from breach.tui.screens.form import Form
from breach.tui.screens.problem import Problem
from tests.tui.driving import drive, plain, press, typed

if TYPE_CHECKING:
    from pathlib import Path

    from textual.pilot import Pilot

    from breach.log.entries import Entry
    from breach.tui.app import BreachApp
    from tests.tui.conftest import House

LATE = "2026-11-18T03:10+01:00"
HOSTILE = "[red]x[/red] {{ 7*7 }}"


def opened(house: House, *, exercise: bool = False, aware: str = "") -> str:
    at = house.desk.instant(aware) if aware else None
    more: dict[str, Any] = {"aware": at, "by": "Léa", "basis": "journaux"} if at else {}
    return open_file(house.desk, "Un courriel est parti", exercise=exercise, **more).ref


def last(house: House, ref: str) -> Entry:
    return house.desk.store.history(house.desk.store.find(ref).chain)[-1]


async def filing(pilot: Pilot[Any], at: str, reference: str) -> None:
    """From the notice step: the CNIL's form, instant, reference, the first type."""
    await press(pilot, "n", "p", "enter")
    await typed(pilot, at)
    await press(pilot, "tab")
    await typed(pilot, reference)
    await press(pilot, "tab", "space")


def test_a_late_filing_is_recorded_without_reasons_and_its_lateness_is_frozen(house: House) -> None:
    ref = opened(house, aware=LATE)

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "enter")
        await filing(pilot, "2026-11-22T02:40+01:00", "FR-2026-1")
        text = plain(app)
        assert "EN RETARD à cette heure — CNIL : 24 h 00" in text
        assert "simulé" not in text
        await press(pilot, "ctrl+s")
        assert isinstance(app.screen, FileScreen)
        await press(pilot, "pageup", "home")
        assert "DÉPOSÉ : Notification à la CNIL, initiale, dim. 22 nov. 02:40 Paris, référence FR-2026-1" in plain(app)
        assert " — CNIL : 23 h 30 de retard (figé)" in plain(app)

    drive(house.app(), script, (160, 40))
    body = last(house, ref).body
    assert [(held["clock"], held["late_by"]) for held in body["lateness"]] == [("gdpr-33-1", 84600)]
    assert body["late_reason"] is None
    assert record.late_now(house.desk, ref, "cnil-2023") == []


def test_reasons_for_delay_are_asked_where_the_filing_is_late_and_kept(house: House) -> None:
    ref = opened(house, aware=LATE)

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "enter")
        await filing(pilot, "2026-11-22T02:40+01:00", "FR-2026-1")
        await press(pilot, "tab")
        await typed(pilot, "téléservice fermé " + HOSTILE)
        await press(pilot, "ctrl+s")
        assert "Motifs du retard : téléservice fermé " + HOSTILE in plain(app)
        await filing(pilot, "2026-11-22T03:00+01:00", "FR-2026-1b")
        assert "Motifs du retard (art. 33(1))" not in plain(app)

    drive(house.app(), script, (160, 40))
    assert last(house, ref).body["late_reason"] == "téléservice fermé " + HOSTILE


def test_a_filing_in_time_asks_no_reason_and_says_in_time(house: House, tmp_path: Path) -> None:
    ref = opened(house, exercise=True, aware="2026-11-21T03:10+01:00")
    (tmp_path / "accusé.pdf").write_bytes(b"%PDF-1.7 x")

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "enter")
        await filing(pilot, "2026-11-22T02:40+01:00", "EXERCICE-1")
        assert isinstance(app.screen, FiledForm)
        assert "simulé" in plain(app)
        assert "late_reason" not in app.screen.values()
        await press(pilot, "tab")
        await typed(pilot, str(tmp_path / "accusé.pdf"))
        await press(pilot, "ctrl+s")
        assert "dans le délai (figé) [simulé]" in plain(app)

    drive(house.app(), script, (160, 40))
    entry = last(house, ref)
    assert entry.body["simulated"] is True
    assert (entry.body["receipt"]["name"], entry.body["receipt"]["size"]) == ("accusé.pdf", 10)
    kept = [(held[0], held[-1]) for held in house.desk.store.blobs(house.desk.store.find(ref).chain)]
    assert (entry.n, b"%PDF-1.7 x") in kept
    assert [n for n, _ in kept] == [entry.n] * 2, "the receipt, and the values as they were filed"


@pytest.mark.parametrize(("at", "said"), [("", "Instant"), ("2030-01-01T00:00+01:00", "à venir"), ("hier", "Instant")])
def test_a_filing_at_no_instant_is_refused_in_words_and_what_was_typed_stays(house: House, at: str, said: str) -> None:
    ref = opened(house)

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "enter")
        await filing(pilot, at or " ", "FR-2026-1")
        await press(pilot, "ctrl+s")
        assert said.lower() in plain(app).lower()
        await press(pilot, "escape")
        assert isinstance(app.screen, FiledForm)
        assert app.screen.values()["reference"] == "FR-2026-1"

    drive(house.app(), script)
    assert last(house, ref).kind == "opened"


def test_a_receipt_that_is_not_there_is_refused(house: House, tmp_path: Path) -> None:
    ref = opened(house)

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "enter")
        await filing(pilot, "2026-11-22T02:40+01:00", "FR-2026-1")
        await press(pilot, "tab")
        await typed(pilot, str(tmp_path / "nulle-part.pdf"))
        await press(pilot, "ctrl+s")
        assert isinstance(app.screen, Problem)
        assert app.screen.error.code == "input-unreadable"

    drive(house.app(), script)
    assert last(house, ref).kind == "opened"


def test_an_attempt_that_failed_is_recorded(house: House) -> None:
    ref = opened(house)

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "enter", "n", "r", "enter")
        await typed(pilot, "erreur 503 du téléservice")
        await press(pilot, "ctrl+s")
        assert "ESSAI MANQUÉ : Notification à la CNIL, " in plain(app)
        assert "erreur 503" in plain(app)

    drive(house.app(), script, (160, 40))
    assert last(house, ref).kind == "filing-failed"


def test_a_sending_is_recorded_with_the_text_and_channel_in_view(house: House, tmp_path: Path) -> None:
    ref = opened(house)
    text = tmp_path / "envoi.txt"
    text.write_text("Bonjour.", encoding="utf-8")

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "enter", "m", "v", "down", "enter", "p")
        await typed(pilot, "douze")
        await press(pilot, "ctrl+s")
        assert "« douze » n'est pas un nombre entier" in plain(app)
        await press(pilot, "escape", *["backspace"] * 5)
        await typed(pilot, "412")
        await press(pilot, "tab")
        await typed(pilot, "7")
        await press(pilot, "tab")
        await typed(pilot, "2026-11-22T02:40+01:00")
        await press(pilot, "tab", "tab", "tab")
        await typed(pilot, str(text))
        await press(pilot, "ctrl+s")
        assert "ENVOYÉ : Lettre aux personnes, dim. 22 nov. 02:40 Paris : 412, dont 7 revenus" in plain(app)
        assert ["Le texte envoyé est gardé" in note.message for note in app._notifications] == [True]

    drive(house.app(), script, (99, 40))
    body = last(house, ref).body
    assert (body["template"], body["channel"], body["count"], body["bounced"]) == ("people", "post", 412, 7)
    assert body["message"]["from"] == "given"


@pytest.mark.parametrize("step", ["c", "d"])
def test_an_answer_of_the_authority_needs_its_paper(house: House, tmp_path: Path, step: str) -> None:
    ref = opened(house)
    (tmp_path / "demande.pdf").write_bytes(b"demande")

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "enter", step, "t", "down", "space", "tab")
        await typed(pilot, "2026-11-22T02:40+01:00")
        await press(pilot, "tab")
        await typed(pilot, "2026-11-30T12:00+01:00")
        await press(pilot, "ctrl+s")
        assert "Aucun fichier n'est nommé" in plain(app)
        await press(pilot, "escape", "tab")
        await typed(pilot, str(tmp_path / "demande.pdf"))
        await press(pilot, "ctrl+s", "end")
        assert "AUTORITÉ : question, dim. 22 nov. 02:40 Paris, suite attendue pour lun. 30 nov. 12:00" in plain(app)

    drive(house.app(), script, (120, 60))
    body = last(house, ref).body
    assert (body["kind"], body["due"], body["paper"]["size"]) == ("question", "2026-11-30T11:00:00Z", 7)


def test_evidence_is_hashed_on_arrival_and_its_path_is_completed(house: House, tmp_path: Path) -> None:
    ref = opened(house)
    (tmp_path / "journaux.txt").write_bytes(b"GET /")

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "enter", "g", "p")
        await typed(pilot, str(tmp_path / "jour"))
        await press(pilot, "right", "tab")
        await typed(pilot, "zgrep")
        await press(pilot, "ctrl+s")
        assert isinstance(app.screen, FileScreen)

    drive(house.app(), script)
    body = last(house, ref).body
    assert (body["path"], body["sha256"], body["size"]) == (str(tmp_path / "journaux.txt"), hashlib.sha256(b"GET /").hexdigest(), 5)


def test_a_path_is_completed_to_what_is_there_and_never_to_odd_names(tmp_path: Path) -> None:
    import asyncio

    (tmp_path / "pièces").mkdir()
    (tmp_path / ".caché").touch()
    (tmp_path / "x\x1b[31m").touch()

    def suggested(text: str) -> str | None:
        return asyncio.run(Paths().get_suggestion(text))

    assert suggested(f"{tmp_path}/pi") == f"{tmp_path}/pièces/"
    assert suggested(f"{tmp_path}/") is None
    assert suggested(f"{tmp_path}/x") is None
    assert suggested(f"{tmp_path}/.c") == f"{tmp_path}/.caché"
    assert suggested(f"{tmp_path}/nulle/part") is None
    assert suggested("~personne-de-tel/x") is None


def test_the_session_ends_in_a_verified_archive(house: House, tmp_path: Path) -> None:
    ref = opened(house)

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "i")
        assert "Rien d'anormal" in plain(app)
        assert "tout le magasin" in plain(app)
        await press(pilot, "escape", "enter", "i")
        assert f"Intégrité — {ref} Rien d'anormal : 1 entrée liée" in plain(app)
        await press(pilot, "escape", "z", "ctrl+s")
        assert isinstance(app.screen, FileScreen)
        await press(pilot, "z")
        assert isinstance(app.screen, Form)
        assert app.screen.values()["path"] == str(tmp_path / f"{ref}-2.zip")
        app.screen.set_value("path", str(tmp_path / f"{ref}.zip"))
        await press(pilot, "ctrl+s")
        assert isinstance(app.screen, Problem)
        assert app.screen.error.code == "output-exists"

    drive(house.app(), script)
    assert last(house, ref).kind == "exported"
    assert pack.verify_archive(str(tmp_path / f"{ref}.zip"), "fr").ok


def test_a_fault_is_shown_as_verify_says_it(house: House) -> None:
    ref = opened(house)
    chain = house.desk.store.find(ref).chain
    store = house.desk.store
    house.desk.store = Tampered(store, chain)

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "enter", "i")
        assert "DÉFAUT" in plain(app)
        assert f"{ref}, entrée 1" in plain(app)

    drive(house.app(), script)


class Tampered:
    """A store one of whose entries reads otherwise than it was written."""

    def __init__(self, store: Any, chain: int) -> None:
        self._store = store
        self._chain = chain

    def rows(self, chain: int) -> list[tuple[bytes, str]]:
        rows: list[tuple[bytes, str]] = self._store.rows(chain)
        return [(raw.replace(b'"opened"', b'"openee"'), mark) for raw, mark in rows] if chain == self._chain else rows

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)


@pytest.mark.parametrize(
    "keys", [("n", "p", "enter"), ("n", "r", "enter"), ("m", "p"), ("c", "t"), ("p",), ("z",)], ids=lambda keys: "".join(keys[:2])
)
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_forms_fit_and_speak_both_languages(house: House, keys: tuple[str, ...], lang: str) -> None:
    opened(house, exercise=True, aware=LATE)
    i18n.use(lang)
    house.desk.lang = lang

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "enter", *keys)
        text = plain(app)
        assert ("^S Consigner" if lang == "fr" else "^S Record") in text
        assert "tui." not in text
        if keys not in (("p",), ("z",)):
            assert ("simulé" if lang == "fr" else "simulated") in text

    drive(house.app(), script)


def test_an_unfinished_filing_is_offered_by_its_name_and_taken_up(house: House) -> None:
    ref = opened(house, aware=LATE)

    async def leaving(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "enter", "n", "p", "enter", "tab")
        await typed(pilot, "FR-2026-inachevé")
        assert app.scratch.get(f"filed:{ref}:cnil-2023#reference") is not None

    async def coming_back(app: BreachApp, pilot: Pilot[Any]) -> None:
        assert f"Dépôt {ref}, Notification à la CNIL : « FR-2026-inachevé »" in plain(app)
        await press(pilot, "enter", "enter")
        assert isinstance(app.screen, FiledForm)
        assert app.screen.values()["reference"] == "FR-2026-inachevé"

    drive(house.app(), leaving)
    drive(house.app(), coming_back, (120, 30))


@pytest.mark.parametrize(("lang", "marked"), [("fr", "[x] complémentaire"), ("en", "[x] complementary")])
def test_the_type_in_view_is_marked_in_the_filing(house: House, lang: str, marked: str) -> None:
    ref = opened(house)
    i18n.use(lang)
    house.desk.lang = lang

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "enter", "n", "y", "down", "enter", "p", "enter")
        assert marked in plain(app)
        await typed(pilot, "2026-11-22T02:40+01:00")
        await press(pilot, "tab")
        await typed(pilot, "FR-1")
        await press(pilot, "ctrl+s")

    drive(house.app(), script, (80, 40))
    filed = read(house.desk, ref).file.filings[-1].body
    assert (filed["form"], filed["type"], filed["reference"]) == ("cnil-2023", "complementary", "FR-1")


def test_a_later_filing_is_not_said_to_be_late_again(house: House) -> None:
    ref = opened(house, aware=LATE)
    first = record.filed(house.desk, ref, form="cnil-2023", kind="initial", at="2026-11-22T02:40+01:00", reference="FR-1")[2]
    second = record.filed(house.desk, ref, form="cnil-2023", kind="complementary", at="2026-11-22T03:00+01:00", reference="FR-1b")[2]
    assert [row.clock for row in first] == ["gdpr-33-1"]
    assert [(row.clock, row.late_by) for row in second] == [("gdpr-33-4", None)]  # it completes the first one, in time
