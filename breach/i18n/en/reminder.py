"""English words: reminder."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "line": "REMINDER {mark}{ref} — {clock}. {key}: seen.",
    "more.one": " Then {count} more.",
    "more.many": " Then {count} more.",
    "seen.label": "Reminder seen",
    "seen.help": "Say that the reminder on the screen was seen: it goes on record in its file",
}
