"""Writing a file that the user asked for: whole or not at all, never through a link's back, never over an existing one unasked."""

from __future__ import annotations

import os

from breach.errors import InputError


def write_new(path: str, content: bytes, *, replace: bool = False) -> None:
    """Write ``content`` to ``path`` (0600) by way of a file beside it. Raises InputError ``output-exists`` or ``output-not-written``."""
    folder, name = os.path.split(os.path.abspath(path))
    part = os.path.join(folder, f".{name[:100]}.part{os.getpid()}")
    if not replace and os.path.lexists(path):
        raise InputError("output-exists", path=path)
    try:
        fd = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        try:
            with os.fdopen(fd, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            os.replace(part, path)
        except OSError:
            os.unlink(part)
            raise
    except (OSError, ValueError) as error:
        raise InputError("output-not-written", path=path, said=getattr(error, "strerror", None) or "") from error


def make_folder(path: str) -> None:
    """Make the folder ``path`` (0700) unless it is there. Raises InputError ``output-not-written``."""
    try:
        os.makedirs(path, mode=0o700, exist_ok=True)
    except (OSError, ValueError) as error:
        raise InputError("output-not-written", path=path, said=getattr(error, "strerror", None) or "") from error
