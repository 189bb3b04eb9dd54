"""Tables as TOML, as far as playbooks need it: texts, numbers, flags, days, lists, tables."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def dump(table: Mapping[str, Any], path: str = "") -> str:
    """``table`` as TOML: plain values first, then tables and lists of tables under their headings."""
    plain = {key: value for key, value in table.items() if not _headed(value)}
    out = [f"{_key(key)} = {_value(value, day=key == 'checked_on')}" for key, value in plain.items()]
    for key, value in table.items():
        if not _headed(value):
            continue
        name = f"{path}{_key(key)}"
        for row in value if isinstance(value, list) else ():
            out += ["", f"[[{name}]]", dump(row).rstrip("\n")]
        for inner, row in value.items() if isinstance(value, dict) else ():
            out += ["", f"[{name}.{_key(inner)}]", dump(row).rstrip("\n")]
    return "\n".join(out).lstrip("\n") + "\n"


def _headed(value: object) -> bool:
    """Whether ``value`` is a table of tables or a list of tables, which get headings."""
    inner = list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else []
    return bool(inner) and all(isinstance(one, dict) for one in inner) and not (isinstance(value, dict) and set(value) & {"all", "any", "not"})


def _key(key: str) -> str:
    return key if _BARE.fullmatch(key) else _value(key)


def _value(value: object, *, day: bool = False) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, dict):
        return f"{{ {', '.join(f'{_key(key)} = {_value(one)}' for key, one in value.items())} }}" if value else "{}"
    if isinstance(value, list):
        return f"[{', '.join(_value(one) for one in value)}]"
    text = str(value)
    if day and _DAY.fullmatch(text):
        return text
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
