"""A real pseudo-terminal: what ends the program keeps the typing, and nothing hostile is ever written to the terminal as an escape."""

from __future__ import annotations

import os
import re
import signal
import time
from typing import TYPE_CHECKING

import pytest

from breach.service.facts import assignments, change
from breach.service.opening import open_file
from breach.storage.scratch import Scratch
from tests.house import KEY
from tests.tui.terminal import Terminal

if TYPE_CHECKING:
    from tests.tui.conftest import House

TYPED = "Un courriel est parti"
QUIT = "\x11"


def begun(house: House) -> Terminal:
    """The form of a new file with an unfinished text, which is kept."""
    shown = Terminal(house.path)
    shown.wait_for("Touche n")
    shown.type(f"n{TYPED}")
    end = time.monotonic() + 40
    while kept(house) != [TYPED]:
        assert time.monotonic() < end
        shown.read(0.1)
    return shown


def kept(house: House) -> list[str]:
    scratch = Scratch(f"{house.path}.scratch", KEY)
    texts = [saved.text for saved in scratch.all()]
    scratch.close()
    return texts


def offered_and_not_used(house: House) -> None:
    """The next start offers the text, uses it nowhere, and finds it where it is asked for."""
    again = Terminal(house.path)
    again.wait_for(TYPED)
    again.type("\x1b")
    again.wait_for("Touche n")
    again.type(QUIT)
    assert again.end() == 0
    assert house.desk.store.files() == []
    assert kept(house) == [TYPED]


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGHUP, signal.SIGTERM], ids=["kill", "hang-up", "terminate"])
def test_what_was_typed_is_offered_after_any_end(house: House, how: int) -> None:
    shown = begun(house)
    os.kill(shown.process.pid, how)
    shown.end()
    offered_and_not_used(house)


def test_control_c_ends_nothing_and_loses_nothing(house: House) -> None:
    shown = begun(house)
    shown.type("\x03")
    shown.wait_for("Ctrl-Q")
    shown.type(" ok")
    end = time.monotonic() + 40
    while kept(house) != [f"{TYPED} ok"]:
        assert time.monotonic() < end
        shown.read(0.1)
    shown.kill()


def test_a_terminal_made_tiny_and_large_again_keeps_the_text(house: House) -> None:
    shown = begun(house)
    shown.resize(20, 5)
    shown.read(1.0)
    shown.type("!")
    shown.read(1.0)
    shown.forget()
    shown.resize(80, 24)
    shown.wait_for(f"{TYPED}!")
    assert kept(house) == [f"{TYPED}!"]
    shown.kill()


# -- hostile text

SCREENS = (
    "",
    "\r",
    "b",
    "q",
    "f",
    "e",
    "c",
    "n",
    "m",
    "d",
    "g",
    "\r",
    "\x1b",
    "\x14",
    "\x1b",
    "\x1b",
    "s",
    "tueur",
    "\x1b",
    "r",
    "\r",
    "\x1b",
    "\x1b",
    "\x10",
    "\x1b",
)
"""Keys through the board, every step of the file, an entry, a note, the search, the register and the palette."""
ESCAPE = re.compile(rb"\x1b(?:\[[0-9;?:<=>$ ]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[PX^_][^\x1b]*\x1b\\|[()][A-Z0-9]|[=>78cDEHMNOZ])")
HARMLESS = "XXXXX"
WORD = "tueur"
PAYLOADS = [
    "\x1b]0;EVILTITLE\x07",
    "\x1b]52;c;RVZJTA==\x07",
    "\x1b[2J\x1b[31m\x1b[?1049l",
    "\x1b]8;;https://evil.example\x07clic\x1b]8;;\x07",
    "\x9b31m\x9d0;EVIL\x9c",
    "\x1bP+q544e\x1b\\",
    "\u202eegassem\u202c\u2066x\u2069\u200f",
    "[red]x[/red][@click=app.quit]q[/]",
    "漢字かな👩‍👩‍👧‍👦 \u0301\u0301\u0301",
    "\r\n\x08\x08\x7f\t\x85\u2028",
]


def run_through(house: House) -> bytes:
    """Everything that goes to the terminal on the way through all screens."""
    shown = Terminal(house.path)
    shown.wait_for("Contrôle")
    for keys in SCREENS:
        shown.type(keys)
        for _ in range(4):
            shown.read(0.25)
    shown.type(QUIT)
    assert shown.end() == 0, shown.text()[-2000:]
    return shown.raw


def shape(escape: bytes) -> bytes:
    """What an escape does, its numbers left out."""
    return re.sub(rb"[0-9]+", b"0", escape) if escape.startswith(b"\x1b[") else escape


def shapes(raw: bytes) -> set[bytes]:
    """What the escapes of ``raw`` do; the names that windows are given are checked apart."""
    left = ESCAPE.sub(b"", raw)
    assert b"\x1b" not in left, left[max(0, left.index(b"\x1b") - 50) :][:200]
    titles = [found for found in ESCAPE.findall(raw) if found.startswith(b"\x1b]2;")]
    assert all(re.fullmatch(rb"\x1b\]2;(breach( [A-Z0-9-]+)?)?\x07", title) for title in titles), titles
    return {shape(found) for found in ESCAPE.findall(raw) if not found.startswith(b"\x1b]2;")}


def filled(house: House, text: str) -> None:
    ref = open_file(house.desk, f"{text} {WORD}").ref
    change(house.desk, ref, assignments(house.desk, [f"description={text} {WORD}"]))


def test_hostile_text_never_reaches_the_terminal_as_an_escape(house: House) -> None:
    """The same way through all screens over harmless text and over hostile: no escape is written that Textual does not write anyway."""
    filled(house, HARMLESS)
    harmless = shapes(run_through(house))
    house.desk.actor.name = f"Ève {PAYLOADS[2]}"[:60]
    for payload in [*PAYLOADS, "".join(PAYLOADS)]:  # the last one comes first on the board, and is gone through
        filled(house, payload)
    raw = run_through(house)
    assert WORD.encode() in raw
    assert shapes(raw) <= harmless, shapes(raw) - harmless
    text = raw.decode()
    assert not [char for char in "\u202e\u202c\u2066\u2069\u200f\u2028\x85\x9b\x9d\x9c\x7f" if char in text]
    for payload in PAYLOADS[:6]:
        assert payload not in text
