"""``breach register``: the Article 33(5) register."""

from __future__ import annotations

import sys

from breach.cli import output
from breach.disk.writing import placing
from breach.i18n import t
from breach.service import register as service

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse

    from breach.cli.app import App


def add_register(parser: argparse.ArgumentParser) -> None:
    """The options of ``register``."""
    parser.add_argument("--format", choices=("csv", "json"), default=None, help=t("cli.register-format"))
    parser.add_argument("-o", dest="output", metavar="FILE", help=t("cli.output"))


def run_register(app: App, args: argparse.Namespace) -> int:
    """Print or write the register."""
    import json

    table = service.rows(app.desk())
    form = args.format or ("json" if app.as_json else "csv")
    text = json.dumps(table, ensure_ascii=False, indent=1) + "\n" if form == "json" else service.as_csv(table)
    if args.output:
        with placing(args.output, text.encode()):
            service.exported(app.desk(), form, text.encode())
        return app.answer({"path": args.output, "files": len(table)}, t("cli.written-to", path=args.output))
    if form == "json":
        output.data(table)
    else:
        sys.stdout.write(output.safe(text.removeprefix("\ufeff").replace("\r\n", "\n")))
    return 0
