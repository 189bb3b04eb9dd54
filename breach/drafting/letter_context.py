"""What a letter's template may name: the facts, the profile and the advice, in words, and what of the required contents is missing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from breach.domain.profile import Contact, Dpo, Profile
from breach.drafting import advice, spoken
from breach.drafting.letter_facts import NATURES, Known, data_keys, found, nature_words, other_data, period
from breach.drafting.plain import ended, one_line
from breach.drafting.recipient import Recipient, full_name, greeting
from breach.drafting.slots import slot
from breach.i18n import french, t

if TYPE_CHECKING:
    from datetime import datetime

    from breach.catalogue.model import Catalogue
    from breach.drafting.papers import Paper
    from breach.service.drafting_ports import Around

MOST_SHORT = 3
"""Lines of advice in a message of few characters: those of the gravest data, as the table orders them."""
CONTENTS = ("nature", "contact", "consequences", "measures")
"""The contents that Art. 34(2) requires, (b), (c) and (d) of Art. 33(3) included."""


@dataclass(frozen=True, slots=True)
class MinorRule:
    """Below ``age`` (years) the legal representative is written to; ``source`` says where this age is set."""

    age: int
    source: str


@dataclass(frozen=True, slots=True)
class Making:
    """A letter being made: everything that its parts are made from. ``now`` is in UTC; ``slotted`` and ``around``: see ``letter.draft_page``."""

    paper: Paper
    channel: str
    known: Known
    profile: Profile
    catalogue: Catalogue
    recipient: Recipient | None
    rule: MinorRule
    lang: str
    zone: str
    now: datetime
    exercise: bool
    slotted: bool = False
    around: Around | None = None

    @property
    def young(self) -> bool:
        """Whether the letter is for a minor and the legal representative."""
        return self.paper.minor_age is not None


@dataclass(frozen=True, slots=True)
class Said:
    """What a template may name, the required contents that are missing, and what of the nature is (``what``, ``date``, ``data``)."""

    context: dict[str, object]
    missing: tuple[str, ...]
    gaps: tuple[str, ...]


def said(making: Making) -> Said:
    """The context of the letter's template, and what it lacks."""
    known, lang, recipient = making.known, making.lang, making.recipient
    sure = data_keys(known, making.catalogue, "known")
    keys = recipient.data_types if recipient is not None and recipient.data_types is not None else sure
    possible = data_keys(known, making.catalogue, "assumed") - keys
    natures, other = known.codes("nature"), other_data(known)
    told = advice.told(keys or possible, natures, lang, published=known.answer("published") == "yes", other=other)
    title, contact = contact_of(making.profile, lang)
    context: dict[str, object] = {
        **_happened(making),
        "organisation": one_line(making.profile.organisation.name),
        "greeting": slot("greeting") if making.slotted else greeting(recipient, lang, to_representative=making.young),
        "channel": making.channel,
        "today": spoken.day(making.now, lang, making.zone),
        "passwords": known.answer("passwords_stored") if "password" in keys | possible else "not_concerned",
        "data": told.data if keys else (),
        "possible_data": advice.told(possible, natures, lang, published=False, other=other).data,
        "data_open": known.open_set("data_types") or known.open_set("data_categories"),
        "consequences": told.consequences,
        "steps": told.steps,
        "measures_done": known.text("measures_immediate"),
        "measures_next": known.text("measures_after"),
        "contact_title": title,
        "contact": contact,
        "complaint": advice.complaint(lang),
        "to_complete": _to_complete(lang),
        "data_source": known.text("data_source"),
        "people": _people(making),
        "effort": known.answer("disproportionate_effort") == "yes",
        **_short(making, told),
    }
    if making.young:
        context |= _young(making, keys or possible, told.themes)
    return _judged(making.paper, context, told)


def _people(making: Making) -> str:
    """The categories of people, in words; "" where none is known."""
    definition = making.catalogue.get("people_categories")
    known = making.known.codes("people_categories") - definition.unknown_codes - {"other"}
    words = [code.fr if making.lang == "fr" else code.en for code in definition.codes if code.id in known]
    return spoken.listed([word[:1].lower() + word[1:] for word in words], making.lang)


def _short(making: Making, told: advice.Told) -> dict[str, object]:
    """What a message of few characters says: days without hours, one line per kind of data, the first sentence of the measures."""
    known, lang, zone = making.known, making.lang, making.zone
    start, end = known.instant("occurred_from"), known.instant("occurred_to")
    days = [spoken.day(at, lang, zone) for at in (start, end) if at]
    when = (
        t("letters.from-to", lang, start=days[0], end=days[1])
        if len(set(days)) > 1
        else t("letters.on", lang, start=days[0])
        if start and end
        else ""
    )
    if start and not end:
        when = t("letters.since", lang, start=days[0])
    seen = known.instant("aware_at", "discovered_at", "first_signal_at")
    ways = [person for person in (making.profile.dpo, making.profile.contact) if person is not None and (person.phone or person.email)]
    measures = known.text("measures_immediate") or known.text("measures_after")
    natures = known.codes("nature")
    return {
        "when_short": when,
        "found_short": spoken.day(seen, lang, zone) if seen else "",
        "natures_short": spoken.listed([t(f"letters.nature-short.{nature}", lang) for nature in NATURES if nature in natures], lang),
        "short": tuple(line[:1].upper() + line[1:] for line in told.short[:MOST_SHORT]),
        "measures_short": re.split(r"(?<=[.!?])\s", one_line(measures), maxsplit=1)[0],
        "contact_short": ", ".join(one_line(way) for way in (ways[0].phone, ways[0].email) if way) if ways else "",
    }


