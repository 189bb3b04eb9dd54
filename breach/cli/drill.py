"""``breach drill``: practice on a fast clock, in a store of its own, with a score at the end."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
import textwrap
from datetime import timedelta

from breach import clock_source
from breach.cli import output
from breach.cli.app import App
from breach.cli.throwaway import made_folder
from breach.domain.instants import to_z, zone_of
from breach.errors import InputError
from breach.i18n import dates, plural, t
from breach.service import drills as service
from breach.service.injects import story

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from datetime import datetime

    from breach.playbook.scenario import Scenario, Told

DEFAULT_SPEED = 60


def add_drill(parser: argparse.ArgumentParser) -> None:
    """The options of ``drill``."""
    parser.add_argument("id", nargs="?", metavar="ID", default="", help=t("drill.arg-id"))
    parser.add_argument("--speed", type=int, metavar="N", default=DEFAULT_SPEED, help=t("drill.arg-speed"))
    parser.add_argument("--seed", type=int, metavar="N", default=1, help=t("drill.arg-seed"))
    parser.add_argument("--script", metavar="FILE", default="", help=t("drill.arg-script"))
    parser.add_argument("--told", action="store_true", help=t("drill.arg-told"))
    parser.add_argument("--score", action="store_true", help=t("drill.arg-score"))
    parser.add_argument("--format", choices=("text", "md", "json"), default="text", help=t("drill.arg-format"))


def run_drill(app: App, args: argparse.Namespace) -> int:
    """List the scenarios, play one, or say how the drill of the store in use goes."""
    if args.told or args.score:
        return _score(app, args.format) if args.score else _told(app, service.told(app.desk(create=False)))
    if not args.id:
        return _list(app)
    if not 1 <= args.speed <= service.FASTEST:
        raise InputError("drill-speed", given=args.speed, most=service.FASTEST)
    which = service.scenario(args.id)
    lines = _script(args.script) if args.script else []
    terminal = None if args.script or app.as_json else _terminal(app)
    if terminal is None:
        output.words(story(which, app.lang))
    else:  # what it is about is read before the clock starts: the terminal UI covers it
        output.words(_folded(story(which, app.lang)))
        output.words(_folded(t("drill.start", minutes=plural("counts.minutes", round(72 * 60 / args.speed)))))
        sys.stdin.readline()
    store, key, folder = _make(app, args, which)
    options = f"--store {store} --key file:{key}"
    app.settings.store, app.settings.key, app.settings.store_named = store, f"file:{key}", True
    if args.script:
        return _play(app, which.starts, lines, options, args.format)
    if app.as_json:
        output.data({"id": which.id, "seed": args.seed, "speed": args.speed, "folder": folder, "store": store, "key": key})
        return 0
    output.out(t("drill.made", folder=folder, options=options, minutes=plural("counts.minutes", round(72 * 60 / args.speed))))
    if terminal is None:
        return 0
    shown = App(app.settings, app.host)
    try:
        terminal(app.settings, shown.started(create=False))
    finally:
        shown.close()
    scored = _scored(app, args.format)
    output.words(t("drill.again", options=options))  # the sheet is longer than a screen
    return scored


def _folded(text: str) -> str:
    """``text`` for the width of the terminal, broken between words."""
    wide = max(shutil.get_terminal_size().columns - 1, 20)
    return "\n".join(row for said in text.splitlines() for row in textwrap.wrap(said, wide, break_on_hyphens=False) or [""])


def _terminal(app: App) -> Callable[..., object] | None:
    """What shows the terminal UI, None where nobody sits at a terminal."""
    if app.settings.no_input or not (sys.stdin.isatty() and sys.stdout.isatty()):
        return None
    found: Callable[..., object] | None = getattr(app.host, "terminal", None)
    return found


def _list(app: App) -> int:
    found, faults = service.scenarios()
    for fault in faults:
        key = f", {fault.key}" if fault.key else ""
        output.words(t("drill.fault", where=f"{fault.id}/{fault.file}{key}", said=t(f"playbook.fault-{fault.code}", **fault.params)))
    data = [{"id": one.id, "title": one.title[app.lang], "profile": one.profile, "starts": to_z(one.starts)} for one in found.values()]
    return app.answer(data, "\n".join(f"{one.id:<24} {one.title[app.lang]}" for one in found.values()))


def _make(app: App, args: argparse.Namespace, which: Scenario) -> tuple[str, str, str]:
    folder = made_folder("drill")
    store, key = os.path.join(folder, "store.db"), os.path.join(folder, "store.key")
    real, speed = clock_source.now(), 0 if args.script else args.speed
    app.host.throwaway(store, key, which.starts, lambda made: service.begin(made, app.lang, which, args.seed, speed, real))
    return store, key, folder


def _script(path: str) -> list[tuple[int, list[str]]]:
    """The commands of a script, each with its minute: ``+MINUTES VERB …``; blank lines and ``#`` are passed over. Raises InputError."""
    from breach.disk.reading import LARGEST_TEXT, read_bytes

    raw = sys.stdin.buffer.read(LARGEST_TEXT) if path == "-" else read_bytes(path, LARGEST_TEXT)
    found: list[tuple[int, list[str]]] = []
    for place, line in enumerate(raw.decode("utf-8", "replace").split("\n"), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        try:
            first, *words = shlex.split(line)
        except ValueError as error:
            raise InputError("drill-script", place=place, line=line[:60]) from error
        if not first.startswith("+") or not first[1:].isdecimal() or not words or (found and int(first[1:]) < found[-1][0]):
            raise InputError("drill-script", place=place, line=line[:60])
        found.append((int(first[1:]), words))
    return found


def _play(app: App, starts: datetime, lines: list[tuple[int, list[str]]], options: str, fmt: str) -> int:
    """Type the commands of a script at their instants of the scenario, tell what happens in between, and give the score."""
    from breach.cli.main import run

    pending = _seen(app)
    for minute, words in lines:
        at = starts + timedelta(minutes=minute)
        if not app.as_json:
            while pending and pending[0].at <= at:
                _say(app, pending.pop(0))
            output.out(f"+{minute} $ breach {shlex.join(words)}")
        typed = [*words, *shlex.split(options), "--now", to_z(at), "--no-input", "--lang", app.lang]
        with _quiet(hide=app.as_json):
            status = run(typed, app.host)
        if status > 1:
            raise InputError("drill-stopped", minute=minute, verb=words[0][:30], status=status)
    app.settings.now = to_z(starts + timedelta(hours=72))
    for one in pending if not app.as_json else ():
        _say(app, one)
    return _scored(app, fmt)


def _quiet(*, hide: bool) -> AbstractContextManager[object]:
    import contextlib
    import io

    return contextlib.redirect_stdout(io.StringIO()) if hide else contextlib.nullcontext()


def _seen(app: App) -> list[Told]:
    shown = App(app.settings, app.host)
    try:
        drill = service.running(shown.desk(create=False))
        return drill.scenario.told(drill.seed)
    finally:
        shown.close()


def _say(app: App, one: Told) -> None:
    output.out(t("drill.happens", at=dates.when(one.at, zone_of("Europe/Paris"), "Europe/Paris"), text=one.text[app.lang]))


def _told(app: App, found: list[Told]) -> int:
    data = [{"id": one.id, "kind": one.kind, "at": to_z(one.at), "text": one.text[app.lang]} for one in found]
    zone = app.desk().zone
    lines = [t("drill.happens", at=dates.when(one.at, zone_of(zone), zone), text=one.text[app.lang]) for one in found]
    return app.answer(data, "\n".join(lines) or t("drill.nothing-yet"))


def _scored(app: App, fmt: str) -> int:
    shown = App(app.settings, app.host)
    try:
        return _score(shown, fmt)
    finally:
        shown.close()


def _score(app: App, fmt: str) -> int:
    from breach.service import drill_sheet
    from breach.service.drill_score import score

    desk = app.desk(create=False)
    sheet = score(desk)
    if fmt == "json" or app.as_json:
        output.data(drill_sheet.data(sheet, app.lang))
    else:
        output.out(drill_sheet.markdown_of(sheet, desk) if fmt == "md" else drill_sheet.text(sheet, desk))
    return 0
