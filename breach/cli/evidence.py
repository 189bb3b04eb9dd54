"""``breach evidence``: hashed as it arrives, whatever its size; who holds it; hashed again; an original taken out of the store."""

from __future__ import annotations

import sys

from breach.cli import output
from breach.errors import InputError
from breach.i18n import t
from breach.service import pieces, record
from breach.service.desk import written

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse

    from breach.cli.app import App

ACTIONS = ("add", "check", "move", "get")


def add_evidence(parser: argparse.ArgumentParser) -> None:
    """The options of ``evidence``."""
    parser.add_argument("action", choices=ACTIONS, help=t("cli.evidence-action"))
    parser.add_argument("ref", metavar="REF", help=t("cli.ref"))
    parser.add_argument("what", metavar="FILE|N", nargs="?", help=t("cli.evidence-file"))
    parser.add_argument("--source", metavar="TEXT", default="", help=t("cli.evidence-source"))
    parser.add_argument("--method", metavar="TEXT", default="", help=t("evidence.method"))
    parser.add_argument("--keep", action="store_true", help=t("evidence.keep"))
    parser.add_argument("--to", metavar="WHO", default="", help=t("evidence.to"))
    parser.add_argument("--why", metavar="TEXT", default="", help=t("cli.decide-why"))
    parser.add_argument("-o", dest="output", metavar="FILE", default="", help=t("cli.output"))


TAKES = {"add": ("source", "method", "keep"), "check": (), "move": ("to", "why"), "get": ("output",)}
"""The options of each action; another's is refused, never ignored."""
NEEDS = {"add": (), "check": (), "move": ("to", "why"), "get": ("output",)}


def run_evidence(app: App, args: argparse.Namespace) -> int:
    """Add a piece of evidence, hash all of it again, record who holds it, or take an original out."""
    _options(args)
    if args.action == "check":
        return _check(app, args.ref)
    if args.action == "add":
        return _add(app, args)
    entry = int(args.what) if args.what.isdecimal() and len(args.what) < 10 else 0
    if args.action == "move":
        row, done = record.move_evidence(app.desk(), args.ref, entry, args.to, args.why)
        return app.answer(written(row.ref, done), t("evidence.moved", ref=row.ref, entry=entry, n=done.n))
    body = pieces.original(app.desk(), args.ref, entry)
    with output.placing(args.output, body, "original", as_json=app.as_json):
        pass
    return app.answer_of(args.output, {"path": args.output, "size": len(body)}, t("cli.written-to", path=output.named(args.output)))


def _options(args: argparse.Namespace) -> None:
    """Raises InputError ``usage`` where an option is missing, or belongs to another action."""
    every = {name for names in TAKES.values() for name in names}
    given = {name for name in every if getattr(args, name)} | ({"what"} if args.what else set())
    needed = {*NEEDS[args.action], *(() if args.action == "check" else ("what",))}
    shown = {"what": "FILE" if args.action == "add" else "N", "output": "-o"}
    if needed - given:
        names = ", ".join(shown.get(name, f"--{name}") for name in sorted(needed - given))
        raise InputError("usage", said=t("argparse.the following arguments are required: %s") % names, verb=f"breach evidence {args.action}")
    odd = given - {*TAKES[args.action], "what"} | (given & {"what"} if args.action == "check" else set())
    if odd:
        names = ", ".join(shown.get(name, f"--{name}") for name in sorted(odd))
        raise InputError("usage", said=t("argparse.unrecognized arguments: %s") % names, verb=f"breach evidence {args.action}")


def _add(app: App, args: argparse.Namespace) -> int:
    desk = app.desk()
    if args.what == pieces.STREAM:
        row, done, mark, size = pieces.add_stream(desk, args.ref, sys.stdin.buffer, args.source, args.method, keep=args.keep)
    else:
        row, done, mark, size = pieces.add_evidence(desk, args.ref, args.what, args.source, args.method, keep=args.keep)
    data = {**written(row.ref, done), "sha256": mark, "size": size, "kept": args.keep}
    words = t("evidence.added-kept" if args.keep else "evidence.added", ref=row.ref, n=done.n, sha256=mark, size=size)
    return app.answer(data, words)


def _check(app: App, ref: str) -> int:
    results = pieces.check_evidence(app.desk(), ref)
    lines = [
        output.line(t("evidence.result", entry=r["entry"], result=t(f"evidence.{r['result']}")))
        + (f" {t('evidence.in-store')}" if r["where"] == "store" else "")
        for r in results
    ]
    app.answer(results, "\n".join(lines) or t("evidence.none"))
    return 0 if all(r["result"] == "match" for r in results) else 1
