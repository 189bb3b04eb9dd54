"""log, note, aware, facts, clock, check, list, show, search: what the on-call engineer types."""

from __future__ import annotations

import json
import os
import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from breach.clock_source import now
from breach.domain.instants import from_z, to_z

if TYPE_CHECKING:
    from tests.cli.conftest import Breach

BY = ("--by", "Alix Martin", "--basis", "journaux relus")


def _ago(hours: float) -> str:
    return to_z(now() - timedelta(hours=hours))


def test_first_use_asks_nothing(bare: Breach) -> None:
    ran = bare("log", "Un", "tableur", "est", "parti")
    assert ran.code == 0
    assert re.search(r"\b20\d\d-0001\b", ran.out)
    assert "qui lit ce compte lit ce fichier" in ran.err
    key = bare.home / "xdg_config_home" / "breach" / "store.key"
    assert key.stat().st_mode & 0o777 == 0o600
    assert re.fullmatch(r"[0-9a-f]{64}\n", key.read_text())


def test_what_was_logged_is_in_the_file(breach: Breach) -> None:
    logged = breach.ok("log", "Un tableur est parti")
    assert set(logged) == {"ref", "file_id", "entry", "hash", "recorded_at", "exercise"}
    shown = breach.ok("show", logged["ref"])
    assert shown["file_id"] == logged["file_id"]
    assert shown["facts"]["description"]["value"] == "Un tableur est parti"
    assert shown["facts"]["title"]["value"] == shown["title"].strip() != ""
    assert shown["timeline"][0]["text"] == "Un tableur est parti"
    assert shown["timeline"][0]["actor"] == "Alix Martin"


def test_text_from_standard_input(breach: Breach) -> None:
    ref = breach.ok("log", "-", stdin="par l'entrée\r\nstandard".encode())["ref"]
    assert breach.ok("show", ref)["facts"]["description"]["value"] == "par l'entrée\nstandard"


@pytest.mark.parametrize("stdin", [b"", b"  \t ", b"a\x00b", b"\xff\xfe"])
def test_a_text_that_is_none_is_refused(breach: Breach, stdin: bytes) -> None:
    before = breach.ok("list")
    assert breach("log", "-", stdin=stdin).code == 2
    assert breach.ok("list") == before


def test_ten_megabytes_are_refused_with_a_way_out(breach: Breach) -> None:
    ran = breach("log", "-", stdin=b"x" * 10_000_000)
    assert ran.code == 2
    assert "evidence add" in ran.err


def test_references_are_given_once(breach: Breach) -> None:
    refs = [breach.ok("log", f"dossier {i}")["ref"] for i in range(3)]
    assert [ref[-4:] for ref in refs] == ["0001", "0002", "0003"]
    assert breach.ok("log", "un exercice", "--exercise")["ref"].startswith("EX-")


def test_a_reference_may_be_shortened_to_what_is_unique(breach: Breach) -> None:
    ref = breach.ok("log", "x")["ref"]
    assert breach.ok("note", "1", "y")["ref"] == ref
    breach.ok("log", "y", "--exercise")
    ran = breach("note", "1", "z")
    assert (ran.code, "EX-" in ran.err) == (2, True)
    assert breach.ok("note", ref, "z")["entry"] == 3


def test_notes_keep_when_it_happened_apart(breach: Breach) -> None:
    ref = breach.ok("log", "x")["ref"]
    at = _ago(2)
    breach.ok("note", ref, "coupure", "--at", at)
    entry = breach.ok("history", ref)[-1]
    assert entry["happened_at"] == at
    assert entry["recorded_at"] > at
    assert breach("note", ref, "demain", "--at", "2199-01-01T00:00:00Z").code == 4


def test_before_awareness_no_clock_has_started(breach: Breach) -> None:
    ref = breach.ok("log", "x")["ref"]
    clocks = breach.ok("clock", ref)
    assert {(c["clock"], c["kind"]) for c in clocks} == {("gdpr-33-1", "not_started"), ("gdpr-34", "not_started")}
    assert all(c["remaining_seconds"] is None and c["due_at"] is None for c in clocks)


