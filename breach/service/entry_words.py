"""An entry of the history in words: what it did, and its texts by name. The codes as they were recorded are in ``history --json``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from breach.i18n import dates, has, t
from breach.log import kinds

if TYPE_CHECKING:
    from typing import Any

LONGEST = 2000
"""How much of one text is shown, in characters."""


def entry_words(held: dict[str, Any]) -> list[str]:
    """The lines of ``held``, an entry as ``breach.service.overview.history`` gives it."""
    lines = [held["gist"][:LONGEST]] if held["gist"] else []
    late = max((one["late_by"] for one in held["body"].get("lateness", ())), default=0)
    lines += [t("history.late", late=dates.duration(late))] if late else []
    if held["kind"] == kinds.FACTS:  # their texts are in the answers
        return lines
    return lines + [_text(name, text) for name, text in held["texts"].items() if text not in held["gist"]]


def _text(name: str, text: str) -> str:
    key = f"history.text-{name}"
    return t(key, text=text[:LONGEST]) if has(key) else text[:LONGEST]
