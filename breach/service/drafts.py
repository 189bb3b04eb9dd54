"""Drafts: the notice in the form's order and the letters to people, from the facts as they stand. What is missing is named, never invented.

Making a draft records nothing; exporting one to a file records its hash and keeps it to the byte.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from breach.catalogue.profiles import parse_profile
from breach.domain.instants import from_z
from breach.domain.papers import TEMPLATES
from breach.errors import InputError
from breach.i18n import t
from breach.log import kinds
from breach.service import known
from breach.service.anchoring import Head
from breach.service.around import around, parties_of
from breach.service.clock_work import worked_out
from breach.service.drafting_ports import LetterRequest, NoticeRequest
from breach.service.files import Opened, read
from breach.service.known import TYPES
from breach.service.told import told, with_sendings

if TYPE_CHECKING:
    from datetime import datetime

    from breach.domain.profile import Profile
    from breach.service.desk import Desk
    from breach.service.drafting_ports import Draft, PaperName
    from breach.service.ports import FileRow, Written

NOTICE_FORMATS = ("md", "html", "json", "docx", "pdf", "txt")
LETTER_FORMATS = ("md", "txt", "html", "eml", "docx", "pdf")
BESIDE = frozenset(
    {kinds.DRAFT, kinds.EXPORTED, kinds.REVIEWED, kinds.DRAFT_SIGNED, kinds.SIGNATURE, kinds.ANCHORED, kinds.REMINDED, kinds.REMINDER_SEEN}
)
"""Entries that leave the head printed on a draft as it is."""
BINARY = ("docx", "pdf")
"""Formats that are no text."""


def notice(desk: Desk, ref: str, kind: str, fmt: str, form: str = "cnil-2023", *, public: bool = False) -> tuple[FileRow, Draft]:
    """The notice ``form`` of type ``kind`` in ``fmt`` (one of NOTICE_FORMATS); with ``public`` its version for the public.

    Raises InputError ``unknown-form``, ``unknown-type``, ``unknown-format``.
    """
    if form not in known.FORMS:
        raise InputError("unknown-form", form=form[:40], forms=", ".join(known.FORMS))
    if kind not in TYPES:
        raise InputError("unknown-type", type=kind[:40], types=", ".join(TYPES))
    if fmt not in NOTICE_FORMATS:
        raise InputError("unknown-format", format=fmt[:40], formats=", ".join(NOTICE_FORMATS))
    opened = read(desk, ref)
    draft = desk.drafting().notice(notice_request(desk, opened, kind, form, public=public), fmt)
    if public:
        return opened.row, draft
    head = _head(desk, opened.row)
    return opened.row, desk.drafting().with_head(draft, fmt, head.line(desk.lang), head.text)


def _head(desk: Desk, row: FileRow) -> Head:
    """The head to print on a draft: the last entry that is more than a paper, a look or a signature, so that drafting twice gives the same bytes."""
    last = next(entry for entry in reversed(desk.store.history(row.chain)) if entry.kind not in BESIDE)
    return Head(row.ref, row.uuid, last.n, last.hash)


def notice_request(desk: Desk, opened: Opened, kind: str, form: str, *, public: bool = False, late_reason: str = "") -> NoticeRequest:
    """What the notice ``form`` of type ``kind`` is drafted from. An initial notice says nothing of earlier ones."""
    last = known.last_filed(desk, opened, form) if kind != TYPES[0] else None
    return NoticeRequest(
        form=form,
        kind=kind,
        facts=with_sendings(opened, desk.now()),
        profile=_profile(desk, opened),
        earlier_reference=next((act.body["reference"] for act in reversed(opened.file.filings) if act.body["form"] == form), None),
        late=_late(desk, opened),
        late_reason=late_reason or _late_reason(opened),
        ref=opened.row.ref,
        title=opened.file.title,
        exercise=opened.row.exercise,
        lang=desk.lang,
        zone=desk.zone,
        now=desk.now(),
        public=public,
        known=known.as_known(last[1]) if last else None,
        known_by=known.said_by(desk, last[0]) if last else "",
        withdrawn=known.withdrawn(opened, desk, form),
        subjects_message=told(desk, opened),
        **_concluded(opened),
    )


def _concluded(opened: Opened) -> dict[str, Any]:
    """What the decisions on record conclude of the risk, never what the rules compute alone."""
    notify, inform = opened.file.decided("notify-authority"), opened.file.decided("inform-subjects")
    told = {act.body["choice"] for act in (notify, inform) if act is not None}
    risk = "high_risk" if "inform" in told else "unlikely" if "do-not-notify" in told else "risk" if {"notify", "do-not-inform"} <= told else ""
    reasons = [str(act.body["why"]) for act in (notify, inform) if act is not None and act.body.get("why")]
    silent = inform is not None and inform.body["choice"] == "do-not-inform"
    why = str(inform.body["why"] or "") if inform is not None and silent else None
    return {"risk": risk, "risk_reasons": "\n\n".join(reasons) or None, "not_informing_reasons": why}


def letter(desk: Desk, ref: str, template: str, channel: str, fmt: str, *, party: str = "", language: str = "") -> tuple[FileRow, Draft]:
    """The letter or paper ``template`` for ``channel`` ("": the first of its own) in ``fmt`` (one of LETTER_FORMATS), as a preview without
    recipients; a form of an authority is drafted as its next notice.

    ``party``: for whom, where one is made for each party; ``language``: of the letter, "": the desk's. Raises InputError, RuleError.
    """
    if fmt not in LETTER_FORMATS:
        raise InputError("unknown-format", format=fmt[:40], formats=", ".join(LETTER_FORMATS))
    opened = read(desk, ref)
    kind = next((paper.kind for paper in desk.drafting().papers() if paper.id == template), "")
    if kind == "notice":
        earlier = any(act.body["form"] == template for act in opened.file.filings)
        return notice(desk, ref, TYPES[1] if earlier else TYPES[0], fmt, template)
    return opened.row, desk.drafting().letter(letter_request(desk, opened, template, channel, party=party, language=language), fmt)


def letter_request(
    desk: Desk, opened: Opened, template: str, channel: str, made_at: datetime | None = None, *, party: str = "", language: str = ""
) -> LetterRequest:
    """What the letter ``template`` of ``opened`` is drafted from, dated ``made_at`` (UTC; None: now). Raises InputError ``channel-wanted``."""
    now = made_at or desk.now()
    paper = next((paper for paper in desk.drafting().papers() if paper.id == template), None)
    if not channel and paper is not None:
        if paper.kind == "letter" and len(paper.channels) > 1:
            raise InputError("channel-wanted", template=template, channels=", ".join(paper.channels))
        channel = paper.channels[0]
    return LetterRequest(
        template=template,
        channel=channel,
        facts=opened.seen(now),
        profile=_profile(desk, opened),
        exercise=opened.row.exercise,
        lang=language or desk.lang,
        zone=desk.zone,
        now=now,
        around=around(opened, now, kind=paper.per_party, party=party) if paper is not None and paper.kind == "paper" else None,
    )


def parties(desk: Desk, ref: str, template: str) -> list[str]:
    """For whom ``template`` is made: the parties of its kind, by name; empty where it is not made for each party."""
    kind = next((paper.per_party for paper in desk.drafting().papers() if paper.id == template), "")
    return parties_of(read(desk, ref), desk.now(), kind) if kind else []


def letters(desk: Desk) -> list[PaperName]:
    """What can be drafted beside the notices, each with its channels: those of the contract in its order, then the user's own."""
    order = {template: at for at, template in enumerate(TEMPLATES)}
    found = [paper for paper in desk.drafting().papers() if paper.kind != "notice"]
    return sorted(found, key=lambda paper: (order.get(paper.id, len(order)), paper.id))