def test_awareness_starts_72_elapsed_hours(breach: Breach) -> None:
    ref = breach.ok("log", "x")["ref"]
    breach.ok("aware", ref, "--at", "2026-10-23T18:00", *BY)
    clock = next(c for c in breach.ok("clock", ref) if c["clock"] == "gdpr-33-1")
    assert (clock["due_at"], clock["due_local"]) == ("2026-10-26T16:00:00Z", "2026-10-26T17:00:00+01:00")
    assert clock["anchor"] == {"fact": "aware_at", "at": "2026-10-23T16:00:00Z", "status": "signed"}
    seen = breach.ok("clock", ref, "--now", "2026-10-26T15:59:59Z")
    assert next(c for c in seen if c["clock"] == "gdpr-33-1")["remaining_seconds"] == 1
    seen = breach.ok("clock", ref, "--now", "2026-10-26T16:00:01Z")
    late = next(c for c in seen if c["clock"] == "gdpr-33-1")
    assert (late["state"], late["late_by_seconds"], late["remaining_seconds"]) == ("late", 1, 0)


@pytest.mark.parametrize("at", ["2026-03-29T02:30[Europe/Paris]", "2026-10-25T02:30[Europe/Paris]", "2026-11-20", "hier", "2026-02-30T10:00:00Z"])
def test_an_instant_that_is_none_is_wrong_input(breach: Breach, at: str) -> None:
    ref = breach.ok("log", "x")["ref"]
    assert breach("aware", ref, "--at", at, *BY).code == 2
    assert breach.ok("show", ref)["facts"].keys() == {"title", "description"}


def test_a_bare_local_time_needs_a_zone(bare: Breach) -> None:
    ref = bare.ok("log", "x")["ref"]
    ran = bare("aware", ref, "--at", "2026-10-23T18:00", *BY)
    assert (ran.code, "[Europe/Paris]" in ran.err) == (2, True)


def test_awareness_in_the_future_is_refused_by_a_rule(breach: Breach) -> None:
    ref = breach.ok("log", "x")["ref"]
    assert breach("aware", ref, "--at", _ago(-1), *BY).code == 4


def test_a_correction_of_awareness_keeps_the_old_one_and_says_why(breach: Breach) -> None:
    ref = breach.ok("log", "x")["ref"]
    breach.ok("aware", ref, "--at", _ago(100), *BY)
    assert breach("aware", ref, "--at", _ago(60), *BY).code == 4
    breach.ok("aware", ref, "--at", _ago(60), *BY, "--why", "le premier constat ne prouvait rien")
    clocks = [c for c in breach.ok("clock", ref) if c["clock"] == "gdpr-33-1"]
    assert [c["anchor"]["status"] for c in clocks] == ["signed", "superseded"]
    assert len({c["due_at"] for c in clocks}) == 2


def test_lateness_is_frozen_at_the_first_filing(breach: Breach) -> None:
    ref = breach.ok("log", "x")["ref"]
    learnt = _ago(100)
    breach.ok("aware", ref, "--at", learnt, *BY)
    filing = ("--form", "cnil-2023", "--reference", "CNIL-1")
    breach.ok("filed", ref, *filing, "--type", "initial", "--at", to_z(from_z(learnt) + timedelta(hours=90)))
    breach.ok("aware", ref, "--at", _ago(60), *BY, "--why", "corrigé")
    clocks = {c["anchor"]["status"]: c for c in breach.ok("clock", ref) if c["clock"] == "gdpr-33-1"}
    assert clocks["superseded"]["late_by_seconds"] == 18 * 3600
    assert clocks["superseded"]["state"] == "late"
    assert (clocks["signed"]["state"], clocks["signed"]["late_by_seconds"]) == ("met", None)
    breach.ok("filed", ref, *filing, "--type", "complementary", "--at", _ago(1))
    assert {c["late_by_seconds"] for c in breach.ok("clock", ref) if c["clock"] == "gdpr-33-1"} == {18 * 3600, None}


