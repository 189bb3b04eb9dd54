"""English words: drafts."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "organisation-unknown": "Organisation not determined",
    "missing-now": "To complete now: {fields}",
    "incomplete": "INCOMPLETE DRAFT, missing: {contents}",
    "minors-need-representative": "Minors are concerned: their legal representative is sent the template people-minor.",
}
