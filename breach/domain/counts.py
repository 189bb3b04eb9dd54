"""Whole numbers as they are typed."""

from __future__ import annotations

from breach.errors import InputError


def count_of(said: str) -> int:
    """The whole number that ``said`` is, 0 for nothing. Raises InputError ``not-a-count``."""
    digits = said.strip() or "0"
    if not (digits.isascii() and digits.isdecimal()) or len(digits) > 13:
        raise InputError("not-a-count", said=said[:40])
    return int(digits)
