"""Letters to the people concerned (GDPR Art. 34(2)): the four contents, for these data, in plain words.

A letter that lacks one of the contents is made all the same, marked as an incomplete draft, with what is missing at its top.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from breach.domain.facts import CodeSet, Facts, fact_of
from breach.drafting import spoken, writers
from breach.drafting.blocks import parse
from breach.drafting.environment import render
from breach.drafting.languages import OWN, table
from breach.drafting.letter_context import CONTENTS, Making, MinorRule, Said, reached, said, sender, slotted_values
from breach.drafting.letter_facts import Known
from breach.drafting.letter_page import Page
from breach.drafting.paper_context import paper_said
from breach.drafting.papers import Paper, paper, template_of
from breach.drafting.plain import one_line
from breach.drafting.recipient import Recipient, address_lines
from breach.drafting.slots import ADDRESS, Addressee, slot
from breach.errors import InputError, RuleError
from breach.i18n import french, t

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import datetime

    from breach.catalogue.model import Catalogue
    from breach.domain.profile import Profile
    from breach.service.drafting_ports import Around

__all__ = ["CONTENTS", "Drafted", "Letter", "MinorRule", "Recipient", "addressee", "draft_letter", "draft_page", "minor_rule", "minors_concerned"]

_POSTED = ("post", "email")
"""Channels whose message has a subject; elsewhere it is a title, and stands without the word."""
_PROCESSORS = frozenset({"processor", "sub_processor"})


@dataclass(frozen=True, slots=True)
class Letter:
    """A drafted letter.

    ``texts``: by format. ``missing``: which of ``CONTENTS`` it lacks; ``gaps``: what of the nature is not said (``what``, ``date``, ``data``).
    ``notes``: what its maker should see: ``minors-need-representative`` where minors are concerned and this letter is not theirs.
    """

    template: str
    channel: str
    lang: str
    subject: str
    texts: Mapping[str, str]
    missing: tuple[str, ...]
    gaps: tuple[str, ...]
    notes: tuple[str, ...]
    exercise: bool

    @property
    def incomplete(self) -> bool:
        """Whether one of the required contents is missing."""
        return bool(self.missing)


@dataclass(frozen=True, slots=True)
class Drafted:
    """A letter before it is written in a format: ``page``, and what ``Letter`` says of it."""

    page: Page
    missing: tuple[str, ...]
    gaps: tuple[str, ...]
    notes: tuple[str, ...]


def minor_rule(profile: Profile) -> MinorRule:
    """The law's age, from the manifest of ``people-minor``, or the one that the organisation's own documents set, with their article: a document of
    its own raises the age, and never lowers the law's.
    """
    manifest, own = paper("people-minor"), profile.minors
    law = MinorRule(manifest.minor_age or 18, manifest.minor_source)
    if own is None or own.age < law.age:
        return law
    document = profile.document(own.source.document)
    return MinorRule(own.age, f"{document.title if document else own.source.document}, art. {own.source.article}")


def minors_concerned(facts: Facts, rule: MinorRule, now: datetime) -> bool:
    """Whether the facts name minors, or a youngest age under the rule's; an estimate counts by its lower end."""
    people = fact_of(facts, "people_categories", now).value
    age = fact_of(facts, "youngest_age", now)
    lowest = age.low if age.state == "estimated" else age.value
    young = isinstance(lowest, int) and not isinstance(lowest, bool) and lowest < rule.age
    return young or (isinstance(people, CodeSet) and "minors" in people.codes)


def draft_letter(
    template_id: str,
    channel: str,
    facts: Facts,
    profile: Profile,
    catalogue: Catalogue,
    *,
    lang: str,
    exercise: bool,
    recipient: Recipient | None = None,
    now: datetime,
    zone: str,
    formats: tuple[str, ...] = ("md", "txt", "html"),
    minors: MinorRule | None = None,
) -> Letter:
    """The letter of ``draft_page`` in each of the text ``formats``; a preview where ``recipient`` is None. Raises as ``draft_page``."""
    for fmt in formats:
        check_format(template_id, fmt, among=writers.TEXTS)
    made = draft_page(
        template_id, channel, facts, profile, catalogue, lang=lang, exercise=exercise, recipient=recipient, now=now, zone=zone, minors=minors
    )
    texts = {fmt: writers.text(fmt, made.page) for fmt in formats}
    return Letter(template_id, channel, lang, made.page.subject, texts, made.missing, made.gaps, made.notes, exercise)


