"""``breach anchor``: the head of a file or of the store, put where somebody else holds it: printed, mailed, stamped, or read back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from breach.cli import output
from breach.cli.qr import blocks
from breach.disk.reading import read_bytes
from breach.domain.instants import from_z, to_local
from breach.errors import NotSo
from breach.i18n import t
from breach.service import anchoring

if TYPE_CHECKING:
    import argparse

    from breach.cli.app import App

LARGEST = 1_000_000
"""The largest file of certificates that is read, in bytes."""


def add_anchor(parser: argparse.ArgumentParser) -> None:
    """The options of ``anchor``."""
    parser.add_argument("ref", metavar="REF", nargs="?", help=t("anchor.ref"))
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--print", dest="how", action="store_const", const="print", help=t("anchor.opt-print"))
    how.add_argument("--mail-text", dest="how", action="store_const", const="mail", help=t("anchor.opt-mail-text"))
    how.add_argument("--stamp", dest="how", action="store_const", const="stamp", help=t("anchor.opt-stamp"))
    how.add_argument("--sign", dest="how", action="store_const", const="sign", help=t("anchor.opt-sign"))
    how.add_argument("--witness", metavar=t("anchor.meta-head"), default="", help=t("anchor.opt-witness"))
    parser.add_argument("--where", metavar="TEXT", default="", help=t("anchor.opt-where"))


def run_anchor(app: App, args: argparse.Namespace) -> int:
    """Do what was asked with the head; printing it is what is done unasked."""
    desk = app.desk(create=False)
    chain = anchoring.chain_of(desk, args.ref)
    if args.witness:
        n, done = anchoring.witness(desk, chain, args.witness, args.where or t("anchor.where-unsaid"))
        data = {"name": chain.name, "n": n, "entry": done.n if done else None}
        return app.answer(data, t("anchor.witnessed", name=chain.name, n=n))
    if args.how == "stamp":
        return _stamp(app, chain)
    if args.how == "sign":
        signed = anchoring.sign_head(desk, chain)
        if signed is None:
            raise NotSo("no-signing-key", name=desk.actor.name)
        return app.answer({"name": chain.name, "entry": signed.n, "hash": signed.hash}, t("anchor.signed", name=chain.name, n=signed.n))
    head = anchoring.head_of(desk, chain)
    if args.how == "mail":
        text = head.mail(app.lang, to_local(desk.now(), desk.zone))
        return app.answer({**head.to_json(), "mail": text}, output.safe(text))
    line = output.line(head.line(app.lang))
    return app.answer({**head.to_json(), "line": line}, f"{line}\n{head.text}\n{blocks(head.text)}")


def _stamp(app: App, chain: anchoring.Chain) -> int:
    """Have the head stamped; exit 1 where what came back proves nothing (it is kept all the same)."""
    desk = app.desk()
    stamped = anchoring.stamp(desk, chain, certificates(app))
    judged, head = stamped.judged, stamped.head
    about = {"entry": stamped.done.n, "hash": stamped.done.hash, "standing": judged.code, "stamped_at": judged.at, "said": judged.said}
    at = to_local(from_z(judged.at), desk.zone) if judged.at else ""
    app.answer(
        {**head.to_json(), **about},
        output.line(t(f"anchor.stamped-{judged.code}", name=head.name, n=head.n, at=at, said=f" {judged.said}" if judged.said else "")),
    )
    return 0 if judged.code == "right" else 1


def certificates(app: App) -> bytes:
    """The certificates of the configuration (PEM), empty where it names none. Raises InputError ``input-unreadable``."""
    path = app.settings.anchor_certificates
    return read_bytes(path, LARGEST) if path else b""
