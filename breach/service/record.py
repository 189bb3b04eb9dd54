"""What really happened outside: filings, failed attempts, sendings, answers of the authority, evidence. On exercises all of it is simulated
and says so.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from breach.domain.instants import to_z
from breach.domain.text import Text
from breach.errors import InputError
from breach.law.clocks import lateness
from breach.log import kinds
from breach.service import mandates
from breach.service.clock_work import worked_out
from breach.service.desk import TEMPLATES, Desk, clean
from breach.service.files import Opened, read
from breach.service.links import bundled_into

if TYPE_CHECKING:
    from datetime import datetime

    from breach.domain.clock_rows import DueRow
    from breach.service.ports import FileRow, Written

FORMS: dict[str, tuple[str, ...]] = {"cnil-2023": ("gdpr-33-1",), "controller-33-2": ("gdpr-33-2",)}
"""Forms that can be filed, each with the clocks that it settles."""
TYPES = ("initial", "complementary", "complete")
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
    """Record a filing that was made: the file, the entry, and the clocks that it settled late.

    Its lateness against every start is frozen here. A late filing is never refused for want of a reason: the reason can be given before
    (fact ``late_reason``), with, and after it. Nor does it wait for a mandate: without one it is made under emergency mandate, to be ratified.
    The files that are bundled in this one get the filing too, each with its own lateness (EDPB 9/2022 §62-64).

    Raises InputError, RuleError ``in-the-future``.
    """
    _form(form, kind)
    instant = desk.past(at)
    opened = read(desk, ref)
    _known_form(form, opened)
    running = _settled_by(form, worked_out(opened, desk.now()))
    bundled = bundled_into(desk, opened)
    common: dict[str, object] = {
        "form": form,
        "type": kind,
        "at": to_z(instant),
        "reference": clean(reference, what="--reference"),
        "receipt": receipt.fields() if receipt else None,
        "late_reason": clean(late_reason, what="--late-reason") if late_reason else None,
        "for": clean(party, what="--for") if party else None,
        "simulated": opened.row.exercise,
        "mandate": mandates.to_file(desk),
    }
    own = _lateness(opened, form, running, instant)
    with desk.acting() as act:
        done = act.append(opened.row, kinds.FILED, {**common, "lateness": own}, happened_at=to_z(instant))
        if receipt:
            act.writer.put_blob(opened.row.chain, done.n, receipt.body)
        for other in bundled:
            late = _lateness(other, form, _settled_by(form, worked_out(other, desk.now())), instant)
            spoken_by = {"file": opened.row.uuid, "ref": opened.row.ref, "entry": done.n, "sha256": done.hash}
            act.append(other.row, kinds.FILED, {**common, "receipt": None, "lateness": late, "bundled_in": spoken_by}, happened_at=to_z(instant))
    return opened.row, done, [row for row in running if own and lateness(row, instant)]


def _lateness(opened: Opened, form: str, running: list[DueRow], instant: datetime) -> list[dict[str, object]]:
    """How late the first filing of ``form`` at ``instant`` is against every start; later ones settle nothing."""
    if _filed_before(opened.file.filings, form):
        return []
    return [{"clock": row.clock, "start": row.anchor_at, "due_at": row.due_at, "late_by": lateness(row, instant)} for row in running if row.due_at]


def filing_failed(desk: Desk, ref: str, *, form: str, at: str, text: str, capture: Attachment | None = None) -> tuple[FileRow, Written]:
    """Record an attempt at filing that failed (portal down): proof for the reasons for delay. Raises InputError, RuleError."""
    _form(form, TYPES[0])
    instant = desk.past(at) if at else desk.now()
    row = desk.store.find(ref)
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


def sent(desk: Desk, ref: str, *, template: str, count: int, bounced: int, at: str, channel: str) -> tuple[FileRow, Written]:
    """Record what was sent to people: counts, never names. Raises InputError ``unknown-channel``, ``bad-count``; RuleError."""
    if template not in TEMPLATES:
        raise InputError("unknown-sent-template", template=template[:40], templates=", ".join(TEMPLATES))
    if channel not in CHANNELS:
        raise InputError("unknown-channel", channel=channel[:40], channels=", ".join(CHANNELS))
    if not 0 <= bounced <= count <= 10**12:
        raise InputError("bad-count", count=count, bounced=bounced)
    instant = desk.past(at)
    row = desk.store.find(ref)
    body = {
        "template": clean(template, what="--template"),
        "count": count,
        "bounced": bounced,
        "at": to_z(instant),
        "channel": channel,
        "simulated": row.exercise,
    }
    with desk.acting() as act:
        done = act.append(row, kinds.SENT, body, happened_at=to_z(instant))
    return row, done


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


def add_evidence(desk: Desk, ref: str, name: str, mark: str, size: int, source: str) -> tuple[FileRow, Written]:
    """Record a piece of evidence by its SHA-256 ``mark`` and ``size`` (bytes) as hashed on arrival. Raises InputError."""
    row = desk.store.find(ref)
    body = {
        "name": clean(name, what="name"),
        "sha256": mark,
        "size": size,
        "source": clean(source, what="--source") if source else None,
        "path": clean(name, what="path"),
    }
    happened = desk.happened()
    with desk.acting() as act:
        done = act.append(row, kinds.EVIDENCE, body, happened_at=happened)
    return row, done


def evidence_checked(desk: Desk, row: FileRow, results: list[dict[str, object]]) -> Written:
    """Record that evidence was hashed again: each result names the entry and says ``match``, ``mismatch`` or ``unreadable``."""
    with desk.acting() as act:
        return act.append(row, kinds.EVIDENCE_CHECKED, {"results": results})


def forms_of(opened: Opened) -> list[str]:
    """What can be filed for ``opened``: the forms, then the notices that the profile's contracts ask for."""
    return [*FORMS, *(f"contract:{contract.id}" for contract in (opened.profile.contracts if opened.profile else ()))]


def late_now(desk: Desk, ref: str, form: str) -> list[DueRow]:
    """The clocks that a filing of ``form`` at this moment would settle late; none after the first filing, which froze its lateness.

    Raises InputError ``no-such-file``.
    """
    opened, now = read(desk, ref), desk.now()
    return [] if _filed_before(opened.file.filings, form) else [row for row in _settled_by(form, worked_out(opened, now)) if lateness(row, now)]


def _form(form: str, kind: str) -> None:
    if form not in FORMS and not form.startswith("contract:"):
        raise InputError("unknown-form", form=form[:40], forms=", ".join(FORMS))
    if kind not in TYPES:
        raise InputError("unknown-type", type=kind[:40], types=", ".join(TYPES))


def _known_form(form: str, opened: Opened) -> None:
    """Refuse the notice of a contract that the profile does not know."""
    if form not in forms_of(opened):
        raise InputError("unknown-form", form=form[:40], forms=", ".join(forms_of(opened)))


def _settled_by(form: str, rows: list[DueRow]) -> list[DueRow]:
    return [row for row in rows if row.clock in FORMS.get(form, (form,)) or (form == "cnil-2023" and row.clock.startswith("promise:") and row.hours)]


def _filed_before(filings: list[Any], form: str) -> bool:
    return any(act.body["form"] == form for act in filings)
