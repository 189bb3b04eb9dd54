"""Writing a file that the user asked for: whole or not at all, never through a link's back, never over an existing one unasked."""

from __future__ import annotations

import os
from contextlib import contextmanager

from breach.errors import InputError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator


def unused(path: str) -> str:
    """``path``, or where it is taken the first of ``name-2.md``, ``name-3.md``… that is free: what may be proposed for a new file."""
    stem, ending = os.path.splitext(path)
    found, number = path, 1
    while os.path.lexists(found):
        number += 1
        found = f"{stem}-{number}{ending}"
    return found


def write_new(path: str, content: bytes, *, replace: bool = False) -> None:
    """Write ``content`` to ``path`` (0600) by way of a file beside it. Raises InputError ``output-exists`` or ``output-not-written``."""
    with placing(path, content, replace=replace):
        pass


def refuse_dash(path: str) -> None:
    """Refuse ``-``, which elsewhere is stdout, as the name of a file. Raises InputError ``output-dash``."""
    if path == "-":
        raise InputError("output-dash")


@contextmanager
def placing(path: str, content: bytes, *, replace: bool = False) -> Iterator[None]:
    """Write ``content`` beside ``path`` to the disk, do what the body of ``with`` does (append the entry that speaks of the file), then give it
    its name. Where the body raises there is no file, where the disk is full there is no entry. Raises as ``write_new`` does.
    """
    folder, name = os.path.split(os.path.abspath(path))
    part = os.path.join(folder, f".{name[:100]}.part{os.getpid()}")
    refuse_dash(path)
    if not name or (not replace and os.path.lexists(path)):
        raise InputError("output-exists", path=path)
    try:
        _write(part, content)
    except (OSError, ValueError) as error:
        raise InputError("output-not-written", path=path, said=getattr(error, "strerror", None) or "") from error
    try:
        yield
        try:
            os.replace(part, path)
        except OSError as error:
            raise InputError("output-not-written", path=path, said=error.strerror or "") from error
    finally:
        if os.path.lexists(part):
            os.unlink(part)


def _write(part: str, content: bytes) -> None:
    fd = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    try:
        with os.fdopen(fd, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        os.unlink(part)
        raise


def make_folder(path: str) -> None:
    """Make the folder ``path`` (0700) unless it is there. Raises InputError ``output-not-written``, ``output-dash``."""
    refuse_dash(path)
    try:
        os.makedirs(path, mode=0o700, exist_ok=True)
    except (OSError, ValueError) as error:
        raise InputError("output-not-written", path=path, said=getattr(error, "strerror", None) or "") from error
