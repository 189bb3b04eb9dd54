"""English words: log."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "done": "{ref}  code name {title}, recorded (entry 1, hash {hash}…)",
    "clock-waits": "The 72 h clock has not started. As soon as you are reasonably certain: breach aware {ref} --at … --by … --basis …",
    "clock-runs": "The 72 h clock is running. See: breach clock {ref}",
    "clock-runs-to-confirm": "The 72 h clock is running; who became certain, and on what basis, is to be confirmed: breach aware {ref} --at … --by … --basis … --why …",
    "exercise": "EXERCISE (EXERCICE): this file does not count and nothing is sent.",
    "no-profile": "No organisation profile yet: write a time with its offset (+01:00). To give one: breach init --profile FILE",
}
