"""``breach decide``, ``opinion`` and ``retract``."""

from __future__ import annotations

from breach.i18n import t
from breach.service import decisions as service
from breach.service.desk import written

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse

    from breach.cli.app import App


def add_decide(parser: argparse.ArgumentParser) -> None:
    """The options of ``decide``."""
    parser.add_argument("ref", metavar="REF", help=t("cli.ref"))
    parser.add_argument("question", metavar="QUESTION", help=", ".join(service.QUESTIONS))
    parser.add_argument("choice", metavar="CHOICE", help=t("cli.decide-choice"))
    parser.add_argument("--why", metavar="TEXT", required=True, help=t("cli.decide-why"))
    parser.add_argument("--option", metavar="TEXT", action="append", default=[], help=t("cli.decide-option"))


def run_decide(app: App, args: argparse.Namespace) -> int:
    """Record a decision."""
    row, done = service.decide(app.desk(), args.ref, args.question, args.choice, args.why, args.option)
    return app.answer(written(row.ref, done), t("cli.entry-done", ref=row.ref, n=done.n, hash=done.hash[:12]))


def add_opinion(parser: argparse.ArgumentParser) -> None:
    """The options of ``opinion``."""
    parser.add_argument("ref", metavar="REF", help=t("cli.ref"))
    parser.add_argument("question", metavar="QUESTION", help=", ".join(service.QUESTIONS))
    parser.add_argument("stance", metavar="|".join(service.STANCES), help=t("cli.opinion-stance"))
    parser.add_argument("--why", metavar="TEXT", required=True, help=t("cli.decide-why"))


def run_opinion(app: App, args: argparse.Namespace) -> int:
    """Record the DPO's opinion."""
    row, done = service.opinion(app.desk(), args.ref, args.question, args.stance, args.why)
    return app.answer(written(row.ref, done), t("cli.entry-done", ref=row.ref, n=done.n, hash=done.hash[:12]))


def add_retract(parser: argparse.ArgumentParser) -> None:
    """The options of ``retract``."""
    parser.add_argument("ref", metavar="REF", help=t("cli.ref"))
    parser.add_argument("entry", metavar="N", type=int, help=t("cli.retract-entry"))
    parser.add_argument("--why", metavar="TEXT", required=True, help=t("cli.decide-why"))


def run_retract(app: App, args: argparse.Namespace) -> int:
    """Retract an entry."""
    row, done = service.retract(app.desk(), args.ref, args.entry, args.why)
    return app.answer(written(row.ref, done), t("cli.retracted", ref=row.ref, entry=args.entry, n=done.n))
