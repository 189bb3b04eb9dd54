"""Where the store's key comes from, in this order: key file, systemd credential, desktop keyring, passphrase.

``KeySource`` says which one a command was told to use; nothing here ever prints, logs or quotes a key.
"""

from __future__ import annotations

import os

from breach.errors import InputError, StoreError
from breach.keys import keyfile
from breach.keys.found import FoundKey

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from breach.keys.rotation import Spare

CREDENTIAL = "breach-store-key"


class KeySource:
    """The search for one store's key. ``spec``: ``--key`` (keyring, file:PATH, credential:NAME, passphrase) or "" for the usual order;
    ``named_file``: ``BREACH_STORE_KEY_FILE``; ``usual_file``: the key file of first use; ``recovery``: the passphrase-wrapped copy;
    ``ask``: prompts for a passphrase, None where prompting is not allowed.
    """

    def __init__(self, spec: str, named_file: str, usual_file: str, store: str, recovery: str, ask: Callable[[], str] | None) -> None:
        kind, _, rest = spec.partition(":")
        if spec and (kind not in ("keyring", "file", "credential", "passphrase") or (kind in ("file", "credential")) != bool(rest)):
            raise InputError("bad-key-option", text=kind[:40])
        if not spec and named_file:
            kind, rest = "file", named_file
        self._kind, self._rest = kind, os.path.expanduser(rest) if kind == "file" else rest
        self._usual_file = usual_file
        self._account = store if "://" in store else os.path.abspath(store)
        self._recovery = recovery
        self._ask = ask

    def find(self) -> FoundKey:
        """The key of a store that exists. Raises StoreError: ``no-key`` and those of each source."""
        found = self._look()
        if found is None:
            found = self._by_passphrase()
        if found is None:
            raise StoreError("no-key", path=self._usual_file)
        return found

    def find_or_make(self) -> FoundKey:
        """The key for a store to be made: one that is there, or a new one in the keyring where one answers, else in a 0600 file."""
        found = self._look(missing_file_ok=True)
        if found is not None:
            return found
        key = os.urandom(keyfile.KEY_BYTES)
        if self._kind == "file":
            keyfile.write(self._rest, key)
            return FoundKey(key, "file", self._rest, made=True)
        if self._kind in ("", "keyring") and _ring_put(self._account, key):
            return FoundKey(key, "keyring", self._account, made=True)
        if self._kind:
            raise StoreError("no-key-place", place=self._kind)
        keyfile.write(self._usual_file, key)
        return FoundKey(key, "file", self._usual_file, made=True)

    def spares(self) -> list[Spare]:
        """Keys that an interrupted rotation may have left beside the one in place: tried where that one does not open the store."""
        from breach.keys.rotation import spares_of

        return spares_of(self._place_file(), self._account if self._kind in ("", "keyring") else "")

    def place(self) -> tuple[str, str]:
        """Where the key of this store is looked for first, without asking or reading anything: kind and path or name."""
        if self._kind in ("file", "credential"):
            return self._kind, self._rest
        if not self._kind and os.path.lexists(self._usual_file):
            return "file", self._usual_file
        if not self._kind and os.path.exists(os.path.join(os.environ.get("CREDENTIALS_DIRECTORY") or "/nowhere", CREDENTIAL)):
            return "credential", CREDENTIAL
        if self._kind == "passphrase":
            return "passphrase", self._recovery
        if self._kind == "keyring" or _bus():
            return "keyring", self._account
        return "file", self._usual_file

    def install(self, key: bytes) -> FoundKey:
        """Keep ``key`` where the store's key is looked for and there is none: the named file, the keyring where one answers, else the usual file.

        Raises StoreError ``key-in-place`` or ``key-not-kept``, ``no-key-place``.
        """
        if self._kind in ("credential", "passphrase"):
            raise StoreError("no-key-place", place=self._kind)
        if self._kind == "file":
            return self._into_file(self._rest, key)
        if os.path.lexists(self._usual_file) and not self._kind:
            raise StoreError("key-in-place", path=self._usual_file)
        if _ring_put(self._account, key):
            return FoundKey(key, "keyring", self._account, made=True)
        if self._kind:
            raise StoreError("no-key-place", place=self._kind)
        return self._into_file(self._usual_file, key)

    @staticmethod
    def _into_file(path: str, key: bytes) -> FoundKey:
        if os.path.lexists(path):
            raise StoreError("key-in-place", path=path)
        keyfile.write(path, key)
        return FoundKey(key, "file", path, made=True)

    def _place_file(self) -> str:
        return self._rest if self._kind == "file" else self._usual_file

    def _look(self, *, missing_file_ok: bool = False) -> FoundKey | None:
        if self._kind == "file":
            if missing_file_ok and not os.path.lexists(self._rest):
                return None
            return FoundKey(keyfile.read(self._rest), "file", self._rest)
        if self._kind == "credential":
            return self._credential(self._rest, needed=True)
        if self._kind == "keyring":
            return self._ring()
        if self._kind == "passphrase":
            return None
        if os.path.lexists(self._usual_file):
            return FoundKey(keyfile.read(self._usual_file), "file", self._usual_file)
        return self._credential(CREDENTIAL, needed=False) or self._ring()

    @staticmethod
    def _credential(name: str, *, needed: bool) -> FoundKey | None:
        folder = os.environ.get("CREDENTIALS_DIRECTORY", "")
        path = os.path.join(folder, os.path.basename(name))
        if not folder or not os.path.exists(path):
            if needed:
                raise StoreError("no-credential", name=name[:80])
            return None
        return FoundKey(keyfile.read(path), "credential", name)

    def _ring(self) -> FoundKey | None:
        if not _bus():
            return None
        from breach.keys import ring

        key = ring.get(self._account)
        return None if key is None else FoundKey(key, "keyring", self._account)

    def _by_passphrase(self) -> FoundKey | None:
        if self._kind not in ("", "passphrase") or self._ask is None or not os.path.exists(self._recovery):
            return None
        from breach.keys import recovery

        try:
            with open(self._recovery, "rb") as file:
                raw = file.read(recovery.LARGEST + 1)
        except OSError as error:
            raise StoreError("recovery-unreadable", path=self._recovery, said=error.strerror or "") from error
        return FoundKey(recovery.unwrap(raw, self._ask()), "passphrase", self._recovery)


def _bus() -> bool:
    """Whether a keyring could answer: on Linux, only where a session bus is named (as ``ring.likely``, without importing it)."""
    return bool(os.environ.get("DBUS_SESSION_BUS_ADDRESS")) or not (os.name == "posix" and os.uname().sysname == "Linux")


def _ring_put(account: str, key: bytes) -> bool:
    from breach.keys import ring

    return ring.put(account, key)
