"""Entries written elsewhere, as they came in: an entry of kind ``received`` holds the other's bytes, and counts as that other does.

Where both sides changed the same thing without having seen each other, ours stands and both are shown: nothing is merged silently.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from breach.log import kinds
from breach.log.entries import Entry, attach

if TYPE_CHECKING:
    from collections.abc import Mapping

REFERRING = ("entry", "facts_entry", "upto")
"""Members of a body that hold the number of another entry (what is retracted, approved, answered, reviewed)."""


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
    there = {name: numbers.get(str(held.body[name]), 0) for name in REFERRING if isinstance(held.body.get(name), int)}
    relied = {fact: numbers.get(str(n), 0) for fact, n in (held.body.get("relied") or {}).items()}
    held.body = {**held.body, **there, **({"relied": relied} if relied else {})}
    held.happened_at = held.happened_at or held.recorded_at
    held.n, held.hash, held.recorded_at, held.actor = entry.n, entry.hash, entry.recorded_at, entry.body["by"] or held.actor
    return held


def referred(entry: Entry) -> list[int]:
    """The numbers of its own chain that ``entry`` refers to, and that must be told in another."""
    relied: dict[str, Any] = entry.body.get("relied") or {}
    return [n for n in (*relied.values(), *(entry.body.get(name) for name in REFERRING)) if isinstance(n, int)]
