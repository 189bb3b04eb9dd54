"""What the authority already knows, field by field: what was filed before, beside what would be filed now (GDPR Art. 33(4))."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from breach.catalogue.forms import Form
    from breach.drafting.notice import NoticeField

OWN = frozenset({"type", "earlier_reference", "late_reason"})
"""Fields that belong to each filing, and say nothing new of the breach."""


def marked(fields: Sequence[NoticeField], french: Sequence[NoticeField], known: Mapping[str, str]) -> list[NoticeField]:
    """``fields``, each with what became of it since the filing whose values are ``known`` (by field, in French as they were filed).

    ``french``: the same fields in French, the language of the form, in which they are compared. ``change`` is ``new`` (nothing was said before, or
    that it was not known), ``changed`` (``before`` is what was filed), ``same`` or ``open`` (not known then, nor now).
    """
    now = {field.field: field for field in french}
    return [replace(field, change=(found := _change(now[field.field], known))[0], before=found[1]) for field in fields]


def as_now(form: Form, known: Mapping[str, str]) -> dict[str, str]:
    """``known`` under the ids that ``form`` has now: what an earlier version kept in several boxes stands together in the one that replaced them."""
    moved = {
        field.id: "\n\n".join(known[old] for old in field.was if known.get(old))
        for rubric in form.rubrics
        for field in rubric.fields
        if field.was and field.id not in known and any(old in known for old in field.was)
    }
    return {**known, **moved}


def changes(french: Sequence[NoticeField], known: Mapping[str, str]) -> list[str]:
    """The fields of ``french`` of which the authority was told something else, or nothing yet, in form order."""
    return [field.field for field in french if field.field not in OWN and _change(field, known)[0] in ("new", "changed")]


def _change(field: NoticeField, known: Mapping[str, str]) -> tuple[str, str]:
    before = known.get(field.field, "")
    if field.field in OWN:
        return "", ""
    if before == field.value:
        return ("open" if field.state == "unknown" else "same"), ""
    if not before or before in field.unknowns:
        return ("open" if field.state == "unknown" else "new"), ""
    return "changed", before
