"""``breach erase``, ``hold`` and ``destroy``: what must go, what must stay, and what nothing here can reach."""

from __future__ import annotations

import re
import sys

from breach.cli import output
from breach.domain.instants import from_z, zone_of
from breach.errors import InputError
from breach.i18n import dates, plural, t
from breach.service import erasure as service
from breach.service import retention
from breach.service.desk import written

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from typing import Any

    from breach.cli.app import App

_PLACE = re.compile(r"([1-9][0-9]{0,8})(?:\.(.+))?")


def add_erase(parser: argparse.ArgumentParser) -> None:
    """The options of ``erase``."""
    parser.add_argument("ref", metavar="REF", nargs="?", help=t("cli.ref"))
    parser.add_argument("entry", metavar="N[.TEXT]", nargs="?", help=t("erasure.entry"))
    parser.add_argument("--person", metavar="NAME|ID", help=t("erasure.person"))
    parser.add_argument("--why", metavar="TEXT", default="", help=t("cli.decide-why"))
    parser.add_argument("--finish", action="store_true", help=t("erasure.finish"))


def run_erase(app: App, args: argparse.Namespace) -> int:
    """Erase a text or a person's name, on record."""
    if args.finish:
        return _finish(app)
    if bool(args.person) == bool(args.ref) or (args.ref and not args.entry):
        raise InputError("usage", said=t("erasure.usage"), verb="breach erase")
    if not args.why:
        raise InputError("usage", said=t("argparse.the following arguments are required: %s") % "--why", verb="breach erase")
    desk = app.desk(create=False)
    if args.person:
        found = service.erase_person(desk, args.person, args.why)
    else:
        place = _PLACE.fullmatch(args.entry)
        if place is None:
            raise InputError("usage", said=t("erasure.usage"), verb="breach erase")
        found = service.erase(desk, args.ref, int(place[1]), place[2] or "", args.why)
    data = {
        **written(found.ref, found.done),
        "erased": {"texts": [{"ref": ref, "entry": n, "text": name} for ref, n, name in found.texts], "files": found.files},
        "still_in": [{"ref": ref, "entry": n, "where": where, "how": how} for ref, n, where, how in found.still],
        "out_of_reach": found.outside,
        "unfinished": found.unfinished,
        "complete": found.complete,
    }
    return app.answer(data, "\n".join(_said(app, found)))


def _said(app: App, found: service.Erased) -> list[str]:
    lines = [plural("erasure.texts", len(found.texts)) + (" " + plural("erasure.files", len(found.files)) if found.files else "")]
    lines += [t("erasure.recorded", n=found.done.n, hash=found.done.hash[:12])]
    lines += [plural("erasure.unfinished", found.unfinished)] if found.unfinished else []
    for how in ("words", "unsearched"):
        hits = [hit for hit in found.still if hit[3] == how]
        if hits:
            lines.append(t(f"erasure.still-{how}"))
            lines += [
                output.line(f"  {ref or t('verify.store-chain')} {n}.{where if len(where) != 64 else service.FILES}") for ref, n, where, _ in hits
            ]
    return [*lines, *_outside(app, found.outside), *([] if found.complete else [t("erasure.incomplete")])]


def _outside(app: App, copies: list[dict[str, Any]]) -> list[str]:
    if not copies:
        return [t("erasure.nowhere-else")]
    zone = app.desk().zone
    lines = [t("erasure.outside")]
    for copy in copies:
        kind = t(f"erasure.{copy['kind']}") if copy["kind"] in ("beside", "server") else t(f"kinds.{copy['kind']}")
        at = dates.when(from_z(copy["at"]), zone_of(zone), zone, year=True) if copy["at"] else ""
        mark = f"SHA-256 {copy['sha256'][:12]}…" if copy["sha256"] else ""
        lines.append(output.line("  " + " · ".join(part for part in (kind, copy["ref"], at, copy["path"] or "", mark) if part)))
    return lines


def _finish(app: App) -> int:
    done = service.finish(app.desk(create=False))
    app.answer({"complete": done}, t("erasure.finished") if done else t("erasure.incomplete"))
    return 0 if done else 1


def add_hold(parser: argparse.ArgumentParser) -> None:
    """The options of ``hold``."""
    parser.add_argument("ref", metavar="REF", help=t("cli.ref"))
    parser.add_argument("--why", metavar="TEXT", required=True, help=t("cli.decide-why"))
    parser.add_argument("--until", metavar="INSTANT", default="", help=t("erasure.until"))
    parser.add_argument("--release", action="store_true", help=t("erasure.release"))


def run_hold(app: App, args: argparse.Namespace) -> int:
    """Put a file under a legal hold, or release it."""
    if args.release and args.until:
        raise InputError("usage", said=t("erasure.usage-hold"), verb="breach hold")
    desk = app.desk(create=False)
    if args.release:
        row, done = retention.release(desk, args.ref, args.why)
    else:
        row, done = retention.hold(desk, args.ref, args.why, args.until)
    words = t("erasure.released" if args.release else "erasure.held", ref=row.ref, n=done.n)
    return app.answer(written(row.ref, done), words)


def add_destroy(parser: argparse.ArgumentParser) -> None:
    """The options of ``destroy``."""
    parser.add_argument("ref", metavar="REF", help=t("cli.ref"))
    parser.add_argument("--why", metavar="TEXT", required=True, help=t("cli.decide-why"))
    parser.add_argument("--before-retention", action="store_true", help=t("erasure.before-retention"))


def run_destroy(app: App, args: argparse.Namespace) -> int:
    """Destroy a file, on record."""
    desk = app.desk(create=False)
    ref = desk.store.find(args.ref).ref
    if sys.stdin.isatty() and not app.settings.no_input:
        output.words(t("erasure.confirm", ref=ref))
        if sys.stdin.readline().strip() != ref:
            raise InputError("not-confirmed", ref=ref)
    row, done, outside, complete = service.destroy(desk, ref, args.why, before_retention=args.before_retention)
    lines = [t("erasure.destroyed", ref=row.ref, n=done.n), *_outside(app, outside), *([] if complete else [t("erasure.incomplete")])]
    return app.answer({**written(row.ref, done), "out_of_reach": outside, "complete": complete}, "\n".join(lines))
