"""``breach playbook``, ``do`` and ``skip``, as typed."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import pytest

from breach.service import playbooks as service
from tests.playbook.folders import LEAK

if TYPE_CHECKING:
    from tests.cli.conftest import Breach

STEP = "team-leak/s1"


@pytest.fixture(autouse=True)
def own_playbook(breach: Breach) -> None:
    folder = os.path.join(service.own_folder(), "team-leak")
    os.makedirs(folder)
    for name, text in LEAK.items():
        with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
            file.write(text.replace('id = "leak"', 'id = "team-leak"'))


def test_the_list_names_the_playbooks_and_a_broken_one(breach: Breach) -> None:
    broken = os.path.join(service.own_folder(), "broken")
    os.makedirs(broken)
    ran = breach("playbook", "--json")
    assert "team-leak" in [row["id"] for row in ran.data]
    assert "broken/manifest.toml" in ran.err
    assert breach("playbook", "broken").code == 2
    ran = breach("playbook", "nothing-of-the-kind")
    assert ran.code == 2
    assert "team-leak" in ran.err


def test_a_file_is_offered_what_applies_and_what_may(breach: Breach) -> None:
    breach.ok("log", "Archive exposée")
    (row,) = [one for one in breach.ok("playbook", "--ref", "1") if one["id"] == "team-leak"]
    assert (row["applies"], row["open_facts"]) == ("unknown", ["exfiltrated", "origin"])
    breach.ok("facts", "1", "exfiltrated=yes")
    (row,) = [one for one in breach.ok("playbook", "--ref", "1") if one["id"] == "team-leak"]
    assert row["applies"] == "yes"
    assert "s'applique" in breach("playbook", "--ref", "1").out


def test_a_tick_writes_the_timeline_and_its_answer_becomes_a_fact(breach: Breach) -> None:
    breach.ok("log", "Archive exposée")
    done = breach.ok("do", "1", STEP, "people_count=9..3500", "--note", "compté dans l’export")
    history = breach.ok("history", "1")
    assert [entry["kind"] for entry in history[-2:]] == ["facts", "step"]
    assert history[-1]["n"] == done["entry"]
    assert history[-1]["body"]["version"] == "3"
    assert len(history[-1]["body"]["sha256"]) == 64
    assert breach.ok("facts", "1")["people_count"]["estimate"] == [9, 3500]
    steps = {step["id"]: step["state"] for step in breach.ok("playbook", "team-leak", "--ref", "1")["steps"]}
    assert (steps["s1"], steps["s2"]) == ("done", "open")
    assert "compté dans l’export" in breach("show", "1").out
    assert breach.ok("verify", "1")["ok"]


def test_a_step_is_settled_once_until_it_is_taken_back(breach: Breach) -> None:
    breach.ok("log", "Archive exposée")
    breach.ok("skip", "1", STEP, "--why", "sans objet ici")
    ran = breach("do", "1", STEP)
    assert ran.code == 4
    assert "--undo" in ran.err
    breach.ok("do", "1", STEP, "--undo")
    assert breach("do", "1", STEP, "--undo").code == 4
    breach.ok("do", "1", STEP, "--assign", "M. Durand")
    breach.ok("do", "1", STEP, "--comment", "--note", "en cours")
    (step,) = [one for one in breach.ok("playbook", "team-leak", "--ref", "1")["steps"] if one["id"] == "s1"]
    assert (step["state"], step["owner"]) == ("open", "M. Durand")


@pytest.mark.parametrize(
    "words",
    [
        ("do", "1", "team-leak/s99"),
        ("do", "1", "leek/s1"),
        ("do", "1", STEP, "people_count=beaucoup"),
        ("do", "1", STEP, "people=3"),
        ("do", "1", STEP, "--comment"),
        ("skip", "1", STEP, "--why", " "),
        ("do", "1", STEP, "people_count=3", "--undo"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_recorded(breach: Breach, words: tuple[str, ...]) -> None:
    breach.ok("log", "Archive exposée")
    ran = breach(*words)
    assert ran.code == 2, ran.err
    assert len(breach.ok("history", "1")) == 1


def test_a_playbook_prints_as_text_in_both_languages(breach: Breach) -> None:
    french = breach("playbook", "team-leak").out
    assert "## La première heure" in french
    assert "Obligation : RGPD art. 33" in french.replace("\u00a0", " ")
    assert "## The first hour" in breach("playbook", "team-leak", "--lang", "en").out


def test_hostile_words_of_a_playbook_are_data(breach: Breach) -> None:
    path = os.path.join(service.own_folder(), "team-leak", "fr.toml")
    with open(path, encoding="utf-8") as file:
        text = file.read()
    with open(path, "w", encoding="utf-8") as file:
        file.write(text.replace("Faire 1", "\\u001b]0;x\\u0007[red]{{ 7*7 }}=cmd()"))
    out = breach("playbook", "team-leak").out
    assert "\x1b" not in out
    assert "{{ 7*7 }}=cmd()" in out


def test_cacao_goes_out_and_comes_in_under_a_name_of_its_own(breach: Breach) -> None:
    document = breach.ok("playbook", "team-leak", "--format", "cacao")
    assert document["spec_version"] == "cacao-2.0"
    path = breach.file("leak.json", json.dumps(document))
    refused = breach("playbook", "--import", path)
    assert (refused.code, "team-leak" in refused.err) == (4, True)
    taken = breach.ok("playbook", "taken", "--import", path)
    assert (taken["id"], taken["homeless"], taken["translated"]) == ("taken", [], True)
    assert [step["id"] for step in breach.ok("playbook", "taken")["steps"]] == [step["id"] for step in breach.ok("playbook", "team-leak")["steps"]]
    assert breach("playbook", "taken", "--import", path).code == 4
    assert not [name for name in os.listdir(service.own_folder()) if "part" in name]


def test_a_cacao_document_that_makes_no_playbook_leaves_nothing_behind(breach: Breach) -> None:
    document = json.dumps(breach.ok("playbook", "team-leak", "--format", "cacao")).replace('"people_count"', '"no_such_fact"')
    ran = breach("playbook", "other", "--import", breach.file("leak.json", document))
    assert ran.code == 2
    assert "no_such_fact" in ran.err
    assert os.listdir(service.own_folder()) == ["team-leak"]
