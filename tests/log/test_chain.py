"""The check of a chain, and that the stand-alone verifier, written apart from it, finds the same."""

from __future__ import annotations

import json
import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from breach.log import chain as one_chain
from breach.log.chain import Checked, check
from breach.log.entries import GENESIS, canonical, digest
from breach.log.verifier import check_chain
from breach.log.verifier_ground import Found
from tests.log.sample import FILE, Chain, Row, sound

CHAIN = sound()
HEAD = (8, CHAIN.head)


def both(rows: list[Row], texts: dict[str, tuple[bytes, str]], head: tuple[int, str] | None) -> Checked:
    """What ``check`` finds, once the verifier was seen to find the same."""
    found = check(rows, FILE, texts, head)
    apart = Found({})
    _, last = check_chain(rows, FILE, texts, [head] if head else [], apart)
    assert [(fault.entry, fault.fault) for fault in apart.faults] == [(fault.entry, fault.fault) for fault in found.faults]
    assert [(remark.entry, remark.fault) for remark in apart.remarks] == [(remark.entry, remark.fault) for remark in found.remarks]
    assert last == found.head
    return found


def test_a_sound_chain() -> None:
    found = both(CHAIN.rows, CHAIN.texts, HEAD)
    assert (found.ok, found.entries, found.head, found.remarks) == (True, 8, CHAIN.head, ())


def test_an_empty_chain() -> None:
    found = both([], {}, None)
    assert (found.ok, found.entries, found.head) == (True, 0, GENESIS)


def test_a_chain_that_grew_since_the_head_was_noted_is_sound() -> None:
    assert both(CHAIN.rows, CHAIN.texts, (5, CHAIN.rows[4][1])).ok


def test_a_shorter_chain_is_sound_only_where_no_head_is_known() -> None:
    assert both(CHAIN.rows[:5], CHAIN.texts, None).ok
    found = both(CHAIN.rows[:5], CHAIN.texts, HEAD)
    assert [(fault.entry, fault.fault, fault.detail) for fault in found.faults] == [(5, "tail-cut", "8")]


def test_an_erased_text_is_no_fault() -> None:
    assert both(CHAIN.rows, {}, HEAD).ok


@pytest.mark.parametrize(
    "change", [lambda salt, text: (salt, text + "."), lambda salt, text: (salt[:-1] + b"x", text), lambda salt, text: (salt, "\ud800")]
)
def test_a_text_that_was_changed_names_its_entry(change: Any) -> None:
    mark = json.loads(CHAIN.rows[1][0])["texts"]["text"]
    found = both(CHAIN.rows, {**CHAIN.texts, mark: change(*CHAIN.texts[mark])}, HEAD)
    assert [(fault.entry, fault.fault, fault.detail) for fault in found.faults] == [(2, "text-differs", "text")]


def test_a_clock_that_went_back_and_is_declared_is_a_remark() -> None:
    chain = Chain()
    chain.add("note", {})
    chain.add("note", {"host_clock_back_s": 60}, at="2026-11-22T02:00:03.123456Z")
    found = both(chain.rows, {}, None)
    assert found.ok
    assert [(remark.entry, remark.fault, remark.detail) for remark in found.remarks] == [(2, "clock-back-declared", "2026-11-22T02:01:03.123456Z")]


def test_a_clock_that_went_back_once_is_seen_until_it_has_caught_up() -> None:
    chain = Chain()
    for at in ("05:00", "03:00", "04:00", "06:00"):
        chain.add("note", {}, at=f"2026-11-22T{at}:00.000000Z")
    assert [(fault.entry, fault.fault) for fault in both(chain.rows, {}, None).faults] == [(2, "clock-backwards"), (3, "clock-backwards")]


