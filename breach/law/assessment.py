"""The assessment: what the rules prove, what they advise, why, and what would settle the rest. A named person concludes; this proposes.

``assess`` is a pure function of the facts, the instant and the rules. The duty of each limb is the interval between the mildest and the gravest
outcome over all answers that the unknown facts may still take (GDPR Art. 33(1), 34(1); EDPB 9/2022 section IV).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from breach import i18n
from breach.domain.instants import need_utc
from breach.domain.risks import RISKS
from breach.law.axes import Axes, KindAxes
from breach.law.conditions import FALSE, MAYBE, TRUE, Node, atoms_of, truth
from breach.law.deciding import Answer, Deciding, deciding
from breach.law.enisa import AUTHORITY_FROM, PEOPLE_FROM, Enisa, score
from breach.law.limbs import Interval, Limb, interval, limbs_of, settle
from breach.law.rules import KINDS, WORDS, Rule, RuleSet, Threshold, load
from breach.law.view import View, view_of

if TYPE_CHECKING:
    from datetime import datetime

    from breach.domain.facts import Facts

_PRINCIPLE, _NOT_A_BREACH, _PROCESSOR, _NO_HIGH_RISK = "principle", "not-a-personal-data-breach", "processor-tells-controller", "no-high-risk-rule"
_OPEN_REASONS = 6
"""How many rules that may still apply are named beside those that do."""
_HIGH = 2
_SEVERITIES = ("minor", "moderate", "severe", "severe")
_OUTCOMES = {"unlikely": "unlikely_risk", "risk": "likely_risk", "high_risk": "likely_high_risk", "undetermined": "more_information_needed"}
"""Field 89 of the same template."""


class Reason(NamedTuple):
    """A rule that leads to a result. ``facts``: those of its facts that make it apply; ``certain``: it applies whatever is still unknown."""

    rule: Rule
    facts: tuple[str, ...]
    certain: bool

    def to_json(self, lang: str) -> dict[str, object]:
        """The reason in the words of ``lang``."""
        return {
            "rule": self.rule.id,
            "effect": self.rule.effect,
            "factor": self.rule.factor,
            "facts": list(self.facts),
            "source": " ; ".join(source.short(lang) for source in self.rule.sources),
            "url": self.rule.sources[0].url,
            "title": _words(self.rule.text("title", lang), lang),
            "reason": _words(self.rule.text("reason", lang), lang),
            "certain": self.certain,
            "checked_on": self.rule.checked_on,
            "to_check": self.rule.to_check,
        }


class LimbResult(NamedTuple):
    """One limb: ``duty`` is what the rules prove, ``advice`` what they advise meanwhile; ``counter``: the rule whose counter-argument is named."""

    duty: str
    advice: str
    reasons: tuple[Reason, ...]
    counter: Rule | None


class Assessment(NamedTuple):
    """One assessment at one instant.

    ``gravity`` and ``likelihood``: indices into ``rules.WORDS``, mildest and gravest; ``kinds``: both axes for each kind of breach; ``exemption``:
    the code of Art. 34(3) or None; ``controllers``: "tell" where we are (also) a processor; ``enisa_warning``: "", "authority" or "subjects".
    """

    at: datetime
    risk: str
    authority: LimbResult
    subjects: LimbResult
    exemption: str | None
    controllers: str
    controllers_reasons: tuple[Reason, ...]
    deciding_facts: tuple[Deciding, ...]
    gravity: tuple[int, int]
    likelihood: tuple[int, int]
    kinds: tuple[KindAxes, ...]
    enisa: Enisa
    enisa_warning: str
    threshold: Threshold
    rules: RuleSet

    @property
    def message(self) -> str | None:
        """How people are told, where they may have to be: "direct", or "public" where Art. 34(3)(c) opens a public communication; else None."""
        told = self.subjects.advice in ("inform", "prepare")
        return None if not told else "public" if self.exemption == "34-3-c" else "direct"

    @property
    def edpb_severity(self) -> str:
        """Field 87 of the EDPB's draft template (June 2026), derived from the four words: to be determined while the ends say different things."""
        low, high = (_SEVERITIES[end] for end in self.gravity)
        return low if low == high else "to_be_determined"

    def to_json(self, lang: str | None = None) -> dict[str, object]:
        """The JSON of the command ``assess``, with the rules' words in ``lang`` (default: the language in use)."""
        language = lang or i18n.current()
        return {
            "risk": self.risk,
            "authority": _limb_json(self.authority, language),
            "subjects": {**_limb_json(self.subjects, language), "exemption": self.exemption, "message": self.message},
            "controllers": {"duty": self.controllers, "reasons": [reason.to_json(language) for reason in self.controllers_reasons]},
            "deciding_facts": [_deciding_json(item) for item in self.deciding_facts],
            "gravity": [WORDS[level] for level in self.gravity],
            "likelihood": [WORDS[level] for level in self.likelihood],
            "edpb": {"severity": self.edpb_severity, "outcome": _OUTCOMES[self.risk]},
            "kinds": {item.kind: item.to_json() for item in self.kinds},
            "enisa": {
                "score": [f"{self.enisa.low:.2f}", f"{self.enisa.high:.2f}"],
                "band": list(self.enisa.bands()),
                "working": self.enisa.working(),
                "steps": {name: [str(low), str(high)] for name, low, high in self.enisa.steps},
                "flags": dict(self.enisa.flags),
                "beside": {name: self.enisa.beside(name, limb.duty) for name, limb in (("authority", self.authority), ("subjects", self.subjects))},
                "warning": self.enisa_warning or None,
            },
            "regime": {"id": self.threshold.regime, "version": self.threshold.version},
            "rules": {"version": self.rules.version, "sha256": self.rules.sha256},
        }


