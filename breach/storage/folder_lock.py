"""A folder held against a second process."""

from __future__ import annotations

import os

from breach.errors import InputError
from breach.storage.posix import Lock


class FolderLock:
    """Holds a folder against a second merge. Raises InputError ``merge-running`` on entering."""

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self._lock = Lock(os.path.join(folder, ".lock"), wait=0.0)

    def __enter__(self) -> None:
        try:
            self._lock.__enter__()
        except TimeoutError as error:
            raise InputError("merge-running", path=self._folder) from error

    def __exit__(self, *args: object) -> None:
        self._lock.__exit__(None, None, None)
