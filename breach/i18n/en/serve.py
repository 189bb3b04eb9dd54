"""English words: serve."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "lang": "en",
    "wait": "Opening the file…",
    "ended": "The review has ended. This tab can be closed.",
    "wrong-host": "This page opens from this machine only, by its address.",
    "no-session": "No review is open here. The address that “breach serve” gave opens it, once.",
    "token-used": "This address was used already, or is not the right one. Start “breach serve” again.",
    "too-many": "{most} tabs are open already: close one, then reload this page.",
    "port": "the port, from 1024 to 65535; without it, a free one",
    "write": "allow writing; without it the review changes nothing",
    "open": "Review without writing, on this machine only. This address serves once; Ctrl-C to end:",
    "open-write": "Review WITH writing, on this machine only. This address serves once; Ctrl-C to end:",
}