def assess(facts: Facts, *, now: datetime, controller_kind: str | None = None, rules: RuleSet | None = None) -> Assessment:
    """The assessment of ``facts`` at ``now`` (UTC).

    ``controller_kind``: the organisation's, from its profile, used where the facts say nothing. ``rules``: default those that this version ships.
    Raises InputError where the rules' data are missing or broken, ValueError for a naive ``now``.
    """
    return _Assessor(rules or load(), facts, need_utc(now), controller_kind).result()


class _Assessor:
    """One assessment in the making."""

    def __init__(self, rules: RuleSet, facts: Facts, now: datetime, controller_kind: str | None) -> None:
        self._rules, self._now = rules, now
        self._threshold = rules.threshold(now.date())
        self._view: View = view_of(rules, facts, now, controller_kind)
        self._states = [atom.state(self._view.bounds[atom.fact]) for atom in rules.atoms]
        self._truths = {rule.id: truth(rule.node, self._states) for rule in rules.rules}
        self._live = {kind: truth(rules.live[kind], self._states) for kind in KINDS}
        self._levels = tuple(settle(level, self._states, rules, self._view) for level in rules.levels)

    def result(self) -> Assessment:
        limbs = limbs_of(self._rules, self._threshold)
        authority, subjects = (interval(limb, self._states, self._rules, self._view) for limb in limbs)
        exemption = self._exemption(subjects)
        enisa = score(self._view)
        tells = self._truth(self._rules.processor) != FALSE and self._truth(self._rules.is_breach) != FALSE
        axes = Axes(self._rules, self._states, self._truths, self._live)
        gravity, likelihood = axes.over_all(self._ends())
        results = (self._authority(authority), self._subjects(subjects, exemption))
        return Assessment(
            at=self._now,
            risk=self._risk(),
            authority=results[0],
            subjects=results[1],
            exemption=exemption.exemption if exemption else None,
            controllers="tell" if tells else "not_concerned",
            controllers_reasons=(self._reason(_PROCESSOR),) if tells else (),
            deciding_facts=self._deciding(limbs, (authority, subjects)),
            gravity=gravity,
            likelihood=likelihood,
            kinds=axes.of_kinds(),
            enisa=enisa,
            enisa_warning=_warning(enisa, authority, subjects),
            threshold=self._threshold,
            rules=self._rules,
        )

    def _truth(self, node: Node) -> int:
        return truth(node, self._states)

    def _ends(self) -> tuple[int, int]:
        """The mildest and the gravest level of risk, as indices into RISKS."""
        low = sum(value == TRUE for value in self._levels)
        return low, sum(value != FALSE for value in self._levels)

    def _risk(self) -> str:
        low, high = self._ends()
        return RISKS[low] if low == high else "undetermined"

    def _reason(self, rule: Rule | str, *, certain: bool = True) -> Reason:
        named = self._rules.rule(rule) if isinstance(rule, str) else rule
        wanted = FALSE if named.effect in ("gate", "exempt") else TRUE if certain else MAYBE
        satisfied = {self._rules.atoms[index].fact for index in atoms_of(named.node) if self._states[index] == wanted}
        facts = tuple(fact for fact in named.facts if fact in satisfied) or named.facts
        return Reason(named, facts, certain)

    def _alive(self, rule: Rule) -> int:
        return max((self._live[kind] for kind in rule.kinds), default=FALSE)

    def _grave(self, least: int) -> tuple[Reason, ...]:
        """The floors and escalators of at least ``least``: those that apply, gravest first, then some that may."""
        found: list[tuple[int, int, int, Reason]] = []
        for place, rule in enumerate(self._rules.rules):
            if rule.effect not in ("floor", "raise") or rule.use or rule.level < least:
                continue
            state = min(self._truths[rule.id], self._alive(rule))
            if state == TRUE or (state == MAYBE and rule.level):
                found.append((-state, -rule.level, place, self._reason(rule, certain=state == TRUE)))
        found.sort(key=lambda row: row[:3])
        certain = [reason for *_, reason in found if reason.certain]
        return (*certain, *[reason for *_, reason in found if not reason.certain][:_OPEN_REASONS])

    def _gates(self) -> tuple[Reason, ...]:
        """The gates that surely stand, for the kinds of breach that are concerned."""
        nature = self._view.bounds["nature"][1]
        kinds = nature if isinstance(nature, frozenset) else frozenset()
        standing = [r for r in self._rules.rules if r.effect == "gate" and not r.use and self._truths[r.id] == FALSE and kinds & set(r.kinds)]
        return tuple(self._reason(rule) for rule in standing)

    def _outside(self) -> tuple[Reason, ...]:
        """Why Art. 33 and 34 are not ours."""
        return (self._reason(_NOT_A_BREACH if self._no_breach() else _PROCESSOR),)

    def _no_breach(self) -> bool:
        return self._truth(self._rules.is_breach) == FALSE

    def _authority(self, result: Interval) -> LimbResult:
        if result.high == 0 or self._no_breach():
            reasons = self._outside()
        elif result.high == 1:
            reasons = self._gates()
        else:
            grave = self._grave(0)
            explained = any(reason.certain and reason.rule.level for reason in grave)
            reasons = grave if explained else (self._reason(_PRINCIPLE), *grave)
        return LimbResult(result.duty(), result.gravest(), reasons, _counter(reasons))

    def _subjects(self, result: Interval, exemption: Rule | None) -> LimbResult:
        told = (self._reason(exemption),) if exemption else ()
        if result.high == 0 or self._no_breach():
            reasons = self._outside()
        elif result.high == 1 and exemption:
            reasons = (*told, *self._grave(_HIGH))
        elif result.high == 1:
            reasons = self._gates() if self._ends()[1] == 0 else (self._reason(_NO_HIGH_RISK),)
        else:
            reasons = (*self._grave(_HIGH), *told)
        advice = result.gravest() if result.low == result.high else "prepare"
        return LimbResult(result.duty(), advice, reasons, _counter(reasons))

    def _exemption(self, subjects: Interval) -> Rule | None:
        """The exemption of Art. 34(3) that stands between a high risk and the people, or that changes how they are told."""
        open_rules = [rule for rule in self._rules.rules if rule.effect == "exempt" and self._truths[rule.id] == FALSE]
        if subjects.high == 0 or self._no_breach() or self._ends()[1] < _HIGH:
            return None
        lifts = [rule for rule in open_rules if not rule.keeps_duty]
        if subjects.high == 1:
            return lifts[0] if lifts else None
        return next((rule for rule in open_rules if rule.keeps_duty), None)

    def _deciding(self, limbs: tuple[Limb, Limb], results: tuple[Interval, Interval]) -> tuple[Deciding, ...]:
        found: list[Deciding] = []
        for limb, result in zip(limbs, results, strict=True):
            if result.low != result.high:
                found += deciding(self._rules, self._view, self._states, limb)
        return tuple(found)


