"""What stands in one field of a form: how well it is known, and its words.

Where the authority's list has a word for "unknown", an unknown fact is written with it; elsewhere it is written in words. It is never left out,
never 0 and never "no".
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from breach.domain.facts import UNKNOWN, CodeSet, Fact, Facts, State, Table, Value
from breach.drafting import spoken
from breach.drafting.papers import text_of
from breach.drafting.plain import clean, one_line
from breach.i18n import french, t

if TYPE_CHECKING:
    from breach.catalogue.model import Catalogue, Code, FactDef
    from breach.domain.profile import Profile


@dataclass(frozen=True, slots=True)
class Filing:
    """The notice being prepared: what belongs to it and not to the facts.

    ``type``: "initial", "complementary" or "complete". ``late``: over 72 h after awareness, so that reasons are due (GDPR Art. 33(1));
    ``late_reason`` stands in where the fact ``late_reason`` says nothing. ``subjects_message``: what people were told.
    """

    type: str
    earlier_reference: str | None = None
    late: bool = False
    late_reason: str | None = None
    subjects_message: str | None = None
    ref: str | None = None
    withdrawn: bool = False
    risk: str = ""
    risk_reasons: str | None = None
    not_informing_reasons: str | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """A value in words, how well it is known, whether it may still grow, and whether the wording of a choice was not read in the form."""

    value: str
    state: State
    may_grow: bool = False
    to_check: bool = False


@dataclass(frozen=True, slots=True)
class Sources:
    """Where a field's value comes from, as they stand at ``now`` (UTC); instants are shown in ``zone``."""

    facts: Facts
    profile: Profile
    filing: Filing
    catalogue: Catalogue
    now: datetime
    lang: str
    zone: str

    def fact(self, fact_id: str) -> Fact:
        """The fact as it stands: an expired assumption is unknown."""
        fact = self.facts.get(fact_id, UNKNOWN)
        if fact_id == "late_reason" and fact.state == "unknown" and self.filing.late_reason:
            return Fact("known", self.filing.late_reason)
        return UNKNOWN if fact.expired(self.now) else fact

    def listed(self, fact_id: str) -> str:
        """Whether the list of a fact names something: "yes", "no", or "" where that is not known."""
        fact = self.fact(fact_id)
        if fact.state != "known" or not isinstance(fact.value, CodeSet | tuple):
            return ""
        if isinstance(fact.value, CodeSet):
            return "yes" if fact.value.codes else "" if fact.value.at_least else "no"
        return "yes" if fact.value else "no"

    def code(self, fact_id: str) -> str:
        """The value of a fact that is known, as a code ("yes" and "no" included); "" otherwise."""
        fact = self.fact(fact_id)
        if fact.state != "known" or fact.value is None:
            return ""
        return ("yes" if fact.value else "no") if isinstance(fact.value, bool) else str(fact.value) if isinstance(fact.value, str) else ""

    def codes(self, fact_id: str) -> frozenset[str]:
        """The codes of a set that is known; of a single code likewise."""
        fact = self.fact(fact_id)
        if isinstance(fact.value, CodeSet) and fact.state == "known":
            return fact.value.codes
        return frozenset(filter(None, (self.code(fact_id),)))

    def period_determined(self) -> bool:
        """Whether the start is known and the end too, or that there is none yet."""
        start, end, ongoing = (self.fact(fact_id) for fact_id in ("occurred_from", "occurred_to", "ongoing"))
        return start.state == "known" and (end.state == "known" or (ongoing.state == "known" and ongoing.value is True))

    def unknown(self, source: str) -> str:
        """What stands in the field that ``source`` fills while nothing is known."""
        kind, _, key = source.partition(":")
        return _unknown(self.catalogue.get(key), self.lang) if kind == "fact" else t("notice.unknown", self.lang)

    def shown(self, source: str) -> Shown:
        """What stands in the field that ``source`` (``fact:``, ``profile:``, ``filing:``) fills."""
        kind, _, key = source.partition(":")
        if kind == "fact":
            return fact_shown(self.catalogue.get(key), self.fact(key), self.lang, self.zone)
        if kind == "profile":
            return _profile_shown(self.profile, key, self.catalogue, self.lang)
        if key == "period_determined":
            return Shown(t("notice.yes" if self.period_determined() else "notice.no", self.lang), "known")
        if key == "type":
            return Shown(t(f"notice.type.{self.filing.type}", self.lang), "known")
        return text_shown(getattr(self.filing, key, None), self.lang)


def text_shown(text: str | None, lang: str) -> Shown:
    """A text of the profile or the filing; None or blank is unknown."""
    words = clean(text or "")
    return Shown(words, "known") if words.strip() else Shown(t("notice.unknown", lang), "unknown")


