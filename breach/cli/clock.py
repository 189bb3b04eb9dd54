"""``breach clock`` and ``breach check``: what is due, to whom, until when. Nothing of the law is loaded while what is kept is fresh."""

from __future__ import annotations

from breach.cli import output
from breach.cli.clock_words import lines_of, short
from breach.domain.instants import from_z, zone_of
from breach.errors import InputError
from breach.i18n import dates, t
from breach.service.clocks import Clock, all_open, of_file
from breach.service.late_actions import late_actions
from breach.service.silence import to_review

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse

    from breach.cli.app import App
    from breach.service.desk import Desk

_UNITS = {"m": 60, "h": 3600, "d": 86400, "j": 86400}
DEFAULT_DUE = "4h"


def add_clock(parser: argparse.ArgumentParser) -> None:
    """The options of ``clock``."""
    parser.add_argument("ref", metavar="REF", nargs="?", help=t("cli.ref"))
    parser.add_argument("--short", action="store_true", help=t("cli.clock-short"))
    parser.add_argument("--ics", metavar="FILE", help=t("cli.clock-ics"))


def run_clock(app: App, args: argparse.Namespace) -> int:
    """Show the clocks."""
    desk = app.desk()
    clocks = of_file(desk, desk.store.find(args.ref)) if args.ref else all_open(desk)
    if args.ics:
        from breach.cli.ics import write_ics

        write_ics(args.ics, desk, clocks, app.settings.reminders_of)
    if app.as_json:
        output.data([clock.data(desk) for clock in clocks])
    elif args.short:
        output.out(short(desk, clocks))
    else:
        output.out("\n".join(lines_of(desk, clocks)) or t("clock.none"))
        for ref in to_review(desk, clocks):
            output.words("! " + t("clock.silence-to-review", ref=ref))
        for line in _complement(desk, args.ref) if args.ref else ():
            output.words(line)
    return 0


def _complement(desk: Desk, ref: str) -> list[str]:
    """What the authority has yet to be told of the file ``ref``; nothing is loaded for a file that nobody filed."""
    from breach.domain.complement_words import complement_words
    from breach.service.complement import complement
    from breach.service.files import read

    opened = read(desk, ref)
    found = complement(desk, opened) if opened.file.filings else None
    return complement_words(opened.row.ref, found) if found else []


def add_check(parser: argparse.ArgumentParser) -> None:
    """The options of ``check``."""
    parser.add_argument("--due", metavar="4h", default=DEFAULT_DUE, help=t("cli.check-due"))


def run_check(app: App, args: argparse.Namespace) -> int:
    """One line for monitoring: 0 nothing due, 1 due within ``--due``, a corrective action past its date or a silence to be looked at again,
    2 a limit overdue (3, cannot tell, is an error's).
    """
    limit = _seconds(args.due)
    desk = app.desk(create=False)
    now = desk.now()
    every = all_open(desk)
    silent = to_review(desk, every)
    clocks = [clock for clock in every if not clock.exercise and _open_and_dated(clock)]
    late = [clock for clock in clocks if clock.state(now) == "late"]
    soon = [clock for clock in clocks if clock not in late and _left(desk, clock) <= limit]
    actions = late_actions(desk)
    status = 2 if late else 1 if soon or actions or silent else 0
    word = ("OK", "WARNING", "CRITICAL")[status]
    names = [
        *(_named(desk, clock) for clock in [*late, *soon]),
        *(t("clock.silence-to-review", ref=ref) for ref in silent),
        *(t("clock.late-action", **one) for one in actions),
    ]
    named = "; ".join(names[:3]) or t("clock.nothing-due")
    files = sum(1 for file in desk.store.files() if file.state == "open" and not file.exercise)
    counts = f"late={len(late)} soon={len(soon)} running={len(clocks)} files={files} actions={len(actions)} silence={len(silent)}"
    data = {
        "status": word,
        "late": len(late),
        "soon": len(soon),
        "running": len(clocks),
        "files": files,
        "actions": actions,
        "silence": silent,
        "clocks": [clock.data(desk) for clock in [*late, *soon]],
    }
    app.answer(data, f"BREACH {word} - {named} | {counts}")
    return status


def _open_and_dated(clock: Clock) -> bool:
    return clock.row.due_at is not None and clock.row.governs()


def _left(desk: Desk, clock: Clock) -> float:
    return (from_z(clock.row.due_at or "") - desk.now()).total_seconds()


def _named(desk: Desk, clock: Clock) -> str:
    due = from_z(clock.row.due_at or "")
    return output.line(f"{clock.ref} {clock.row.clock} {dates.when(due, zone_of(desk.zone), desk.zone)}")


def _seconds(text: str) -> int:
    number, unit = text[:-1], text[-1:]
    if unit not in _UNITS or not number.isdecimal() or len(number) > 6:
        raise InputError("bad-delay", text=text[:40])
    return int(number) * _UNITS[unit]
