"""Driving the application in a test: typing, and reading the screen as plain text."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from textual.pilot import Pilot

from breach.tui.app import BreachApp

Drive = Callable[[BreachApp, Pilot[Any]], Awaitable[None]]


def drive(app: BreachApp, script: Drive, size: tuple[int, int] = (80, 24)) -> None:
    """Run ``script`` over ``app`` at ``size`` (columns, lines)."""

    async def run() -> None:
        async with app.run_test(size=size) as pilot:
            await settled(pilot)
            await script(app, pilot)

    asyncio.run(run())
    app.scratch.close()


async def settled(pilot: Pilot[Any]) -> None:
    """Wait until what was pressed has had its effect."""
    await pilot.pause()


async def press(pilot: Pilot[Any], *keys: str) -> None:
    """Press ``keys`` one by one."""
    for key in keys:
        await pilot.press(key)
        await settled(pilot)


async def typed(pilot: Pilot[Any], text: str) -> None:
    """Type ``text``."""
    await pilot.press(*[{" ": "space", "\n": "enter"}.get(char, char) for char in text])
    await settled(pilot)


def seen(app: BreachApp) -> str:
    """The screen in front as plain text, as it goes to the terminal."""
    strips = app.screen._compositor.render_strips()
    return "\n".join(strip.text.rstrip() for strip in strips)


def plain(app: BreachApp) -> str:
    """What is seen, on one line, with ordinary spaces."""
    return " ".join(seen(app).replace("\u00a0", " ").replace("\u202f", " ").split())
