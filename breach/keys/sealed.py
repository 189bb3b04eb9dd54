"""A secret of one person in a file, sealed under the store's key: AES-256-GCM, a key of its own for each seal (HKDF-SHA-256).

A file may hold several seals of the same secret, one for each key of the store: a change of the store's key adds one before and drops the
old after, so that at every moment the key in place opens it.
"""

from __future__ import annotations

import base64
import json
import os
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from breach.errors import StoreError

LARGEST = 20_000
"""The largest such file that is read, in bytes."""
_MOST_SEALS = 4


class Sealed:
    """A sealed secret as its file says: ``about`` in clear (format, store, name, public key…), and its seals."""

    __slots__ = ("about", "path", "seals")

    def __init__(self, path: str, about: dict[str, str], seals: list[dict[str, str]]) -> None:
        self.path = path
        self.about = about
        self.seals = seals

    def add(self, key: bytes, secret: bytes) -> None:
        """Add a seal of ``secret`` under the store's ``key``."""
        salt, nonce = os.urandom(16), os.urandom(12)
        sealed = AESGCM(_derive(key, salt)).encrypt(nonce, secret, _bound(self.about))
        self.seals = [*self.seals, {"salt": _b64(salt), "nonce": _b64(nonce), "sealed": _b64(sealed)}][-_MOST_SEALS:]

    def open(self, key: bytes) -> bytes | None:
        """The secret, None where ``key`` opens no seal of it."""
        for seal in self.seals:
            secret = _open(seal, key, self.about)
            if secret is not None:
                return secret
        return None

    def keep_only(self, key: bytes) -> None:
        """Drop the seals that ``key`` does not open, unless none would be left."""
        self.seals = [seal for seal in self.seals if _open(seal, key, self.about) is not None] or self.seals

    def write(self) -> None:
        """Write the file (0600), whole and durably. Raises StoreError ``secret-not-kept``."""
        raw = json.dumps({"about": self.about, "seals": self.seals}, indent=1, sort_keys=True).encode() + b"\n"
        part = f"{self.path}.part{os.getpid()}"
        try:
            os.makedirs(os.path.dirname(self.path), mode=0o700, exist_ok=True)
            fd = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
            try:
                os.write(fd, raw)
                os.fsync(fd)
            finally:
                os.close(fd)
            os.replace(part, self.path)
        except OSError as error:
            raise StoreError("secret-not-kept", path=self.path, said=error.strerror or "") from error


def read(path: str) -> Sealed | None:
    """The sealed secret in the file ``path``; None where it has not that form."""
    try:
        with open(path, "rb") as file:
            held: Any = json.loads(file.read(LARGEST))
        about, seals = held["about"], held["seals"]
        texts = [*about.values(), *(value for seal in seals for value in seal.values())]
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    return Sealed(path, about, seals) if all(isinstance(text, str) for text in texts) else None


def all_in(folder: str, form: str, store: str) -> list[Sealed]:
    """The secrets of ``form`` for the store of identity ``store`` in ``folder``, by name of file."""
    if not os.path.isdir(folder):
        return []
    found = [read(os.path.join(folder, name)) for name in sorted(os.listdir(folder)) if name.endswith(".json")]
    return [sealed for sealed in found if sealed and sealed.about.get("format") == form and sealed.about.get("store") == store]


def add_key(folder: str, store: str, old: bytes, new: bytes) -> None:
    """Before a change of the store's key: seal every secret that ``old`` opens under ``new`` too. Raises StoreError ``secret-not-kept``."""
    for sealed in _of_store(folder, store):
        secret = sealed.open(old)
        if secret is not None and sealed.open(new) is None:
            sealed.add(new, secret)
            sealed.write()


def drop_other_keys(folder: str, store: str, key: bytes) -> None:
    """After a change: drop the seals of other keys. Raises StoreError ``secret-not-kept``."""
    for sealed in _of_store(folder, store):
        before = len(sealed.seals)
        sealed.keep_only(key)
        if len(sealed.seals) != before:
            sealed.write()


def _of_store(folder: str, store: str) -> list[Sealed]:
    names = sorted(os.listdir(folder)) if os.path.isdir(folder) else []
    found = [read(os.path.join(folder, name)) for name in names if name.endswith(".json")]
    return [sealed for sealed in found if sealed and sealed.about.get("store") == store]


def _open(seal: dict[str, str], key: bytes, about: dict[str, str]) -> bytes | None:
    try:
        salt, nonce, sealed = (base64.b64decode(seal[name], validate=True) for name in ("salt", "nonce", "sealed"))
        return AESGCM(_derive(key, salt)).decrypt(nonce, sealed, _bound(about))
    except (InvalidTag, ValueError, KeyError):
        return None


def _derive(key: bytes, salt: bytes) -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=32, salt=salt, info=b"breach-sealed-1").derive(key)


def _bound(about: dict[str, str]) -> bytes:
    return json.dumps(about, sort_keys=True).encode()


def _b64(raw: bytes) -> str:
    return base64.b64encode(raw).decode()
