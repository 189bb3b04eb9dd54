"""``breach history``: what was recorded, entry by entry; as it was known at an earlier point, or to one person."""

from __future__ import annotations

from breach.cli import output
from breach.domain.decided_words import late_words
from breach.domain.instants import from_z, zone_of
from breach.i18n import dates, t
from breach.service import overview
from breach.service.entry_words import entry_words

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from datetime import tzinfo
    from typing import Any

    from breach.cli.app import App


def add_history(parser: argparse.ArgumentParser) -> None:
    """The options of ``history``."""
    parser.add_argument("ref", metavar="REF", help=t("cli.ref"))
    parser.add_argument("--as-of", metavar="INSTANT|N", default="", help=t("decided.opt-as-of"))
    parser.add_argument("--seen-by", metavar="NAME", default="", help=t("decided.opt-seen-by"))
    parser.add_argument("--privileged", action="store_true", help=t("decided.opt-privileged"))


def run_history(app: App, args: argparse.Namespace) -> int:
    """Print every entry of a file."""
    desk = app.desk()
    entries = overview.history(desk, args.ref, app.until(args.as_of), seen_by=args.seen_by, privileged=args.privileged)
    if app.as_json:
        return app.answer(entries, "")
    zone = zone_of(desk.zone)
    for entry in entries:
        for line in _lines(entry, zone, desk.zone):
            output.out(output.line(line))
    return 0


def _lines(entry: dict[str, Any], zone: tzinfo, name: str) -> list[str]:
    at = dates.when(from_z(entry["recorded_at"]), zone, name, year=True)
    role = t(f"tui.role-{entry['role']}") if entry["role"] else "—"
    lines = [f"{entry['n']:>4}  {entry['hash'][:12]}  {at}  {t('kinds.' + entry['kind'])} — {entry['actor']} ({role}){_signed(entry)}"]
    late = late_words(entry["late_by_seconds"])
    told = {key: dates.when(from_z(entry[key]), zone, name, year=True) for key in ("happened_at", "learnt_at") if entry[key]}
    lines += [f"      {t(f'decided.{key}', at=at)}{late}" for key, at in told.items()]
    if entry["kind"] == "privileged-note" and not entry["texts"]:
        lines.append(f"      {t('decided.sealed')}")
    return lines + [f"      {words}" for words in entry_words(entry)]


def _signed(entry: dict[str, Any]) -> str:
    return f", {t('verify.signed-mark')}" if any(one["standing"] == "right" for one in entry["signed"]) else ""