def test_every_byte_of_a_chain_counts() -> None:
    draw = random.Random(1)
    for at, (raw, mark) in enumerate(CHAIN.rows):
        for place in range(len(raw)):
            changed = raw[:place] + bytes([raw[place] ^ 1 << draw.randrange(8)]) + raw[place + 1 :]
            found = check([*CHAIN.rows[:at], (changed, mark), *CHAIN.rows[at + 1 :]], FILE, CHAIN.texts, HEAD)
            assert found.faults[0].entry == at + 1


rows = st.lists(st.sampled_from(CHAIN.rows), max_size=10)


@given(rows, st.none() | st.tuples(st.integers(0, 12), st.sampled_from([CHAIN.head, GENESIS])))
def test_only_the_beginning_of_the_chain_is_sound(some: list[Row], head: tuple[int, str] | None) -> None:
    found = both(some, CHAIN.texts, head)
    begins = some == CHAIN.rows[: len(some)]
    known = head is None or head[0] == 0 or (head[0] <= len(some) and some[head[0] - 1][1] == head[1])
    assert found.ok == (begins and known)


numbers = st.integers(-(10**20), 10**20) | st.floats()
anything = st.recursive(
    st.none() | st.booleans() | numbers | st.text(st.characters(), max_size=5), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)
)
fields = st.sampled_from(["v", "file", "n", "prev", "kind", "recorded_at", "happened_at", "actor", "role", "body", "texts", "other"])


@given(fields, anything | st.sampled_from(["2026-11-22T02:03:03.1Z", "9999-99-99T99:99:99.999999Z", True, 1.0]))
def test_an_entry_of_odd_shape_is_never_more_than_a_fault(key: str, value: object) -> None:
    raw = json.dumps({**json.loads(CHAIN.rows[0][0]), key: value}).encode()
    both([(raw, digest(raw))], CHAIN.texts, None)
    try:
        raw = canonical(json.loads(raw))
    except Exception:
        return
    both([(raw, digest(raw))], CHAIN.texts, None)


@given(st.lists(st.binary(max_size=60), max_size=3))
def test_bytes_of_any_kind_are_never_more_than_a_fault(raws: list[bytes]) -> None:
    assert both([(raw, digest(raw)) for raw in raws], {}, None).ok == (not raws)


@pytest.mark.parametrize(
    "raw", [b"[" * 100_000, b'{"a":' * 100_000, b"9" * 100_000, b"-" + b"9" * 4000, b"1e999", b"NaN", b'"\\ud800"', b"\xef\xbb\xbf{}"]
)
def test_hostile_bytes_are_never_more_than_a_fault(raw: bytes) -> None:
    assert not both([(raw, digest(raw))], {}, None).ok
    body = CHAIN.rows[0][0].replace(b'"body":{', b'"body":{"a":' + raw + b",", 1)
    assert not both([(body, digest(body))], {}, None).ok


@given(data=st.data())
def test_many_read_at_once_are_judged_as_one_by_one(data: st.DataObject) -> None:
    """Entries are read some at a time for speed: whatever is wrong with them, the faults must be those of reading each alone."""
    rows = [(raw, mark) for raw, mark in sound().rows]
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(rows) - 1))
        raw, mark = rows[at]
        place = data.draw(st.integers(0, len(raw) - 1))
        piece = data.draw(st.sampled_from([b"", b"{", b"}", b"[", b"]", b",", b'"', b" ", b"1.5", b"-0", b"\xc3\xa9", b",739184650213,", b"[" * 70]))
        rows[at] = (raw[:place] + piece + raw[place + data.draw(st.integers(0, 2)) :], mark)
    together = check(rows, FILE, sound().texts, (8, sound().head))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(one_chain, "_read_together", lambda raws: None)
        assert check(rows, FILE, sound().texts, (8, sound().head)) == together


def test_two_halves_of_entries_do_not_make_a_whole() -> None:
    (first, mark), *rest = sound().rows
    halves = [(first[:50], mark), (first[50:], mark)]
    assert [fault.fault for fault in check([*halves, *rest], FILE).faults][:2] == ["unreadable", "unreadable"]
