"""What would flip a settled duty: the single facts that, answered otherwise, lead to another duty.

A duty that is settled stands whatever the answers still unknown; it can only be changed by another answer to a fact that is known, or presumed. Each
such fact is tried with the nearest other answers, one at a time, through the same reading as the assessment itself.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from breach.domain.facts import CodeSet, known
from breach.law.conditions import FALSE, TRUE
from breach.law.limbs import DUTIES, Interval, Limb, interval, limbs_of
from breach.law.view import View, view_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from breach.domain.facts import Fact, Facts
    from breach.law.conditions import FactSpec, Number
    from breach.law.rules import RuleSet

_DEPENDENT = {
    "data_types": ("data_types", "data_categories", "sensitive", "passwords_stored", "valid_credentials_count"),
    "data_categories": ("data_categories", "data_types"),
    "cause": ("malicious",),
    "passwords_stored": ("passwords_stored", "data_types", "data_categories", "valid_credentials_count"),
    "accessed": ("accessed", "recipient", "published"),
    "exfiltrated": ("exfiltrated", "recipient", "published", "nature"),
    "published": ("published", "recipient", "nature"),
    "recipient": ("recipient", "published"),
    "restored": ("restored", "availability_loss", "altered_data_used"),
    "backup_available": ("backup_available", "altered_data_used"),
    "nature": ("nature", "altered_data_used"),
    "people_categories": ("people_categories", "context_reveals"),
    "controller_kind": ("controller_kind", "context_reveals"),
}
"""What an answer to a fact settles besides itself."""
_NEVER = frozenset({"role", "is_personal_data_breach"})
"""Not offered: to say that there was no breach, or that it is somebody else's, is another decision."""


class Flip(NamedTuple):
    """One fact answered otherwise. ``change``: "is" (an answer), "adds" or "drops" (a code of a set), "above" or "below" (a number); ``direction``:
    1 towards the graver duty, -1 towards the milder; ``to``: the answers that lead there, each alone; ``duty``: the duty then, or "undetermined".
    """

    limb: str
    fact: str
    change: str
    to: tuple[str, ...]
    duty: str
    direction: int

    def to_json(self) -> dict[str, object]:
        """The change and where it leads."""
        return {"limb": self.limb, "fact": self.fact, "change": self.change, "to": list(self.to), "duty": self.duty}


def flips(rules: RuleSet, facts: Facts, now: datetime, controller_kind: str | None = None) -> tuple[Flip, ...]:
    """The single changes that would change a settled duty at ``now`` (UTC), the milder direction first, in the order of the catalogue of rules."""
    return _Search(rules, facts, now, controller_kind).found()


