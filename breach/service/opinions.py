"""The data protection officer's opinion: asked for, given (dissent included), or noted as not obtained in time (GDPR Art. 38(1), 39(1)(a))."""

from __future__ import annotations

from typing import TYPE_CHECKING

from breach.domain.instants import to_z
from breach.domain.mandate import DPO
from breach.errors import InputError
from breach.log import kinds
from breach.service import standing
from breach.service.decisions import QUESTIONS, known_question
from breach.service.desk import Desk, clean
from breach.service.files import nobody_real, read

if TYPE_CHECKING:
    from breach.service.ports import FileRow, Written

STANCES = standing.GIVEN
WORDS = (*STANCES, standing.ASKED, standing.NOT_OBTAINED)


def opinion(desk: Desk, ref: str, question: str, stance: str, why: str, *, advises: str = "", due: str = "") -> tuple[FileRow, Written]:
    """Record an opinion on ``question``, that it was asked for (``due``: until when), or that it was not obtained in time.

    ``advises``: the choice that the DPO advises; a decision for another one then overrules it. What the DPO writes is an ``opinion``; what somebody
    else writes down (asked, not obtained, reported) is ``opinion-noted``. Raises InputError, RuleError ``real-name-in-exercise``.
    """
    known_question(question)
    if stance not in WORDS:
        raise InputError("unknown-choice", choice=stance[:40], choices=", ".join(WORDS))
    if advises and advises not in QUESTIONS[question]:
        raise InputError("unknown-choice", choice=advises[:40], choices=", ".join(QUESTIONS[question]))
    opened = read(desk, ref)
    nobody_real(desk, opened.row, desk.actor.name)
    decision = opened.file.decided(question)
    body: dict[str, object] = {
        "question": question,
        "stance": stance,
        "why": clean(why, what="--why") if why or stance != standing.ASKED else None,
        "advises": advises or None,
        "due_at": to_z(desk.instant(due)) if due else None,
        "decision": decision.n if decision else None,
        "reported": stance in STANCES and desk.actor.role != DPO,
        **standing.basis_of(opened, desk.store.history(opened.row.chain)),
    }
    happened = desk.happened()
    with desk.acting() as act:
        done = act.append(opened.row, kinds.OPINION if desk.actor.role == DPO else kinds.OPINION_NOTED, body, happened_at=happened)
    return opened.row, done
