"""``breach list``, ``show`` and ``search``."""

from __future__ import annotations

from breach.cli import output
from breach.cli.clock_words import lines_of
from breach.domain import decided_lines
from breach.domain.complement_words import complement_words
from breach.domain.decided_words import late_words, waits
from breach.domain.instants import from_z, zone_of
from breach.i18n import dates, plural, t
from breach.service import overview

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from datetime import datetime, tzinfo
    from typing import Any

    from breach.cli.app import App
    from breach.service.desk import Desk
    from breach.service.files import Opened, Until


def add_list(parser: argparse.ArgumentParser) -> None:
    """The options of ``list``."""
    parser.add_argument("--all", action="store_true", help=t("cli.list-all"))
    parser.add_argument("--collection", metavar="NAME", default="", help=t("importing.list-collection"))


def run_list(app: App, args: argparse.Namespace) -> int:
    """List the files."""
    desk = app.desk()
    closed = args.all or app.as_json or bool(args.collection)
    rows: list[dict[str, Any]] = overview.listed(desk, closed=closed, collection=args.collection)
    if app.as_json:
        return app.answer(rows, "")
    zone = zone_of(desk.zone)
    lines = []
    for row in rows:
        due = dates.when(from_z(str(row["next_due_at"])), zone, desk.zone) if row["next_due_at"] else "—"
        mark = f" {t('clock.exercise')}" if row["exercise"] else ""
        mark += f"  ! {waits(row['waiting'])}" if row["waiting"] else ""
        lines.append(output.line(f"{row['ref']:<13} {row['title']:<16} {t('files.state-' + str(row['state'])):<8} {due}{mark}"))
    return app.answer(None, "\n".join(lines) or t("files.none"))


def add_show(parser: argparse.ArgumentParser) -> None:
    """The options of ``show``."""
    parser.add_argument("ref", metavar="REF", help=t("cli.ref"))
    parser.add_argument("--as-of", metavar="INSTANT|N", default="", help=t("decided.opt-as-of"))


def run_show(app: App, args: argparse.Namespace) -> int:
    """Show one file, now or as it was known at an earlier point."""
    desk = app.desk()
    until = app.until(args.as_of)
    shown = overview.shown(desk, args.ref, until)
    return app.answer(shown, "" if app.as_json else _words(app, desk, shown, until))


def _words(app: App, desk: Desk, shown: dict[str, Any], until: Until | None) -> str:
    from breach.cli.facts import shown as facts_in_words
    from breach.service.clocks import of_file
    from breach.service.files import read_row

    row = desk.store.find(shown["ref"])
    zone = zone_of(desk.zone)
    head = [t("log.exercise")] if shown["exercise"] else []
    if shown["as_of"]:
        head.append(t("decided.as-of", at=dates.when(from_z(shown["as_of"]), zone, desk.zone, year=True)))
    state = t("files.state-" + shown["state"]) if shown["timeline"] else t("decided.not-yet")
    head.append(output.line(f"{shown['ref']}  {shown['title']}  ({state})"))
    if shown["duplicate_of"]:
        head.append(t("decided.duplicate-of", ref=shown["duplicate_of"]))
    head += [output.line(line) for line in decided_lines.waiting(shown["waiting"], shown["ref"], desk.zone)]
    opened = read_row(desk, row, until)
    clocks = lines_of(desk, of_file(desk, row)) if until is None else clocks_then(desk, opened, from_z(shown["as_of"]))
    lines = [*head, "", t("files.clocks"), *(f"  {line}" for line in clocks)]
    lines += _of_awareness(shown, desk)
    lines += ["", t("files.facts"), *(f"  {line}" for line in facts_in_words(app, opened).split("\n"))]
    for found in shown["contradictions"]:
        lines += ["", output.line(t("files.contradicts", document=found["document_title"], article=found["article"], sentence=found["sentence"]))]
        lines.append(output.line(f"  {found['text']}"))
    lines += _held(shown)
    lines += ["", t("files.timeline")]
    erased = {act["entry"] for act in shown["erasures"]}
    for step in shown["timeline"]:
        at = dates.when(from_z(step["happened_at"] or step["recorded_at"]), zone, desk.zone)
        gone = f" {t('files.retracted')}" if step["retracted"] else ""
        late = late_words(step["late_by_seconds"])
        lines.append(output.line(f"  {step['n']:>3} {at:<28} {t('kinds.' + step['kind'])}{gone}{late} — {step['actor']}: {_text(step, erased)}"))
    if shown["reopened"]:
        lines.append(output.line(t("files.reopened", facts=", ".join(shown["reopened"]))))
    lines += _came_back(shown, zone, desk)
    for since in shown["reassessment"]:
        lines.append(output.line(t("appraisal.since", question=since["question"], entry=since["entry"])))
        lines += [output.line("  " + t("appraisal.change", **{**change, "facts": ", ".join(change["facts"])})) for change in since["changes"]]
    if shown["decisions"] or shown["opinions"]:
        lines += ["", t("files.decisions"), *(output.line(f"  {line}") for line in decided_lines.decisions(shown, zone, desk.zone))]
    lines += _afterwards(shown, desk)
    if shown["filings"]:
        lines += ["", t("files.filings"), *(output.line(f"  {line}") for line in decided_lines.filings(shown, zone, desk.zone))]
    lines += ["", *(output.line(line) for line in complement_words(shown["ref"], shown["complement"]))] if shown["complement"] else []
    if shown["privileged_notes"]:
        lines += ["", plural("decided.privileged", shown["privileged_notes"])]
    lines += _letters(shown)
    return "\n".join(lines)


