"""``breach template``: the notices and letters that are shipped, and a copy of one to be changed."""

from __future__ import annotations

import os
import shutil

from breach import paths, resources
from breach.disk.writing import make_folder, write_new
from breach.errors import InputError
from breach.i18n import t

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse

    from breach.cli.app import App

ACTIONS = ("list", "copy", "language")


def add_template(parser: argparse.ArgumentParser) -> None:
    """The options of ``template``."""
    parser.add_argument("action", nargs="?", choices=ACTIONS, default="list", help=t("operations.template-action"))
    parser.add_argument("id", nargs="?", metavar="ID", help=t("operations.template-id"))
    parser.add_argument("-o", "--output", metavar="DIR", default="", help=t("operations.template-output"))


def run_template(app: App, args: argparse.Namespace) -> int:
    """List or copy."""
    if args.action == "copy":
        return _copy(app, args)
    if args.action == "language":
        return _language(app, args)
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
    """Copy a folder whole, by default to where the user's own papers are looked for first.

    Raises InputError ``unknown-template``, ``output-exists``, ``output-not-written``.
    """
    if not args.id:
        raise InputError("usage", said="ID", verb="breach template")
    paper = app.host.paper(args.id)
    source = os.path.join(resources.shared_root("templates"), "notifications", paper.id)
    folder = args.output or os.path.join(paths.folder("config"), "templates", "notifications")
    target = os.path.join(folder, paper.id)
    if os.path.lexists(target):
        raise InputError("output-exists", path=target)
    make_folder(folder)
    try:
        shutil.copytree(source, target)
    except OSError as error:
        raise InputError("output-not-written", path=target, said=error.strerror or "") from error
    files = sorted(os.path.relpath(os.path.join(root, name), target) for root, _, names in os.walk(target) for name in names)
    return app.answer(
        {"id": paper.id, "path": target, "files": files},
        t("operations.template-copied" if args.output else "operations.template-own", id=paper.id, path=target),
    )


def _language(app: App, args: argparse.Namespace) -> int:
    """Write the files of a new language, to be translated. Raises InputError ``language-code``, ``output-exists``."""
    if not args.id:
        raise InputError("usage", said="LANG", verb="breach template language")
    made = app.host.language(args.id)
    folder = os.path.join(args.output or os.path.join(paths.folder("config"), "templates", "notifications"), "people")
    targets = {os.path.join(folder, name): text for name, text in made.items()}
    for path in targets:
        if os.path.lexists(path):
            raise InputError("output-exists", path=path)
    make_folder(folder)
    for path, text in targets.items():
        write_new(path, text.encode())
    return app.answer({"lang": args.id, "path": folder, "files": sorted(made)}, t("operations.template-language", lang=args.id, path=folder))
