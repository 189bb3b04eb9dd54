"""Driving the application in a test: typing, and reading the screen as plain text."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
import textual.app
import textual.pilot
from textual import events
from textual.pilot import Pilot

from breach.tui.app import BreachApp

Drive = Callable[[BreachApp, Pilot[Any]], Awaitable[None]]


LOOK_S = 0.005
"""How long the application must do next to nothing to be idle, in seconds. Textual's own pilot waits 20 ms twice for every key."""

LONGEST_S = 30.0
"""How long a key is waited for on a machine that has no time for us, in seconds."""


async def _idle(min_sleep: float = 0.0, max_sleep: float = 1.0) -> None:
    """Wait until nothing is ready to run and the process computes no more, or has computed for ``max_sleep`` seconds: for a process that waits for
    its turn, time alone says nothing.
    """
    del min_sleep
    loop = asyncio.get_running_loop()
    most, end = time.process_time() + max_sleep, time.monotonic() + LONGEST_S
    while time.process_time() < most and time.monotonic() < end:
        spent = time.process_time()
        await asyncio.sleep(LOOK_S)
        busy = time.process_time() - spent > LOOK_S / 5
        for _ in range(4):
            busy = busy or bool(getattr(loop, "_ready", ()))
            await asyncio.sleep(0)
        if not busy:
            return


def drive(app: BreachApp, script: Drive, size: tuple[int, int] = (80, 24)) -> None:
    """Run ``script`` over ``app`` at ``size`` (columns, lines)."""

    async def run() -> None:
        async with app.run_test(size=size) as pilot:
            await settled(pilot)
            await settled(pilot)
            await script(app, pilot)

    with pytest.MonkeyPatch.context() as patch:
        for module in (textual.app, textual.pilot):
            patch.setattr(module, "wait_for_idle", _idle)
        asyncio.run(run())
    app.scratch.close()


async def settled(pilot: Pilot[Any]) -> None:
    """Wait until what was pressed has had its effect: a pause ends with what waited for the next picture, and that has effects too."""
    await pilot.pause()
    await pilot.pause()


async def press(pilot: Pilot[Any], *keys: str) -> None:
    """Press ``keys`` one by one."""
    for key in keys:
        await pilot.press(key)
        await settled(pilot)


async def until(pilot: Pilot[Any], there: Callable[[], bool]) -> None:
    """Wait until ``there`` is so: for what is done behind the screens."""
    end = time.monotonic() + LONGEST_S
    while not there():
        assert time.monotonic() < end, "it never came"
        await pilot.pause(0.02)


async def typed(pilot: Pilot[Any], text: str) -> None:
    """Put ``text`` in at the cursor, all at once as a terminal pastes: a key at a time costs a picture of the screen for each letter."""
    driver = pilot.app._driver
    assert driver is not None
    driver.send_message(events.Paste(text))
    await settled(pilot)


def seen(app: BreachApp) -> str:
    """The screen in front as plain text, as it goes to the terminal."""
    strips = app.screen._compositor.render_strips()
    return "\n".join(strip.text.rstrip() for strip in strips)


def plain(app: BreachApp) -> str:
    """What is seen, on one line, with ordinary spaces."""
    return " ".join(seen(app).replace("\u00a0", " ").replace("\u202f", " ").split())
