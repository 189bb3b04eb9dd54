"""``breach evidence add`` and ``check``: hashed as it arrives, in pieces, whatever its size."""

from __future__ import annotations

import hashlib
import os
import stat
import sys

from breach.cli import output
from breach.errors import InputError
from breach.i18n import t
from breach.service import record
from breach.service.desk import written
from breach.service.files import read_row

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from typing import BinaryIO

    from breach.cli.app import App

PIECE = 1 << 20


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
    desk.store.find(args.ref)
    if args.file == "-":
        mark, size = _hash(sys.stdin.buffer)
        name = "-"
    else:
        mark, size = _hash_file(args.file)
        name = os.fsencode(os.path.abspath(args.file)).decode(errors="backslashreplace")
    row, done = record.add_evidence(desk, args.ref, name, mark, size, args.source)
    data = {**written(row.ref, done), "sha256": mark, "size": size}
    return app.answer(data, t("evidence.added", ref=row.ref, n=done.n, sha256=mark, size=size))


def _check(app: App, ref: str) -> int:
    desk = app.desk()
    row = desk.store.find(ref)
    results: list[dict[str, object]] = []
    for act in read_row(desk, row).file.evidence:
        path = str(act.body["path"])
        if path == "-":
            results.append({"entry": act.n, "result": "unreadable"})
            continue
        try:
            mark, _ = _hash_file(path)
        except InputError:
            results.append({"entry": act.n, "result": "unreadable"})
        else:
            results.append({"entry": act.n, "result": "match" if mark == act.body["sha256"] else "mismatch"})
    if results:
        record.evidence_checked(desk, row, results)
    lines = [output.line(t("evidence.result", entry=r["entry"], result=t(f"evidence.{r['result']}"))) for r in results]
    app.answer(results, "\n".join(lines) or t("evidence.none"))
    return 0 if all(r["result"] == "match" for r in results) else 1


def _hash_file(path: str) -> tuple[str, int]:
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):
            raise InputError("not-a-regular-file", path=path)
        with open(path, "rb") as file:
            return _hash(file)
    except (OSError, ValueError) as error:
        raise InputError("input-unreadable", path=path, said=getattr(error, "strerror", None) or "") from error


def _hash(file: BinaryIO) -> tuple[str, int]:
    mark, size = hashlib.sha256(), 0
    while piece := file.read(PIECE):
        mark.update(piece)
        size += len(piece)
    return mark.hexdigest(), size
