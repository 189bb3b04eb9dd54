"""Where a store for a while lies: of ``demo``, of a drill."""

from __future__ import annotations

import os
import tempfile

from breach.errors import InputError


def made_folder(what: str) -> str:
    """A new folder (0700) for ``what``: in memory where the machine offers it, else among the temporary files.

    Raises InputError ``output-not-written``.
    """
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    try:
        return tempfile.mkdtemp(prefix=f"breach-{what}-", dir=runtime if runtime and os.access(runtime, os.W_OK) else None)
    except OSError as error:
        raise InputError("output-not-written", path=runtime or tempfile.gettempdir(), said=error.strerror or "") from error
