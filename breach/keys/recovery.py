"""The recovery key: a copy of the store's key wrapped by a passphrase (Argon2id, then AES-256-GCM with the header as associated data)."""

from __future__ import annotations

import base64
import json
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from breach.errors import InputError, StoreError
from breach.keys.keyfile import KEY_BYTES

MEMORY_KIB = 65_536
PASSES = 3
LANES = 4
SHORTEST = 12
"""The shortest passphrase that is taken, in characters."""
LARGEST = 10_000
"""The largest recovery file that is read, in bytes."""
_MOST_MEMORY_KIB = 2**21
_MOST_PASSES = 64
_MOST_LANES = 64


def wrap(key: bytes, passphrase: str) -> bytes:
    """The recovery file's bytes (JSON) for ``key``. Raises InputError ``passphrase-short``."""
    if len(passphrase) < SHORTEST:
        raise InputError("passphrase-short", shortest=SHORTEST)
    salt, nonce = os.urandom(16), os.urandom(12)
    header = {"format": "breach-recovery-1", "kdf": "argon2id", "memory_kib": MEMORY_KIB, "passes": PASSES, "lanes": LANES, "salt": _b64(salt)}
    sealed = AESGCM(_derive(passphrase, salt, MEMORY_KIB, PASSES, LANES)).encrypt(nonce, key, _header(header))
    return json.dumps({**header, "nonce": _b64(nonce), "sealed": _b64(sealed)}, indent=1).encode() + b"\n"


def unwrap(raw: bytes, passphrase: str) -> bytes:
    """The key in the recovery file ``raw``. Raises StoreError ``recovery-bad`` (no such file format) or ``passphrase-wrong``."""
    try:
        held = json.loads(raw)
        header = {name: held[name] for name in ("format", "kdf", "memory_kib", "passes", "lanes", "salt")}
        memory, passes, lanes = (_whole(held[name], most) for name, most in _COSTS)
        if header["format"] != "breach-recovery-1":
            raise StoreError("recovery-bad")
        salt, nonce, sealed = (base64.b64decode(held[name], validate=True) for name in ("salt", "nonce", "sealed"))
        derived = _derive(passphrase, salt, memory, passes, lanes)
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise StoreError("recovery-bad") from error
    try:
        key = AESGCM(derived).decrypt(nonce, sealed, _header(header))
    except InvalidTag as error:
        raise StoreError("passphrase-wrong") from error
    except ValueError as error:
        raise StoreError("recovery-bad") from error
    if len(key) != KEY_BYTES:
        raise StoreError("recovery-bad")
    return key


def _whole(value: object, most: int) -> int:
    """``value`` as a cost that this machine may be asked for: a file from elsewhere must not take all its memory. Raises ValueError."""
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= most:
        raise ValueError(value)
    return value


_COSTS = (("memory_kib", _MOST_MEMORY_KIB), ("passes", _MOST_PASSES), ("lanes", _MOST_LANES))


def _derive(passphrase: str, salt: bytes, memory_kib: int, passes: int, lanes: int) -> bytes:
    return Argon2id(salt=salt, length=32, iterations=passes, lanes=lanes, memory_cost=memory_kib).derive(passphrase.encode())


def _header(header: dict[str, object]) -> bytes:
    return json.dumps(header, sort_keys=True).encode()


def _b64(raw: bytes) -> str:
    return base64.b64encode(raw).decode()
