"""``breach import``: tables of others and of earlier days."""

from __future__ import annotations

import os

from breach.cli import output
from breach.disk.reading import read_bytes, read_text
from breach.errors import InputError
from breach.i18n import plural, t
from breach.service import importing as service
from breach.service import mapping, tables

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse

    from breach.cli.app import App

FORMATS = (service.OPEN_DATA, service.CSV, service.FACTS)
SHOWN = 5
"""Rows of a preview."""


def add_import(parser: argparse.ArgumentParser) -> None:
    """The options of ``import``."""
    parser.add_argument("format", choices=FORMATS, metavar="FORMAT", help=t("importing.format", formats=", ".join(FORMATS)))
    parser.add_argument("file", metavar="FILE", help=t("importing.file"))
    parser.add_argument("--collection", metavar="NAME", default="", help=t("importing.collection"))
    parser.add_argument("--map", metavar="MAP.toml|COLUMN=FACT", action="append", default=[], help=t("importing.map"))
    parser.add_argument("--dry-run", action="store_true", help=t("importing.dry-run"))


def run_import(app: App, args: argparse.Namespace) -> int:
    """Bring a table in."""
    name = os.path.basename(args.file)
    if args.format != service.CSV and (args.map or args.dry_run):
        raise InputError("usage", said="--map" if args.map else "--dry-run", verb="breach import")
    body = read_bytes(args.file, service.LARGEST)
    if args.format == service.OPEN_DATA:
        return _said(app, service.cnil(app.desk(), name, body, args.collection or service.OPEN_DATA))
    if args.format == service.FACTS:
        return _said(app, service.one_file(app.desk(), name, read_text(args.file), args.collection))
    if not args.map:
        return _proposed(app, name, body)
    report, rows = service.mapped(app.desk(), name, body, _map(args.map), args.collection, write=not args.dry_run)
    return _said(app, report) if not args.dry_run else _preview(app, report, rows)


def _map(words: list[str]) -> mapping.ColumnMap:
    if len(words) == 1 and words[0].endswith(".toml"):
        return mapping.parse(read_text(words[0]), os.path.basename(words[0]))
    return mapping.of_words(words)


def _proposed(app: App, name: str, body: bytes) -> int:
    """Print a mapping to begin with; nothing comes in."""
    heads, rows = tables.read(body, name)
    made = mapping.proposed(heads, rows)
    output.words(plural("importing.proposed", len(rows)))
    if app.as_json:
        columns = [{"column": head, "proposed": made.columns[head] or None, "examples": _examples(rows, at)} for at, head in enumerate(heads)]
        return app.answer({"rows": len(rows), "columns": columns, "map": mapping.written(made)}, "")
    output.raw(mapping.written(made))
    return 0


def _examples(rows: list[list[str]], at: int) -> list[str]:
    return list(dict.fromkeys(row[at] for row in rows if row[at].strip()))[:3]


def _preview(app: App, report: service.Report, rows: list[service.Row]) -> int:
    """Say what would come in; nothing does."""
    shown = [service.in_words(row, app.desk()) for row in rows[:SHOWN]]
    data = {"rows": report.rows, "preview": shown, "homeless": _homeless(report)}
    lines = [plural("importing.would", report.rows)]
    for row in shown:
        lines += ["", *(output.line(f"  {fact}: {value}") for fact, value in row.items())]
    return app.answer(data, "\n".join([*lines, "", *_homeless_lines(report)]))


def _homeless(report: service.Report) -> list[dict[str, object]]:
    return [{"column": name, "values": count, "examples": report.examples[name]} for name, count in report.homeless.items()]


def _homeless_lines(report: service.Report) -> list[str]:
    return [
        output.line(plural("importing.homeless", count, column=name, examples=", ".join(report.examples[name])))
        for name, count in report.homeless.items()
    ]


def _said(app: App, report: service.Report) -> int:
    data = {
        "collection": report.collection or None,
        "rows": report.rows,
        "first": report.first or None,
        "last": report.last or None,
        "homeless": _homeless(report),
    }
    place = t("importing.in-collection", name=report.collection) if report.collection else t("importing.in-register")
    lines = [plural("importing.done", report.rows, place=place, first=report.first or "—", last=report.last or "—")]
    return app.answer(data, "\n".join([*lines, *_homeless_lines(report)]))
