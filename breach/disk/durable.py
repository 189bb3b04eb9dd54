"""What was written reaches the disk before anybody is told of it."""

from __future__ import annotations

import os


def sync(path: str) -> None:
    """Make the content of the file ``path`` durable, or of a folder what was created in it or renamed. Raises OSError."""
    fd = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)
