"""The program in a real pseudo-terminal, near or far away."""

from __future__ import annotations

import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import threading
import time
from fcntl import ioctl
from pathlib import Path
from queue import Queue
from typing import TYPE_CHECKING

from breach.storage.store import Store
from tests.house import KEY

if TYPE_CHECKING:
    from breach.log.entries import Entry

TREE = Path(__file__).resolve().parents[2]

_START = """
import os
import signal
import sys
signal.signal(signal.SIGHUP, signal.SIG_IGN if os.environ.get("BREACH_TEST_NOHUP") else signal.SIG_DFL)  # whatever runs the tests ignores
from datetime import UTC, datetime
from tests.house import KEY
from tests.tui.conftest import Settings
from breach import bootstrap, i18n
from breach.domain.actor import Actor
from breach.service.desk import Desk
from breach.storage.scratch import Scratch
from breach.storage.store import Store
from breach.tui.start import run

class Started:
    desk = Desk(Store(sys.argv[1], KEY), Actor("Marie", os.environ.get("BREACH_TEST_ROLE", "dpo"), "marie", "poste"), lambda: datetime(2026, 11, 22, 2, 10, tzinfo=UTC), "fr", "Europe/Paris")

Started.desk.drafting = bootstrap.drafting
i18n.use("fr")
sys.exit(run(Started, Settings(), Scratch(sys.argv[1] + ".scratch", KEY)))
"""


class Terminal:
    """The program in a pseudo-terminal of 80×24."""

    def __init__(self, path: str, **environment: str) -> None:
        self.screen, other = pty.openpty()
        ioctl(other, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        self.raw = b""
        environment = {**os.environ, "TERM": "xterm-256color", "PYTHONPATH": str(TREE), **environment}
        environment = {name: value for name, value in environment.items() if value}
        self.process = subprocess.Popen(
            [sys.executable, "-c", _START, path], stdin=other, stdout=other, stderr=other, env=environment, cwd=TREE, start_new_session=True
        )
        os.close(other)

    def wait_for(self, words: str, seconds: float = 40.0) -> None:
        """Read until ``words`` were written, colours and moves of the cursor left out."""
        end = time.monotonic() + seconds
        while words not in self.text():
            assert time.monotonic() < end, self.text()[-2000:]
            assert self.read(0.2), self.text()[-2000:]

    def read(self, seconds: float) -> bool:
        """Take what was written, waiting at most ``seconds`` for it; whether the program still has its terminal. Unread, it would stand still."""
        if select.select([self.screen], [], [], seconds)[0]:
            try:
                self.raw += os.read(self.screen, 65536)
            except OSError:
                return False
        return True

    def end(self, seconds: float = 40.0) -> int:
        """Read until it ended: its exit status."""
        end = time.monotonic() + seconds
        while self.process.poll() is None and time.monotonic() < end:
            self.read(0.1)
        status = self.process.wait(1)
        os.close(self.screen)
        return status

    def text(self) -> str:
        """What was written, as text."""
        return re.sub(r"\x1b\][^\x07]*\x07|\x1b[\[(>=][0-9;?:<=>$]*[a-zA-Z]?", "", self.raw.decode(errors="replace"))

    def forget(self) -> None:
        """What was written until now counts no more."""
        self.raw = b""

    def type(self, keys: str) -> None:
        """Type ``keys``."""
        os.write(self.screen, keys.encode())

    def resize(self, columns: int, lines: int) -> None:
        """Make the terminal another size, as a window is dragged."""
        ioctl(self.screen, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        os.kill(self.process.pid, signal.SIGWINCH)

    def kill(self) -> None:
        """End it without a word."""
        os.kill(self.process.pid, signal.SIGKILL)
        self.process.wait()
        os.close(self.screen)


class Far(Terminal):
    """The same at the other end of a slow line: what is typed arrives ``late`` seconds later, in the order in which it was typed."""

    def __init__(self, path: str, late: float, **environment: str) -> None:
        super().__init__(path, **environment)
        self._late = late
        self._line: Queue[tuple[float, bytes]] = Queue()
        threading.Thread(target=self._carry, daemon=True).start()

    def type(self, keys: str) -> None:
        """Type ``keys`` without waiting for anything."""
        self._line.put((time.monotonic() + self._late, keys.encode()))

    def _carry(self) -> None:
        while True:
            at, keys = self._line.get()
            time.sleep(max(0.0, at - time.monotonic()))
            try:
                os.write(self.screen, keys)
            except OSError:
                return


def recorded(shown: Terminal, path: str, count: int, seconds: float = 60.0) -> list[Entry]:
    """The entries of the first file of the store at ``path``, once there are ``count``; the screen is read meanwhile."""
    end = time.monotonic() + seconds
    while True:
        store = Store(path, KEY)
        try:
            files = store.files()
            entries = store.history(files[0].chain) if files else []
        finally:
            store.close()
        if len(entries) >= count:
            return entries
        assert time.monotonic() < end, (shown.text()[-1500:], [entry.kind for entry in entries])
        shown.read(0.2)
