"""``breach facts``: what is known of a file, and changing it."""

from __future__ import annotations

from breach.catalogue.assignments import SAID_UNKNOWN
from breach.cli import output
from breach.errors import InputError
from breach.i18n import plural, t
from breach.service import facts as service
from breach.service.desk import written
from breach.service.files import read

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse

    from breach.cli.app import App
    from breach.service.files import Opened


def add_facts(parser: argparse.ArgumentParser) -> None:
    """The options of ``facts``."""
    parser.add_argument("ref", metavar="REF", help=t("cli.ref"))
    parser.add_argument("values", nargs="*", metavar="ID=VALUE", help=t("cli.facts-values"))
    parser.add_argument("--facts", metavar="FILE", help=t("cli.log-facts"))
    parser.add_argument("--missing", action="store_true", help=t("cli.facts-missing"))
    parser.add_argument("--as-of", metavar="INSTANT|N", default="", help=t("decided.opt-as-of"))
    parser.add_argument("--because", metavar="TEXT", default="", help=t("cli.facts-because"))


def run_facts(app: App, args: argparse.Namespace) -> int:
    """Show the facts, or change some, all or none."""
    desk = app.desk()
    if not args.values and not args.facts:
        opened = read(desk, args.ref, app.until(args.as_of))
        if args.missing:
            missing = service.not_asked(opened, app.lang)
            return app.answer(missing, "\n".join(output.line(f"{fact:<28} {question}") for fact, question in missing.items()))
        return app.answer(service.as_json(opened) if app.as_json else None, "" if app.as_json else shown(app, opened))
    if args.as_of:
        raise InputError("usage", said="--as-of", verb="breach facts")
    new = {}
    if args.facts:
        from breach.cli.files_in import facts_file

        new.update(facts_file(args.facts, desk.read_zone))
    new.update(service.assignments(desk, [_in_figures(app, word) for word in args.values]))
    if not new:
        raise InputError("no-facts-given", name=args.facts or "")
    title = new.get("title")
    if title is not None and isinstance(title.value, str):
        app.flag_personal(title.value)
    opened, done = service.change(desk, args.ref, new, args.because)
    return app.answer(written(opened.row.ref, done), t("cli.entry-done", ref=opened.row.ref, n=done.n, hash=done.hash[:12]))


def _in_figures(app: App, word: str) -> str:
    """``ID=VALUE`` with an instant said in words (« hier 23h00 ») put in figures, shown and confirmed; anything else as it is. Raises InputError."""
    from breach.catalogue.loader import load

    fact_id, _, said = word.partition("=")
    definition = load().facts.get(fact_id.strip())
    told = said.strip()
    if definition is None or definition.type != "instant" or not told or told.startswith("{") or told.lower() in SAID_UNKNOWN:
        return word
    return f"{fact_id}={app.instant(told)}"


def shown(app: App, opened: Opened) -> str:
    """The facts of ``opened`` in words, one a line, in the catalogue's order; what was never asked is counted at the end."""
    from breach.catalogue.loader import load
    from breach.catalogue.values import show

    catalogue = load()
    lines = []
    for fact_id, definition in catalogue.facts.items():
        if fact_id in opened.facts:
            value = show(definition, opened.facts[fact_id], app.lang, app.desk().zone)
            lines.append(output.line(f"{fact_id:<26} {value}"))
    left = len(service.not_asked(opened, app.lang))
    return "\n".join([*lines, plural("facts.not-asked", left, ref=opened.row.ref)])
