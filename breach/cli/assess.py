"""``breach assess``: what the rules propose, and which unknown fact would change it. With only ``--facts`` no store is opened."""

from __future__ import annotations

from breach.cli import output
from breach.errors import InputError
from breach.i18n import t

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse

    from breach.cli.app import App


def add_assess(parser: argparse.ArgumentParser) -> None:
    """The options of ``assess``."""
    parser.add_argument("ref", metavar="REF", nargs="?", help=t("cli.ref"))
    parser.add_argument("--facts", metavar="FILE", help=t("cli.assess-facts"))


def run_assess(app: App, args: argparse.Namespace) -> int:
    """Assess a file, a facts file, or a file with other facts laid over it; nothing is recorded."""
    from breach.service import assessing

    facts = {}
    if args.facts:
        from breach.cli.files_in import facts_file

        facts = facts_file(args.facts, app.desk().read_zone if args.ref else app.settings.zone or None)
    if args.ref:
        from breach.service.files import read

        result = assessing.appraised(app.desk(), read(app.desk(), args.ref), facts)
    elif args.facts:
        result = assessing.of_facts(facts, app.host.now(app.settings))
    else:
        raise InputError("usage", said=t("argparse.the following arguments are required: %s") % "REF | --facts", verb="breach assess")
    if app.as_json:
        output.data(result.to_json())
    else:
        output.out("\n".join(output.safe(line) for line in assessing.in_words(result, app.lang)))
    return 0
