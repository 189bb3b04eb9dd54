"""What stands beside the assessment, in plain words: the plane of both axes, gates, flips, ENISA's steps, cases, precedents, promises."""

from __future__ import annotations

from typing import TYPE_CHECKING

from breach import i18n
from breach.catalogue.loader import load
from breach.domain.risks import RISKS
from breach.law.explain import Proposal, answer, question
from breach.law.rules import WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from breach.law.appraisal import Appraisal
    from breach.law.axes import Ends, KindAxes
    from breach.law.comparable import Comparable
    from breach.law.flips import Flip
    from breach.law.gates import Condition, Gate
    from breach.law.precedents import Card
    from breach.law.promises import Promise

_CODES = 4
"""How many codes of one answer are spelled out."""
_CELL = 13


def authority_name(name: str, lang: str) -> str:
    """Who gave a case, as the data name them (« AEPD (Spain) », « EDPB »), with the country and the European board in ``lang``."""
    body, opens, rest = name.partition(" (")
    country = next((code.fr if lang == "fr" else code.en for code in load().get("lead_authority").codes if code.en == rest.rstrip(")")), "")
    whole = f"{body}{opens}{country})" if opens and country else name
    return whole.replace("EDPB", i18n.t("assess.edpb", lang)).replace("WP29", i18n.t("assess.wp29", lang))


def lines(appraisal: Appraisal, lang: str, *, ids: bool = False) -> list[str]:
    """All of it in ``lang`` ("fr" or "en"), one item a line. A line that begins with "- " or a blank belongs to the one above; the proposal comes
    first and who concludes last. ``ids``: with the facts' ids, for whoever types them.
    """
    writer = Writer(appraisal, lang, ids=ids)
    proposal = Proposal(appraisal.made, lang, ids=ids)
    first = [*writer.since(), *proposal.head(), *writer.plane(), *proposal.settles(), *writer.flips()]
    second = [*proposal.enisa(), *writer.enisa()]
    return [*first, *proposal.why(), *writer.kinds(), *writer.gates(), *second, *writer.rest(), proposal.last()]


