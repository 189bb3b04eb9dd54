"""``breach move``: the whole store to a team's server, or from there back into a file."""

from __future__ import annotations

from breach.disk.writing import refuse_dash
from breach.i18n import plural, t

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse

    from breach.cli.app import App


def add_move(parser: argparse.ArgumentParser) -> None:
    """The argument of ``move``."""
    parser.add_argument("to", metavar="FILE|postgresql://…", help=t("operations.move-to"))


def run_move(app: App, args: argparse.Namespace) -> int:
    """Move the store. Raises InputError, StoreError, RuleError; then nothing was moved."""
    from breach.settings import store_of

    refuse_dash(args.to)
    to = store_of(args.to)
    desk = app.desk(create=False)
    chains, entries = app.host.move(desk.store, to, desk.actor)
    data = {"from": desk.store.path, "to": to, "chains": chains, "entries": entries}
    said = {"chains": plural("counts.chains", chains), "entries": plural("counts.entries", entries)}
    return app.answer(data, t("operations.move-done", to=to, path=desk.store.path, **said))
