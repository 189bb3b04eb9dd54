"""English words: register."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "unknown": "not determined",
    "none": "none",
    "undecided": "not decided yet",
    "late": "late by {seconds} s",
    "no-reason": "no reasons given",
    "count": "{count} sent, {bounced} bounced",
    "while-open": "file open",
    "on-hold": "legal hold: nothing is erased",
    "period-over": "retention period over; nothing goes by itself",
    "period-runs": "kept",
}
