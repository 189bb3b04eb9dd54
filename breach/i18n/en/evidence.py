"""English words: evidence."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "added": "{ref}  evidence recorded (entry {n}): SHA-256 {sha256}, {size} bytes. The file itself stays where it is.",
    "result": "entry {entry}: {result}",
    "match": "match",
    "mismatch": "MISMATCH",
    "unreadable": "unreadable",
    "none": "No evidence in this file.",
}
