"""``breach filed``, ``sent`` and ``authority``: what really happened outside. Nothing is ever sent or filed from here."""

from __future__ import annotations

from breach.cli.recap import lines
from breach.errors import InputError
from breach.i18n import t
from breach.law.clocks import lateness
from breach.service import happened
from breach.service import record as service
from breach.service.complement import compare
from breach.service.desk import written
from breach.service.files import read
from breach.service.known import TYPES
from breach.service.pieces import attachment
from breach.service.sent_text import sendable

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse

    from breach.cli.app import App


def add_filed(parser: argparse.ArgumentParser) -> None:
    """The options of ``filed``."""
    parser.add_argument("ref", metavar="REF", help=t("cli.ref"))
    parser.add_argument("--form", required=True, metavar="FORM", help=t("cli.filed-form"))
    parser.add_argument("--type", metavar="|".join(TYPES), default="", help=t("cli.notice-type"))
    parser.add_argument("--reference", metavar="NUMBER", default="", help=t("cli.filed-reference"))
    parser.add_argument("--receipt", metavar="FILE", help=t("cli.filed-receipt"))
    parser.add_argument("--late-reason", metavar="TEXT", default="", help=t("cli.filed-late"))
    parser.add_argument("--for", dest="party", metavar="PARTY", default="", help=t("cli.filed-for"))
    parser.add_argument("--failed", metavar="TEXT", default="", help=t("cli.filed-failed"))


def run_filed(app: App, args: argparse.Namespace) -> int:
    """Record a filing, or a failed attempt."""
    desk = app.desk()
    desk.at = ""
    paper = attachment(args.receipt) if args.receipt else None
    if args.failed:
        row, done = service.filing_failed(desk, args.ref, form=args.form, at=args.at or "", text=args.failed, capture=paper)
        return app.answer(written(row.ref, done), _simulated(row.exercise) + t("record.failed", ref=row.ref, n=done.n))
    missing = [name for name, value in (("--type", args.type), ("--at", args.at), ("--reference", args.reference)) if not value]
    if missing:
        raise InputError("usage", said=t("argparse.the following arguments are required: %s") % ", ".join(missing), verb="breach filed")
    row, done, settled = service.filed(
        desk,
        args.ref,
        form=args.form,
        kind=args.type,
        at=args.at,
        reference=args.reference,
        receipt=paper,
        late_reason=args.late_reason,
        party=args.party,
    )
    instant = desk.past(args.at)
    words = happened.filed(row.ref, done.n, settled, instant, by_id=True)
    words[0] = _simulated(row.exercise) + words[0]
    if not args.late_reason and any(lateness(due, instant) for due in settled):
        words.append(t("record.late-reason-wanted", ref=row.ref))
    words += _kept(app, row.ref, args.form, done.n, receipt=paper is not None)
    return app.answer(written(row.ref, done), "\n".join(words))


def _kept(app: App, ref: str, form: str, n: int, *, receipt: bool) -> list[str]:
    """What was kept of the values that were filed, and how they stand beside a receipt that can be read."""
    opened = read(app.desk(), ref)
    values = next((act.body.get("values") for act in opened.file.filings if act.n == n), None)
    if not values:
        return []
    words = [t("known.kept-draft", n=values["draft"]) if values["draft"] else t("known.kept-now")]
    if receipt:
        try:
            words += lines(compare(app.desk(), ref, form, None)[2])
        except InputError as error:
            if error.code != "lint-format":
                raise
            words.append(t("known.receipt-unread"))
    return words


def add_sent(parser: argparse.ArgumentParser) -> None:
    """The options of ``sent``."""
    parser.add_argument("ref", metavar="REF", help=t("cli.ref"))
    parser.add_argument("--template", required=True, metavar="ID", help=t("cli.template"))
    parser.add_argument("--count", required=True, type=int, metavar="N", help=t("cli.sent-count"))
    parser.add_argument("--bounced", type=int, metavar="N", default=0, help=t("cli.sent-bounced"))
    parser.add_argument("--channel", required=True, metavar="CHANNEL", help=", ".join(service.CHANNELS))
    parser.add_argument("--message", metavar="FILE", help=t("cli.sent-message"))


def run_sent(app: App, args: argparse.Namespace) -> int:
    """Record a sending."""
    if not args.at:
        raise InputError("usage", said=t("argparse.the following arguments are required: %s") % "--at", verb="breach sent")
    desk = app.desk()
    desk.at = ""
    message = attachment(args.message) if args.message else None
    row, done, whence = service.sent(
        desk, args.ref, template=args.template, count=args.count, bounced=args.bounced, at=args.at, channel=args.channel, message=message
    )
    words = _simulated(row.exercise) + t("cli.entry-done", ref=row.ref, n=done.n, hash=done.hash[:12])
    how = {"draft": "record.sent-other", "merge": "record.sent-other", "": "record.sent-attach"}.get(whence)  # another text, or one at all
    kept = happened.text_kept(whence, quoted=sendable(desk)[args.template]) + (f" {t(how)}" if how else "")
    return app.answer(written(row.ref, done), f"{words}\n{kept}")


def add_authority(parser: argparse.ArgumentParser) -> None:
    """The options of ``authority``."""
    parser.add_argument("ref", metavar="REF", help=t("cli.ref"))
    parser.add_argument("file", metavar="FILE", help=t("cli.authority-file"))
    parser.add_argument("--kind", required=True, metavar="|".join(service.AUTHORITY_KINDS), help=t("cli.authority-kind"))
    parser.add_argument("--due", metavar="INSTANT", default="", help=t("cli.authority-due"))


def run_authority(app: App, args: argparse.Namespace) -> int:
    """Record an answer of the authority."""
    if not args.at:
        raise InputError("usage", said=t("argparse.the following arguments are required: %s") % "--at", verb="breach authority")
    desk = app.desk()
    desk.at = ""
    row, done = service.authority(
        desk, args.ref, kind=args.kind, at=args.at, due=app.instant(args.due, ahead=True) if args.due else "", paper=attachment(args.file)
    )
    return app.answer(written(row.ref, done), _simulated(row.exercise) + t("cli.entry-done", ref=row.ref, n=done.n, hash=done.hash[:12]))


def _simulated(exercise: object) -> str:
    return t("record.simulated") + "\n" if exercise else ""
