"""The address of a team's store: what is refused before anything is sent, and what libpq is told.

Beyond this machine only TLS with a verified certificate is spoken. The password comes from PGPASSFILE or a service file, never from the address.
"""

from __future__ import annotations

import ipaddress
import os

from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict

from breach.errors import InputError, StoreError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

SECRETS = frozenset({"password", "sslpassword", "oauth_client_secret", "scram_client_key", "scram_server_key"})
WAIT_S = 30
"""How long a writer waits for another one, in seconds."""
CONNECT_S = 5
"""How long a server may take to answer a first word, in seconds."""


def options_of(url: str, environment: Mapping[str, str] = os.environ) -> dict[str, object]:
    """What libpq is told for ``url``. Raises InputError ``bad-store-url``, ``password-in-url``; StoreError ``tls-required``."""
    try:
        said = dict(conninfo_to_dict(url))
    except ProgrammingError as error:
        raise InputError("bad-store-url") from error
    if SECRETS & set(said):
        raise InputError("password-in-url")
    if not is_local(said, environment):
        asked = said.get("sslmode")
        if asked not in (None, "verify-full"):
            raise StoreError("tls-required", asked=str(asked)[:20])
        said["sslmode"] = "verify-full"
        if "sslrootcert" not in said and "PGSSLROOTCERT" not in environment and not os.path.exists(os.path.expanduser("~/.postgresql/root.crt")):
            said["sslrootcert"] = "system"
    return {
        "connect_timeout": CONNECT_S,
        "keepalives_idle": 30,
        "keepalives_interval": 10,
        "keepalives_count": 3,
        "tcp_user_timeout": 30_000,
        **said,
        "application_name": "breach",
        "client_encoding": "utf8",
    }


def is_local(said: Mapping[str, object], environment: Mapping[str, str]) -> bool:
    """Whether every host that libpq may reach for ``said`` is this machine, by loopback or by a socket in the file system.

    A service file may name any host, so an address by service alone is not local: say the host in the address.
    """
    hosts = str(said.get("host") or environment.get("PGHOST") or "")
    addresses = str(said.get("hostaddr") or environment.get("PGHOSTADDR") or "")
    if not hosts and not addresses:
        return not (said.get("service") or environment.get("PGSERVICE"))
    named = [host for host in f"{hosts},{addresses}".split(",") if host]
    return all(host.startswith(("/", "@")) or host == "localhost" or _is_loopback(host) for host in named)


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def shown(url: str) -> str:
    """``url`` without its parameters, for messages."""
    return url.partition("?")[0][:200]
