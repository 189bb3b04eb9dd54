"""The fold: a breach file is what its entries add up to. A pure function; nothing else decides what a file says.

Entries come with their texts put back (``Entry.body``). A retracted entry counts for nothing, unless its retraction was retracted too.
Facts are kept as the entries hold them; ``breach.catalogue`` gives them their types.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from breach.log import kinds
from breach.log.received import unwrapped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from breach.log.entries import Entry


@dataclass(frozen=True, slots=True)
class HeldFact:
    """A fact as its entry holds it: ``body`` is the catalogue's form, ``entry`` the number that set it."""

    body: dict[str, Any]
    entry: int
    recorded_at: str
    origin: str = ""
    """The chain that it came from; "": this one."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the timeline. ``text`` is None where it was erased, and where it lies in the sealed notebook (``privileged-note``)."""

    n: int
    kind: str
    happened_at: str | None
    recorded_at: str
    actor: str
    role: str
    text: str | None
    retracted: bool
    body: dict[str, Any] = field(default_factory=dict)
    """What the entry says; empty for the sealed notebook."""


@dataclass(frozen=True, slots=True)
class Act:
    """Anything that somebody did on record (an awareness decision, a filing, a decision…): the entry's number, who, when, and its body."""

    n: int
    actor: str
    role: str
    recorded_at: str
    happened_at: str | None
    body: dict[str, Any]
    origin: str = ""
    """The chain that it came from; "": this one."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two versions of one thing: ``what`` is a fact's id or a question; ``ours`` stands until somebody decides, ``theirs`` came in (entries'
    numbers, and bodies).
    """

    what: str
    ours: int
    theirs: int
    our_body: dict[str, Any]
    their_body: dict[str, Any]


@dataclass(slots=True)
class BreachFile:
    """A breach file as its entries say. Lists are in the order of entry. ``awareness``: the last confirmed one governs; those before it are
    superseded, those after it are put forward.
    """

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
    merges: list[Act] = field(default_factory=list)
    """Letters made for many, by counts."""
    authority: list[Act] = field(default_factory=list)
    waits: list[Act] = field(default_factory=list)
    waits_over: list[Act] = field(default_factory=list)
    requests: list[Act] = field(default_factory=list)
    request_answers: list[Act] = field(default_factory=list)
    evidence: list[Act] = field(default_factory=list)
    evidence_checks: list[Act] = field(default_factory=list)
    custody: list[Act] = field(default_factory=list)
    """Who holds which piece of evidence since when."""
    drafts: list[Act] = field(default_factory=list)
    exports: list[Act] = field(default_factory=list)
    steps: list[Act] = field(default_factory=list)
    """What was done to steps of playbooks."""
    approvals: list[Act] = field(default_factory=list)
    ratifications: list[Act] = field(default_factory=list)
    upheld: list[Act] = field(default_factory=list)
    """Entries that say why a decision stands although facts changed."""
    questions: list[Act] = field(default_factory=list)
    answers: list[Act] = field(default_factory=list)
    links: list[Act] = field(default_factory=list)
    signatures: list[Act] = field(default_factory=list)
    calls: list[Act] = field(default_factory=list)
    reviews: list[Act] = field(default_factory=list)
    actions: list[Act] = field(default_factory=list)
    """What is to be done after the breach."""
    action_results: list[Act] = field(default_factory=list)
    privileged: list[Act] = field(default_factory=list)
    """Notes under legal privilege: that they exist, never what they say."""
    reminders: list[Act] = field(default_factory=list)
    """Reminders of a deadline that a screen showed."""
    reminders_seen: list[Act] = field(default_factory=list)
    erasures: list[Act] = field(default_factory=list)
    hold: Act | None = None
    """The legal hold in force: nothing of the file may be erased or destroyed."""
    closed_by: Act | None = None
    """The decision that closed the file, None while it is open."""
    imported: Act | None = None
    """Where the file came from as a row of another register: it came closed, and has no clocks until it is opened again."""
    past: dict[tuple[str, int], dict[str, Any]] = field(default_factory=dict)
    """Every value that a fact ever had, by (fact, number of the entry that set it)."""
    retracted: dict[int, int] = field(default_factory=dict)
    """Numbers of retracted entries, each with the number of its retraction."""
    conflicts: list[Conflict] = field(default_factory=list)
    """What came from elsewhere and was not taken over, because it had been changed here meanwhile."""
    review_of: dict[str, Any] | None = None
    """Of a review of another store's file: that file's identity (``file``), its ``ref`` there, and whom to answer (``reply_to``)."""

    def decided(self, question: str) -> Act | None:
        """The standing decision on ``question``: the last one made, None where there is none."""
        return next((act for act in reversed(self.decisions) if act.body["question"] == question), None)

    def holding(self, question: str) -> Act | None:
        """The decision on ``question`` that has effect: the last one that waits for no approval, None where there is none."""
        return next((act for act in reversed(self.decisions) if act.body["question"] == question and not self.pending(act)), None)

    def basis(self, decision: Act) -> Act:
        """On what ``decision`` rests now: the last entry that upheld it, else itself."""
        return next((act for act in reversed(self.upheld) if act.body["entry"] == decision.n), decision)

    def approval(self, act: Act) -> Act | None:
        """The approval of ``act``, None where there is none."""
        return next((held for held in reversed(self.approvals) if held.body["entry"] == act.n), None)

    def pending(self, act: Act) -> bool:
        """Whether ``act`` waits for a second person's approval. What was recorded before approvals existed asks for none."""
        return act.body.get("approval") == "required" and self.approval(act) is None

    def ratification(self, filing: Act) -> Act | None:
        """The ratification (or the disowning) of ``filing``, None where there is none."""
        return next((held for held in reversed(self.ratifications) if held.body["entry"] == filing.n), None)

    def result_of(self, action: int) -> Act | None:
        """What came of the action of that number, None while it is open."""
        return next((act for act in self.action_results if act.body["entry"] == action), None)

    def duplicate_of(self) -> str | None:
        """The reference of the file that this one duplicates and was closed towards, None where it is no duplicate."""
        return next((act.body["ref"] for act in reversed(self.links) if is_duplicate(act.body)), None)

    def open_questions(self) -> list[Act]:
        """The questions that nobody answered yet."""
        answered = {act.body["entry"] for act in self.answers}
        return [act for act in self.questions if act.n not in answered]


