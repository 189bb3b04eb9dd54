"""A notice to an authority, field by field in the order of its form (GDPR Art. 33(3) and 33(4)).

Nothing that is unknown stops a draft: it is written in words, and named by the phase in which it is due: now, for the complement, or never.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from breach.catalogue.derive import derived
from breach.catalogue.loader import load
from breach.domain.facts import CodeSet, Facts, State
from breach.drafting import cnil, edpb
from breach.drafting.notice_values import Filing, Shown, Sources, text_shown
from breach.errors import InputError
from breach.i18n import french, t

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from breach.catalogue.forms import Choice, Condition, Field, Form, Rubric
    from breach.domain.profile import Profile
    from breach.drafting.papers import Confidential

Missing = Literal["now", "complement", "never"]

__all__ = ["Filing", "Missing", "NoticeField", "notice_fields", "notice_json", "public"]

LONGEST_LETTER = 2
"""Characters of a value's letter in a form; a longer id is ours alone."""
_TEXTS = {**edpb.TEXTS, **cnil.TEXTS}
_CHOICES = {**edpb.CHOICES, **cnil.CHOICES}
_DERIVED = ("data_categories", "sensitive")
"""What the form asks in coarse lists and the file knows in fine ones."""


@dataclass(frozen=True, slots=True)
class NoticeField:
    """One field of the form as it stands.

    ``rubric`` is ``R1``…, ``rubric_title`` its French title, ``field`` its id, ``label`` in the draft's language. ``value`` is in words, several
    lines where the form has several answers. ``missing``: the phase in which it is due, "never" where nothing is. ``to_check``: the field's wording
    was not read in the official form; ``check_choice``: that of a choice in it.
    ``withheld``: why its value is left out of this version, "" where it is not. ``change`` and ``before``: see
    ``notice_known.marked``; "" where nothing was filed before. ``unknowns``: what stands in this field while nothing is known.
    ``section``: the section of the organisation's profile that answers it, "" where the file does.
    """

    rubric: str
    rubric_title: str
    field: str
    label: str
    value: str
    state: State
    missing: Missing
    to_check: bool = False
    withheld: str = ""
    change: str = ""
    before: str = ""
    unknowns: tuple[str, ...] = ()
    check_choice: bool = False
    section: str = ""

    def named(self, lang: str) -> str:
        """Its name in a list of what is missing, in ``lang``: where the profile answers it, whose it is and the command that fills it in."""
        if not self.section:
            return f"{self.rubric} {self.label}"
        return t("drafts.from-profile", lang, rubric=self.rubric, whose=t(f"profile.section-{self.section}", lang), label=self.label)


def notice_fields(form: Form, facts: Facts, profile: Profile, filing: Filing, *, lang: str, zone: str, now: datetime) -> list[NoticeField]:
    """All fields of ``form`` that are asked, in form order; every rubric has at least one.

    A field with a condition is there when the condition holds, or when it may still hold and the field is already answered. ``now`` (UTC) ends
    assumptions. Raises InputError ``notice-type`` where the form has no such type.
    """
    if filing.type not in form.types:
        raise InputError("notice-type", form=form.id, type="".join(c for c in filing.type[:40] if c.isprintable()), types=", ".join(form.types))
    following = derived(facts, now, {})
    own = {fact_id: following[fact_id] for fact_id in _DERIVED if fact_id in following}
    sources = Sources({**facts, **own, **cnil.other_data(facts)}, profile, filing, load(), now, lang, zone)
    return [field for rubric in form.rubrics for field in _rubric(rubric, sources)]


def notice_json(fields: Sequence[NoticeField], form_id: str, kind: str, *, exercise: bool = False) -> dict[str, object]:
    """The notice as data for other programs: form, type, fields in form order, and whether it is an exercise."""
    rows = [
        {
            "rubric": field.rubric,
            "rubric_title": field.rubric_title,
            "field": field.field,
            "label": field.label,
            "value": field.value,
            "state": field.state,
            "missing": field.missing,
            "to_check": field.to_check or field.check_choice,
            **({"change": field.change, "before": field.before or None} if field.change else {}),
            **({"withheld": field.withheld} if field.withheld else {}),
        }
        for field in fields
    ]
    return {"form": form_id, "type": kind, "exercise": exercise, "fields": rows}


def public(fields: Sequence[NoticeField], confidential: Sequence[Confidential], lang: str) -> list[NoticeField]:
    """``fields`` as the public may read them: the value of each confidential one gives way to the reason. A field without an answer stays: that
    it is not known is no secret.
    """
    why = {field: french(row.why[lang]) if lang == "fr" else row.why[lang] for row in confidential for field in row.fields}
    return [
        replace(field, value=t("notice.withheld", lang, why=why[field.field]), withheld=why[field.field], before="")
        if field.field in why and field.state not in ("unknown", "cannot_be_known")
        else field
        for field in fields
    ]


