"""The eight factors of EDPB 9/2022 section IV, each with the rules that speak to it: what raises, what may, what lowers with evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from breach.law.conditions import FALSE, MAYBE, TRUE, truth
from breach.law.rules import FACTORS, KINDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from breach.law.rules import Rule, RuleSet


class Factor(NamedTuple):
    """One factor. ``raises``: rules that apply; ``may``: rules that an unknown fact may make apply; ``lowers``: gates and exemptions that stand."""

    name: str
    raises: tuple[Rule, ...]
    may: tuple[Rule, ...]
    lowers: tuple[Rule, ...]

    def to_json(self) -> dict[str, object]:
        """The ids of its rules."""
        return {
            "factor": self.name,
            "raises": [rule.id for rule in self.raises],
            "may_raise": [rule.id for rule in self.may],
            "lowers": [rule.id for rule in self.lowers],
        }


def factors(rules: RuleSet, states: Sequence[int]) -> tuple[Factor, ...]:
    """The eight factors under ``states``, in the Board's order."""
    live = {kind: truth(rules.live[kind], states) for kind in KINDS}
    affected = {kind: truth(rules.affected[kind], states) for kind in KINDS}
    found: dict[str, dict[str, list[Rule]]] = {name: {"raises": [], "may": [], "lowers": []} for name in FACTORS}
    for rule in rules.rules:
        if rule.weighs:
            state = min(truth(rule.node, states), max(live[kind] for kind in rule.kinds))
            if state in (TRUE, MAYBE):
                found[rule.factor]["raises" if state == TRUE else "may"].append(rule)
        elif (
            rule.effect in ("gate", "exempt") and not rule.use and truth(rule.node, states) == FALSE and any(affected[k] != FALSE for k in rule.kinds)
        ):
            found[rule.factor]["lowers"].append(rule)
    return tuple(Factor(name, *(tuple(found[name][key]) for key in ("raises", "may", "lowers"))) for name in FACTORS)
