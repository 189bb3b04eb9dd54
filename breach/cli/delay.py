"""``breach delay``: the reasons for delay, required for a late notice, drafted from the timeline, given before, with or after it."""

from __future__ import annotations

from breach.cli import output
from breach.errors import InputError
from breach.i18n import dates, t
from breach.service import delay as service
from breach.service.desk import written
from breach.service.files import read

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from typing import Any

    from breach.cli.app import App


def add_delay(parser: argparse.ArgumentParser) -> None:
    """The options of ``delay``."""
    parser.add_argument("ref", metavar="REF", help=t("cli.ref"))
    parser.add_argument("--accept", action="store_true", help=t("cli.delay-accept"))
    parser.add_argument("--reason", metavar="TEXT", default="", help=t("cli.delay-reason"))


def run_delay(app: App, args: argparse.Namespace) -> int:
    """Show what is late and the draft of the reasons, or record them."""
    desk = app.desk()
    if args.accept and args.reason:
        raise InputError("usage", said=t("cli.delay-one"), verb="breach delay")
    if args.accept or args.reason:
        opened, done = service.give(desk, args.ref, args.reason)
        return app.answer(written(opened.row.ref, done), t("awareness.delay-recorded", ref=opened.row.ref, n=done.n))
    opened = read(desk, args.ref)
    seen = service.delay(desk, opened, desk.now())
    return app.answer({"ref": opened.row.ref, **seen}, "\n".join(_words(opened.row.ref, seen)))


def _words(ref: str, seen: dict[str, Any]) -> list[str]:
    lines = [_late(held) for held in seen["late"]] or [t("awareness.delay-none", ref=ref)]
    if seen["given"]:
        return [*lines, t("awareness.delay-given"), output.safe(seen["given"])]
    if seen["missing"]:
        lines.append(t("awareness.delay-missing"))
    if not seen["draft"]:
        return [*lines, t("awareness.delay-no-draft")]
    lines += ["", t("awareness.delay-draft"), "", output.safe(seen["draft"]), ""]
    lines += [t("awareness.delay-note", note=note) for note in seen["notes"]]
    return [*lines, t("awareness.delay-how", ref=ref)]


def _late(held: dict[str, Any]) -> str:
    words = t("awareness.delay-late", clock=held["clock"], late=dates.duration(held["late_by_seconds"]))
    return words + (t("awareness.delay-frozen") if held["frozen"] else "")
