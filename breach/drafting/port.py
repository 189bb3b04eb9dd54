"""What the service sees of drafting: ``Papers`` implements ``breach.service.ports.Drafting``."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from breach.catalogue.forms import load_form
from breach.catalogue.loader import load
from breach.drafting import head_mark, writers
from breach.drafting.letter import check_format, draft_page
from breach.drafting.notice import notice_fields, notice_json, public
from breach.drafting.notice_known import as_now, changes, marked
from breach.drafting.notice_render import FORMATS, NoticeMeta, notice_page, render_notice
from breach.drafting.notice_values import Filing
from breach.drafting.pack_html import render
from breach.drafting.papers import Paper, paper, sound
from breach.drafting.plain import one_line
from breach.drafting.report import report_html, report_md
from breach.drafting.sms import sms_parts
from breach.errors import InputError
from breach.i18n import current, t

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from breach.catalogue.forms import Form
    from breach.drafting.letter_page import Page as LetterPage
    from breach.drafting.linting.report import Report
    from breach.drafting.merge.manifest import Totals
    from breach.drafting.merge.port import Merge
    from breach.drafting.notice import NoticeField
    from breach.service.drafting_ports import Draft as AnyDraft
    from breach.service.drafting_ports import LetterRequest, MergeRequest, NoticeRequest, ReportRequest, Sheet
    from breach.service.page import Page


@dataclass(frozen=True, slots=True)
class Draft:
    """A drafted paper: text ("" for a format that is none), its file's bytes, data for other programs, what it lacks, notes for who reviews it."""

    text: str
    body: bytes
    data: object
    missing: tuple[str, ...]
    notes: tuple[str, ...]


def _sms_note(page: LetterPage) -> str:
    text = writers.text("txt", page).strip("\n")
    return t("drafts.sms-size", current(), characters=len(text), parts=sms_parts(text))


def _filing(request: NoticeRequest) -> Filing:
    return Filing(
        request.kind,
        request.earlier_reference,
        request.late,
        request.late_reason,
        ref=request.ref,
        withdrawn=request.withdrawn,
        risk=request.risk,
        risk_reasons=request.risk_reasons,
        not_informing_reasons=request.not_informing_reasons,
        subjects_message=request.subjects_message,
    )


def _in_french(request: NoticeRequest, form: Form, filing: Filing) -> list[NoticeField]:
    return notice_fields(form, request.facts, request.profile, filing, lang="fr", zone=request.zone, now=request.now)


