"""``breach template``: the notices and letters that are shipped, and a copy of one to be changed."""

from __future__ import annotations

import os
import shutil

from breach import resources
from breach.disk.writing import make_folder
from breach.errors import InputError
from breach.i18n import t

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse

    from breach.cli.app import App

ACTIONS = ("list", "copy")


def add_template(parser: argparse.ArgumentParser) -> None:
    """The options of ``template``."""
    parser.add_argument("action", nargs="?", choices=ACTIONS, default="list", help=t("operations.template-action"))
    parser.add_argument("id", nargs="?", metavar="ID", help=t("operations.template-id"))
    parser.add_argument("-o", "--output", metavar="DIR", default="", help=t("operations.template-output"))


def run_template(app: App, args: argparse.Namespace) -> int:
    """List or copy."""
    if args.action == "copy":
        return _copy(app, args)
    if args.id or args.output:
        raise InputError("usage", said=args.id or args.output, verb="breach template")
    papers = app.host.papers()
    data = [
        {
            "id": paper.id,
            "kind": paper.kind,
            "title": paper.title(app.lang),
            "channels": list(paper.channels),
            "languages": list(paper.languages),
            "formats": list(paper.formats),
            "checked_on": paper.checked_on,
            "to_check": paper.to_check,
        }
        for paper in papers
    ]
    width = max(len(paper.id) for paper in papers)
    return app.answer(data, "\n".join(f"{paper.id:<{width}}  {paper.title(app.lang)} ({', '.join(paper.languages)})" for paper in papers))


def _copy(app: App, args: argparse.Namespace) -> int:
    """Copy a folder whole. Raises InputError ``unknown-template``, ``output-exists``, ``output-not-written``."""
    if not args.id or not args.output:
        raise InputError("usage", said="ID, -o DIR", verb="breach template")
    paper = app.host.paper(args.id)
    source = os.path.join(resources.shared_root("templates"), "notifications", paper.id)
    target = os.path.join(args.output, paper.id)
    if os.path.lexists(target):
        raise InputError("output-exists", path=target)
    make_folder(args.output)
    try:
        shutil.copytree(source, target)
    except OSError as error:
        raise InputError("output-not-written", path=target, said=error.strerror or "") from error
    files = sorted(os.path.relpath(os.path.join(root, name), target) for root, _, names in os.walk(target) for name in names)
    return app.answer({"id": paper.id, "path": target, "files": files}, t("operations.template-copied", id=paper.id, path=target))
