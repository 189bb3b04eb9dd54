"""``breach note``: a line of the timeline."""

from __future__ import annotations

from breach.i18n import t
from breach.log import kinds
from breach.service.desk import clean, written

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse

    from breach.cli.app import App


def add_note(parser: argparse.ArgumentParser) -> None:
    """The options of ``note``."""
    parser.add_argument("ref", metavar="REF", help=t("cli.ref"))
    parser.add_argument("text", nargs="*", metavar="TEXT", help=t("cli.note-text"))


def run_note(app: App, args: argparse.Namespace) -> int:
    """Add a line."""
    desk = app.desk()
    file = desk.store.find(args.ref)
    text = clean(app.read_text(args.text, t("cli.ask-note")))
    app.flag_personal(text)
    happened = desk.happened()
    with app.keeping(f"note:{file.ref}", text), desk.acting() as act:
        done = act.append(file, kinds.NOTE, {"text": text}, happened_at=happened)
    return app.answer(written(file.ref, done), t("cli.entry-done", ref=file.ref, n=done.n, hash=done.hash[:12]))
