"""``breach authorities``: the data-protection authorities of the EU and the EEA. Needs no store."""

from __future__ import annotations

from breach.cli import output
from breach.i18n import t
from breach.service.authorities import listed

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from typing import Any

    from breach.cli.app import App


def add_authorities(parser: argparse.ArgumentParser) -> None:
    """The options of ``authorities``."""
    parser.add_argument("country", metavar="COUNTRY", nargs="?", default="", help=t("cli.authorities-country"))


def run_authorities(app: App, args: argparse.Namespace) -> int:
    """List the authorities."""
    found = listed(args.country)
    return app.answer(found, "\n".join(line(one) for one in found))


def line(one: dict[str, Any]) -> str:
    """An authority in one line, its note, and the day on which that was seen."""
    seen = t("cli.authorities-seen", on=one["checked_on"]) + (t("awareness.to-check") if one["to_check"] else "")
    return output.line(f"{one['country']}  {one['name']}  {one['note']} {seen}")
