"""The pack's section on decisions: each with its options, the facts that it relied on, what bound it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from breach.i18n import t
from breach.log import kinds
from breach.service import standing
from breach.service.pack_facts import heads_of
from breach.service.page import Section, Table

if TYPE_CHECKING:
    from breach.log.fold import Act
    from breach.service.pack_seen import Seen
    from breach.service.page import Cell

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
    said = seen.word(f"pack_page.{key}-", value) if isinstance(value, str) else seen.plain(entry, value)
    return seen.word("pack_page.", key), said


def _option(seen: Seen, act: Act, place: int, option: object) -> str:
    said = option if isinstance(option, str) else seen.absent(act.n) if option is None else seen.plain(act.n, option)
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
