"""The pack's sections on what went out and came back: clocks, filings, people informed, answers of the authority."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from breach.domain.instants import from_z
from breach.log.fold import fold
from breach.log.pack import VALUES
from breach.service.clock_work import worked_out
from breach.service.pack_facts import heads_of
from breach.service.page import Link, Section, Table

if TYPE_CHECKING:
    from collections.abc import Callable

    from breach.log.fold import Act, BreachFile
    from breach.service.pack_seen import Seen
    from breach.service.page import Cell

NOT_INFORMING = ("subjects_informed", "not_informing_reason", "subjects_wait_requested", "disproportionate_effort", "risk_removed_after")


def clocks(seen: Seen) -> Section:
    """Every clock as it stood at the last entry."""
    rows = tuple(
        (
            row.clock,
            row.to_fr if seen.lang == "fr" else row.to_en,
            seen.when(row.anchor_at),
            seen.say(f"start-{row.anchor_status}") if row.anchor_status else "—",
            seen.when(row.due_at),
            _clock_state(seen, row),
            row.source,
        )
        for row in worked_out(seen.opened, seen.at)
    )
    heads = heads_of(seen, "clock", "to", "start", "start-status", "due", "state", "source")
    return Section("clocks", seen.say("clocks"), (seen.say("clocks-intro"), Table(seen.say("clocks"), heads, rows)))


def _clock_state(seen: Seen, row: Any) -> str:
    if row.settled == "late":
        return seen.say("settled-late", at=seen.when(row.settled_at), late=seen.duration(row.late_by or 0))
    if row.settled == "met":
        return seen.say("settled-met", at=seen.when(row.settled_at))
    if row.settled:
        return seen.say("settled-none")
    over = row.due_at and seen.at > from_z(row.due_at)
    return seen.say("clock-late" if over else "clock-running" if row.anchor_at else "clock-not-started")


def filings(seen: Seen) -> Section:
    """Every filing: exact instant, reference, receipt, the version last written before it, what was known then; failed attempts too."""
    parts: list[str | Table] = []
    for act in seen.file.filings:
        parts += [_filing(seen, act), *_known_at(seen, act)]
    rows = tuple(
        (
            str(act.n),
            str(act.body["form"]),
            seen.when(act.body["at"]),
            seen.text(act.n, act.body["text"]),
            seen.papers(act.n),
            seen.who(act.actor, act.role),
        )
        for act in seen.file.failed_filings
    )
    failed = Table(seen.say("failed"), heads_of(seen, "n", "form", "at", "text", "papers", "who"), rows)
    drafts = _drafts(seen)
    return Section("filings", seen.say("filings"), (*(parts or [seen.say("no-filings")]), *([failed] if rows else []), drafts))


def _filing(seen: Seen, act: Act) -> Table:
    body = act.body
    late = max((held["late_by"] for held in body.get("lateness", ())), default=0)
    draft = _last_draft(seen, act, lambda held: held.get("what") == "notice" and held.get("form") == body["form"])
    rows: list[tuple[Cell, ...]] = [
        (seen.say("head-form"), f"{body['form']} ({seen.word('pack_page.type-', body['type'])})"),
        (seen.say("head-at"), seen.when(body["at"])),
        (seen.say("head-recorded"), seen.when(act.recorded_at)),
        (seen.say("head-reference"), seen.text(act.n, body["reference"])),
        (seen.say("head-lateness"), seen.duration(late) if late else seen.say("in-time")),
        (seen.say("head-late-reason"), str(body["late_reason"]) if body.get("late_reason") else seen.now("late_reason")),
        (seen.say("head-receipt"), _papers(seen, act, values=False)),
        (seen.say("head-version"), draft),
        *([(seen.say("head-values"), _papers(seen, act, values=True))] if body.get("values") else []),
        (seen.say("head-who"), seen.who(act.actor, act.role)),
    ]
    if body.get("simulated"):
        rows.insert(0, (seen.say("head-simulated"), seen.say("simulated")))
    return Table(seen.say("filing", n=act.n), (seen.say("head-item"), seen.say("head-content")), tuple(rows))


def _papers(seen: Seen, act: Act, *, values: bool) -> Cell:
    """What is kept with a filing: the ``values`` as they were filed, or the receipt."""
    papers = seen.papers(act.n)
    if not isinstance(papers, tuple):
        return papers
    return tuple(link for link in papers if isinstance(link, Link) and link.href.endswith(f".{VALUES}") is values) or "—"


def _last_draft(seen: Seen, act: Act, fits: Callable[[dict[str, Any]], bool]) -> Cell:
    earlier = [draft for draft in seen.file.drafts if draft.recorded_at <= max(act.body["at"], act.recorded_at) and fits(draft.body)]
    if not earlier:
        return seen.say("no-version")
    last = earlier[-1]
    papers = seen.papers(last.n)
    mark = seen.say("version", n=last.n, at=seen.when(last.recorded_at), sha256=last.body["sha256"])
    return (*papers, mark) if isinstance(papers, tuple) else (papers, mark)


def _known_at(seen: Seen, act: Act) -> list[str | Table]:
    """The facts as they stood when the filing was made; where nothing was written by then, as they stood when it was recorded."""
    then = fold([entry for entry in seen.entries if from_z(entry.recorded_at) <= from_z(act.body["at"])])
    if then.facts:
        return [_facts_of(seen, then, seen.say("known-at", n=act.n, at=seen.when(act.body["at"])))]
    recorded = fold([entry for entry in seen.entries if entry.n < act.n])
    return [seen.say("known-nothing", n=act.n), _facts_of(seen, recorded, seen.say("known-recorded", n=act.n, at=seen.when(act.recorded_at)))]


def _facts_of(seen: Seen, then: BreachFile, caption: str) -> Table:
    rows = tuple(
        (
            seen.label(fact),
            seen.value(fact, held.body, held.entry),
            seen.say("unchanged") if seen.file.facts.get(fact) and seen.file.facts[fact].body == held.body else seen.now(fact),
            str(held.entry),
        )
        for fact, held in then.facts.items()
    )
    return Table(caption, heads_of(seen, "fact", "as-stood", "now", "n"), rows)


def _drafts(seen: Seen) -> str | Table:
    rows = tuple(
        (
            str(act.n),
            " ".join(str(act.body[key]) for key in ("what", "form", "type", "template", "channel", "format") if act.body.get(key)),
            seen.when(act.recorded_at),
            seen.papers(act.n),
            str(act.body["sha256"]),
            seen.who(act.actor, act.role),
        )
        for act in seen.file.drafts
    )
    return Table(seen.say("drafts"), heads_of(seen, "n", "draft", "recorded", "papers", "sha256", "who"), rows) if rows else seen.say("no-drafts")


def people(seen: Seen) -> Section:
    """Whether the people were told: how many, when, by which channel, with which text; and why not."""
    rows = tuple(
        (
            str(act.n),
            str(act.body["template"]),
            seen.word("pack_page.channel-", act.body["channel"]),
            seen.when(act.body["at"]),
            str(act.body["count"]),
            str(act.body["bounced"]),
            str(act.body["count"] - act.body["bounced"]),
            _last_draft(seen, act, lambda held, template=act.body["template"]: held.get("template") == template),  # type: ignore[misc]
            seen.who(act.actor, act.role),
        )
        for act in seen.file.sendings
    )
    heads = heads_of(seen, "n", "template", "channel", "at", "count", "bounced", "reached", "letter", "who")
    why = tuple((seen.label(fact), seen.now(fact)) for fact in NOT_INFORMING if fact in seen.file.facts)
    decided = seen.file.decided("inform-subjects")
    said = (
        seen.say("inform-decided", n=decided.n, choice=seen.word("tui.choice-", decided.body["choice"])) if decided else seen.say("inform-undecided")
    )
    parts: list[str | Table] = [said, Table(seen.say("sendings"), heads, rows) if rows else seen.say("no-sendings")]
    parts += [Table(seen.say("not-informing"), heads_of(seen, "fact", "value"), why)] if why else []
    return Section("people", seen.say("people"), tuple(parts))


def authority(seen: Seen) -> Section:
    """What the authority answered, its papers to the byte."""
    rows = tuple(
        (
            str(act.n),
            seen.word("pack_page.authority-", act.body["kind"]),
            seen.when(act.body["at"]),
            seen.when(act.body["due"]),
            seen.papers(act.n),
        )
        for act in seen.file.authority
    )
    heads = heads_of(seen, "n", "kind", "at", "due", "papers")
    return Section("authority", seen.say("authority"), (Table(seen.say("authority"), heads, rows) if rows else seen.say("no-authority"),))
