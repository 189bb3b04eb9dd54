"""How many SMS a text takes: by the alphabets of telephones (3GPP TS 23.038)."""

from __future__ import annotations

_BEYOND = [
    "a1",
    "a3",
    "a4",
    "a5",
    "a7",
    "bf",
    "c4",
    "c5",
    "c6",
    "c7",
    "c9",
    "d1",
    "d6",
    "d8",
    "dc",
    "df",
    "e0",
    "e4",
    "e5",
    "e6",
    "e8",
    "e9",
    "ec",
    "f1",
    "f2",
    "f6",
    "f8",
    "f9",
    "fc",
    "393",
    "394",
    "398",
    "39b",
    "39e",
    "3a0",
    "3a3",
    "3a6",
    "3a8",
    "3a9",
]
"""Letters of the small alphabet beyond ASCII, by their numbers in hexadecimal."""
_LETTERS = frozenset(map(chr, (10, 13, *range(32, 91), 95, *range(97, 123), *(int(code, 16) for code in _BEYOND))))
"""The alphabet of seven bits; one character outside it, and not in ``_DOUBLE``, makes the whole message sixteen bits wide."""
_DOUBLE = frozenset(map(chr, (0x20AC, *map(ord, "[]{}~\\|^"))))
"""Characters of the small alphabet that take two places."""
_SMALL, _WIDE = (160, 153), (70, 67)
"""Characters of a message alone, and of each of several."""


def sms_parts(text: str) -> int:
    """In how many SMS ``text`` goes; at least one."""
    wide = any(char not in _LETTERS and char not in _DOUBLE for char in text)
    size = len(text.encode("utf-16-le")) // 2 if wide else len(text) + sum(char in _DOUBLE for char in text)
    alone, each = _WIDE if wide else _SMALL
    return 1 if size <= alone else -(-size // each)
