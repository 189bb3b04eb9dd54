"""English words: the history, entry by entry."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "late": "late by {late}",
    "text-why": "reasons: {text}",
    "text-by": "by: {text}",
    "text-basis": "on what: {text}",
    "text-title": "code name: {text}",
    "text-late_reason": "reasons for the delay: {text}",
    "text-owner": "owner: {text}",
    "text-because": "reason: {text}",
    "text-to": "to: {text}",
    "text-for": "for: {text}",
    "text-outcome": "outcome: {text}",
    "text-note": "remark: {text}",
    "text-service": "service: {text}",
    "text-path": "file: {text}",
}
