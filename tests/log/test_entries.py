"""Canonical bytes, hashes, and texts kept beside entries."""

from __future__ import annotations

import json
import unicodedata
from typing import Any

import pytest
import rfc8785
from hypothesis import assume, given
from hypothesis import strategies as st

from breach.domain.text import Text
from breach.errors import InputError
from breach.log.entries import GENESIS, LARGEST, LEVELS, Entry, attach, canonical, detach, digest, fingerprint, new_uuid, write
from tests.log.sample import FILE, drawing

keys = st.text(st.characters(max_codepoint=127), max_size=8)
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
leaves = st.none() | st.booleans() | st.integers(-LARGEST, LARGEST) | texts
values = st.recursive(leaves, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4), max_leaves=20)


@given(values)
def test_canonical_bytes_are_those_of_rfc_8785(value: Any) -> None:
    assert canonical(value) == rfc8785.dumps(value)


@given(values)
def test_canonical_bytes_read_back(value: Any) -> None:
    assert json.loads(canonical(value)) == value


def test_every_control_character_is_written_as_rfc_8785_says() -> None:
    value = "".join(map(chr, range(0x2030)))
    assert canonical(value) == rfc8785.dumps(value)


@pytest.mark.parametrize("value", [1.0, float("nan"), float("inf"), b"x", {1: 2}, {"é": 1}, object(), {"a": {1, 2}}])
def test_what_the_format_has_not_is_the_programs_fault(value: object) -> None:
    with pytest.raises(TypeError):
        canonical(value)


@pytest.mark.parametrize("value", [LARGEST + 1, -LARGEST - 1, {"a": [10**400]}])
def test_numbers_beyond_what_is_exact_are_refused(value: object) -> None:
    with pytest.raises(ValueError):
        canonical(value)


def test_nesting_has_an_end() -> None:
    deep: object = None
    for _ in range(LEVELS):
        deep = [deep]
    assert canonical(deep)
    with pytest.raises(ValueError):
        canonical([deep])


@pytest.mark.parametrize("make", [canonical, lambda text: fingerprint(b"0" * 32, text), lambda text: detach(Text(text))])
def test_half_a_character_is_wrong_input(make: Any) -> None:
    with pytest.raises(InputError, match="bad-characters"):
        make("\ud800")


def test_the_hash_is_over_the_prefix_and_the_bytes() -> None:
    # printf 'breach-entry-1\n{}' | sha256sum
    assert digest(b"{}") == "d2725678b9841b3492c936b81b1b673c1d89a19dfec6a2a927be4a1bc869f3d1"


@given(texts)
def test_a_fingerprint_is_over_the_composed_text(text: str) -> None:
    salt = b"s" * 32
    assert fingerprint(salt, unicodedata.normalize("NFD", text)) == fingerprint(salt, unicodedata.normalize("NFC", text))


def test_two_equal_texts_have_different_fingerprints() -> None:
    kept = detach({"a": Text("oui"), "b": Text("oui")})[1]
    assert kept[0].fingerprint != kept[1].fingerprint


marked = st.recursive(leaves | texts.map(Text), lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3), max_leaves=12)


def plain(value: object) -> bool:
    """Without keys that the texts' paths could confuse."""
    if isinstance(value, dict):
        return all("." not in key and key not in {"", "$text"} and not key.isdigit() and plain(held) for key, held in value.items())
    return all(map(plain, value)) if isinstance(value, list) else True


@given(st.dictionaries(keys, marked, max_size=4))
def test_texts_leave_the_body_and_come_back(body: dict[str, Any]) -> None:
    assume(plain(body))
    bare, kept = detach(body)
    words = {text.name: text.body for text in kept}
    composed = json.loads(json.dumps(body))

    def compose(before: Any, now: Any) -> Any:
        if isinstance(before, Text):
            return unicodedata.normalize("NFC", before)
        if isinstance(before, dict):
            return {key: compose(before[key], now[key]) for key in before}
        return [compose(a, b) for a, b in zip(before, now, strict=True)] if isinstance(before, list) else now

    assert attach(bare, words) == compose(body, composed)
    assert not [text for text in kept if len(text.body) > 12 and text.body.encode() in canonical(bare)]


def test_an_erased_text_comes_back_as_none() -> None:
    bare, _ = detach({"why": Text("Alix a dit non"), "n": 3})
    assert attach(bare, {}) == {"why": None, "n": 3}
    assert attach(bare, {"why": None}) == {"why": None, "n": 3}


def test_two_texts_of_one_path_are_the_programs_fault() -> None:
    with pytest.raises(ValueError):
        written({"a.b": Text("x"), "a": {"b": Text("y")}})


def written(body: dict[str, object]) -> tuple[bytes, list[Any]]:
    return write(
        file=FILE,
        n=1,
        prev=GENESIS,
        kind="note",
        recorded_at="2026-11-22T02:10:03.123456Z",
        happened_at=None,
        actor="p1",
        role="on_call",
        body=body,
        draw=drawing("x"),
    )


def test_an_entry_is_written_to_the_byte() -> None:
    raw, kept = written({"text": Text("Accès coupé"), "n": 3})
    mark = kept[0].fingerprint
    assert raw.decode() == (
        '{"actor":"p1","body":{"n":3,"text":{"$text":"text"}},"file":"11111111-2222-4333-8444-555555555555","happened_at":null,"kind":"note","n":1,'
        f'"prev":"{"0" * 64}","recorded_at":"2026-11-22T02:10:03.123456Z","role":"on_call","texts":{{"text":"{mark}"}},"v":1}}'
    )
    assert mark == "2a877b39e20dc0b37ac3896b6fa363a52bb003de9a3f2fce08f510fd7dc80623"
    assert (kept[0].name, kept[0].body) == ("text", "Accès coupé")


def test_an_entry_reads_back() -> None:
    raw, _ = written({"n": 3})
    entry = Entry(raw)
    assert (entry.v, entry.n, entry.kind, entry.prev, entry.body, entry.hash) == (1, 1, "note", GENESIS, {"n": 3}, digest(raw))


def test_without_a_source_of_its_own_an_entry_draws_at_random() -> None:
    assert detach(Text("x"))[1][0].salt != detach(Text("x"))[1][0].salt


def test_identities_are_uuids_of_version_4() -> None:
    import uuid

    made = {new_uuid() for _ in range(100)}
    assert len(made) == 100
    assert all(str(uuid.UUID(text)) == text and uuid.UUID(text).version == 4 for text in made)
