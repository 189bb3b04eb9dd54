"""A notice as a document to read, print and copy from: Markdown or HTML, from the paper's own templates."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

from breach.drafting import spoken
from breach.drafting.blocks import Heading, parse, words
from breach.drafting.environment import render
from breach.drafting.letter_page import Page
from breach.drafting.notice import notice_json
from breach.drafting.notice_known import OWN
from breach.drafting.papers import paper, template_of
from breach.drafting.plain import one_line
from breach.errors import InputError
from breach.i18n import french, t

if TYPE_CHECKING:
    from collections.abc import Sequence

    from breach.catalogue.forms import Form
    from breach.drafting.notice import NoticeField

LONGEST_CHANGE = 600
"""Characters of a value that the list of changes gives whole."""
FORMATS = ("md", "html")
"""What the paper's own templates give; every other format is a writer over the blocks of the Markdown."""


@dataclass(frozen=True, slots=True)
class NoticeMeta:
    """What a notice says of itself.

    ``type`` as in ``Filing``; ``ref`` the breach file's display reference, "" where there is none; ``now`` (UTC) is when it is drafted, shown in
    ``zone``. ``known_by``: the filing that the changes are since, in words; ``withdrawn``: it was no breach after all.
    """

    form: Form
    type: str
    organisation: str
    lang: str
    zone: str
    now: datetime
    ref: str = ""
    exercise: bool = False
    public: bool = False
    known_by: str = ""
    withdrawn: bool = False


def render_notice(fields: Sequence[NoticeField], meta: NoticeMeta, fmt: str) -> str:
    """The notice as ``fmt`` ("md" or "html"). Raises InputError ``notice-format`` or ``letter-language``."""
    manifest = paper(meta.form.id)
    if fmt not in FORMATS:
        raise InputError("notice-format", form=meta.form.id, format=one_line(fmt)[:40], formats=", ".join(manifest.formats))
    if meta.lang not in manifest.languages:
        raise InputError("letter-language", template=meta.form.id, lang=one_line(meta.lang)[:40], languages=", ".join(manifest.languages))
    source, name = template_of(meta.form.id, meta.lang, "", fmt)
    return render(source, _context(fields, meta), name=name, kind=fmt, lang=meta.lang)


def notice_page(fields: Sequence[NoticeField], meta: NoticeMeta) -> Page:
    """The notice as a page that every writer of letters takes. Raises as ``render_notice``."""
    context, (source, name) = _context(fields, meta), template_of(meta.form.id, meta.lang, "", "md")
    markdown = _unquoted(render(source, context, name=name, kind="md", lang=meta.lang))
    first, *blocks = parse(markdown)
    subject = words(first.line) if isinstance(first, Heading) else str(context["title"])
    exercise = t("notice.exercise", meta.lang) if meta.exercise else ""
    kinds = ["notice.exercise.mark"] * meta.exercise + ["notice.public.mark"] * meta.public + ["notice.draft.mark"]
    file = [t("notice.file", meta.lang, ref=one_line(meta.ref))] if meta.ref else []
    data = notice_json(fields, meta.form.id, meta.type, exercise=meta.exercise)
    return Page(
        lang=meta.lang,
        channel="",
        subject=subject,
        subject_line=subject,
        marks=(exercise,) if exercise else (),
        foot=exercise,
        sender=(),
        recipient=(),
        dated="",
        markdown=markdown,
        blocks=tuple(blocks),
        organisation=one_line(meta.organisation),
        mark=" – ".join(t(kind, meta.lang) for kind in kinds),
        contact=", ".join([one_line(meta.organisation), *file, t("notice.drafted", meta.lang, at=spoken.moment(meta.now, meta.lang, meta.zone))]),
        now=meta.now,
        source=json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")),
    )


def _unquoted(markdown: str) -> str:
    """``markdown`` without the quoted marks of an exercise, which a page carries itself."""
    return "\n".join(line for line in markdown.split("\n") if not line.startswith("> **"))


def _context(fields: Sequence[NoticeField], meta: NoticeMeta) -> dict[str, object]:
    title = meta.form.title_fr if meta.lang == "fr" else meta.form.title_en
    kind = t(f"notice.filing.{meta.type}", meta.lang)
    return {
        "lang": meta.lang,
        "title": t("notice.title", meta.lang, title=title, type=kind),
        "organisation": one_line(meta.organisation),
        "ref": one_line(meta.ref),
        "exercise": meta.exercise,
        "words": _words(meta),
        "withheld": [t("notice.withheld.line", meta.lang, field=f"{f.rubric} · {f.label}", why=f.withheld) for f in fields if f.withheld],
        "public": meta.public,
        "changes": [_changed(field, meta.lang) for field in fields if field.change in ("new", "changed") and field.field not in OWN],
        "known": bool(meta.known_by),
        "withdrawn": meta.withdrawn,
        "missing_now": _named(fields, meta, "now"),
        "missing_complement": _named(fields, meta, "complement"),
        "rubrics": [
            {
                "id": rubric.id,
                "title": rubric.title_fr,
                "beside": "" if meta.lang == "fr" or rubric.title_en == rubric.title_fr else rubric.title_en,
                "fields": [_field(field, meta.lang) for field in fields if field.rubric == rubric.id],
            }
            for rubric in meta.form.rubrics
        ],
    }


