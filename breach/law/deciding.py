"""Which unknown facts decide: the smallest sets whose answers settle a limb whatever they are, else the best next question.

The tree of a limb, with all that is known folded away, is monotone. A set of facts settles it only if all its gravest answers force the grave end and
all its mildest answers force the mild one; both kinds of forcing sets are read off the tree, their unions are the candidates, and every candidate is
then tried with every combination of answers before it is given.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from breach.law.conditions import ALWAYS, ANY, ATOM, FALSE, MAYBE, NEVER, TRUE, Atom, FactSpec, Node, atoms_of, reduce
from breach.law.limbs import Interval, Limb, interval
from breach.law.view import View

if TYPE_CHECKING:
    from breach.law.rules import RuleSet

LARGEST = 3
"""The largest set of facts that is looked for."""
_SETS, _TRIES, _ANSWERS, _COMBINATIONS = 4, 40, 12, 144
_Set = frozenset[str]
_Masks = tuple[int, ...]
Answer = str | tuple[str, ...]
_Class = tuple[Answer, Mapping[int, int]]
_KEPT = 4096
_CACHE: dict[object, tuple[Deciding, ...]] = {}
"""Results by all that they depend on; many files of one organisation leave the same questions open."""


class Outcome(NamedTuple):
    """What one combination of answers leads to. A set is answered by its codes, a number by ``<=16`` or ``>16``."""

    answers: tuple[tuple[str, Answer], ...]
    duty: str


class Deciding(NamedTuple):
    """Facts to ask for one limb. ``settles``: the answers settle it whatever they are; else it is the best next question."""

    limb: str
    facts: tuple[str, ...]
    outcomes: tuple[Outcome, ...]
    settles: bool


def deciding(rules: RuleSet, view: View, states: list[int], limb: Limb) -> tuple[Deciding, ...]:
    """The smallest deciding sets of ``limb``, smallest first; else its best next question; nothing where no question is left."""
    concerned, due = reduce(limb.concerned, states), reduce(limb.due, states)
    facts = {rules.atoms[index].fact for index in atoms_of(concerned) | atoms_of(due)}
    facts |= {view.owner(fact) for fact in facts} - {""}
    bounds, owners = {fact: view.bounds[fact] for fact in (*sorted(facts), "nature")}, {f: view.owner(f) for f in sorted(facts)}
    part = View(bounds, owners, view.closed & facts, view.may_leak)
    key = (rules.sha256, Limb(limb.name, concerned, due), tuple(bounds.items()), tuple(owners.items()), part.closed, part.may_leak)
    found = _CACHE.get(key)
    if found is None:
        search = _Search(rules, part, limb=Limb(limb.name, concerned, due))
        if len(_CACHE) >= _KEPT:
            _CACHE.clear()
        found = _CACHE[key] = search.sets() or search.question()
    return found


class _Search:
    """One search; all that it depends on is the trees, the bounds of their facts and who settles them, so its result can be kept."""

    def __init__(self, rules: RuleSet, view: View, limb: Limb) -> None:
        self._rules, self._view, self._limb = rules, view, limb
        self._states = [MAYBE] * len(rules.atoms)
        self._atoms: dict[str, list[int]] = {}
        indices = sorted(atoms_of(limb.concerned) | atoms_of(limb.due))
        owners = {index: view.owner(rules.atoms[index].fact) for index in indices}
        owners = {index: "" if owner in view.closed else owner for index, owner in owners.items()}
        for index in indices:
            if owners[index]:
                self._atoms.setdefault(owners[index], []).append(index)
        self._facts = sorted(self._atoms)
        bits = {fact: 1 << place for place, fact in enumerate(self._facts)}
        self._mask = {index: bits.get(owners[index], 0) for index in indices}
        self._classes: dict[str, tuple[_Class, ...]] = {}

    def _named(self, mask: int) -> tuple[str, ...]:
        return tuple(fact for place, fact in enumerate(self._facts) if mask >> place & 1)

    def _forcing(self) -> tuple[_Masks, _Masks]:
        """What forces the grave end, and what forces the mild one (not being concerned is milder than owing nothing)."""
        mild = self._limb.due if self._limb.concerned == ALWAYS else self._limb.concerned
        grave = self._limb.concerned if self._limb.due in (ALWAYS, NEVER) else self._limb.due
        return _forcing(grave, self._mask)[0], _forcing(mild, self._mask)[1]

    def sets(self) -> tuple[Deciding, ...]:
        """The smallest sets, checked."""
        high, low = self._forcing()
        found: list[Deciding] = []
        for candidate in _smallest({a | b for a in high for b in low})[:_TRIES]:
            item = self._try(self._named(candidate))
            if item is not None:
                found.append(item)
            if len(found) == _SETS:
                break
        return tuple(found)

    def question(self) -> tuple[Deciding, ...]:
        """The unknown fact that settles most by one of its answers, then the one that stands in most conditions."""
        if not self._atoms:
            return ()
        near = dict.fromkeys(self._facts, LARGEST + 1)
        for mask in itertools.chain(*self._forcing()):
            for fact in self._named(mask):
                near[fact] = min(near[fact], mask.bit_count())
        best = min(self._facts, key=lambda fact: (near[fact], -len(self._atoms[fact]), fact))
        outcomes = tuple(Outcome(((best, answer),), self._after((states,)).duty()) for answer, states in self._answers(best))
        return (Deciding(self._limb.name, (best,), outcomes, settles=False),)

    def _try(self, facts: tuple[str, ...]) -> Deciding | None:
        classes = [self._answers(fact) for fact in facts]
        total = 1
        for answers in classes:
            total *= len(answers)
        if not 0 < total <= _COMBINATIONS:
            return None
        outcomes = []
        for combination in itertools.product(*classes):
            after = self._after(states for _, states in combination)
            if after.low != after.high:
                return None
            outcomes.append(Outcome(tuple((fact, answer) for fact, (answer, _) in zip(facts, combination, strict=True)), after.duty()))
        return Deciding(self._limb.name, facts, tuple(outcomes), settles=True)

    def _after(self, changes: Iterable[Mapping[int, int]]) -> Interval:
        states = list(self._states)
        for change in changes:
            for index, state in change.items():
                states[index] = state
        return interval(self._limb, states, self._rules, self._view)

    def _answers(self, fact: str) -> tuple[_Class, ...]:
        """The answers that the rules tell apart, each with the states that it gives; none where there are too many to list."""
        if fact not in self._classes:
            spec, indices = self._rules.specs[fact], self._atoms[fact]
            bounds = self._view.bounds[fact]
            if spec.kind == "number":
                found = _numbers(self._rules.atoms, indices)
            elif spec.kind == "ordered":
                codes = (
                    spec.codes[int(bounds[0]) : int(bounds[1]) + 1]
                    if not isinstance(bounds[0], frozenset) and not isinstance(bounds[1], frozenset)
                    else ()
                )
                found = [(code, {i: self._state(i, spec, code) for i in indices}) for code in codes]
            elif spec.kind == "choice":
                found = [(code, {i: _bool(self._rules.atoms[i].holds(frozenset({code}))) for i in indices}) for code in spec.codes]
            else:
                found = self._sets_of(fact, indices)
            self._classes[fact] = tuple(found) if len(found) <= _ANSWERS else ()
        return self._classes[fact]

    def _state(self, index: int, spec: FactSpec, code: str) -> int:
        """The state of an atom once ``spec`` is answered ``code``. Data taken or published are a breach of confidentiality (see the view)."""
        atom = self._rules.atoms[index]
        if atom.fact == spec.id:
            return _bool(atom.holds(spec.codes.index(code)))
        return _bool(code == spec.codes[-1] and "confidentiality" in atom.codes)

    def _sets_of(self, fact: str, indices: list[int]) -> list[_Class]:
        low, high = self._view.bounds[fact]
        if not isinstance(low, frozenset) or not isinstance(high, frozenset):
            return []
        reach: dict[_Sig, str] = {}
        for code in self._rules.specs[fact].codes:
            if code in high - low:
                signature = frozenset(i for i in indices if self._rules.atoms[i].holds(self._as_set(code, self._rules.atoms[i].fact)))
                reach.setdefault(signature, code)
        found: dict[_Sig, tuple[str, ...]] = {frozenset(): tuple(sorted(low))}
        for signature, code in reach.items():
            for known, codes in list(found.items()):
                found.setdefault(known | signature, (*codes, code))
            if len(found) > _ANSWERS + 1:
                return [((), {})] * (_ANSWERS + 1)
        if not low and fact in ("nature", "role"):
            plain = reach.get(frozenset())
            found = {s: codes or ((plain,) if plain else ()) for s, codes in found.items() if codes or plain}
        atoms = self._rules.atoms
        leaked = [i for i in indices if fact == "nature" and self._view.may_leak and atoms[i].holds(frozenset({"confidentiality"}))]
        return [
            (codes, {i: MAYBE if i in leaked and i not in signature else _bool(i in signature) for i in indices})
            for signature, codes in found.items()
        ]

    def _as_set(self, code: str, fact: str) -> _Set:
        """What the data type ``code`` means for ``fact``, which it settles; for any other set the code itself."""
        table = {"data_categories": "category", "sensitive": "sensitive_kind"}.get(fact) if code in self._rules.specs["data_types"].codes else None
        return frozenset({code}) if table is None or code not in self._rules.derive[table] else frozenset({self._rules.derive[table][code]})


_Sig = frozenset[int]


def _bool(value: object) -> int:
    return TRUE if value else FALSE


def _numbers(atoms: tuple[Atom, ...], indices: list[int]) -> list[_Class]:
    """The stretches between the numbers that the rules name."""
    cuts = sorted({(atoms[i].number, atoms[i].test == "above") for i in indices}, key=lambda cut: (cut[0], cut[1]))
    found: list[_Class] = []
    for place in range(len(cuts) + 1):
        low = f"{'>' if cuts[place - 1][1] else '>='}{cuts[place - 1][0]}" if place else ""
        high = f"{'<=' if cuts[place][1] else '<'}{cuts[place][0]}" if place < len(cuts) else ""
        passed = set(cuts[:place])
        found.append((" ".join(filter(None, (low, high))), {i: _bool((atoms[i].number, atoms[i].test == "above") in passed) for i in indices}))
    return found


def _forcing(node: Node, mask: Mapping[int, int]) -> tuple[_Masks, _Masks]:
    """The smallest sets of facts (bit masks) whose gravest answers make ``node`` true, and those whose mildest answers make it false. ``mask``: the
    fact of each atom as one bit, 0 where nobody can answer it.
    """
    if node.op == ATOM:
        single = (mask[node.atom],) if mask[node.atom] else ()
        return single, single
    parts = [_forcing(part, mask) for part in node.parts]
    one, every = (0, 1) if node.op == ANY else (1, 0)
    joined = _smallest({s for part in parts for s in part[one]})
    crossed: _Masks = (0,)
    for part in sorted((part[every] for part in parts), key=len):
        crossed = _smallest({a | b for a in crossed for b in part})
        if not crossed:
            break
    return (joined, crossed) if node.op == ANY else (crossed, joined)


def _smallest(sets: set[int]) -> _Masks:
    """Those of ``sets`` of at most LARGEST facts that hold no other one, smallest first."""
    kept: list[int] = []
    for candidate in sorted((s for s in sets if s.bit_count() <= LARGEST), key=lambda s: (s.bit_count(), s)):
        for other in kept:
            if other & candidate == other:
                break
        else:
            kept.append(candidate)
    return tuple(kept)