def draft_page(
    template_id: str,
    channel: str,
    facts: Facts,
    profile: Profile,
    catalogue: Catalogue,
    *,
    lang: str,
    exercise: bool,
    recipient: Recipient | None = None,
    now: datetime,
    zone: str,
    minors: MinorRule | None = None,
    slotted: bool = False,
    around: Around | None = None,
) -> Drafted:
    """The letter ``template_id`` for ``channel`` from ``facts``, in ``lang``; a preview where ``recipient`` is None.

    ``now`` (UTC) dates a posted letter and ends assumptions; instants are shown in ``zone``. ``minors`` is the age rule, by default
    ``minor_rule(profile)``. With ``slotted`` what is this ``recipient``'s alone (``addressee``) is left as slots: the page then serves every
    recipient with the same language, the same data types and the same fields given. ``around`` is what the file holds
    around a paper. Raises InputError ``unknown-template``, ``letter-channel``,
    ``letter-language``; RuleError ``letters-are-the-controllers`` where the organisation is a processor only (GDPR Art. 34(1): the controller
    informs) and ``channel-compromised`` where the channel may be read by the attacker.
    """
    manifest = _manifest(template_id, channel, lang)
    known = Known(facts, now)
    _refuse(manifest, known, channel)
    rule = minors or minor_rule(profile)
    making = Making(manifest, channel, known, profile, catalogue, recipient, rule, lang, zone, now, exercise, slotted, around)
    saying = paper_said(making) if manifest.kind == "paper" else said(making)
    source, name = template_of(template_id, lang, channel, "md")
    page = _page(making, saying, render(source, saying.context, name=name, kind="md", lang=lang))
    letter = manifest.kind == "letter"
    notes = ("minors-need-representative",) if letter and not making.young and minors_concerned(facts, rule, now) else ()
    return Drafted(page, saying.missing, saying.gaps, notes)


def addressee(template_id: str, recipient: Recipient, profile: Profile, catalogue: Catalogue, lang: str, key: str = "") -> Addressee:
    """What ``draft_page(…, slotted=True)`` left to fill for ``recipient``; ``key`` tells the letter from the others of its job."""
    young = paper(template_id).minor_age is not None
    address = address_lines(recipient, lang, to_representative=young, country=_abroad(recipient, profile, catalogue, lang))
    email = recipient.representative_email if young else recipient.email
    return Addressee(slotted_values(recipient, lang, young=young), address, email, key)


def check_format(template_id: str, fmt: str, channel: str = "", among: Collection[str] = writers.FORMATS) -> None:
    """Refuse a format in which the letter is not written. Raises InputError ``letter-format``, ``eml-for-email``, ``unknown-template``."""
    known = paper(template_id).formats
    if fmt not in known or fmt not in among:
        raise InputError("letter-format", template=template_id, format=one_line(fmt)[:40], formats=", ".join(known))
    if fmt == "eml" and channel not in ("", "email"):
        raise InputError("eml-for-email", channel=one_line(channel)[:40])


def _manifest(template_id: str, channel: str, lang: str) -> Paper:
    manifest = paper(template_id)
    if manifest.kind == "notice":
        raise InputError("template-not-letter", template=template_id)
    if channel not in manifest.channels:
        raise InputError("letter-channel", template=template_id, channel=one_line(channel)[:40], channels=", ".join(manifest.channels))
    if lang not in manifest.languages:
        raise InputError("letter-language", template=template_id, lang=one_line(lang)[:40], languages=", ".join(manifest.languages))
    if lang not in OWN:
        table(lang)
    return manifest


def _refuse(manifest: Paper, known: Known, channel: str) -> None:
    roles = known.codes("role")
    if manifest.kind == "letter" and roles and roles <= _PROCESSORS and not known.open_set("role"):
        raise RuleError("letters-are-the-controllers")
    if channel in known.codes("compromised_channels"):
        raise RuleError("channel-compromised", channel=channel)


