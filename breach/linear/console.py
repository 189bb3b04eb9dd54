"""Plain stdin and stdout: lines in, lines out. Nothing that moves a cursor, colours, redraws or sounds is ever written.

On a terminal, lines are broken between words at 78 columns, so that neither a voice nor an eye meets a word cut in two at the screen's edge;
elsewhere a sentence stays one line, for the program that reads it breaks lines itself.
"""

from __future__ import annotations

import os
import select
import shutil
import signal
import textwrap
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from breach import clock_source
from breach.domain.plain import ascii_locale, safe, to_ascii
from breach.errors import InputError
from breach.linear import line_begun
from breach.linear.ports import Ended

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from types import FrameType
    from typing import TextIO

WIDTH = 78
LONGEST_LINE = 4_000_000
"""The longest line that is read, in bytes."""
IDLE_S = 20.0
"""How often it is looked what happened, while nothing is typed at a menu, in seconds."""
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Plain:
    """The console over the descriptor ``source`` and the stream ``out``. ``limit``: after how many seconds without a line the conversation is
    left, 0 for never.
    """

    def __init__(self, source: int, out: TextIO, limit: float = 0) -> None:
        self._source = source
        self._out = out
        self._limit = limit
        self.interactive = os.isatty(source)
        self._terminal = out.isatty()
        self._ascii = self._terminal and ascii_locale(os.environ)
        self._read_ahead = b""
        self._wake: tuple[int, int] | None = None
        self._signalled = 0

    # -- out

    def say(self, lines: Sequence[str]) -> None:
        """Write ``lines``, each safe for a terminal."""
        self._write("".join(f"{part}\n" for line in lines for one in (line.split("\n") if line else [""]) for part in self._broken(one)))

    def _broken(self, line: str) -> list[str]:
        line = safe(line.replace("\t", "    ")).rstrip()
        if not self._terminal or not line:
            return [line]
        wide = min(WIDTH, shutil.get_terminal_size((80, 24)).columns - 1)
        lead = " " * (len(line) - len(line.lstrip()))
        wrapped = textwrap.wrap(line, max(wide, 20), subsequent_indent=lead, break_long_words=False, break_on_hyphens=False, drop_whitespace=True)
        return wrapped or [""]

    def _write(self, text: str) -> None:
        text = to_ascii(text) if self._ascii else text
        try:
            self._out.write(text)
        except UnicodeEncodeError:
            self._out.write(to_ascii(text))
        self._out.flush()

    # -- in

    def ask(self, prompt: str, idle: Callable[[], list[str]] | None = None) -> str | None:
        """The next line typed; None at the end. What ``idle`` gives is said now and then to somebody who waits, and the question again; what stands
        in the line begun stays. Raises InputError ``not-utf8``, ``text-too-long``, ``line-cut``; ``Ended`` on a signal, or where nobody is here.
        """
        if prompt:
            self._write(safe(prompt) + " ")
        if self.interactive and not self._read_ahead:
            self._wait(prompt, idle)
        raw = self._line()
        if not raw:
            self._write("\n")
            return None
        if len(raw) > LONGEST_LINE:
            raise InputError("text-too-long", what="-", length=f"> {LONGEST_LINE}", longest=1_000_000)
        if self.interactive:
            line_begun.whole(raw)
        try:
            return raw.decode().rstrip("\r\n")
        except UnicodeDecodeError as error:
            raise InputError("not-utf8", name="-", at=error.start) from error

    def _wait(self, prompt: str, idle: Callable[[], list[str]] | None) -> None:
        """Until something is typed or a signal came, say what ``idle`` gives. Raises ``Ended`` where nobody was here for too long."""
        began, waits = clock_source.awake(), [self._source, *(self._wake or ())[:1]]
        while not self._signalled and not select.select(waits, [], [], IDLE_S)[0]:
            if self._limit and clock_source.awake() - began >= self._limit:
                raise Ended(0, line_begun.take(self._source).decode(errors="replace"))
            lines = idle() if idle is not None else []
            if lines:
                self._write("\n")
                self.say(lines)
                self._write(safe(prompt) + " ")

    def _line(self) -> bytes:
        """The next line with its end, what is left at the end, b"" after it; of one too long only its beginning."""
        head = b""
        while True:
            line, end, rest = self._read_ahead.partition(b"\n")
            head = (head + line)[: LONGEST_LINE + 1]
            if end:
                self._read_ahead = rest
                return head + end
            self._read_ahead = b""
            more = self._more(head)
            if not more:
                return head
            self._read_ahead = more

    def _more(self, before: bytes) -> bytes:
        """What is typed next, b"" at the end. Raises ``Ended`` with what was typed and not yet read, which follows ``before``."""
        waits = [self._source, *(self._wake or ())[:1]]
        while not self._signalled:
            if self._source in select.select(waits, [], [])[0]:
                more = self._piece()
                if more or not self.interactive or not _hung_up(self._source):
                    return more
                self._signalled = signal.SIGHUP  # a session of its own is sent none, and an end of the terminal is no end of a text
        pending = line_begun.take(self._source) if self.interactive else b""
        raise Ended(self._signalled, (before + pending).decode(errors="replace"))

    def _piece(self) -> bytes:
        try:
            return os.read(self._source, 65536)
        except OSError:  # the terminal is gone
            return b""

    def echo(self, line: str) -> None:
        """Write what a script answered, which no terminal has shown."""
        if not self.interactive:
            self._write(safe(line.replace("\t", "    ")) + "\n")

    # -- signals

    @contextmanager
    def guarded(self) -> Iterator[None]:
        """While this holds, a signal ends the conversation at the question it waits at, never in the middle of what is being recorded; and what
        stood in the line begun is not thrown away by the terminal.
        """
        self._wake = os.pipe()
        os.set_blocking(self._wake[1], False)
        before = {number: signal.signal(number, self._caught) for number in SIGNALS}
        put_back = line_begun.hold(self._source) if self.interactive else None
        try:
            yield
        finally:
            if put_back is not None:
                put_back()
            for number, handler in before.items():
                signal.signal(number, handler)
            for fd in self._wake:
                os.close(fd)
            self._wake = None

    def _caught(self, number: int, _frame: FrameType | None) -> None:
        """Note the signal and wake the reading: raised from here, an exception could come between a line and whoever was to have it. The second
        Ctrl-C is for work that does not end: it ends at once.
        """
        if self._signalled == signal.SIGINT == number:
            raise KeyboardInterrupt
        self._signalled = number
        if self._wake is not None:
            with suppress(BlockingIOError):
                os.write(self._wake[1], b"!")


def _hung_up(fd: int) -> bool:
    """Whether the other side of the terminal ``fd`` is closed."""
    if not hasattr(select, "poll"):
        return False
    poll = select.poll()
    poll.register(fd, 0)
    return any(what & (select.POLLHUP | select.POLLERR) for _, what in poll.poll(0))
