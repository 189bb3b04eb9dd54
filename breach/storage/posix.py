"""The one module that needs POSIX: locks between processes, whole-file durability, and what kind of file system a folder is on."""

from __future__ import annotations

import fcntl
import os
import time

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import TracebackType

_NETWORK = ("nfs", "cifs", "smb", "9p", "afs", "ceph", "fuse.sshfs", "fuse.glusterfs", "lustre", "gfs2", "ocfs2")


WAIT_S = 30.0
"""How long a writer waits for another one, in seconds."""
PAUSE_S = 0.004


class Lock:
    """An exclusive lock held by this process on ``path``, which is created (0600).

    Waits for it, at most ``wait`` seconds (then TimeoutError); freed on exit and by the death of the process.
    """

    __slots__ = ("_fd", "_path", "_wait")

    def __init__(self, path: str, *, wait: float = WAIT_S) -> None:
        self._path = path
        self._fd = -1
        self._wait = wait

    def __enter__(self) -> None:
        self._fd = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        left = self._wait
        while True:
            try:
                fcntl.flock(self._fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if left <= 0:
                    os.close(self._fd)
                    raise TimeoutError(self._path) from None
                time.sleep(PAUSE_S)
                left -= PAUSE_S
            else:
                return

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None) -> None:
        os.close(self._fd)


def on_network(path: str) -> bool:
    """Whether ``path`` lies on a network file system, where a write-ahead log is not safe."""
    where, kind = "", ""
    try:
        with open("/proc/self/mountinfo", encoding="utf-8", errors="surrogateescape") as table:
            real = os.path.realpath(path)
            for line in table:
                left, _, right = line.partition(" - ")
                point = left.split(" ")[4]
                if len(point) >= len(where) and (real == point or real.startswith(point.rstrip("/") + "/")):
                    where, kind = point, right.split(" ")[0]
    except OSError:
        return False
    return kind.startswith(_NETWORK)
