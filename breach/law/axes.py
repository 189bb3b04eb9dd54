"""Gravity and likelihood, two axes in the CNIL's four words, over all and for each kind of breach.

Each end of an axis is what the level of risk implies, or more where a rule weighs more. Gravity is how harmful the effects may be, likelihood how
possible they are (CNIL PIA scales); a kind of breach that is not concerned, or whose data nobody could read, stays at the first word.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from breach.domain.risks import RISKS
from breach.law.conditions import FALSE, MAYBE, TRUE, truth
from breach.law.rules import KINDS, WORDS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from breach.law.rules import Rule, RuleSet

_CONCERNED = ("no", "unknown", "yes")
Ends = tuple[int, int]


class KindAxes(NamedTuple):
    """One kind of breach. ``concerned``: "yes", "no" or "unknown"; ``risk``: indices into RISKS; ``gravity`` and ``likelihood``: into WORDS; each
    as the mildest and the gravest end.
    """

    kind: str
    concerned: str
    risk: Ends
    gravity: Ends
    likelihood: Ends

    def to_json(self) -> dict[str, object]:
        """The kind in the CNIL's words."""
        return {
            "concerned": self.concerned,
            "risk": [RISKS[level] for level in self.risk],
            "gravity": [WORDS[level] for level in self.gravity],
            "likelihood": [WORDS[level] for level in self.likelihood],
        }


class Axes:
    """The axes under one set of states. ``truths``: of every rule's tree; ``live``: of every kind that it is concerned and can be read."""

    def __init__(self, rules: RuleSet, states: Sequence[int], truths: Mapping[str, int], live: Mapping[str, int]) -> None:
        self._rules, self._states, self._truths, self._live = rules, states, truths, live

    def over_all(self, risk: Ends) -> tuple[Ends, Ends]:
        """Gravity and likelihood of the breach as a whole, whose level of risk is ``risk``."""
        weights = [rule for rule in self._rules.rules if rule.weighs]
        return self._ends("gravity", risk, weights, KINDS), self._ends("likelihood", risk, weights, KINDS)

    def of_kinds(self) -> tuple[KindAxes, ...]:
        """The three kinds of breach, apart."""
        return tuple(self._kind(kind) for kind in KINDS)

    def _kind(self, kind: str) -> KindAxes:
        levels = [truth(node, self._states) for node in self._rules.kind_levels[kind]]
        risk = sum(value == TRUE for value in levels), sum(value != FALSE for value in levels)
        weights = [rule for rule in self._rules.rules if rule.weighs and kind in rule.kinds]
        concerned = _CONCERNED[truth(self._rules.affected[kind], self._states)]
        return KindAxes(kind, concerned, risk, self._ends("gravity", risk, weights, (kind,)), self._ends("likelihood", risk, weights, (kind,)))

    def _ends(self, axis: str, risk: Ends, weights: Sequence[Rule], kinds: Sequence[str]) -> Ends:
        return self._at(axis, risk[0], TRUE, weights, kinds), self._at(axis, risk[1], MAYBE, weights, kinds)

    def _at(self, axis: str, level: int, least: int, weights: Sequence[Rule], kinds: Sequence[str]) -> int:
        if level == 0:
            return int(axis == "likelihood" and any(self._live[kind] >= least for kind in kinds))
        best = level
        for rule in weights:
            weight = rule.gravity if axis == "gravity" else rule.likelihood
            if weight > best and self._truths[rule.id] >= least and any(self._live[kind] >= least for kind in rule.kinds if kind in kinds):
                best = weight
        return best
