"""Checking a chain of entries: what is wrong, at which entry, in codes that the faces put into words.

A pure function over the stored bytes. A tail that was cut leaves a chain that is whole in itself: it is found by comparing the head with
one kept elsewhere, which is the caller's part (``expected_head``).
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from breach.errors import BreachError
from breach.log.entries import GENESIS, canonical, digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

FIELDS = frozenset({"v", "file", "n", "prev", "kind", "recorded_at", "happened_at", "actor", "role", "body", "texts"})
_RECORDED = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6}Z")
_HAPPENED = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?Z")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a chain: ``entry`` is the number at which it shows (0: the whole), ``fault`` a code, ``detail`` plain values."""

    entry: int
    fault: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Checked:
    """The outcome of one check: how many entries were read, the head's hash, the faults, and remarks that are no faults."""

    entries: int
    head: str
    faults: tuple[Fault, ...]
    remarks: tuple[Fault, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether no fault was found."""
        return not self.faults


def check(
    rows: Iterable[tuple[bytes, str]],
    file: str,
    texts: Mapping[str, tuple[bytes, str]] | None = None,
    expected_head: tuple[int, str] | None = None,
) -> Checked:
    """Check the chain of ``file``: ``rows`` are the stored bytes with the stored hash, in stored order.

    ``texts`` maps fingerprints to (random bytes, text in NFC) where texts are to be checked; one that is absent was erased or is kept apart.
    ``expected_head`` is (n, hash) known from elsewhere: a chain that is shorter, or differs at that number, is at fault.
    """
    faults: list[Fault] = []
    remarks: list[Fault] = []
    prev, number, last_time = GENESIS, 0, ""
    seen_head = expected_head is None or expected_head[0] == 0
    for raw, stored in rows:
        number += 1
        entry, fault = _read(raw)
        if entry is None:
            faults.append(Fault(number, fault))
        else:
            faults += _links(entry, raw, stored, file, number, prev)
            _clock(entry, number, last_time, faults, remarks)
            if texts is not None:
                faults += _texts(entry, number, texts)
            last_time = max(last_time, str(entry["recorded_at"]))
        prev = digest(raw)
        if expected_head is not None and number == expected_head[0]:
            seen_head = True
            if prev != expected_head[1]:
                faults.append(Fault(number, "head-differs", expected_head[1]))
    if not seen_head and expected_head is not None:
        faults.append(Fault(number, "tail-cut", str(expected_head[0])))
    return Checked(number, prev, tuple(faults), tuple(remarks))


def _read(raw: bytes) -> tuple[dict[str, Any] | None, str]:
    try:
        entry = json.loads(raw)
    except (ValueError, RecursionError):
        return None, "unreadable"
    if not isinstance(entry, dict) or set(entry) != FIELDS or not _shapes(entry):
        return None, "wrong-fields"
    try:
        same = canonical(entry) == raw
    except (TypeError, ValueError, BreachError):  # BreachError: half a Unicode character
        same = False
    return (entry, "") if same else (None, "not-canonical")


def _shapes(entry: dict[str, Any]) -> bool:
    happened = entry["happened_at"]
    return (
        type(entry["v"]) is type(entry["n"]) is int  # true is not 1
        and entry["v"] == 1
        and all(isinstance(entry[key], str) for key in ("file", "prev", "kind", "recorded_at", "actor", "role"))
        and _RECORDED.fullmatch(entry["recorded_at"]) is not None
        and (happened is None or (isinstance(happened, str) and _HAPPENED.fullmatch(happened) is not None))
        and isinstance(entry["body"], dict)
        and isinstance(entry["texts"], dict)
        and all(isinstance(fp, str) for fp in entry["texts"].values())
    )


def _links(entry: dict[str, Any], raw: bytes, stored: str, file: str, number: int, prev: str) -> list[Fault]:
    faults = []
    if digest(raw) != stored:
        faults.append(Fault(number, "hash-differs", stored))
    if entry["file"] != file:
        faults.append(Fault(number, "other-file", str(entry["file"])))
    if entry["n"] != number:
        faults.append(Fault(number, "number-differs", str(entry["n"])))
    if entry["prev"] != prev:
        faults.append(Fault(number, "link-broken", str(entry["prev"])))
    return faults


def _clock(entry: dict[str, Any], number: int, last_time: str, faults: list[Fault], remarks: list[Fault]) -> None:
    if str(entry["recorded_at"]) < last_time:
        declared = "host_clock_back_s" in entry["body"]
        (remarks if declared else faults).append(Fault(number, "clock-back-declared" if declared else "clock-backwards", last_time))


def _texts(entry: dict[str, Any], number: int, texts: Mapping[str, tuple[bytes, str]]) -> list[Fault]:
    faults = []
    for name, mark in entry["texts"].items():
        held = texts.get(mark)
        if held is not None and hmac.new(held[0], held[1].encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest() != mark:
            faults.append(Fault(number, "text-differs", name))
    return faults
