"""The register of Article 33(5): every breach, notified or not, with facts, effects, remedies, and the reasons of each decision.

Exercises stay outside. A value that nobody gave is « non déterminé », never zero and never empty; hours keep their zone.
"""

from __future__ import annotations

import csv
import hashlib
import io
from typing import TYPE_CHECKING, Any

from breach.catalogue.loader import load
from breach.catalogue.values import show
from breach.domain.instants import from_z, to_local
from breach.i18n import t
from breach.log import kinds
from breach.service import actions
from breach.service.files import Opened, read_row
from breach.service.retention import keeping

if TYPE_CHECKING:
    from breach.log.fold import Act, BreachFile
    from breach.service.desk import Desk
    from breach.service.ports import Written

FACTS = (
    "description",
    "nature",
    "origin",
    "cause",
    "occurred_from",
    "occurred_to",
    "first_signal_at",
    "aware_at",
    "aware_by",
    "awareness_basis",
    "data_types",
    "data_categories",
    "sensitive",
    "people_categories",
    "people_count",
    "records_count",
    "harms",
    "gravity",
    "measures_before",
    "measures_immediate",
    "measures_after",
    "subjects_informed",
    "not_informing_reason",
    "late_reason",
)
"""What Art. 33(5) and the CNIL's minimum ask for, and what authorities later asked about (law.md §4.5), in the order of the columns."""
DECISIONS = ("is-it-a-breach", "notify-authority", "inform-subjects")


def rows(desk: Desk) -> list[dict[str, Any]]:
    """One table per breach file that is no exercise and no review of another's, in order of opening; texts in words, nothing left out."""
    opened = (read_row(desk, row) for row in desk.store.files() if not row.exercise)
    return [_row(desk, file) for file in opened if file.file.review_of is None]


def _row(desk: Desk, opened: Opened) -> dict[str, Any]:
    catalogue, seen = load(), opened.seen(desk.now())
    row: dict[str, Any] = {
        "ref": opened.row.ref,
        "title": opened.file.title,
        "state": "closed" if opened.file.closed else "open",
        "opened_at": to_local(from_z(opened.file.opened_at), desk.zone),
    }
    for fact_id in FACTS:
        fact = seen.get(fact_id)
        row[fact_id] = show(catalogue.get(fact_id), fact, desk.lang, desk.zone) if fact else t("register.unknown")
    for question in DECISIONS:
        row[f"decision_{question}"], row[f"why_{question}"], row[f"by_{question}"] = _decision(desk, opened.file, question)
    row["filings"] = "\n".join(_filing(desk, act) for act in opened.file.filings) or t("register.none")
    row["sendings"] = "\n".join(_sending(desk, act) for act in opened.file.sendings) or t("register.none")
    row["actions"] = "\n".join(_action(desk, item) for item in actions.told(desk, opened, desk.now())) or t("register.none")
    kept = keeping(desk, opened.file)
    row["kept_until"] = to_local(kept.until, desk.zone) if kept.until else t("register.while-open")
    row["retention"] = t("register.on-hold" if kept.hold else "register.period-over" if kept.passed else "register.period-runs")
    row["head"] = f"{opened.file.entries}:{opened.file.head}"
    return row


def _decision(desk: Desk, file: BreachFile, question: str) -> tuple[str, str, str]:
    act = file.decided(question)
    if act is None:
        return t("register.undecided"), "", ""
    by = _who(desk, act)
    done = file.approval(act)
    if done is not None:
        by += "; " + t("decided.approved-by", who=_who(desk, done), mandate="")
    return act.body["choice"], act.body["why"] or "", by + (f"; {t('decided.pending')}" if file.pending(act) else "")


def _who(desk: Desk, act: Act) -> str:
    return f"{desk.store.people().get(act.actor, act.actor)} ({act.role}), {to_local(from_z(act.recorded_at), desk.zone)}"


def _filing(desk: Desk, act: Act) -> str:
    late = max((held["late_by"] for held in act.body["lateness"]), default=0)
    words = f"{act.body['form']} {act.body['type']} {to_local(from_z(act.body['at']), desk.zone)} {act.body['reference']}"
    return f"{words} ({t('register.late', seconds=late)}: {act.body['late_reason'] or t('register.no-reason')})" if late else words


def _sending(desk: Desk, act: Act) -> str:
    body = act.body
    at = to_local(from_z(body["at"]), desk.zone)
    return f"{body['template']} {body['channel']} {at} {t('register.count', count=body['count'], bounced=body['bounced'])}"


def _action(desk: Desk, item: dict[str, Any]) -> str:
    due = to_local(from_z(item["due_at"]), desk.zone) if item["due_at"] else t("action.no-date")
    words = f"{t('action.about-' + item['about'])}: {item['text'] or '—'} ({item['owner'] or t('action.no-owner')}, {due})"
    return f"{words} → {t('action.state-' + item['state'])}" + (f": {item['result']}" if item["result"] else "")


def exported(desk: Desk, form: str, body: bytes) -> Written:
    """Record in the store's chain that the register was exported: its format, hash and size."""
    with desk.acting() as act:
        return act.append_store(kinds.REGISTER_EXPORTED, {"format": form, "sha256": hashlib.sha256(body).hexdigest(), "size": len(body)})


def as_csv(table: list[dict[str, Any]]) -> str:
    """``table`` as CSV: separator ``;``, a byte-order mark so that spreadsheets read UTF-8, CRLF; nothing can be taken for a formula."""
    out = io.StringIO()
    names = list(table[0]) if table else ["ref", "title", "state", "opened_at", *FACTS]
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    writer.writerow(names)
    writer.writerows([[harmless(str(row[name])) for name in names] for row in table])
    return "\ufeff" + out.getvalue()


def harmless(text: str) -> str:
    """``text`` as no spreadsheet will run it: a beginning that makes a formula is kept from its edge by an apostrophe."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r", "\n") or text.lstrip()[:1] in ("=", "+", "-", "@") else text
