"""English words: clock."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "none": "no open clock",
    "late-action": "{ref} action {entry} late",
    "nothing-due": "nothing due",
    "not-applicable": "not applicable, by decision or by law",
    "no-law": "not in force on that day, nothing to file",
    "met": "done on {when}",
    "settled-late": "done on {when}, LATE by {late}",
    "late": "LATE by {late} (limit: {when})",
    "left": "{left} left, {when}",
    "elapsed": "without undue delay: {elapsed} elapsed",
    "not-started": "not started",
    "status-candidate": " [start to be confirmed]",
    "status-superseded": " [start superseded]",
    "exercise": "EXERCISE",
    "and-more": " (+{count})",
    "to-authority": "CNIL",
    "to-subjects": "Data subjects",
    "to-clients": "Clients and prospects concerned",
    "promise": "Public promise ({where}): “{sentence}”",
    "contract": "Clause of the contract with {party}: “{sentence}”",
    "colon": ":",
    "suspected": "not started; suspected for {elapsed}",
    "by-promise": " (public promise)",
    "by-contract": " (contract)",
    "not-in-force": "Not in force on that day.",
}
