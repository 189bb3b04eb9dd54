"""``breach review``: a file in the order in which the DPO judges it, from what is new to what would reopen it."""

from __future__ import annotations

from breach.cli import output
from breach.i18n import t
from breach.service import review as service
from breach.service.review_words import lines, row_line

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse

    from breach.cli.app import App


def add_review(parser: argparse.ArgumentParser) -> None:
    """The options of ``review``."""
    parser.add_argument("ref", metavar="REF", nargs="?", help=t("cli.ref"))
    parser.add_argument("--no-mark", action="store_true", help=t("review.opt-no-mark"))


def run_review(app: App, args: argparse.Namespace) -> int:
    """Show what waits in every file, or review one; that one was looked at goes on record."""
    desk = app.desk()
    if not args.ref:
        rows = service.all_files(desk)
        return app.answer(rows, "\n".join(output.line(row_line(row)) for row in rows) or t("files.none"))
    told = service.review(desk, args.ref)
    words = "" if app.as_json else "\n".join(output.line(line) if line else "" for line in lines(desk, told))
    told["marked"] = False if args.no_mark else service.mark(desk, told["ref"])
    return app.answer(told, words)
