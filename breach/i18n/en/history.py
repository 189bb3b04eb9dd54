"""English words: the history, entry by entry."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "late": "late by {late}",
    "text-why": "reasons: {text}",
    "text-options": "option: {text}",
    "text-reopen_if": "reopened if: {text}",
    "text-overrule_why": "the DPO’s opinion is not followed because: {text}",
    "for-choice": "for the choice: {text}",
    "against-choice": "against the choice: {text}",
    "for-option": "for “{option}”: {text}",
    "against-option": "against “{option}”: {text}",
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
