"""``breach drill``, played by scripts: from the first line to the score, and kept apart from everything real."""

from __future__ import annotations

import os
import subprocess
import sys
from io import TextIOWrapper
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from breach.log import kinds
from breach.playbook import scenario as pure
from breach.service.drill_answers import KINDS_OF, answers

if TYPE_CHECKING:
    from breach.log.entries import Entry
    from tests.cli.conftest import Breach

SCRIPT = (Path(__file__).parents[2] / "docs" / "drills" / "wimi.script").read_text(encoding="utf-8")
SLOW = """
+900 log "Des connexions étranges"
+4300 aware EX-1 --at 2026-11-21T23:00+01:00 --by "Astreinte (exercice)" --basis "journaux"
"""


def played(breach: Breach, text: str, *words: object) -> dict[str, Any]:
    sheet: dict[str, Any] = breach.ok("drill", "wimi", "--script", breach.file("s.script", text), *words)
    return sheet


def kept(sheet: dict[str, Any]) -> dict[str, bool]:
    return {line["id"]: line["ok"] for line in sheet["lines"] if line["id"] not in ("decision", "inject")}


def line_of(sheet: dict[str, Any], ident: str, **about: object) -> dict[str, Any]:
    found: dict[str, Any] = next(one for one in sheet["lines"] if one["id"] == ident and all(one[key] == value for key, value in about.items()))
    return found


def test_the_list_names_scenarios_and_a_broken_one(breach: Breach) -> None:
    assert {"wimi", "xp2cloud", "night-ransomware"} <= {row["id"] for row in breach.ok("drill")}
    folder = Path(os.environ["XDG_DATA_HOME"], "breach", "drills", "ours")
    folder.mkdir(parents=True)
    ran = breach("drill")
    assert ran.code == 0
    assert "ours/manifest.toml" in ran.err
    assert breach("drill", "ours").code == 2
    assert breach("drill", "nothing").code == 2


def test_a_scenario_is_one_folder(breach: Breach) -> None:
    folder = Path(os.environ["XDG_DATA_HOME"], "breach", "drills", "ours")
    folder.mkdir(parents=True)
    shipped = Path(__file__).parents[2] / "drills" / "wimi"
    for name in ("manifest.toml", "fr.toml", "en.toml"):
        (folder / name).write_text((shipped / name).read_text(encoding="utf-8").replace('id = "wimi"', 'id = "ours"'), encoding="utf-8")
    assert breach.ok("drill", "ours", "--script", breach.file("s", SCRIPT))["id"] == "ours"


def test_a_drill_well_played_keeps_what_is_expected(breach: Breach) -> None:
    sheet = played(breach, SCRIPT)
    assert sheet["exercise"] is True
    marks = kept(sheet)
    assert {name for name, ok in marks.items() if ok} >= {"first-record", "aware", "facts", "count", "filed"}
    assert all(line["ok"] for line in sheet["lines"] if line["id"] == "decision")
    assert all(line["source"] for line in sheet["lines"])
    assert played(breach, SCRIPT) == sheet


def test_a_drill_badly_played_says_what_to_improve(breach: Breach) -> None:
    marks = kept(played(breach, SLOW))
    assert not any(marks[name] for name in ("first-record", "aware", "facts", "count", "filed", "letter"))
    ran = breach("drill", "wimi", "--script", breach.file("s", SLOW))
    assert "breach facts" in ran.out
    assert "RGPD" in ran.out


def test_nothing_done_is_a_score_too(breach: Breach) -> None:
    (line,) = played(breach, "# rien\n")["lines"]
    assert (line["id"], line["ok"]) == ("first-record", False)


def test_it_says_first_that_nothing_counts_and_touches_nothing_real(breach: Breach) -> None:
    before = breach.ok("list")
    ran = breach("drill", "wimi", "--script", breach.file("s", SCRIPT))
    assert "Rien ne sera envoyé" in ran.err
    assert "EX-2026-0001" in ran.out
    assert "EXERCICE" in ran.out
    assert breach.ok("list") == before
    assert breach.ok("register") == []


