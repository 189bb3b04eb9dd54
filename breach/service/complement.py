"""What a filing keeps of its values, what has changed since, and the authority's recap beside them.

A filing keeps, beside its receipt, the fields of the form in French as they stood in the draft that was last exported for it, or in the file when
it was recorded. Corrections, and the news that it was no breach, are new filings: the earlier ones stay as they are.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any, Protocol

from breach.errors import InputError
from breach.service.drafts import notice_request
from breach.service.files import read, read_row
from breach.service.known import FORMS, last_filed, said_by, withdrawn

if TYPE_CHECKING:
    from breach.log.fold import Act
    from breach.service.desk import Desk
    from breach.service.files import Opened


class Recap(Protocol):
    """The authority's recap: its name as the user knows it, and its bytes."""

    name: str
    body: bytes


def snapshot(desk: Desk, opened: Opened, form: str, kind: str, late_reason: str) -> tuple[dict[str, object], bytes]:
    """What a filing of ``form`` and type ``kind`` keeps of its values: the entry's part, and the bytes. Raises InputError."""
    draft = _draft_of(opened, form, kind)
    then = read_row(desk, opened.row, draft.n) if draft is not None else opened
    request = notice_request(desk, then, kind, form, late_reason=late_reason)
    body = json.dumps(desk.drafting().values(request), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    return {"sha256": hashlib.sha256(body).hexdigest(), "size": len(body), "as_of": then.file.entries, "draft": draft.n if draft else None}, body


def _draft_of(opened: Opened, form: str, kind: str) -> Act | None:
    """The draft of this notice that was exported last, since the last filing of the form."""
    last = max((act.n for act in opened.file.filings if act.body["form"] == form), default=0)
    made = [act for act in opened.file.drafts if act.body.get("what") == "notice" and act.body.get("form") == form and act.body.get("type") == kind]
    return next((act for act in reversed(made) if act.n > last and not act.body.get("public")), None)


def rewritten(desk: Desk, opened: Opened, draft: Act) -> bool:
    """Whether the notice of the saved ``draft`` would say something else today: its fields, not the hour or the head printed on it."""
    form, kind = draft.body["form"], draft.body["type"]
    then, now = (desk.drafting().values(notice_request(desk, held, kind, form))["fields"] for held in (read_row(desk, opened.row, draft.n), opened))
    return bool(then != now)


def complement(desk: Desk, opened: Opened) -> dict[str, Any] | None:
    """What calls for a complementary notice: form, the filing it follows, the fields that changed, and whether it was no breach after all.

    None where nothing was filed, or nothing changed that the authority is told of.
    """
    for form in FORMS:
        found = last_filed(desk, opened, form)
        if found is None:
            continue
        act, values = found
        request = notice_request(desk, opened, "complementary", form)
        changed = desk.drafting().changes(request)
        no_breach = withdrawn(opened, desk, form)
        if changed or no_breach:
            told = {"form": form, "since": act.n, "filing": said_by(desk, act), "reference": act.body["reference"]}
            return {**told, "changed": changed, "no_breach": no_breach, "of_type": values["type"]}
    return None


def compare(desk: Desk, ref: str, form: str, recap: Recap | None) -> tuple[Opened, Act, list[dict[str, str]]]:
    """The authority's ``recap`` (None: the receipt that was recorded) beside the last filing of ``form``, field by field.

    Raises InputError ``nothing-filed`` where no filing keeps its values, ``no-receipt``, and what reading the recap raises.
    """
    opened = read(desk, ref)
    found = last_filed(desk, opened, form)
    if found is None:
        raise InputError("nothing-filed", form=form[:40], ref=opened.row.ref)
    act, values = found
    if recap is not None:
        return opened, act, desk.drafting().compare(recap.body, recap.name, values["fields"])
    name, body = _receipt(desk, opened, act)
    return opened, act, desk.drafting().compare(body, name, values["fields"])


def _receipt(desk: Desk, opened: Opened, act: Act) -> tuple[str, bytes]:
    kept = act.body.get("receipt")
    held = next((body for _, mark, _, body in desk.store.blobs(opened.row.chain, act.n) if kept and mark == kept["sha256"]), None)
    if not kept or not held:
        raise InputError("no-receipt", ref=opened.row.ref, entry=act.n)
    return str(kept["name"] or ""), held
