"""Checking a chain of entries: what is wrong, at which entry, in codes that the faces put into words.

A pure function over the stored bytes. A tail that was cut leaves a chain that is whole in itself: it is found by comparing the head with
one kept elsewhere, which is the caller's part (``expected_head``).
"""

from __future__ import annotations

import hashlib
import hmac
import itertools
import json
import operator
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from breach.errors import BreachError
from breach.log.entries import GENESIS, LARGEST, LEVELS, PREFIX, canonical

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

FIELDS = frozenset({"v", "file", "n", "prev", "kind", "recorded_at", "happened_at", "actor", "role", "body", "texts"})
_recorded = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6}Z").fullmatch
_happened = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?Z").fullmatch
_values = operator.itemgetter(*sorted(FIELDS))


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
    sha256, known = hashlib.sha256, {} if texts is None else texts
    pairs = (pair for some, entries in _all_read(rows) for pair in zip(some, entries, strict=True))
    for (raw, stored), (entry, fault) in pairs:
        number += 1
        mark = sha256(PREFIX + raw).hexdigest()
        if entry is None:
            faults.append(Fault(number, fault))
        else:
            if mark != stored or entry["file"] != file or entry["n"] != number or entry["prev"] != prev:
                faults += _links(entry, mark, stored, file, number, prev)
            if entry["recorded_at"] < last_time:
                _clock(entry, number, last_time, faults, remarks)
            else:
                last_time = entry["recorded_at"]
            for name, text_mark in entry["texts"].items():
                held = known.get(text_mark)
                if held is not None and hmac.digest(held[0], held[1].encode("utf-8", "surrogatepass"), "sha256").hex() != text_mark:
                    faults.append(Fault(number, "text-differs", name))
        prev = mark
        if expected_head is not None and number == expected_head[0]:
            seen_head = True
            if prev != expected_head[1]:
                faults.append(Fault(number, "head-differs", expected_head[1]))
    if not seen_head and expected_head is not None:
        faults.append(Fault(number, "tail-cut", str(expected_head[0])))
    return Checked(number, prev, tuple(faults), tuple(remarks))


def _all_read(rows: Iterable[tuple[bytes, str]]) -> Iterator[tuple[list[tuple[bytes, str]], list[tuple[dict[str, Any] | None, str]]]]:
    """``rows`` some at a time, with the entry and the fault of each.

    Sound entries are written again many at a time: that costs a third of one by one. Where the whole differs, or holds what the canonical
    form has not, each is judged by itself.
    """
    rest = iter(rows)
    while some := list(itertools.islice(rest, _TOGETHER)):
        entries = _read_together([raw for raw, _ in some])
        yield some, [(entry, "") for entry in entries] if entries else [_read(raw) for raw, _ in some]


def _read_together(raws: Sequence[bytes]) -> list[dict[str, Any]] | None:
    """The entries of ``raws``, None where not every one is sound in itself.

    They are read as one list with a number between them that none of them holds: each then is one whole value. What was read, written again,
    must give the same bytes; of two whole JSON values at the same place of one text neither can be longer, so each gives its own bytes.
    """
    whole = b"[" + _BETWEEN.join(raws) + b"]"
    if whole.count(_BETWEEN) != len(raws) - 1:
        return None
    try:
        text = whole.decode("ascii")
        held = _decode(text)
        entries, between = held[::2], held[1::2]
        if len(held) != 2 * len(raws) - 1 or between != [_NUMBER] * len(between) or not all(map(_shapes, entries)) or not _flat(whole, raws):
            return None
        return entries if _encode(held) == text else None
    except (ValueError, RecursionError):
        return None


def _flat(whole: bytes, raws: Sequence[bytes]) -> bool:
    """Whether no entry nests too deep, as far as counting shows. Each has three tables at least, so a small sum leaves little to any one."""
    most = LEVELS + 3 * (len(raws) - 1)
    return whole.count(b"{") + whole.count(b"[") - 1 <= most or all(raw.count(b"{") + raw.count(b"[") <= LEVELS for raw in raws)


def _whole(digits: str) -> int:
    number = int(digits)
    if len(digits) > _SURELY_EXACT and not -LARGEST <= number <= LARGEST:
        raise ValueError(digits)
    return number


def _no_fraction(digits: str) -> float:
    raise ValueError(digits)


_TOGETHER, _SURELY_EXACT = 32, 15
_NUMBER = 739_184_650_213
_BETWEEN = b",%d," % _NUMBER
_decode = json.JSONDecoder(parse_int=_whole, parse_float=_no_fraction, parse_constant=_no_fraction).decode
_encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"), check_circular=False).encode


def _read(raw: bytes) -> tuple[dict[str, Any] | None, str]:
    try:
        entry = json.loads(raw)
    except (ValueError, RecursionError):
        return None, "unreadable"
    if not _shapes(entry):
        return None, "wrong-fields"
    try:
        same = canonical(entry) == raw
    except (TypeError, ValueError, BreachError):  # BreachError: half a Unicode character
        same = False
    return (entry, "") if same else (None, "not-canonical")


def _shapes(entry: Any) -> bool:
    if type(entry) is not dict or entry.keys() != FIELDS:
        return False
    actor, body, file, happened, kind, n, prev, recorded, role, texts, version = _values(entry)
    return (
        type(version) is type(n) is int  # true is not 1
        and version == 1
        and type(file) is type(prev) is type(kind) is type(recorded) is type(actor) is type(role) is str
        and _recorded(recorded) is not None
        and (happened is None or (type(happened) is str and _happened(happened) is not None))
        and type(body) is type(texts) is dict
        and (not texts or all(type(mark) is str for mark in texts.values()))
    )


def _links(entry: dict[str, Any], mark: str, stored: str, file: str, number: int, prev: str) -> list[Fault]:
    faults = []
    if mark != stored:
        faults.append(Fault(number, "hash-differs", stored))
    if entry["file"] != file:
        faults.append(Fault(number, "other-file", str(entry["file"])))
    if entry["n"] != number:
        faults.append(Fault(number, "number-differs", str(entry["n"])))
    if entry["prev"] != prev:
        faults.append(Fault(number, "link-broken", str(entry["prev"])))
    return faults


def _clock(entry: dict[str, Any], number: int, last_time: str, faults: list[Fault], remarks: list[Fault]) -> None:
    declared = "host_clock_back_s" in entry["body"]
    (remarks if declared else faults).append(Fault(number, "clock-back-declared" if declared else "clock-backwards", last_time))
