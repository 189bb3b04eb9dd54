"""Files that come with an act: a receipt, a capture, the authority's paper are kept to the byte; evidence is hashed on arrival and stays where
it is, unless its original is to be kept in the store.
"""

from __future__ import annotations

import hashlib
import os

from breach.disk.reading import hash_file, hash_stream, read_bytes
from breach.errors import InputError, NotSo
from breach.service import record
from breach.service.files import read

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import BinaryIO

    from breach.log.fold import Act
    from breach.service.desk import Desk
    from breach.service.ports import FileRow, Written

LARGEST_PAPER = 50_000_000
LARGEST_ORIGINAL = 50_000_000
"""The largest original that the store takes in, in bytes; an export holds 512 MiB in all."""
STREAM = "-"
"""The name of evidence that came by a pipe: there is no file to hash again."""


def attachment(path: str) -> record.Attachment:
    """The file ``path`` as it comes with an act. Raises InputError."""
    return record.Attachment(os.fsencode(os.path.basename(path)).decode(errors="replace"), read_bytes(path, LARGEST_PAPER))


def add_evidence(desk: Desk, ref: str, path: str, source: str, method: str = "", *, keep: bool = False) -> tuple[FileRow, Written, str, int]:
    """Hash the file ``path`` as it arrives and record it: the file, the entry, the SHA-256 (hexadecimal), the size (bytes). With ``keep`` the
    original is kept in the store. Raises InputError, ``original-too-big``.
    """
    desk.store.find(ref)
    name = os.fsencode(os.path.abspath(path)).decode(errors="backslashreplace")
    if keep:
        hash_file(path)  # what is no ordinary file is refused before it is read whole
        with open(path, "rb") as file:
            return _kept(desk, ref, name, file, source, method)
    mark, size = hash_file(path)
    return *record.add_evidence(desk, ref, name, mark, size, source, method=method), mark, size


def add_stream(desk: Desk, ref: str, stream: BinaryIO, source: str, method: str = "", *, keep: bool = False) -> tuple[FileRow, Written, str, int]:
    """As ``add_evidence``, for what comes by a pipe."""
    desk.store.find(ref)
    if keep:
        return _kept(desk, ref, STREAM, stream, source, method)
    mark, size = hash_stream(stream)
    return *record.add_evidence(desk, ref, STREAM, mark, size, source, method=method), mark, size


def _kept(desk: Desk, ref: str, name: str, file: BinaryIO, source: str, method: str) -> tuple[FileRow, Written, str, int]:
    body = file.read(LARGEST_ORIGINAL + 1)
    if len(body) > LARGEST_ORIGINAL:
        raise InputError("original-too-big", path=name, largest=LARGEST_ORIGINAL)
    mark = hashlib.sha256(body).hexdigest()
    return *record.add_evidence(desk, ref, name, mark, len(body), source, method=method, original=body), mark, len(body)


def original(desk: Desk, ref: str, entry: int) -> bytes:
    """The original of the evidence of ``entry``, to the byte. Raises InputError ``no-such-evidence``, ``original-not-kept``; NotSo
    ``original-differs`` where what is kept is no longer what was recorded.
    """
    opened = read(desk, ref)
    act = record.evidence_of(opened, entry)
    body = _original(desk, opened.row, act)
    if body is None:
        raise InputError("original-not-kept", entry=entry, ref=opened.row.ref, path=act.body["path"] or "-")
    if hashlib.sha256(body).hexdigest() != act.body["sha256"]:
        raise NotSo("original-differs", entry=entry, ref=opened.row.ref)
    return body


def check_evidence(desk: Desk, ref: str) -> list[dict[str, object]]:
    """Hash again every piece of evidence of ``ref`` and record what was found: each names its entry and says ``match``, ``mismatch`` or
    ``unreadable``, and ``where`` it was read: ``disk``, or ``store`` for an original kept there. Raises InputError ``no-such-file``.
    """
    opened = read(desk, ref)
    results = [_again(desk, opened.row, act) for act in opened.file.evidence]
    if results:
        record.evidence_checked(desk, opened.row, results)
    return results


def _again(desk: Desk, row: FileRow, act: Act) -> dict[str, object]:
    path = act.body["path"]  # None: erased
    if path not in (None, STREAM):
        try:
            now, _ = hash_file(path)
        except InputError:
            pass
        else:
            return {"entry": act.n, "result": "match" if now == act.body["sha256"] else "mismatch", "where": "disk"}
    body = _original(desk, row, act)
    if body is None:
        return {"entry": act.n, "result": "unreadable", "where": "disk"}
    return {"entry": act.n, "result": "match" if hashlib.sha256(body).hexdigest() == act.body["sha256"] else "mismatch", "where": "store"}


def _original(desk: Desk, row: FileRow, act: Act) -> bytes | None:
    if not act.body.get("kept"):
        return None
    return next((body for *_, body in desk.store.blobs(row.chain, act.n)), None)
