"""What the service sees of drafting: ``Papers`` implements ``breach.service.ports.Drafting``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from breach.catalogue.forms import load_form
from breach.catalogue.loader import load
from breach.drafting.letter import draft_letter
from breach.drafting.linting.document import read
from breach.drafting.linting.lint import lint
from breach.drafting.linting.report import Report
from breach.drafting.notice import notice_fields, notice_json
from breach.drafting.notice_render import NoticeMeta, render_notice
from breach.drafting.notice_values import Filing
from breach.drafting.pack_html import render
from breach.drafting.report import report_html, report_md
from breach.i18n import t

if TYPE_CHECKING:
    from breach.service.page import Page
    from breach.service.ports import LetterRequest, NoticeRequest, ReportRequest


@dataclass(frozen=True, slots=True)
class Draft:
    """A drafted paper: text, data for other programs, what it lacks, notes for who reviews it."""

    text: str
    data: object
    missing: tuple[str, ...]
    notes: tuple[str, ...]


class Papers:
    """Drafts notices and letters; holds nothing."""

    @staticmethod
    def notice(request: NoticeRequest, fmt: str) -> Draft:
        """The notice in ``fmt`` ("md", "html"; "json" has no text, its data are in ``data``)."""
        form = load_form(request.form)
        filing = Filing(request.kind, request.earlier_reference, request.late, request.late_reason)
        fields = notice_fields(form, request.facts, request.profile, filing, lang=request.lang, zone=request.zone, now=request.now)
        name = request.profile.organisation.name
        meta = NoticeMeta(form, request.kind, name, request.lang, request.zone, request.now, request.ref, request.exercise)
        text = "" if fmt == "json" else render_notice(fields, meta, fmt)
        now = tuple(f"{field.rubric} {field.label}" for field in fields if field.missing == "now")
        notes = (t("drafts.missing-now", request.lang, fields=" ; ".join(now)),) if now else ()
        return Draft(text, notice_json(fields, request.form, request.kind, exercise=request.exercise), now, notes)

    @staticmethod
    def lint(body: bytes, name: str) -> Report:
        """What the linter finds in the message ``body``, by the ending of ``name``. Raises what ``linting.document.read`` raises."""
        return Report(lint(read(body, name)))

    @staticmethod
    def page(page: Page) -> bytes:
        """A page of an inspection pack as HTML."""
        return render(page)

    @staticmethod
    def letter(request: LetterRequest, fmt: str) -> Draft:
        """The letter in ``fmt`` ("md", "txt", "html"), without a recipient."""
        letter = draft_letter(
            request.template,
            request.channel,
            request.facts,
            request.profile,
            load(),
            lang=request.lang,
            exercise=request.exercise,
            now=request.now,
            zone=request.zone,
            formats=(fmt,),
        )
        text = letter.texts[fmt]
        said = [t("drafts.incomplete", request.lang, contents=", ".join(letter.missing))] if letter.incomplete else []
        said += [t(f"drafts.{note}", request.lang) for note in letter.notes]
        return Draft(text, {"text": text, "missing": list(letter.missing)}, letter.missing, tuple(said))

    @staticmethod
    def report(request: ReportRequest, fmt: str) -> Draft:
        """The report in ``fmt`` ("md", "html"; "json" has no text, its data are in ``data``)."""
        text = "" if fmt == "json" else report_html(request) if fmt == "html" else report_md(request)
        return Draft(text, request.data, (), ())