def _judged(manifest: Paper, context: dict[str, object], told: advice.Told) -> Said:
    lacks = {
        "what": not (context["description"] or context["natures"]),
        "date": not (context["when"] or context["found"]),
        "data": not told.data,
    }
    gaps = tuple(gap for gap, lacking in lacks.items() if lacking)
    absent = {
        "nature": bool(gaps),
        "contact": not context["contact"],
        "consequences": not told.consequences,
        "measures": not (context["measures_done"] or context["measures_next"]),
    }
    return Said(context, tuple(content for content in CONTENTS if content in manifest.required and absent[content]), gaps)


def _happened(making: Making) -> dict[str, object]:
    known, lang = making.known, making.lang
    natures = known.codes("nature")
    answers = {fact_id: known.answer(fact_id) for fact_id in ("ongoing", "accessed", "exfiltrated", "published", "observed_harm")}
    return {
        **answers,
        "when": period(known, lang, making.zone),
        "found": found(known, lang, making.zone),
        "description": ended(known.text("description")),
        "natures": nature_words(natures, lang),
        "confidentiality": "confidentiality" in natures,
    }


def _young(making: Making, keys: frozenset[str], themes: tuple[str, ...]) -> dict[str, object]:
    lang, source = making.lang, one_line(making.rule.source)
    own = slotted_values(making.recipient, lang, young=True) if making.recipient else {}
    if making.slotted:
        own = {name: slot(name) if value else "" for name, value in own.items()}
    start = making.known.instant("occurred_from", "aware_at", "discovered_at", "first_signal_at")
    return {
        "young_person": own.get("young_person", ""),
        "young_greeting": own.get("young_greeting", ""),
        "threshold": making.rule.age,
        "threshold_source": french(source) if lang == "fr" else source,
        "when_day": t("letters.on", lang, start=spoken.day(start, lang, making.zone)) if start else "",
        "young_data": [advice.young_name(key, lang) for key in advice.ordered(keys)],
        "young_steps": advice.young_steps(themes, lang),
        "young_complaint": advice.complaint(lang, young=True),
    }


def slotted_values(recipient: Recipient, lang: str, *, young: bool) -> dict[str, str]:
    """What a letter says of this one recipient beside the address, by slot. A value that is "" has no slot in a page made for such a recipient."""
    values = {"greeting": greeting(recipient, lang, to_representative=young)}
    if young:
        values |= {"young_person": full_name(recipient), "young_greeting": one_line(recipient.first_name)}
    return values


def _to_complete(lang: str) -> dict[str, str]:
    gaps = {gap: t(f"letters.gap.{gap}", lang) for gap in ("what", "date", "data")}
    contents = {content: t(f"letters.content.{content}", lang) for content in ("contact", "consequences", "measures")}
    return {key: t("letters.to-complete", lang, what=words) for key, words in (gaps | contents).items()}


def contact_of(profile: Profile, lang: str) -> tuple[str, tuple[str, ...]]:
    """The contact of Art. 33(3)(b): the data protection officer where there is one who can be reached, else the contact point."""
    for person, title in ((profile.dpo, "dpo"), (profile.contact, "person")):
        lines = _reached(person, profile, lang) if person is not None else ()
        if lines:
            return t(f"letters.contact.{title}", lang), lines
    return "", ()


def _reached(person: Dpo | Contact, profile: Profile, lang: str) -> tuple[str, ...]:
    """The name and the ways to reach ``person``; empty where there is no way."""
    if isinstance(person, Dpo):
        names = (person.name, person.firm)
    else:
        names = (" ".join(part for part in (person.civility, person.first_name, person.last_name) if part), person.function)
    given = {"email": person.email, "phone": person.phone, "post": ", ".join(sender(profile)[1:])}
    ways = [_way(kind, one_line(value), lang) for kind, value in given.items() if value]
    name = ", ".join(one_line(part) for part in names if part)
    return tuple(line for line in (name, *ways) if line) if ways else ()


def reached(profile: Profile) -> str:
    """The e-mail address at which the contact of the letter is reached; "" where there is none."""
    people = (profile.dpo, profile.contact)
    return next((one_line(person.email) for person in people if person is not None and _reached(person, profile, "fr") and person.email), "")


def _way(kind: str, value: str, lang: str) -> str:
    return t(f"letters.contact.{kind}", lang, **{"address" if kind == "post" else kind: value})


def sender(profile: Profile) -> tuple[str, ...]:
    """The organisation's name and the lines of its address, as far as the profile has them."""
    organisation = profile.organisation
    town = " ".join(part for part in (organisation.postcode, organisation.city) if part)
    rows = (organisation.name, *(organisation.address or "").split("\n"), town)
    return tuple(row for row in map(one_line, rows) if row)
