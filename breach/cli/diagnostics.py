"""The one module that turns errors into stderr and an exit status: a title, what happened, what to do."""

from __future__ import annotations

import sys

from breach.cli import output
from breach.i18n import t
from breach.i18n.said import said

TYPE_CHECKING = False
if TYPE_CHECKING:
    from breach.errors import BreachError


def report(error: BreachError, *, as_json: bool) -> int:
    """Say ``error`` on stderr (and as JSON on stdout where data was asked for); its exit status."""
    title, message, todo = said(error)
    if as_json:
        output.data({"error": {"code": error.code, "title": title, "message": message, "todo": todo}})
    output.words(f"{title}\n  {message}\n  → {todo}")
    return error.exit_status


def interrupted() -> int:
    """Ctrl-C: what was acknowledged stays; the usual status of a program that a signal ended."""
    output.words(t("cli.interrupted"))
    return 130


def pipe_closed() -> int:
    """The reader of stdout went away (``| head``): nothing to say and nobody to say it to."""
    sys.stderr.close()
    return 141
