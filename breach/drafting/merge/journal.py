"""What is settled of a job, on the disk and in the order in which it came; in memory only where each line lies."""

from __future__ import annotations

import json
import os
from array import array
from typing import TYPE_CHECKING, Any, Self

from breach.drafting.merge import manifest
from breach.drafting.merge.work import PART, put

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MOST_ROWS = 10**8
NAME, JOB = ".journal.jsonl", "job.json"


class Journal:
    """The journal of ``folder``. A line that a kill cut, or whose letter is not there whole, counts for nothing."""

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self._path = os.path.join(folder, NAME)
        self._at = array("Q")  # by row, where its line begins, plus one; 0: not settled
        self._count = 0
        self._file = open(self._path, "ab+")  # noqa: SIM115 - closed by __exit__

    def __enter__(self) -> Self:
        self._file.seek(0)
        place = 0
        whole = 0
        for raw in self._file:
            line = _parsed(raw)
            if line is not None and there(self._folder, line) and line["row"] not in self:
                self._note(line["row"], place)
            place += len(raw)
            whole = place if raw.endswith(b"\n") else whole
        self._file.truncate(whole)
        self._file.seek(0, os.SEEK_END)
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def __contains__(self, row: int) -> bool:
        return 0 < row < len(self._at) and self._at[row] > 0

    def __len__(self) -> int:
        return self._count

    def keep(self, lines: Iterable[dict[str, Any]]) -> None:
        """Write ``lines`` of rows that are not settled yet, to the disk."""
        place = self._file.tell()
        for line in lines:
            if line["row"] not in self:
                raw = (manifest.dumped(line) + "\n").encode()
                self._file.write(raw)
                self._note(line["row"], place)
                place += len(raw)
        self._file.flush()
        os.fsync(self._file.fileno())

    def close_with(self, name: str, mark: str) -> tuple[str, manifest.Totals]:
        """Write the manifest ``name`` of the job ``mark``, in the order of rows, and take the journal away: the manifest's SHA-256 and totals.

        Manifest and letters are on the disk then: what goes on record next says that they are there.
        """
        totals = manifest.Totals()
        sha256 = put(os.path.join(self._folder, name), manifest.chunks(mark, self._sorted(), totals))
        os.sync()
        os.unlink(self._path)
        return sha256, totals

    def _sorted(self) -> Iterator[bytes]:
        with open(self._path, "rb") as file:
            for place in self._at:
                if place:
                    file.seek(place - 1)
                    yield file.readline()

    def _note(self, row: int, place: int) -> None:
        if row >= len(self._at):
            self._at.frombytes(bytes(8 * (row + 1 - len(self._at))))
        self._at[row] = place + 1
        self._count += 1


def _parsed(raw: bytes) -> dict[str, Any] | None:
    if not raw.endswith(b"\n"):
        return None
    try:
        line = json.loads(raw)
    except ValueError:
        return None
    return line if isinstance(line, dict) and isinstance(line.get("row"), int) and 0 < line["row"] < MOST_ROWS else None


def there(folder: str, line: dict[str, Any]) -> bool:
    """Whether the letter of ``line`` lies in ``folder`` whole; a row without a letter needs none."""
    if "file" not in line:
        return True
    try:
        return bool(os.path.getsize(os.path.join(folder, os.path.basename(str(line["file"])))) == line["size"])
    except OSError:
        return False


def swept(folder: str) -> None:
    """Take away what a kill left half written in ``folder``."""
    with os.scandir(folder) as names:  # not a list of them: there may be a hundred thousand
        for entry in names:
            if entry.name.endswith(PART):
                os.unlink(entry.path)
