"""``breach`` and ``python -m breach``."""

from __future__ import annotations

import gc
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; its exit status."""
    gc.set_threshold(50_000)  # a command lives for a tenth of a second, a fifth of which went into looking for garbage while loading
    from breach import bootstrap
    from breach.cli.main import run

    return run(list(sys.argv[1:] if argv is None else argv), bootstrap)


if __name__ == "__main__":
    sys.exit(main())
