"""A terminal that vanished without a hang-up: a session of its own gets no SIGHUP, and reading from nowhere would turn for ever."""

from __future__ import annotations

import os
import select
import signal
import threading


def end_with_terminal(fd: int) -> None:
    """End this process, as a hang-up does, when the other side of the terminal ``fd`` is closed. What is typed is journalled at every key.

    Where the system tells nothing of that (no ``poll``, or none for terminals) nothing is watched.
    """
    if hasattr(select, "poll") and os.isatty(fd):
        threading.Thread(target=_watch, args=(fd,), name="hangup", daemon=True).start()


def _watch(fd: int) -> None:
    poll = select.poll()
    poll.register(fd, 0)  # asked for nothing, it wakes for a hang-up alone
    if any(what & select.POLLHUP for _, what in poll.poll()):
        # who started it may have hang-ups ignored (nohup), and there is no terminal to go on with
        ignored = signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
        os.kill(os.getpid(), signal.SIGTERM if ignored else signal.SIGHUP)
