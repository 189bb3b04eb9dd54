"""A text in ``$EDITOR``: on a 0600 file in memory (``XDG_RUNTIME_DIR`` or ``/dev/shm``), so that it never reaches a disk by this way."""

from __future__ import annotations

import os
import shlex
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from breach.errors import InputError

if TYPE_CHECKING:
    from textual.app import App

_IN_MEMORY = ("tmpfs", "ramfs")
_SHARED = "/dev/shm"  # noqa: S108 - shared memory; a private folder is made in it


def edit(app: App[int], text: str) -> str:
    """``text`` as the editor left it. Raises InputError ``no-editor-here``, ``no-memory-here`` or ``text-not-given-back``."""
    named = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""
    try:
        words = shlex.split(named)
    except ValueError as error:
        raise InputError("text-not-given-back", editor=named[:80], said=str(error)) from error
    if not words:
        raise InputError("no-editor-here")
    # A folder of our own, so that the editor's swap and backup files go with it.
    with tempfile.TemporaryDirectory(prefix="breach-", dir=memory_folder()) as folder:
        path = Path(folder, "text.txt")
        path.touch(mode=0o600)
        path.write_text(text, encoding="utf-8", errors="replace")
        try:
            with app.suspend():
                status = subprocess.run([*words, str(path)], check=False).returncode  # noqa: S603 - the user's own editor
            held = path.read_text(encoding="utf-8")
        except (OSError, ValueError, SuspendNotSupported) as error:
            raise InputError("text-not-given-back", editor=words[0], said=str(error)[:200]) from error
        path.write_bytes(b"\0" * path.stat().st_size)
    if status:
        raise InputError("text-not-given-back", editor=words[0], said=str(status))
    return held.removesuffix("\n")


def memory_folder() -> str:
    """A folder that lives in memory and is this user's. Raises InputError ``no-memory-here``."""
    for folder in (os.environ.get("XDG_RUNTIME_DIR", ""), _SHARED):
        if folder and os.access(folder, os.W_OK) and _in_memory(folder):
            return folder
    raise InputError("no-memory-here")


def _in_memory(folder: str) -> bool:
    """Whether ``folder`` lies on a file system in memory, as the kernel says; where it does not say, /dev/shm is taken at its name."""
    try:
        rows = Path("/proc/self/mountinfo").read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return folder == _SHARED
    real = os.path.realpath(folder)
    best, kind = "", ""
    for row in rows:
        left, _, right = row.partition(" - ")
        point = left.split(" ")[4]
        if len(point) >= len(best) and (real == point or real.startswith(point.rstrip("/") + "/")):
            best, kind = point, right.split(" ")[0]
    return kind in _IN_MEMORY
