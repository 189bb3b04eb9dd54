"""Taking out what an entry says is erased, or a file that was destroyed: tables, search index, free pages, the database's log.

The triggers of ``schema.THIRD`` let nothing through that no entry records, so the entry comes first, in the same transaction. Freed pages
are overwritten as they are freed (``secure_delete``); ``scrub`` then rebuilds the index and the file, since a page that was split may keep
a copy in its unused part.
"""

from __future__ import annotations

import glob
import os

from sqlcipher3 import dbapi2

from breach.storage.connection import scratch_path, translated
from breach.storage.writing import SCRUB

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

LEAST = 4
"""Shorter words than these stand everywhere: unfinished typing is not searched for them."""
GAP = "[…]"


def scrub(database: dbapi2.Connection, path: str) -> bool:
    """Leave no copy of what was taken out in the index, in free pages or in the log; False where another process still reads the log.

    Raises StoreError. The caller holds the store's lock.
    """
    try:
        database.execute("INSERT INTO search (search) VALUES ('optimize')")
        database.execute("VACUUM")
        busy = database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        if busy:
            return False
        database.execute("DELETE FROM meta WHERE key = ?", (SCRUB,))
    except dbapi2.Error as error:
        raise translated(error, path) from error
    return True


def forget_typing(path: str, key: bytes, words: Sequence[str]) -> int:
    """Take ``words`` (whole texts) out of the unfinished texts beside the store at ``path``: how many were changed or dropped. Raises StoreError."""
    from breach.storage.scratch import Scratch

    place = scratch_path(path)
    if not os.path.exists(place):
        return 0
    scratch, count = Scratch(place, key), 0
    try:
        for saved in scratch.all():
            text = saved.text
            for word in words:
                if len(word) >= LEAST:
                    text = "" if len(text.strip()) >= LEAST and text.strip() in word else text.replace(word, GAP)
            if text != saved.text:
                count += 1
                if text:
                    scratch.put(saved.place, text, min(saved.cursor, len(text)), saved.saved_at)
                else:
                    scratch.drop(saved.place)
        scratch.scrub()
    finally:
        scratch.close()
    return count


def copies_beside(path: str) -> list[str]:
    """Earlier stores that lie beside the one at ``path``: put aside by a restore, kept before a migration, left by a copy that was interrupted."""
    found = {
        name
        for end in (".aside-*", ".backup-schema-*", ".before-rebuild-*", ".moved-*", ".part*", ".scratch.old*")
        for name in glob.glob(glob.escape(path) + end)
    }
    return sorted(name for name in found if not name.endswith((".heads", "-wal", "-shm", "-journal")))