def is_duplicate(body: Mapping[str, Any]) -> bool:
    """Whether a ``linked`` body says that its file duplicates another."""
    return (body["as"], body["side"]) == ("duplicate", "from")


def fold(entries: Iterable[Entry]) -> BreachFile:
    """The breach file that ``entries`` (in order, texts put back) add up to."""
    held = list(entries)
    rows = [unwrapped(entry) for entry in held]
    file = BreachFile(entries=len(rows), head=rows[-1].hash if rows else "")
    file.retracted = _retracted(rows)
    for entry, outer in zip(rows, held, strict=True):
        file.timeline.append(line_of(entry, retracted=entry.n in file.retracted))
        step = _STEPS.get(entry.kind)
        if step is None or entry.n in file.retracted:
            continue
        if outer.kind == kinds.RECEIVED:
            _received(file, entry, outer)
        else:
            step(file, entry)
    return file


def _received(file: BreachFile, entry: Entry, outer: Entry) -> None:
    """Take ``entry`` over from elsewhere, but for what was changed here without its author having seen it."""
    origin, base = outer.body["origin"], outer.body["base"]
    if entry.kind == kinds.OPENED:
        file.title = entry.body["title"] or file.title
        entry.body = {"facts": {"title": _known(entry.body["title"]), "description": _known(entry.body["text"])}}
        entry.kind = kinds.FACTS
    if entry.kind == kinds.DECISION:
        ours = file.decided(entry.body["question"])
        if ours is not None and ours.origin != origin and ours.n > base and ours.body["choice"] != entry.body["choice"]:
            file.conflicts.append(Conflict(entry.body["question"], ours.n, entry.n, ours.body, entry.body))
            return
    elif entry.kind == kinds.FACTS:
        entry.body = {**entry.body, "facts": dict(_undisputed(file, entry, origin, base))}
    before = len(file.decisions)
    _STEPS[entry.kind](file, entry)
    for fact, held in file.facts.items():
        if held.entry == entry.n:
            file.facts[fact] = replace(held, origin=origin)
    file.decisions[before:] = [replace(act, origin=origin) for act in file.decisions[before:]]


def _undisputed(file: BreachFile, entry: Entry, origin: str, base: int) -> Iterable[tuple[str, Any]]:
    for fact, body in entry.body["facts"].items():
        ours = file.facts.get(fact)
        if ours is None or ours.origin == origin or ours.entry <= base or ours.body == body:
            yield fact, body
        else:
            file.conflicts.append(Conflict(fact, ours.entry, entry.n, ours.body, body or {}))


def _known(value: object) -> dict[str, Any]:
    return {"state": "known", "value": value}


def _retracted(rows: list[Entry]) -> dict[int, int]:
    gone: dict[int, int] = {}
    for entry in reversed(rows):
        if entry.kind == kinds.RETRACT and entry.n not in gone:
            gone.setdefault(entry.body["entry"], entry.n)
    return gone