def fact_shown(definition: FactDef, fact: Fact, lang: str, zone: str, *, form: bool = True) -> Shown:
    """``fact`` in words, with the authority's own wording for codes; without ``form``, of no form: in English then in English alone."""
    why = one_line(fact.because or "")
    if fact.state == "cannot_be_known":
        key = "notice.cannot-be-known.why" if why else "notice.cannot-be-known"
        return Shown(t(key, lang, why=why), "cannot_be_known")
    if fact.state == "estimated":
        words = spoken.span(fact.low, fact.high, lang)
        if words:
            return Shown(t("notice.estimate.basis" if why else "notice.estimate", lang, value=words, basis=why), "estimated")
    if fact.state in ("unknown", "estimated") or fact.value is None or _says_unknown(definition, fact.value):
        return Shown(_unknown(definition, lang, form=form), "unknown")
    words = _words(definition, fact.value, lang, zone, form=form)
    if not words.strip():
        return Shown(_unknown(definition, lang, form=form), "unknown")
    may_grow = isinstance(fact.value, CodeSet) and (fact.value.at_least or bool(fact.value.codes & definition.unknown_codes))
    chosen = fact.value.codes if isinstance(fact.value, CodeSet) else (fact.value,)
    doubtful = any(code.to_check and code.id in chosen for code in definition.codes)
    if fact.state == "assumed":
        return Shown(t("notice.assumed.why" if why else "notice.assumed", lang, value=words, why=why), "assumed", may_grow, doubtful)
    return Shown(words, "known", may_grow, doubtful)


def wording(code: Code, lang: str, *, form: bool = True) -> str:
    """The authority's own wording; in an English draft of its form with the English beside, since the form is filled in French."""
    own = code.cnil or code.fr
    if lang != "fr" and not form:
        return code.en
    return own if lang == "fr" else f"{own} ({code.en})" if code.cnil else code.en


def _says_unknown(definition: FactDef, value: Value) -> bool:
    if isinstance(value, CodeSet):
        return bool(value.codes) and value.codes <= definition.unknown_codes
    return isinstance(value, str) and value in definition.unknown_codes


def _unknown(definition: FactDef, lang: str, *, form: bool = True) -> str:
    own = [code for code in definition.codes if code.id in definition.unknown_codes]
    return wording(own[0], lang, form=form) if own else t("notice.unknown", lang)


def _words(definition: FactDef, value: Value, lang: str, zone: str, *, form: bool = True) -> str:
    if isinstance(value, bool):
        return t("notice.yes" if value else "notice.no", lang)
    if isinstance(value, int | Decimal | datetime):
        return spoken.moment(value, lang, zone) if isinstance(value, datetime) else spoken.number(value, lang)
    if isinstance(value, CodeSet):
        return _set(definition, value, lang, form=form)
    if isinstance(value, Mapping):
        rows = (
            t("notice.cell", lang, name=_label(definition, code, lang, form=form), value=spoken.number(count, lang)) for code, count in value.items()
        )
        return "\n".join(rows) or t("notice.none", lang)
    if isinstance(value, tuple):
        return "\n".join(_row(definition, row, lang, zone, form=form) for row in value) or t("notice.none", lang)
    return clean(value) if definition.type == "text" else _label(definition, value, lang, form=form)


def _label(definition: FactDef, code_id: str, lang: str, *, form: bool = True) -> str:
    code = definition.code(code_id)
    return one_line(code_id) if code is None else wording(code, lang, form=form)


def _set(definition: FactDef, value: CodeSet, lang: str, *, form: bool = True) -> str:
    """One line per code, in the order of the form; a set that may grow ends with the authority's word for that, or ours."""
    listed = [wording(code, lang, form=form) for code in definition.codes if code.id in value.codes]
    rows = listed or sorted(one_line(code) for code in value.codes)
    if value.at_least:
        own = [wording(code, lang, form=form) for code in definition.codes if code.id in definition.unknown_codes]
        rows += [row for row in own or [t("notice.set-open", lang)] if row not in rows]
    return "\n".join(rows) or t("notice.none", lang)


def _row(definition: FactDef, row: Table, lang: str, zone: str, *, form: bool = True) -> str:
    cells = []
    for column in definition.columns:
        cell = row.get(column.id)
        if cell is not None:
            name = column.question_fr if lang == "fr" else column.question_en
            cells.append(t("notice.cell", lang, name=name, value=one_line(_words(column, cell, lang, zone, form=form))))
    return ("\u202f; " if lang == "fr" else "; ").join(cells)


def _profile_shown(profile: Profile, path: str, catalogue: Catalogue, lang: str) -> Shown:
    part, _, name = path.partition(".")
    holder = getattr(profile, part)
    if path == "organisation.siren" and profile.organisation.no_siren:
        return Shown(t("notice.no-siren", lang), "known")
    if part == "dpo" and profile.dpo_state == "none":
        return Shown(t("notice.no-dpo", lang), "known")
    value = getattr(holder, name) if holder is not None else None
    if value is not None and path == "organisation.naf_section":
        return _sector(value, lang)
    if value is not None and path == "organisation.country":
        return text_shown(_label(catalogue.get("people_countries"), value, lang), lang)
    if isinstance(value, int):
        return Shown(spoken.number(value, lang), "known")
    return text_shown(value, lang)


@lru_cache(maxsize=1)
def _sectors() -> Mapping[str, Mapping[str, str | bool]]:
    table: Mapping[str, Mapping[str, str | bool]] = tomllib.loads(text_of("cnil-2023", "sectors.toml"))
    return table


def _sector(section: str, lang: str) -> Shown:
    row = _sectors().get(section)
    if row is None:
        return text_shown(section, lang)
    words = french(str(row["fr"])) if lang == "fr" else f"{row['fr']} ({row['en']})"
    return Shown(words, "known", to_check=not row.get("checked"))
