"""English words: verdict, the assessment in a line while facts change."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "line": "Advice: authority, {authority}; people, {subjects}.",
    "prepare": "prepare",
    "open": "{word} (not established)",
    "proved": "{word} (established)",
    "change": "It would change with: {questions}",
    "unchanged": "With this answer the advice does not change.",
    "moved": "The advice changes ({limb}): {before} → {after}",
    "because": ". Reason: {why}",
    "not-read": "The answer cannot be read yet: the advice stays this.",
}
