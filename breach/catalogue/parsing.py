"""Text to plain values, strictly: TOML and JSON with exact numbers, no NaN, no key twice, no depth or length that breaks the program."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from breach.catalogue.model import shown
from breach.errors import InputError

_HUGE = Decimal("1e1000")
_DIGITS = 4000
_WHERE = re.compile(r"line (\d+), column (\d+)")
_LONG_KEY = re.compile(r"""(?:^|[\[{,\n])[ \t]*+(?:(?:[A-Za-z0-9_-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+[.][ \t]*+){100}""")
"""A dotted key of a hundred parts: tomllib's work and memory grow with the square of its length."""


def decode(content: bytes, name: str) -> str:
    """``content`` as UTF-8 text (a byte-order mark is dropped). Raises InputError ``not-utf8``, which says at which byte."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError("not-utf8", name=shown(name), at=error.start) from error


def parse_json(text: str) -> object:
    """The value of a JSON text; numbers are int or Decimal.

    Raises InputError ``json-broken``, ``json-key-twice``, ``json-not-a-number`` or ``too-deep``.
    """
    import json

    try:
        return json.loads(text, parse_float=_decimal, parse_int=_whole, parse_constant=_refuse, object_pairs_hook=_pairs)
    except RecursionError as error:
        raise InputError("too-deep") from error
    except json.JSONDecodeError as error:
        raise InputError("json-broken", line=error.lineno, column=error.colno) from error


def parse_toml(text: str) -> dict[str, object]:
    """The table of a TOML text; decimals are Decimal. Raises InputError ``toml-broken`` or ``too-deep``."""
    import tomllib

    if _LONG_KEY.search(text):
        raise InputError("too-deep")
    try:
        return tomllib.loads(text, parse_float=_decimal)
    except RecursionError as error:
        raise InputError("too-deep") from error
    except ValueError as error:
        found = _WHERE.search(str(error))
        line, column = (int(found[1]), int(found[2])) if found else _end(text)
        raise InputError("toml-broken", line=line, column=column, why=shown(str(error).partition(" (at ")[0])) from error


def _end(text: str) -> tuple[int, int]:
    """The line and column after the last character that is no blank."""
    kept = text.rstrip()
    return kept.count("\n") + 1, len(kept) - kept.rfind("\n")


def _decimal(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:
        return -_HUGE if text.startswith("-") else _HUGE


def _whole(text: str) -> int | Decimal:
    return int(text) if len(text) <= _DIGITS else (-_HUGE if text.startswith("-") else _HUGE)


def _refuse(token: str) -> object:
    raise InputError("json-not-a-number", token=token)


def _pairs(pairs: list[tuple[str, object]]) -> dict[str, object]:
    table: dict[str, object] = {}
    for key, found in pairs:
        if key in table:
            raise InputError("json-key-twice", key=shown(key))
        table[key] = found
    return table
