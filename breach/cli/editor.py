"""A text in the user's editor, on a 0600 file in memory that is gone afterwards."""

from __future__ import annotations

import os
import shlex
import stat
import subprocess
import tempfile

from breach.cli.files_in import read_text
from breach.errors import InputError


def command() -> list[str]:
    """The user's editor, from ``VISUAL`` or ``EDITOR``; empty where none is named. Raises InputError ``editor-failed``."""
    named = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""
    try:
        return shlex.split(named)
    except ValueError as error:
        raise InputError("editor-failed", editor=named[:80], said=str(error)) from error


def memory_folder() -> str:
    """A folder in memory that this account may write. Raises InputError ``no-memory-folder``: a text never goes to a disk in clear."""
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    for folder in (runtime, os.path.join(os.sep, "dev", "shm")):
        if folder and os.path.isdir(folder) and os.access(folder, os.W_OK | os.X_OK):
            return folder
    raise InputError("no-memory-folder")


def edit(text: str, editor: list[str], ending: str = ".toml") -> str:
    """``text`` as it stands after ``editor`` has ended. Raises InputError: ``editor-failed``, ``not-utf8``, ``no-memory-folder``."""
    fd, path = tempfile.mkstemp(ending, "breach-", memory_folder())
    try:
        with os.fdopen(fd, "w", encoding="utf-8") as file:
            file.write(text)
        before = stat.S_IMODE(os.stat(path).st_mode)
        try:
            ended = subprocess.run([*editor, path], check=False)  # noqa: S603 - the user's own editor
        except OSError as error:
            raise InputError("editor-failed", editor=editor[0][:80], said=error.strerror or "") from error
        if ended.returncode:
            raise InputError("editor-failed", editor=editor[0][:80], said=str(ended.returncode))
        os.chmod(path, before)
        return read_text(path)
    finally:
        if os.path.lexists(path):
            os.unlink(path)
