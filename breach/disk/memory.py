"""A folder in memory, so that a text handed to an editor never reaches a disk by this way, and the user's editor."""

from __future__ import annotations

import os
import shlex

from breach.errors import InputError

_IN_MEMORY = ("tmpfs", "ramfs")
_SHARED = os.path.join(os.sep, "dev", "shm")


def editor() -> list[str]:
    """The user's editor in words, from ``VISUAL`` or ``EDITOR``; empty where none is named. Raises InputError ``text-not-given-back``."""
    named = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""
    try:
        return shlex.split(named)
    except ValueError as error:
        raise InputError("text-not-given-back", editor=named[:80], said=str(error)) from error


def memory_folder() -> str:
    """A folder that lives in memory and that this account may write. Raises InputError ``no-memory-here``."""
    for folder in (os.environ.get("XDG_RUNTIME_DIR", ""), _SHARED):
        if folder and os.access(folder, os.W_OK | os.X_OK) and in_memory(folder):
            return folder
    raise InputError("no-memory-here")


def in_memory(folder: str) -> bool:
    """Whether ``folder`` lies on a file system in memory, as the kernel says; where it does not say, /dev/shm is taken at its name."""
    try:
        with open("/proc/self/mountinfo", encoding="utf-8", errors="surrogateescape") as file:
            rows = file.read().splitlines()
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


def edited(text: str, words: list[str], ending: str = ".txt") -> str:
    """``text`` as the editor ``words`` left it: in a 0600 file of a private folder in memory, which is gone afterwards.

    Raises InputError ``no-memory-here``, ``text-not-given-back``.
    """
    import subprocess
    import tempfile

    # A folder of our own, so that the editor's swap and backup files go with it.
    with tempfile.TemporaryDirectory(prefix="breach-", dir=memory_folder()) as folder:
        path = os.path.join(folder, f"text{ending}")
        fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        with os.fdopen(fd, "w", encoding="utf-8", errors="replace") as file:
            file.write(text)
        try:
            status = subprocess.run([*words, path], check=False).returncode  # noqa: S603 - the user's own editor
            with open(path, "rb") as back:
                held = back.read().decode("utf-8")
            with open(path, "wb") as over:
                over.write(b"\0" * len(held.encode()))
        except (OSError, ValueError) as error:
            raise InputError("text-not-given-back", editor=words[0][:80], said=str(error)[:200]) from error
    if status:
        raise InputError("text-not-given-back", editor=words[0][:80], said=str(status))
    return held
