"""What to do next in a file, most pressing first. It proposes; it decides nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from breach.domain.instants import from_z
from breach.service.waiting import Waiting, waiting

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from breach.law.assessment import Assessment
    from breach.service.files import Opened

PRESSING_S = 24 * 3600
"""A dated clock that ends within this many seconds goes before what waits for others."""


@dataclass(frozen=True, slots=True)
class Action:
    """One thing to do: ``what`` names its words, ``command`` what to type, ``fact`` the question to answer, ``waits`` what it settles."""

    what: str
    command: str
    fact: str = ""
    waits: Waiting | None = None


def next_steps(opened: Opened, assessment: Assessment, due_at: str | None, now: datetime) -> list[Action]:
    """Every action that the file calls for at ``now``, most pressing first. ``due_at``: the next dated end of its clocks (UTC text)."""
    if opened.file.closed:
        return []
    pressing = due_at is not None and (from_z(due_at) - now).total_seconds() <= PRESSING_S
    duty, others = list(_duty(opened, assessment)), list(_waiting(opened, now))
    return [*_awareness(opened), *(duty + others if pressing else others + duty), *_questions(opened, assessment), *_evidence(opened)]


def _awareness(opened: Opened) -> Iterator[Action]:
    ref, made = opened.row.ref, opened.file.awareness
    if not made:
        yield Action("aware", f"breach aware {ref} --at … --by … --basis …")
    elif not made[-1].body["confirmed"]:
        yield Action("confirm-aware", f"breach aware {ref} --at {made[-1].body['at']} --by … --basis …")


def _duty(opened: Opened, assessment: Assessment) -> Iterator[Action]:
    ref, file = opened.row.ref, opened.file
    decided, told = file.decided("notify-authority"), file.decided("inform-subjects")
    if not file.filings and (assessment.authority.advice == "notify" or (decided and decided.body["choice"] == "notify")):
        yield Action("file", f"breach notice {ref} --form cnil-2023 --type initial")
    if decided is None:
        yield Action("decide-notify", f"breach decide {ref} notify-authority … --why …")
    if told is None and assessment.subjects.advice in ("inform", "prepare"):
        yield Action("decide-inform", f"breach decide {ref} inform-subjects … --why …")
    if told is not None and told.body["choice"] == "inform" and not file.sendings:
        yield Action("inform", f"breach letter {ref} --template people --channel email")


def _waiting(opened: Opened, now: datetime) -> Iterator[Action]:
    for item in waiting(opened, now):
        yield Action("waiting", "", waits=item)


def _questions(opened: Opened, assessment: Assessment) -> Iterator[Action]:
    asked: dict[str, None] = {}
    for item in assessment.deciding_facts:
        asked.update(dict.fromkeys(item.facts))
    for fact in sorted(asked, key=opened.answered)[:3]:  # a stable sort: what nobody was asked yet comes first
        yield Action("answer", f"breach facts {opened.row.ref} {fact}=…", fact=fact)


def _evidence(opened: Opened) -> Iterator[Action]:
    if not opened.file.evidence:
        yield Action("evidence", f"breach evidence add {opened.row.ref} …")
