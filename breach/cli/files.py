"""``breach list``, ``show`` and ``search``."""

from __future__ import annotations

from breach.cli import output
from breach.cli.clock_words import lines_of
from breach.domain.instants import from_z, zone_of
from breach.i18n import dates, t
from breach.service import overview

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from typing import Any

    from breach.cli.app import App
    from breach.service.desk import Desk


def add_list(parser: argparse.ArgumentParser) -> None:
    """The options of ``list``."""
    parser.add_argument("--all", action="store_true", help=t("cli.list-all"))


def run_list(app: App, args: argparse.Namespace) -> int:
    """List the files."""
    desk = app.desk()
    rows = overview.listed(desk, closed=args.all or app.as_json)
    if app.as_json:
        return app.answer(rows, "")
    zone = zone_of(desk.zone)
    lines = []
    for row in rows:
        due = dates.when(from_z(str(row["next_due_at"])), zone, desk.zone) if row["next_due_at"] else "—"
        mark = f" {t('clock.exercise')}" if row["exercise"] else ""
        lines.append(output.line(f"{row['ref']:<13} {row['title']:<16} {t('files.state-' + str(row['state'])):<8} {due}{mark}"))
    return app.answer(None, "\n".join(lines) or t("files.none"))


def add_show(parser: argparse.ArgumentParser) -> None:
    """The options of ``show``."""
    parser.add_argument("ref", metavar="REF", help=t("cli.ref"))


def run_show(app: App, args: argparse.Namespace) -> int:
    """Show one file."""
    desk = app.desk()
    shown = overview.shown(desk, args.ref)
    return app.answer(shown, "" if app.as_json else _words(app, desk, shown))


def _words(app: App, desk: Desk, shown: dict[str, Any]) -> str:
    from breach.cli.facts import shown as facts_in_words
    from breach.service.clocks import of_file
    from breach.service.files import read_row

    row = desk.store.find(shown["ref"])
    head = [t("log.exercise")] if shown["exercise"] else []
    head.append(output.line(f"{shown['ref']}  {shown['title']}  ({t('files.state-' + shown['state'])})"))
    zone = zone_of(desk.zone)
    lines = [*head, "", t("files.clocks"), *(f"  {line}" for line in lines_of(desk, of_file(desk, row)))]
    lines += ["", t("files.facts"), *(f"  {line}" for line in facts_in_words(app, read_row(desk, row)).split("\n"))]
    for found in shown["contradictions"]:
        lines += ["", output.line(t("files.contradicts", document=found["document"], article=found["article"], sentence=found["sentence"]))]
        lines.append(output.line(f"  {found['text']}"))
    lines += ["", t("files.timeline")]
    for step in shown["timeline"]:
        at = dates.when(from_z(step["happened_at"] or step["recorded_at"]), zone, desk.zone)
        gone = f" {t('files.retracted')}" if step["retracted"] else ""
        lines.append(output.line(f"  {step['n']:>3} {at:<28} {t('kinds.' + step['kind'])}{gone} — {step['actor']}: {(step['text'] or '')[:400]}"))
    for act in shown["decisions"]:
        if act["stale"]:
            lines.append(output.line(t("files.stale", n=act["n"], facts=", ".join(act["stale"]))))
    for since in shown["reassessment"]:
        lines.append(output.line(t("appraisal.since", question=since["question"], entry=since["entry"])))
        lines += [output.line("  " + t("appraisal.change", **{**change, "facts": ", ".join(change["facts"])})) for change in since["changes"]]
    for name, key in (("decisions", "question"), ("filings", "form")):
        if shown[name]:
            lines += [
                "",
                t(f"files.{name}"),
                *(output.line(f"  {item['n']:>3} {item[key]}: {item.get('choice') or item.get('reference')}") for item in shown[name]),
            ]
    return "\n".join(lines)


def add_search(parser: argparse.ArgumentParser) -> None:
    """The options of ``search``."""
    parser.add_argument("text", nargs="+", metavar="TEXT", help=t("cli.search-text"))


def run_search(app: App, args: argparse.Namespace) -> int:
    """Search all files."""
    desk = app.desk()
    found = overview.search(desk, " ".join(args.text))
    lines = [output.line(f"{hit['ref']:<13} {hit['entry']:>3}  {hit['excerpt']}") for hit in found]
    return app.answer(found, "\n".join(lines) or t("files.nothing-found"))
