"""Writing a file that the user asked for: whole or not at all, and never over an existing one."""

from __future__ import annotations

import os
from pathlib import Path

from breach.errors import InputError


def write_new(path: str, content: bytes) -> str:
    """Write ``content`` to ``path`` (0600; ``~`` is the home folder) by way of a file beside it; the whole path.

    Raises InputError ``output-exists`` or ``output-not-written``.
    """
    try:
        target = Path(path.strip()).expanduser().absolute()
        if os.path.lexists(target) or not path.strip():
            raise InputError("output-exists", path=path)
        part = target.with_name(f".{target.name[:100]}.part{os.getpid()}")
        try:
            with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600), "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)
    except (OSError, ValueError, RuntimeError) as error:
        raise InputError("output-not-written", path=path, said=getattr(error, "strerror", None) or "") from error
    return str(target)