def test_a_drill_in_a_store_of_its_own_runs_on_its_own_clock(breach: Breach) -> None:
    made = breach.ok("drill", "wimi", "--speed", "432")
    store = ("--store", made["store"], "--key", f"file:{made['key']}")
    opened = breach.ok("log", "Alerte", *store)
    assert opened["ref"].startswith("EX-2026-")
    assert opened["exercise"] is True
    assert opened["recorded_at"].startswith("2026-11-1")
    assert all(one["at"] >= "2026-11-18" for one in breach.ok("drill", "--told", *store))
    assert breach.ok("drill", "--score", *store)["lines"][0]["ok"] is True


@pytest.mark.parametrize("text", ["log x", "+5", "+9 log a\n+5 note EX-1 b", '+5 log "a', "+x log a"])
def test_a_script_that_cannot_be_read_begins_nothing(breach: Breach, text: str) -> None:
    ran = breach("drill", "wimi", "--script", breach.file("s", text))
    assert ran.code == 2
    assert "+MINUTES" in ran.err


def test_outside_a_drill_there_is_no_score(breach: Breach) -> None:
    breach.ok("log", "Vrai dossier")
    assert breach("drill", "--score").code == 2
    assert breach("drill", "wimi", "--speed", "0").code == 2


def test_the_drills_of_the_documentation_give_the_score_that_is_printed_there(tmp_path: Path) -> None:
    folder = Path(__file__).parents[2] / "docs" / "drills"
    subprocess.run([sys.executable, folder / "make.py", "--into", tmp_path], check=True)
    names = {script.stem for script in folder.glob("*.script")}
    assert names >= {"wimi", "night-ransomware", "late-processor", "wrong-copy", "xp2cloud"}
    faultless = set()
    for name in sorted(names):
        made, kept_there = ((where / f"{name}.md").read_text(encoding="utf-8") for where in (tmp_path, folder))
        assert "EXERCICE" in made
        assert made.partition("## Score")[2] == kept_there.partition("## Score")[2]
        faultless |= set() if "- [ ]" in made.partition("## Score")[2] else {name}
    assert faultless == {"late-processor"}, "one is played without reproach, the others say what to do again"


def test_every_scenario_that_is_shipped_has_a_page_that_shows_it_played() -> None:
    tree = Path(__file__).parents[2]
    shipped = {path.name for path in (tree / "drills").iterdir() if path.is_dir()}
    assert len(shipped) >= 6
    assert shipped <= {page.stem for page in (tree / "docs" / "drills").glob("*.md")}


LATE_PROMISE = """
+15 log "Des adresses en copie visible"
+60 aware EX-1 --at 2026-09-08T15:00+02:00 --by "Astreinte (exercice)" --basis "le message lui-même"
+70 facts EX-1 is_personal_data_breach=yes role=controller nature=confidentiality cause=internal_accidental data_types=health,name context_reveals=yes
+80 facts EX-1 people_count=3500 people_categories=patients recipient=public
+90 decide EX-1 inform-subjects inform --why "des soins révélés" --as "Direction (exercice):management"
"""


def test_the_other_clocks_of_the_file_stand_on_the_sheet(breach: Breach) -> None:
    def clocks(more: str) -> dict[str, Any]:
        sheet = breach.ok("drill", "wrong-copy", "--script", breach.file("s.script", LATE_PROMISE + more))
        return line_of(sheet, "clocks")

    late = clocks("+4000 sent EX-1 --template people --channel email --count 3500 --at 2026-09-11T08:00+02:00\n")
    assert late["ok"] is False
    assert [one["state"] for one in late["clocks"] if one["clock"] == "promise:demo-8-tell"] == ["late"]
    assert any("en retard de 17 h 00" in detail and "art. 8" in detail for detail in late["details"])
    kept_one = clocks("+900 sent EX-1 --template people --channel email --count 3500 --at 2026-09-09T05:00+02:00\n")
    assert kept_one["ok"] is True
    assert [one["state"] for one in kept_one["clocks"]] == ["met"]
    assert [one["state"] for one in clocks("")["clocks"] if one["clock"] == "promise:demo-8-tell"] == ["late"]


