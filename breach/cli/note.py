"""``breach note``: a line of the timeline."""

from __future__ import annotations

from contextlib import nullcontext

from breach.i18n import t
from breach.service.desk import clean, written
from breach.service.notebook import kind_of, note

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse

    from breach.cli.app import App


def add_note(parser: argparse.ArgumentParser) -> None:
    """The options of ``note``."""
    parser.add_argument("ref", metavar="REF", help=t("cli.ref"))
    parser.add_argument("text", nargs="*", metavar="TEXT", help=t("cli.note-text"))
    parser.add_argument("--privileged", action="store_true", help=t("cli.note-privileged"))


def run_note(app: App, args: argparse.Namespace) -> int:
    """Add a line."""
    desk = app.desk()
    file = desk.store.find(args.ref)
    kind_of(desk, privileged=args.privileged)  # refused before a text is asked for
    text = clean(app.read_text(args.text, t("cli.ask-note")))
    app.flag_personal(text)
    # What is sealed is kept nowhere but in the notebook: kept as unfinished, it would be offered as an ordinary note.
    keeping = nullcontext() if args.privileged else app.keeping(f"note:{file.ref}", text)
    with keeping:
        done = note(desk, file.ref, text, privileged=args.privileged)[1]
    words = t("cli.entry-done", ref=file.ref, n=done.n, hash=done.hash[:12])
    return app.answer(written(file.ref, done), words + ("\n" + t("cli.note-sealed") if args.privileged else ""))
