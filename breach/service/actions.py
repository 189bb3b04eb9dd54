"""After the breach: what is to be done, by whom, until when, and what came of it. The order alone proves nothing; its result does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from breach.domain.instants import from_z, to_z, zone_of
from breach.domain.text import Text
from breach.errors import InputError, RuleError
from breach.i18n import dates, t
from breach.log import kinds
from breach.service.decisions import find, need_entry
from breach.service.desk import Desk, clean
from breach.service.files import read
from breach.service.late_actions import DATED

if TYPE_CHECKING:
    from datetime import datetime

    from breach.log.fold import Act
    from breach.service.files import Opened
    from breach.service.ports import FileRow, Written

ABOUT = ("measure", "lesson", "follow-up", "dpia", "contract", "promise")
"""What an action is about: a corrective measure, a lesson, the follow-up of clocks and complements, the review of the impact assessment (GDPR
Art. 35(11)), of a processor's contract (Art. 28), what of the public policy was not kept.
"""
DONE, DROPPED = "done", "dropped"
OPEN, LATE = "open", "late"


def add(desk: Desk, ref: str, text: str, *, owner: str = "", due: str = "", about: str = "measure") -> tuple[FileRow, Written]:
    """Record that ``text`` is to be done by ``owner`` until ``due`` (an instant as typed; "" for none).

    Raises InputError ``empty-text``, ``unknown-about``, and of reading ``due``.
    """
    if about not in ABOUT:
        raise InputError("unknown-about", about=about[:40], known=", ".join(ABOUT))
    row = desk.store.find(ref)
    body = {
        "text": clean(text),
        "owner": Text(clean(owner, what="--owner")) if owner else None,
        "due_at": to_z(desk.instant(due)) if due else None,
        "about": about,
    }
    happened = desk.happened()
    with desk.acting() as act:
        if due:
            act.writer.set_meta(f"{DATED}{row.chain}", "1")
        return row, act.append(row, kinds.ACTION, body, happened_at=happened)


def settle(desk: Desk, ref: str, entry: int, state: str, text: str) -> tuple[FileRow, Written]:
    """Record what came of the action ``entry``: its result (``done``), or why it was given up (``dropped``). Both need words.

    Raises InputError ``no-such-entry``, ``empty-text``; RuleError ``not-an-action``, ``action-settled``.
    """
    opened = read(desk, ref)
    need_entry(opened, entry)
    if find(opened.file.actions, entry) is None:
        raise RuleError("not-an-action", entry=entry, ref=opened.row.ref)
    settled = opened.file.result_of(entry)
    if settled is not None:
        raise RuleError("action-settled", entry=entry, ref=opened.row.ref, by=settled.n)
    words = clean(text, what="--result" if state == DONE else "--why")
    happened = desk.happened()
    with desk.acting() as act:
        done = act.append(opened.row, kinds.ACTION_SETTLED, {"entry": entry, "state": state, "text": words}, happened_at=happened)
    return opened.row, done


def told(desk: Desk, opened: Opened, now: datetime) -> list[dict[str, Any]]:
    """Every action of ``opened`` as it stands at ``now`` (UTC), in the order of entry; ``result`` is None while there is none."""
    people = desk.store.people()
    return [_told(opened, act, people, now) for act in opened.file.actions]


def _told(opened: Opened, act: Act, people: dict[str, str], now: datetime) -> dict[str, Any]:
    settled = opened.file.result_of(act.n)
    return {
        "n": act.n,
        "text": act.body["text"],
        "about": act.body["about"],
        "owner": act.body["owner"],
        "due_at": act.body["due_at"],
        "state": state_of(opened, act, now),
        "result": settled.body["text"] if settled else None,
        "settled_at": (settled.happened_at or settled.recorded_at) if settled else None,
        "settled_by": people.get(settled.actor, settled.actor) if settled else None,
    }


def state_of(opened: Opened, act: Act, now: datetime) -> str:
    """``done``, ``dropped``, ``late`` or ``open``."""
    settled = opened.file.result_of(act.n)
    if settled is not None:
        return str(settled.body["state"])
    due = act.body["due_at"]
    return LATE if due and now > from_z(due) else OPEN


def in_words(found: list[dict[str, Any]], zone: str) -> list[str]:
    """The actions of ``told`` in lines: each with owner and date, its result below; ``zone``: the IANA zone to show instants in."""
    out = []
    for item in found:
        due = dates.when(from_z(item["due_at"]), zone_of(zone), zone, year=True) if item["due_at"] else t("action.no-date")
        state = t(f"action.state-{item['state']}")
        out.append(f"{item['n']:>3} [{state}] {t('action.about-' + item['about'])}{t('clock.colon')} {item['text'] or '—'}")
        out.append("    " + t("action.who-when", owner=item["owner"] or t("action.no-owner"), due=due))
        if item["result"] is not None:
            said = "action.reason" if item["state"] == DROPPED else "action.result"
            out.append("    " + t(said, text=item["result"], by=item["settled_by"] or "—"))
    return out
