"""What the EDPB's draft template asks in its own terms, worked out from the facts (and the profile): letters of its lists, and texts.

An answer that the facts do not settle is not given: nobody's neighbour is picked in silence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from breach.domain import instants
from breach.domain.countries import EEA
from breach.domain.facts import CodeSet
from breach.domain.profile import Dpo
from breach.drafting import spoken
from breach.drafting.letter_context import sender
from breach.drafting.plain import one_line
from breach.i18n import t

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from breach.domain.profile import Contact
    from breach.drafting.notice_values import Sources

_ORIGINS = {
    "equipment_lost_or_stolen": "device_lost_or_stolen",
    "paper_lost_or_stolen": "paper_lost_or_stolen",
    "mail_lost_or_opened": "mail_lost_or_opened",
    "paper_disposal": "paper_disposal",
    "device_disposal": "e_waste",
    "unintended_publication": "unintended_publication",
    "wrong_person_data_shown": "wrong_subject_shown",
    "wrong_recipient": "sent_by_mistake",
    "verbal_disclosure": "verbal_disclosure",
}
"""Origins of the CNIL that are one incident of the EDPB; a hacking has to be asked again."""


def _new(sources: Sources) -> str:
    return "b" if sources.filing.type == "complementary" else "a"


def _completeness(sources: Sources) -> str:
    if sources.filing.withdrawn and sources.filing.type == "complementary":
        return "c"
    if sources.filing.type != "complementary":
        return "a" if sources.filing.type == "complete" else "b"
    asked = ("nature", "cause", "people_categories", "gravity", "subjects_informed")
    open_ = any(sources.fact(fact_id).state in ("unknown", "assumed") for fact_id in asked)
    return "b" if open_ or not sources.filing.risk else "a"


def _identifier_type(sources: Sources) -> str:
    organisation = sources.profile.organisation
    return "a" if organisation.siren else "c" if organisation.vat_number else ""


def _period(sources: Sources) -> str:
    start, end = sources.fact("occurred_from"), sources.fact("occurred_to")
    if start.state == "cannot_be_known":
        return "d"
    first, last = _moment(sources, "occurred_from"), _moment(sources, "occurred_to")
    if first and sources.code("ongoing") == "yes":
        return "c"
    if first and last:
        zone = instants.zone_of(sources.zone)
        return "a" if first.astimezone(zone).date() == last.astimezone(zone).date() else "b"
    return "d" if first and end.state == "cannot_be_known" else ""


def _moment(sources: Sources, fact_id: str) -> datetime | None:
    from datetime import datetime as moment

    value = sources.fact(fact_id).value
    return value if isinstance(value, moment) else None


def _estimated(sources: Sources) -> str:
    loose = any(sources.fact(fact_id).state in ("estimated", "assumed") for fact_id in ("occurred_from", "occurred_to"))
    return "ticked" if loose else "not-ticked"


def _confidentiality(sources: Sources) -> str:
    ids = ("exfiltrated", "published")
    states = [sources.fact(fact_id).state for fact_id in ids]
    if any(sources.code(fact_id) == "yes" for fact_id in ids) or sources.code("recipient") not in ("", "none"):
        return "a"
    if any(sources.fact(fact_id).state == "assumed" and sources.fact(fact_id).value is True for fact_id in ids):
        return "b"
    if all(sources.code(fact_id) == "no" for fact_id in (*ids, "accessed")):
        return "c"
    return "d" if "cannot_be_known" in states else ""


def _unintelligible(sources: Sources) -> str:
    encrypted, art, key = (sources.code(fact_id) for fact_id in ("data_encrypted", "encryption_state_of_art", "key_safe"))
    if encrypted == "yes" and art == key == "yes":
        return "a"
    if encrypted in ("yes", "partly") and "no" in (art, key):
        return "b"
    if encrypted == "no" and sources.code("pseudonymised") == "no":
        return "c"
    return "d" if sources.fact("data_encrypted").state == "cannot_be_known" else ""


def _integrity(sources: Sources) -> str:
    used, reversible = sources.code("altered_data_used"), sources.code("alteration_reversible")
    return "a" if used == "no" else {"yes": "b", "no": "c"}.get(reversible, "") if used == "yes" else ""


def _availability(sources: Sources) -> str:
    lasting = sources.code("availability_loss")
    return {"temporary": "a", "permanent": "b"}.get(lasting, "a" if sources.code("restored") == "yes" else "c")


def _incident(sources: Sources) -> frozenset[str]:
    own = sources.codes("incident_type")
    return own or frozenset(_ORIGINS[origin] for origin in sources.codes("origin") if origin in _ORIGINS)


def _certainty(fact_id: str) -> Callable[[Sources], str]:
    letters = {"known": "a", "estimated": "b", "assumed": "b", "cannot_be_known": "c"}
    return lambda sources: letters.get(sources.fact(fact_id).state, "")


def _data(sources: Sources) -> frozenset[str]:
    """Types where they are known; a category or a sensitive kind only where none of its types is."""
    types = sources.codes("data_types")
    of_types = [code for code in sources.catalogue.get("data_types").codes if code.id in types]
    categories = sources.codes("data_categories") - {code.category for code in of_types}
    kinds = sources.codes("sensitive") - {code.sensitive for code in of_types}
    return types | {f"cat:{category}" for category in categories} | {f"sens:{kind}" for kind in kinds}


def _risk(sources: Sources) -> str:
    return {"high_risk": "1", "risk": "2", "unlikely": "3"}.get(sources.filing.risk, "")


def _informed(sources: Sources) -> str:
    told = sources.code("subjects_informed")
    if told == "will_be":
        return "b" if sources.fact("subjects_planned_at").state == "known" else "b1"
    if told == "will_not":
        reasons = sources.codes("not_informing_reason")
        return "e" if reasons - {"risk_not_high"} else "d" if reasons else ""
    return "a" if told == "informed" else ""


def _police(sources: Sources) -> str:
    if sources.fact("complaint_filed_at").state == "known":
        return "a"
    return {"yes": "a", "no": "b"}.get(sources.code("complaint_filed"), "c")


def _bodies(sources: Sources) -> str:
    value = sources.fact("other_bodies").value
    return "c" if not isinstance(value, tuple) else "a" if value else "b"


def _parties(sources: Sources) -> str:
    value = sources.fact("parties").value
    return "" if not isinstance(value, tuple) else "a" if value else "b"


def _eea(sources: Sources) -> str:
    country = sources.profile.organisation.country
    return "" if not country else "yes" if country in EEA else "no"


CHOICES: Mapping[str, Callable[[Sources], str | frozenset[str]]] = {
    "new_or_follow_up": _new,
    "completeness": _completeness,
    "identifier_type": _identifier_type,
    "reporting_is_dpo": lambda sources: {"dpo": "yes"}.get(code, "no") if (code := sources.code("reporting_person")) else "no",
    "dpo_designated": lambda sources: "a" if sources.profile.dpo else "b" if sources.profile.dpo_state == "none" else "",
    "other_parties": _parties,
    "period": _period,
    "period_estimated": _estimated,
    "confidentiality_type": _confidentiality,
    "unintelligible": _unintelligible,
    "integrity_type": _integrity,
    "availability_type": _availability,
    "incident_type": _incident,
    "people_certainty": _certainty("people_count"),
    "records_certainty": _certainty("records_count"),
    "data_types": _data,
    "risk": _risk,
    "informed": _informed,
    "police": _police,
    "other_bodies": _bodies,
    "established_in_eea": _eea,
    "non_eea": lambda sources: {"no": "a", "yes": "b"}.get(_eea(sources), "c"),
}
"""By name: the letter of the form's list, or codes that its values stand for; "" where the facts do not settle it."""


