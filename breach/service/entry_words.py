"""An entry of the history in words: what it did, and its texts by name. The codes as they were recorded are in ``history --json``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from breach.i18n import dates, has, t
from breach.log import kinds

if TYPE_CHECKING:
    from typing import Any

REASONS = frozenset({"why", "because", "late_reason", "overrule_why"})
"""Texts that are shown even where the line above them happens to hold the same words."""
LONGEST = 2000
"""How much of one text is shown, in characters."""


def entry_words(held: dict[str, Any]) -> list[str]:
    """The lines of ``held``, an entry as ``breach.service.overview.history`` gives it."""
    lines = [held["gist"][:LONGEST]] if held["gist"] else []
    late = max((one["late_by"] for one in held["body"].get("lateness", ())), default=0)
    lines += [t("history.late", late=dates.duration(late))] if late else []
    if held["kind"] == kinds.FACTS:  # their texts are in the answers
        return lines
    shown = {name: text for name, text in held["texts"].items() if name in REASONS or "." in name or text not in held["gist"]}
    return lines + [_text(held["body"], name, text) for name, text in shown.items()]


def _text(body: dict[str, Any], name: str, text: str) -> str:
    list_, _, place = name.partition(".")
    at = place.partition(".")[0]
    if list_ == "arguments" and at.isdecimal():
        said = body["arguments"][int(at)]
        about = "choice" if said["option"] is None else "option"
        option = "" if said["option"] is None else str(body["options"][said["option"]] or "…")
        return t(f"history.{said['side']}-{about}", text=text[:LONGEST], option=option[:80])
    key = f"history.text-{list_ if at.isdecimal() else name}"
    return t(key, text=text[:LONGEST]) if has(key) else text[:LONGEST]