def line_of(entry: Entry, *, retracted: bool = False) -> Line:
    """``entry`` as a line of the timeline."""
    body = {} if entry.kind == kinds.PRIVILEGED else entry.body
    text = next((body[key] for key in ("text", "why", "basis", "because", "note", "outcome") if isinstance(body.get(key), str)), None)
    return Line(entry.n, entry.kind, entry.happened_at, entry.recorded_at, entry.actor, entry.role, text, retracted, body)


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
    file.review_of = entry.body.get("review_of")
    if file.review_of:
        return  # what the file reviewed says comes in with its own entries
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


def _imported(file: BreachFile, entry: Entry) -> None:
    file.imported = file.closed_by = _act(entry)
    file.closed = True
    _facts(file, entry)


def signed(awareness: Mapping[str, Any]) -> bool:
    """Whether a person signed the ``awareness`` (the body of its entry), or it is only put forward."""
    return bool(awareness.get("confirmed", True))


def _aware(file: BreachFile, entry: Entry) -> None:
    """The facts follow the awareness that governs; while none does, the earliest that is put forward."""
    last = [act.body["at"] for act in file.awareness]
    governed = any(signed(act.body) for act in file.awareness)
    file.awareness.append(_act(entry))
    if not signed(entry.body) and (governed or (last and entry.body["at"] >= min(last))):
        return
    for fact, key in (("aware_at", "at"), ("aware_by", "by"), ("awareness_basis", "basis")):
        _set(file, entry, fact, entry.body[key])


def _wait(file: BreachFile, entry: Entry) -> None:
    file.waits.append(_act(entry))
    _set(file, entry, "subjects_wait_requested", f"{entry.body['by'] or '—'}, {entry.body['until'] or '—'}")


def _decision(file: BreachFile, entry: Entry) -> None:
    file.decisions.append(_act(entry))
    if entry.body["question"] == "close":
        file.closed = entry.body["choice"] == "close"
        file.closed_by = file.decisions[-1] if file.closed else None


def _hold_on(file: BreachFile, entry: Entry) -> None:
    file.hold = _act(entry)


def _hold_off(file: BreachFile, _: Entry) -> None:
    file.hold = None


def _linked(file: BreachFile, entry: Entry) -> None:
    file.links.append(_act(entry))
    if is_duplicate(entry.body):
        file.closed = True
        file.closed_by = file.links[-1]


def _privileged(file: BreachFile, entry: Entry) -> None:
    file.privileged.append(Act(entry.n, entry.actor, entry.role, entry.recorded_at, entry.happened_at, {}))


def _into(name: str) -> Callable[[BreachFile, Entry], None]:
    def step(file: BreachFile, entry: Entry) -> None:
        getattr(file, name).append(_act(entry))

    return step


_STEPS: dict[str, Callable[[BreachFile, Entry], None]] = {
    kinds.OPENED: _opened,
    kinds.FACTS: _facts,
    kinds.IMPORTED: _imported,
    kinds.AWARE: _aware,
    kinds.DECISION: _decision,
    kinds.OPINION: _into("opinions"),
    kinds.OPINION_NOTED: _into("opinions"),
    kinds.FILED: _into("filings"),
    kinds.FILING_FAILED: _into("failed_filings"),
    kinds.SENT: _into("sendings"),
    kinds.MERGED: _into("merges"),
    kinds.AUTHORITY: _into("authority"),
    kinds.SUBJECTS_WAIT: _wait,
    kinds.SUBJECTS_WAIT_OVER: _into("waits_over"),
    kinds.RIGHTS_REQUESTS: _into("requests"),
    kinds.RIGHTS_ANSWERED: _into("request_answers"),
    kinds.EVIDENCE: _into("evidence"),
    kinds.EVIDENCE_CHECKED: _into("evidence_checks"),
    kinds.EVIDENCE_MOVED: _into("custody"),
    kinds.DRAFT: _into("drafts"),
    kinds.EXPORTED: _into("exports"),
    kinds.STEP: _into("steps"),
    kinds.APPROVED: _into("approvals"),
    kinds.RATIFIED: _into("ratifications"),
    kinds.STANDS: _into("upheld"),
    kinds.ASKED: _into("questions"),
    kinds.ANSWERED: _into("answers"),
    kinds.PRIVILEGED: _privileged,
    kinds.LINKED: _linked,
    kinds.DRAFT_SIGNED: _into("signatures"),
    kinds.CALLED: _into("calls"),
    kinds.REVIEWED: _into("reviews"),
    kinds.ERASED: _into("erasures"),
    kinds.HOLD: _hold_on,
    kinds.HOLD_RELEASED: _hold_off,
    kinds.ACTION: _into("actions"),
    kinds.ACTION_SETTLED: _into("action_results"),
    kinds.REMINDED: _into("reminders"),
    kinds.REMINDER_SEEN: _into("reminders_seen"),
}
