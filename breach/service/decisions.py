"""Decisions of a named person: made, upheld when facts changed, retracted. The tool proposes; nothing here concludes by itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from breach.catalogue.loader import load
from breach.errors import InputError, RuleError
from breach.law import reopening
from breach.law.assessment import assess
from breach.log import kinds
from breach.log.fold import fold
from breach.service import mandates, standing
from breach.service.desk import Desk, clean
from breach.service.files import Opened, nobody_real, read
from breach.service.links import retract_twin

if TYPE_CHECKING:
    from collections.abc import Sequence

    from breach.domain.text import Text
    from breach.log.fold import Act
    from breach.service.ports import FileRow, Written

QUESTIONS: dict[str, tuple[str, ...]] = {
    "is-it-a-breach": ("yes", "no", "undetermined"),
    "notify-authority": ("notify", "do-not-notify"),
    "inform-subjects": ("inform", "do-not-inform", "wait"),
    "file-complaint": ("file", "do-not-file"),
    "close": ("close", "reopen"),
}
"""What can be decided, and the choices."""
STANDS = "stands"
"""In place of a choice: the standing decision is upheld although facts changed."""
SILENCE = frozenset({("notify-authority", "do-not-notify"), ("inform-subjects", "do-not-inform")})
"""Decisions that need a second person's approval before they have effect."""
SIDES = ("for", "against")


@dataclass(frozen=True, slots=True)
class Argument:
    """What speaks for or against an option: ``option`` is its place among the options, None for the choice itself; ``side`` from ``SIDES``."""

    option: int | None
    side: str
    text: str


def decide(
    desk: Desk,
    ref: str,
    question: str,
    choice: str,
    why: str,
    options: Sequence[str] = (),
    *,
    weighed: Sequence[Argument] = (),
    reopen_if: Sequence[str] = (),
    overrule: str = "",
) -> tuple[FileRow, Written]:
    """Record ``choice`` on ``question``: reasons, options with what speaks for and against each, the facts relied on, the rules' version, the
    decider's mandate, and what would reopen it. Reasons are needed both ways. ``overrule``: why the DPO's opinion is not followed.

    Raises InputError ``unknown-question``, ``unknown-choice`` or of ``reopening.read``; RuleError ``overruling-needs-reasons``, ``name-needed``,
    ``close-waits``, ``nothing-to-uphold``.
    """
    known_question(question)
    if choice not in (*QUESTIONS[question], STANDS):
        raise InputError("unknown-choice", choice=choice[:40], choices=", ".join((*QUESTIONS[question], STANDS)))
    reasons = clean(why, what="--why")
    opened = read(desk, ref)
    nobody_real(desk, opened.row, desk.actor.name)
    if choice == STANDS:
        return _uphold(desk, opened, question, reasons, overrule)
    if (question, choice) == ("close", "close"):
        _nothing_pending(opened)
    body: dict[str, object] = {
        "question": question,
        "choice": choice,
        "why": reasons,
        "options": [clean(option, what="--option") for option in options],
        "arguments": [{"option": held.option, "side": held.side, "text": clean(held.text, what=f"--{held.side}")} for held in weighed],
        "reopen_if": [{"text": clean(text, what="--reopen-if"), "condition": reopening.read(load(), text)} for text in reopen_if],
        **_weight(desk, opened, question, choice, overrule),
    }
    happened = desk.happened()
    with desk.acting() as act:
        done = act.append(opened.row, kinds.DECISION, body, happened_at=happened)
    return opened.row, done


def _uphold(desk: Desk, opened: Opened, question: str, reasons: Text, overrule: str) -> tuple[FileRow, Written]:
    """Record why the standing decision on ``question`` stands on the facts as they are now."""
    decision = opened.file.decided(question)
    if decision is None:
        raise RuleError("nothing-to-uphold", question=question, ref=opened.row.ref)
    body: dict[str, object] = {
        "entry": decision.n,
        "sha256": hash_of(desk, opened, decision.n),
        "question": question,
        "choice": decision.body["choice"],
        "why": reasons,
        **_weight(desk, opened, question, decision.body["choice"], overrule),
    }
    happened = desk.happened()
    with desk.acting() as act:
        done = act.append(opened.row, kinds.STANDS, body, happened_at=happened)
    return opened.row, done