def _rubric(rubric: Rubric, sources: Sources) -> list[NoticeField]:
    asked = [(field, _asked(field.conditions, sources)) for field in rubric.fields]
    rows = [(field, _shown(field, sources)) for field, holds in asked if holds is not False]
    sure = {field.id for field, holds in asked if holds}
    kept = [(field, shown) for field, shown in rows if field.id in sure or shown.state != "unknown"]
    kept = kept or [(field, shown) for field, shown in rows if not field.id.endswith("_other")]
    if not kept:
        kept = [(rubric.fields[0], Shown(t("notice.not-asked", sources.lang), "known"))]
    return [_made(rubric, field, shown, sources) for field, shown in kept]


def _shown(field: Field, sources: Sources) -> Shown:
    """What stands in ``field``: where the form has a list of its own, the values of it that the answer stands for."""
    kind, _, key = field.source.partition(":")
    if not field.values:
        return text_shown(_TEXTS[key](sources), sources.lang) if kind == "derived" else _together(field, sources)
    codes, grows = edpb.picked(field.source, sources)
    chosen = [value for value in field.values if value.id in codes or value.codes & codes]
    if not chosen or grows:
        chosen += [value for value in field.values if value.incomplete and sources.filing.type != "complete" and value not in chosen]
    words = "\n".join(_choice(value, sources.lang) for value in chosen)
    state: State = "known" if chosen and not all(value.incomplete for value in chosen) else "unknown"
    return Shown(words or t("notice.unknown", sources.lang), state, may_grow=grows)


def _together(field: Field, sources: Sources) -> Shown:
    """What its source says, and what ``also`` adds to the same box; it may grow while one of them is unknown."""
    first = sources.shown(field.source)
    if not field.also:
        return first
    parts = [first, *(sources.shown(source) for source in field.also)]
    said = [part for part in parts if part.state != "unknown"]
    if not said:
        return first
    doubtful = any(part.to_check for part in said)
    return Shown("\n\n".join(part.value for part in said), said[0].state, len(said) < len(parts) or any(part.may_grow for part in said), doubtful)


def _choice(value: Choice, lang: str) -> str:
    """A value of the form: its letter and words; in French, which is not official, with the official ones."""
    letter = f"{value.id}. " if len(value.id) <= LONGEST_LETTER else ""
    return f"{letter}{value.fr} [{value.en}]" if lang == "fr" else f"{letter}{value.en}"


def _made(rubric: Rubric, field: Field, shown: Shown, sources: Sources) -> NoticeField:
    label = field.label_fr if sources.lang == "fr" else field.label_en
    missing = _missing(field, shown, sources.filing)
    value = t("notice.empty", sources.lang) if field.phase == "never" and shown.state == "unknown" else shown.value
    unknowns = (t("notice.unknown", sources.lang), t("notice.empty", sources.lang), sources.unknown(field.source))
    if field.number:
        label = f"{field.number}. {label}"
    return NoticeField(
        rubric=rubric.id,
        rubric_title=rubric.title_fr,
        field=field.id,
        label=label,
        value=value,
        state=shown.state,
        missing=missing,
        to_check=field.to_check,
        unknowns=unknowns,
        check_choice=shown.to_check,
        section=_section(field.source),
    )


def _section(source: str) -> str:
    """The section of the profile that ``source`` reads; "" where it reads none."""
    kind, _, key = source.partition(":")
    return key.partition(".")[0] if kind == "profile" else edpb.OF_PROFILE.get(key, "") if kind == "derived" else ""


def _missing(field: Field, shown: Shown, filing: Filing) -> Missing:
    """When the field is still due. A complementary or complete notice is itself the complement: what was due then is due now."""
    phase: Missing = "now" if field.phase == "now" else "complement" if field.phase == "complement" else "never"
    if phase == "never" or shown.state in ("cannot_be_known", "estimated") or (shown.state == "known" and not shown.may_grow):
        return "never"
    if filing.type != "initial":
        return "now"
    return phase if shown.state == "unknown" else "complement"


def _asked(conditions: tuple[Condition, ...], sources: Sources) -> bool | None:
    """Whether all conditions hold; None where that depends on what is not known."""
    answers = [_holds(condition, sources) for condition in conditions]
    if False in answers:
        return False
    return None if None in answers else True


def _holds(condition: Condition, sources: Sources) -> bool | None:
    kind, _, key = condition.source.partition(":")
    if kind == "derived":
        found = _CHOICES[key](sources)
        return found in condition.any if found else None
    if kind != "fact":
        value = getattr(sources.filing if kind == "filing" else sources.profile, key, None)
        return ("yes" if value else "no") == condition.equals if isinstance(value, bool) else value == condition.equals
    fact, definition = sources.fact(key), sources.catalogue.get(key)
    value = fact.value if fact.state in ("known", "assumed") else None
    if value is None:
        # where the form has a word for unknown, the unknown answer is that word, and what hangs on another answer is not asked
        return False if definition.unknown_codes and not condition.has else None
    if isinstance(value, CodeSet) and condition.has:
        return True if condition.has in value.codes else None if value.at_least else False
    words = ("yes" if value else "no") if isinstance(value, bool) else value
    return words in condition.any if condition.any else words == condition.equals
