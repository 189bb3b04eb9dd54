"""Reading a store on a disk that has become read-only: SQLite cannot open a write-ahead log there, and someone still has to read the file.

Only where the file system itself takes no writing: then nobody else writes either, and the file may be read as it lies.
"""

from __future__ import annotations

import os

from sqlcipher3 import dbapi2

MEMORY = "/dev/shm"  # noqa: S108 - a folder of this process alone is made in it


def is_frozen(path: str) -> bool:
    """Whether the file system of ``path`` takes no writing."""
    try:
        return bool(os.statvfs(os.path.dirname(path) or ".").f_flag & os.ST_RDONLY)
    except OSError:
        return False


def connect(path: str, settings: tuple[str, ...]) -> dbapi2.Connection:
    """A connection for reading the store at ``path``, after the statements ``settings``. Raises dbapi2.Error, OSError.

    What its write-ahead log holds is brought in in a copy in memory, encrypted as it was.
    """
    import shutil
    import tempfile

    log = f"{path}-wal"
    if not (os.path.exists(log) and os.path.getsize(log)):
        return _immutable(path, settings)
    folder = tempfile.mkdtemp(prefix="breach-", dir=MEMORY if os.path.isdir(MEMORY) else None)
    try:
        copy = os.path.join(folder, "s.db")
        shutil.copyfile(path, copy)
        shutil.copyfile(log, f"{copy}-wal")
        connection = dbapi2.connect(copy, isolation_level=None)
        try:
            for statement in settings:
                connection.execute(statement)
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        finally:
            connection.close()
        return _immutable(copy, settings)  # open, so that its name can go
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _immutable(path: str, settings: tuple[str, ...]) -> dbapi2.Connection:
    from urllib.parse import quote

    connection = dbapi2.connect(f"file:{quote(path)}?immutable=1", uri=True, isolation_level=None, check_same_thread=False)
    try:
        for statement in (*settings, "PRAGMA query_only = ON"):
            connection.execute(statement)
        connection.execute("PRAGMA user_version").fetchone()
    except dbapi2.Error:
        connection.close()
        raise
    return connection
