"""The one way in from the composition root."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from breach.tui import literal
from breach.tui.hangup import end_with_terminal

if TYPE_CHECKING:
    from breach.service.safe import Safe
    from breach.tui.ports import Scratch, Settings, Started


def run(started: Started, settings: Settings, scratch: Scratch, safe: Safe | None = None) -> int:
    """Run the terminal UI over the store of ``started`` until it is left, ``safe`` behind its lock; its exit status. Closes ``scratch``.

    A fault of the program is raised here, after the terminal was given back.
    """
    literal.use(literal.reach_of(os.environ))
    from breach.tui.app import BreachApp

    app = BreachApp(started.desk, scratch, settings, safe)
    if sys.__stdin__ is not None:
        end_with_terminal(sys.__stdin__.fileno())
    try:
        app.run()
    finally:
        app.window_title("")
        scratch.close()
    if app.fault is not None:
        raise app.fault
    return app.return_code or 0
