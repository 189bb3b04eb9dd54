"""``breach notice`` and ``letter``: drafts, to stdout or to a file whose hash is recorded."""

from __future__ import annotations

import json
import os

from breach.cli import merge, output, recap
from breach.cli.recap import RECORDED
from breach.disk.writing import make_folder, placing
from breach.domain.text import Text
from breach.errors import InputError
from breach.i18n import t
from breach.service import drafts as service
from breach.service.desk import written
from breach.service.known import FORMS, TYPES

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse

    from breach.cli.app import App
    from breach.service.drafting_ports import Draft
    from breach.service.ports import FileRow


def add_notice(parser: argparse.ArgumentParser) -> None:
    """The options of ``notice``."""
    parser.add_argument("ref", metavar="REF", help=t("cli.ref"))
    parser.add_argument("--form", required=True, metavar="|".join(FORMS), help=t("cli.form"))
    parser.add_argument("--type", default="", metavar="|".join(TYPES), help=t("cli.notice-type"))
    parser.add_argument("--compare", nargs="?", const=RECORDED, default=None, metavar="FILE|-", help=t("known.compare-help"))
    parser.add_argument("--format", metavar="|".join(service.NOTICE_FORMATS), default=None, help=t("cli.format"))
    parser.add_argument("--public", action="store_true", help=t("drafts.public-help"))
    parser.add_argument("-o", dest="output", metavar="PATH", type=output.or_stdout, help=t("cli.output"))


def run_notice(app: App, args: argparse.Namespace) -> int:
    """Draft the notice, or compare the authority's recap with what was filed."""
    if args.compare is not None:
        return recap.compare(app, args.ref, args.form, args.compare)
    if not args.type:
        raise InputError("usage", said=t("argparse.the following arguments are required: %s") % "--type", verb="breach notice")
    desk = app.desk()
    fmt = args.format or ("json" if app.as_json else "md")
    row, draft = service.notice(desk, args.ref, args.type, fmt, args.form, public=args.public)
    body = draft.body if fmt != "json" else (json.dumps(draft.data, ensure_ascii=False, indent=1) + "\n").encode()
    _said(app, draft)
    if not args.output:
        return _to_stdout(app, fmt, draft)
    return to_file(app, row, args.output, body, {"what": "notice", "form": args.form, "type": args.type, "format": fmt, "public": args.public})


def add_letter(parser: argparse.ArgumentParser) -> None:
    """The options of ``letter``."""
    parser.add_argument("ref", metavar="REF", help=t("cli.ref"))
    parser.add_argument("--template", required=True, metavar="ID", help=t("cli.template"))
    parser.add_argument("--channel", default="", metavar="CHANNEL", help=t("cli.letter-channel"))
    parser.add_argument("--format", metavar="|".join(service.LETTER_FORMATS), default="md", help=t("cli.format"))
    parser.add_argument("--for", dest="party", default="", metavar="PARTY", help=t("drafts.letter-for"))
    parser.add_argument("--language", default="", metavar="LANG", help=t("drafts.letter-language"))
    parser.add_argument("-o", dest="output", metavar="DIR", help=t("cli.letter-output"))
    merge.add_options(parser)


def run_letter(app: App, args: argparse.Namespace) -> int:
    """Draft one letter as a preview, with a folder one for each party that it is made for, or the letters to many."""
    if merge.wanted(args):
        return merge.run(app, args)
    desk = app.desk()
    each = service.parties(desk, args.ref, args.template) if args.output and not args.party else []
    if not each:
        return _letter(app, args, args.party)
    return max([_letter(app, args, name, f"-{at}") for at, name in enumerate(each, 1)])


def _letter(app: App, args: argparse.Namespace, party: str, mark: str = "") -> int:
    """One letter, for ``party`` where it is made for each; ``mark`` tells its file from the others'."""
    row, draft = service.letter(app.desk(), args.ref, args.template, args.channel, args.format, party=party, language=args.language)
    _said(app, draft)
    output.words(t("drafts.reread"))
    if not args.output:
        return _to_stdout(app, args.format, draft)
    make_folder(args.output)
    name = "-".join(part for part in (row.ref, args.template, args.channel) if part)
    path = os.path.join(args.output, f"{name}{mark}.{args.format}")
    what: dict[str, object] = {"what": "letter", "template": args.template, "channel": args.channel, "format": args.format}
    return to_file(app, row, path, draft.body, what | ({"for": Text(party)} if party else {}))


def _said(app: App, draft: Draft) -> None:
    for note in draft.notes:
        output.words(note)
    if app.desk().store.meta("profile_text") is None:
        output.words(t("drafts.no-profile"))


def _to_stdout(app: App, fmt: str, draft: Draft) -> int:
    if fmt == "json":
        output.data(draft.data)
    elif fmt in service.BINARY:
        output.binary(draft.body, fmt, as_json=app.as_json)
    elif app.as_json:
        output.data({"text": draft.text, "missing": list(draft.missing)})
    else:
        text = draft.text.replace("\r\n", "\n")
        output.raw(text if text.endswith("\n") else text + "\n")
    return 0


def to_file(app: App, row: FileRow, path: str, body: bytes, what: dict[str, object]) -> int:
    """Write a draft to ``path`` and record its hash; ``what`` says which draft it is. Raises InputError."""
    with placing(path, body):
        done = service.record(app.desk(), row, what, body)
    words = t("cli.written-to", path=path) + "\n" + t("cli.entry-done", ref=row.ref, n=done.n, hash=done.hash[:12])
    return app.answer({**written(row.ref, done), "path": path}, words)
