"""``breach log``: a new breach file in one line, durable when it returns."""

from __future__ import annotations

from breach.i18n import t
from breach.service.opening import open_file

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse

    from breach.cli.app import App


def add_log(parser: argparse.ArgumentParser) -> None:
    """The options of ``log``."""
    parser.add_argument("text", nargs="*", metavar="TEXT", help=t("cli.log-text"))
    parser.add_argument("--facts", metavar="FILE", help=t("cli.log-facts"))
    parser.add_argument("--aware", metavar="INSTANT", help=t("cli.log-aware"))
    parser.add_argument("--by", metavar="NAME", default="", help=t("cli.aware-by"))
    parser.add_argument("--basis", metavar="TEXT", default="", help=t("cli.aware-basis"))
    parser.add_argument("--exercise", action="store_true", help=t("cli.log-exercise"))


def run_log(app: App, args: argparse.Namespace) -> int:
    """Open a file."""
    desk = app.desk()
    text = app.read_text(args.text, t("cli.ask-log"))
    app.flag_personal(text)
    facts = None
    if args.facts:
        from breach.cli.files_in import facts_file
        from breach.service.facts import bodies

        facts = bodies(facts_file(args.facts, desk.read_zone))
    with app.keeping("new:exercise" if args.exercise else "new", text):
        opened = open_file(
            desk,
            text,
            exercise=args.exercise,
            aware=desk.instant(args.aware) if args.aware else None,
            by=args.by,
            basis=args.basis,
            facts=facts,
        )
    exercise = opened.ref.startswith("EX-")
    data = {
        "ref": opened.ref,
        "file_id": opened.file_id,
        "entry": opened.first.n,
        "hash": opened.first.hash,
        "recorded_at": opened.first.recorded_at,
        "exercise": exercise,
    }
    if args.aware:
        after = t("log.clock-runs" if args.by and args.basis else "log.clock-runs-to-confirm", ref=opened.ref)
    else:
        after = t("log.clock-waits", ref=opened.ref)
    if desk.read_zone is None:
        after += "\n" + t("log.no-profile")
    mark = t("log.exercise") + "\n" if exercise else ""
    return app.answer(data, mark + t("log.done", ref=opened.ref, title=opened.title, hash=opened.first.hash[:12]) + "\n" + after)
