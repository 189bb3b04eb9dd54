"""Public promises are clocks of their own, beside the law's."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from breach.catalogue.derive import derived
from breach.catalogue.profiles import load_builtin
from breach.domain.facts import CodeSet, Facts, known
from breach.domain.instants import to_z
from breach.law.clocks import rows
from breach.log.fold import BreachFile
from breach.service.clock_work import record_of
from breach.service.promises import promises_of

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def _rows(profile: str, facts: Facts) -> dict[str, str | None]:
    seen = derived(facts, NOW, {})
    promises = promises_of(load_builtin(profile))
    record = record_of(BreachFile(), seen, NOW)
    return {row.clock: row.settled or row.due_at or row.kind for row in rows(record, seen, promises, NOW)}


def test_a_flaw_that_is_no_breach_still_falls_under_the_public_promise() -> None:
    found = NOW - timedelta(hours=10)
    facts = {"discovered_at": known(found), "data_types": known(CodeSet(frozenset({"health", "name"}))), "recipient": known("attacker")}
    clocks = _rows("xp2cloud", facts)
    promise = next(clock for clock in clocks if clock.startswith("promise:"))
    assert clocks[promise] == to_z(found + timedelta(hours=72))
    assert clocks["gdpr-33-1"] == "not_started"


def test_a_promise_without_deadline_shows_none() -> None:
    clocks = _rows("wimi", {"role": known(CodeSet(frozenset({"controller"}))), "aware_at": known(NOW)})
    kinds = {clock: kind for clock, kind in clocks.items() if clock.startswith("promise:")}
    assert kinds
    assert not any((kind or "").endswith("Z") for kind in kinds.values())


def test_an_insurer_is_not_told_by_the_notice_to_clients() -> None:
    forms = {clock["id"]: clock["met_by_forms"] for clock in promises_of(load_builtin("demo")) if clock["id"].startswith("contract:")}
    assert forms == {"contract:client-24h": ("contract:client-24h", "controller-33-2"), "contract:insurer-48h": ("contract:insurer-48h",)}