def _weight(desk: Desk, opened: Opened, question: str, choice: str, overrule: str) -> dict[str, object]:
    """What gives a decision its weight: facts, proposal and rules, mandate, approval, the opinion that it goes against."""
    proposed = assess(opened.seen(desk.now()), now=desk.now())
    held = mandates.to_bind(desk, opened)
    return {
        **standing.basis_of(opened, desk.store.history(opened.row.chain)),
        "proposed": {
            "risk": proposed.risk,
            "authority": proposed.authority.duty,
            "subjects": proposed.subjects.duty,
        },
        "rules": proposed.to_json()["rules"],
        "mandate": held,
        "approval": "required" if (question, choice) in SILENCE else "none",
        "remarks": ["decider-is-dpo"] if mandates.is_dpo(desk, opened) else [],
        **_overruling(desk, opened, question, choice, overrule),
    }


def _overruling(desk: Desk, opened: Opened, question: str, choice: str, overrule: str) -> dict[str, object]:
    said = standing.overruled(opened.file, question, choice)
    if said is None:
        return {"overrules": [], "overrule_why": None}
    if not overrule:
        raise RuleError("overruling-needs-reasons", entry=said.n, ref=opened.row.ref)
    mandates.need_name(desk)
    return {"overrules": [said.n], "overrule_why": clean(overrule, what="--overrule")}


def _nothing_pending(opened: Opened) -> None:
    """A file is not closed over a silence that nobody approved."""
    waiting = [act for act in standing.standing(opened.file) if opened.file.pending(act)]
    if waiting:
        raise RuleError("close-waits", entry=waiting[0].n, ref=opened.row.ref)


def retract(desk: Desk, ref: str, entry: int, why: str) -> tuple[FileRow, Written]:
    """Retract ``entry`` of the file by a new one: the entry stays, and counts for nothing any more. A link is retracted on its other side too.

    Raises InputError ``no-such-entry``, RuleError ``cannot-retract`` (the opening, or what was retracted already).
    """
    reasons = clean(why, what="--why")
    opened = read(desk, ref)
    need_entry(opened, entry)
    if entry == 1 or entry in opened.file.retracted:
        raise RuleError("cannot-retract", entry=entry, ref=opened.row.ref)
    with desk.acting() as act:
        done = act.append(opened.row, kinds.RETRACT, {"entry": entry, "why": reasons})
        retract_twin(desk, act, opened, entry, reasons)
        after = fold(desk.store.history(opened.row.chain))
        act.writer.set_summary(opened.row.chain, "closed" if after.closed else "open", after.title)
    return opened.row, done


def need_entry(opened: Opened, entry: int) -> None:
    """Raise InputError ``no-such-entry`` where the file has no entry of that number."""
    if not 1 <= entry <= opened.file.entries:
        raise InputError("no-such-entry", entry=entry, ref=opened.row.ref, last=opened.file.entries)


def needs_approval(desk: Desk, row: FileRow, entry: int) -> bool:
    """Whether the decision ``entry`` waits for a second person's approval."""
    file = fold(desk.store.history(row.chain))
    act = find([*file.decisions, *file.upheld], entry)
    return act is not None and file.pending(act)


def hash_of(desk: Desk, opened: Opened, entry: int) -> str:
    """The hash of ``entry``: what an approval or a signature binds itself to."""
    return desk.store.rows(opened.row.chain)[entry - 1][1]


def find(acts: Sequence[Act], entry: int) -> Act | None:
    """The act of the number ``entry``, None where it is none of ``acts``."""
    return next((act for act in acts if act.n == entry), None)


def known_question(question: str) -> None:
    """Raise InputError ``unknown-question`` where ``question`` is none."""
    if question not in QUESTIONS:
        raise InputError("unknown-question", question=question[:40], questions=", ".join(QUESTIONS))
