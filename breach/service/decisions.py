"""Decisions of a named person, opinions of the DPO, and retractions. The tool proposes; nothing here concludes by itself."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from breach.errors import InputError, RuleError
from breach.law.assessment import assess
from breach.log import kinds
from breach.log.entries import canonical, detach
from breach.log.fold import fold
from breach.service.desk import Desk, clean
from breach.service.files import Opened, nobody_real, read, read_row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from breach.service.ports import FileRow, Written

QUESTIONS: dict[str, tuple[str, ...]] = {
    "is-it-a-breach": ("yes", "no", "undetermined"),
    "notify-authority": ("notify", "do-not-notify"),
    "inform-subjects": ("inform", "do-not-inform", "wait"),
    "file-complaint": ("file", "do-not-file"),
    "close": ("close", "reopen"),
}
"""What can be decided, and the choices."""
STANCES = ("agree", "reserve", "dissent")


def decide(desk: Desk, ref: str, question: str, choice: str, why: str, options: Sequence[str] = ()) -> tuple[FileRow, Written]:
    """Record ``choice`` on ``question`` with its reasons, the facts relied on and the rules' version. Reasons are needed both ways.

    Raises InputError ``unknown-question`` or ``unknown-choice``.
    """
    _known(question)
    if choice not in QUESTIONS[question]:
        raise InputError("unknown-choice", choice=choice[:40], choices=", ".join(QUESTIONS[question]))
    reasons = clean(why, what="--why")
    opened = read(desk, ref)
    nobody_real(desk, opened.row, desk.actor.name)
    proposed = assess(opened.seen(desk.now()), now=desk.now())
    body: dict[str, object] = {
        "question": question,
        "choice": choice,
        "why": reasons,
        "options": [clean(option, what="--option") for option in options],
        "relied": {fact_id: held.entry for fact_id, held in sorted(opened.file.facts.items())},
        "facts_sha256": facts_mark(opened),
        "proposed": {
            "risk": proposed.risk,
            "authority": proposed.authority.duty,
            "subjects": proposed.subjects.duty,
        },
        "rules": proposed.to_json()["rules"],
    }
    happened = desk.happened()
    with desk.acting() as act:
        done = act.append(opened.row, kinds.DECISION, body, happened_at=happened)
    return opened.row, done


def opinion(desk: Desk, ref: str, question: str, stance: str, why: str) -> tuple[FileRow, Written]:
    """Record the DPO's own ``stance`` on ``question``. Raises InputError, RuleError ``real-name-in-exercise``."""
    _known(question)
    if stance not in STANCES:
        raise InputError("unknown-choice", choice=stance[:40], choices=", ".join(STANCES))
    row = desk.store.find(ref)
    nobody_real(desk, row, desk.actor.name)
    body = {"question": question, "stance": stance, "why": clean(why, what="--why"), "facts_sha256": facts_mark(read_row(desk, row))}
    happened = desk.happened()
    with desk.acting() as act:
        done = act.append(row, kinds.OPINION, body, happened_at=happened)
    return row, done


def retract(desk: Desk, ref: str, entry: int, why: str) -> tuple[FileRow, Written]:
    """Retract ``entry`` of the file by a new one: the entry stays, and counts for nothing any more.

    Raises InputError ``no-such-entry``, RuleError ``cannot-retract`` (the opening, or what was retracted already).
    """
    reasons = clean(why, what="--why")
    opened = read(desk, ref)
    if not 1 <= entry <= opened.file.entries:
        raise InputError("no-such-entry", entry=entry, ref=opened.row.ref, last=opened.file.entries)
    if entry == 1 or entry in opened.file.retracted:
        raise RuleError("cannot-retract", entry=entry, ref=opened.row.ref)
    with desk.acting() as act:
        done = act.append(opened.row, kinds.RETRACT, {"entry": entry, "why": reasons})
        after = fold(desk.store.history(opened.row.chain))
        act.writer.set_summary(opened.row.chain, "closed" if after.closed else "open", after.title)
    return opened.row, done


def facts_mark(opened: Opened) -> str:
    """The SHA-256 of the facts as they stand: what a decision relied on can be told from what came later."""
    bare: Any = detach({fact_id: held.body for fact_id, held in sorted(opened.file.facts.items())})[0]
    return hashlib.sha256(canonical(bare)).hexdigest()


def _known(question: str) -> None:
    if question not in QUESTIONS:
        raise InputError("unknown-question", question=question[:40], questions=", ".join(QUESTIONS))