def test_a_filing_recorded_later_keeps_both_times(breach: Breach) -> None:
    ref = breach.ok("log", "x")["ref"]
    at = _ago(6)
    breach.ok("filed", ref, "--form", "cnil-2023", "--type", "initial", "--reference", "R", "--at", at)
    entry = breach.ok("history", ref)[-1]
    assert entry["body"]["at"] == at
    assert entry["recorded_at"] > at


def test_log_with_awareness_starts_the_clock_to_be_confirmed(breach: Breach) -> None:
    ref = breach.ok("log", "x", "--aware", _ago(1))["ref"]
    clock = next(c for c in breach.ok("clock", ref) if c["clock"] == "gdpr-33-1")
    assert (clock["kind"], clock["anchor"]["status"]) == ("dated", "candidate")
    facts = breach.ok("facts", ref)
    assert facts["aware_by"]["value"] == "Alix Martin"
    assert facts["awareness_basis"]["value"] == "x"


def test_check_follows_the_monitoring_convention(bare: Breach) -> None:
    assert bare("check").code == 3
    bare.ok("log", "x", "--aware", _ago(1))
    assert bare("check").code == 0
    assert bare("check", "--due", "72h").code == 1
    bare.ok("log", "y", "--aware", _ago(80))
    ran = bare("check")
    assert ran.code == 2
    assert ran.out.startswith("BREACH CRITICAL - ")
    assert len(ran.out.splitlines()) == 1
    assert bare("check", "--due", "bientôt").code == 3


def test_exercises_stay_out_of_check_and_register(breach: Breach) -> None:
    breach.ok("log", "x", "--exercise", "--aware", _ago(80))
    assert breach("check").code == 0
    assert breach.ok("register") == []
    shown = breach("show", "EX-1").out
    assert "EXERCICE" in shown


def test_now_is_for_reading_except_on_exercises(breach: Breach) -> None:
    ref = breach.ok("log", "x")["ref"]
    assert breach("note", ref, "y", "--now", "2026-01-01T00:00:00Z").code == 4
    assert breach("log", "y", "--now", "2026-01-01T00:00:00Z").code == 4
    exercise = breach.ok("log", "y", "--exercise", "--now", "2026-01-01T00:00:00Z")
    assert exercise["recorded_at"].startswith("2026-01-01T00:00:00")


def test_the_most_urgent_comes_first_in_one_line(breach: Breach) -> None:
    breach.ok("log", "tard", "--aware", _ago(1))
    first = breach.ok("log", "tôt", "--aware", _ago(50))["ref"]
    assert breach("clock", "--short").out.startswith(f"{first} CNIL")
    assert breach.ok("list")[0]["ref"] == first


def test_facts_all_or_none(breach: Breach) -> None:
    ref = breach.ok("log", "x")["ref"]
    before = breach.ok("facts", ref)
    ran = breach("facts", ref, "people_count=3", "peple_count=4")
    assert (ran.code, "people_count" in ran.err) == (2, True)
    assert breach("facts", ref, "--facts", breach.file("f.json", json.dumps({"people_count": 4, "nope": 1}))).code == 2
    assert breach.ok("facts", ref) == before
    breach.ok("facts", ref, "people_count=9..3500", "exfiltrated=inconnu")
    after = breach.ok("facts", ref)
    assert after["people_count"]["estimate"] == [9, 3500]
    assert after["exfiltrated"]["value"] == "unknown"
    assert after["people_count"]["entry"] == after["exfiltrated"]["entry"] == 2


def test_a_fact_that_a_decision_relied_on_changes_with_a_reason(breach: Breach) -> None:
    ref = breach.ok("log", "x")["ref"]
    breach.ok("facts", ref, "people_count=9")
    breach.ok("decide", ref, "notify-authority", "do-not-notify", "--why", "neuf personnes, données anodines")
    assert breach("facts", ref, "people_count=3500").code == 4
    breach.ok("facts", ref, "people_count=3500", "--because", "export complet du CRM")
    assert breach.ok("show", ref)["decisions"][0]["stale"] == ["people_count"]


