"""``breach assess``: what the rules propose, and which unknown fact would change it. With only ``--facts`` no store is opened."""

from __future__ import annotations

from breach.cli import output
from breach.errors import InputError
from breach.i18n import t

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse

    from breach.cli.app import App

_FORMATS = ("md", "html", "json")
_ENDINGS = {"md": "md", "markdown": "md", "html": "html", "htm": "html", "json": "json"}


def add_assess(parser: argparse.ArgumentParser) -> None:
    """The options of ``assess``."""
    parser.add_argument("ref", metavar="REF", nargs="?", help=t("cli.ref"))
    parser.add_argument("--facts", metavar="FILE", help=t("cli.assess-facts"))
    parser.add_argument("--format", metavar="|".join(_FORMATS), default=None, help=t("cli.assess-format"))
    parser.add_argument("-o", dest="output", metavar="PATH", type=output.or_stdout, help=t("cli.assess-output"))


def run_assess(app: App, args: argparse.Namespace) -> int:
    """Assess a file, a facts file, or a file with other facts laid over it; nothing is recorded. As a report (``--format``, ``-o``) of a file, its
    hash is recorded when it is written.
    """
    from breach.service import assessing

    if args.format or args.output:
        return _report(app, args)
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
        output.out("\n".join(output.safe(line) for line in assessing.in_words(result, app.lang, ids=True)))
    return 0


def _report(app: App, args: argparse.Namespace) -> int:
    """The report of a file as it stands: to stdout, or to a file whose hash becomes an entry."""
    import json

    from breach.service.report import report

    if not args.ref or args.facts:
        raise InputError("report-of-a-file", verb="breach assess")
    fmt = args.format or ("json" if app.as_json and not args.output else _ENDINGS.get(str(args.output or "").rpartition(".")[2].lower(), "md"))
    row, draft = report(app.desk(), args.ref, fmt)
    text = json.dumps(draft.data, ensure_ascii=False, indent=1) + "\n" if fmt == "json" else draft.text
    if args.output:
        from breach.cli.drafts import to_file

        return to_file(app, row, args.output, text.encode(), {"what": "assessment", "format": fmt})
    if app.as_json and fmt != "json":
        output.data({"text": text})
    else:
        output.raw(text)
    return 0