class Papers:
    """Drafts notices and letters; holds nothing."""

    @staticmethod
    def notice(request: NoticeRequest, fmt: str) -> Draft:
        """The notice in ``fmt``: "json" (no text, its data are in ``data``) or one that its manifest names. Raises InputError ``notice-format``."""
        form, manifest = load_form(request.form), paper(request.form)
        if fmt not in manifest.formats:
            raise InputError("notice-format", form=request.form, format=one_line(fmt)[:40], formats=", ".join(manifest.formats))
        filing = _filing(request)
        fields = notice_fields(form, request.facts, request.profile, filing, lang=request.lang, zone=request.zone, now=request.now)
        if request.known is not None:
            fields = marked(fields, _in_french(request, form, filing), as_now(form, request.known))
        now = tuple(field.named(request.lang) for field in fields if field.missing == "now")
        notes = [t("drafts.missing-now", request.lang, fields=" ; ".join(now))] if now else []
        if request.withdrawn:
            notes.append(t("drafts.withdrawn", request.lang))
        if request.public:
            fields = public(fields, manifest.confidential, request.lang)
            notes.append(t("drafts.public", request.lang))
        name = request.profile.organisation.name
        meta = NoticeMeta(form, request.kind, name, request.lang, request.zone, request.now, request.ref, request.exercise, request.public)
        meta = replace(meta, known_by=request.known_by, withdrawn=request.withdrawn)
        data = notice_json(fields, request.form, request.kind, exercise=request.exercise)
        if request.public:
            data |= {"public": True, "withheld": [{"field": field.field, "why": field.withheld} for field in fields if field.withheld]}
        text, body = "", b""
        if fmt in FORMATS:
            text = render_notice(fields, meta, fmt)
            body = text.encode()
        elif fmt != "json":
            body = writers.writer(fmt, request.form, "", request.lang).prepare(notice_page(fields, meta)).render()
            text = "" if fmt in writers.BINARY else body.decode()
        return Draft(text, body, data, now, tuple(notes))

    @staticmethod
    def values(request: NoticeRequest) -> dict[str, Any]:
        """What a filing of ``request`` says to the authority, field by field, in French: what is kept of it, to the byte."""
        form = load_form(request.form)
        fields = _in_french(request, form, _filing(request))
        rows = [{"rubric": f.rubric, "field": f.field, "label": f.label, "value": f.value, "state": f.state} for f in fields]
        return {"form": request.form, "type": request.kind, "checked_on": form.checked_on.isoformat(), "fields": rows}

    @staticmethod
    def changes(request: NoticeRequest) -> list[str]:
        """The fields of which the authority was told something else than ``request`` would say, or nothing yet, as ``R8 label``."""
        form = load_form(request.form)
        fields = _in_french(request, form, _filing(request))
        found = set(changes(fields, as_now(form, request.known or {})))
        labels = {field.id: field.label_fr if request.lang == "fr" else field.label_en for rubric in form.rubrics for field in rubric.fields}
        return [
            f"{field.rubric} {labels[field.field].rstrip('?').rstrip()}"
            for field in fields
            if field.field in found and field.field in form.complement
        ]

    @staticmethod
    def compare(body: bytes, name: str, values: Sequence[Mapping[str, str]]) -> list[dict[str, str]]:
        """The recap ``body`` beside what was filed, field by field (see ``recap.compared``). Raises what ``linting.document.read`` raises."""
        from breach.drafting.linting.document import read
        from breach.drafting.recap import compared

        return compared(read(body, name).text, values)

    @staticmethod
    def with_head(draft: AnyDraft, fmt: str, line: str, code: str) -> AnyDraft:
        """``draft`` with the head of its file, where ``fmt`` carries one: ``line`` is printed, ``code`` what the QR code holds."""
        if fmt not in head_mark.FORMATS:
            return draft
        text = head_mark.marked(draft.text, fmt, line, code)
        return Draft(text, text.encode(), draft.data, tuple(draft.missing), tuple(draft.notes))

    @staticmethod
    def lint(body: bytes, name: str) -> Report:
        """What the linter finds in the message ``body``, by the ending of ``name``. Raises what ``linting.document.read`` raises."""
        from breach.drafting.linting.document import read
        from breach.drafting.linting.lint import lint
        from breach.drafting.linting.report import Report

        return Report(lint(read(body, name)))

    @staticmethod
    def message(body: bytes, name: str) -> str:
        """The words of the message ``body``, by the ending of ``name``, as a person reads them. Raises what ``linting.document.read`` raises."""
        from breach.drafting.linting.document import read

        return read(body, name).text.strip()

    @staticmethod
    def page(page: Page) -> bytes:
        """A page of an inspection pack as HTML."""
        return render(page)

    @staticmethod
    def merge(request: MergeRequest) -> Merge:
        """The merge of ``request``. Raises what ``Merge`` raises."""
        from breach.drafting.merge.port import Merge

        return Merge(request)

    @staticmethod
    def join_manifests(parts: Sequence[tuple[str, bytes]]) -> tuple[bytes, Totals]:
        """The manifest of the whole from those of its shares. Raises what ``manifest.joined`` raises."""
        from breach.drafting.merge.manifest import joined

        return joined(parts)

    @staticmethod
    def papers() -> list[Paper]:
        """Every paper that there is, the user's own included; one whose manifest is faulty is left out, and refused by name where it is asked for."""
        return sound()

    @staticmethod
    def letter(request: LetterRequest, fmt: str) -> Draft:
        """The letter or paper in ``fmt``, one of ``writers.FORMATS``, without a recipient."""
        check_format(request.template, fmt, request.channel)
        made = draft_page(
            request.template,
            request.channel,
            request.facts,
            request.profile,
            load(),
            lang=request.lang,
            exercise=request.exercise,
            now=request.now,
            zone=request.zone,
            around=request.around,
        )
        body = writers.writer(fmt, request.template, request.channel, request.lang).prepare(made.page).render()
        text = "" if fmt in writers.BINARY else body.decode()
        said = [t("drafts.incomplete", current(), contents=", ".join(made.missing))] if made.missing else []
        if paper(request.template).kind == "paper":
            said = [t("drafts.paper-missing", current(), facts="\u202f; ".join(made.missing))] if made.missing else []
        said += [t(f"drafts.{note}", current()) for note in made.notes]
        said += [_sms_note(made.page)] if request.channel == "sms" else []
        return Draft(text, body, {"text": text, "missing": list(made.missing)}, made.missing, tuple(said))

    @staticmethod
    def report(request: ReportRequest, fmt: str) -> Draft:
        """The report in ``fmt`` ("md", "html"; "json" has no text, its data are in ``data``)."""
        text = "" if fmt == "json" else report_html(request) if fmt == "html" else report_md(request)
        return Draft(text, text.encode(), request.data, (), ())

    @staticmethod
    def sheet(sheet: Sheet, fmt: str) -> bytes:
        """``sheet`` as ``fmt``: "xlsx" or "ods"."""
        if fmt == "ods":
            from breach.drafting import sheet_ods

            return sheet_ods.write(sheet)
        from breach.drafting import sheet_xlsx

        return sheet_xlsx.write(sheet)
