"""Conditions over facts, three-valued and monotone.

A condition is kept in its *grave* form: a tree of ``all`` and ``any`` over atoms, each of which becomes true as one fact becomes graver, and no
negation. On such a tree the three-valued reading (false, undetermined, true) is exact: false is false in the gravest world that the unknown facts
still allow, true is true in the mildest one. A gate of silence is written the other way round (conditions that must hold) and is negated as it is
read. A condition that mixes directions is refused, because its interval would no longer be exact.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from breach.errors import InputError

FALSE: Final = 0
MAYBE: Final = 1
TRUE: Final = 2

ATOM: Final = 0
ALL: Final = 1
ANY: Final = 2

Number = int | Decimal | float
Bound = int | Decimal | float | frozenset[str]
Bounds = tuple[Bound, Bound]
"""The mildest and the gravest value that a fact may still have: a rank, a number, or a set of codes."""


class FactSpec(NamedTuple):
    """How the rules read one fact.

    ``kind``: "ordered" (yes/no and ordered codes: ``codes`` from harmless to grave), "number", "set" (more codes are graver) or "choice" (one
    code of several without order: rules may only ask that it be one of some codes).
    """

    id: str
    kind: str
    codes: tuple[str, ...] = ()

    def full(self) -> Bounds:
        """The bounds when nothing is known."""
        if self.kind == "ordered":
            return 0, len(self.codes) - 1
        if self.kind == "number":
            return 0, float("inf")
        return frozenset(), frozenset(self.codes)


class Atom(NamedTuple):
    """One test that becomes true as ``fact`` becomes graver: ``rank`` (at least this rank), ``from`` (number ≥), ``above`` (number >),
    ``has`` (any of these codes), ``beyond`` (any code that is not one of these).
    """

    fact: str
    test: str
    number: Number = 0
    codes: frozenset[str] = frozenset()

    def holds(self, value: Bound) -> bool:
        """Whether the test is true for ``value``."""
        if isinstance(value, frozenset):
            return not value.isdisjoint(self.codes) if self.test == "has" else not value <= self.codes
        return value > self.number if self.test == "above" else value >= self.number

    def state(self, bounds: Bounds) -> int:
        """FALSE, MAYBE or TRUE over all values between ``bounds``."""
        if self.holds(bounds[0]):
            return TRUE
        return MAYBE if self.holds(bounds[1]) else FALSE


class Node(NamedTuple):
    """A tree of atoms: ``op`` is ATOM (then ``atom`` is its index), ALL or ANY (then ``parts``)."""

    op: int
    atom: int = -1
    parts: tuple[Node, ...] = ()


NEVER: Final = Node(ANY)
ALWAYS: Final = Node(ALL)


def all_of(*parts: Node) -> Node:
    """The conjunction of ``parts``; ALWAYS of none."""
    return parts[0] if len(parts) == 1 else Node(ALL, -1, parts)


def any_of(*parts: Node) -> Node:
    """The disjunction of ``parts``; NEVER of none."""
    return parts[0] if len(parts) == 1 else Node(ANY, -1, parts)


def truth(node: Node, states: Sequence[int]) -> int:
    """FALSE, MAYBE or TRUE of ``node`` under the states of the atoms."""
    op, atom, parts = node
    if op == ATOM:
        return states[atom]
    if op == ANY:
        best = FALSE
        for part in parts:
            value = truth(part, states)
            if value == TRUE:
                return TRUE
            best = max(best, value)
        return best
    worst = TRUE
    for part in parts:
        value = truth(part, states)
        if value == FALSE:
            return FALSE
        worst = min(worst, value)
    return worst


def reduce(node: Node, states: Sequence[int]) -> Node:
    """``node`` with every settled atom folded away: NEVER, ALWAYS or a tree of undetermined atoms."""
    op, atom, parts = node
    if op == ATOM:
        return (NEVER, node, ALWAYS)[states[atom]]
    kept: list[Node] = []
    neutral, final = (NEVER, ALWAYS) if op == ANY else (ALWAYS, NEVER)
    for part in parts:
        less = reduce(part, states)
        if less == final:
            return final
        if less == neutral:
            continue
        kept.extend(less.parts if less.op == op else (less,))
    unique = tuple(dict.fromkeys(kept))
    return unique[0] if len(unique) == 1 else Node(op, -1, unique)


def atoms_of(node: Node) -> frozenset[int]:
    """The indices of the atoms in ``node``."""
    if node.op == ATOM:
        return frozenset((node.atom,))
    return frozenset().union(*(atoms_of(part) for part in node.parts))


class Reader:
    """Turns conditions as written in the rules' TOML into grave-form trees over one shared table of atoms."""

    def __init__(self, specs: Mapping[str, FactSpec]) -> None:
        self._specs = specs
        self.atoms: list[Atom] = []
        self._index: dict[Atom, int] = {}

    def read(self, rule: str, condition: object, *, negate: bool) -> Node:
        """The grave form of ``condition`` (of its negation with ``negate``). Raises InputError ``risk-rule-broken`` where it is not monotone."""
        if not isinstance(condition, Mapping) or not condition:
            raise InputError("risk-rule-broken", rule=rule, why=f"not a condition: {str(condition)[:80]}")
        for word, op in (("all", ALL), ("any", ANY)):
            if word in condition:
                parts = tuple(self.read(rule, part, negate=negate) for part in condition[word])
                return Node((ANY if op == ALL else ALL) if negate else op, -1, parts)
        if "not" in condition:
            return self.read(rule, condition["not"], negate=not negate)
        return self._atom(rule, condition, negate=negate)

    def _atom(self, rule: str, condition: Mapping[str, object], *, negate: bool) -> Node:
        fact = condition.get("fact")
        spec = self._specs.get(str(fact))
        words = [word for word in condition if word != "fact"]
        if spec is None or len(words) != 1:
            raise InputError("risk-rule-broken", rule=rule, why=f"unknown fact or more than one test: {dict(condition)}")
        grave, atom = literal(rule, spec, words[0], condition[words[0]])
        if grave == negate:
            raise InputError("risk-rule-broken", rule=rule, why=f"not monotone: {dict(condition)}")
        index = self._index.get(atom)
        if index is None:
            index = self._index[atom] = len(self.atoms)
            self.atoms.append(atom)
        return Node(ATOM, index)


