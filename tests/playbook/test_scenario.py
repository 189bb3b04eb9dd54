"""Scenarios: those that are shipped load, a seed repeats a drill, and a fault is named with file and key while the others load."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from breach import resources
from breach.i18n import has
from breach.playbook.scenario import ANSWER, ANSWERED_BY, BY, KINDS, load
from breach.service.drill_clock import at
from breach.service.drills import KIND, known, scenarios

if TYPE_CHECKING:
    from breach.playbook.scenario import Scenario

FOUND, FAULTS = scenarios()
ROOT = resources.shared_root(KIND)
WIMI = resources.texts_in(ROOT, "wimi")


def by_id(scenario: Scenario) -> str:
    return scenario.id


def test_every_shipped_scenario_loads() -> None:
    assert not FAULTS
    assert set(FOUND) == set(resources.folders_in(ROOT))
    assert len(FOUND) >= 6
    assert {"wimi", "xp2cloud"} <= {one.profile for one in FOUND.values()}
    kinds = {inject.kind for one in FOUND.values() for inject in one.injects}
    assert {"alert", "call", "count", "processor", "portal", "client", "samples"} <= kinds


def test_one_begins_before_the_clocks_change_and_its_alert_comes_at_three() -> None:
    night = FOUND["night-ransomware"]
    first = min(one.minute for one in night.injects)
    last = max(one.minute + one.spread for one in night.injects if one.minute == first)
    # 02:20 to 02:35 in Paris, the first time: the clock goes back at 01:00 UTC.
    assert (night.starts.hour, night.starts.minute) == (21, 10)
    assert (first, last) == (190, 205)


@pytest.mark.parametrize("scenario", FOUND.values(), ids=by_id)
def test_a_seed_repeats_a_drill_and_another_one_does_not(scenario: Scenario) -> None:
    assert scenario.told(7) == scenario.told(7)
    assert len({tuple(one.at for one in scenario.told(seed)) for seed in range(8)}) > 1
    told = scenario.told(7)
    assert [one.at for one in told] == sorted(one.at for one in told)


def test_seventy_two_hours_take_seventy_two_minutes() -> None:
    night = FOUND["night-ransomware"]
    begun = night.starts
    assert (at(night.starts, begun, 60, begun.replace(hour=22, minute=22)) - night.starts).total_seconds() == 72 * 3600


@pytest.mark.parametrize(
    ("file", "old", "new", "key", "code"),
    [
        ("manifest.toml", 'id = "wimi"', 'id = "other"', "id", "other-id"),
        ("manifest.toml", 'profile = "wimi"', 'profile = "../x"', "profile", "not-one-of"),
        ("manifest.toml", "+01:00", "", "starts", "instant-wanted"),
        ("manifest.toml", 'kind = "alert"', 'kind = "aliens"', "inject.alert.kind", "not-one-of"),
        ("manifest.toml", "minute = 0", "minute = -1", "inject.alert.minute", "minutes-wanted"),
        ("manifest.toml", '"nature"', '"no_such"', "expect.facts", "no-such-fact"),
        ("manifest.toml", "[expect]", "[expects]", "expects", "unknown-key"),
        ("manifest.toml", 'is-it-a-breach = "yes"', 'is-it-breach = "yes"', "expect.decisions.is-it-breach", "unknown-key"),
        ("manifest.toml", '"notify"', '"notified"', "expect.decisions.notify-authority", "not-one-of"),
        ("manifest.toml", '"notify"', '["notify"]', "expect.decisions.notify-authority", "not-one-of"),
        ("manifest.toml", 'letter = "people"', 'letter = "persons"', "expect.letter", "not-one-of"),
        ("manifest.toml", 'letter = "people"', 'letter = "people"\nfiling = "yes"', "expect.filing", "true-or-false-wanted"),
        ("manifest.toml", 'playbook = "credential-stuffing"', 'playbook = "stuffing"', "expect.playbook", "not-one-of"),
        ("manifest.toml", "people_count = 3500", 'people_count = "3500"', "expect.people_count", "count-wanted"),
        ("manifest.toml", "people_count = 3500", "people_count = 0", "expect.people_count", "count-wanted"),
        ("manifest.toml", 'kind = "client"', 'kind = "client"\nby = ["letter"]', "inject.client.by", "not-one-of"),
        ("manifest.toml", 'kind = "client"', 'kind = "client"\nby = "note"', "inject.client.by", "lines-wanted"),
        ("manifest.toml", 'kind = "client"', 'kind = "client"\nby = []', "inject.client.by", "lines-wanted"),
        ("manifest.toml", 'kind = "client"', 'kind = "client"\nby = ["step/no-such"]', "inject.client.by", "no-such-step"),
        ("manifest.toml", 'id = "client"', 'id = "Client X"', "inject 2", "inject-id-wanted"),
        ("manifest.toml", 'id = "client"', 'id = "alert"', "inject 2", "id-twice"),
        ("en.toml", "alert =", "alarm =", "inject.alert", "text-wanted"),
        ("en.toml", "alert =", "alarm =", "inject.alarm", "no-such-inject"),
        ("fr.toml", "title =", "titel =", "titel", "unknown-key"),
        ("fr.toml", "[inject]", "[inject", "", "broken-toml"),
    ],
)
def test_a_fault_is_named_and_the_others_load(file: str, old: str, new: str, key: str, code: str) -> None:
    assert old in WIMI[file]
    folders = {"wimi": {**WIMI, file: WIMI[file].replace(old, new, 1)}, "xp2cloud": resources.texts_in(ROOT, "xp2cloud")}
    found, faults = load(folders, known())
    assert set(found) == {"xp2cloud"}
    assert (file, key, code) in {(one.file, one.key, one.code) for one in faults}
    assert all(has(f"playbook.fault-{one.code}") for one in faults)


def test_an_inject_is_answered_in_four_hours_unless_its_scenario_says_otherwise() -> None:
    held = WIMI["manifest.toml"].replace('kind = "client"', 'kind = "client"\nanswer = 30')
    found, _ = load({"wimi": {**WIMI, "manifest.toml": held}}, known())
    assert {one.id: one.answer for one in found["wimi"].injects} == {"alert": 0, "client": 30, "count": ANSWER, "portal": ANSWER}


def test_what_answers_an_inject_goes_by_its_kind_unless_its_scenario_says_otherwise() -> None:
    held = WIMI["manifest.toml"].replace('kind = "client"', 'kind = "client"\nby = ["sending", "step/answer-people"]')
    found, faults = load({"wimi": {**WIMI, "manifest.toml": held}}, known())
    assert not faults
    by = {one.id: one.by for one in found["wimi"].told(1)}
    assert by["client"] == ("sending", "step/answer-people")
    assert by["portal"] == ("failed-filing",)
    assert set(ANSWERED_BY) == set(KINDS)
    assert {one for many in ANSWERED_BY.values() for one in many} <= set(BY)


@pytest.mark.parametrize("scenario", FOUND.values(), ids=by_id)
def test_every_shipped_scenario_says_which_playbook_it_calls_for(scenario: Scenario) -> None:
    assert scenario.expected.playbook in known().playbooks
    assert len(scenario.injects) >= 4
