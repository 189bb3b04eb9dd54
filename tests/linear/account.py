"""A user's account, and the program in it as a process: fed by a pipe, or at a terminal of its own."""

from __future__ import annotations

import json
import os
import pty
import select
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

TREE = Path(__file__).resolve().parents[2]
PATIENCE_S = 60


@dataclass
class Ran:
    """How a process ended, and what it wrote."""

    code: int
    out: str
    err: str = ""


class Account:
    """An account whose home is ``home``."""

    def __init__(self, home: Path, **environment: str) -> None:
        self.home = home
        self.environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(home),
            "PYTHONPATH": str(TREE),
            "LANG": "C.UTF-8",
            "TERM": "xterm-256color",
            "BREACH_AS": "Alix Essai:lead",
            **environment,
        }

    def _start(self, words: tuple[str, ...], **more: Any) -> subprocess.Popen[bytes]:
        return subprocess.Popen([sys.executable, "-m", "breach", *words], env=self.environment, cwd=self.home, **more)

    def ran(self, *words: str, typed: str = "") -> Ran:
        """Run to the end with ``typed`` on standard input."""
        with self._start(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
            out, err = process.communicate(typed.encode(), PATIENCE_S)
            return Ran(process.returncode, out.decode(), err.decode())

    def linear(self, *lines: str) -> Ran:
        """Hold a conversation by a pipe."""
        return self.ran("--linear", typed="".join(f"{line}\n" for line in lines))

    def data(self, *words: str) -> Any:
        """What a command answers in JSON."""
        ran = self.ran(*words, "--json")
        assert ran.code == 0, ran.err
        return json.loads(ran.out)

    def at_terminal(self, *, own: bool = True) -> Terminal:
        """Linear mode at a terminal; it is sent a hang-up where the terminal is its ``own``."""
        ours, theirs = pty.openpty()
        before = _own if own else None
        process = self._start(("--linear",), stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True, preexec_fn=before)
        os.close(theirs)
        return Terminal(process, ours)


def _own() -> None:
    import fcntl
    import termios

    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


class Terminal:
    """A process at a terminal: what it wrote so far is in ``out``."""

    def __init__(self, process: subprocess.Popen[bytes], fd: int) -> None:
        self.process = process
        self._fd = fd
        self.out = b""

    def until(self, words: str) -> None:
        """Read until ``words`` stand in what came after what was read before."""
        seen, end = len(self.out), time.monotonic() + PATIENCE_S
        while words.encode() not in self.out[seen:]:
            assert time.monotonic() < end, self.out.decode(errors="replace")
            self._read(0.2)

    def _read(self, seconds: float) -> bool:
        if not select.select([self._fd], [], [], seconds)[0]:
            return True
        try:
            found = os.read(self._fd, 65536)
        except OSError:
            return False
        self.out += found
        return bool(found)

    def type(self, text: str) -> None:
        """Type ``text``."""
        os.write(self._fd, text.encode())

    def signal(self, number: int) -> None:
        """Send a signal."""
        self.process.send_signal(number)

    def settle(self) -> None:
        """Wait until the program has read what was typed, and waits for more: its processor time stands still."""
        last, still = "", 0
        while still < 4:
            time.sleep(0.15)
            now = " ".join(Path(f"/proc/{self.process.pid}/stat").read_text(encoding="utf-8").split()[13:15])
            still, last = (still + 1 if now == last else 0), now

    def hang_up(self) -> int:
        """Take the terminal away: the exit status."""
        os.close(self._fd)
        return self._wait()

    def ended(self) -> int:
        """Read what is left and wait for the end: the exit status."""
        end = time.monotonic() + PATIENCE_S
        while self._read(0.2) and self.process.poll() is None:
            assert time.monotonic() < end, self.out.decode(errors="replace")
        while select.select([self._fd], [], [], 0.1)[0] and self._read(0.1):
            pass
        os.close(self._fd)
        return self._wait()

    def _wait(self) -> int:
        try:
            return self.process.wait(PATIENCE_S)
        finally:
            if self.process.poll() is None:
                self.process.send_signal(signal.SIGKILL)
                self.process.wait()