OF_PROFILE: Mapping[str, str] = {
    "identifier": "organisation",
    "identifier_type": "organisation",
    "organisation_contact": "organisation",
    "established_in_eea": "organisation",
    "non_eea": "organisation",
    "dpo_designated": "dpo",
    "dpo_name": "dpo",
    "dpo_contact": "dpo",
    "contact_name": "contact",
    "contact_contact": "contact",
}
"""By name: the section of the profile from which it is worked out."""


def _contact_words(person: Contact | Dpo | None) -> str | None:
    return ", ".join(one_line(way) for way in (person.email, person.phone) if way) if person else None


def _name_words(person: Contact | Dpo | None) -> str | None:
    if person is None:
        return None
    if isinstance(person, Dpo):
        return ", ".join(one_line(part) for part in (person.name, person.firm) if part)
    return " ".join(one_line(part) for part in (person.civility, person.first_name, person.last_name) if part)


def _reporting(sources: Sources) -> Contact | Dpo | None:
    who = sources.code("reporting_person")
    return {"dpo": sources.profile.dpo, "legal_representative": sources.profile.legal_representative}.get(who)


def _party_column(column: str) -> Callable[[Sources], str | None]:
    def words(sources: Sources) -> str | None:
        value = sources.fact("parties").value
        if not isinstance(value, tuple) or not value:
            return None
        kinds = next(one for one in sources.catalogue.get("parties").columns if one.id == "kind")
        cells = [row.get(column) for row in value]
        if column == "kind":
            labels = {code.id: code.fr if sources.lang == "fr" else code.en for code in kinds.codes}
            cells = [labels.get(str(cell), cell) for cell in cells]
        return "\n".join(one_line(str(cell)) if cell else t("notice.unknown", sources.lang) for cell in cells)

    return words


