"""The assessment in plain words, line by line: proposal, reasons with sources, what would settle or flip it, the counter-argument, ENISA beside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from breach import i18n
from breach.catalogue.loader import load
from breach.law.rules import WORDS

if TYPE_CHECKING:
    from breach.law.assessment import Assessment, LimbResult, Reason
    from breach.law.deciding import Answer, Deciding


def lines(assessment: Assessment, lang: str, *, ids: bool = False) -> list[str]:
    """The explanation in ``lang`` ("fr" or "en"), one item per line; an item that begins with "- " belongs to the line above. ``ids``: with the
    facts' ids, for whoever types them.
    """
    return Proposal(assessment, lang, ids=ids).lines()


def question(fact_id: str, lang: str, *, ids: bool = False) -> str:
    """The question of a fact in ``lang``; ``ids``: with its id, for whoever types it."""
    definition = load().get(fact_id)
    words = i18n.french(definition.question_fr) if lang == "fr" else definition.question_en
    return f"{words} ({fact_id})" if ids else words


def answer(fact_id: str, code: str, lang: str) -> str:
    """One answer to a fact in words: yes, no, the words of a code; what has none as it is."""
    if code in ("yes", "no") and load().get(fact_id).code(code) is None:
        return i18n.t(f"appraisal.said.{code}", lang)
    if load().get(fact_id).code(code) is None:
        return code
    words = load().label(fact_id, code, lang)
    return i18n.french(words) if lang == "fr" else words


class Proposal:
    """The assessment's own sections, each a list of lines."""

    def __init__(self, assessment: Assessment, lang: str, *, ids: bool = False) -> None:
        self._made, self._lang, self._ids = assessment, lang, ids

    def _t(self, key: str, **params: object) -> str:
        return i18n.t(f"assess.{key}", self._lang, **params)

    def _own(self, text: str) -> str:
        return i18n.french(text) if self._lang == "fr" else text

    def lines(self) -> list[str]:
        """All of it."""
        return [*self.head(), *self.why(), *self.settles(), *self.enisa(), self.last()]

    def head(self) -> list[str]:
        """What is proposed towards each, and both axes."""
        made = self._made
        out = [*self._limb("authority", made.authority), *self._limb("subjects", made.subjects)]
        if made.exemption:
            out.append(self._t("exemption", article=_article(made.exemption)))
        if made.controllers == "tell":
            out.append(self._t("controllers.tell"))
        return [*out, self._t("axes", gravity=self._span(made.gravity), likelihood=self._span(made.likelihood))]

    def why(self) -> list[str]:
        """The reasons towards each, with the strongest counter-argument."""
        made = self._made
        return [*self._reasons("authority", made.authority), *self._reasons("subjects", made.subjects)]

    def settles(self) -> list[str]:
        """What would settle a duty that is not."""
        return [line for item in self._made.deciding_facts for line in self._deciding(item)]

    def last(self) -> str:
        """Who concludes, and by which rules this was worked out."""
        made = self._made
        return self._t("concludes", version=made.rules.version, sha=made.rules.sha256[:16])

    def _limb(self, name: str, limb: LimbResult) -> list[str]:
        proved = "duty.undetermined" if limb.duty == "undetermined" else "duty.proved"
        return [self._t(f"{name}.{limb.advice}"), f"- {self._t(proved)}"]

    def _span(self, ends: tuple[int, int]) -> str:
        low, high = (self._t(f"word.{WORDS[end]}") for end in ends)
        return low if low == high else self._t("span", low=low, high=high)

    def _reasons(self, name: str, limb: LimbResult) -> list[str]:
        if not limb.reasons:
            return []
        out = [self._t(f"reasons.{name}"), *(self._reason(reason) for reason in limb.reasons)]
        if limb.counter:
            out.append(self._t("counter", text=self._own(limb.counter.text("counter", self._lang))))
        return out

    def _reason(self, reason: Reason) -> str:
        rule = reason.rule
        source = self._own(" ; " if self._lang == "fr" else "; ").join(source.short(self._lang) for source in rule.sources) + (
            f" {self._t('to_check')}" if rule.to_check else ""
        )
        title, why = self._own(rule.text("title", self._lang)), self._own(rule.text("reason", self._lang))
        return self._t("reason", title=title, reason=why, source=source) if reason.certain else self._t("reason.open", title=title, source=source)

    def _deciding(self, item: Deciding) -> list[str]:
        key = "deciding.settles" if item.settles else "deciding.question"
        facts = self._t("and").join(question(fact, self._lang, ids=self._ids) for fact in item.facts)
        out = [self._t(key, limb=self._t(f"limb.{item.limb}"), facts=facts)]
        # A question none of whose answers settles anything by itself is asked; listing its answers would say nothing.
        for outcome in item.outcomes if any(found.duty != "undetermined" for found in item.outcomes) else ():
            answers = self._t("and").join(self._answered(fact, given, alone=len(outcome.answers) == 1) for fact, given in outcome.answers)
            duty = "open" if outcome.duty == "undetermined" else outcome.duty
            out.append(self._t("deciding.if", answers=answers, duty=self._t(f"duty.{duty}")))
        return out

    def _answered(self, fact_id: str, given: Answer, *, alone: bool) -> str:
        """An answer: alone it needs no question, which stands right above it."""
        words = self._answer(fact_id, given)
        if self._ids:
            return self._t("answer", fact=fact_id, answer=words)
        return words if alone else self._t("answer.to", question=question(fact_id, self._lang), answer=words)

    def _answer(self, fact_id: str, given: Answer) -> str:
        codes = (given,) if isinstance(given, str) else given
        return ", ".join(answer(fact_id, code, self._lang) for code in codes) or self._t("answer.none")

    def enisa(self) -> list[str]:
        """The second opinion, in one line, and its warning."""
        made = self._made
        low, high = (self._t(f"band.{band}") for band in made.enisa.bands())
        out = [self._t("enisa", working=made.enisa.working(), band=low if low == high else self._t("span", low=low, high=high))]
        if made.enisa_warning:
            out.append(self._t(f"enisa.warning.{made.enisa_warning}"))
        return out


def _article(code: str) -> str:
    """``34-3-b`` as ``34(3)(b)``."""
    article, *rest = code.split("-")
    return article + "".join(f"({part})" for part in rest)