def _words(meta: NoticeMeta) -> dict[str, str]:
    checked = datetime.combine(meta.form.checked_on, time(12), UTC)
    source = french(meta.form.source) if meta.lang == "fr" else meta.form.source_en
    plain = {
        name: t(f"notice.{key}", meta.lang)
        for name, key in (
            ("exercise", "exercise"),
            ("exercise_mark", "exercise.mark"),
            ("never_wait", "never-wait"),
            ("heading_missing", "heading.missing"),
            ("missing_nothing", "missing.nothing"),
            ("missing_now", "missing.now"),
            ("missing_complement", "missing.complement"),
            ("public", "public"),
            ("public_mark", "public.mark"),
            ("heading_withheld", "heading.withheld"),
            ("withheld_nothing", "withheld.nothing"),
        )
    }
    return plain | {
        "heading_changes": t("notice.heading.changes", meta.lang, filing=one_line(meta.known_by)),
        "changes_nothing": t("notice.changes.nothing", meta.lang),
        "withdrawn": t("notice.withdrawn", meta.lang),
        "file": t("notice.file", meta.lang, ref=one_line(meta.ref)),
        "drafted": t("notice.drafted", meta.lang, at=spoken.moment(meta.now, meta.lang, meta.zone)),
        **_portal(meta),
        "source": t("notice.source", meta.lang, source=source, day=spoken.day(checked, meta.lang, "UTC")),
    }


def _portal(meta: NoticeMeta) -> dict[str, str]:
    """How the notice reaches its authority: the portal's address, or the words of the paper's manifest in its place."""
    portal = paper(meta.form.id).portal
    if "address" in portal:
        return {"portal": t("notice.portal", meta.lang), "portal_at": t("notice.portal.at", meta.lang, address=portal["address"])}
    words = portal[meta.lang]
    return {"portal": french(words) if meta.lang == "fr" else words, "portal_at": ""}


def _changed(field: NoticeField, lang: str) -> str:
    label = t("notice.kind-of", lang, rubric=field.rubric, label=field.label)
    before, now = ([line for line in text.split("\n") if line.strip()] for text in (field.before, field.value))
    if set(before) & set(now):  # a list of which a part stays: only the rest is a change
        parts = {"added": [line for line in now if line not in before], "removed": [line for line in before if line not in now]}
        told = [t(f"notice.change.{kind}", lang, lines=_listed("\n".join(lines), lang)) for kind, lines in parts.items() if lines]
        if told:
            return t("notice.change.parts", lang, field=label, parts=("\u202f; " if lang == "fr" else "; ").join(told))
    return t(f"notice.change.line.{field.change}", lang, field=label, before=_listed(field.before, lang), value=_listed(field.value, lang))


def _listed(value: str, lang: str) -> str:
    """``value`` on one line, its lines apart; of a long one the beginning, since it stands whole in its rubric."""
    line = ("\u202f; " if lang == "fr" else "; ").join(one_line(line) for line in value.split("\n") if line.strip())
    return line if len(line) <= LONGEST_CHANGE else t("notice.change.longer", lang, begins=line[: LONGEST_CHANGE // 2].rstrip(), count=len(value))


def _named(fields: Sequence[NoticeField], meta: NoticeMeta, phase: str) -> list[str]:
    return [t("notice.kind-of", meta.lang, rubric=field.rubric, label=field.label) for field in fields if field.missing == phase]


def _field(field: NoticeField, lang: str) -> dict[str, object]:
    due = "" if field.missing == "never" else t(f"notice.missing.mark.{field.missing}", lang)
    check = t("notice.to-check", lang) if field.to_check else t("notice.to-check.choice", lang) if field.check_choice else ""
    change = t(f"notice.change.{field.change}", lang) if field.change in ("new", "changed", "same") else ""
    return {
        "change": change,
        "before": t("notice.change.before", lang, before=field.before) if field.before else "",
        "label": field.label,
        "value": field.value,
        "due": due,
        "missing": field.missing,
        "check": check,
        "note": ("\u202f; " if lang == "fr" else "; ").join(note for note in (change, due, check) if note),
        "open": field.state in ("unknown", "cannot_be_known"),
    }
