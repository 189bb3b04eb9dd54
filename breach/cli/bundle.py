"""``breach bundle`` and ``merge``: a file goes to a DPO outside, encrypted, and what they wrote comes back."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from breach.cli import output
from breach.disk.reading import read_bytes
from breach.i18n import plural, t
from breach.log.verifier_ground import LARGEST_ARCHIVE
from breach.service import bundles

if TYPE_CHECKING:
    import argparse

    from breach.cli.app import App


def add_bundle(parser: argparse.ArgumentParser) -> None:
    """The options of ``bundle``."""
    parser.add_argument("ref", metavar="REF", help=t("cli.ref"))
    parser.add_argument("--to", metavar="age1…", action="append", default=[], help=t("bundle.opt-to"))
    parser.add_argument("-o", dest="output", metavar="FILE", default="", help=t("cli.output"))


def run_bundle(app: App, args: argparse.Namespace) -> int:
    """Write the encrypted bundle of a file, and record for whom."""
    desk = app.desk(create=False)
    row, body, to, withheld = bundles.bundle(desk, args.ref, args.to)
    path = args.output or f"{row.ref}.age"
    with output.placing(path, body, "age", as_json=app.as_json):
        done = bundles.sent(desk, row, body, to, "" if path == output.STDOUT else os.path.abspath(path))
    data = {"ref": row.ref, "entry": done.n, "hash": done.hash, "recorded_at": done.recorded_at, "path": path, "to": to, "withheld": withheld}
    words = [t("bundle.written", path=output.named(path), to=", ".join(to))]
    words += [t("bundle.withheld", count=withheld)] if withheld else []
    words += [] if bundles.can_be_answered(desk) else [t("bundle.no-reply-key")]
    return app.answer_of(path, data, output.safe("\n".join(words)))


def add_merge(parser: argparse.ArgumentParser) -> None:
    """The options of ``merge``."""
    parser.add_argument("file", metavar="FILE", help=t("bundle.file"))


def run_merge(app: App, args: argparse.Namespace) -> int:
    """Take in what is new in a bundle, and show what both sides changed."""
    desk = app.desk()
    done = bundles.merge(desk, read_bytes(args.file, LARGEST_ARCHIVE), args.file)
    ref, added = done.row.ref, len(done.added)
    key = "opened" if done.opened else "nothing-new" if not added else "added"
    words = [
        t("bundle.nothing-new", ref=ref, known=done.known) if key == "nothing-new" else plural(f"bundle.{key}", added, ref=ref, known=done.known)
    ]
    for one in done.conflicts:
        words.append(output.line(t("bundle.conflict", what=one.what, ours=one.ours, theirs=one.theirs)))
        words.append(output.line(t("bundle.ours", value=shown(one.our_body))))
        words.append(output.line(t("bundle.theirs", value=shown(one.their_body))))
    if done.conflicts:
        words.append(t("bundle.conflict-todo"))
    return app.answer(done.to_json(), "\n".join(words))


def shown(body: dict[str, object]) -> str:
    """One version of a fact or of a decision, on a line."""
    told = {name: body[name] for name in ("value", "low", "high", "choice", "why", "because") if body.get(name) is not None}
    return ", ".join(f"{name} {value}" for name, value in told.items()) or str(body.get("state", ""))
