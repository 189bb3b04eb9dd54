"""The gates of silence and the exemptions, condition by condition: which is met, which is not, which is unknown, and on what evidence.

A gate is open only when every condition is met; one that is unknown, or only assumed, keeps it closed for a duty. Art. 34(3) and the French
derogation are read the same way, after the risk.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from breach.law.conditions import ANY, FALSE, TRUE, Node, atoms_of, truth

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from breach.domain.facts import Fact, Facts
    from breach.law.rules import Rule, RuleSet
    from breach.law.view import View

STATES = ("met", "unknown", "unmet")
"""Of a condition, by the truth of its grave form: false, undetermined, true."""
_GATE = {FALSE: "open", TRUE: "closed"}


class Evidence(NamedTuple):
    """What a fact rests on: the number of its entry, its source and how well it is known; each None or "" where nobody said."""

    fact: str
    state: str
    entry: int | None
    source: str | None

    def to_json(self) -> dict[str, object]:
        """As it stands."""
        return {"fact": self.fact, "state": self.state, "entry": self.entry, "source": self.source}


class Condition(NamedTuple):
    """One condition. ``state`` from STATES; ``evidence``: of each fact that it reads. Met without a source or an entry, it is still to be proved."""

    facts: tuple[str, ...]
    state: str
    evidence: tuple[Evidence, ...]

    @property
    def proved(self) -> bool:
        """Whether it is met and at least one of its facts names its source."""
        return self.state == "met" and any(item.source for item in self.evidence)


class Gate(NamedTuple):
    """A gate or an exemption with the state of each of its conditions. ``state``: "open", "closed" or "unknown"."""

    rule: Rule
    state: str
    conditions: tuple[Condition, ...]

    def how_many(self, state: str) -> int:
        """How many conditions are in ``state``."""
        return sum(condition.state == state for condition in self.conditions)

    def to_json(self, lang: str) -> dict[str, object]:
        """The gate, its conditions and their evidence."""
        return {
            "rule": self.rule.id,
            "effect": self.rule.effect,
            "title": self.rule.text("title", lang),
            "state": self.state,
            "source": " ; ".join(source.short(lang) for source in self.rule.sources),
            "to_check": self.rule.to_check,
            "conditions": [
                {
                    "facts": list(condition.facts),
                    "state": condition.state,
                    "proved": condition.proved,
                    "evidence": [item.to_json() for item in condition.evidence],
                }
                for condition in self.conditions
            ],
        }


def gates(rules: RuleSet, view: View, states: Sequence[int], facts: Facts) -> tuple[Gate, ...]:
    """The gates and exemptions for the kinds of breach that are possible, the nearest to open first."""
    high = view.bounds["nature"][1]
    kinds = high if isinstance(high, frozenset) else frozenset()
    found = [
        _gate(rules, rule, states, facts) for rule in rules.rules if rule.effect in ("gate", "exempt") and not rule.use and kinds & set(rule.kinds)
    ]
    return tuple(
        sorted(found, key=lambda gate: (gate.rule.effect == "exempt", gate.how_many("unmet") > 0, gate.state != "open", gate.how_many("unmet")))
    )


def _gate(rules: RuleSet, rule: Rule, states: Sequence[int], facts: Facts) -> Gate:
    parts = rule.node.parts if rule.node.op == ANY else (rule.node,)
    conditions = tuple(_condition(rules, part, states, facts) for part in parts)
    return Gate(rule, _GATE.get(truth(rule.node, states), "unknown"), conditions)


def _condition(rules: RuleSet, part: Node, states: Sequence[int], facts: Facts) -> Condition:
    names = tuple(dict.fromkeys(rules.atoms[index].fact for index in sorted(atoms_of(part))))
    return Condition(names, STATES[truth(part, states)], tuple(_evidence(name, facts) for name in names))


def _evidence(name: str, facts: Mapping[str, Fact]) -> Evidence:
    fact = facts.get(name)
    return Evidence(name, "absent", None, None) if fact is None else Evidence(name, fact.state, fact.entry, fact.source)
