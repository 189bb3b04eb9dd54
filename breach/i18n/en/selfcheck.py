"""English words: selfcheck."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "heads-agree": "Check: the witness and the store agree.",
    "heads-missing": "Check: no witness beside the store; the next entry writes it.",
    "heads-behind": "Check: the store lost entries that the witness knows. Run: breach verify",
    "running": "Chains: being read whole…",
    "whole": "Chains at the start: {chains}, {entries}, nothing wrong.",
    "chains.one": "{count} read whole",
    "chains.many": "{count} read whole",
    "entries.one": "{count} entry",
    "entries.many": "{count} entries",
    "faults.one": "Chains: {count} fault. Run: breach verify",
    "faults.many": "Chains: {count} faults. Run: breach verify",
    "unread": "Chains: they could not be read. Run: breach doctor",
}