def test_search_finds_words_without_their_accents(breach: Breach) -> None:
    ref = breach.ok("log", "Fenêtre cassée à l'agence")["ref"]
    breach.ok("log", "autre chose")
    assert [hit["ref"] for hit in breach.ok("search", "fenetre", "agence")] == [ref]
    assert breach.ok("search", "fenetre", "autre") == []
    assert breach("search", "%%%").code == 2


def test_ics_holds_the_deadline(breach: Breach) -> None:
    breach.ok("log", "x", "--aware", "2026-11-20T17:15:00+01:00")
    breach.ok("clock", "--ics", breach.home / "d.ics")
    text = (breach.home / "d.ics").read_bytes().decode()
    assert "DTSTART:20261123T161500Z\r\n" in text
    assert text.count("BEGIN:VEVENT") == 1
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))


def test_hostile_text_never_reaches_the_terminal_as_an_escape(breach: Breach) -> None:
    hostile = "rouge \x1b[31mici\x1b]0;titre\x07 \x9b31m \u202e [red]a[/red]"
    ref = breach.ok("log", "--", hostile)["ref"]
    for words in (("show", ref), ("history", ref), ("list",), ("facts", ref), ("register",), ("clock",)):
        for flags in ((), ("--json",)):
            ran = breach(*words, *flags)
            assert not set(ran.out + ran.err) & {"\x1b", "\x9b", "\x07", "\u202e"}
    assert "[red]a[/red]" in breach("show", ref).out
    assert breach.ok("show", ref)["facts"]["description"]["value"] == hostile


def test_the_store_in_use_is_named_when_it_is_not_the_usual_one(breach: Breach) -> None:
    other = breach.home / "autre.db"
    ran = breach("log", "x", "--store", other)
    assert (ran.code, str(other) in ran.err) == (0, True)
    assert breach("log", "x", "--store", "postgresql://moi:secret@ici/base").code == 2


def test_both_languages_speak(breach: Breach) -> None:
    ref = breach.ok("log", "x")["ref"]
    assert "not started" in breach("clock", ref, "--lang", "en").out
    assert "pas encore partie" in breach("clock", ref, "--lang", "fr").out


def test_a_pipe_closed_early_is_no_trace(breach: Breach, monkeypatch: pytest.MonkeyPatch) -> None:
    breach.ok("log", "x")
    assert os.environ["BREACH_AS"]
    monkeypatch.setattr("sys.stdout.write", lambda _: (_ for _ in ()).throw(BrokenPipeError()))
    monkeypatch.setattr("sys.stderr.close", lambda: None)
    assert breach("list").code == 141


def test_personal_data_in_a_note_are_flagged_and_kept(breach: Breach) -> None:
    ref = breach.ok("log", "x")["ref"]
    ran = breach("note", ref, "rappeler jeanne@exemple.fr")
    assert (ran.code, "adresse électronique" in ran.err) == (0, True)
    assert breach.ok("history", ref)[-1]["texts"]["text"] == "rappeler jeanne@exemple.fr"


def test_an_unknown_language_is_said_in_words(breach: Breach, monkeypatch: pytest.MonkeyPatch) -> None:
    for words in (("clock", "--lang", "de"), ("--lang", "de", "log", "x")):
        ran = breach(*words)
        assert (ran.code, "Langue inconnue" in ran.err) == (2, True)
    monkeypatch.setenv("BREACH_LANG", "de")
    assert breach("clock").code == 2


