"""What really happened outside: filings, failed attempts, sendings, answers of the authority, evidence. On exercises all of it is simulated
and says so.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from breach.catalogue.forms import form_ids
from breach.domain.instants import to_z
from breach.domain.papers import TEMPLATES
from breach.domain.text import Text
from breach.errors import InputError
from breach.law.clocks import addressees, lateness, settled_by
from breach.law.regime_data import CONTRACT, clocks_of_law, forms, met_by
from breach.log import kinds
from breach.service import mandates
from breach.service.clock_work import filing_of, said, worked_out
from breach.service.complement import snapshot
from breach.service.desk import Desk, clean
from breach.service.files import Opened, read
from breach.service.known import FORMS, TYPES
from breach.service.links import bundled_into
from breach.service.promises import promises_of, setting_of
from breach.service.sent_text import message_of, sendable

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from breach.domain.clock_rows import DueRow
    from breach.log.fold import Act
    from breach.service.ports import FileRow, Written

CHANNELS = ("email", "sms", "post", "phone", "account_message", "publication", "press", "other")
AUTHORITY_KINDS = ("order", "question", "closing", "other")


class Attachment:
    """A file that comes with an act: its name as the user knows it, and its bytes."""

    __slots__ = ("body", "name")

    def __init__(self, name: str, body: bytes) -> None:
        self.name = name
        self.body = body

    def fields(self) -> dict[str, object]:
        """What the entry holds of it."""
        return {"name": Text(clean(self.name, what="name")), "sha256": hashlib.sha256(self.body).hexdigest(), "size": len(self.body)}


def filed(
    desk: Desk,
    ref: str,
    *,
    form: str,
    kind: str,
    at: str,
    reference: str,
    receipt: Attachment | None = None,
    late_reason: str = "",
    party: str = "",
) -> tuple[FileRow, Written, list[DueRow]]:
    """Record a filing that was made: the file, the entry, and the clocks that it settled, in time or late.

    Its lateness against every start is frozen here. A late filing is never refused for want of a reason: the reason can be given before
    (fact ``late_reason``), with, and after it. Nor does it wait for a mandate: without one it is made under emergency mandate, to be ratified.
    The files that are bundled in this one get the filing too, each with its own lateness (EDPB 9/2022 §62-64). ``party``: for which client, to
    which authority, or the entry of the record that it answers.

    Raises InputError (``for-needed`` where one of several must be named), RuleError ``in-the-future``.
    """
    instant = desk.past(at)
    opened = read(desk, ref)
    _form(form, kind, opened, desk.now())
    named = clean(party, what="--for") if party else _only(opened, form, kind, desk)
    bundled = bundled_into(desk, opened)
    common: dict[str, object] = {
        "form": form,
        "type": kind,
        "at": to_z(instant),
        "reference": clean(reference, what="--reference"),
        "receipt": receipt.fields() if receipt else None,
        "late_reason": clean(late_reason, what="--late-reason") if late_reason else None,
        "for": named,
        "simulated": opened.row.exercise,
        "mandate": mandates.to_file(desk),
    }
    settled = _settled_by(opened, common, desk)
    said_now = snapshot(desk, opened, form, kind, late_reason) if form in form_ids() and not named else None
    own = {**common, "lateness": _lateness(settled, instant), **({"values": said_now[0]} if said_now else {})}
    with desk.acting() as act:
        done = act.append(opened.row, kinds.FILED, own, happened_at=to_z(instant))
        if receipt:
            act.writer.put_blob(opened.row.chain, done.n, receipt.body)
        if said_now:
            act.writer.put_blob(opened.row.chain, done.n, said_now[1])
        for other in bundled:
            late = _lateness(_settled_by(other, common, desk), instant)
            spoken_by = {"file": opened.row.uuid, "ref": opened.row.ref, "entry": done.n, "sha256": done.hash}
            act.append(other.row, kinds.FILED, {**common, "receipt": None, "lateness": late, "bundled_in": spoken_by}, happened_at=to_z(instant))
    return opened.row, done, settled


def _lateness(settled: list[DueRow], instant: datetime) -> list[dict[str, object]]:
    """How late a filing at ``instant`` (UTC) is against every start that it settles: frozen with it."""
    return [{"clock": row.clock, "start": row.anchor_at, "due_at": row.due_at, "late_by": lateness(row, instant)} for row in settled if row.due_at]


def _settled_by(opened: Opened, body: Mapping[str, object], desk: Desk) -> list[DueRow]:
    """The clocks of ``opened`` that a filing with this ``body`` settles, none of which was settled before."""
    record, facts, promises = said(opened, desk.now())
    return settled_by(record, filing_of(body), facts, promises, desk.now(), setting_of(opened.profile))


def _only(opened: Opened, form: str, kind: str, desk: Desk) -> Text | None:
    """For whom a filing is that names nobody: nobody in particular, or the one entry that awaits an answer.

    Raises InputError ``for-needed`` where several could be meant.
    """
    record, facts, promises = said(opened, desk.now())
    names = addressees(record, form, kind, facts, promises, desk.now(), setting_of(opened.profile))
    if len(names) > 1:
        raise InputError("for-needed", form=form, names=", ".join(names))
    return Text(names[0]) if names else None


def filing_failed(desk: Desk, ref: str, *, form: str, at: str, text: str, capture: Attachment | None = None) -> tuple[FileRow, Written]:
    """Record an attempt at filing that failed (portal down): proof for the reasons for delay. Raises InputError, RuleError."""
    instant = desk.past(at) if at else desk.now()
    opened = read(desk, ref)
    _form(form, TYPES[0], opened, desk.now())
    row = opened.row
    body: dict[str, object] = {
        "form": form,
        "at": to_z(instant),
        "text": clean(text, what="--failed"),
        "capture": capture.fields() if capture else None,
        "simulated": row.exercise,
    }
    with desk.acting() as act:
        done = act.append(row, kinds.FILING_FAILED, body, happened_at=to_z(instant))
        if capture:
            act.writer.put_blob(row.chain, done.n, capture.body)
    return row, done


def sent(
    desk: Desk, ref: str, *, template: str, count: int, bounced: int, at: str, channel: str, message: Attachment | None = None
) -> tuple[FileRow, Written, str]:
    """Record what was sent to people: counts, never names; and its text: the ``message``, else the letter that was made here for it.

    Gives also where the text comes from: "given", "draft", "merge", "" for none. ``template``: one of ours or of the user's own texts.
    Raises InputError ``unknown-sent-template``, ``unknown-channel``, ``bad-count``; RuleError.
    """
    known = sendable(desk)
    if template not in known:
        raise InputError("unknown-sent-template", template=template[:40], templates=", ".join(known))
    if channel not in CHANNELS:
        raise InputError("unknown-channel", channel=channel[:40], channels=", ".join(CHANNELS))
    if not 0 <= bounced <= count <= 10**12:
        raise InputError("bad-count", count=count, bounced=bounced)
    instant = desk.past(at)
    opened = read(desk, ref)
    row, text = opened.row, message_of(desk, opened, template, channel, message)
    body: dict[str, object] = {
        "template": clean(template, what="--template"),
        "count": count,
        "bounced": bounced,
        "at": to_z(instant),
        "channel": channel,
        "simulated": row.exercise,
        **({"subjects": True} if known[template] and template not in TEMPLATES else {}),
        **({"message": text[0]} if text else {}),
    }
    with desk.acting() as act:
        done = act.append(row, kinds.SENT, body, happened_at=to_z(instant))
        if text:
            act.writer.put_blob(row.chain, done.n, text[1])
    return row, done, str(text[0]["from"]) if text else ""


def authority(desk: Desk, ref: str, *, kind: str, at: str, due: str, paper: Attachment) -> tuple[FileRow, Written]:
    """Record what the authority answered, its paper kept to the byte. Raises InputError ``unknown-kind``, ``due-before``; RuleError."""
    if kind not in AUTHORITY_KINDS:
        raise InputError("unknown-kind", kind=kind[:40], kinds=", ".join(AUTHORITY_KINDS))
    instant = desk.past(at)
    end = desk.instant(due) if due else None
    if end and end < instant:
        raise InputError("due-before", at=to_z(instant), due=to_z(end))
    row = desk.store.find(ref)
    body = {"kind": kind, "at": to_z(instant), "due": to_z(end) if end else None, "paper": paper.fields(), "simulated": row.exercise}
    with desk.acting() as act:
        done = act.append(row, kinds.AUTHORITY, body, happened_at=to_z(instant))
        act.writer.put_blob(row.chain, done.n, paper.body)
    return row, done


def add_evidence(
    desk: Desk, ref: str, name: str, mark: str, size: int, source: str, *, method: str = "", original: bytes | None = None
) -> tuple[FileRow, Written]:
    """Record a piece of evidence by its SHA-256 ``mark`` and ``size`` (bytes) as hashed on arrival; ``method``: how it was collected; the
    ``original`` is kept to the byte in the store where it is given. Raises InputError.
    """
    row = desk.store.find(ref)
    body = {
        "name": clean(name, what="name"),
        "sha256": mark,
        "size": size,
        "source": clean(source, what="--source") if source else None,
        "method": clean(method, what="--method") if method else None,
        "path": clean(name, what="path"),
        "kept": original is not None,
    }
    happened = desk.happened()
    with desk.acting() as act:
        done = act.append(row, kinds.EVIDENCE, body, happened_at=happened)
        if original is not None:
            act.writer.put_blob(row.chain, done.n, original)
    return row, done


def move_evidence(desk: Desk, ref: str, entry: int, to: str, why: str) -> tuple[FileRow, Written]:
    """Record that the piece of evidence of ``entry`` passed into the keeping of ``to``. Raises InputError ``no-such-evidence``."""
    body = {"entry": entry, "to": clean(to, what="--to"), "why": clean(why, what="--why")}
    opened = read(desk, ref)
    evidence_of(opened, entry)
    happened = desk.happened()
    with desk.acting() as act:
        done = act.append(opened.row, kinds.EVIDENCE_MOVED, body, happened_at=happened)
    return opened.row, done


def evidence_of(opened: Opened, entry: int) -> Act:
    """The piece of evidence of ``entry``. Raises InputError ``no-such-evidence``."""
    found = next((act for act in opened.file.evidence if act.n == entry), None)
    if found is None:
        raise InputError("no-such-evidence", entry=entry, ref=opened.row.ref, entries=", ".join(str(act.n) for act in opened.file.evidence) or "-")
    return found


def evidence_checked(desk: Desk, row: FileRow, results: list[dict[str, object]]) -> Written:
    """Record that evidence was hashed again: each result names the entry and says ``match``, ``mismatch`` or ``unreadable``."""
    with desk.acting() as act:
        return act.append(row, kinds.EVIDENCE_CHECKED, {"results": results})


def known_forms(opened: Opened, now: datetime) -> list[str]:
    """Every form that can be filed for ``opened`` at ``now`` (UTC): those of the law, and the notices of its contracts."""
    contracts = {clock["id"] for clock in promises_of(opened.profile)} | {row.clock for row in worked_out(opened, now)}
    return [*forms(), *sorted(form for form in contracts if form.startswith(CONTRACT))]


def forms_of(opened: Opened, now: datetime) -> list[str]:
    """The forms that some clock of ``opened`` is met by at ``now`` (UTC): the CNIL's own notice, then the others in the order of the law."""
    held = {(row.clock, row.to_fr) for row in worked_out(opened, now)}
    ids, promises = {clock for clock, _ in held}, promises_of(opened.profile)
    abroad = {
        form
        for clock in clocks_of_law()
        for form in clock.get("met_abroad_by_forms", ())
        if any(found == clock["id"] and to != clock["recipient_fr"] for found, to in held)
    }
    found = [form for form in known_forms(opened, now) if form in ids | abroad or met_by(form, "", promises) & ids]
    return sorted(found, key=lambda form: form != FORMS[0])  # a stable sort


def late_now(desk: Desk, ref: str, form: str) -> list[DueRow]:
    """The clocks that a filing of ``form`` at this moment would settle late, none of which was settled before.

    Raises InputError ``no-such-file``.
    """
    opened, now = read(desk, ref), desk.now()
    body = {"form": form, "type": TYPES[-1], "at": to_z(now), "for": None}
    return [row for row in _settled_by(opened, body, desk) if lateness(row, now)]


def _form(form: str, kind: str, opened: Opened, now: datetime) -> None:
    known = known_forms(opened, now)
    if form not in known:
        import difflib

        near = difflib.get_close_matches(form[:40].lower(), known, 3, 0.5)
        raise InputError("unknown-form", form=form[:40], forms=", ".join([*near, *(one for one in known if one not in near)]))
    if kind not in TYPES:
        raise InputError("unknown-type", type=kind[:40], types=", ".join(TYPES))
