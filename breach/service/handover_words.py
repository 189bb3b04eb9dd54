"""The hand-over note in words, and the lines that it shares with the review: the same on the command line and on the screens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from breach.catalogue.asking import question_of
from breach.domain import clock_words, decided_lines
from breach.domain.decided_words import of
from breach.domain.instants import from_z, zone_of
from breach.domain.outside_words import form_name
from breach.domain.plain import markdown
from breach.i18n import dates, plural, t
from breach.service.clocks import of_file

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from breach.service.desk import Desk

MOST_UNKNOWN = 12
"""How many questions without an answer are written out: a note is read by tired people."""


def note(desk: Desk, told: dict[str, Any], shown: Callable[[str], str] = markdown) -> str:
    """The note as Markdown, with what to type next; ``shown``: what makes a text harmless in it."""
    exercise = [f"> **{t('log.exercise')}**", ""] if told["exercise"] else []
    lines = [f"# {shown(title(desk, told))}", "", *exercise]
    for heading, items in parts(desk, told):
        numbered = heading == t("review.part-next")
        marks = [f"{place}." if numbered else "-" for place in range(1, len(items) + 1)]
        rows = [f"{mark} {shown(item)}" for mark, item in zip(marks, items, strict=True)] or [t("review.nothing")]
        lines += [f"## {heading}", "", *rows, ""]
    return "\n".join([*lines, *(line for part in last(told) for line in (shown(part), ""))]).rstrip("\n") + "\n"


def title(desk: Desk, told: dict[str, Any]) -> str:
    """Of which file, and as of when."""
    return t(
        "review.handover-title", ref=told["ref"], title=told["title"], at=dates.when(from_z(told["at"]), zone_of(desk.zone), desk.zone, year=True)
    )


def last(told: dict[str, Any]) -> list[str]:
    """What is sealed, and up to which entry the note was made."""
    sealed = [plural("decided.privileged", told["privileged_notes"])] if told["privileged_notes"] else []
    return [*sealed, t("review.handover-head", head=told["head"])]


def parts(desk: Desk, told: dict[str, Any], *, typed: bool = True) -> list[tuple[str, list[str]]]:
    """The note section by section: heading and lines, none where nothing is. ``typed``: what is to be done says what to type for it."""
    zone, now = desk.zone, desk.now()
    sections = [
        ("clocks", [clock_words.line(clock.row, now, zone) for clock in of_file(desk, desk.store.find(told["ref"]))]),
        ("next", [_step(step, told["ref"], zone, typed=typed) for step in told["next"]]),
        ("waiting", [of(item, zone) for item in told["waiting"]]),
        *([("actions", [action_line(item, zone) for item in told["actions"]])] if told["actions"] else []),
        ("decided", [line.strip() for act in told["decided"] for line in decided_lines.one(act, zone_of(zone), zone)]),
        ("filings", [_filing(item, zone) for item in told["filings"]]),
        ("known", [fact_line(item) for item in told["known"]]),
        ("assumed", [fact_line(item) for item in told["assumed"]]),
        ("unknown", unknown_lines(told["unknown"], told["ref"], zone, typed=typed)),
        ("evidence", [piece_line(item) for item in told["evidence"]]),
    ]
    return [(t(f"review.part-{name}"), items) for name, items in sections]


def _filing(item: dict[str, Any], zone: str) -> str:
    at = dates.when(from_z(item["at"]), zone_of(zone), zone)
    return ", ".join(part for part in (form_name(item["form"]), at, item["reference"]) if part)


def action_line(item: dict[str, Any], zone: str) -> str:
    """A corrective action without a result: late ones say so, with owner and date."""
    due = dates.when(from_z(item["due_at"]), zone_of(zone), zone, year=True) if item["due_at"] else t("action.no-date")
    who = t("action.who-when", owner=item["owner"] or t("action.no-owner"), due=due)
    return f"[{t('action.state-' + item['state'])}] {item['text'] or '—'} ({who})"


def _step(step: dict[str, Any], ref: str, zone: str, *, typed: bool) -> str:
    if step["waiting"]:
        words, command = of(step["waiting"], zone), decided_lines.todo(step["waiting"], ref)
    else:
        words, command = t(f"review.next-{step['what']}", question=_question(step["fact"]) if step["fact"] else ""), step["command"]
    return f"{words} → {command}" if typed else words


def _question(fact_id: str) -> str:
    from breach.catalogue.loader import load
    from breach.i18n import current

    definition = load().get(fact_id)
    return question_of(definition, current())


def fact_line(item: dict[str, Any]) -> str:
    """A fact with its source."""
    source = t("review.source", source=item["source"]) if item["source"] else ""
    return t("review.fact", question=item["question"], text=item["text"], source=source)


def unknown_lines(items: list[dict[str, Any]], ref: str, zone: str, *, typed: bool = True) -> list[str]:
    """The questions without an answer, with who owes it, then those that bear on a duty; a few, and how many more (``typed``: how to list them)."""
    lines = [str(item["question"]) + (_asked(item["asked"], zone) if item["asked"] else "") for item in items[:MOST_UNKNOWN]]
    more = len(items) - MOST_UNKNOWN
    if more <= 0:
        return lines
    return [*lines, plural("review.unknown-more", more, ref=ref) if typed else plural("review.unknown-others", more)]


def _asked(held: dict[str, Any], zone: str) -> str:
    """Who was asked, since when, by when."""
    place = zone_of(zone)
    due = t("ledger.due", at=dates.when(from_z(held["due_at"]), place, zone)) if held["due_at"] else ""
    return " — " + t("ledger.asked", to=held["to"] or "—", since=dates.when(from_z(held["at"]), place, zone)) + due


def piece_line(item: dict[str, Any]) -> str:
    """A piece of evidence with what its last re-check said."""
    said = t(f"evidence.{item['last_check']}") if item["last_check"] else t("review.never-checked")
    return t("review.piece", name=item["name"] or "—", size=item["size"], sha256=item["sha256"][:16], said=said)
