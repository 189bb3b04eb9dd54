"""``breach evidence add`` and ``check``: hashed as it arrives, in pieces, whatever its size."""

from __future__ import annotations

import sys

from breach.cli import output
from breach.disk.reading import hash_stream
from breach.errors import InputError
from breach.i18n import t
from breach.service import pieces, record
from breach.service.desk import written

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse

    from breach.cli.app import App


def add_evidence(parser: argparse.ArgumentParser) -> None:
    """The options of ``evidence``."""
    parser.add_argument("action", choices=("add", "check"), help=t("cli.evidence-action"))
    parser.add_argument("ref", metavar="REF", help=t("cli.ref"))
    parser.add_argument("file", metavar="FILE", nargs="?", help=t("cli.evidence-file"))
    parser.add_argument("--source", metavar="TEXT", default="", help=t("cli.evidence-source"))


def run_evidence(app: App, args: argparse.Namespace) -> int:
    """Add a piece of evidence, or hash all of it again."""
    if args.action == "check":
        return _check(app, args.ref)
    if not args.file:
        raise InputError("usage", said=t("argparse.the following arguments are required: %s") % "FILE", verb="breach evidence add")
    desk = app.desk()
    if args.file == pieces.STREAM:
        desk.store.find(args.ref)
        mark, size = hash_stream(sys.stdin.buffer)
        row, done = record.add_evidence(desk, args.ref, pieces.STREAM, mark, size, args.source)
    else:
        row, done, mark, size = pieces.add_evidence(desk, args.ref, args.file, args.source)
    data = {**written(row.ref, done), "sha256": mark, "size": size}
    return app.answer(data, t("evidence.added", ref=row.ref, n=done.n, sha256=mark, size=size))


def _check(app: App, ref: str) -> int:
    results = pieces.check_evidence(app.desk(), ref)
    lines = [output.line(t("evidence.result", entry=r["entry"], result=t(f"evidence.{r['result']}"))) for r in results]
    app.answer(results, "\n".join(lines) or t("evidence.none"))
    return 0 if all(r["result"] == "match" for r in results) else 1