def _number(fact_id: str) -> Callable[[Sources], str | None]:
    """One number where the form takes no range: the upper bound, or the lower one where there is no other, and which it is."""

    def words(sources: Sources) -> str | None:
        fact = sources.fact(fact_id)
        if fact.state == "estimated":
            bound, which = (fact.high, "upper") if fact.high is not None else (fact.low, "lower")
            return None if bound is None else t(f"edpb.bound.{which}", sources.lang, number=spoken.number(bound, sources.lang))
        return spoken.number(fact.value, sources.lang) if isinstance(fact.value, int) else None

    return words


def _with_range(text_id: str, set_id: str, count_id: str) -> Callable[[Sources], str | None]:
    """The description, what stands for "other", and both bounds of a range, which has no place in the number."""

    def words(sources: Sources) -> str | None:
        fact = sources.fact(count_id)
        parts = [
            str(one.value) for name in (text_id, f"{set_id}_other") if (one := sources.fact(name)).state == "known" and isinstance(one.value, str)
        ]
        if fact.state == "estimated":
            parts.append(t("edpb.range", sources.lang, span=spoken.span(fact.low, fact.high, sources.lang), basis=one_line(fact.because or "—")))
        return "\n".join(parts) or None

    return words


TEXTS: Mapping[str, Callable[[Sources], str | None]] = {
    "identifier": lambda sources: sources.profile.organisation.siren or sources.profile.organisation.vat_number,
    "organisation_contact": lambda sources: "\n".join((*sender(sources.profile)[1:], *filter(None, (_contact_words(sources.profile.contact),)))),
    "reporting_name": lambda sources: _name_words(_reporting(sources)),
    "reporting_contact": lambda sources: _contact_words(_reporting(sources)),
    "dpo_name": lambda sources: _name_words(sources.profile.dpo),
    "dpo_contact": lambda sources: _contact_words(sources.profile.dpo),
    "contact_name": lambda sources: _name_words(sources.profile.contact),
    "contact_contact": lambda sources: _contact_words(sources.profile.contact),
    "party_kinds": _party_column("kind"),
    "party_names": _party_column("name"),
    "party_contacts": _party_column("contact"),
    "people_text": _with_range("people_description", "people_categories", "people_count"),
    "people_number": _number("people_count"),
    "data_text": _with_range("data_description", "data_types", "records_count"),
    "records_number": _number("records_count"),
}
"""By name: a text that several sources make; None where none is known."""


def picked(source: str, sources: Sources) -> tuple[frozenset[str], bool]:
    """What stands for the answer of ``source``: letters of the form or codes of ours; and whether the set may still grow."""
    kind, _, key = source.partition(":")
    if kind == "derived":
        made = CHOICES[key](sources)
        fact = sources.fact(key)
        grows = isinstance(fact.value, CodeSet) and fact.value.at_least
        return (made if isinstance(made, frozenset) else frozenset(filter(None, (made,)))), grows
    fact = sources.fact(key)
    unknown = sources.catalogue.get(key).unknown_codes
    grows = isinstance(fact.value, CodeSet) and fact.value.at_least
    codes = sources.codes(key)
    return (codes if key == "cause" else codes - unknown), grows