def test_awareness_and_the_first_record_are_not_judged_by_two_limits(breach: Breach) -> None:
    text = """
+40 log "Le prestataire signale un incident"
+41 do EX-1 processor-breach/first-line
+1880 aware EX-1 --at 2026-03-03T16:00+01:00 --by "DPO (exercice)" --basis "le prestataire confirme"
+1881 do EX-1 processor-breach/fix-awareness
"""
    sheet = breach.ok("drill", "late-processor", "--script", breach.file("s.script", text))
    assert line_of(sheet, "first-record")["ok"] is True
    assert line_of(sheet, "aware")["ok"] is True
    steps = {one["step"]: one["state"] for one in line_of(sheet, "playbook")["steps"]}
    assert (steps["first-line"], steps["fix-awareness"]) == ("in-time", "in-time")
    later = breach.ok(
        "drill", "late-processor", "--script", breach.file("t.script", text.replace("+40 log", "+100 log").replace("+41 do", "+101 do"))
    )
    assert {one["step"]: one["state"] for one in line_of(later, "playbook")["steps"]}["first-line"] == "late"


def test_the_text_that_was_sent_is_read_over_where_it_is_kept(breach: Breach) -> None:
    vague = breach.file("vague.md", "Toutes les mesures ont été prises.\n")
    sent = f'+900 sent EX-1 --template people --channel email --count 9 --at 2026-09-09T05:00+02:00 --message "{vague}"\n'
    line = line_of(breach.ok("drill", "wrong-copy", "--script", breach.file("s.script", LATE_PROMISE + sent)), "letter")
    assert line["text"] == "kept"
    assert line["findings"] > 3
    assert line["ok"] is False


# -- the sheet, line by line

FIRST = """
+12 log "Pic de connexions"
"""
AWARE = """
+60 aware EX-1 --at 2026-11-19T00:50+01:00 --by "Astreinte (exercice)" --basis "journaux relus"
"""
BY = '--as "Astreinte (exercice):on_call"'


def test_each_line_says_what_was_expected_what_was_done_from_where_and_what_to_improve(breach: Breach) -> None:
    for sheet in (played(breach, SLOW), played(breach, SCRIPT)):
        for line in sheet["lines"]:
            assert line["title"]
            assert line["expected"]
            assert line["happened"]
            assert line["source"]
            assert bool(line["improve"]) is not line["ok"], line["id"]
        assert sheet["kept"] == sum(line["ok"] is True for line in sheet["lines"])
        assert sheet["of"] == sum(line["ok"] is not None for line in sheet["lines"])


def test_the_sheet_speaks_the_words_of_the_field_not_codes(breach: Breach) -> None:
    ran = breach("drill", "wimi", "--script", breach.file("s", SCRIPT))
    sheet = ran.out.partition("\nEXERCICE\u00a0: Wimi")[2]
    assert "29 h 10 après la prise de connaissance" in sheet
    assert "Notifier l'autorité ?" in sheet.replace("\u202f", " ")
    assert "3\u202f500" in sheet
    assert not [line for line in sheet.splitlines()[1:] if len(line) > 80]
    assert "29.2" not in sheet


def test_a_step_is_in_time_late_skipped_with_its_reason_or_neither(breach: Breach) -> None:
    acts = f"""{FIRST}
+50 do EX-1 credential-stuffing/throttle-login
+51 skip EX-1 credential-stuffing/call-lead --why "déjà en ligne"
{AWARE}"""
    line = line_of(played(breach, acts), "playbook")
    states = {step["step"]: step["state"] for step in line["steps"]}
    assert states["throttle-login"] == "late"
    assert states["call-lead"] == "skipped"
    assert states["keep-evidence"] == "missed"
    assert any("déjà en ligne" in detail for detail in line["details"])
    assert line["ok"] is False


