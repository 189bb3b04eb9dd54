"""The recovery key: what a passphrase wraps, it alone opens; any change is seen; a file from elsewhere cannot take all the memory."""

from __future__ import annotations

import base64
import json

import pytest

from breach.errors import InputError, StoreError
from breach.keys import recovery

KEY = bytes(range(32))
PASS = "trois mots et demi"


@pytest.fixture(scope="module")
def wrapped() -> bytes:
    return recovery.wrap(KEY, PASS)


def _refused(raw: bytes, passphrase: str = PASS) -> str:
    with pytest.raises(StoreError) as refused:
        recovery.unwrap(raw, passphrase)
    assert refused.value.params == {}
    return refused.value.code


def test_the_passphrase_opens_it(wrapped: bytes) -> None:
    assert recovery.unwrap(wrapped, PASS) == KEY
    assert KEY.hex().encode() not in wrapped
    assert base64.b64encode(KEY) not in wrapped
    held = json.loads(wrapped)
    assert held["kdf"] == "argon2id"
    assert held["memory_kib"] >= 65_536


def test_two_wraps_differ() -> None:
    one, other = (json.loads(recovery.wrap(KEY, PASS)) for _ in range(2))
    assert one["salt"] != other["salt"]
    assert one["sealed"] != other["sealed"]


@pytest.mark.parametrize("passphrase", ["Trois mots et demi", "trois mots et demi ", "", "é" * 20])
def test_another_passphrase_does_not(wrapped: bytes, passphrase: str) -> None:
    assert _refused(wrapped, passphrase) == "passphrase-wrong"


@pytest.mark.parametrize("passphrase", ["", "court", "onze lettre"])
def test_a_short_passphrase_is_refused(passphrase: str) -> None:
    with pytest.raises(InputError) as refused:
        recovery.wrap(KEY, passphrase)
    assert refused.value.code == "passphrase-short"


@pytest.mark.parametrize("name", ["salt", "nonce", "sealed"])
def test_a_changed_part_is_seen(wrapped: bytes, name: str) -> None:
    held = json.loads(wrapped)
    raw = bytearray(base64.b64decode(held[name]))
    raw[0] ^= 1
    held[name] = base64.b64encode(raw).decode()
    assert _refused(json.dumps(held).encode()) == "passphrase-wrong"


@pytest.mark.parametrize("change", [{"passes": 2}, {"lanes": 2}, {"memory_kib": 32_768}])
def test_a_changed_cost_is_seen(wrapped: bytes, change: dict[str, int]) -> None:
    assert _refused(json.dumps({**json.loads(wrapped), **change}).encode()) == "passphrase-wrong"


@pytest.mark.parametrize(
    "change",
    [
        {"memory_kib": 2**40},
        {"memory_kib": "65536"},
        {"memory_kib": True},
        {"memory_kib": 0},
        {"passes": 10**9},
        {"passes": -1},
        {"passes": 1.5},
        {"lanes": 10**6},
        {"lanes": 0},
        {"format": "breach-recovery-2"},
        {"salt": "!"},
        {"salt": ""},
        {"nonce": None},
        {"nonce": "AAAA"},
        {"sealed": 3},
        {"sealed": ""},
    ],
)
def test_what_is_no_recovery_key_is_refused_at_once(wrapped: bytes, change: dict[str, object]) -> None:
    assert _refused(json.dumps({**json.loads(wrapped), **change}).encode()) in {"recovery-bad", "passphrase-wrong"}


@pytest.mark.parametrize("raw", [b"", b"{}", b"[]", b"null", b"\xff", b"[" * 100_000, b'{"format": "breach-recovery-1"}'])
def test_what_is_no_json_of_ours_is_refused(raw: bytes) -> None:
    assert _refused(raw) == "recovery-bad"


def test_a_wrapped_text_of_another_length_is_no_key() -> None:
    assert _refused(recovery.wrap(b"court", PASS)) == "recovery-bad"
