"""``breach wait`` and ``breach requests``: what comes back from an inquiry and from people."""

from __future__ import annotations

from breach.errors import InputError
from breach.i18n import t
from breach.service import back as service
from breach.service.desk import written

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from datetime import datetime

    from breach.cli.app import App


def add_wait(parser: argparse.ArgumentParser) -> None:
    """The options of ``wait``."""
    parser.add_argument("ref", metavar="REF", help=t("cli.ref"))
    parser.add_argument("--by", metavar="NAME", default="", help=t("cli.wait-by"))
    parser.add_argument("--until", metavar="INSTANT", default="", help=t("cli.wait-until"))
    parser.add_argument("--why", metavar="TEXT", required=True, help=t("cli.wait-why"))
    parser.add_argument("--over", action="store_true", help=t("cli.wait-over"))


def run_wait(app: App, args: argparse.Namespace) -> int:
    """Record a request to wait, or its end."""
    desk = app.desk()
    desk.at = ""
    if args.over:
        row, done = service.wait_over(desk, args.ref, at=args.at or "", why=args.why)
        return app.answer(written(row.ref, done), _simulated(row.exercise) + t("back.wait-lifted", ref=row.ref, n=done.n))
    if not args.by:
        raise InputError("usage", said=t("argparse.the following arguments are required: %s") % "--by", verb="breach wait")
    row, done = service.wait(desk, args.ref, by=args.by, at=args.at or "", until=args.until, why=args.why)
    until = _when(desk.instant(args.until), desk.zone) if args.until else "—"
    return app.answer(written(row.ref, done), _simulated(row.exercise) + t("back.wait-recorded", ref=row.ref, n=done.n, until=until))


def add_requests(parser: argparse.ArgumentParser) -> None:
    """The options of ``requests``."""
    parser.add_argument("ref", metavar="REF", help=t("cli.ref"))
    parser.add_argument("--received", metavar="INSTANT", default="", help=t("cli.requests-received"))
    parser.add_argument("--count", metavar="N", type=int, default=0, help=t("cli.requests-count"))
    parser.add_argument("--answered", metavar="N", type=int, help=t("cli.requests-answered"))
    parser.add_argument("--of", metavar="ENTRY", type=int, help=t("cli.requests-of"))


def run_requests(app: App, args: argparse.Namespace) -> int:
    """Count requests that came in, or that were answered."""
    desk = app.desk()
    desk.at = ""
    if args.answered is not None:
        row, done, left = service.requests_answered(desk, args.ref, count=args.answered, of=args.of, at=args.at or "")
        words = t("back.requests-answered", ref=row.ref, n=done.n, count=args.answered, left=left)
        return app.answer(written(row.ref, done), _simulated(row.exercise) + words)
    missing = [name for name, value in (("--received", args.received), ("--count", args.count)) if not value]
    if missing:
        raise InputError("usage", said=t("argparse.the following arguments are required: %s") % ", ".join(missing), verb="breach requests")
    row, done, due = service.requests(desk, args.ref, received=args.received, count=args.count)
    words = t("back.requests-recorded", ref=row.ref, n=done.n, count=args.count, due=_when(desk.instant(due), desk.zone))
    return app.answer(written(row.ref, done), _simulated(row.exercise) + words)


def _when(at: datetime, zone: str) -> str:
    from breach.domain.instants import zone_of
    from breach.i18n import dates

    return dates.when(at, zone_of(zone), zone)


def _simulated(exercise: object) -> str:
    return t("record.simulated") + "\n" if exercise else ""