def test_a_step_ticked_in_its_time_is_in_time_and_one_not_due_is_not_judged(breach: Breach) -> None:
    script = """+7 log x
+8 do EX-1 credential-stuffing/first-line
"""
    line = line_of(played(breach, script), "playbook")
    states = {step["step"]: step["state"] for step in line["steps"]}
    assert states["first-line"] == "in-time"
    assert "measure-results" not in states


def test_a_playbook_that_was_not_opened_is_named_with_the_command(breach: Breach) -> None:
    line = line_of(played(breach, FIRST), "playbook")
    assert line["ok"] is False
    assert "breach playbook credential-stuffing --ref EX-2026-0001" in line["improve"]


def test_a_portal_that_failed_is_proof_where_it_is_kept(breach: Breach) -> None:
    failed = '+2760 filed EX-1 --form cnil-2023 --failed "page d\'erreur"\n'
    filed = "+3000 filed EX-1 --form cnil-2023 --type initial --at 2026-11-21T02:00+01:00 --reference X\n"
    kept_one, none = played(breach, FIRST + AWARE + failed + filed), played(breach, FIRST + AWARE + filed)
    assert line_of(kept_one, "inject", kind="portal")["ok"] is True
    assert line_of(kept_one, "filed")["failed_attempts"] == 1
    assert any("page d'erreur" in detail for detail in line_of(kept_one, "filed")["details"])
    assert line_of(none, "inject", kind="portal")["ok"] is False
    assert "--failed" in line_of(none, "inject", kind="portal")["improve"]


def test_an_inject_is_answered_by_what_it_asks_for(breach: Breach) -> None:
    note, count = '+400 note EX-1 "répondu au client"\n', "+1600 facts EX-1 people_count=3500\n"
    sheet = played(breach, FIRST + note + count)
    assert line_of(sheet, "inject", kind="client")["ok"] is True
    assert line_of(sheet, "inject", kind="count")["ok"] is True
    sheet = played(breach, FIRST + "+400 facts EX-1 people_count=9\n" + '+1600 note EX-1 "vu"\n')
    assert line_of(sheet, "inject", kind="count")["ok"] is False


def test_what_cannot_be_known_with_its_reason_is_settled(breach: Breach) -> None:
    gone = breach.file("gone.toml", 'cause = { cannot_be_known = "journaux effacés" }')
    assert "cause" not in line_of(played(breach, f"{FIRST}+80 facts EX-1 --facts {gone}\n"), "facts")["missed"]
    assert "cause" in line_of(played(breach, FIRST), "facts")["missed"]


def test_a_decision_that_waits_for_a_second_person_is_not_kept(breach: Breach) -> None:
    script = f'{FIRST}{AWARE}+300 decide EX-1 notify-authority do-not-notify --why "improbable" {BY}\n'
    line = line_of(played(breach, script), "decision", question="notify-authority")
    assert line["ok"] is False
    assert "seconde personne" in line["happened"]


def test_two_files_for_one_incident_are_named_and_the_fuller_one_is_judged(breach: Breach) -> None:
    twice = '+5 log "une ligne"\n+12 log "Pic de connexions"\n+20 note EX-2 "suite"\n'
    sheet = played(breach, twice)
    assert sheet["ref"] == "EX-2026-0002"
    assert line_of(sheet, "one-file")["refs"] == ["EX-2026-0001", "EX-2026-0002"]
    assert line_of(sheet, "first-record")["minutes"] == 4
    linked = played(breach, twice + "+30 link EX-1 EX-2 --as duplicate\n")
    assert not [line for line in linked["lines"] if line["id"] == "one-file"]


def test_awareness_before_or_after_what_the_story_defends_says_which(breach: Breach) -> None:
    text = '+210 log x\n+{minute} aware EX-1 --at {at} --by "Astreinte (exercice)" --basis "extensions inconnues"\n'
    sheet: dict[str, Any]
    for minute, at, word in ((230, "2026-10-24T23:30+02:00", "Trop tôt"), (900, "2026-10-25T12:00+01:00", "Trop tard")):
        script = breach.file("s", text.format(minute=minute, at=at))
        sheet = breach.ok("drill", "night-ransomware", "--script", script)
        assert line_of(sheet, "aware")["ok"] is False
        assert word in line_of(sheet, "aware")["improve"]


