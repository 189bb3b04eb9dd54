"""JSON from outside, read with limits: size, depth, keys given twice, numbers that JSON does not know."""

from __future__ import annotations

import json
from typing import Any

from breach.errors import InputError

LONGEST = 2_000_000
"""The longest document that is read, in bytes."""
DEEPEST = 40
"""How deep tables and lists may lie in one another."""


def parse(body: bytes, name: str) -> dict[str, Any]:
    """The table in ``body``, the content of the file ``name``. Raises InputError ``cacao-…``, ``not-utf8``."""
    if len(body) > LONGEST:
        raise InputError("cacao-too-large", name=name, longest=LONGEST)
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError("not-utf8", name=name, at=error.start) from error
    if _depth(text) > DEEPEST:
        raise InputError("cacao-too-deep", name=name, deepest=DEEPEST)
    try:
        held = json.loads(text, object_pairs_hook=_once, parse_constant=_no_number)
    except _Twice as error:
        raise InputError("cacao-key-twice", name=name, key=str(error)[:60]) from error
    except ValueError as error:
        raise InputError("cacao-not-json", name=name, said=str(error)[:120]) from error
    if not isinstance(held, dict) or held.get("type") != "playbook":
        raise InputError("cacao-not-a-playbook", name=name, given=str(held.get("type") if isinstance(held, dict) else "")[:30])
    if held.get("spec_version") != "cacao-2.0":
        raise InputError("cacao-not-a-playbook", name=name, given=str(held.get("spec_version"))[:30])
    return held


class _Twice(ValueError):
    """A key stands twice in one table."""


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    held: dict[str, Any] = {}
    for key, value in pairs:
        if key in held:
            raise _Twice(key)
        held[key] = value
    return held


def _no_number(said: str) -> None:
    raise ValueError(said)


def _depth(text: str) -> int:
    deep = deepest = 0
    inside = escaped = False
    for sign in text:
        if inside:
            if escaped:
                escaped = False
            elif sign == "\\":
                escaped = True
            elif sign == '"':
                inside = False
        elif sign == '"':
            inside = True
        elif sign in "[{":
            deep += 1
            deepest = max(deepest, deep)
        elif sign in "]}":
            deep -= 1
    return deepest
