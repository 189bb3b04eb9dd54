"""A false alarm is ruled out by a named person, kept, and open again as soon as something new is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from breach.catalogue.loader import load

if TYPE_CHECKING:
    from breach.log.fold import BreachFile

QUESTION = "is-it-a-breach"
_OWN = ("title", "is_personal_data_breach")
"""Facts whose change says nothing new: the code name, and what the decision itself says."""
AWARE = "aware_at"


def reopened(file: BreachFile) -> list[str]:
    """What came in after "no breach" was decided, by fact id, ``aware_at`` for an awareness; empty where the decision stands or is another.

    Texts explain; they reopen nothing. Anything else that was learnt since does, whether it was unknown before or has changed.
    """
    decision = file.decided(QUESTION)
    if decision is None or decision.body["choice"] != "no":
        return []
    facts = load().facts
    since = {
        fact_id
        for fact_id, held in file.facts.items()
        if held.entry > decision.n and fact_id not in _OWN and fact_id in facts and facts[fact_id].type != "text" and _new(file, fact_id, decision.n)
    }
    if any(act.n > decision.n for act in file.awareness):
        since.add(AWARE)
    return sorted(since)


def _new(file: BreachFile, fact_id: str, entry: int) -> bool:
    """Whether the fact says something else now than when entry ``entry`` was made, and is not merely unknown."""
    before = max((n for (held, n) in file.past if held == fact_id and n < entry), default=None)
    now = file.facts[fact_id].body
    return now.get("state") not in ("unknown", None) and (before is None or file.past[fact_id, before] != now)
