"""Public promises beside the law: whether each applies, and where it differs from the law in its threshold, its start or its delay.

Both are kept apart: a promise adds to the law and never takes away. What a decision followed is read off its choice; the reasons are its author's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from breach.law.triggers import holds

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from breach.domain.facts import Facts
    from breach.domain.profile import Commitment
    from breach.law.assessment import Assessment

_LIMB = {"authority": "authority", "subjects": "subjects"}
_LAW_DUE = {"authority": "notify", "subjects": "inform"}
_QUESTION = {"authority": "notify-authority", "subjects": "inform-subjects"}
_DONE = {"notify", "inform"}
_REFUSED = {"do-not-notify", "do-not-inform"}


class Promise(NamedTuple):
    """One promise. ``applies``: None while what it depends on is unknown; ``law``: the law's duty on the same recipient, "" for another recipient;
    ``differs``: "threshold" (it binds where the law does not), "start" (it counts from another instant), "hours"; ``followed``: "law", "promise",
    "both", "neither" or "" while nothing is decided.
    """

    commitment: Commitment
    applies: bool | None
    law: str
    differs: tuple[str, ...]
    followed: str

    def to_json(self) -> dict[str, object]:
        """The promise, its source and how it stands beside the law."""
        made = self.commitment
        return {
            "id": made.id,
            "sentence": made.sentence,
            "document": made.source.document,
            "article": made.source.article,
            "to": made.to,
            "duty": made.duty,
            "applies": {True: "yes", False: "no", None: "unknown"}[self.applies],
            "law": self.law,
            "differs": list(self.differs),
            "followed": self.followed or None,
        }


def promises(
    commitments: Iterable[Commitment],
    made: Assessment,
    facts: Facts,
    now: datetime,
    flags: Mapping[str, str],
    decided: Mapping[str, str],
) -> tuple[Promise, ...]:
    """The promises of ``commitments`` beside the proposal ``made`` at ``now`` (UTC). ``decided``: the standing choice by question."""
    found = []
    for commitment in commitments:
        applies = holds(commitment.applies_when, facts, now, made.risk, flags)
        limb = getattr(made, _LIMB[commitment.to]) if commitment.to in _LIMB else None
        law = limb.duty if limb else ""
        differs = _differs(commitment, law, made.threshold.hours, applies=applies)
        found.append(Promise(commitment, applies, law, differs, _followed(commitment, law, decided, applies=applies)))
    return tuple(found)


def _differs(commitment: Commitment, law: str, hours: int, *, applies: bool | None) -> tuple[str, ...]:
    found = []
    if applies is not False and law and law != _LAW_DUE[commitment.to]:
        found.append("threshold")
    if commitment.anchor not in (None, "aware_at"):
        found.append("start")
    law_hours = hours if commitment.to == "authority" else None  # towards people the law counts no hours
    if commitment.hours is not None and commitment.hours != law_hours:
        found.append("hours")
    return tuple(found)


def _followed(commitment: Commitment, law: str, decided: Mapping[str, str], *, applies: bool | None) -> str:
    choice = decided.get(_QUESTION.get(commitment.to, ""), "")
    due = law == _LAW_DUE.get(commitment.to)
    if not choice or not law:
        return ""
    if choice in _DONE:
        return "both" if due and applies else "promise" if applies and not due else "law"
    if choice in _REFUSED:
        return "neither" if due else "law" if applies else ""
    return ""
