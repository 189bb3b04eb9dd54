"""A second person's approval of silence, the ratification of a filing, the signature of a draft: each binds itself to a hash."""

from __future__ import annotations

from typing import TYPE_CHECKING

from breach.errors import RuleError
from breach.log import kinds
from breach.service import mandates, standing
from breach.service.decisions import find, hash_of, need_entry
from breach.service.desk import Desk, clean
from breach.service.files import Opened, nobody_real, read

if TYPE_CHECKING:
    from breach.log.fold import Act
    from breach.service.ports import FileRow, Written

DRAFT_KEYS = ("what", "form", "type", "template", "channel", "format")
"""What tells one draft from another: a later one of the same takes an earlier one's place."""


def approve(desk: Desk, ref: str, entry: int, why: str = "") -> tuple[FileRow, Written, list[str]]:
    """Approve the decision ``entry`` not to notify or not to inform, or what upheld it: the file, the entry, and what the file says of it.

    Who decided may approve too where nobody else is there, and the file says so; so it does where the approver is also the DPO (GDPR Art. 38(6)).
    Where the DPO spoke against the decision since, and nobody answered, approving it is not following them: it needs reasons and a name.

    Raises InputError ``no-such-entry``; RuleError ``nothing-to-approve``, ``dpo-advises``, ``no-mandate``, ``approving-needs-reasons``,
    ``name-needed``.
    """
    opened = read(desk, ref)
    nobody_real(desk, opened.row, desk.actor.name)
    need_entry(opened, entry)
    decision = find([*opened.file.decisions, *opened.file.upheld], entry)
    if decision is None or not opened.file.pending(decision):
        raise RuleError("nothing-to-approve", entry=entry, ref=opened.row.ref)
    held = mandates.need_to_bind(desk, opened)
    remarks = _hats(desk, opened, decision)
    body = {
        "entry": entry,
        "sha256": hash_of(desk, opened, entry),
        "why": clean(why, what="--why") if why else None,
        "mandate": held,
        "remarks": remarks,
        "overrules": _overruling(desk, opened, decision, why),
    }
    happened = desk.happened()
    with desk.acting() as act:
        done = act.append(opened.row, kinds.APPROVED, body, happened_at=happened)
    return opened.row, done, remarks


def _overruling(desk: Desk, opened: Opened, act: Act, why: str) -> list[int]:
    """The DPO's opinion that approving ``act`` does not follow, by number."""
    decision = find(opened.file.decisions, act.body.get("entry", act.n)) or act
    said = standing.unanswered(opened.file, decision)
    if said is None:
        return []
    if not why:
        raise RuleError("approving-needs-reasons", entry=said.n, ref=opened.row.ref)
    mandates.need_name(desk)
    return [said.n]


def _hats(desk: Desk, opened: Opened, act: Act) -> list[str]:
    """What the file says where one person wears several hats."""
    remarks = ["self-approval"] if mandates.same_as(desk, act) else []
    return [*remarks, "approver-is-dpo"] if mandates.is_dpo(desk, opened) else remarks


def ratify(desk: Desk, ref: str, entry: int, why: str, *, disown: bool = False) -> tuple[FileRow, Written, list[str]]:
    """Ratify the filing ``entry``, or disown it (then with reasons). It was made, and stays made: the authority has it.

    Raises InputError ``no-such-entry``, ``empty-text``; RuleError ``nothing-to-ratify``, ``dpo-advises``, ``no-mandate``.
    """
    opened = read(desk, ref)
    nobody_real(desk, opened.row, desk.actor.name)
    need_entry(opened, entry)
    filing = find(opened.file.filings, entry)
    if filing is None or opened.file.ratification(filing) is not None:
        raise RuleError("nothing-to-ratify", entry=entry, ref=opened.row.ref)
    held = mandates.need_to_bind(desk, opened)
    remarks = _hats(desk, opened, filing)
    body = {
        "entry": entry,
        "sha256": hash_of(desk, opened, entry),
        "disowned": disown,
        "why": clean(why, what="--why") if why or disown else None,
        "mandate": held,
        "remarks": remarks,
    }
    happened = desk.happened()
    with desk.acting() as act:
        done = act.append(opened.row, kinds.RATIFIED, body, happened_at=happened)
    return opened.row, done, remarks


def sign(desk: Desk, ref: str, entry: int) -> tuple[FileRow, Written]:
    """Sign the draft ``entry``: this person approves these bytes for filing or sending. A draft of the same made later is another one.

    Raises InputError ``no-such-entry``; RuleError ``not-a-draft``, ``draft-replaced``, ``no-mandate-to-file``.
    """
    opened = read(desk, ref)
    nobody_real(desk, opened.row, desk.actor.name)
    need_entry(opened, entry)
    draft = find(opened.file.drafts, entry)
    if draft is None:
        raise RuleError("not-a-draft", entry=entry, ref=opened.row.ref)
    newer = replaced_by(opened, draft)
    if newer is not None:
        raise RuleError("draft-replaced", entry=entry, newer=newer.n, ref=opened.row.ref)
    body = {"entry": entry, "sha256": draft.body["sha256"], "what": "draft", "mandate": mandates.need_to_sign(desk, opened.row.ref, entry)}
    happened = desk.happened()
    with desk.acting() as act:
        done = act.append(opened.row, kinds.DRAFT_SIGNED, body, happened_at=happened)
    return opened.row, done


def cannot_sign(desk: Desk, ref: str, entry: int) -> RuleError | None:
    """Why the desk's person holds no mandate to sign the draft ``entry`` of ``ref``, to be shown before it is tried; None where they may."""
    try:
        mandates.need_to_sign(desk, ref, entry)
    except RuleError as error:
        return error
    return None


def saved_notice(opened: Opened, form: str, kind: str) -> Act | None:
    """The last saved draft of the notice ``form`` of type ``kind``, None where none was saved."""
    same = {"what": "notice", "form": form, "type": kind}
    return next((act for act in reversed(opened.file.drafts) if same.items() <= act.body.items()), None)


def signatures(opened: Opened, draft: Act) -> list[Act]:
    """Who signed the bytes of ``draft``, in the order of signing."""
    return [act for act in opened.file.signatures if act.body["sha256"] == draft.body["sha256"]]


def replaced_by(opened: Opened, draft: Act) -> Act | None:
    """The later draft of the same paper whose bytes differ from those of ``draft``, None where there is none."""
    latest = next((act for act in reversed(opened.file.drafts) if _same_paper(act, draft)), draft)
    return latest if latest.body["sha256"] != draft.body["sha256"] else None


def _same_paper(one: Act, other: Act) -> bool:
    return all(one.body.get(key) == other.body.get(key) for key in DRAFT_KEYS)
