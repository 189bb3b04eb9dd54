"""English words: evidence."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "added": "{ref}  evidence recorded (entry {n}): SHA-256 {sha256}, {size} bytes. The file itself stays where it is.",
    "result": "entry {entry}: {result}",
    "match": "match",
    "mismatch": "MISMATCH",
    "unreadable": "unreadable",
    "none": "No evidence in this file.",
    "added-kept": "{ref}  evidence recorded (entry {n}): SHA-256 {sha256}, {size} bytes. The original is kept in the encrypted store.",
    "moved": "{ref}  evidence {entry}: change of keeper recorded (entry {n})",
    "in-store": "(original kept in the store)",
    "method": "how it was collected (command, tool, disk image…)",
    "keep": "also keeps the original, to the byte, in the encrypted store",
    "to": "who holds it from now on",
}
