"""The pack's sections on what was known: timeline, knowledge, awareness, facts, measures, what changed after."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from breach.catalogue.loader import load
from breach.domain.instants import from_z
from breach.log import kinds
from breach.service import actions, standing
from breach.service.gist import gist
from breach.service.page import Section, Table

if TYPE_CHECKING:
    from breach.log.entries import Entry
    from breach.service.pack_seen import Seen
    from breach.service.page import Cell

LATE_S = 3600
"""From how many seconds between happening and writing a line is marked as written late."""
RUNGS = ("occurred_from", "occurred_to", "first_signal_at", "discovered_at", "suspected_at", "aware_at", "aware_by", "awareness_basis")
MEASURES = ("measures_before", "measures_immediate", "measures_after", "risk_removed_after")


def timeline(seen: Seen) -> Section:
    """Every entry: when it happened, when it was written, who, what; late and retracted ones are marked."""
    rows: list[tuple[Cell, ...]] = []
    for entry, line in zip(seen.entries, seen.file.timeline, strict=True):
        text = line.text if line.text is not None else seen.absent(entry.n) if _lacks(entry) else ""
        marks = [seen.say("late", late=seen.duration(_late(entry)))] if _late(entry) >= LATE_S else []
        marks += [seen.say("retracted", n=seen.file.retracted[entry.n])] if line.retracted else []
        marks += [seen.say("came-in", by=seen.who(entry.actor, ""))] if entry.kind == kinds.RECEIVED else []
        rows.append(
            (
                str(entry.n),
                seen.when(entry.happened_at or line.happened_at or entry.recorded_at),
                seen.when(entry.recorded_at),
                seen.word("kinds.", line.kind),
                seen.who(line.actor, line.role),
                "\n".join(part for part in (*marks, gist(line, seen.lang, seen.zone, seen.absent(entry.n)), text) if part),
            )
        )
    heads = heads_of(seen, "n", "happened", "recorded", "kind", "who", "text")
    return Section("timeline", seen.say("timeline"), (seen.say("timeline-intro"), Table(seen.say("timeline"), heads, tuple(rows))))


def heads_of(seen: Seen, *names: str) -> tuple[str, ...]:
    """The headings of a table."""
    return tuple(seen.say(f"head-{name}") for name in names)


def _late(entry: Entry) -> int:
    if not entry.happened_at:
        return 0
    return max(0, int((from_z(entry.recorded_at) - from_z(entry.happened_at)).total_seconds()))


def _lacks(entry: Entry) -> bool:
    return any(text is None for text in entry.words.values())


def changes_of(seen: Seen, first: int = 1) -> list[tuple[Entry, str, dict[str, Any] | None]]:
    """Every value that a fact was given from entry ``first`` on, in order: (entry, fact, body; None: taken back). Retracted entries are left out."""
    found: list[tuple[Entry, str, dict[str, Any] | None]] = []
    for entry in seen.entries:
        if entry.n < first or entry.n in seen.file.retracted:
            continue
        if entry.kind == kinds.FACTS:
            found += [(entry, fact, body) for fact, body in entry.body["facts"].items()]
        else:
            found += [(entry, fact, body) for (fact, n), body in seen.file.past.items() if n == entry.n]
    return found


def knowledge(seen: Seen) -> Section:
    """Who knew what, and when: every value of every fact in the order in which it was written."""
    rows: list[tuple[Cell, ...]] = []
    for entry, fact, body in changes_of(seen):
        learnt = (body or {}).get("learnt_at") or entry.happened_at
        rows.append(
            (
                str(entry.n),
                seen.when(entry.recorded_at),
                seen.when(learnt),
                seen.label(fact),
                seen.value(fact, body, entry.n) if body is not None else seen.say("taken-back"),
                seen.who(entry.actor, entry.role),
                seen.text(entry.n, body["source"]) if body and "source" in body else "—",
            )
        )
    heads = heads_of(seen, "n", "recorded", "learnt", "fact", "value", "who", "source")
    return Section("knowledge", seen.say("knowledge"), (seen.say("knowledge-intro"), Table(seen.say("knowledge"), heads, tuple(rows))))


def awareness(seen: Seen) -> Section:
    """The rungs of awareness, and every awareness on record: by whom, on what proof; superseded ones stay."""
    rungs = tuple((seen.label(fact), seen.now(fact)) for fact in RUNGS if fact in seen.file.facts)
    rows: list[tuple[Cell, ...]] = []
    last = len(seen.file.awareness) - 1
    for place, act in enumerate(seen.file.awareness):
        body = act.body
        rows.append(
            (
                str(act.n),
                seen.when(body["at"]),
                seen.text(act.n, body["by"]),
                seen.text(act.n, body["basis"]),
                seen.when(act.recorded_at),
                seen.say("governs" if place == last else "superseded"),
                seen.text(act.n, body["why"]) if body.get("why") is not None or "why" in seen.entries[act.n - 1].texts else "—",
            )
        )
    heads = heads_of(seen, "n", "aware-at", "aware-by", "basis", "recorded", "status", "why")
    parts: tuple[str | Table, ...] = (
        Table(seen.say("rungs"), heads_of(seen, "rung", "value"), rungs),
        Table(seen.say("awareness-decisions"), heads, tuple(rows)) if rows else seen.say("no-awareness"),
    )
    return Section("awareness", seen.say("awareness"), parts)


def facts(seen: Seen) -> Section:
    """The facts as they stand at the end of the file, by how well they are known."""
    rows: list[tuple[Cell, ...]] = []
    for fact in load().facts:
        held = seen.file.facts.get(fact)
        if held is None:
            continue
        state = seen.say(f"state-{held.body['state']}")
        source = seen.text(held.entry, held.body["source"]) if "source" in held.body else "—"
        rows.append((seen.label(fact), seen.value(fact, held.body, held.entry), state, source, str(held.entry)))
    open_ = [seen.label(fact) for fact, definition in load().facts.items() if fact not in seen.file.facts and not definition.optional]
    heads = heads_of(seen, "fact", "value", "state", "source", "n")
    return Section("facts", seen.say("facts"), (Table(seen.say("facts"), heads, tuple(rows)), seen.say("facts-open", count=len(open_))))


def measures(seen: Seen) -> Section:
    """The measures with their results, each value that they were given."""
    rows = tuple(
        (seen.label(fact), seen.when(entry.recorded_at), seen.value(fact, body, entry.n), seen.who(entry.actor, entry.role))
        for entry, fact, body in changes_of(seen)
        if fact in MEASURES
    )
    table = Table(seen.say("measures"), heads_of(seen, "measure", "recorded", "measure-text", "who"), rows)
    parts = (seen.say("measures-intro"), table if rows else seen.say("no-measures"), _actions(seen))
    return Section("measures", seen.say("measures"), tuple(part for part in parts if part is not None))


def _actions(seen: Seen) -> Table | None:
    """What was to be done after the breach: by whom, until when, and what came of it."""
    rows = []
    for act in seen.file.actions:
        settled = seen.file.result_of(act.n)
        rows.append(
            (
                str(act.n),
                f"{seen.word('action.about-', act.body['about'])}\n{seen.text(act.n, act.body['text'])}",
                act.body["owner"] or seen.say("no-owner"),
                seen.when(act.body["due_at"]),
                seen.word("action.state-", actions.state_of(seen.opened, act, seen.at)),
                seen.text(settled.n, settled.body["text"]) if settled else "—",
            )
        )
    return Table(seen.say("actions"), heads_of(seen, "n", "measure", "owner", "due", "state", "result"), tuple(rows)) if rows else None


def changes(seen: Seen) -> Section:
    """What changed after the first filing and the first decision, and which decisions that makes stale."""
    marks = [act.n for act in (*seen.file.filings[:1], *seen.file.decisions[:1])]
    if not marks:
        return Section("changes", seen.say("changes"), (seen.say("changes-nothing-yet"),))
    rows = tuple(
        (seen.label(fact), _before(seen, fact, entry.n), seen.value(fact, body, entry.n), seen.when(entry.recorded_at), str(entry.n))
        for entry, fact, body in changes_of(seen, min(marks) + 1)
    )
    stale = [(act, standing.stale(seen.opened, act, seen.at)) for act in standing.standing(seen.file)]
    said = [seen.say("stale", n=act.n, facts=" ; ".join(seen.label(fact) for fact in changed)) for act, changed in stale if changed]
    table = Table(seen.say("changes"), heads_of(seen, "fact", "before", "after", "recorded", "n"), rows)
    return Section("changes", seen.say("changes"), (table if rows else seen.say("changes-none"), *said))


def _before(seen: Seen, fact: str, entry: int) -> str:
    earlier = [n for held, n in seen.file.past if held == fact and n < entry]
    return seen.value(fact, seen.file.past[fact, max(earlier)], max(earlier)) if earlier else seen.say("not-asked")
