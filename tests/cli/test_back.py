"""What comes back: orders and questions with their date, a request to wait, people's requests counted without their contents."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from breach.clock_source import now
from breach.domain.instants import to_z

if TYPE_CHECKING:
    from tests.cli.conftest import Breach


def _ago(hours: float) -> str:
    return to_z(now() - timedelta(hours=hours))


@pytest.fixture
def ref(breach: Breach) -> str:
    return str(breach.ok("log", "archive exposée", "--aware", _ago(5), "--by", "Alix Martin", "--basis", "journaux")["ref"])


def _clocks(breach: Breach, ref: str, clock: str) -> list[dict[str, Any]]:
    return [c for c in breach.ok("clock", ref) if c["clock"] == clock]


def _asked(breach: Breach, ref: str, kind: str, at: str, *more: str) -> int:
    entry: int = breach.ok("authority", ref, "--kind", kind, "--at", at, *more, breach.file("lettre.txt", kind))["entry"]
    return entry


def test_an_order_is_a_clock_to_its_own_date_and_answering_settles_it(breach: Breach, ref: str) -> None:
    due = to_z(now() + timedelta(days=20))
    entry = _asked(breach, ref, "order", _ago(2), "--due", due)
    clock = _clocks(breach, ref, "authority-order")[0]
    assert (clock["due_at"], clock["state"], clock["kind"]) == (due, "running", "dated")
    assert f"entrée {entry}" in clock["why"]
    breach.ok("filed", ref, "--form", "authority-reply", "--type", "complete", "--at", _ago(1), "--reference", "R")
    assert [c["state"] for c in _clocks(breach, ref, "authority-order")] == ["met"]


def test_one_of_two_questions_is_answered_by_its_entry(breach: Breach, ref: str) -> None:
    first, second = (_asked(breach, ref, "question", _ago(hours)) for hours in (3, 2))
    reply = ("filed", ref, "--form", "authority-reply", "--type", "complete", "--at", _ago(1), "--reference", "R")
    ran = breach(*reply)
    assert ran.code == 2
    assert f"{first}, {second}" in ran.err
    breach.ok(*reply, "--for", str(second))
    assert sorted(c["state"] for c in _clocks(breach, ref, "authority-order")) == ["met", "running"]


def test_a_question_that_comes_later_is_not_answered_by_an_earlier_reply(breach: Breach, ref: str) -> None:
    _asked(breach, ref, "question", _ago(4))
    breach.ok("filed", ref, "--form", "authority-reply", "--type", "complete", "--at", _ago(1), "--reference", "R")
    _asked(breach, ref, "question", _ago(3))  # a letter found on Monday, dated before the reply to the first one
    assert sorted(c["state"] for c in _clocks(breach, ref, "authority-order")) == ["met", "running"]


def test_a_closing_ends_what_was_still_asked(breach: Breach, ref: str) -> None:
    _asked(breach, ref, "question", _ago(3))
    _asked(breach, ref, "closing", _ago(1))
    assert [c["state"] for c in _clocks(breach, ref, "authority-order")] == ["not_applicable"]


def test_a_late_reply_keeps_its_lateness(breach: Breach, ref: str) -> None:
    _asked(breach, ref, "order", _ago(4), "--due", _ago(3))
    assert [c["state"] for c in _clocks(breach, ref, "authority-order")] == ["late"]
    ran = breach("filed", ref, "--form", "authority-reply", "--type", "complete", "--at", _ago(1), "--reference", "R")
    assert "retard" in ran.out
    assert [(c["state"], c["late_by_seconds"]) for c in _clocks(breach, ref, "authority-order")] == [("late", 2 * 3600)]


def test_a_request_to_wait_is_a_clock_and_ends_no_duty(breach: Breach, ref: str) -> None:
    until = to_z(now() + timedelta(days=3))
    breach.ok("wait", ref, "--by", "Parquet", "--until", until, "--why", "enquête en cours, demande orale")
    clock = _clocks(breach, ref, "subjects-wait")[0]
    assert (clock["due_at"], clock["to_check"]) == (until, True)
    assert "Parquet" in clock["why"]
    assert [c["state"] for c in _clocks(breach, ref, "gdpr-34")] == ["running"]
    assert "Parquet" in breach.ok("facts", ref)["subjects_wait_requested"]["value"]
    later = to_z(now() + timedelta(days=9))
    breach.ok("wait", ref, "--by", "Parquet", "--until", later, "--why", "prolongée par écrit")
    assert sorted((c["state"], c["due_at"]) for c in _clocks(breach, ref, "subjects-wait")) == [("not_applicable", until), ("running", later)]
    breach.ok("wait", ref, "--over", "--why", "arrestation")
    assert {c["state"] for c in _clocks(breach, ref, "subjects-wait")} == {"not_applicable"}
    assert breach("wait", ref, "--over", "--why", "encore").code == 4
    assert breach("wait", ref, "--by", "X", "--until", _ago(9), "--at", _ago(1), "--why", "x").code == 2
    assert breach("wait", ref, "--why", "x").code == 2


def test_a_wait_without_a_date_invents_none(breach: Breach, ref: str) -> None:
    breach.ok("wait", ref, "--by", "Gendarmerie", "--why", "jusqu'à nouvel ordre")
    assert [(c["kind"], c["due_at"]) for c in _clocks(breach, ref, "subjects-wait")] == [("without_undue_delay", None)]


def test_requests_are_counted_with_their_month(breach: Breach, ref: str) -> None:
    done = breach.ok("requests", ref, "--received", "2026-10-31T10:00+01:00", "--count", "40")
    clock = _clocks(breach, ref, "rights-request")[0]
    assert clock["due_local"] == "2026-11-30T23:59:59+01:00"
    assert "40" in clock["why"]
    breach.ok("requests", ref, "--answered", "39", "--at", "2026-11-20T10:00+01:00")
    assert _clocks(breach, ref, "rights-request")[0]["state"] != "met"
    breach.ok("requests", ref, "--answered", "1", "--of", done["entry"], "--at", "2026-11-21T10:00+01:00")
    assert _clocks(breach, ref, "rights-request")[0]["state"] == "met"
    assert breach("requests", ref, "--answered", "1").code == 2
    assert breach("requests", ref, "--received", _ago(1), "--count", "0").code == 2
    assert breach("requests", ref, "--count", "4").code == 2


def test_two_batches_are_told_apart(breach: Breach, ref: str) -> None:
    first = breach.ok("requests", ref, "--received", _ago(50), "--count", "2")["entry"]
    second = breach.ok("requests", ref, "--received", _ago(20), "--count", "3")["entry"]
    ran = breach("requests", ref, "--answered", "2")
    assert ran.code == 2
    assert f"{first}, {second}" in ran.err
    assert breach("requests", ref, "--answered", "3", "--of", first).code == 2
    assert breach("requests", ref, "--answered", "2", "--of", first).code == 0
    assert sorted(c["state"] for c in _clocks(breach, ref, "rights-request")) == ["met", "running"]
