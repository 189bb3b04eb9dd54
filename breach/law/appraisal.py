"""The assessment with what a DPO weighs beside it: factors, gates, flips, comparable cases, precedents, promises, what changed since.

Everything here is worked out from the same facts at the same instant, proposes only, and changes no duty.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from breach import i18n
from breach.law.assessment import Assessment, assess
from breach.law.comparable import Comparable, nearest
from breach.law.factors import Factor, factors
from breach.law.flips import Flip, flips
from breach.law.gates import Gate, gates
from breach.law.precedents import Card, cards
from breach.law.rules import RuleSet, load
from breach.law.view import view_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from breach.domain.facts import Facts
    from breach.domain.profile import Profile
    from breach.law.promises import Promise
    from breach.law.reassessment import Change


class Standing(NamedTuple):
    """A decision that stands: its ``choice`` on a question, the number of its entry, and the facts as it relied on them."""

    choice: str
    entry: int
    facts: Facts


class Since(NamedTuple):
    """What changed since the decision on ``question``, entry ``entry``."""

    question: str
    entry: int
    changes: tuple[Change, ...]

    def to_json(self, lang: str) -> dict[str, object]:
        """The decision and what changed."""
        return {"question": self.question, "entry": self.entry, "changes": [change.to_json(lang) for change in self.changes]}


class Appraisal(NamedTuple):
    """One assessment, ``made``, and what stands beside it. ``since``: decisions whose facts changed in a way that calls for another look."""

    made: Assessment
    factors: tuple[Factor, ...]
    gates: tuple[Gate, ...]
    flips: tuple[Flip, ...]
    comparable: tuple[Comparable, ...]
    cards: tuple[Card, ...]
    promises: tuple[Promise, ...]
    since: tuple[Since, ...]

    def to_json(self, lang: str | None = None) -> dict[str, object]:
        """The JSON of the command ``assess``: the assessment's keys, then what stands beside it."""
        language = lang or i18n.current()
        return {
            **self.made.to_json(language),
            "factors": [factor.to_json() for factor in self.factors],
            "gates": [gate.to_json(language) for gate in self.gates],
            "flips": [flip.to_json() for flip in self.flips],
            "comparable": [found.to_json(language) for found in self.comparable],
            "precedents": [card.to_json(language) for card in self.cards],
            "promises": [promise.to_json() for promise in self.promises],
            "reassessment": [since.to_json(language) for since in self.since],
        }


class Beside(NamedTuple):
    """What a file knows besides its facts: the organisation's profile, and the decisions that stand, by question."""

    profile: Profile | None = None
    decided: Mapping[str, Standing] = MappingProxyType({})


def appraise(facts: Facts, *, now: datetime, beside: Beside | None = None, rules: RuleSet | None = None) -> Appraisal:
    """The appraisal of ``facts`` at ``now`` (UTC). Raises InputError where data that ship are broken, ValueError for a naive ``now``."""
    known, used = beside or Beside(), rules or load()
    profile = known.profile
    kind = profile.organisation.controller_kind if profile else None
    made = assess(facts, now=now, controller_kind=kind, rules=used)
    view = view_of(used, facts, now, kind)
    states = [atom.state(view.bounds[atom.fact]) for atom in used.atoms]
    choices = {question: standing.choice for question, standing in known.decided.items()}
    return Appraisal(
        made=made,
        factors=factors(used, states),
        gates=gates(used, view, states, facts),
        flips=flips(used, facts, now, kind),
        comparable=nearest(used, view),
        cards=cards(made, view, choices),
        promises=_promises(profile, made, facts, now, choices) if profile else (),
        since=since(known.decided, facts, now) if known.decided else (),
    )


def _promises(profile: Profile, made: Assessment, facts: Facts, now: datetime, decided: Mapping[str, str]) -> tuple[Promise, ...]:
    from breach.law.promises import promises

    return promises(profile.commitments, made, facts, now, profile.flags, decided)


def since(decided: Mapping[str, Standing], facts: Facts, now: datetime) -> tuple[Since, ...]:
    """What changed since each decision of ``decided`` that calls for another look, at ``now`` (UTC)."""
    from breach.law.reassessment import reassessment

    found = (Since(question, standing.entry, reassessment(standing.facts, facts, now)) for question, standing in decided.items())
    return tuple(one for one in found if one.changes)
