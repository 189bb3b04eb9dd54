"""What on record answers an inject of a drill: an entry of a kind that can, as the scenario says, and nothing that was written for another reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from breach.i18n import t
from breach.log import kinds
from breach.playbook.progress import COMMENT, DONE
from breach.playbook.scenario import STEP_BY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from breach.log.entries import Entry

KINDS_OF = {
    "note": frozenset({kinds.NOTE, kinds.PRIVILEGED}),
    "call": frozenset({kinds.CALLED}),
    "answer": frozenset({kinds.ANSWERED, kinds.RIGHTS_REQUESTS, kinds.RIGHTS_ANSWERED}),
    "question": frozenset({kinds.ASKED}),
    "decision": frozenset({kinds.DECISION, kinds.STANDS}),
    "sending": frozenset({kinds.SENT}),
    "facts": frozenset({kinds.FACTS}),
    "evidence": frozenset({kinds.EVIDENCE}),
    "count": frozenset({kinds.FACTS}),
    "failed-filing": frozenset({kinds.FILING_FAILED}),
}
"""The kinds of entry behind each of ``breach.playbook.scenario.BY``."""


def answers(by: Sequence[str], entry: Entry) -> bool:
    """Whether ``entry`` is one of ``by``."""
    return any(_is(one, entry) for one in by)


def _is(one: str, entry: Entry) -> bool:
    if one.startswith(STEP_BY):
        return entry.kind == kinds.STEP and entry.body["step"] == one.removeprefix(STEP_BY) and entry.body["act"] in (DONE, COMMENT)
    if entry.kind not in KINDS_OF[one]:
        return False
    return one != "count" or "people_count" in entry.body["facts"]


def words(by: Sequence[str]) -> str:
    """What of ``by`` counts as an answer, in words."""
    said = [t("drill.by-step", step=one.removeprefix(STEP_BY)) if one.startswith(STEP_BY) else t(f"drill.by-{one}") for one in by]
    return t("drill.answer-other", by=", ".join(said))
