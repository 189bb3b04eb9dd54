"""``breach`` and ``python -m breach``."""

from __future__ import annotations

import gc
import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; its exit status."""
    gc.set_threshold(50_000)  # a command lives for a tenth of a second, a fifth of which went into looking for garbage while loading
    _open_streams()
    from breach import bootstrap
    from breach.cli.main import run

    return run(list(sys.argv[1:] if argv is None else argv), bootstrap)


def _open_streams() -> None:
    """Give a program started with a standard stream closed (``<&-``) an empty one: no file of the store may take its number."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115 - it is the stream until the end


if __name__ == "__main__":
    sys.exit(main())
