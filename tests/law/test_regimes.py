"""The regimes as data: whole, sourced, dated, with examples that hold; and what is not in force applies to nothing."""

from __future__ import annotations

import re
import tomllib
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from breach import i18n, resources
from breach.catalogue.loader import load
from breach.domain import clock_words
from breach.domain.clock_rows import DueRow
from breach.domain.facts import CodeSet, Facts, known
from breach.domain.instants import to_z
from breach.domain.profile import FLAGS
from breach.law.clocks import rows
from breach.law.durations import hours_on, valid_on
from breach.law.record import Event, Filing, Record, Start
from breach.law.regime_data import forms, regimes
from breach.law.setting import Setting

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
CLOCKS: list[dict[str, Any]] = [dict(clock) for regime in regimes() for clock in regime["clock"]]
_CONTRACT_IDS = (
    "gdpr-33-1 gdpr-33-2 gdpr-34 gdpr-33-4 telecom-24h telecom-people nis1-ose oiv nis2-24h nis2-72h nis2-final dora-initial dora-intermediate "
    "dora-final eidas-24h health-ans hds-client insurance-complaint cra-24h cra-72h cra-final ai-act-73 card-scheme mar-17 authority-order "
    "rights-request"
)
CONTRACT_IDS = set(_CONTRACT_IDS.split())
LATEST_EVIDENCE = date(2026, 10, 10)
NOT_IN_FORCE = {"nis2-24h", "nis2-72h", "nis2-final", "ai-act-73", "cer-24h"}
SHORT = {  # to which a clock must not be shorter or longer by the law's own figure: hours, days, months
    "gdpr-33-1": (72, 0, 0),
    "gdpr-33-4": (72, 0, 0),
    "telecom-24h": (24, 0, 0),
    "dora-initial": (4, 0, 0),
    "dora-intermediate": (72, 0, 0),
    "dora-final": (0, 0, 1),
    "eidas-24h": (24, 0, 0),
    "insurance-complaint": (72, 0, 0),
    "ai-act-73": (0, 15, 0),
    "rights-request": (0, 0, 1),
}
_KEYS = (
    "id flag recipient_fr recipient_en anchor anchor_else anchor_types anchor_which when per quiet met_by_forms met_abroad_by_forms met_by_types "
    "met_by_sending met_by_fact ended_by why_fr why_en source checked_on to_check not_in_force_fr not_in_force_en cap roll duration contract example"
)
KEYS = set(_KEYS.split())
DURATION_KEYS = {"from", "until", "hours", "days", "months", "counting", "why_fr", "why_en", "source", "proposal"}


def _ids(value: object) -> str:
    return str(value.get("what") or value.get("id")) if isinstance(value, dict) else str(value)


