"""``breach demo``: a throw-away store with three invented files."""

from __future__ import annotations

import os
import sys

from breach import clock_source
from breach.cli import output
from breach.cli.app import App
from breach.cli.throwaway import made_folder
from breach.i18n import t
from breach.service.demo import begins, play

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse


def add_demo(parser: argparse.ArgumentParser) -> None:
    """``demo`` takes no options of its own."""


def run_demo(app: App, args: argparse.Namespace) -> int:
    """Make the store and say how to look at it; on a terminal, open the terminal UI on it. Nothing is removed."""
    del args
    folder = made_folder("demo")
    store, key = os.path.join(folder, "store.db"), os.path.join(folder, "store.key")
    at = clock_source.now()
    refs = app.host.throwaway(store, key, begins(at), lambda made: play(made, at, app.lang, app.host.drafting))
    options = f"--store {store} --key file:{key}"
    words = t("operations.demo-made", folder=folder, options=options, ref=refs[-1])
    if app.as_json:
        output.data({"folder": folder, "store": store, "key": key, "refs": refs})
        return 0
    output.out(words)
    terminal = getattr(app.host, "terminal", None)
    if terminal is None or app.settings.no_input or not (sys.stdin.isatty() and sys.stdout.isatty()):
        return 0
    app.settings.store, app.settings.key, app.settings.store_named = store, f"file:{key}", True
    shown = App(app.settings, app.host)
    try:
        status: int = terminal(app.settings, shown.started(create=False))
    finally:
        shown.close()
    return status
