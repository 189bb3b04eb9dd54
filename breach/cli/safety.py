"""``breach backup`` and ``breach restore``."""

from __future__ import annotations

import os

from breach.cli import output
from breach.cli.key import asker
from breach.disk.writing import refuse_dash
from breach.errors import StoreError
from breach.i18n import plural, t
from breach.service.backup import UNREADABLE

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse

    from breach.cli.app import App


def add_backup(parser: argparse.ArgumentParser) -> None:
    """The options of ``backup``."""
    parser.add_argument("file", metavar="FILE", help=t("operations.backup-file"))


def run_backup(app: App, args: argparse.Namespace) -> int:
    """Write a verified backup and record it. Raises InputError ``output-exists``, StoreError."""
    from breach.service.backup import record

    refuse_dash(args.file)
    desk = app.desk(create=False)
    made = app.host.backup(desk.store, args.file)
    done = record(desk, made)
    data = {
        "path": made.path,
        "sha256": made.sha256,
        "size": made.size,
        "chains": made.chains,
        "entries": made.entries,
        "entry": done.n,
        "hash": done.hash,
        "recorded_at": done.recorded_at,
        "beside": list(made.beside),
    }
    said = {"entries": plural("counts.entries", made.entries), "chains": plural("counts.chains", made.chains)}
    words = t("operations.backup-done", path=made.path, sha256=made.sha256, **said)
    if made.beside:
        words += "\n" + t("rebuild.beside", count=len(made.beside), rows="; ".join(made.beside[:5]))
    return app.answer(data, words)


def add_restore(parser: argparse.ArgumentParser) -> None:
    """The options of ``restore``."""
    parser.add_argument("file", metavar="FILE", help=t("operations.restore-file"))
    parser.add_argument("--why", metavar="TEXT", default="", help=t("operations.restore-why"))
    parser.add_argument("--backup-key", metavar="FILE", default="", help=t("operations.restore-key"))


def run_restore(app: App, args: argparse.Namespace) -> int:
    """Put a backup in place. The store that was there is put aside. Raises RuleError ``restore-loses``, StoreError."""
    _look(app)
    app.close()
    done = app.host.restore(app.settings, asker(app), args.file, args.backup_key, args.why)
    data = {
        "store": app.settings.store,
        "sha256": done.sha256,
        "entries": done.entries,
        "aside": done.aside or None,
        "lost": [{"chain": name, "entries": count} for name, count in done.lost],
    }
    words = t("operations.restore-done", path=app.settings.store, entries=plural("counts.entries", done.entries))
    if done.aside:
        words += "\n" + t("operations.restore-aside", path=done.aside)
    return app.answer(data, words)


def _look(app: App) -> None:
    """Open the store in place as every command does, so that its first lines are said; one that cannot be read is what a backup is for."""
    if not os.path.exists(app.settings.store):
        return
    try:
        app.started(create=False)
    except StoreError as error:
        if error.code not in UNREADABLE:
            raise
        output.words(t("operations.restore-unreadable", path=app.settings.store))
