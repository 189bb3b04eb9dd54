"""English words: what is made again from the entries."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "opt": "make again from the entries what follows from them (lists, names, profile in force, clocks, index) and take out what belongs to none; the store is first kept as it is",
    "kept": "The store is kept as it was: {path} (SHA-256 {sha256})",
    "mended": "Made again or taken out ({count}):",
    "nothing": "Nothing was wrong: what follows from the entries was made again, the same.",
    "recorded": "Recorded: entry {n} of the store’s chain. No entry was touched.",
    "beside": "Attention: {count} rows of the store belong to no entry ({rows}). What is on record is whole in the backup. To take them out, on record: breach doctor --rebuild",
}
