"""``breach verify`` and ``export``: that what was recorded was not changed since."""

from __future__ import annotations

import os

from breach.cli import output
from breach.cli.anchor import certificates
from breach.errors import InputError
from breach.i18n import plural, t
from breach.service import pack, proof, proof_archive
from breach.service.anchoring import read_head
from breach.service.proof_report import Asked

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse

    from breach.cli.app import App


def add_verify(parser: argparse.ArgumentParser) -> None:
    """The options of ``verify``."""
    parser.add_argument("what", metavar="REF|EXPORT", nargs="?", help=t("cli.verify-what"))
    parser.add_argument("--head", metavar=t("anchor.meta-head"), action="append", default=[], help=t("verify.opt-head"))


def run_verify(app: App, args: argparse.Namespace) -> int:
    """Verify the whole store, one file, or an exported archive; exit 1 where a fault is found."""
    heads = tuple(read_head(text) for text in args.head)
    archive = bool(args.what) and (os.path.exists(args.what) or "/" in args.what or args.what.endswith(".zip"))
    if archive:
        result = proof_archive.verify_archive(app.lang, args.what, heads, app.host.judging(), certificates(app))
    else:
        result = proof.verify(app.desk(create=False), args.what, Asked(certificates(app), heads))
        if not args.what:
            proof.with_pages(result, lambda: app.host.check_pages(app.desk().store))
    app.answer(result, "\n".join(output.line(line) for line in proof.in_words(result)))
    return 0 if result["ok"] else 1


def add_export(parser: argparse.ArgumentParser) -> None:
    """The options of ``export``."""
    parser.add_argument("ref", metavar="REF", help=t("cli.ref"))
    parser.add_argument("-o", dest="output", metavar="FILE.zip", help=t("cli.output"))
    parser.add_argument("--redacted", action="store_true", help=t("export.redacted"))
    parser.add_argument("--withhold", metavar="N[.TEXT]", action="append", default=[], help=t("export.withhold"))
    parser.add_argument("--why", metavar="TEXT", default="", help=t("export.why"))


def run_export(app: App, args: argparse.Namespace) -> int:
    """Write the archive of a file, and record its hash."""
    desk = app.desk()
    row = desk.store.find(args.ref)
    path = args.output or f"{row.ref}.zip"
    if (args.withhold or args.why) and not args.redacted:
        raise InputError("usage", said=t("export.usage"), verb="breach export")
    redaction = pack.Redaction(tuple(args.withhold), args.why) if args.redacted else None
    archive, held = pack.archive(desk, row, redaction)
    withheld = len(held.texts) + len(held.files) + held.people if held else None
    with output.placing(path, archive, "zip", as_json=app.as_json):
        done = proof.exported(desk, row, archive, "" if path == output.STDOUT else os.path.abspath(path), withheld)
    data = {
        "ref": row.ref,
        "entry": done.n,
        "hash": done.hash,
        "recorded_at": done.recorded_at,
        "path": path,
        "sha256": proof.mark_of(archive),
        "withheld": held.to_json() if held else None,
    }
    told = plural("export.withheld", withheld or 0) + "\n" if held else ""
    check = "EXPORT.zip" if path == output.STDOUT else os.path.basename(path)
    words = t("cli.written-to", path=output.named(path)) + "\n" + told + t("export.check", path=check)
    return app.answer_of(path, data, (t("log.exercise") + "\n" if row.exercise else "") + words)
