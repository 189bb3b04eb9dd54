"""``breach call``: whom to call, and the calls that were tried."""

from __future__ import annotations

from breach.cli import output
from breach.domain.instants import from_z, zone_of
from breach.errors import InputError
from breach.i18n import dates, t
from breach.service import calls as service
from breach.service.desk import written

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from typing import Any

    from breach.cli.app import App


def add_call(parser: argparse.ArgumentParser) -> None:
    """The options of ``call``."""
    parser.add_argument("ref", metavar="REF", help=t("cli.ref"))
    parser.add_argument("who", metavar="WHO", nargs="?", default="", help=t("review.call-who"))
    parser.add_argument("--outcome", metavar="TEXT", default="", help=t("review.opt-outcome"))


def run_call(app: App, args: argparse.Namespace) -> int:
    """List whom to call, or record a call that was tried."""
    if bool(args.who) != bool(args.outcome):
        missing = "--outcome" if args.who else "WHO"
        raise InputError("usage", said=t("argparse.the following arguments are required: %s") % missing, verb="breach call")
    desk = app.desk()
    if not args.who:
        row = desk.store.find(args.ref)
        cards, tried = service.cards(desk), service.tried(desk, row.ref)
        return app.answer({"ref": row.ref, "cards": cards, "tried": tried}, "" if app.as_json else _words(app, row.ref, row.title, cards, tried))
    app.flag_personal(args.outcome)
    row, done, card = service.call(desk, args.ref, args.who, args.outcome)
    words = t("review.called", ref=row.ref, n=done.n)
    return app.answer({**written(row.ref, done), "card": card["id"] if card else None}, words if card else words + "\n" + t("review.call-no-card"))


def _words(app: App, ref: str, title: str, cards: list[dict[str, Any]], tried: list[dict[str, Any]]) -> str:
    desk = app.desk()
    lines = [output.line(t("review.call-say", ref=ref, title=title)), ""]
    for card in cards:
        lines.append(output.line(f"{card['id']:<12} {card['who']}"))
        reached = " · ".join(str(card[name]) for name in ("phone", "email", "url", "available") if card[name])
        lines.append(output.line(f"{'':<12} {reached or t('review.call-no-number')}"))
        if card["why"]:
            lines.append(output.line(f"{'':<12} {card['why']}"))
        if card["to_check"]:
            lines.append(output.line(f"{'':<12} {t('review.call-to-check', source=card['source'])}"))
    if tried:
        lines += ["", t("review.call-tried")]
    zone = zone_of(desk.zone)
    for item in tried:
        at = dates.when(from_z(item["at"]), zone, desk.zone)
        lines.append(output.line(f"  {at}  {item['name'] or '—'}: {item['outcome'] or '—'} ({item['by']})"))
    return "\n".join([*lines, "", t("review.call-record", ref=ref)])
