"""The fold: a breach file is what its entries add up to. A pure function; nothing else decides what a file says.

Entries come with their texts put back (``Entry.body``). A retracted entry counts for nothing, unless its retraction was retracted too.
Facts are kept as the entries hold them; ``breach.catalogue`` gives them their types.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from breach.log import kinds

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from breach.log.entries import Entry


@dataclass(frozen=True, slots=True)
class HeldFact:
    """A fact as its entry holds it: ``body`` is the catalogue's form, ``entry`` the number that set it."""

    body: dict[str, Any]
    entry: int
    recorded_at: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the timeline. ``text`` is None where it was erased."""

    n: int
    kind: str
    happened_at: str | None
    recorded_at: str
    actor: str
    role: str
    text: str | None
    retracted: bool


@dataclass(frozen=True, slots=True)
class Act:
    """Anything that somebody did on record (an awareness decision, a filing, a decision…): the entry's number, who, when, and its body."""

    n: int
    actor: str
    role: str
    recorded_at: str
    happened_at: str | None
    body: dict[str, Any]


@dataclass(slots=True)
class BreachFile:
    """A breach file as its entries say. Lists are in the order of entry. ``awareness``: the last one governs, the others are superseded."""

    uuid: str = ""
    ref: str = ""
    exercise: bool = False
    opened_at: str = ""
    title: str = ""
    closed: bool = False
    entries: int = 0
    head: str = ""
    facts: dict[str, HeldFact] = field(default_factory=dict)
    timeline: list[Line] = field(default_factory=list)
    awareness: list[Act] = field(default_factory=list)
    decisions: list[Act] = field(default_factory=list)
    opinions: list[Act] = field(default_factory=list)
    filings: list[Act] = field(default_factory=list)
    failed_filings: list[Act] = field(default_factory=list)
    sendings: list[Act] = field(default_factory=list)
    authority: list[Act] = field(default_factory=list)
    evidence: list[Act] = field(default_factory=list)
    evidence_checks: list[Act] = field(default_factory=list)
    drafts: list[Act] = field(default_factory=list)
    exports: list[Act] = field(default_factory=list)
    steps: list[Act] = field(default_factory=list)
    """What was done to steps of playbooks."""
    past: dict[tuple[str, int], dict[str, Any]] = field(default_factory=dict)
    """Every value that a fact ever had, by (fact, number of the entry that set it)."""
    retracted: dict[int, int] = field(default_factory=dict)
    """Numbers of retracted entries, each with the number of its retraction."""

    def decided(self, question: str) -> Act | None:
        """The standing decision on ``question``: the last one made, None where there is none."""
        return next((act for act in reversed(self.decisions) if act.body["question"] == question), None)

    def stale(self, decision: Act) -> list[str]:
        """The facts that changed since ``decision`` relied on them, by id."""
        return sorted(fact for fact in decision.body.get("relied", {}) if not self.stands(decision, fact))

    def stands(self, decision: Act, fact: str) -> bool:
        """Whether ``fact`` still has the value that ``decision`` relied on."""
        held = self.facts.get(fact)
        return held is not None and held.body == self.past.get((fact, decision.body["relied"][fact]))


def fold(entries: Iterable[Entry]) -> BreachFile:
    """The breach file that ``entries`` (in order, texts put back) add up to."""
    rows = list(entries)
    file = BreachFile(entries=len(rows), head=rows[-1].hash if rows else "")
    file.retracted = _retracted(rows)
    for entry in rows:
        file.timeline.append(_line(entry, retracted=entry.n in file.retracted))
        step = _STEPS.get(entry.kind)
        if step is not None and entry.n not in file.retracted:
            step(file, entry)
    return file


def _retracted(rows: list[Entry]) -> dict[int, int]:
    gone: dict[int, int] = {}
    for entry in reversed(rows):
        if entry.kind == kinds.RETRACT and entry.n not in gone:
            gone.setdefault(entry.body["entry"], entry.n)
    return gone


def _line(entry: Entry, *, retracted: bool) -> Line:
    body = entry.body
    text = next((body[key] for key in ("text", "why", "basis", "note") if isinstance(body.get(key), str)), None)
    return Line(entry.n, entry.kind, entry.happened_at, entry.recorded_at, entry.actor, entry.role, text, retracted)


def _act(entry: Entry) -> Act:
    return Act(entry.n, entry.actor, entry.role, entry.recorded_at, entry.happened_at, entry.body)


def _set(file: BreachFile, entry: Entry, fact: str, value: object) -> None:
    _hold(file, entry, fact, {"state": "known", "value": value})


def _hold(file: BreachFile, entry: Entry, fact: str, body: dict[str, Any]) -> None:
    file.facts[fact] = HeldFact(body, entry.n, entry.recorded_at)
    file.past[fact, entry.n] = body


def _opened(file: BreachFile, entry: Entry) -> None:
    file.uuid, file.ref, file.exercise, file.opened_at = entry.file, entry.body["ref"], entry.body["exercise"], entry.recorded_at
    file.title = entry.body["title"] or ""
    _set(file, entry, "title", file.title)
    _set(file, entry, "description", entry.body["text"])


def _facts(file: BreachFile, entry: Entry) -> None:
    for fact, body in entry.body["facts"].items():
        if body is None:
            file.facts.pop(fact, None)
        else:
            _hold(file, entry, fact, body)
    title = file.facts.get("title")
    if title and title.body.get("state") == "known":
        file.title = title.body["value"] or ""


def _aware(file: BreachFile, entry: Entry) -> None:
    file.awareness.append(_act(entry))
    for fact, key in (("aware_at", "at"), ("aware_by", "by"), ("awareness_basis", "basis")):
        _set(file, entry, fact, entry.body[key])


def _decision(file: BreachFile, entry: Entry) -> None:
    file.decisions.append(_act(entry))
    if entry.body["question"] == "close":
        file.closed = entry.body["choice"] == "close"


def _into(name: str) -> Callable[[BreachFile, Entry], None]:
    def step(file: BreachFile, entry: Entry) -> None:
        getattr(file, name).append(_act(entry))

    return step


_STEPS: dict[str, Callable[[BreachFile, Entry], None]] = {
    kinds.OPENED: _opened,
    kinds.FACTS: _facts,
    kinds.AWARE: _aware,
    kinds.DECISION: _decision,
    kinds.OPINION: _into("opinions"),
    kinds.FILED: _into("filings"),
    kinds.FILING_FAILED: _into("failed_filings"),
    kinds.SENT: _into("sendings"),
    kinds.AUTHORITY: _into("authority"),
    kinds.EVIDENCE: _into("evidence"),
    kinds.EVIDENCE_CHECKED: _into("evidence_checks"),
    kinds.DRAFT: _into("drafts"),
    kinds.EXPORTED: _into("exports"),
    kinds.STEP: _into("steps"),
}
