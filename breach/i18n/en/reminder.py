"""English words: reminder."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "line": "REMINDER {mark}{ref} ({key}: seen{more}) — {clock}",
    "more.one": "; then {count} more",
    "more.many": "; then {count} more",
    "seen.label": "Reminder seen",
    "seen.help": "Say that the reminder on the screen was seen: it goes on record in its file",
}
