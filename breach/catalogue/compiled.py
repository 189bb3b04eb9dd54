"""Data files compiled into the user's cache: parsed TOML is kept as JSON until the TOML changes.

The cache is a convenience: where it cannot be read or written the data are built again, and nothing else changes. It holds no user data.
"""

from __future__ import annotations

import json
import os
import stat

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

_NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0)


def folder() -> str:
    """The folder of compiled data: ``$XDG_CACHE_HOME/breach``, else ``~/.cache/breach``; "" where there is no home."""
    base = os.environ.get("XDG_CACHE_HOME", "")
    if not os.path.isabs(base):
        home = os.path.expanduser("~")
        if not os.path.isabs(home):
            return ""
        base = os.path.join(home, ".cache")
    return os.path.join(base, "breach")


def compiled(name: str, stamp: str, build: Callable[[], Any]) -> Any:
    """What ``build()`` gives (JSON-able: dict with text keys, list, text, whole number, float, bool, None), kept under ``name``.

    ``stamp`` is a text that changes whenever the result would (``resources.stamp`` of the folders, and the version): with another stamp the
    kept result is built again. A cache that is missing, foreign, damaged or not writable is never an error.
    """
    place = folder()
    path = os.path.join(place, f"{name}.json") if place else ""
    line = json.dumps(stamp)
    kept = _read(path, line) if path else None
    if kept is not None:
        return kept[0]
    made = build()
    if path:
        _write(place, path, f"{line}\n{json.dumps(made, ensure_ascii=False, separators=(',', ':'))}\n")
    return made


def _read(path: str, line: str) -> tuple[object] | None:
    """The kept result in a tuple; None where there is none for this stamp. A file of another user is not trusted."""
    try:
        number = os.open(path, os.O_RDONLY | _NO_FOLLOW)
    except OSError:
        return None
    try:
        with open(number, encoding="utf-8") as file:
            about = os.fstat(file.fileno())
            if not stat.S_ISREG(about.st_mode) or (hasattr(os, "geteuid") and about.st_uid != os.geteuid()):
                return None
            head, _, rest = file.read().partition("\n")
        return (json.loads(rest),) if head == line else None
    except (OSError, ValueError, RecursionError):
        return None


def _write(place: str, path: str, text: str) -> None:
    """Put ``text`` at ``path`` in one step (another process reads the old file or the new one), readable by this user only."""
    scratch = f"{path}.{os.getpid()}.{os.urandom(4).hex()}"
    try:
        os.makedirs(place, mode=0o700, exist_ok=True)
        number = os.open(scratch, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _NO_FOLLOW, 0o600)
    except OSError:
        return
    try:
        with open(number, "w", encoding="utf-8") as file:
            file.write(text)
        os.replace(scratch, path)
    except OSError:
        _remove(scratch)


def _remove(path: str) -> None:
    try:
        os.unlink(path)
    except OSError:
        return
