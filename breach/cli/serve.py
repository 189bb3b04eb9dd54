"""``breach serve``: the terminal UI in a browser on this machine, for the DPO's review."""

from __future__ import annotations

import sys

from breach.cli import output
from breach.i18n import t

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse

    from breach.cli.app import App


def add_serve(parser: argparse.ArgumentParser) -> None:
    """The options of ``serve``."""
    parser.add_argument("--port", metavar="N", type=_port, default=0, help=t("serve.port"))
    parser.add_argument("--write", action="store_true", help=t("serve.write"))


def _port(text: str) -> int:
    number = int(text)
    if not 1024 <= number <= 65535:
        raise ValueError(text)
    return number


def run_serve(app: App, args: argparse.Namespace) -> int:
    """Serve until Ctrl-C. Raises InputError ``port-taken``, StoreError."""
    started = app.started(create=False)
    settings = app.settings
    options = ["--store", settings.store, "--lang", settings.lang, "--no-input"]
    options += ["--as", settings.identity] if settings.identity else []
    server = app.host.review(started, options, args.port, write=args.write)
    app.close()
    if app.as_json:
        output.data({"url": server.url, "write": args.write})
    else:
        output.words(t("serve.open-write" if args.write else "serve.open"))
        output.out(server.url)
    sys.stdout.flush()
    server.run()
    return 0