def test_what_still_has_time_is_open_and_not_judged(breach: Breach) -> None:
    made = breach.ok("drill", "wimi", "--speed", "1")
    store = ("--store", made["store"], "--key", f"file:{made['key']}")
    breach.ok("log", "Alerte", *store)
    sheet = breach.ok("drill", "--score", *store)
    assert sheet["over"] is False
    assert {line["ok"] for line in sheet["lines"] if line["id"] in ("aware", "filed", "letter", "decision", "facts")} == {None}
    assert sheet["of"] < len(sheet["lines"])
    assert sheet["open"] == len(sheet["lines"]) - sheet["of"]


def test_the_sheet_as_markdown_shows_hostile_text_as_text(breach: Breach) -> None:
    hostile = '+60 aware EX-1 --at 2026-11-19T00:50+01:00 --by "Astreinte (exercice)" --basis "[x](http://a) <b>\\u001b[31m *fin*"\n'
    ran = breach("drill", "wimi", "--script", breach.file("s", FIRST + hostile), "--format", "md")
    sheet = ran.out.partition("\n# EXERCICE")[2]
    assert "\\[x\\](http://a) \\<b\\>" in sheet
    assert "\x1b" not in ran.out
    assert "- [ ] **" in sheet


def test_the_sheet_is_said_in_english_too(breach: Breach) -> None:
    ran = breach("drill", "wimi", "--script", breach.file("s", SCRIPT), "--lang", "en", "--format", "md")
    sheet = ran.out.partition("\n# EXERCICE")[2]
    assert "GDPR, Art. 33(1)" in sheet
    assert "Attendu" not in sheet


def test_the_commands_that_the_sheet_names_exist_and_are_typed_as_it_says(breach: Breach) -> None:
    sent = "+2400 sent EX-1 --template people --channel email --count 9 --bounced 0 --at 2026-11-20T16:00+01:00\n"
    improve = line_of(played(breach, FIRST + AWARE + sent), "letter")["improve"]
    assert "breach lint EX-2026-0001 --template people" in improve
    made = breach.ok("drill", "wimi", "--speed", "1")
    store = ("--store", made["store"], "--key", f"file:{made['key']}")
    breach.ok("log", "Alerte", *store)
    assert breach("lint", "EX-2026-0001", "--template", "people", *store).code in (0, 1)
    assert breach("letter", "EX-2026-0001", "--template", "people", "--channel", "email", *store).code == 0
    assert breach("playbook", "credential-stuffing", "--ref", "EX-2026-0001", *store).code == 0


def entry(kind: str, **body: object) -> Entry:
    return SimpleNamespace(kind=kind, body=body)  # type: ignore[return-value]  # of an entry its kind and body are read


def test_an_inject_is_answered_by_a_kind_of_entry_that_can_answer_it() -> None:
    assert set(KINDS_OF) == set(pure.BY)
    call = pure.ANSWERED_BY["call"]
    assert all(answers(call, entry(kind)) for kind in (kinds.NOTE, kinds.CALLED, kinds.ANSWERED))
    for kind in (kinds.FILED, kinds.REMINDED, kinds.DRAFT, kinds.DECISION, kinds.SENT, kinds.AWARE, kinds.FACTS):
        assert not answers(call, entry(kind, facts={})), kind
    assert answers(("count",), entry(kinds.FACTS, facts={"people_count": {}}))
    assert not answers(("count",), entry(kinds.FACTS, facts={"cause": {}}))
    press = ("step/call-lead",)
    assert answers(press, entry(kinds.STEP, step="call-lead", act="done"))
    assert not answers(press, entry(kinds.STEP, step="call-lead", act="skipped"))
    assert not answers(press, entry(kinds.STEP, step="first-line", act="done"))


