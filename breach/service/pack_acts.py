"""The pack's sections on evidence, and on acts of every kind that has no section of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from breach.log import kinds
from breach.log.fold import line_of
from breach.log.received import inner, unwrapped
from breach.service import waiting
from breach.service.gist import gist
from breach.service.pack_facts import heads_of
from breach.service.page import Section, Table
from breach.service.waiting import version

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
    """Acts of every kind that has no section of its own, with all that they hold; of one that came in what it is in words, since its bytes are in
    the entries. None where there are none.
    """
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


def _received(seen: Seen, entry: Entry) -> str:
    """What came in with an outside review: what it is, whose, when it was written there; and where we had changed the same thing, both versions."""
    held, there = unwrapped(entry), inner(entry)
    said = gist(line_of(held), seen.lang, seen.zone, seen.absent(entry.n))
    by = seen.plain(entry.n, entry.body["by"])
    lines = [seen.say("received", kind=seen.word("kinds.", there.kind), by=by, at=seen.when(there.recorded_at), n=there.n, hash=entry.body["hash"])]
    lines += [said] if said else []
    for one in seen.file.conflicts:
        if one.theirs == entry.n:
            about = seen.word("tui.question-", one.what) if "choice" in one.our_body else seen.label(one.what)
            lines.append(seen.say("conflict", about=about, n=one.ours, ours=version(one.our_body), theirs=version(one.their_body)))
            decided = waiting.decided_at(seen.file, one)
            lines.append(seen.say("conflict-decided", n=decided) if decided else seen.say("conflict-open"))
    return "\n".join(lines)


def _body(seen: Seen, entry: Entry) -> str:
    if entry.kind == kinds.RECEIVED:
        return _received(seen, entry)
    return "\n".join(f"{key} : {seen.plain(entry.n, value)}" for key, value in sorted(entry.body.items()))
