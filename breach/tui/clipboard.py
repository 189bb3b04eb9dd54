"""Copying a text out of the terminal: what was done, and how sure that is. "Copied" is only said of what was.

A program of the desktop is asked where there is a display; else the text is sent to the terminal (OSC 52), which says nothing back; or it goes
into a file that lies in memory alone, readable by its owner. Inside tmux, tmux is asked whether it lets the sequence through: only with
``set-clipboard on`` does it take one from an application.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_TOOLS = (
    ("WAYLAND_DISPLAY", ("wl-copy",)),
    ("DISPLAY", ("xclip", "-selection", "clipboard")),
    ("DISPLAY", ("xsel", "--clipboard", "--input")),
)
"""Which program fills the clipboard of which kind of display."""
_SECONDS = 2.0
COPIED, SENT, IN_FILE, NOWHERE, BLOCKED = "copied", "sent", "file", "nowhere", "blocked"
OUT = (COPIED, SENT, IN_FILE)
"""What left the program, as far as is known."""
FILE = "breach-copy.txt"
_NAME = re.compile(r"(\d+)-(\d+)-breach-copy\.txt")
"""User and process: a file whose process is gone is a killed one's."""


@dataclass(frozen=True, slots=True)
class Done:
    """``how``: one of the five above; ``where``: the program's name or the file's path; ``tmux``: the terminal is inside a tmux that did not say
    whether it lets copies through.
    """

    how: str
    where: str = ""
    tmux: bool = False


def copy(text: str, to_terminal: Callable[[str], None]) -> Done:
    """``text`` into the clipboard of the desktop, or sent to the terminal by ``to_terminal`` where there is none."""
    for variable, command in _TOOLS:
        program = shutil.which(command[0]) if os.environ.get(variable) else None
        if program and _fed([program, *command[1:]], text):
            return Done(COPIED, command[0])
    tmux = _tmux() if os.environ.get("TMUX") else "on"
    if tmux not in ("on", ""):
        return Done(BLOCKED, f"set-clipboard {tmux}")
    to_terminal(text)
    return Done(SENT, tmux=not tmux)


def to_file(text: str) -> Done:
    """``text`` into a file of this user's alone on a disk that is memory; NOWHERE where there is none."""
    sweep()
    for folder in _folders():
        path = os.path.join(folder, f"{os.getuid()}-{os.getpid()}-{FILE}")
        if os.path.lexists(path):
            os.unlink(path)
        fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
        with os.fdopen(fd, "w", encoding="utf-8") as file:
            file.write(text)
        return Done(IN_FILE, path)
    return Done(NOWHERE)


def sweep() -> None:
    """Remove what a killed run of this user left in memory."""
    for folder in _folders():
        for name in os.listdir(folder):
            found = _NAME.fullmatch(name)
            if found and int(found[1]) == os.getuid() and not _runs(int(found[2])):
                forget(os.path.join(folder, name))


def _folders() -> list[str]:
    named = (os.environ.get("XDG_RUNTIME_DIR", ""), "/dev/shm")  # noqa: S108 - memory, and the file is made anew for its owner alone
    return [folder for folder in named if folder and os.path.isdir(folder) and _in_memory(folder)]


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def forget(path: str) -> None:
    """Remove the file that ``to_file`` wrote."""
    if path and os.path.lexists(path):
        os.unlink(path)


def _in_memory(folder: str) -> bool:
    """Whether the file system of ``folder`` is a tmpfs: only there does a plain text touch no disk."""
    try:
        with open("/proc/mounts", encoding="utf-8") as mounts:
            rows = [line.split(" ")[1:3] for line in mounts]
    except OSError:
        return False
    real = os.path.realpath(folder)
    held = [(point, kind) for point, kind in rows if real == point or real.startswith(point.rstrip("/") + "/")]
    return bool(held) and max(held, key=lambda row: len(row[0]))[1] == "tmpfs"


def _tmux() -> str:
    """What tmux does with a copy: the value of ``set-clipboard`` ("on", "external", "off"); "" where it does not answer."""
    program = shutil.which("tmux")
    if not program:
        return ""
    try:
        done = subprocess.run(  # noqa: S603 - tmux as found on the path, asked for one option
            [program, "show-options", "-sv", "set-clipboard"], capture_output=True, timeout=_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.decode(errors="replace").strip()[:20] if done.returncode == 0 else ""


def _fed(command: list[str], text: str) -> bool:
    try:
        done = subprocess.run(  # noqa: S603 - a program found on the path, fed by its input alone
            command, input=text.encode(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
