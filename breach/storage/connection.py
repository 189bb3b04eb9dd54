"""Opening the encrypted store on the bare driver: key, settings, and what can be wrong, each with its own error.

The fast commands come through here; nothing of SQLAlchemy is imported. The key is 32 raw bytes (never a passphrase: that would cost 90 ms
a connection and be weaker).
"""

from __future__ import annotations

import errno
import os

from sqlcipher3 import dbapi2

from breach.errors import StoreError
from breach.storage.heads import Heads
from breach.storage.schema import VERSION

TYPE_CHECKING = False

WAIT_S = 30.0
"""How long a writer waits for another one, in seconds."""


def connect(path: str, key: bytes, *, create: bool = False, older_ok: bool = False) -> dbapi2.Connection:
    """A connection to the store at ``path``, in autocommit mode, with this program's settings.

    ``create``: the file may be empty; ``older_ok``: it may be of an older schema, which is for ``upgrade`` and ``backup`` to read.
    Raises StoreError: ``store-missing``, ``wrong-key``, ``damaged-store``, ``newer-schema``, ``older-schema``, ``store-unreadable``,
    ``folder-read-only``.
    """
    if not create and not os.path.exists(path):
        raise StoreError("store-missing", path=path)
    connection = None
    try:
        connection = dbapi2.connect(path, timeout=WAIT_S, isolation_level=None, check_same_thread=False)
        for statement in _settings(key):
            connection.execute(statement)
        version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    except dbapi2.Error as error:
        if connection is not None:
            connection.close()
        connection = None if create else _frozen(path, key)
        if connection is None:
            raise translated(error, path, key) from error
        version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version > VERSION:
        connection.close()
        raise StoreError("newer-schema", path=path, found=version, known=VERSION)
    if not create and (not version or (version < VERSION and not older_ok)):
        connection.close()
        raise StoreError("older-schema", path=path, found=version, known=VERSION) if version else StoreError("damaged-store", path=path)
    return connection


def _settings(key: bytes) -> tuple[str, ...]:
    return (
        "PRAGMA cipher_log_level = NONE",
        f"PRAGMA key = \"x'{key.hex()}'\"",
        "PRAGMA synchronous = FULL",
        "PRAGMA secure_delete = ON",
        "PRAGMA temp_store = MEMORY",
    )


def _frozen(path: str, key: bytes) -> dbapi2.Connection | None:
    """The store for reading, where its disk has become read-only; None where it has not, or it cannot be read either."""
    from breach.storage import frozen

    if not frozen.is_frozen(path):
        return None
    try:
        return frozen.connect(path, _settings(key))
    except (dbapi2.Error, OSError):
        return None


def translated(error: Exception, path: str, key: bytes | None = None) -> StoreError:
    """The StoreError that says what a driver's error means for the store at ``path``."""
    said = str(error)
    if "not a database" in said or "hmac check failed" in said:
        fits = Heads(heads_path(path)).checks_key(key) if key else None
        code = {True: "damaged-store", False: "wrong-key", None: "wrong-key-or-damaged"}[fits]
        return StoreError(code, path=path)
    for mark, code in (
        ("malformed", "damaged-store"),
        ("vtable constructor failed", "damaged-store"),  # the search index
        ("disk I/O", "disk-error"),
        ("full", "disk-full"),
        ("readonly", "folder-read-only"),
        ("locked", "store-busy"),
        ("append-only", "append-refused"),
    ):
        if mark in said:
            return StoreError(code, path=path, said=said)
    if "unable to open" in said:
        if not os.access(os.path.dirname(path) or ".", os.W_OK):
            return StoreError("folder-read-only", path=path, said=said)
        said = os.strerror(errno.EISDIR) if os.path.isdir(path) else said if os.access(path, os.R_OK) else os.strerror(errno.EACCES)
    return StoreError("store-unreadable", path=path, said=said)


def heads_path(path: str) -> str:
    """Where the heads of the store at ``path`` lie."""
    return f"{path}.heads"


def lock_path(path: str) -> str:
    """The file on which writers of the store at ``path`` queue."""
    return f"{path}.lock"


def scratch_path(path: str) -> str:
    """The encrypted file for unfinished typing beside the store at ``path``."""
    return f"{path}.scratch"
