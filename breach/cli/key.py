"""``breach key``: state of the key, a recovery key, putting it back, and changing the key. No key and no passphrase is ever printed."""

from __future__ import annotations

import os
import stat
import sys

from breach import paths
from breach.cli import output, personal
from breach.disk.reading import read_bytes
from breach.disk.writing import refuse_dash, write_new
from breach.errors import InputError, StoreError
from breach.i18n import t
from breach.service import key_record

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from breach.cli.app import App

ACTIONS = ("status", "recovery", "restore", "rotate", "sign-new", "sign-revoke", "review-new")
LARGEST = 10_000
"""The largest recovery or passphrase file that is read, in bytes."""


def add_key(parser: argparse.ArgumentParser) -> None:
    """The options of ``key``."""
    parser.add_argument("action", nargs="?", choices=ACTIONS, default="status", help=t("operations.key-action"))
    parser.add_argument("file", nargs="?", metavar="FILE", help=t("operations.key-file"))
    parser.add_argument("-o", "--output", metavar="FILE", default="", help=t("operations.key-output"))
    parser.add_argument("--why", metavar="TEXT", default="", help=t("signing.opt-why"))
    parser.add_argument("--since", metavar="INSTANT", default="", help=t("signing.opt-since"))
    parser.add_argument("--passphrase-file", metavar="FILE", default="", help=t("operations.key-passphrase-file"))


def run_key(app: App, args: argparse.Namespace) -> int:
    """Do what was asked of the key."""
    wrong = [
        args.file if args.action not in ("restore", "sign-revoke") else "",
        args.output if args.action != "recovery" else "",
        "--why" if args.why and args.action != "sign-revoke" else "",
        "--since" if args.since and args.action != "sign-revoke" else "",
    ]
    if any(wrong):
        raise InputError("usage", said=" ".join(wrong).strip(), verb="breach key")
    if args.action in personal.ACTIONS:
        return personal.ACTIONS[args.action](app, args)
    return {"status": _status, "recovery": _recovery, "restore": _restore, "rotate": _rotate}[args.action](app, args)


def asker(app: App) -> Callable[[], str] | None:
    """What asks for a passphrase; None where nothing may be asked."""
    return None if app.settings.no_input or not sys.stdin.isatty() else lambda: _ask("start.ask-passphrase")


def _ask(question: str) -> str:
    import getpass

    return getpass.getpass(t(question) + " ")


def _status(app: App, args: argparse.Namespace) -> int:
    del args
    started = app.started(create=False)
    store, found = started.desk.store, started.key
    made, changed = key_record.told(started.desk)
    data = {
        "place": found.place,
        "path": found.path,
        "mode": f"{stat.S_IMODE(os.stat(found.path).st_mode):04o}" if found.place == "file" else None,
        "recovery": store.meta("recovery") == "1",
        "recovery_made_at": made.recorded_at if made else None,
        "rotated_at": changed.recorded_at if changed else None,
        **personal.held(started.desk),
    }
    words = [t(f"operations.key-in-{found.place}", path=found.path, mode=data["mode"])]
    words.append(t("operations.key-has-recovery", at=data["recovery_made_at"]) if data["recovery"] else t("start.no-recovery-key"))
    if changed:
        words.append(t("operations.key-changed-at", at=changed.recorded_at))
    return app.answer(data, "\n".join([*words, *personal.words(data)]))


def _recovery(app: App, args: argparse.Namespace) -> int:
    """Write a copy of the key that a passphrase opens, and record that there is one."""
    app.recovery_at_hand = True
    started = app.started(create=False)
    passphrase = _new_passphrase(app, args.passphrase_file)
    wrapped: bytes = app.host.wrap(started.key.key, passphrase)
    refuse_dash(args.output)
    path = os.path.abspath(args.output or paths.recovery_file(started.desk.store.path))
    if not args.output:
        _keep_older(path)
    write_new(path, wrapped)
    done = key_record.recovery_made(started.desk, usual=not args.output)
    data = {"path": path, "entry": done.n, "hash": done.hash, "recorded_at": done.recorded_at}
    return app.answer(data, t("operations.recovery-made", path=path))


def _keep_older(path: str) -> None:
    """An older recovery key may open an older backup: it is kept under its number, never replaced."""
    if not os.path.lexists(path):
        return
    number = 1
    while os.path.lexists(f"{path}.{number}"):
        number += 1
    try:
        os.rename(path, f"{path}.{number}")
    except OSError as error:
        raise InputError("output-not-written", path=path, said=error.strerror or "") from error
    output.words(t("operations.recovery-older", path=f"{path}.{number}"))


def _new_passphrase(app: App, path: str) -> str:
    if path:
        return _passphrase_of(path)
    if asker(app) is None:
        raise InputError("passphrase-not-asked")
    first = _ask("operations.ask-new-passphrase")
    if _ask("operations.ask-passphrase-again") != first:
        raise InputError("passphrases-differ")
    return first


def _passphrase_of(path: str) -> str:
    """The passphrase in the file ``path``: its first line. Raises InputError ``passphrase-file-open``, ``passphrase-file-bad``."""
    raw = read_bytes(path, LARGEST)
    try:
        about = os.stat(path)
    except OSError as error:
        raise InputError("input-unreadable", path=path, said=error.strerror or "") from error
    if stat.S_ISREG(about.st_mode) and about.st_mode & 0o077:
        raise InputError("passphrase-file-open", path=path, mode=f"{stat.S_IMODE(about.st_mode):04o}")
    try:
        text = raw.decode()
    except UnicodeDecodeError as error:
        raise InputError("not-utf8", name=path, at=error.start) from error
    return text.split("\n", 1)[0].removesuffix("\r")


def _restore(app: App, args: argparse.Namespace) -> int:
    """Install the key that a recovery file holds, where there is none."""
    path = args.file or paths.recovery_file(app.settings.store)
    raw = read_bytes(path, LARGEST)
    if args.passphrase_file:
        passphrase = _passphrase_of(args.passphrase_file)
    else:
        ask = asker(app)
        if ask is None:
            raise InputError("passphrase-not-asked")
        passphrase = ask()
    found = app.host.restore_key(app.settings, raw, passphrase)
    words = t(f"operations.key-restored-{found.place}", path=found.path)
    if not os.path.exists(app.settings.store):
        words += "\n" + t("operations.key-no-store", path=app.settings.store)
    return app.answer({"place": found.place, "path": found.path, "store": app.settings.store}, words)


def _rotate(app: App, args: argparse.Namespace) -> int:
    """Put the store under a new key."""
    del args
    started = app.started(create=False)
    if started.desk.store.behind_heads():
        raise StoreError("rotate-after-loss")
    if key_record.orphans_backups(started.desk.store):
        output.words(t("operations.rotate-orphans"))
        if not app.settings.no_input and sys.stdin.isatty() and sys.stderr.isatty():
            output.words(t("operations.rotate-ask"))
            if sys.stdin.readline().strip().lower() not in ("o", "oui", "y", "yes"):
                raise InputError("key-left")
    place, path = app.host.rotate(started)
    data = {"place": place, "path": path, "recovery": False}
    return app.answer(data, t(f"operations.key-rotated-{place}", path=path) + "\n" + t("operations.key-rotated-after"))
