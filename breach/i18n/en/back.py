"""English words: back, what comes back from the authority, from inquiries and from people."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "order": "Order (entry {n}).",
    "question": "Question (entry {n}).",
    "other": "Letter with a date (entry {n}).",
    "wait": "Wait asked for by {by} (entry {n}).",
    "requests": "{count} request(s) received, {done} answered (entry {n}).",
    "wait-recorded": "{ref}  wait recorded until {until} (entry {n}); the clock towards people runs on beside it",
    "wait-lifted": "{ref}  end of the wait recorded (entry {n})",
    "requests-recorded": "{ref}  {count} request(s) recorded (entry {n}), to be answered by {due}",
    "requests-answered": "{ref}  {count} answer(s) recorded (entry {n}); {left} left",
    "waits": "Wait asked for before telling people",
    "wait-line": "{by}: asked on {at}, until {until}. {why}",
    "wait-line-over": " [lifted]",
    "requests-head": "Requests from people (counted, never copied)",
    "requests-line": "received on {at}: {count}, answered: {done}",
}
