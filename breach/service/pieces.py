"""Files that come with an act: a receipt, a capture, the authority's paper are kept to the byte; evidence is hashed on arrival and stays where
it is.
"""

from __future__ import annotations

import os

from breach.disk.reading import hash_file, read_bytes
from breach.errors import InputError
from breach.service import record
from breach.service.files import read_row

TYPE_CHECKING = False
if TYPE_CHECKING:
    from breach.service.desk import Desk
    from breach.service.ports import FileRow, Written

LARGEST_PAPER = 50_000_000
STREAM = "-"
"""The name of evidence that came by a pipe: there is no file to hash again."""


def attachment(path: str) -> record.Attachment:
    """The file ``path`` as it comes with an act. Raises InputError."""
    return record.Attachment(os.fsencode(os.path.basename(path)).decode(errors="replace"), read_bytes(path, LARGEST_PAPER))


def add_evidence(desk: Desk, ref: str, path: str, source: str) -> tuple[FileRow, Written, str, int]:
    """Hash the file ``path`` as it arrives and record it: the file, the entry, the SHA-256 (hexadecimal), the size (bytes). Raises InputError."""
    desk.store.find(ref)
    mark, size = hash_file(path)
    name = os.fsencode(os.path.abspath(path)).decode(errors="backslashreplace")
    return *record.add_evidence(desk, ref, name, mark, size, source), mark, size


def check_evidence(desk: Desk, ref: str) -> list[dict[str, object]]:
    """Hash again every piece of evidence of ``ref`` and record what was found: each names its entry and says ``match``, ``mismatch`` or
    ``unreadable``. Raises InputError ``no-such-file``.
    """
    row = desk.store.find(ref)
    results: list[dict[str, object]] = [
        {"entry": act.n, "result": _again(str(act.body["path"]), act.body["sha256"])} for act in read_row(desk, row).file.evidence
    ]
    if results:
        record.evidence_checked(desk, row, results)
    return results


def _again(path: str, mark: str) -> str:
    if path == STREAM:
        return "unreadable"
    try:
        now, _ = hash_file(path)
    except InputError:
        return "unreadable"
    return "match" if now == mark else "mismatch"
