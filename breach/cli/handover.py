"""``breach handover``: the note for whoever takes over, in Markdown."""

from __future__ import annotations

from breach.cli import output
from breach.disk.writing import write_new
from breach.i18n import t
from breach.service import handover as service
from breach.service.handover_words import note

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse

    from breach.cli.app import App


def add_handover(parser: argparse.ArgumentParser) -> None:
    """The options of ``handover``."""
    parser.add_argument("ref", metavar="REF", help=t("cli.ref"))
    parser.add_argument("-o", dest="output", metavar="FILE.md", type=output.or_stdout, help=t("cli.output"))


def run_handover(app: App, args: argparse.Namespace) -> int:
    """Write the note; nothing is recorded."""
    told = service.handover(app.desk(), args.ref)
    text = note(app.desk(), told)
    if args.output:
        write_new(args.output, text.encode())
        return app.answer({**told, "path": args.output}, t("cli.written-to", path=args.output))
    if app.as_json:
        output.data(told)
    else:
        output.raw(text)
    return 0
