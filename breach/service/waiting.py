"""What waits for somebody in a file: approvals, stale decisions, filings to ratify, opinions and answers to come. Shown wherever it bites."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from breach.domain.mandate import EMERGENCY
from breach.service import standing

if TYPE_CHECKING:
    from datetime import datetime
    from typing import Any

    from breach.log.fold import Act, BreachFile, Conflict
    from breach.service.files import Opened

KINDS = ("approval", "conflict", "stale", "reopen", "dissent", "ratification", "opinion", "question")
"""What can wait, gravest first."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits: ``what`` from ``KINDS``, the entry that it is about, its question (of a decision), the facts or conditions that
    changed (of a question: to whom it was put; of a conflict: the fact or the question, our version, our entry, theirs), and until when (UTC text).
    """

    what: str
    entry: int
    question: str = ""
    details: tuple[str, ...] = ()
    due_at: str | None = None

    def data(self) -> dict[str, object]:
        """As other programs read it."""
        return {"what": self.what, "entry": self.entry, "question": self.question or None, "details": list(self.details), "due_at": self.due_at}


def waiting(opened: Opened, now: datetime) -> list[Waiting]:
    """What waits in ``opened`` at ``now`` (UTC), gravest first."""
    file = opened.file
    found: list[Waiting] = []
    for decision in standing.standing(file):
        found += _of_decision(opened, decision, now)
    found += [_of_conflict(one) for one in file.conflicts if not decided_at(file, one)]
    found += [Waiting("ratification", act.n) for act in file.filings if act.body.get("mandate") == EMERGENCY and file.ratification(act) is None]
    found += [Waiting("opinion", act.n, act.body["question"], due_at=act.body["due_at"]) for act in file.opinions if _still_asked(file.opinions, act)]
    found += [Waiting("question", act.n, details=(act.body["to"] or "—",), due_at=act.body["due_at"]) for act in file.open_questions()]
    return sorted(found, key=lambda item: KINDS.index(item.what))


def decided_at(file: BreachFile, one: Conflict) -> int:
    """The entry by which somebody set, decided anew or upheld, since it came in, what both sides had changed unseen; 0 where nobody did."""
    held, decided = file.facts.get(one.what), file.decided(one.what)
    last = held.entry if held is not None else file.basis(decided).n if decided is not None else 0
    return last if last > one.theirs else 0


def _of_conflict(one: Conflict) -> Waiting:
    question = one.what if "choice" in one.our_body else ""
    return Waiting("conflict", one.theirs, question, (one.what, version(one.our_body), str(one.ours), version(one.their_body)))


def version(body: dict[str, Any]) -> str:
    """One version of a fact or of a decision: its value, range or choice; else how it is known."""
    if body.get("low") is not None or body.get("high") is not None:
        return f"{body.get('low', '?')}–{body.get('high', '?')}"
    return str(next((body[name] for name in ("value", "choice", "state") if body.get(name) is not None), "?"))


def _of_decision(opened: Opened, decision: Act, now: datetime) -> list[Waiting]:
    file, question = opened.file, decision.body["question"]
    basis = file.basis(decision)
    found = [Waiting("approval", act.n, question) for act in _both(decision, basis) if file.pending(act)]
    facts = standing.stale(opened, decision, now)
    found += [Waiting("stale", decision.n, question, tuple(facts))] if facts else []
    conditions = standing.reopened(opened, decision, now)
    found += [Waiting("reopen", decision.n, question, tuple(conditions))] if conditions else []
    against = standing.unanswered(file, decision)
    found += [Waiting("dissent", against.n, question, (str(decision.n),))] if against else []
    return found


def _both(decision: Act, basis: Act) -> list[Act]:
    return [decision] if basis is decision else [decision, basis]


def _still_asked(opinions: list[Act], act: Act) -> bool:
    """Whether ``act`` asks for an opinion on which nothing came after."""
    return act.body["stance"] == standing.ASKED and not any(later.n > act.n and later.body["question"] == act.body["question"] for later in opinions)


def as_word(items: list[Waiting]) -> str:
    """The kinds of what waits, gravest first, parted by commas: what a list keeps of a file; "" for nothing."""
    return ",".join(dict.fromkeys(item.what for item in items))
