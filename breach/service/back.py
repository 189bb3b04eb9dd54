"""Recording what came back beside the authority's letters: a request to wait before telling people, and people's requests, counted only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from breach.domain.instants import from_z, to_z
from breach.errors import InputError, RuleError
from breach.log import kinds
from breach.service.came_back import REQUEST, answered
from breach.service.clock_work import worked_out
from breach.service.desk import Desk, clean
from breach.service.files import read

if TYPE_CHECKING:
    from breach.log.fold import Act
    from breach.service.ports import FileRow, Written

LARGEST_COUNT = 10**9


def wait(desk: Desk, ref: str, *, by: str, at: str, until: str, why: str) -> tuple[FileRow, Written]:
    """Record that ``by`` (police, prosecutor) asked to wait before people are told (GDPR recital 88): from ``at``, ``until`` ("": not said).

    It ends no duty: the clock towards people runs on beside it. Raises InputError ``due-before``, RuleError ``in-the-future``.
    """
    asked = desk.past(at) if at else desk.now()
    end = desk.instant(until) if until else None
    if end and end < asked:
        raise InputError("due-before", at=to_z(asked), due=to_z(end))
    row = desk.store.find(ref)
    body = {
        "by": clean(by, what="--by"),
        "at": to_z(asked),
        "until": to_z(end) if end else None,
        "why": clean(why, what="--why"),
        "simulated": row.exercise,
    }
    with desk.acting() as act:
        done = act.append(row, kinds.SUBJECTS_WAIT, body, happened_at=to_z(asked))
    return row, done


def wait_over(desk: Desk, ref: str, *, at: str, why: str) -> tuple[FileRow, Written]:
    """Record that nobody asks to wait any more. Raises RuleError ``no-wait`` where nobody did, ``in-the-future``."""
    instant = desk.past(at) if at else desk.now()
    opened = read(desk, ref)
    waits, over = opened.file.waits, opened.file.waits_over
    if not waits or (over and over[-1].n > waits[-1].n):
        raise RuleError("no-wait", ref=opened.row.ref)
    body = {"at": to_z(instant), "why": clean(why, what="--why"), "simulated": opened.row.exercise}
    with desk.acting() as act:
        done = act.append(opened.row, kinds.SUBJECTS_WAIT_OVER, body, happened_at=to_z(instant))
    return opened.row, done


def requests(desk: Desk, ref: str, *, received: str, count: int) -> tuple[FileRow, Written, str]:
    """Record that ``count`` requests of people came in at ``received``: the file, the entry, and until when they are answered (UTC text).

    Never their contents (GDPR Art. 12(3)). Raises InputError ``bad-requests``, RuleError ``in-the-future``.
    """
    if not 1 <= count <= LARGEST_COUNT:
        raise InputError("bad-requests", count=count, largest=LARGEST_COUNT)
    instant = desk.past(received)
    row = desk.store.find(ref)
    with desk.acting() as act:
        body = {"at": to_z(instant), "count": count, "simulated": row.exercise}
        done = act.append(row, kinds.RIGHTS_REQUESTS, body, happened_at=to_z(instant))
    start = to_z(instant)
    due = next(due.due_at for due in worked_out(read(desk, row.ref), desk.now()) if due.clock == REQUEST and due.anchor_at == start)
    return row, done, due or ""


def requests_answered(desk: Desk, ref: str, *, count: int, of: int | None, at: str) -> tuple[FileRow, Written, int]:
    """Record that ``count`` requests of the batch of entry ``of`` (None: the one that is open) were answered at ``at``: how many are left of it.

    Raises InputError ``bad-requests``, ``which-requests``; RuleError ``in-the-future``.
    """
    instant = desk.past(at) if at else desk.now()
    opened = read(desk, ref)
    batch = _batch(opened.file.requests, of, {act.n: act.body["count"] - answered(opened.file, act) for act in opened.file.requests})
    left = batch.body["count"] - answered(opened.file, batch)
    if not 1 <= count <= left or instant < from_z(batch.body["at"]):
        raise InputError("bad-answers", count=count, left=left, at=batch.body["at"])
    body = {"of": batch.n, "count": count, "at": to_z(instant), "simulated": opened.row.exercise}
    with desk.acting() as act:
        done = act.append(opened.row, kinds.RIGHTS_ANSWERED, body, happened_at=to_z(instant))
    return opened.row, done, left - count


def _batch(batches: list[Act], of: int | None, left: dict[int, int]) -> Act:
    found = [act for act in batches if (act.n == of if of is not None else left[act.n])]
    if len(found) != 1:
        raise InputError("which-requests", batches=", ".join(str(act.n) for act in batches if left[act.n]) or "—")
    return found[0]
