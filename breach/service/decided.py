"""The decisions of a file as other programs and the faces read them: each with its facts, its approval, what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from breach.service import standing

if TYPE_CHECKING:
    from datetime import datetime

    from breach.log.entries import Entry
    from breach.log.fold import Act
    from breach.service.desk import Desk
    from breach.service.files import Opened


def told(desk: Desk, opened: Opened, now: datetime, entries: list[Entry] | None = None) -> list[dict[str, Any]]:
    """Every decision of ``opened`` as it stands at ``now``, in the order of entry.

    ``stands``: it is the last on its question; ``pending``: it waits for its approval; ``snapshot_ok``: whether the facts on record are those it
    relied on (null: cannot be told); ``stale``: facts that changed; ``reopened``: conditions that are met; ``dissent``: the number of a DPO's
    opinion that came after it, goes against it and has no answer. ``entries``: of the file, where they were read already.
    """
    people = desk.store.people()
    if entries is None:
        entries = desk.store.history(opened.row.chain)
    last = {act.n for act in standing.standing(opened.file)}
    return [_decision(opened, act, people, entries, now, stands=act.n in last) for act in opened.file.decisions]


def _decision(opened: Opened, act: Act, people: dict[str, str], entries: list[Entry], now: datetime, *, stands: bool) -> dict[str, Any]:
    file = opened.file
    against = standing.unanswered(file, act) if stands else None
    approval = file.approval(act)
    return {
        **act_data(act, people),
        "stands": stands,
        "pending": file.pending(act),
        "approved": act_data(approval, people) if approval else None,
        "upheld": [
            {**act_data(held, people), "pending": file.pending(held), "approved": act_data(done, people) if (done := file.approval(held)) else None}
            for held in file.upheld
            if held.body["entry"] == act.n
        ],
        "snapshot_ok": standing.proved(file, act, entries),
        "stale": standing.stale(opened, act, now),
        "reopened": standing.reopened(opened, act, now) if stands else [],
        "dissent": against.n if against else None,
    }


def act_data(act: Act, people: dict[str, str]) -> dict[str, Any]:
    """What somebody did on record, as other programs read it: the body with who, when and in what role."""
    own = {"n": act.n, "recorded_at": act.recorded_at, "happened_at": act.happened_at, "actor": people.get(act.actor, act.actor), "role": act.role}
    return {**act.body, **own}