class _Search:
    def __init__(self, rules: RuleSet, facts: Facts, now: datetime, controller_kind: str | None) -> None:
        self._rules, self._facts, self._now, self._kind = rules, facts, now, controller_kind
        self._limbs = limbs_of(rules, rules.threshold(now.date()))
        self._view, self._states = self._read(facts)
        self._before = [interval(limb, self._states, rules, self._view) for limb in self._limbs]

    def _read(self, facts: Facts) -> tuple[View, list[int]]:
        view = view_of(self._rules, facts, self._now, self._kind)
        return view, [atom.state(view.bounds[atom.fact]) for atom in self._rules.atoms]

    def found(self) -> tuple[Flip, ...]:
        made: list[Flip] = []
        for limb, before in zip(self._limbs, self._before, strict=True):
            if before.low == before.high and before.high:
                made += self._of(limb, before)
        return tuple(sorted(made, key=lambda flip: (flip.limb, flip.direction)))

    def _of(self, limb: Limb, before: Interval) -> Iterator[Flip]:
        direction = -1 if before.low == len(DUTIES[limb.name]) - 1 else 1
        for fact_id, spec in self._rules.specs.items():
            if fact_id in _NEVER:
                continue
            if self._could(limb, before, fact_id, direction):
                yield from self._tried(limb, before, spec, direction)

    def _could(self, limb: Limb, before: Interval, fact_id: str, direction: int) -> bool:
        """Whether the gravest (or mildest) answer to ``fact_id`` moves the limb at all: on a monotone tree nothing in between does more."""
        states = list(self._states)
        for name in _DEPENDENT.get(fact_id, (fact_id,)):
            for index in self._rules.places[name]:
                states[index] = TRUE if direction > 0 else FALSE
        after = interval(limb, states, self._rules, self._view)
        return (after.low, after.high) != (before.low, before.high)

    def _tried(self, limb: Limb, before: Interval, spec: FactSpec, direction: int) -> Iterator[Flip]:
        """The nearest answers that change the duty; of an ordered fact or a number the first one that does."""
        found: dict[tuple[str, str], tuple[str, ...]] = {}
        for change, codes, fact in self._answers(spec, direction):
            after = self._after(limb, {**self._facts, spec.id: fact})
            if ((after.low, after.high) > (before.low, before.high)) - ((after.low, after.high) < (before.low, before.high)) != direction:
                continue
            duty = DUTIES[limb.name][after.low] if after.low == after.high else "undetermined"
            found[change, duty] = (*found.get((change, duty), ()), *codes)
            if spec.kind in ("ordered", "number"):
                break
        for (change, duty), codes in found.items():
            yield Flip(limb.name, spec.id, change, codes, duty, direction)

    def _after(self, limb: Limb, facts: Facts) -> Interval:
        view, states = self._read(facts)
        return interval(limb, states, self._rules, view)

    def _answers(self, spec: FactSpec, direction: int) -> Iterator[tuple[str, tuple[str, ...], Fact]]:
        low, high = self._view.bounds[spec.id]
        if isinstance(low, frozenset) or isinstance(high, frozenset):
            yield from self._sets(spec, direction)
        elif spec.kind == "ordered":
            for rank in range(int(high) - 1, -1, -1) if direction < 0 else range(int(low) + 1, len(spec.codes)):
                code = spec.codes[rank]
                yield "is", (code,), known({"yes": True, "no": False}.get(code, code))
        else:
            yield from self._numbers(spec, direction, low, high)

    def _numbers(self, spec: FactSpec, direction: int, low: Number, high: Number) -> Iterator[tuple[str, tuple[str, ...], Fact]]:
        cuts = sorted({(int(self._rules.atoms[i].number), self._rules.atoms[i].test == "above") for i in self._rules.places[spec.id]})
        for number, above in reversed(cuts) if direction < 0 else cuts:
            if direction > 0 and (high < number or (above and high == number)):
                yield "above" if above else "from", (str(number),), known(number + above)
            if direction < 0 and (low > number or (not above and low == number)):
                yield "up_to" if above else "below", (str(number),), known(number if above else max(number - 1, 0))

    def _sets(self, spec: FactSpec, direction: int) -> Iterator[tuple[str, tuple[str, ...], Fact]]:
        given = self._facts.get(spec.id)
        if spec.kind == "choice":
            low, high = self._view.bounds[spec.id]
            yield from (("is", (code,), known(code)) for code in spec.codes if low == high != {code})
        elif given is not None and given.state == "known" and isinstance(given.value, CodeSet):
            held, at_least = given.value.codes, given.value.at_least
            if direction < 0 and len(held) > 1:
                yield from (("drops", (code,), replace(given, value=CodeSet(held - {code}, at_least))) for code in sorted(held))
            if direction > 0:
                for codes in self._alike(spec, held):
                    yield "adds", codes, replace(given, value=CodeSet(held | {codes[0]}, at_least))

    def _alike(self, spec: FactSpec, held: frozenset[str]) -> Iterator[tuple[str, ...]]:
        """The codes that could be added, those that the rules do not tell apart together."""
        groups: dict[frozenset[int], list[str]] = {}
        for code in spec.codes:
            if code not in held:
                groups.setdefault(self._reach(spec.id, code), []).append(code)
        yield from (tuple(codes) for reach, codes in groups.items() if reach)

    def _reach(self, fact_id: str, code: str) -> frozenset[int]:
        derive, found = self._rules.derive, {fact_id: code}
        if fact_id == "data_types":
            found |= {name: derive[table].get(code, "") for name, table in (("data_categories", "category"), ("sensitive", "sensitive_kind"))}
        return frozenset(i for name, one in found.items() if one for i in self._rules.places[name] if self._rules.atoms[i].holds(frozenset({one})))