@pytest.mark.parametrize("clock", CLOCKS, ids=_ids)
def test_every_clock_is_whole(clock: dict[str, Any]) -> None:
    assert clock.keys() <= KEYS
    assert all(clock[key] for key in ("recipient_fr", "recipient_en", "why_fr", "why_en", "source", "anchor", "duration"))
    assert isinstance(clock["to_check"], bool)
    assert clock["checked_on"] <= LATEST_EVIDENCE
    assert clock.get("flag", FLAGS[0]) in FLAGS
    assert clock.get("met_by_forms") or clock.get("met_by_sending") or clock["anchor"].startswith("entry:")
    for duration in clock["duration"]:
        assert duration.keys() <= DURATION_KEYS
        assert duration["counting"]
    anchors = [clock["anchor"], *clock.get("anchor_else", ()), *([clock["cap"]["anchor"]] if "cap" in clock else [])]
    for anchor in anchors:
        kind, _, wanted = anchor.rpartition(":")
        if kind == "filed":
            assert set(wanted.split(",")) <= set(forms())
        elif not kind:
            assert load().get(anchor).type == "instant"


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("anchor", sorted({anchor for clock in CLOCKS for anchor in (clock["anchor"], *clock.get("anchor_else", ()))}))
def test_what_starts_a_clock_is_said_in_words(anchor: str, lang: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(i18n, "_current", lang)
    row = DueRow("x", "x", "x", anchor, "2026-11-22T02:10:00Z", "signed", None, "legal", None, None, None, None, "", "", "", 0)
    said = clock_words.start(row, "Europe/Paris")
    assert re.search(r"03:10 Paris \(.+\)$", said)
    assert anchor not in said


def test_every_clock_of_the_contract_is_there() -> None:
    assert {clock["id"] for clock in CLOCKS} >= CONTRACT_IDS


def test_every_clock_has_an_example() -> None:
    assert [clock["id"] for clock in CLOCKS if not clock.get("example")] == []


def test_the_figures_are_the_law_s() -> None:
    held = {clock["id"]: clock["duration"][0] for clock in CLOCKS}
    assert {clock: (held[clock].get("hours", 0), held[clock].get("days", 0), held[clock].get("months", 0)) for clock in SHORT} == SHORT


def _rows(clock: dict[str, Any], at: datetime, example: dict[str, Any]) -> list[DueRow]:
    """The rows of ``clock`` where it starts at ``at`` in an organisation that is all that its example says."""
    anchor = clock["anchor"]
    facts: dict[str, Any] = {"role": known(CodeSet(frozenset({"controller", "processor"}))), "sensitive": known(CodeSet(frozenset({"health"})))}
    if "aware" in example:
        facts["aware_at"] = known(example["aware"].astimezone(UTC))
    record = Record({})
    if anchor.startswith("filed:"):
        kind = clock.get("anchor_types", ["complete"])[0]
        record = Record({}, [Filing(anchor.removeprefix("filed:").split(",")[0], kind, at)])
    elif anchor.startswith("entry:"):
        record = Record({}, events={anchor.removeprefix("entry:"): [Event(at, "9")]})
    elif anchor == "aware_at":
        record = Record({"aware_at": [Start(at, "signed")]})
    else:
        facts[anchor] = known(at)
    setting = Setting({clock.get("flag", ""): "yes", **example.get("flags", {})})
    wanted = (clock["id"], clock["recipient_fr"])
    return [row for row in rows(record, facts, (), at, setting) if (row.clock, row.to_fr) == wanted]


@pytest.mark.parametrize(("clock", "example"), [(c, e) for c in CLOCKS for e in c.get("example", ())], ids=_ids)
def test_the_examples_beside_the_law_hold(clock: dict[str, Any], example: dict[str, Any]) -> None:
    found = _rows(clock, example["anchor"].astimezone(UTC), example)
    assert len(found) == 1
    if example.get("undated"):
        assert (found[0].kind, found[0].due_at, found[0].settled) == ("without_undue_delay", None, None)
    elif example.get("applies", True):
        assert (found[0].due_at, found[0].settled) == (to_z(example["due"]), None)
    else:
        assert (found[0].due_at, found[0].settled) == (None, "not_applicable")


def test_what_is_not_in_force_in_france_says_so_and_runs_nowhere() -> None:
    for clock in (c for c in CLOCKS if c["id"] in NOT_IN_FORCE):
        assert clock["to_check"] is True
        assert "EN VIGUEUR" in clock["not_in_force_fr"] or "PAS ENCORE" in clock["not_in_force_fr"]
        assert valid_on(clock, date(2026, 11, 22)) is None
    flags = {flag: "yes" for flag in FLAGS if flag != "no_weekend_dora"}
    found = rows(Record({"aware_at": [Start(NOW, "signed")]}), {}, (), NOW, Setting(flags))
    assert {row.clock for row in found if row.settled == "not_applicable"} == NOT_IN_FORCE
    assert all(not row.governs() for row in found if row.clock in NOT_IN_FORCE)


def test_what_is_not_in_force_is_said_once_however_many_starts_there_are() -> None:
    starts = [Start(NOW - timedelta(hours=9), "superseded"), Start(NOW - timedelta(hours=5), "signed"), Start(NOW, "candidate")]
    found = rows(Record({"aware_at": starts}), {}, (), NOW, Setting({"nis2_entity": "yes"}))
    assert [(row.settled, row.anchor_status) for row in found if row.clock == "nis2-24h"] == [("not_applicable", "signed")]
    assert len([row for row in found if row.clock == "gdpr-33-1"]) == len(starts)


def test_an_unused_regime_costs_nothing() -> None:
    controller: Facts = {"role": known(CodeSet(frozenset({"controller"})))}
    for flags in ({}, dict.fromkeys(FLAGS, "unknown"), dict.fromkeys(FLAGS, "no")):
        found = rows(Record({"aware_at": [Start(NOW, "signed")]}), controller, (), NOW, Setting(flags))
        assert {row.clock for row in found} == {"gdpr-33-1", "gdpr-34"}


def test_the_proposal_of_96_hours_applies_to_nothing() -> None:
    clock = next(c for c in CLOCKS if c["id"] == "gdpr-33-1")
    proposed = [d for d in clock["duration"] if "proposal" in d]
    assert [d["hours"] for d in proposed] == [96]
    assert "from" not in proposed[0]
    assert {hours_on(clock, date(year, 6, 1)) for year in range(2019, 2100)} == {72}


def test_adopting_the_proposal_is_adding_dates() -> None:
    text = resources.read_text("law/regimes/gdpr.toml")
    adopted = text.replace("[[clock.duration]]\nhours = 96", "[[clock.duration]]\nfrom = 2028-07-01\nhours = 96", 1)
    assert adopted != text
    law = tomllib.loads(adopted)["clock"]

    def due(at: datetime) -> tuple[str | None, bool]:
        record = Record({"aware_at": [Start(at, "signed")]})
        row = next(r for r in rows(record, {}, (), at, law=law) if r.clock == "gdpr-33-1")
        return row.due_at, "96" in row.why_fr

    before, after = datetime(2028, 6, 30, 12, tzinfo=UTC), datetime(2028, 7, 1, 12, tzinfo=UTC)
    assert due(before) == (to_z(before + timedelta(hours=72)), False)
    assert due(after) == (to_z(after + timedelta(hours=96)), True)


def test_a_law_holds_by_the_day_where_the_organisation_is() -> None:
    clock = next(c for c in CLOCKS if c["id"] == "cra-24h")
    start = datetime(2026, 9, 10, 22, 30, tzinfo=UTC)  # 11 September 00:30 in Paris
    assert [row.settled for row in _rows(clock, start, {})] == [None]
    assert [row.settled for row in _rows(clock, start - timedelta(hours=1), {})] == ["not_applicable"]
