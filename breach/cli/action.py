"""``breach action``: what is to be done after the breach, by whom, until when, and what came of it."""

from __future__ import annotations

from breach.cli import output
from breach.errors import InputError
from breach.i18n import t
from breach.service import actions as service
from breach.service import afterwards
from breach.service.desk import written
from breach.service.files import read

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from typing import Any

    from breach.cli.app import App

WHAT = ("list", "add", "done", "drop")


def add_action(parser: argparse.ArgumentParser) -> None:
    """The options of ``action``."""
    parser.add_argument("ref", metavar="REF", help=t("cli.ref"))
    parser.add_argument("what", nargs="?", choices=WHAT, default="list", help=t("action.arg-what"))
    parser.add_argument("words", nargs="*", metavar="TEXT|N", help=t("action.arg-words"))
    parser.add_argument("--owner", metavar="WHO", default="", help=t("action.opt-owner"))
    parser.add_argument("--due", metavar="INSTANT", default="", help=t("action.opt-due"))
    parser.add_argument("--about", choices=service.ABOUT, default="", help=t("action.opt-about"))
    parser.add_argument("--result", metavar="TEXT", default="", help=t("action.opt-result"))
    parser.add_argument("--why", metavar="TEXT", default="", help=t("action.opt-why"))


def run_action(app: App, args: argparse.Namespace) -> int:
    """List the actions and what is still open, add one, or record what came of one."""
    if args.what == "list":
        return _list(app, args)
    if args.what == "add":
        _only(args, "owner", "due", "about")
        text = " ".join(args.words)
        app.flag_personal(text)
        due = app.instant(args.due, ahead=True) if args.due else ""
        row, done = service.add(app.desk(), args.ref, text, owner=args.owner, due=due, about=args.about or "measure")
        return app.answer(written(row.ref, done), t("action.added", ref=row.ref, n=done.n))
    done_not_dropped = args.what == "done"
    _only(args, "result" if done_not_dropped else "why")
    text = args.result if done_not_dropped else args.why
    app.flag_personal(text)
    state = service.DONE if done_not_dropped else service.DROPPED
    row, done = service.settle(app.desk(), args.ref, _entry(args), state, text)
    return app.answer(written(row.ref, done), t(f"action.said-{state}", ref=row.ref, n=done.n))


def _only(args: argparse.Namespace, *allowed: str) -> None:
    """Refuse an option that means nothing here. Raises InputError ``usage``."""
    for name in ("owner", "due", "about", "result", "why"):
        if getattr(args, name) and name not in allowed:
            raise InputError("usage", said=f"--{name}", verb=f"breach action {args.ref} {args.what}")


def _entry(args: argparse.Namespace) -> int:
    if len(args.words) != 1 or not args.words[0].isdecimal():
        raise InputError("usage", said=" ".join(args.words)[:80] or "N", verb=f"breach action {args.ref} {args.what} N")
    return int(args.words[0])


def _list(app: App, args: argparse.Namespace) -> int:
    _only(args)
    if args.words:
        raise InputError("usage", said=args.words[0][:80], verb=f"breach action {args.ref}")
    desk = app.desk()
    opened, now = read(desk, args.ref), desk.now()
    found = service.told(desk, opened, now)
    left = [item.data(desk.lang) for item in afterwards.still_open(opened, now, desk.lang)]
    words = [*(lines(found, desk.zone) or [t("action.none")]), *left_lines(left)]
    return app.answer({"ref": opened.row.ref, "actions": found, "still_open": left}, "\n".join(words))


def lines(found: list[dict[str, Any]], name: str) -> list[str]:
    """The actions in words, made harmless for the terminal."""
    return [output.line(line) for line in service.in_words(found, name)]


def left_lines(left: list[dict[str, Any]]) -> list[str]:
    """What is still open in words, made harmless for the terminal."""
    return [output.line(line) for line in afterwards.left_words(left)]
