"""Entries written elsewhere, as they came in: an entry of kind ``received`` holds the other's bytes, and counts as that other does.

Where both sides changed the same thing without having seen each other, ours stands and both are shown: nothing is merged silently.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from breach.log import kinds
from breach.log.entries import Entry, attach

if TYPE_CHECKING:
    from collections.abc import Mapping

REFERRING = ("entry", "facts_entry", "upto", "decision", "answers", "draft")
"""Members of a body that hold the number of another entry (what is retracted, approved, answered, reviewed, advised on)."""
REFERRING_LISTS = ("overrules",)
"""Members that hold several."""


def inner(entry: Entry) -> Entry:
    """The entry that ``entry``, of kind ``received``, holds, as it was written: its own number, actor and texts."""
    held = Entry(entry.body["raw"].encode())
    held.words = dict(entry.body["words"])
    held.body = attach(held.body, held.words)
    return held


def unwrapped(entry: Entry) -> Entry:
    """``entry`` as it counts in this file: one of kind ``received`` becomes what it holds, under its number here and its author's name."""
    if entry.kind != kinds.RECEIVED:
        return entry
    held = inner(entry)
    numbers: Mapping[str, int] = entry.body["numbers"]
    there: dict[str, Any] = {name: numbers.get(str(held.body[name]), 0) for name in REFERRING if type(held.body.get(name)) is int}
    there |= {name: [numbers.get(str(n), 0) for n in held.body[name]] for name in REFERRING_LISTS if isinstance(held.body.get(name), list)}
    relied = {fact: numbers.get(str(n), 0) for fact, n in (held.body.get("relied") or {}).items()}
    held.body = {**held.body, **there, **({"relied": relied} if relied else {})}
    held.happened_at = held.happened_at or held.recorded_at
    held.n, held.hash, held.recorded_at, held.actor = entry.n, entry.hash, entry.recorded_at, entry.body["by"] or held.actor
    return held


def referred(entry: Entry) -> list[int]:
    """The numbers of its own chain that ``entry`` refers to, and that must be told in another."""
    relied: dict[str, Any] = entry.body.get("relied") or {}
    several = [n for name in REFERRING_LISTS for n in entry.body.get(name) or ()]
    return [n for n in (*relied.values(), *several, *(entry.body.get(name) for name in REFERRING)) if type(n) is int]


def origin_hash(entry: Entry) -> str:
    """The hash of ``entry`` where it was written first: the same in every store that it came into."""
    return str(entry.body["hash"]) if entry.kind == kinds.RECEIVED else entry.hash
