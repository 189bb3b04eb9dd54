"""Which playbooks a file calls for, and how far each is: pure functions of the library, the facts and what is on record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from breach.domain.facts import Facts, fact_of
from breach.domain.words import apart
from breach.law.triggers import holds

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from breach.log.fold import Act
    from breach.playbook.library import Library
    from breach.playbook.model import Playbook, Step

DONE, SKIPPED, REOPENED, ASSIGNED, COMMENT = "done", "skipped", "reopened", "assigned", "comment"
"""What can be put on record of a step. ``reopened`` takes a tick or a skip back."""
APPLIES, MAY_APPLY, FOLLOWED, NO = "applies", "may_apply", "followed", "no"
MAY_SHOWN = 4
"""How many of the playbooks that may apply a list shows: those that something known speaks for."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A playbook and why it is proposed: ``applies`` (its condition is true), ``may_apply`` (it hangs on what is unknown: ``open_facts``),
    ``followed`` (a step of it is on record, whatever the condition says now) or ``no``. ``support``: how many parts of the condition are known
    to hold, 0 where nothing that is known speaks for it; ``signs``: its signs that stand in what was written of the incident. They bring it forward
    and never make its condition true.
    """

    playbook: Playbook
    state: str
    open_facts: tuple[str, ...] = ()
    support: int = 0
    signs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Progress:
    """One step of a file's playbook: ``state`` is ``open``, ``done`` or ``skipped``; ``due``: until when (UTC), None where it has no time or its
    anchor is not known; ``owner``: to whom it was assigned; ``act``: what settled it; ``comments``: the entries of comments.
    """

    step: Step
    state: str
    due: datetime | None
    owner: str
    act: Act | None
    comments: tuple[Act, ...]

    def late(self, now: datetime) -> bool:
        """Whether it is open and its time has passed at ``now`` (UTC)."""
        return self.state == "open" and self.due is not None and now > self.due


def proposals(
    library: Library, facts: Facts, flags: Mapping[str, str], acts: Sequence[Act], now: datetime, risk: str = "undetermined", said: str = ""
) -> list[Proposal]:
    """Every playbook of ``library`` with its state: those that are followed first, then those that apply, may apply, do not; among equals the
    one that most of what is known speaks for, then that which ``said`` (what was written of the incident) has most signs of, then the one that
    hangs on the fewest unknown facts, then by id.
    """
    followed = {act.body["playbook"] for act in acts}
    rank = (FOLLOWED, APPLIES, MAY_APPLY, NO)
    found, text = [], apart(said)
    for playbook in library.playbooks.values():
        value = holds(playbook.when, facts, now, risk, flags)
        state = FOLLOWED if playbook.id in followed else APPLIES if value else MAY_APPLY if value is None else NO
        unknown = facts_named(playbook.when) if value is None else ()
        missing = tuple(fact for fact in unknown if fact_of(facts, fact, now).state not in ("known", "assumed"))
        support = _support(playbook.when, lambda part: holds(part, facts, now, risk, flags))
        found.append(Proposal(playbook, state, missing, support, _signs(playbook, text) if value is None else ()))
    return sorted(found, key=lambda item: (rank.index(item.state), -item.support, -len(item.signs), len(item.open_facts), item.playbook.id))


def _signs(playbook: Playbook, text: str) -> tuple[str, ...]:
    """The signs of ``playbook``, of either language, that stand in ``text`` as ``apart`` gave it."""
    return tuple(dict.fromkeys(sign for signs in playbook.signs.values() for sign in signs if apart(sign) in text))


def _support(condition: Mapping[str, Any], value: Callable[[Mapping[str, Any]], bool | None]) -> int:
    """How many parts of ``condition`` hold; none of one that is false as a whole, and none of a part that only rules out."""
    if not condition or "not" in condition or value(condition) is False:
        return 0
    for key in ("all", "any"):
        if key in condition:
            return sum(_support(part, value) for part in condition[key])
    return 1 if value(condition) else 0


def shortlist(offered: Sequence[Proposal]) -> tuple[list[Proposal], list[Proposal]]:
    """What a list shows of ``offered``, and what it only counts: those that are followed or apply, then the few that may apply and that
    something known speaks for, and, where some apply, that as much speaks for as for the weakest of these; where none applies, also those of which
    what was written has a sign.
    """
    shown = [item for item in offered if item.state in (FOLLOWED, APPLIES)]
    may = [item for item in offered if item.state == MAY_APPLY]
    least = max(1, min((item.support for item in shown if item.state == APPLIES), default=1))
    none = not shown
    shown += [item for item in may if item.support >= least or (none and item.signs)][:MAY_SHOWN]
    return shown, [item for item in may if item not in shown]


def facts_named(condition: Mapping[str, object]) -> tuple[str, ...]:
    """The ids of the facts on which ``condition`` hangs, in its order, each once."""
    found: dict[str, None] = {}
    if isinstance(fact := condition.get("fact"), str):
        found[fact] = None
    for key in ("all", "any", "not"):
        parts = condition.get(key, ())
        for part in parts if isinstance(parts, list) else [parts]:
            if isinstance(part, dict):
                found |= dict.fromkeys(facts_named(part))
    return tuple(found)


def progress(playbook: Playbook, acts: Sequence[Act], facts: Facts, now: datetime) -> list[Progress]:
    """How far ``playbook`` is: its live steps, and retired ones that are on record, in their order."""
    mine = [act for act in acts if act.body["playbook"] == playbook.id]
    named = {act.body["step"] for act in mine}
    live = {step.id: step for step in playbook.live()}
    kept = {step.id: step for step in playbook.steps if step.id in named and step.id not in live}
    return [_of_step(step, [act for act in mine if act.body["step"] == step.id], facts, now) for step in (*live.values(), *kept.values())]


def _of_step(step: Step, acts: Sequence[Act], facts: Facts, now: datetime) -> Progress:
    settled: Act | None = None
    owner = ""
    for act in acts:
        what = act.body["act"]
        if what in (DONE, SKIPPED):
            settled = act
        elif what == REOPENED:
            settled = None
        elif what == ASSIGNED:
            owner = act.body["to"] or ""
    state = settled.body["act"] if settled else "open"
    return Progress(step, state, due_of(step, facts, now), owner, settled, tuple(act for act in acts if act.body["act"] == COMMENT))


def due_of(step: Step, facts: Facts, now: datetime) -> datetime | None:
    """Until when ``step`` is due (UTC): so long after its anchor; None where it has no time or the anchor is not known."""
    if step.minutes is None:
        return None
    start = fact_of(facts, step.anchor, now).value
    return start + timedelta(minutes=step.minutes) if isinstance(start, datetime) else None
