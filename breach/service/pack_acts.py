"""The pack's sections on evidence, and on acts of every kind that has no section of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from breach.log import kinds
from breach.service.pack_facts import heads_of
from breach.service.page import Section, Table

if TYPE_CHECKING:
    from breach.log.entries import Entry
    from breach.service.pack_seen import Seen
    from breach.service.page import Cell

SHOWN = frozenset(
    {
        kinds.OPENED,
        kinds.NOTE,
        kinds.FACTS,
        kinds.AWARE,
        kinds.EVIDENCE,
        kinds.EVIDENCE_CHECKED,
        kinds.EVIDENCE_MOVED,
        kinds.DECISION,
        kinds.OPINION,
        kinds.OPINION_NOTED,
        kinds.APPROVED,
        kinds.RATIFIED,
        kinds.STANDS,
        kinds.FILED,
        kinds.FILING_FAILED,
        kinds.SENT,
        kinds.AUTHORITY,
        kinds.DRAFT,
        kinds.EXPORTED,
        kinds.RETRACT,
        kinds.ERASED,
        kinds.HOLD,
        kinds.HOLD_RELEASED,
        kinds.ACTION,
        kinds.ACTION_SETTLED,
    }
)
"""Kinds that have a section of their own; every other kind stands in "other acts" with all that its body holds."""


def evidence(seen: Seen) -> Section:
    """Evidence: hash, size, source, collection method, who holds it, the last check."""
    checks: dict[int, str] = {}
    for act in seen.file.evidence_checks:
        for held in act.body["results"]:
            checks[held["entry"]] = f"{seen.word('evidence.', held['result'])} ({seen.when(act.recorded_at)})"
    rows: list[tuple[Cell, ...]] = []
    for act in seen.file.evidence:
        body = act.body
        moved = [move for move in seen.file.custody if move.body["entry"] == act.n]
        rows.append(
            (
                str(act.n),
                seen.text(act.n, body["name"]),
                f"{body['sha256']}\n{seen.say('bytes', size=body['size'])}",
                seen.text(act.n, body["source"]) if "source" in seen.entries[act.n - 1].texts else "—",
                seen.text(act.n, body["method"]) if "method" in seen.entries[act.n - 1].texts else "—",
                "\n".join(
                    [
                        f"{seen.when(act.recorded_at)} : {seen.who(act.actor, act.role)}",
                        *(
                            f"{seen.when(move.recorded_at)} : {seen.text(move.n, move.body['to'])} ({seen.text(move.n, move.body['why'])})"
                            for move in moved
                        ),
                    ]
                ),
                checks.get(act.n, seen.say("not-checked")),
                seen.papers(act.n),
            )
        )
    heads = heads_of(seen, "n", "name", "sha256", "source", "method", "custody", "check", "papers")
    return Section("evidence", seen.say("evidence"), (Table(seen.say("evidence"), heads, tuple(rows)) if rows else seen.say("no-evidence"),))


def other(seen: Seen) -> Section | None:
    """Acts of every kind that has no section of its own, with all that they hold; None where there are none."""
    rows = tuple(
        (
            str(entry.n),
            seen.word("kinds.", entry.kind),
            seen.when(entry.recorded_at),
            seen.who(entry.actor, entry.role),
            _body(seen, entry),
        )
        for entry in seen.entries
        if entry.kind not in SHOWN
    )
    if not rows:
        return None
    return Section("other", seen.say("other"), (Table(seen.say("other"), heads_of(seen, "n", "kind", "recorded", "who", "content"), rows),))


def _body(seen: Seen, entry: Entry) -> str:
    return "\n".join(f"{key} : {seen.plain(entry.n, value)}" for key, value in sorted(entry.body.items()))
