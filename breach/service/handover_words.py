"""The hand-over note in words, and the lines that it shares with the review: the same on the command line and on the screens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from breach.catalogue.asking import question_of
from breach.domain import decided_lines
from breach.domain.decided_words import of
from breach.domain.instants import from_z, zone_of
from breach.domain.plain import markdown
from breach.i18n import dates, plural, t
from breach.service.clocks import lines_of, of_file

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from breach.service.desk import Desk

MOST_UNKNOWN = 12
"""How many questions without an answer are written out: a note is read by tired people."""


def note(desk: Desk, told: dict[str, Any], shown: Callable[[str], str] = markdown) -> str:
    """The note as Markdown; ``shown``: what makes a text harmless in it. On a screen, which reads no Markdown, texts stand as they are."""
    zone = zone_of(desk.zone)
    at = dates.when(from_z(told["at"]), zone, desk.zone, year=True)
    exercise = [f"> **{t('log.exercise')}**", ""] if told["exercise"] else []
    lines = [f"# {shown(t('review.handover-title', ref=told['ref'], title=told['title'], at=at))}", "", *exercise]
    clocks = lines_of(desk, of_file(desk, desk.store.find(told["ref"])))
    lines += _part(shown, "clocks", clocks)
    lines += _part(shown, "next", [_step(step, told["ref"], desk.zone) for step in told["next"]], numbered=True)
    lines += _part(shown, "waiting", [of(item, desk.zone) for item in told["waiting"]])
    if told["actions"]:
        lines += _part(shown, "actions", [action_line(item, desk.zone) for item in told["actions"]])
    lines += _part(shown, "decided", [line.strip() for act in told["decided"] for line in decided_lines.one(act, zone, desk.zone)])
    lines += _part(
        shown, "filings", [f"{item['form']} {dates.when(from_z(item['at']), zone, desk.zone)} {item['reference']}" for item in told["filings"]]
    )
    lines += _part(shown, "known", [fact_line(item) for item in told["known"]])
    lines += _part(shown, "assumed", [fact_line(item) for item in told["assumed"]])
    lines += _part(shown, "unknown", unknown_lines(told["unknown"], told["ref"], desk.zone))
    lines += _part(shown, "evidence", [piece_line(item) for item in told["evidence"]])
    if told["privileged_notes"]:
        lines += [shown(plural("decided.privileged", told["privileged_notes"])), ""]
    return "\n".join([*lines, shown(t("review.handover-head", head=told["head"]))]) + "\n"


def action_line(item: dict[str, Any], zone: str) -> str:
    """A corrective action without a result: late ones say so, with owner and date."""
    due = dates.when(from_z(item["due_at"]), zone_of(zone), zone, year=True) if item["due_at"] else t("action.no-date")
    who = t("action.who-when", owner=item["owner"] or t("action.no-owner"), due=due)
    return f"[{t('action.state-' + item['state'])}] {item['text'] or '—'} ({who})"


def _part(shown: Callable[[str], str], name: str, items: list[str], *, numbered: bool = False) -> list[str]:
    marks = [f"{place}." if numbered else "-" for place in range(1, len(items) + 1)]
    rows = [f"{mark} {shown(item)}" for mark, item in zip(marks, items, strict=True)] or [t("review.nothing")]
    return [f"## {t(f'review.part-{name}')}", "", *rows, ""]


def _step(step: dict[str, Any], ref: str, zone: str) -> str:
    if step["waiting"]:
        return f"{of(step['waiting'], zone)} → {decided_lines.todo(step['waiting'], ref)}"
    words = t(f"review.next-{step['what']}", question=_question(step["fact"]) if step["fact"] else "")
    return f"{words} → {step['command']}"


def _question(fact_id: str) -> str:
    from breach.catalogue.loader import load
    from breach.i18n import current

    definition = load().get(fact_id)
    return question_of(definition, current())


def fact_line(item: dict[str, Any]) -> str:
    """A fact with its source."""
    source = t("review.source", source=item["source"]) if item["source"] else ""
    return t("review.fact", question=item["question"], text=item["text"], source=source)


def unknown_lines(items: list[dict[str, Any]], ref: str, zone: str) -> list[str]:
    """The questions without an answer, with who owes it, then those that bear on a duty; a few, and how many more."""
    lines = [str(item["question"]) + (_asked(item["asked"], zone) if item["asked"] else "") for item in items[:MOST_UNKNOWN]]
    return lines + ([t("review.unknown-more", count=len(items) - MOST_UNKNOWN, ref=ref)] if len(items) > MOST_UNKNOWN else [])


def _asked(held: dict[str, Any], zone: str) -> str:
    """Who was asked, since when, by when."""
    place = zone_of(zone)
    due = t("ledger.due", at=dates.when(from_z(held["due_at"]), place, zone)) if held["due_at"] else ""
    return " — " + t("ledger.asked", to=held["to"] or "—", since=dates.when(from_z(held["at"]), place, zone)) + due


def piece_line(item: dict[str, Any]) -> str:
    """A piece of evidence with what its last re-check said."""
    said = t(f"evidence.{item['last_check']}") if item["last_check"] else t("review.never-checked")
    return t("review.piece", name=item["name"] or "—", size=item["size"], sha256=item["sha256"][:16], said=said)
