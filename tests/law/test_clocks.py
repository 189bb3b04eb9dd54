"""Clocks: what starts, settles and ends them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from breach.domain.clock_rows import seconds, view
from breach.domain.facts import CodeSet, Facts, known
from breach.domain.instants import to_z
from breach.law.clocks import rows
from breach.law.record import Filing, Record, Start

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
CONTROLLER: Facts = {"role": known(CodeSet(frozenset({"controller"})))}


@given(st.datetimes(min_value=datetime(2018, 5, 25), max_value=datetime(2090, 1, 1), timezones=st.just(UTC)))
def test_72_hours_are_elapsed_hours(start: datetime) -> None:
    whole = start.replace(microsecond=0)
    row = next(r for r in rows(Record({"aware_at": [Start(whole, "signed")]}), CONTROLLER, (), NOW) if r.clock == "gdpr-33-1")
    assert row.due_at == to_z(whole + timedelta(seconds=72 * 3600))


def _clock(record: Record, clock: str, facts: Facts = CONTROLLER) -> dict[str, Any]:
    row = next(r for r in rows(record, facts, (), NOW) if r.clock == clock)
    return view(row, "2026-0001", exercise=False, now=NOW, zone="Europe/Paris", lang="fr")


def test_the_first_filing_settles_and_freezes() -> None:
    start = NOW - timedelta(hours=100)
    frozen = Filing("cnil-2023", "initial", NOW - timedelta(hours=10), {("gdpr-33-1", to_z(start)): 64_800})
    later = Filing("cnil-2023", "complementary", NOW - timedelta(hours=1))
    clock = _clock(Record({"aware_at": [Start(start, "signed")]}, [frozen, later]), "gdpr-33-1")
    assert (clock["state"], clock["late_by_seconds"], clock["remaining_seconds"]) == ("late", 64_800, None)


def test_a_filing_recorded_later_never_undoes_a_frozen_lateness() -> None:
    start = NOW - timedelta(hours=100)
    frozen = Filing("cnil-2023", "initial", NOW - timedelta(hours=10), {("gdpr-33-1", to_z(start)): 64_800})
    backdated = Filing("cnil-2023", "complementary", NOW - timedelta(hours=90))
    record = Record({"aware_at": [Start(start, "signed")]}, [frozen, backdated], choices={"is-it-a-breach": ("no", NOW)})
    clock = _clock(record, "gdpr-33-1")
    assert (clock["state"], clock["late_by_seconds"]) == ("late", 64_800)


def test_a_clock_ends_by_a_decision_and_not_before() -> None:
    starts = {"aware_at": [Start(NOW - timedelta(hours=5), "signed")]}
    assert _clock(Record(starts), "gdpr-33-1")["state"] == "running"
    ended = Record(starts, choices={"notify-authority": ("do-not-notify", NOW)})
    assert _clock(ended, "gdpr-33-1")["state"] == "not_applicable"
    assert _clock(ended, "gdpr-34")["state"] == "running"


def test_without_undue_delay_has_no_invented_deadline() -> None:
    clock = _clock(Record({"aware_at": [Start(NOW - timedelta(hours=5), "signed")]}), "gdpr-34")
    assert (clock["kind"], clock["due_at"], clock["remaining_seconds"]) == ("without_undue_delay", None, None)
    assert clock["elapsed_seconds"] == 5 * 3600


def test_a_processor_tells_its_client_and_files_nothing() -> None:
    facts = {"role": known(CodeSet(frozenset({"processor"})))}
    found = rows(Record({"aware_at": [Start(NOW, "signed")]}), facts, (), NOW)
    assert {row.clock for row in found} == {"gdpr-33-2"}
    both = {"role": known(CodeSet(frozenset({"processor", "controller"})))}
    assert {row.clock for row in rows(Record({}), both, (), NOW)} == {"gdpr-33-1", "gdpr-33-2", "gdpr-34"}


def test_seconds_never_run_backwards() -> None:
    assert seconds(NOW, NOW - timedelta(seconds=1)) == 0