@pytest.mark.parametrize(
    ("answer", "at"),
    [('+1100 note EX-1 "Rappel de la journaliste : rien à confirmer"', 1100), ('+1110 call EX-1 "La journaliste" --outcome "rappelée"', 1110)],
)
def test_a_filing_is_no_answer_to_a_journalist(breach: Breach, answer: str, at: int) -> None:
    filed = "+1085 filed EX-1 --form cnil-2023 --type initial --at 2026-10-25T16:10+01:00 --reference X\n"
    text = f"+210 log x\n{filed}"
    for script, got in ((text, None), (text + answer + "\n", at)):
        sheet: dict[str, Any] = breach.ok("drill", "night-ransomware", "--script", breach.file("s", script))
        line = line_of(sheet, "inject", inject="journalist")
        assert line["at"] < "2026-10-25T15:15"
        assert line["ok"] is (got is not None)
        assert line["answered_at"] == (f"2026-10-25T15:{at - 1070:02d}:00Z" if got else None)
        assert "note, appel, réponse" in line["expected"]


def test_what_the_record_proves_is_not_late_because_its_tick_is(breach: Breach) -> None:
    sign = '+50 aware EX-1 --at 2026-11-19T00:50+01:00 --by "Astreinte (exercice)" --basis "journaux relus"\n'
    ticks = "+300 do EX-1 credential-stuffing/first-line\n+301 do EX-1 credential-stuffing/call-lead\n"
    line = line_of(played(breach, "+7 log x\n" + sign + ticks), "playbook")
    states = {step["step"]: step["state"] for step in line["steps"]}
    assert (states["first-line"], states["fix-awareness"], states["call-lead"]) == ("in-time", "in-time", "late")


@pytest.mark.parametrize(("who", "state"), [("ines", "in-time"), ("Inès Arbogast", "in-time"), ("Le voisin", "late")])
def test_a_step_ticked_late_was_done_when_the_call_that_proves_it_was_made(breach: Breach, who: str, state: str) -> None:
    text = f'+205 log x\n+215 call EX-1 "{who}" --outcome "mise au courant"\n'
    ticked = text + "+500 do EX-1 ransomware/call-lead\n"
    states = {}
    for name, script in (("ticked", ticked), ("open", text + "+500 do EX-1 ransomware/first-line\n")):
        sheet: dict[str, Any] = breach.ok("drill", "night-ransomware", "--script", breach.file("s", script))
        states[name] = {step["step"]: step["state"] for step in line_of(sheet, "playbook")["steps"]}["call-lead"]
    assert states == {"ticked": state, "open": "missed"}


def test_what_a_drill_is_about_is_read_before_its_clock_starts(breach: Breach, monkeypatch: pytest.MonkeyPatch) -> None:
    runtime, at_the_prompt, shown = Path(os.environ["XDG_RUNTIME_DIR"]), [], []

    class Typed(TextIOWrapper):
        def readline(self, size: int = -1, /) -> str:  # type: ignore[override]  # text, as TextIOWrapper's own
            at_the_prompt.append(list(runtime.iterdir()))
            return super().readline(size)

    def opened(*_: object) -> int:
        shown.append(list(runtime.iterdir()))
        return 0

    monkeypatch.setattr("tests.cli.conftest.TextIOWrapper", Typed)
    monkeypatch.setattr("breach.cli.drill._terminal", lambda _: opened)
    ran = breach("drill", "wimi", "--speed", "432", stdin=b"\n")
    assert ran.code == 0
    assert at_the_prompt == [[]]
    assert len(shown[0]) == 1
    said, again = ran.err.split("Relire la feuille")
    assert "breach drill --score --store " in again
    assert max(len(line) for line in said.splitlines()) < 80, "broken between words at the width of a terminal, which counts 80 where none is there"
    said = said.replace("\n", " ")
    assert said.index("connexions en masse") < said.index("Rien ne sera envoyé, rien ne compte") < said.index("72 heures en 10 min")