def letter_text(desk: Desk, ref: str, template: str, channel: str, fmt: str) -> str:
    """The letter's text alone, for a preview."""
    return letter(desk, ref, template, channel, fmt)[1].text


def record(desk: Desk, row: FileRow, what: dict[str, object], body: bytes) -> Written:
    """Record that a draft was exported: ``what`` says which; its hash and size, and the bytes themselves."""
    held = {**what, "sha256": hashlib.sha256(body).hexdigest(), "size": len(body)}
    with desk.acting() as act:
        done = act.append(row, kinds.DRAFT, held)
        act.writer.put_blob(row.chain, done.n, body)
    return done


def _profile(desk: Desk, opened: Opened) -> Profile:
    """The organisation's profile; on an exercise its DPO goes by the exercise's name. Without a profile, one that knows nothing but the zone."""
    if opened.profile is None:
        name = t("drafts.organisation-unknown", desk.lang)
        return parse_profile(f'dpo = "unknown"\n[organisation]\nname = "{name}"\ntimezone = "{desk.zone}"\n', "profile.toml")
    if opened.row.exercise and opened.profile.exercise_only and opened.profile.dpo is not None:
        return replace(opened.profile, dpo=replace(opened.profile.dpo, name=opened.profile.exercise_dpo_name))
    return opened.profile


def _late(desk: Desk, opened: Opened) -> bool:
    """Whether the notice is, or was first filed, after the end of the clock that governs."""
    now = desk.now()
    rows = [row for row in worked_out(opened, now) if row.clock == "gdpr-33-1" and row.anchor_status != "superseded"]
    return any(row.settled == "late" or (not row.settled and row.due_at is not None and now > from_z(row.due_at)) for row in rows)


def _late_reason(opened: Opened) -> str | None:
    """The reasons for delay: the fact, else what came with a filing."""
    fact = opened.facts.get("late_reason")
    if fact is not None and isinstance(fact.value, str):
        return fact.value
    return next((act.body["late_reason"] for act in opened.file.filings if act.body["late_reason"]), None)
