"""``breach import``: tables of others and of earlier days."""

from __future__ import annotations

import os

from breach.cli import output
from breach.disk.reading import read_bytes
from breach.i18n import t
from breach.service import importing as service

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse

    from breach.cli.app import App

FORMATS = (service.OPEN_DATA,)


def add_import(parser: argparse.ArgumentParser) -> None:
    """The options of ``import``."""
    parser.add_argument("format", choices=FORMATS, metavar="FORMAT", help=t("importing.format", formats=", ".join(FORMATS)))
    parser.add_argument("file", metavar="FILE", help=t("importing.file"))
    parser.add_argument("--collection", metavar="NAME", default="", help=t("importing.collection"))


def run_import(app: App, args: argparse.Namespace) -> int:
    """Bring a table in."""
    name = os.path.basename(args.file)
    body = read_bytes(args.file, service.LARGEST)
    report = service.cnil(app.desk(), name, body, args.collection or service.OPEN_DATA)
    return _said(app, report)


def _said(app: App, report: service.Report) -> int:
    data = {
        "collection": report.collection or None,
        "rows": report.rows,
        "first": report.first or None,
        "last": report.last or None,
        "homeless": [{"column": name, "values": count, "examples": report.examples[name]} for name, count in report.homeless.items()],
    }
    place = t("importing.in-collection", name=report.collection) if report.collection else t("importing.in-register")
    lines = [t("importing.done", rows=report.rows, place=place, first=report.first or "—", last=report.last or "—")]
    for name, count in report.homeless.items():
        examples = ", ".join(report.examples[name])
        lines.append(output.line(t("importing.homeless", column=name, count=count, examples=examples)))
    return app.answer(data, "\n".join(lines))
