"""``breach register``: the Article 33(5) register."""

from __future__ import annotations

import os
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
    parser.add_argument("--format", choices=service.FORMATS, default=None, help=t("register.format"))
    parser.add_argument("--collection", metavar="NAME", default="", help=t("register.collection"))
    parser.add_argument("-o", dest="output", metavar="FILE", type=output.or_stdout, help=t("cli.output"))


def run_register(app: App, args: argparse.Namespace) -> int:
    """Print or write the register."""
    desk = app.desk()
    form = args.format or ("json" if app.as_json else "csv")
    if form == "cnil-open-data":
        from breach.service import published

        body, count = published.written(desk, args.collection)
        return _done(app, args, form, body, count) if args.output else _shown(app, form, body)
    table = service.table(desk, args.collection, form)
    if args.output:
        return _done(app, args, form, service.written(desk, table, form), len(table.rows))
    if form == "json":
        output.data(table.rows)
        return 0
    return _shown(app, form, service.written(desk, table, form))


def _done(app: App, args: argparse.Namespace, form: str, body: bytes, count: int) -> int:
    with placing(args.output, body):
        service.exported(app.desk(), form, body, os.path.abspath(args.output))
    return app.answer({"path": args.output, "files": count}, t("cli.written-to", path=args.output))


def _shown(app: App, form: str, body: bytes) -> int:
    if form in service.SHEETS or (form == "cnil-open-data" and app.as_json):
        output.binary(body, form, as_json=app.as_json)
    elif form == "cnil-open-data" and not sys.stdout.isatty():
        sys.stdout.buffer.write(body)  # to the byte: its encoding is the format's own
    else:
        text = body.decode("cp1252" if form == "cnil-open-data" else "utf-8", errors="replace")
        sys.stdout.write(output.safe(text.removeprefix("\ufeff").replace("\r\n", "\n")))
    return 0