class Writer:
    """The sections, each a list of lines, empty where there is nothing to say."""

    def __init__(self, appraisal: Appraisal, lang: str, *, ids: bool = False) -> None:
        self._all, self._lang, self._ids = appraisal, lang, ids

    def _t(self, key: str, **params: object) -> str:
        return i18n.t(f"appraisal.{key}", self._lang, **params)

    def _many(self, key: str, count: int, **params: object) -> str:
        return i18n.plural(f"appraisal.{key}", count, self._lang, **params)

    def _own(self, text: str) -> str:
        return i18n.french(text) if self._lang == "fr" else text

    def _row(self, parts: Iterable[str]) -> str:
        return self._own(" ; " if self._lang == "fr" else "; ").join(parts)

    def _word(self, level: int) -> str:
        return i18n.t(f"assess.word.{WORDS[level]}", self._lang)

    def _span(self, low: str, high: str) -> str:
        return low if low == high else self._t("span", low=low, high=high)

    def rest(self) -> list[str]:
        """Cases, precedents, promises."""
        return [*self.comparable(), *self.precedents(), *self.promises()]

    def plane(self) -> list[str]:
        """Gravity and likelihood as a table of text, readable without colour."""
        gravity, likelihood = self._all.made.gravity, self._all.made.likelihood
        columns = "".join(f"{self._word(level):<{_CELL}}" for level in range(len(WORDS)))
        out = [self._t("plane"), self._t("plane.columns", blank="", words=columns).rstrip()]
        for row in reversed(range(len(WORDS))):
            inside = gravity[0] <= row <= gravity[1]
            cells = "".join(f"{'#' if inside and likelihood[0] <= column <= likelihood[1] else '.':<{_CELL}}" for column in range(len(WORDS)))
            out.append(self._t("plane.row", word=self._word(row), cells=cells).rstrip())
        return out

    def kinds(self) -> list[str]:
        """Both axes for each kind of breach."""
        return [self._t("kinds"), *(self._kind(item) for item in self._all.made.kinds)]

    def _kind(self, item: KindAxes) -> str:
        name = self._t(f"kind.{item.kind}")
        if item.concerned == "no":
            return self._t("kind.no", kind=name)
        risk = self._span(*(self._t(f"risk.{RISKS[end]}") for end in item.risk))
        key = "kind" if item.concerned == "yes" else "kind.unknown"
        return self._t(key, kind=name, risk=risk, gravity=self._ends(item.gravity), likelihood=self._ends(item.likelihood))

    def _ends(self, ends: Ends) -> str:
        return self._span(self._word(ends[0]), self._word(ends[1]))

    def flips(self) -> list[str]:
        """What would flip each settled duty."""
        out: list[str] = []
        for limb in ("authority", "subjects"):
            found = [self._flip(flip) for flip in self._all.flips if flip.limb == limb]
            settled = getattr(self._all.made, limb).duty not in ("undetermined", "not_concerned")
            out += [self._t(f"flips.{limb}"), *found] if found else [self._t(f"flips.{limb}"), f"- {self._t('flips.none')}"] if settled else []
        return out

    def _flip(self, flip: Flip) -> str:
        shown = [answer(flip.fact, code, self._lang) for code in flip.to[:_CODES]]
        to = self._t("or").join(shown)
        if len(flip.to) > _CODES:
            to = self._many("flip.more", len(flip.to) - _CODES, codes=", ".join(shown))
        duty = i18n.t(f"assess.duty.{'open' if flip.duty == 'undetermined' else flip.duty}", self._lang)
        return self._t("flip", change=self._t(f"flip.{flip.change}", fact=question(flip.fact, self._lang, ids=self._ids), to=to), duty=duty)

    def gates(self) -> list[str]:
        """The gates that stand or may, condition by condition; those that are shut are counted by name."""
        near = [gate for gate in self._all.gates if gate.state != "closed" or (gate.how_many("met") and not gate.how_many("unmet"))]
        shut = [gate for gate in self._all.gates if gate not in near and gate.rule.effect == "gate"]
        out = [line for gate in near for line in self._gate(gate)]
        if shut:
            titles = self._row(self._own(gate.rule.text("title", self._lang)) for gate in shut)
            out.append(self._many("gates.rest", len(shut), titles=titles))
        return [self._t("gates"), *out] if out else []

    def _gate(self, gate: Gate) -> Iterator[str]:
        source = self._row(source.short(self._lang) for source in gate.rule.sources) + (self._t("to_check") if gate.rule.to_check else "")
        title, count = self._own(gate.rule.text("title", self._lang)), len(gate.conditions)
        yield self._t("gate", title=title, state=self._t(f"gate.{gate.state}"), met=gate.how_many("met"), count=count, source=source)
        yield from (self._condition(condition) for condition in gate.conditions)

    def _condition(self, condition: Condition) -> str:
        facts = self._t("or").join(question(fact, self._lang, ids=self._ids) for fact in condition.facts)
        return self._t("condition", state=self._t(f"condition.{condition.state}"), facts=facts, evidence=self._evidence(condition))

    def _evidence(self, condition: Condition) -> str:
        if condition.state != "met":
            return ""
        found = [self._t("evidence", source=item.source) for item in condition.evidence if item.source]
        found += [self._t("evidence.entry", entry=item.entry) for item in condition.evidence if item.entry is not None]
        return "".join(found) if condition.proved else self._t("evidence.none") + "".join(found)

    def factors(self) -> list[str]:
        """The eight factors with the rules that speak to each."""
        out = [self._t("factors")]
        for factor in self._all.factors:
            said = [
                self._t(f"factor.{key}", rules=self._row(self._own(rule.text("title", self._lang)) for rule in rules))
                for key, rules in (("raises", factor.raises), ("may", factor.may), ("lowers", factor.lowers))
                if rules
            ]
            name = self._t(f"factor.{factor.name}")
            out += [self._t("factor", name=name), *said] if said else [self._t("factor.nothing", name=name)]
        return out

    def enisa(self) -> list[str]:
        """Every step of ENISA's arithmetic, its two remarks, and where it parts from the rules."""
        made = self._all.made
        out = [self._t("enisa.steps")]
        for name, low, high in made.enisa.steps:
            out.append(self._t("enisa.step", name=name, span=self._span(str(low), str(high)), what=self._t(f"enisa.step.{name}")))
        out += [self._t(f"enisa.flag.{name}", said=self._t(f"said.{said}")) for name, said in made.enisa.flags]
        for limb in ("authority", "subjects"):
            out.append(self._t(f"enisa.beside.{made.enisa.beside(limb, getattr(made, limb).duty)}", limb=self._t(f"limb.{limb}")))
        return out

    def comparable(self) -> list[str]:
        """The nearest cases with what is common and what differs."""
        out = [line for found in self._all.comparable for line in self._case(found)]
        return [self._t("comparable"), *out] if out else []

    def _case(self, found: Comparable) -> Iterator[str]:
        case, outcome = found.case, found.case["outcome"]
        said = self._t("case.outcome", **{limb: self._t(f"outcome.{outcome[limb]}") for limb in ("authority", "subjects")})
        said += self._t("case.stricter", cases=", ".join(found.stricter)) if found.stricter else ""
        check = self._t("to_check") if case["source"]["to_check"] else ""
        title = self._own(case[f"title_{self._lang}"])
        yield self._t("case", title=title, authority=authority_name(str(case["source"]["authority"]), self._lang), outcome=said, check=check)
        if found.common:
            yield self._t("case.common", traits=self._traits(found.common))
        for one in found.differences:
            yield self._t(
                "case.difference", trait=self._t(f"trait.{one.trait}"), here=self._codes(one.trait, one.here), there=self._codes(one.trait, one.there)
            )
        if found.unknown:
            yield self._t("case.unknown", traits=self._traits(found.unknown))

    def _traits(self, names: Sequence[str]) -> str:
        return ", ".join(self._t(f"trait.{name}") for name in names)

    def _codes(self, trait: str, codes: Iterable[str]) -> str:
        fact = {"kind": "nature", "origin": "origin", "controller": "controller_kind"}.get(trait)
        return ", ".join(answer(fact, code, self._lang) if fact else self._t(f"code.{code}") for code in codes)

    def precedents(self) -> list[str]:
        """The cards, rejected reasonings first."""
        out: list[str] = []
        for side, key in (("rejected", "precedents"), ("accepted", "precedents.accepted")):
            cards = [card for card in self._all.cards if card.side == side]
            out += [self._t(key), *(self._card(card) for card in cards)] if cards else []
        return out

    def _card(self, card: Card) -> str:
        parts = {part: self._own(card.text(part, self._lang)) for part in ("title", "said", "held", "do", "source")}
        return self._t("card", **parts, checked=card.checked_on, check=self._t("to_check") if card.to_check else "")

    def promises(self) -> list[str]:
        """Public promises beside the law, and which one the decision followed."""
        out = [line for promise in self._all.promises if promise.applies is not False for line in self._promise(promise)]
        return [self._t("promises"), *out] if out else []

    def _promise(self, promise: Promise) -> Iterator[str]:
        made = promise.commitment
        differs = ", ".join(self._t(f"promise.differs.{name}") for name in promise.differs) or self._t("promise.same")
        applies = self._t("promise.applies.yes" if promise.applies else "promise.applies.unknown")
        yield self._t("promise", id=made.id, document=made.source.document, article=made.source.article, applies=applies, differs=differs)
        yield self._t("promise.sentence", sentence=made.sentence)
        if promise.followed:
            yield self._t(f"promise.followed.{promise.followed}")

    def since(self) -> list[str]:
        """What changed since each decision that stands."""
        out: list[str] = []
        for since in self._all.since:
            out.append(self._t("since", question=i18n.t(f"tui.question-{since.question}", self._lang), entry=since.entry))
            out += [
                self._t(
                    "change",
                    text=self._own(one.text(self._lang)),
                    facts=self._row(question(fact, self._lang, ids=self._ids) for fact in one.facts),
                    source=self._own(one.source(self._lang)),
                )
                for one in since.changes
            ]
        return out
