"""The line that is being typed on a terminal: until Enter the terminal holds it, and a signal would throw it away."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from breach.errors import InputError

try:
    import termios
except ImportError:  # a system without terminals of this kind: there, a line is ours once Enter was typed
    termios = None  # type: ignore[assignment]  # no terminal to ask

if TYPE_CHECKING:
    from collections.abc import Callable

LONGEST = 4095
"""Linux hands over no more of one line, in bytes; what was typed beyond is lost in the terminal, which says so by a bell alone."""
_LOCAL, _CONTROL = 3, 6


def hold(fd: int) -> Callable[[], None]:
    """Tell the terminal ``fd`` to keep the line begun when Ctrl-C is typed: what puts it back as it was."""
    if termios is None:
        return _nothing
    try:
        before = termios.tcgetattr(fd)
        now = termios.tcgetattr(fd)
        now[_LOCAL] |= termios.NOFLSH
        termios.tcsetattr(fd, termios.TCSANOW, now)
    except (OSError, termios.error):
        return _nothing
    return lambda: _put_back(fd, before)


def _nothing() -> None:
    pass


def _put_back(fd: int, attributes: list[object]) -> None:
    try:
        termios.tcsetattr(fd, termios.TCSANOW, attributes)  # type: ignore[arg-type]  # as tcgetattr gave them
    except (OSError, termios.error):  # it is gone
        return


def take(fd: int) -> bytes:
    """What stands in the line begun on the terminal ``fd``; nothing where it is gone, or is no terminal."""
    if termios is None:
        return b""
    try:
        before = termios.tcgetattr(fd)
        now = termios.tcgetattr(fd)
        now[_LOCAL] &= ~termios.ICANON
        now[_CONTROL][termios.VMIN], now[_CONTROL][termios.VTIME] = 0, 0  # read what is there, wait for nothing
        termios.tcsetattr(fd, termios.TCSANOW, now)
        try:
            return os.read(fd, LONGEST)
        finally:
            termios.tcsetattr(fd, termios.TCSANOW, before)
    except (OSError, termios.error):
        return b""


def whole(raw: bytes) -> None:
    """Refuse a line of a terminal that is as long as one can be: its end may be missing. Raises InputError ``line-cut``."""
    if len(raw.rstrip(b"\r\n")) >= LONGEST - 1:
        raise InputError("line-cut", longest=LONGEST)
