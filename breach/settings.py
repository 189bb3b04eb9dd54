"""What a command was told: flags beat environment beats ``config.toml``. Every key of the file is listed here and in docs/configuration.md."""

from __future__ import annotations

import os

from breach import paths
from breach.errors import InputError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

CONFIG_KEYS = {
    "identity": "NAME[:ROLE]",
    "language": "fr | en",
    "zone": "Europe/Paris",
    "linear": "true | false",
    "theme": "dark | light | contrast",
    "keys": '{action = "key"}',
    "reminders": "[48, 24, 12, 4, 1]",
    "reminders_by_clock": "{clock = [24, 4]}",
    "lock_minutes": "15",
    "anchor_url": "https://…",
    "anchor_certificates": "/…/authority.pem",
    "retention_years": "6",
}
"""The keys of ``config.toml``, with what each holds."""
LOCK_MINUTES = 15
"""After how many minutes without a key the terminal UI locks, where the configuration says nothing; 0 would be never."""


class Settings:
    """One command's settings. Texts unless said: ``store`` (path, or a team's address), ``key`` (``--key``), ``key_file``
    (``BREACH_STORE_KEY_FILE``), ``lang``, ``identity``, ``zone``, ``theme``, ``keys``, ``reminders``,
    ``reminders_by_clock``, ``lock_minutes`` (0: never), ``anchor_url``,
    ``anchor_certificates`` and ``retention_years`` of the configuration;
    ``unknown_keys``: keys of the file that nobody knows. ``store_named``: the store was named by flag or environment. ``as_json``,
    ``no_input``, ``debug``: flags. ``linear``: questions and answers in place of the terminal UI.
    ``read_only``: the store is opened to be read. ``now``: ``--now`` as given.
    """

    def __init__(self, flags: Mapping[str, object], environment: Mapping[str, str]) -> None:
        held = _config()
        self.unknown_keys = tuple(sorted(set(held) - set(CONFIG_KEYS)))
        named = str(flags.get("store") or environment.get("BREACH_STORE") or "")
        self.store_named = bool(named)
        self.store = store_of(named) if named else paths.default_store()
        self.key = str(flags.get("key") or "")
        self.key_file = environment.get("BREACH_STORE_KEY_FILE", "")
        self.lang = str(flags.get("lang") or environment.get("BREACH_LANG") or held.get("language") or "fr")
        if self.lang not in ("fr", "en"):
            raise InputError("unknown-language", lang=self.lang[:20])
        self.identity = str(flags.get("as") or environment.get("BREACH_AS") or held.get("identity") or "")
        self.zone = str(held.get("zone") or "")
        self.linear = bool(flags.get("linear") or held.get("linear")) or environment.get("BREACH_LINEAR", "") not in ("", "0")
        self.theme = str(held.get("theme") or "")
        keys = held.get("keys")
        self.key_bindings: dict[str, object] = keys if isinstance(keys, dict) else {}
        hours = held.get("reminders")
        self.reminders: list[int] = hours if isinstance(hours, list) else [48, 24, 12, 4, 1]
        by_clock = held.get("reminders_by_clock")
        self.reminders_by_clock: dict[str, list[int]] = by_clock if isinstance(by_clock, dict) else {}
        minutes = held.get("lock_minutes")
        self.lock_minutes: int = minutes if isinstance(minutes, int) else LOCK_MINUTES
        self.anchor_url = str(held.get("anchor_url") or "")
        self.anchor_certificates = os.path.expanduser(str(held.get("anchor_certificates") or ""))
        years = held.get("retention_years")
        self.retention_years: int | None = years if isinstance(years, int) else None
        self.as_json = bool(flags.get("json"))
        self.no_input = bool(flags.get("no_input"))
        self.debug = bool(flags.get("debug"))
        self.read_only = environment.get("BREACH_READ_ONLY", "") not in ("", "0")
        self.now = str(flags.get("now") or "")
        self.at = str(flags.get("at") or "")

    def reminders_of(self, clock: str) -> list[int]:
        """How many hours before the end of ``clock`` (its id) it is reminded of: its own, its kind's (before the colon), or the usual."""
        kind = clock.partition(":")[0]
        return self.reminders_by_clock.get(clock, self.reminders_by_clock.get(kind, self.reminders))


def store_of(named: str) -> str:
    """The path of a store URL or path. Raises InputError ``password-in-url`` or ``unknown-store-kind``."""
    scheme, mark, rest = named.partition("://")
    if not mark:
        return os.path.abspath(os.path.expanduser(named))
    if "@" in rest and ":" in rest.rpartition("@")[0]:
        raise InputError("password-in-url")
    if scheme in paths.TEAM:
        if any(part.partition("=")[0] in ("password", "sslpassword") for part in rest.partition("?")[2].split("&")):
            raise InputError("password-in-url")
        return named
    if scheme in ("file", "sqlcipher"):
        return os.path.abspath(os.path.expanduser(rest))
    raise InputError("unknown-store-kind", scheme=scheme[:40])


def _config() -> dict[str, object]:
    path = paths.config_file()
    if not os.path.exists(path):
        return {}
    import tomllib

    try:
        with open(path, "rb") as file:
            held: dict[str, object] = tomllib.load(file)
    except OSError as error:
        raise InputError("bad-config", path=path, said=error.strerror or "") from error
    except UnicodeDecodeError as error:
        raise InputError("not-utf8", name=path, at=error.start) from error
    except ValueError as error:
        raise InputError("bad-config", path=path, said=str(error)[:200]) from error
    wrong = [key for key, value in held.items() if key in CONFIG_KEYS and not _fits(key, value)]
    if wrong:
        raise InputError("bad-config", path=path, said=", ".join(f"{key} = {CONFIG_KEYS[key]}" for key in wrong))
    return held


def _fits(key: str, value: object) -> bool:
    """Whether ``value`` is what the configuration's ``key`` holds."""
    if key == "keys":
        return isinstance(value, dict) and all(isinstance(held, str) for held in value.values())
    if key == "reminders":
        return _are_hours(value)
    if key == "reminders_by_clock":
        return isinstance(value, dict) and all(_are_hours(held) for held in value.values())
    if key == "lock_minutes":
        return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 1440
    if key == "retention_years":
        return isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= 100
    if key == "linear":
        return isinstance(value, bool)
    if key == "theme":
        return value in ("dark", "light", "contrast")
    if key == "language":
        return value in ("fr", "en")
    return isinstance(value, str)


def _are_hours(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(held, int) and not isinstance(held, bool) and 0 < held <= 8760 for held in value)
