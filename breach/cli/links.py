"""``breach link``: one file and another."""

from __future__ import annotations

from breach.domain.instants import from_z, to_local
from breach.errors import InputError
from breach.i18n import t
from breach.service import links as service
from breach.service.desk import written

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse

    from breach.cli.app import App


def add_link(parser: argparse.ArgumentParser) -> None:
    """The options of ``link``. ``--as`` with one of its words says how; with a name it says who acts, as everywhere."""
    parser.add_argument("ref", metavar="REF", help=t("cli.ref"))
    parser.add_argument("other", metavar="REF", help=t("decided.link-other"))
    parser.add_argument("--why", metavar="TEXT", default="", help=t("cli.decide-why"))
    parser.set_defaults(linked_as="", link_words=service.KINDS)
    parser.epilog = t("decided.link-as", words=" | ".join(service.KINDS))


def run_link(app: App, args: argparse.Namespace) -> int:
    """Link two files; a duplicate is closed towards the other."""
    if not args.linked_as:
        required = t("argparse.the following arguments are required: %s") % f"--as {'|'.join(service.KINDS)}"
        raise InputError("usage", said=required, verb="breach link")
    desk = app.desk()
    row, done, earlier = service.link(desk, args.ref, args.other, args.linked_as, args.why)
    other = desk.store.find(args.other).ref
    words = [t(f"decided.linked-{args.linked_as}", ref=row.ref, other=other, n=done.n)]
    if earlier:
        words.append(t("decided.linked-earlier", ref=row.ref, other=other, at=to_local(from_z(earlier), desk.zone)))
    return app.answer({**written(row.ref, done), "other": other, "earlier_awareness": earlier}, "\n".join(words))
