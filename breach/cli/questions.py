"""``breach ask`` and ``answer``: a question put to somebody, tied to a fact, and its answer; what is not known, and who owes it."""

from __future__ import annotations

from breach.cli import output
from breach.errors import InputError
from breach.i18n import t
from breach.service import questions as service
from breach.service.desk import written

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse

    from breach.cli.app import App


def add_ask(parser: argparse.ArgumentParser) -> None:
    """The options of ``ask``."""
    parser.add_argument("ref", metavar="REF", help=t("cli.ref"))
    parser.add_argument("to", nargs="?", metavar="TO", default="", help=t("decided.ask-to"))
    parser.add_argument("text", nargs="*", metavar="TEXT", help=t("decided.ask-text"))
    parser.add_argument("--field", metavar="FACT", default="", help=t("decided.opt-field"))
    parser.add_argument("--due", metavar="INSTANT", default="", help=t("decided.opt-due"))


def run_ask(app: App, args: argparse.Namespace) -> int:
    """Record a question; of nobody: show what is not known and matters, with who owes it."""
    if not args.to:
        return _ledger(app, args)
    text = app.read_text(args.text, t("decided.ask-question"))
    app.flag_personal(text)
    due = app.instant(args.due, ahead=True) if args.due else ""
    row, done = service.ask(app.desk(), args.ref, args.to, text, field=args.field, due=due)
    return app.answer(written(row.ref, done), t("decided.asked", ref=row.ref, n=done.n))


def _ledger(app: App, args: argparse.Namespace) -> int:
    from breach.service import ledger_words
    from breach.service.files import read
    from breach.service.ledger import ledger, that_matter

    if args.field or args.due:
        raise InputError("usage", said="--field --due", verb="breach ask")
    desk = app.desk()
    found, now = that_matter(ledger(desk, read(desk, args.ref))), desk.now()
    words = [output.line(words) for words in ledger_words.lines(found, now, desk.zone)] or [t("ledger.none")]
    return app.answer([item.data(now) for item in found], "\n".join(words))


def add_answer(parser: argparse.ArgumentParser) -> None:
    """The options of ``answer``."""
    parser.add_argument("ref", metavar="REF", help=t("cli.ref"))
    parser.add_argument("entry", metavar="ENTRY", type=int, help=t("decided.answer-entry"))
    parser.add_argument("text", nargs="*", metavar="TEXT", help=t("decided.answer-text"))
    parser.add_argument("--value", metavar="VALUE", default="", help=t("decided.opt-value"))


def run_answer(app: App, args: argparse.Namespace) -> int:
    """Record the answer; with ``--value`` the fact is set by it."""
    text = app.read_text(args.text, t("decided.answer-question"))
    app.flag_personal(text)
    row, done, fact = service.answer(app.desk(), args.ref, args.entry, text, value=args.value)
    words = [t("decided.answered", ref=row.ref, n=done.n, entry=args.entry)]
    if fact:
        words.append(t("decided.answer-set", fact=fact[0], n=fact[1]))
    return app.answer({**written(row.ref, done), "facts_entry": fact[1] if fact else None}, "\n".join(words))
