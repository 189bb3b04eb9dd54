"""``breach aware``: the awareness decision."""

from __future__ import annotations

from breach.errors import InputError
from breach.i18n import t
from breach.service.awareness import aware
from breach.service.desk import written

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse

    from breach.cli.app import App


def add_aware(parser: argparse.ArgumentParser) -> None:
    """The options of ``aware``."""
    parser.add_argument("ref", metavar="REF", help=t("cli.ref"))
    parser.add_argument("--by", metavar="NAME", required=True, help=t("cli.aware-by"))
    parser.add_argument("--basis", metavar="TEXT", required=True, help=t("cli.aware-basis"))
    parser.add_argument("--why", metavar="TEXT", default="", help=t("cli.aware-why"))
    parser.add_argument("--candidate", action="store_true", help=t("cli.aware-candidate"))


def run_aware(app: App, args: argparse.Namespace) -> int:
    """Record awareness; ``--at`` is required here. Raises InputError ``usage`` without it."""
    if not args.at:
        raise InputError("usage", said=t("argparse.the following arguments are required: %s") % "--at", verb="breach aware")
    desk = app.desk()
    desk.at = ""
    row, done = aware(desk, args.ref, args.at, args.by, args.basis, args.why, candidate=args.candidate)
    from breach.cli.clock_words import lines_of
    from breach.service.clocks import of_file

    fresh = desk.store.find(row.ref)
    clocks = "" if app.as_json else "\n".join(lines_of(desk, of_file(desk, fresh)))
    return app.answer(written(row.ref, done), t("cli.entry-done", ref=row.ref, n=done.n, hash=done.hash[:12]) + "\n" + clocks)
