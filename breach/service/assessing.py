"""The assessment of a file or of bare facts, and all that stands beside it. It proposes; ``breach.service.decisions`` records what a named person
concludes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from breach.catalogue.derive import derived
from breach.law.appraisal import Appraisal, Beside, Standing, appraise
from breach.law.assessment import Assessment, assess

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from breach.domain.facts import Fact, Facts
    from breach.law.appraisal import Since
    from breach.log.fold import Act
    from breach.service.desk import Desk
    from breach.service.files import Opened

RISK_QUESTIONS = ("is-it-a-breach", "notify-authority", "inform-subjects")
"""The decisions that rest on an assessment."""


def of_facts(facts: Mapping[str, Fact], now: datetime) -> Appraisal:
    """The appraisal of ``facts`` alone at ``now`` (UTC)."""
    return appraise(derived(facts, now, {}), now=now)


def of_file(desk: Desk, ref: str, other: Mapping[str, Fact]) -> Assessment:
    """The assessment of the file ``ref`` with ``other`` facts laid over its own; nothing is recorded. Raises InputError."""
    from breach.service.files import defaults_of, read

    opened = read(desk, ref)
    facts = derived({**opened.facts, **other}, desk.now(), defaults_of(opened.profile))
    return assess(facts, now=desk.now())


def appraised(desk: Desk, opened: Opened, other: Mapping[str, Fact] | None = None, now: datetime | None = None) -> Appraisal:
    """The appraisal of the file ``opened`` at ``now`` (UTC; None: the desk's) with ``other`` facts laid over its own; nothing is recorded."""
    from breach.service.files import defaults_of

    now = now or desk.now()
    facts = derived({**opened.facts, **(other or {})}, now, defaults_of(opened.profile))
    return appraise(facts, now=now, beside=Beside(opened.profile, _standing(opened, now)))


def since_decided(desk: Desk, opened: Opened) -> tuple[Since, ...]:
    """What changed, in a way that calls for another look, since each standing decision on the risk."""
    from breach.law.appraisal import since

    now = desk.now()
    return since(_standing(opened, now), opened.seen(now), now)


def _standing(opened: Opened, now: datetime) -> dict[str, Standing]:
    """The decisions on the risk that stand, by question, on the facts that they rest on now."""
    acts = ((question, opened.file.decided(question)) for question in RISK_QUESTIONS)
    return {
        question: Standing(act.body["choice"], act.n, relied_on(opened, opened.file.basis(act), now)) for question, act in acts if act is not None
    }


def relied_on(opened: Opened, decision: Act, now: datetime) -> Facts:
    """The facts as ``decision`` relied on them, with what follows from them."""
    from breach.catalogue.loader import load
    from breach.catalogue.values import from_body
    from breach.service.files import defaults_of

    catalogue, held = load(), {}
    for fact_id, entry in decision.body.get("relied", {}).items():
        body = opened.file.past.get((fact_id, entry))
        if body is not None:
            held[fact_id] = from_body(catalogue.get(fact_id), body, entry)
    return derived(held, now, defaults_of(opened.profile))


def in_words(result: Appraisal, lang: str, *, ids: bool = False) -> list[str]:
    """The appraisal as lines of text. ``ids``: with the facts' ids, for whoever types them."""
    from breach.law.explain_beside import lines

    return lines(result, lang, ids=ids)
