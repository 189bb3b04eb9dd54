"""Personal data that slipped into a text: e-mail addresses, phone numbers, IBAN, NIR, card numbers. Flagged, never refused.

Notes and titles are read by many and printed; a victim's data have no place there. Numbers are checked by their own keys, so that an
ordinary figure is not taken for one.
"""

from __future__ import annotations

import re

_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
_PHONE = re.compile(r"(?<![\d.])(?:(?:\+|00)33[ .-]?|0)[1-9](?:[ .-]?\d\d){4}(?![\d.])")
_IBAN = re.compile(r"\b[A-Z]{2}\d\d(?: ?[A-Z0-9]{1,4}){3,8}\b")
_NIR = re.compile(r"\b[12] ?\d\d ?(?:0[1-9]|1[0-2]|[2-9]\d) ?(?:\d\d|2[AB]) ?\d{3} ?\d{3} ?\d\d\b")
_CARD = re.compile(r"\b\d(?:[ -]?\d){12,18}\b")
KINDS = ("email", "phone", "iban", "nir", "card")
"""What can be found, in the order in which it is named."""


def found(text: str) -> tuple[str, ...]:
    """The kinds of personal data that ``text`` seems to hold, in the order of KINDS."""
    seen = set()
    if _EMAIL.search(text):
        seen.add("email")
    if _PHONE.search(text):
        seen.add("phone")
    for kind, form, key in (("iban", _IBAN, _iban), ("nir", _NIR, _nir), ("card", _CARD, _luhn)):
        numbers = [match[0] for match in form.finditer(text) if key(match[0])]
        if numbers:
            seen.add(kind)
        for number in numbers:
            text = text.replace(number, " ")
    return tuple(kind for kind in KINDS if kind in seen)


def _iban(text: str) -> bool:
    plain = text.replace(" ", "")
    return int("".join(str(int(c, 36)) for c in plain[4:] + plain[:4])) % 97 == 1


def _nir(text: str) -> bool:
    plain = text.replace(" ", "")
    number = plain[:13].replace("2A", "19").replace("2B", "18")
    return number.isdecimal() and 97 - int(number) % 97 == int(plain[13:])


def _luhn(text: str) -> bool:
    total = 0
    for place, digit in enumerate(reversed([int(c) for c in text if c.isdecimal()])):
        doubled = digit * (2 if place % 2 else 1)
        total += doubled // 10 + doubled % 10
    return total % 10 == 0
