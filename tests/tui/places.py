"""Every screen by the keys that lead there from the board of a store with one file, and a walk that presses keys on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from breach.tui import commands
from breach.tui.screens.file import FileScreen
from tests.tui.driving import press, settled, until

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.pilot import Pilot

    from breach.tui.app import BreachApp

PLACES: dict[str, tuple[str, ...]] = {
    "board": (),
    "search": ("s", "u"),
    "reviews": ("f8",),
    "reviewed": ("f8", "enter"),
    "register": ("r",),
    "register-row": ("r", "enter"),
    "register-export": ("r", "x"),
    "now": ("enter", "b"),
    "log": ("enter", "g"),
    "facts": ("enter", "f", "down"),
    "playbooks": ("enter", "q"),
    "playbook": ("enter", "q", "enter"),
    "tick": ("enter", "q", "enter", "enter"),
    "skip": ("enter", "q", "enter", "p"),
    "assign": ("enter", "q", "enter", "a"),
    "measure": ("enter", "d", "v"),
    "remark": ("enter", "q", "enter", "o"),
    "assess": ("enter", "e"),
    "clock": ("enter", "c"),
    "notice": ("enter", "n"),
    "copying": ("enter", "n", "v"),
    "find": ("enter", "f", "t"),
    "letter": ("enter", "m"),
    "letter-type": ("enter", "m", "y"),
    "letter-channel": ("enter", "m", "v"),
    "decisions": ("enter", "d"),
    "new": ("n",),
    "note": ("ctrl+t",),
    "fact": ("enter", "s"),
    "why": ("enter", "f", "down", "w"),
    "aware": ("enter", "c", "a"),
    "choice": ("enter", "d", "a"),
    "decision": ("enter", "d", "a", "enter"),
    "export": ("enter", "n", "x"),
    "call": ("enter", "b", "a", "enter"),
    "ask": ("enter", "f", "down", "p"),
    "link": ("enter", "g", "o"),
    "then": ("enter", "f6"),
    "then-instant": ("enter", "f6", "a"),
    "review": ("enter", "f8"),
    "handover": ("enter", "f7"),
    "retract": ("enter", "g", "r"),
    "filing-question": ("enter", "n", "p"),
    "filed": ("enter", "n", "p", "enter"),
    "filing-failed": ("enter", "n", "r", "enter"),
    "sent": ("enter", "m", "p"),
    "authority": ("enter", "c", "t"),
    "evidence": ("enter", "g", "p"),
    "archive": ("enter", "z"),
    "verified": ("enter", "i"),
    "reader": ("f1",),
    "problem": ("n", "ctrl+s"),
    "palette": ("ctrl+p",),
    "locked": ("f12",),
}
PREFIXES = {"ctrl+a", "ctrl+b"}
_BETWEEN = {key for command in (*commands.STEPS, commands.NEXT_STEP, commands.PREVIOUS_STEP) for key in command.keys.split(",")}
"""The ways from step to step: they are the file screen's, so they are pressed in the log alone."""


async def back(app: BreachApp, pilot: Pilot[Any], place: str) -> None:
    """Bring ``place`` in front, nothing typed."""
    if app.lock.on:
        app.lock.open()
        await pilot.pause()
    while len(app.screen_stack) > 2:
        await app.pop_screen()
        await pilot.pause()
    for form in app.unfinished.forms():
        app.unfinished.drop(form)
    await press(pilot, *PLACES[place])


async def walk(app: BreachApp, pilot: Pilot[Any], place: str, chosen: Callable[[Sequence[str]], Sequence[str]]) -> int:
    """Go to ``place``, press of all bound keys those that ``chosen`` gives, and go back there after each; how many were pressed."""
    await back(app, pilot, place)
    here = app.screen
    name = type(here).__name__
    between = set() if place == "log" else _BETWEEN
    keys = [key for key in here.active_bindings if key != "ctrl+q" and not (isinstance(here, FileScreen) and key in between)]
    assert not set(keys) & PREFIXES
    pressed = chosen(keys)
    for key in pressed:
        step = here.current if isinstance(here, FileScreen) else ""
        await pilot.press(key)
        await settled(pilot)
        await app.workers.wait_for_complete()  # what is recorded behind the screens closes its form later
        await settled(pilot)
        assert app.is_running, key
        if key == "f9":
            await pilot.press(key)
        if here in app.screen_stack:
            while app.screen is not here:
                await app.pop_screen()
        else:
            await back(app, pilot, place)
            await until(pilot, lambda: type(app.screen).__name__ == name)
            here = app.screen
        if isinstance(here, FileScreen) and here.current != step:
            here.go(step)
        assert type(here).__name__ == name, key
    return len(pressed)
