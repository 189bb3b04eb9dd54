"""The key in the desktop's keyring, through ``keyring``: only where a session bus answers, only backends that encrypt, never hanging.

A locked keyring without a display can hang for a minute: it is asked in a thread that is left behind after a limit.
"""

from __future__ import annotations

import os
import sys
import threading
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

SERVICE = "breach"
LIMIT_S = 3.0
ALLOWED = (
    "keyring.backends.SecretService",
    "keyring.backends.libsecret",
    "keyring.backends.kwallet",
    "keyring.backends.macOS",
    "keyring.backends.Windows",
)
T = TypeVar("T")


def likely() -> bool:
    """Whether a keyring could answer at all: on Linux, only where a session bus is named. Imports nothing."""
    return sys.platform in ("darwin", "win32") or bool(os.environ.get("DBUS_SESSION_BUS_ADDRESS"))


def get(account: str) -> bytes | None:
    """The key kept for ``account`` (the store's path); None where no keyring answers or it holds none."""

    def ask() -> str | None:
        return _backend_get(account)

    text = _limited(ask) if likely() else None
    try:
        return bytes.fromhex(text) if text else None
    except ValueError:
        return None


def put(account: str, key: bytes) -> bool:
    """Keep ``key`` for ``account``: whether a keyring took it and gives it back."""

    def ask() -> bool:
        return _backend_put(account, key.hex())

    return bool(likely() and _limited(ask) and get(account) == key)


def forget(account: str) -> None:
    """Let go of the key kept for ``account``, where a keyring answers and holds one."""

    def ask() -> bool:
        return _backend_delete(account)

    if likely():
        _limited(ask)


def said() -> str:
    """What the keyring says, as a code: ``no-bus``, ``untrusted`` (its backend is not on the list), ``silent`` (no answer in time), ``answers``."""

    def ask() -> bool:
        return _backend_trusted()

    if not likely():
        return "no-bus"
    trusted = _limited(ask)
    return "silent" if trusted is None else "answers" if trusted else "untrusted"


def _limited(ask: Callable[[], T]) -> T | None:
    answer: list[T] = []

    def run() -> None:
        try:
            found = ask()
        except Exception:  # noqa: BLE001 - a backend raises what it likes, and a keyring that fails is one that does not answer
            return
        if found is not None:
            answer.append(found)

    worker = threading.Thread(target=run, daemon=True)
    worker.start()
    worker.join(LIMIT_S)
    return answer[0] if answer else None


def _backend_get(account: str) -> str | None:
    import keyring
    from keyring.errors import KeyringError

    try:
        return keyring.get_password(SERVICE, account) if _trusted(keyring.get_keyring()) else None
    except (KeyringError, OSError, RuntimeError):
        return None


def _backend_put(account: str, text: str) -> bool:
    import keyring
    from keyring.errors import KeyringError

    try:
        if not _trusted(keyring.get_keyring()):
            return False
        keyring.set_password(SERVICE, account, text)
    except (KeyringError, OSError, RuntimeError):
        return False
    return True


def _backend_delete(account: str) -> bool:
    import keyring
    from keyring.errors import KeyringError

    try:
        if _trusted(keyring.get_keyring()):
            keyring.delete_password(SERVICE, account)
    except (KeyringError, OSError, RuntimeError):
        return False
    return True


def _backend_trusted() -> bool:
    import keyring
    from keyring.errors import KeyringError

    try:
        return _trusted(keyring.get_keyring())
    except (KeyringError, OSError, RuntimeError):
        return False


def _trusted(backend: object) -> bool:
    """Whether ``backend``, or every backend that a chain asks, is on the list of those that encrypt."""
    parts = getattr(backend, "backends", None)
    if parts is not None:
        return all(_trusted(part) for part in parts)
    return type(backend).__module__ in ALLOWED
