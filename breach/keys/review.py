"""Bundles for a DPO outside: encrypted to age keys (``pyrage``), whose private halves are kept as signing keys are."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from breach.errors import InputError
from breach.keys import sealed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

FORM = "breach-review-1"


def library() -> Any:
    """``pyrage``. Raises InputError ``review-not-installed``."""
    try:
        import pyrage  # type: ignore[import-untyped]  # ships no types
    except ImportError as error:
        raise InputError("review-not-installed") from error
    return pyrage


def make(folder: str, store: str, store_key: bytes, name: str) -> str:
    """Make an age identity, keep it sealed: its public key (``age1…``). Raises InputError, StoreError ``secret-not-kept``."""
    identity = library().x25519.Identity.generate()
    public = str(identity.to_public())
    kept = sealed.Sealed(os.path.join(folder, f"review-{public[4:20]}.json"), {"format": FORM, "store": store, "name": name, "key": public}, [])
    kept.add(store_key, str(identity).encode())
    kept.write()
    return public


def public_keys(folder: str, store: str) -> list[str]:
    """The public keys of the identities kept for that store."""
    return [kept.about["key"] for kept in sealed.all_in(folder, FORM, store)]


def encrypt(data: bytes, recipients: Sequence[str]) -> bytes:
    """``data`` for the age public keys ``recipients``. Raises InputError ``bad-recipient``."""
    age = library()
    keys = []
    for text in recipients:
        try:
            keys.append(age.x25519.Recipient.from_str(text.strip()))
        except age.RecipientError as error:
            raise InputError("bad-recipient", text=text[:80]) from error
    encrypted: bytes = age.encrypt(data, keys)
    return encrypted


def decrypt(folder: str, store: str, store_key: bytes, data: bytes, name: str) -> bytes:
    """What ``data`` (the file ``name``) holds for one of the identities kept here. Raises InputError ``bundle-not-for-us``."""
    age = library()
    opened = [secret for kept in sealed.all_in(folder, FORM, store) if (secret := kept.open(store_key)) is not None]
    if not opened:
        raise InputError("no-review-key", path=name)
    try:
        plain: bytes = age.decrypt(data, [age.x25519.Identity.from_str(secret.decode()) for secret in opened])
    except age.DecryptError as error:
        raise InputError("bundle-not-for-us", path=name, keys=", ".join(public_keys(folder, store))) from error
    return plain