def _warning(enisa: Enisa, authority: Interval, subjects: Interval) -> str:
    """ENISA's second opinion where even its mildest end is above what the rules conclude. It warns and changes nothing."""
    if enisa.low >= PEOPLE_FROM and subjects.high == 1:
        return "subjects"
    return "authority" if enisa.low >= AUTHORITY_FROM and authority.high == 1 else ""


def _counter(reasons: tuple[Reason, ...]) -> Rule | None:
    """The first reason, in their order of weight, that has a counter-argument."""
    return next((reason.rule for reason in reasons if reason.rule.text("counter", "fr")), None)


def _words(text: str, lang: str) -> str:
    return i18n.french(text) if lang == "fr" else text


def _limb_json(limb: LimbResult, lang: str) -> dict[str, object]:
    return {
        "duty": limb.duty,
        "advice": limb.advice,
        "reasons": [reason.to_json(lang) for reason in limb.reasons],
        "counter_argument": _words(limb.counter.text("counter", lang), lang) if limb.counter else "",
    }


def _deciding_json(item: Deciding) -> dict[str, object]:
    return {
        "limb": item.limb,
        "facts": list(item.facts),
        "if": [{"answers": {fact: _answer(answer) for fact, answer in outcome.answers}, "duty": outcome.duty} for outcome in item.outcomes],
        "settles": item.settles,
    }


def _answer(answer: Answer) -> object:
    return list(answer) if isinstance(answer, tuple) else answer
