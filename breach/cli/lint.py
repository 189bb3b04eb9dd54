"""``breach lint``: a message to people, read over before it goes out."""

from __future__ import annotations

import os

from breach.cli import output
from breach.disk.reading import LARGEST_TEXT, read_bytes
from breach.i18n import t
from breach.service import linting as service

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse

    from breach.cli.app import App


def add_lint(parser: argparse.ArgumentParser) -> None:
    """The options of ``lint``."""
    parser.add_argument("what", metavar="FILE|REF", help=t("lint.arg-what"))
    parser.add_argument("--template", metavar="ID", default="", help=t("lint.arg-template"))
    parser.add_argument("--channel", metavar="CHANNEL", default="", help=t("lint.arg-channel"))


def run_lint(app: App, args: argparse.Namespace) -> int:
    """Lint a file, or the letter of a breach file; exit status 1 exactly when something was found."""
    file = os.path.exists(args.what) or os.path.splitext(args.what)[1].lower() in (".txt", ".md", ".html", ".htm", ".eml")
    if file and not (args.template or args.channel):
        found = service.of_text(app.host.drafting(), read_bytes(args.what, LARGEST_TEXT), os.path.basename(args.what))
    else:
        found = service.of_letter(app.desk(), args.what, args.template or "people", args.channel or "email")
    if app.as_json:
        output.data(found.data(app.lang))
    else:
        output.out("\n".join(found.lines(app.lang)))
    return 0 if found.clean else 1
