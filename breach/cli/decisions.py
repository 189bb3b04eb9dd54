"""``breach decide``, ``opinion`` and ``retract``: what a named person concludes, and what the DPO says of it."""

from __future__ import annotations

import argparse

from breach.cli.action import left_lines
from breach.cli.app import argument
from breach.i18n import t
from breach.service import decisions as service
from breach.service import opinions
from breach.service.afterwards import still_open
from breach.service.desk import written
from breach.service.files import read

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from breach.cli.app import App


class _Weigh(argparse.Action):
    """``--for`` and ``--against`` speak of the ``--option`` before them; before the first one, of the choice itself."""

    def __call__(
        self, parser: argparse.ArgumentParser, namespace: argparse.Namespace, values: str | Sequence[object] | None, option_string: str | None = None
    ) -> None:
        """Take what was typed with its place."""
        del parser
        place = len(namespace.option) - 1 if namespace.option else None
        held = service.Argument(place, (option_string or "").removeprefix("--"), argument(str(values)))
        namespace.weighed = [*namespace.weighed, held]


def add_decide(parser: argparse.ArgumentParser) -> None:
    """The options of ``decide``."""
    parser.add_argument("ref", metavar="REF", help=t("cli.ref"))
    parser.add_argument("question", metavar="QUESTION", help=", ".join(service.QUESTIONS))
    parser.add_argument("choice", metavar="CHOICE", help=t("cli.decide-choice"))
    parser.add_argument("--why", metavar="TEXT", required=True, help=t("cli.decide-why"))
    parser.add_argument("--option", metavar="TEXT", action="append", default=[], help=t("cli.decide-option"))
    parser.add_argument("--for", metavar="TEXT", dest="weighed", action=_Weigh, default=[], help=t("decided.opt-for"))
    parser.add_argument("--against", metavar="TEXT", dest="weighed", action=_Weigh, default=[], help=t("decided.opt-against"))
    parser.add_argument("--reopen-if", metavar="TEXT", action="append", default=[], help=t("decided.opt-reopen-if"))
    parser.add_argument("--overrule", metavar="TEXT", default="", help=t("decided.opt-overrule"))
    parser.epilog = "\n".join(f"{question}: {' | '.join(choices)} | {service.STANDS}" for question, choices in service.QUESTIONS.items())


def run_decide(app: App, args: argparse.Namespace) -> int:
    """Record a decision, or that the standing one stands."""
    row, done = service.decide(
        app.desk(),
        args.ref,
        args.question,
        args.choice,
        args.why,
        args.option,
        weighed=args.weighed,
        reopen_if=args.reopen_if,
        overrule=args.overrule,
    )
    words = [t("cli.entry-done", ref=row.ref, n=done.n, hash=done.hash[:12])]
    if service.needs_approval(app.desk(), row, done.n):
        words.append(t("decided.wants-approval", ref=row.ref, n=done.n))
    left = _still_open(app, row.ref) if (args.question, args.choice) == ("close", "close") else None
    told = written(row.ref, done) if left is None else {**written(row.ref, done), "still_open": left}
    return app.answer(told, "\n".join([*words, *left_lines(left or [])]))


def _still_open(app: App, ref: str) -> list[dict[str, Any]]:
    """What is still open of a file that was just closed: said, and no obstacle."""
    desk = app.desk()
    return [item.data(desk.lang) for item in still_open(read(desk, ref), desk.now(), desk.lang)]


def add_opinion(parser: argparse.ArgumentParser) -> None:
    """The options of ``opinion``."""
    parser.add_argument("ref", metavar="REF", help=t("cli.ref"))
    parser.add_argument("question", metavar="QUESTION", help=", ".join(service.QUESTIONS))
    parser.add_argument("stance", metavar="|".join(opinions.WORDS), help=t("cli.opinion-stance"))
    parser.add_argument("--why", metavar="TEXT", default="", help=t("cli.decide-why"))
    parser.add_argument("--advises", metavar="CHOICE", default="", help=t("decided.opt-advises"))
    parser.add_argument("--due", metavar="INSTANT", default="", help=t("decided.opt-due"))


def run_opinion(app: App, args: argparse.Namespace) -> int:
    """Record the DPO's opinion, that it was asked for, or that it did not come in time."""
    due = app.instant(args.due, ahead=True) if args.due else ""
    row, done = opinions.opinion(app.desk(), args.ref, args.question, args.stance, args.why, advises=args.advises, due=due)
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
