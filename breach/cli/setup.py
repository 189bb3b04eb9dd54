"""``breach init`` and ``breach paths``: the store made, the profile given, and where everything lies."""

from __future__ import annotations

import os

from breach import paths, resources
from breach.cli import output
from breach.errors import InputError
from breach.i18n import t

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse

    from breach.cli.app import App


def add_init(parser: argparse.ArgumentParser) -> None:
    """The options of ``init``."""
    parser.add_argument("--profile", metavar=t("operations.meta-profile"), help=t("operations.init-profile"))


def run_init(app: App, args: argparse.Namespace) -> int:
    """Make the store and its key where there is none, and record the profile where one is given."""
    from breach.catalogue.profiles import parse_profile
    from breach.cli.profile import load_text, recorded

    chosen = None
    if args.profile:
        chosen = load_text(args.profile)
        parse_profile(chosen[1], chosen[0])  # a bad profile makes no store
    started = app.started()
    data: dict[str, object] = {"store": started.desk.store.path, "made": started.made, "key": started.key.place}
    output.words(t("operations.store-made" if started.made else "operations.store-there", path=started.desk.store.path))
    if chosen:
        data |= recorded(app, *chosen)
    elif started.desk.store.meta("profile") is None:
        output.words(t("operations.no-profile-yet"))
    if app.as_json:
        output.data(data)
    return 0


def add_paths(parser: argparse.ArgumentParser) -> None:
    """``paths`` takes no options of its own."""


def run_paths(app: App, args: argparse.Namespace) -> int:
    """Say where everything lies. Opens no store and asks for no key."""
    del args
    places = app.host.places(app.settings)
    kind, name = places.pop("key")
    rows: dict[str, str] = {
        **places,
        "key": f"{kind}:{name}",
        "config": paths.config_file(),
        "cache": paths.folder("cache"),
        "templates": _shared("templates"),
        "own_templates": os.path.join(paths.folder("config"), "templates"),
        "playbooks": _shared("playbooks"),
        "own_playbooks": os.path.join(paths.folder("data"), "playbooks"),
        "drills": _shared("drills"),
        "own_drills": os.path.join(paths.folder("data"), "drills"),
    }
    data = {name: {"path": path, "exists": _there(name, path, kind)} for name, path in rows.items()}
    words = [
        f"{t(f'operations.path-{name}'):<28} {path}{'' if data[name]['exists'] else '  ' + t('operations.path-absent')}"
        for name, path in rows.items()
    ]
    return app.answer(data, "\n".join(words))


def _there(name: str, path: str, key_kind: str) -> bool:
    if name == "key":
        return os.path.exists(path.partition(":")[2]) if key_kind in ("file", "passphrase") else True
    if paths.is_team(path):
        return True  # a server, which is not asked here
    return bool(path) and os.path.exists(path)


def _shared(kind: str) -> str:
    try:
        return resources.shared_root(kind)
    except InputError:
        return ""
