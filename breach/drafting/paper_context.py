"""What the template of a paper may name: the facts in words, who we are, the party it is for, and what the file holds around it.

A paper goes to an authority, a client, the police or an insurer. What is not known is written in words and named; nothing is guessed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from breach.catalogue.asking import question_of
from breach.catalogue.derive import MALICIOUS, derived
from breach.domain.facts import CodeSet, fact_of
from breach.domain.outside_words import form_name
from breach.drafting import spoken
from breach.drafting.letter_context import Making, Said, contact_of, sender
from breach.drafting.notice_values import fact_shown, text_shown
from breach.drafting.plain import clean, one_line
from breach.i18n import french, t

if TYPE_CHECKING:
    from collections.abc import Mapping

    from breach.domain.profile import Profile

_DUE = {"insurance": "insurance-complaint", "dora": "dora-initial", "cnil": "gdpr-33-1"}
"""The clocks whose end a paper may name, by the word that a template uses."""


def paper_said(making: Making) -> Said:
    """The context of a paper's template; what it lacks are the questions of its required facts that have no answer."""
    catalogue, lang, zone = making.catalogue, making.lang, making.zone
    following = derived(making.known.facts, making.now, {})
    seen = {name: fact_of(following, name, making.now) for name in catalogue.facts}
    words = {name: fact_shown(definition, seen[name], lang, zone, form=False) for name, definition in catalogue.facts.items()}
    labels = {name: question_of(definition, lang) for name, definition in catalogue.facts.items()}
    title, contact = contact_of(making.profile, lang)
    context: dict[str, object] = {
        "facts": {name: {"label": labels[name], "value": shown.value, "known": shown.state != "unknown"} for name, shown in words.items()},
        "organisation": one_line(making.profile.organisation.name),
        "identity": _identity(making.profile, lang),
        "legal": _legal(making.profile),
        "reach": (title, *contact) if contact else (t("notice.unknown", lang),),
        "attack": _attack(making),
        "channel": making.channel,
        "today": spoken.day(making.now, lang, zone),
        "now_words": spoken.moment(making.now, lang, zone),
        "promises": _promises(making),
        "party": _party(making),
        **_around(making),
    }
    missing = tuple(labels[name] for name in making.paper.required if words[name].state == "unknown")
    return Said(context, missing, ())


def _around(making: Making) -> dict[str, object]:
    around, lang, zone = making.around, making.lang, making.zone
    due = around.due if around else {}
    rows: dict[str, object] = {
        "ref": one_line(around.ref) if around else "",
        "evidence": [
            {"name": one_line(row.name), "size": t("letters.bytes", lang, size=spoken.number(row.size, lang)), "sha256": row.sha256}
            for row in (around.evidence if around else ())
        ],
        "attempts": [
            {"at": spoken.moment(row.at, lang, zone), "text": one_line(row.text), "capture": one_line(row.capture), "sha256": row.sha256}
            for row in (around.attempts if around else ())
        ],
        "filings": [
            {
                "form": form_name(row.form, lang),
                "type": t(f"notice.filing.{row.type}", lang),
                "at": spoken.moment(row.at, lang, zone),
                "reference": one_line(row.reference) or t("notice.unknown", lang),
            }
            for row in (around.filings if around else ())
        ],
    }
    ends = {f"due_{word}": spoken.moment(due[clock], lang, zone) if clock in due else "" for word, clock in _DUE.items()}
    return rows | ends


def _attack(making: Making) -> bool:
    """Whether the facts say that somebody meant it."""
    causes = fact_of(making.known.facts, "cause", making.now).value
    return making.known.answer("malicious") == "yes" or (isinstance(causes, CodeSet) and bool(causes.codes & MALICIOUS))


def _identity(profile: Profile, lang: str) -> tuple[str, ...]:
    siren = profile.organisation.siren
    return (*sender(profile), *([t("letters.siren", lang, siren=one_line(siren))] if siren else ()))


def _legal(profile: Profile) -> str:
    person = profile.legal_representative
    parts = (person.civility, person.first_name, person.last_name) if person is not None else ()
    return one_line(" ".join(part for part in parts if part))


def _promises(making: Making) -> list[Mapping[str, str]]:
    """What the organisation's own documents promise to its clients, companies included."""
    made: list[Mapping[str, str]] = []
    for promise in making.profile.commitments:
        if promise.to == "clients" or promise.companies_included:
            document = making.profile.document(promise.source.document)
            article = t("letters.article", making.lang, article=one_line(promise.source.article))
            sentence = one_line(promise.sentence)
            title = one_line(document.title if document else promise.source.document)
            made.append({"document": title, "article": article, "sentence": french(sentence) if making.lang == "fr" else sentence})
    return made


def _party(making: Making) -> dict[str, str]:
    """The party that the paper is for; its own counts, never those of others."""
    definition, lang = making.catalogue.get("parties"), making.lang
    row = making.around.party if making.around else None
    cells = {column.id: (row or {}).get(column.id) for column in definition.columns}
    counts = {
        name: spoken.number(value, lang) if isinstance(value := cells[name], int) else t("notice.unknown", lang)
        for name in ("people_count", "records_count")
    }
    hours = cells["contract_hours"]
    return {
        "name": text_shown(str(cells["name"]), lang).value if cells["name"] else "",
        "contact": clean(str(cells["contact"])) if cells["contact"] else "",
        "contract_hours": spoken.number(hours, lang) if isinstance(hours, int) else "",
        **counts,
    }