def _page(making: Making, saying: Said, markdown: str) -> Page:
    lang, organisation = making.lang, making.profile.organisation
    today = spoken.day(making.now, lang, making.zone)
    incomplete = bool(saying.missing) and making.paper.kind == "letter"  # a first notice is incomplete and goes out as it is
    subject = _subject(making, incomplete=incomplete)
    marks = [t("letters.exercise", lang)] if making.exercise else []
    if saying.missing and making.paper.kind == "letter":
        gaps = spoken.listed([t(f"letters.gap.{gap}", lang) for gap in saying.gaps], lang)
        contents = [t(f"letters.content.{content}", lang, gaps=gaps) for content in saying.missing]
        marks.append(t("letters.incomplete", lang, contents=spoken.listed(contents, lang)))
    city = one_line(organisation.city or "")
    return Page(
        lang=lang,
        channel=making.channel,
        subject=subject,
        subject_line=t("letters.subject.label", lang, label=t("letters.subject", lang), subject=subject) if making.channel in _POSTED else subject,
        marks=tuple(marks),
        foot=t("letters.exercise", lang) if making.exercise else "",
        sender=sender(making.profile),
        recipient=_address(making),
        dated=t("letters.dated", lang, city=city, day=today) if city else t("letters.dated.nowhere", lang, day=today),
        markdown=markdown,
        blocks=parse(markdown),
        organisation=one_line(organisation.name),
        mark=_each_page(making, incomplete=incomplete, open_ends=with_open_ends(markdown)),
        contact=_contact_line(saying),
        reply_to=reached(making.profile),
        now=making.now,
    )


def with_open_ends(markdown: str) -> bool:
    """Whether the text has a place that somebody is to complete; what a user typed stands escaped and is none."""
    text = markdown.casefold()
    return any(re.search(rf"(?<!\\){re.escape(t('drafts.to-complete', lang).casefold())}", text) for lang in OWN)


def _each_page(making: Making, *, incomplete: bool, open_ends: bool) -> str:
    """The words on each page of what cannot be sent as it is: an exercise, an incomplete draft, a paper with places to complete, a preview."""
    addressed = not open_ends and (making.recipient or (making.around and making.around.party))
    draft = "letters.incomplete.mark" if incomplete else "" if addressed else "letters.draft.mark"
    marks = ["letters.exercise.mark"] * making.exercise + [draft] * bool(draft)
    return " – ".join(t(mark, making.lang) for mark in marks)


def _contact_line(saying: Said) -> str:
    title, lines = str(saying.context.get("contact_title", "")), saying.context.get("contact", ())
    return ", ".join([title, *lines]) if isinstance(lines, tuple) and lines else ""


def _address(making: Making) -> tuple[str, ...]:
    if making.slotted:
        return (slot(ADDRESS),)
    party = making.around.party if making.around else None
    if party and party.get("name"):
        return tuple(row for row in map(one_line, (str(party["name"]), *str(party.get("contact") or "").split("\n"))) if row)
    recipient = making.recipient
    country = _abroad(recipient, making.profile, making.catalogue, making.lang) if recipient else ""
    return address_lines(recipient, making.lang, to_representative=making.young, country=country)


def _subject(making: Making, *, incomplete: bool) -> str:
    """The subject, with the marks of an exercise and of an incomplete draft before it: it cannot be sent by mistake."""
    words = making.paper.subjects[making.lang]
    before, _, after = (french(words) if making.lang == "fr" else words).partition("{organisation}")
    marks = ["letters.exercise.mark"] * making.exercise + ["letters.incomplete.mark"] * incomplete
    tags = "".join(f"[{t(mark, making.lang)}] " for mark in marks)
    return tags + before + one_line(making.profile.organisation.name) + after


def _abroad(recipient: Recipient, profile: Profile, catalogue: Catalogue, lang: str) -> str:
    """The name of the recipient's country where it is not the sender's."""
    country = recipient.country
    if not country or country == (profile.organisation.country or "FR"):
        return ""
    code = catalogue.get("people_countries").code(country)
    return (code.fr if lang == "fr" else code.en) if code else country