@pytest.mark.parametrize(
    "text",
    [
        "keys = 3",
        "keys = {board = 3}",
        'reminders = "x"',
        "reminders = [0]",
        "reminders_by_clock = [4]",
        "reminders_by_clock = {gdpr-33-1 = 4}",
        "lock_minutes = -1",
        "lock_minutes = true",
        'theme = "zz"',
        "identity = 5",
        'language = "de"',
    ],
)
def test_a_configuration_of_the_wrong_kind_is_named(breach: Breach, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BREACH_CONFIG", str(breach.file("config.toml", text)))
    ran = breach("list")
    assert (ran.code, text.split(" ", maxsplit=1)[0] in ran.err) == (2, True)


def test_an_unknown_key_of_the_configuration_is_named_and_ignored(breach: Breach, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BREACH_CONFIG", str(breach.file("config.toml", 'couleur = "rouge"\nidentity = "Noé Durand:dpo"')))
    monkeypatch.delenv("BREACH_AS")
    ran = breach("log", "x")
    assert (ran.code, "couleur" in ran.err) == (0, True)
    assert breach.ok("history", "1")[0]["actor"] == "Noé Durand"


def test_a_store_that_is_gone_is_not_begun_again(breach: Breach) -> None:
    breach.ok("log", "x")
    store = breach.home / "xdg_data_home" / "breach" / "store.db"
    store.rename(breach.home / "ailleurs.db")
    ran = breach("log", "y")
    assert (ran.code, "a disparu" in ran.err, store.exists()) == (3, True, False)
    (breach.home / "ailleurs.db").rename(store)
    assert breach.ok("log", "y")["ref"].endswith("-0002")


def test_a_store_that_another_program_holds_is_said(breach: Breach, monkeypatch: pytest.MonkeyPatch) -> None:
    import fcntl

    from breach.storage import posix

    breach.ok("log", "x")
    monkeypatch.setattr(posix, "WAIT_S", 0.02)
    with (breach.home / "xdg_data_home" / "breach" / "store.db.lock").open("rb+") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        ran = breach("note", "1", "y")
    assert (ran.code, "occupé" in ran.err) == (3, True)


def test_a_full_stdout_is_no_trace_and_check_cannot_tell(breach: Breach, monkeypatch: pytest.MonkeyPatch) -> None:
    breach.ok("log", "x", "--aware", _ago(1))

    def full(_: str) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("sys.stdout.write", full)
    assert breach("list").code == 2
    assert breach("check").code == 3


def test_looking_from_another_instant_keeps_nothing(breach: Breach) -> None:
    ref = breach.ok("log", "x")["ref"]
    breach.ok("facts", ref, 'role={"assumed": "processor", "because": "x", "until": "2199-01-01T00:00:00Z"}')
    seen = {c["clock"] for c in breach.ok("clock", ref, "--now", "2199-06-01T00:00:00Z")}
    assert "gdpr-33-1" in seen
    assert {c["clock"] for c in breach.ok("clock", ref)} == {"gdpr-33-2"}


def test_awareness_written_while_clocks_are_worked_out_is_not_hidden(breach: Breach, monkeypatch: pytest.MonkeyPatch) -> None:
    from breach.service import clock_work

    ref = breach.ok("log", "x")["ref"]
    breach.ok("facts", ref, "people_count=3")
    real = clock_work.worked_out
    done: list[int] = []

    def slow(opened: object, at: object) -> object:
        if not done:
            done.append(1)
            breach.ok("aware", ref, "--at", "2026-11-20T10:00", *BY)
        return real(opened, at)  # type: ignore[arg-type]

    monkeypatch.setattr(clock_work, "worked_out", slow)
    breach("clock", ref)
    assert next(c["kind"] for c in breach.ok("clock", ref) if c["clock"] == "gdpr-33-1") == "dated"


def test_awareness_recorded_by_log_is_confirmed_without_a_reason(breach: Breach) -> None:
    at = _ago(1)
    ref = breach.ok("log", "x", "--aware", at)["ref"]
    breach.ok("aware", ref, "--at", at, *BY)
    assert [c["anchor"]["status"] for c in breach.ok("clock", ref) if c["clock"] == "gdpr-33-1"] == ["signed"]


def test_a_controller_told_by_its_processor_has_a_candidate_start(breach: Breach) -> None:
    ref = breach.ok("log", "x")["ref"]
    breach.ok("facts", ref, 'parties=[{"kind": "processor", "name": "Hôte", "told_us_at": "2026-11-20T10:00:00+01:00"}]')
    clock = next(c for c in breach.ok("clock", ref) if c["clock"] == "gdpr-33-1")
    assert (clock["anchor"]["status"], clock["due_at"]) == ("candidate", "2026-11-23T09:00:00Z")
