"""What waits in a file and what was weighed in a decision, in words: the same in both faces."""

from __future__ import annotations

from breach.domain.instants import from_z, zone_of
from breach.i18n import dates, t

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any


LATE_S = 3600
"""From this many seconds between what happened (or was learnt) and its writing on, a line says how late it was written."""


def late_words(seconds: int | None) -> str:
    """How long after the thing itself it was written down, where that is long; else ""."""
    return t("decided.late", late=dates.duration(seconds)) if seconds is not None and seconds >= LATE_S else ""


def waits(kinds: Iterable[object]) -> str:
    """What waits in a file, in a few words."""
    return ", ".join(t(f"decided.short-{kind}") for kind in kinds)


def of(item: Mapping[str, Any], zone: str) -> str:
    """One thing that waits, in words, its instants as clocks in the IANA ``zone`` show them; ``item`` as ``show --json`` gives it."""
    question = t(f"tui.question-{item['question']}") if item["question"] else ""
    if item["what"] == "conflict":
        what, ours, n, theirs = item["details"]
        choices = (t(f"tui.choice-{ours}"), t(f"tui.choice-{theirs}")) if question else (ours, theirs)
        return t("decided.waits-conflict", about=question or what, ours=choices[0], n=n, theirs=choices[1], entry=item["entry"])
    due = t("decided.for-when", at=dates.when(from_z(item["due_at"]), zone_of(zone), zone)) if item["due_at"] else ""
    return t(f"decided.waits-{item['what']}", entry=item["entry"], question=question, details=", ".join(item["details"]), due=due)


def arguments(body: Mapping[str, Any]) -> list[str]:
    """The options of a decision and what speaks for and against each, a line each; first what weighs the choice itself."""
    held = body.get("arguments", [])
    lines = [_argument(item) for item in held if item["option"] is None]
    for place, option in enumerate(body.get("options", ())):
        lines.append(t("decided.option", text=option or "—"))
        lines += ["  " + _argument(item) for item in held if item["option"] == place]
    return lines


def _argument(item: Mapping[str, Any]) -> str:
    return t(f"decided.arg-{item['side']}", text=item["text"] or "—")
