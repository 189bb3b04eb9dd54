#!/usr/bin/env python3
"""Plays the walk-throughs of docs/ on real screens, key by key as their pages say, checks what they promise, and takes their pictures.

In a page, a fenced block `touches` (English: `keys`) holds what is pressed: names of keys, or a text in « » (English: quotes) that is typed. A
line that begins with `> ` is what the screen then says. A picture is taken where the page shows it. A comment `<!-- at … as … -->` says what
time it is, and who sits there. The pages of one language follow each other in one store.

    .venv/bin/python docs/images/walks.py                 # takes the pictures of both languages
    .venv/bin/python docs/images/walks.py --check fr      # only plays, and says what is not as written
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import re
import sys
import tempfile
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual import events

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1]))

from breach import bootstrap, i18n  # noqa: E402 - the tree is on the path only now
from breach.catalogue.profiles import builtin_text  # noqa: E402
from breach.domain.actor import Actor, parse_identity  # noqa: E402
from breach.domain.instants import parse  # noqa: E402
from breach.service import opening, profile  # noqa: E402
from breach.settings import Settings  # noqa: E402
from breach.storage.scratch import Scratch  # noqa: E402
from breach.tui.app import BreachApp  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.pilot import Pilot

DOCS = HERE.parent
PAGES = {"fr": ("nuit.md", "matin.md", "controle.md"), "en": ("nuit.en.md", "matin.en.md", "controle.en.md")}
SIZE = (80, 24)
WAITS = 100
"""How often a promise is looked for, a tenth of a second apart: some work goes on behind the screen."""
NAMED = {
    "Entrée": "enter",
    "Enter": "enter",
    "Échap": "escape",
    "Esc": "escape",
    "Tab": "tab",
    "Bas": "down",
    "Down": "down",
    "Haut": "up",
    "Up": "up",
    "Gauche": "left",
    "Left": "left",
    "Droite": "right",
    "Right": "right",
    "Espace": "space",
    "Space": "space",
}
_MARK = re.compile(
    r"^```(?:touches|keys)\n(?P<keys>[^`]*?)^```$|^> (?P<says>.+)$|^!\[[^\]]*\]\(images/(?P<picture>[\w-]+)\.svg\)$"
    r"|^<!-- at (?P<at>\S+)(?: as (?P<who>.+?))? -->$",
    re.MULTILINE,
)
_KEY = re.compile(r"Ctrl-([A-Z])|F\d{1,2}|[a-z]")


class NotAsWritten(Exception):
    """A page promises what the screen does not do."""


@dataclass
class Walk:
    """One page: ``steps`` are (what, value) in their order; ``at`` and ``who`` those with which it begins."""

    name: str
    steps: list[tuple[str, str]] = field(default_factory=list)


def read(name: str) -> Walk:
    """The walk of the page ``name``. Raises NotAsWritten for a key that there is not."""
    walk = Walk(name)
    for found in _MARK.finditer((DOCS / name).read_text(encoding="utf-8").partition("\n---\n")[0]):
        what = str(found.lastgroup if found.lastgroup != "who" else "at")
        if what == "at" and found["who"]:
            walk.steps.append(("who", found["who"]))
        if what == "keys":
            walk.steps += [pressed(word) for word in _words(found["keys"])]
        else:
            walk.steps.append((what, found[what]))
    return walk


def _words(block: str) -> Iterator[str]:
    for line in block.splitlines():
        yield from re.findall(r'« .*? »|".*?"|\S+', line)


def pressed(word: str) -> tuple[str, str]:
    """What a word of a block of keys does: ("type", text) or ("press", key)."""
    if word[0] in '«"':
        return "type", word.strip('«»" ')
    if word in NAMED:
        return "press", NAMED[word]
    found = _KEY.fullmatch(word)
    if not found:
        raise NotAsWritten(f"no key: {word}")
    return "press", f"ctrl+{found[1].lower()}" if found[1] else word.lower()


class Player:
    """Plays walks over one store in ``folder``; ``into``: where pictures go, None for none; ``show``: print every screen."""

    def __init__(self, folder: str, lang: str, into: Path | None, *, show: bool = False) -> None:
        i18n.use(lang)
        self.into = into
        self.lang = lang
        self.show = show
        self.now = parse("2026-11-21T12:00:00+01:00", None)
        self.settings = Settings({"store": f"{folder}/store.db", "key": f"file:{folder}/key", "lang": lang, "as": "Alix Martin:on_call"}, {})
        bootstrap.throwaway(self.settings.store, f"{folder}/key", self.now, lambda _: None)
        self.started = bootstrap.start(self.settings, None, create=False)
        self.started.desk.clock = self.clock
        profile.record(self.started.desk, "demo", builtin_text("demo") or "")
        opening.NAMES = ("CORMORAN",)  # pictures are to be the same each time

    def clock(self) -> datetime:
        """The time of the story, a little later each time it is looked at."""
        self.now += timedelta(milliseconds=1)
        return self.now

    def play(self, name: str) -> None:
        """Play the page ``name``. Raises NotAsWritten."""
        asyncio.run(self._play(read(name)))

    async def _play(self, walk: Walk) -> None:
        self._set(walk.steps)
        app = BreachApp(self.started.desk, Scratch(f"{self.settings.store}.scratch", self.started.key.key), self.settings)
        async with app.run_test(size=SIZE) as pilot:
            await pilot.pause(0.5)
            for what, value in walk.steps:
                await self._step(app, pilot, walk.name, what, value)
        app.scratch.close()

    def _set(self, steps: list[tuple[str, str]]) -> None:
        for what, value in steps[:2]:
            self._told(what, value)

    def _told(self, what: str, value: str) -> None:
        if what == "at":
            self.now = max(self.now, parse(value, None))
        elif what == "who":
            name, role = parse_identity(value)
            self.started.desk.actor = Actor(name, role, name.split()[0].casefold(), "poste")

    async def _step(self, app: BreachApp, pilot: Pilot[Any], page: str, what: str, value: str) -> None:
        if what in ("at", "who"):
            self._told(what, value)
            app.pulse.tick()  # the clocks are looked at again
            await pilot.pause(0.2)
        elif what == "press":
            await pilot.press(value)
            await pilot.pause()
        elif what == "type":
            assert app._driver is not None  # noqa: SLF001 - the way by which a terminal's text comes in
            app._driver.send_message(events.Paste(value))  # noqa: SLF001
            await pilot.pause()
        elif what == "says":
            for _ in range(WAITS):
                await pilot.pause(0.1)
                if _plain(value) in seen(app):
                    break
            else:
                raise NotAsWritten(f"{page}: {value}\n{screen(app)}")
        elif self.into is not None:
            await pilot.pause(0.4)
            (self.into / f"{value}.svg").write_text(app.export_screenshot(title="breach"), encoding="utf-8")
        if self.show:
            await pilot.pause(0.3)
            sys.stdout.write(f"\n=== {what} {value}\n{screen(app)}\n")


def screen(app: BreachApp) -> str:
    """The screen in front as text."""
    strips = app.screen._compositor.render_strips()  # noqa: SLF001 - what goes to the terminal
    return "\n".join(strip.text.rstrip() for strip in strips)


def seen(app: BreachApp) -> str:
    """What is seen, on one line."""
    return _plain(screen(app))


def _plain(text: str) -> str:
    return " ".join(text.replace("\u00a0", " ").replace("\u202f", " ").split())


def main(argv: list[str]) -> int:
    """Play the walks; the exit status."""
    only = next((word for word in argv if word in PAGES), "")
    check, show = "--check" in argv, "--show" in argv
    for lang in [only] if only else PAGES:
        with tempfile.TemporaryDirectory(prefix="breach-walks-") as folder, contextlib.chdir(folder):
            os.environ.update(HOME=folder, PWD=folder)
            player = Player(folder, lang, None if check or show else HERE, show=show)
            try:
                for name in PAGES[lang]:
                    if (DOCS / name).exists():
                        player.play(name)
            except NotAsWritten as error:
                sys.stderr.write(f"{error}\n")
                return 1
            finally:
                player.started.desk.store.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