def _letters(shown: dict[str, Any]) -> list[str]:
    """What was made, sent, bounced and is left, for each letter."""
    counts = ("made", "sent", "bounced", "remainder")
    return [
        line
        for one in shown["letters"]
        for line in ("", output.line(f"{one['template']} ({one['channel']})  " + t("merge.remainder", **{name: one[name] for name in counts})))
    ]


def _afterwards(shown: dict[str, Any], desk: Desk) -> list[str]:
    """The actions, each with what came of it."""
    from breach.cli.action import lines

    found = lines(shown["actions"], desk.zone)
    return ["", t("action.heading"), *(f"  {line}" for line in found)] if found else []


def clocks_then(desk: Desk, opened: Opened, at: datetime) -> list[str]:
    """The clocks of ``opened`` in words as they stood at ``at``."""
    from breach.domain.clock_words import line
    from breach.service.clock_work import worked_out

    return [output.line(line(row, at, desk.zone)) for row in worked_out(opened, at)]


def _of_awareness(shown: dict[str, Any], desk: Desk) -> list[str]:
    """The ladder, the authorities where they are not the CNIL alone, and the reasons for delay that are wanting."""
    from breach.cli.authorities import line
    from breach.service.awareness_view import in_words

    lines = ["", t("awareness.heading"), *(output.line(f"  {words}") for words in in_words(shown["awareness"], desk.zone))]
    if any(one["country"] != "FR" or not one["certain"] for one in shown["authorities"]):
        lines += ["", t("files.authorities"), *(f"  {line(one)}" for one in shown["authorities"])]
    if shown["delay"]["missing"]:
        lines += ["", output.line(f"{t('awareness.delay-missing')} breach delay {shown['ref']}")]
    return lines


def _came_back(shown: dict[str, Any], zone: tzinfo, desk: Desk) -> list[str]:
    def when(at: str | None) -> str:
        return dates.when(from_z(at), zone, desk.zone) if at else "—"

    lines = ["", t("back.waits")] if shown["waits"] else []
    for act in shown["waits"]:
        words = t("back.wait-line", by=act["by"] or "—", at=when(act["at"]), until=when(act["until"]), why=act["why"] or "")
        lines.append(output.line(f"  {act['n']:>3} {words}{t('back.wait-line-over') if act['over'] else ''}"))
    lines += ["", t("back.requests-head")] if shown["requests"] else []
    for act in shown["requests"]:
        words = t("back.requests-line", at=when(act["at"]), count=act["count"], done=act["answered"])
        lines.append(output.line(f"  {act['n']:>3} {words}"))
    return lines


def _held(shown: dict[str, Any]) -> list[str]:
    """The legal hold in force."""
    hold = shown["hold"]
    return ["", output.line(t("files.hold", n=hold["n"], why=hold["why"] or ""))] if hold else []


def _text(step: dict[str, Any], erased: set[int]) -> str:
    text = str(step["text"])[:400] if step["text"] is not None else t("files.erased") if step["n"] in erased else ""
    return " – ".join(part for part in (step["gist"][:400], text) if part)


def add_search(parser: argparse.ArgumentParser) -> None:
    """The options of ``search``."""
    parser.add_argument("text", nargs="+", metavar="TEXT", help=t("cli.search-text"))
    parser.add_argument("--collection", metavar="NAME", default="", help=t("cli.search-collection"))


def run_search(app: App, args: argparse.Namespace) -> int:
    """Search the organisation's own files, or a collection."""
    desk = app.desk()
    text = " ".join(args.text)
    found = overview.search(desk, text, args.collection)
    for name in overview.found_in(desk, text) if not args.collection else ():
        output.words(t("files.found-in", name=name))
    lines = [output.line(f"{hit['ref']:<13} {hit['entry']:>3}  {hit['excerpt']}") for hit in found]
    return app.answer(found, "\n".join(lines) or t("files.nothing-found"))
