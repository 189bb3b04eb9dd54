"""``breach approve``, ``ratify`` and ``sign``: what another person, or one with a mandate, adds to what was decided, filed or drafted."""

from __future__ import annotations

from breach.cli import output
from breach.i18n import t
from breach.service import approvals as service
from breach.service.desk import written

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse

    from breach.cli.app import App
    from breach.service.ports import Written


def add_approve(parser: argparse.ArgumentParser) -> None:
    """The options of ``approve``."""
    parser.add_argument("ref", metavar="REF", help=t("cli.ref"))
    parser.add_argument("entry", metavar="ENTRY", type=int, help=t("decided.approve-entry"))
    parser.add_argument("--why", metavar="TEXT", default="", help=t("cli.decide-why"))


def run_approve(app: App, args: argparse.Namespace) -> int:
    """Approve a decision not to notify or not to inform."""
    row, done, remarks = service.approve(app.desk(), args.ref, args.entry, args.why)
    return _answer(app, row.ref, done, remarks, "decided.approved", args.entry)


def add_ratify(parser: argparse.ArgumentParser) -> None:
    """The options of ``ratify``."""
    parser.add_argument("ref", metavar="REF", help=t("cli.ref"))
    parser.add_argument("entry", metavar="ENTRY", type=int, help=t("decided.ratify-entry"))
    parser.add_argument("--disown", action="store_true", help=t("decided.opt-disown"))
    parser.add_argument("--why", metavar="TEXT", default="", help=t("cli.decide-why"))


def run_ratify(app: App, args: argparse.Namespace) -> int:
    """Ratify a filing made under emergency mandate, or disown it."""
    row, done, remarks = service.ratify(app.desk(), args.ref, args.entry, args.why, disown=args.disown)
    return _answer(app, row.ref, done, remarks, "decided.disowned" if args.disown else "decided.ratified", args.entry)


def add_sign(parser: argparse.ArgumentParser) -> None:
    """The options of ``sign``."""
    parser.add_argument("ref", metavar="REF", help=t("cli.ref"))
    parser.add_argument("entry", metavar="ENTRY", type=int, help=t("decided.sign-entry"))


def run_sign(app: App, args: argparse.Namespace) -> int:
    """Sign a draft: these bytes, and no others."""
    row, done = service.sign(app.desk(), args.ref, args.entry)
    return _answer(app, row.ref, done, [], "decided.signed", args.entry)


def _answer(app: App, ref: str, done: Written, remarks: list[str], key: str, entry: int) -> int:
    words = [output.line(t(key, ref=ref, entry=entry, n=done.n)), *(t(f"decided.remark-{remark}") for remark in remarks)]
    return app.answer({**written(ref, done), "remarks": remarks}, "\n".join(words))