def literal(rule: str, spec: FactSpec, word: str, value: object) -> tuple[bool, Atom]:
    """Whether the test is a grave one, and the grave atom that it is or that it denies. Raises InputError ``risk-rule-broken``."""
    if spec.kind == "number" and isinstance(value, int) and word in ("at_least", "above", "at_most", "below"):
        return word in ("at_least", "above"), Atom(spec.id, "from" if word in ("at_least", "below") else "above", value)
    if spec.kind == "ordered" and isinstance(value, str) and value in spec.codes:
        rank, last = spec.codes.index(value), len(spec.codes) - 1
        if word == "at_least" or (word == "is" and rank == last):
            return True, Atom(spec.id, "rank", rank)
        if (word == "at_most" and rank < last) or (word == "is" and rank == 0):
            return False, Atom(spec.id, "rank", rank + 1)
    if spec.kind in ("set", "choice") and isinstance(value, list) and set(value) <= set(spec.codes):
        if word == "in" if spec.kind == "choice" else word in ("has_any", "has_none"):
            return word != "has_none", Atom(spec.id, "has", codes=frozenset(value))
        if spec.kind == "set" and word in ("within", "beyond"):
            return word == "beyond", Atom(spec.id, "beyond", codes=frozenset(value))
    raise InputError("risk-rule-broken", rule=rule, why=f"this test does not fit {spec.id}: {word} = {value}")
