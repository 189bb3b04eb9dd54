"""The pack's sections on what was done: decisions, clocks, filings, people informed, evidence, answers of the authority, other acts."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from breach.domain.instants import from_z
from breach.i18n import t
from breach.log import kinds
from breach.log.fold import fold
from breach.log.pack import VALUES
from breach.service import standing
from breach.service.clock_work import worked_out
from breach.service.pack_facts import heads_of
from breach.service.page import Link, Section, Table

if TYPE_CHECKING:
    from collections.abc import Callable

    from breach.log.entries import Entry
    from breach.log.fold import Act, BreachFile
    from breach.service.pack_seen import Seen
    from breach.service.page import Cell

NOT_INFORMING = ("subjects_informed", "not_informing_reason", "subjects_wait_requested", "disproportionate_effort", "risk_removed_after")
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
_DECISION = frozenset(
    {"arguments", "reopen_if", "snapshot", "question", "choice", "why", "options", "relied", "proposed", "rules", "facts_sha256", "host_clock_back_s"}
)


def decisions(seen: Seen) -> Section:
    """Every decision with its reasons, options, who took it, and the facts as they stood; every opinion, dissent included."""
    parts: list[str | Table] = []
    for act in seen.file.decisions:
        parts += [_decision(seen, act), _relied(seen, act)]
    rows = tuple(
        (
            str(act.n),
            seen.word("tui.question-", act.body["question"]),
            seen.word("pack_page.stance-", act.body["stance"]),
            seen.text(act.n, act.body["why"]),
            seen.who(act.actor, act.role),
            seen.when(act.recorded_at),
        )
        for act in seen.file.opinions
    )
    opinions = Table(seen.say("opinions"), heads_of(seen, "n", "question", "stance", "why", "who", "recorded"), rows)
    bound = _bindings(seen)
    parts += [bound] if bound else [seen.say("no-bindings")] if parts else []
    return Section("decisions", seen.say("decisions"), (*(parts or [seen.say("no-decisions")]), opinions if rows else seen.say("no-opinions")))


def _decision(seen: Seen, act: Act) -> Table:
    body = act.body
    options = body.get("options") or ()
    proposed = body.get("proposed") or {}
    rows: list[tuple[Cell, ...]] = [
        (seen.say("head-choice"), seen.word("tui.choice-", body["choice"])),
        (seen.say("head-why"), seen.text(act.n, body["why"])),
        (seen.say("head-options"), "\n".join(_option(seen, act, place, option) for place, option in enumerate(options)) or seen.say("none")),
        (seen.say("head-arguments"), "\n".join(_arguments(seen, act, None)) or "—"),
        (seen.say("head-reopen"), "\n".join(seen.text(act.n, held["text"]) for held in body.get("reopen_if") or ()) or "—"),
        (seen.say("head-who"), seen.who(act.actor, act.role)),
        (seen.say("head-recorded"), seen.when(act.recorded_at)),
        (seen.say("head-happened"), seen.when(act.happened_at)),
        (seen.say("head-proposed"), "\n".join(_proposed(seen, key, value) for key, value in sorted(proposed.items())) or "—"),
        (seen.say("head-rules"), " ".join(str(value) for value in (body.get("rules") or {}).values()) or "—"),
        (seen.say("head-stale"), " ; ".join(seen.label(fact) for fact in standing.stale(seen.opened, act, seen.at)) or seen.say("stale-none")),
    ]
    # What later versions of the program record beside: approvals, mandates, conditions.
    rows += [_beside(seen, act.n, key, value) for key, value in sorted(body.items()) if key not in _DECISION and value not in (None, [], {})]
    caption = seen.say("decision", n=act.n, question=seen.word("tui.question-", body["question"]))
    return Table(caption, (seen.say("head-item"), seen.say("head-content")), tuple(rows))


def _proposed(seen: Seen, limb: str, duty: object) -> str:
    return seen.say("proposed", limb=seen.word("pack_page.limb-", limb), duty=seen.word("pack_page.duty-", duty))


def _beside(seen: Seen, entry: int, key: str, value: object) -> tuple[Cell, ...]:
    if isinstance(value, list) and all(isinstance(item, int) for item in value):
        return seen.word("pack_page.", key), ", ".join(map(str, value))
    said = seen.word(f"pack_page.{key}-", value) if isinstance(value, str) else _plain(seen, entry, value)
    return seen.word("pack_page.", key), said


def _option(seen: Seen, act: Act, place: int, option: object) -> str:
    said = option if isinstance(option, str) else seen.absent(act.n) if option is None else _plain(seen, act.n, option)
    return "\n".join([said, *_arguments(seen, act, place)])


def _arguments(seen: Seen, act: Act, place: int | None) -> list[str]:
    """What speaks for and against an option (None: the choice itself)."""
    held = [argument for argument in act.body.get("arguments") or () if argument["option"] == place]
    return [seen.say(f"side-{argument['side']}", text=seen.text(act.n, argument["text"])) for argument in held]


def _relied(seen: Seen, act: Act) -> Table:
    rows = tuple(
        (
            seen.label(fact),
            seen.value(fact, seen.file.past.get((fact, n)), n),
            seen.say("unchanged") if _same(seen, fact, n) else seen.now(fact),
            str(n),
        )
        for fact, n in act.body.get("relied", {}).items()
    )
    return Table(seen.say("relied", n=act.n), heads_of(seen, "fact", "as-stood", "now", "n"), rows)


def _same(seen: Seen, fact: str, n: int) -> bool:
    held = seen.file.facts.get(fact)
    return held is not None and held.body == seen.file.past.get((fact, n))


def _bindings(seen: Seen) -> Table | None:
    """Who approved, ratified, disowned or upheld what, with their mandate."""
    rows = tuple(
        (
            str(act.n),
            kind if not act.body.get("disowned") else seen.say("disowned"),
            str(act.body["entry"]),
            _reasons(seen, act),
            seen.who(act.actor, act.role),
            "\n".join(_mandate(seen, act)),
            seen.when(act.recorded_at),
        )
        for kind, acts in (
            (seen.word("kinds.", kinds.APPROVED), seen.file.approvals),
            (seen.word("kinds.", kinds.RATIFIED), seen.file.ratifications),
            (seen.word("kinds.", kinds.STANDS), seen.file.upheld),
        )
        for act in acts
    )
    return Table(seen.say("bindings"), heads_of(seen, "n", "kind", "of-entry", "why", "who", "mandate", "recorded"), rows) if rows else None


def _reasons(seen: Seen, act: Act) -> str:
    """Why, and against which opinions of the DPO."""
    numbers = ", ".join(str(n) for n in act.body.get("overrules") or ())
    why = seen.text(act.n, act.body["why"]) if "why" in seen.entries[act.n - 1].texts else "—"
    if not numbers:
        return why
    own = act.body.get("overrule_why") if "overrule_why" in act.body else why
    against = t("decided.overrules", seen.lang, entry=numbers, why=seen.text(act.n, own))
    return against if own == why else f"{why}\n{against}"


def _mandate(seen: Seen, act: Act) -> list[str]:
    held = act.body.get("mandate")
    return [seen.word("pack_page.mandate-", held) if held else "—", *(seen.word("decided.remark-", one) for one in act.body.get("remarks") or ())]


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
    return "\n".join(f"{key} : {_plain(seen, entry.n, value)}" for key, value in sorted(entry.body.items()))


def _plain(seen: Seen, entry: int, value: object) -> str:
    if isinstance(value, str):
        return value
    if value is None:
        return seen.absent(entry) if any(text is None for text in seen.entries[entry - 1].words.values()) else "—"
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
