"""The two questions, towards the authority and towards the people, each as an interval of duties."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from breach.law.conditions import FALSE, MAYBE, TRUE, Node, all_of, truth

if TYPE_CHECKING:
    from collections.abc import Sequence

    from breach.law.rules import RuleSet, Threshold
    from breach.law.view import View

DUTIES = {"authority": ("not_concerned", "document", "notify"), "subjects": ("not_concerned", "not_required", "inform")}
"""The duties of each limb, mildest first."""


class Limb(NamedTuple):
    """One limb: ``concerned`` (ours as controller: at the least it is documented, Art. 33(5)) and ``due`` (a breach, and risky enough)."""

    name: str
    concerned: Node
    due: Node


class Interval(NamedTuple):
    """The mildest and the gravest duty, as indices into DUTIES."""

    limb: str
    low: int
    high: int

    def duty(self) -> str:
        """The duty, or "undetermined"."""
        return DUTIES[self.limb][self.low] if self.low == self.high else "undetermined"

    def gravest(self) -> str:
        """The gravest duty still possible."""
        return DUTIES[self.limb][self.high]


def limbs_of(rules: RuleSet, threshold: Threshold) -> tuple[Limb, Limb]:
    """The limbs under the thresholds in force."""
    concerned = rules.controller
    breach = all_of(rules.is_breach, concerned)
    authority = rules.levels[threshold.authority_from - 1]
    subjects = rules.people_levels[threshold.subjects_from - 1]
    return Limb("authority", concerned, all_of(breach, authority)), Limb("subjects", concerned, all_of(breach, subjects))


def settle(node: Node, states: Sequence[int], rules: RuleSet, view: View) -> int:
    """The truth of ``node``, exact also where no kind of breach is certain: at least one of those still possible is there (Art. 4(12))."""
    value = truth(node, states)
    kinds = view.nature_open()
    if value != MAYBE or not kinds:
        return value
    places = [(index, atom.codes) for index, atom in enumerate(rules.atoms) if atom.fact == "nature"]
    for kind in kinds:
        one = list(states)
        for index, codes in places:
            if one[index] == MAYBE:
                one[index] = TRUE if kind in codes else FALSE
        if truth(node, one) != TRUE:
            return value
    return TRUE


def interval(limb: Limb, states: Sequence[int], rules: RuleSet, view: View) -> Interval:
    """The duties that are possible under ``states``."""
    concerned, due = settle(limb.concerned, states, rules, view), settle(limb.due, states, rules, view)
    low = 0 if concerned != TRUE else 1 + (due == TRUE)
    high = 0 if concerned == FALSE else 1 + (due != FALSE)
    return Interval(limb.name, low, high)
