"""English words: files."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "none": 'No file. To open the first: breach log "what happened"',
    "state-open": "open",
    "state-closed": "closed",
    "clocks": "Clocks",
    "facts": "Facts",
    "timeline": "Timeline",
    "decisions": "Decisions",
    "filings": "Filings",
    "retracted": "(retracted)",
    "nothing-found": "Nothing found.",
    "found-in": 'Found in the collection "{name}" too, which is not the organisation\'s: --collection {name}',
    "contradicts": "Contradicts {document}, art. {article}: “{sentence}”",
    "reopened": "False alarm open again because of new facts: {facts}. The clocks run again until somebody decides anew.",
    "authorities": "Authorities to notify",
    "erased": "[erased]",
    "hold": "LEGAL HOLD (entry {n}): nothing of this file can be erased or destroyed. {why}",
}
