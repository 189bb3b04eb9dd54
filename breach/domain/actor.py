"""Who acts: a name and a role, with the operating-system account and host beside it."""

from __future__ import annotations

from breach.errors import InputError

ROLES = ("on_call", "lead", "dpo", "legal", "communication", "management", "auditor")
UNNAMED_ROLE = "on_call"
LONGEST_NAME = 200


class Actor:
    """A person as they presented themselves; the name is not verified until they sign. All fields are texts."""

    __slots__ = ("host", "name", "os_user", "role")

    def __init__(self, name: str, role: str, os_user: str, host: str) -> None:
        self.name = name
        self.role = role
        self.os_user = os_user
        self.host = host


def parse_identity(text: str) -> tuple[str, str]:
    """NAME[:ROLE] as (name, role). Raises InputError ``bad-identity`` or ``unknown-role``."""
    name, mark, role = text.rpartition(":")
    if not mark:
        name, role = text, UNNAMED_ROLE
    name, role = name.strip(), role.strip().replace("-", "_")
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise InputError("bad-identity", text=text[:80])
    if role not in ROLES:
        raise InputError("unknown-role", role=role[:40], roles=", ".join(ROLES))
    return name, role
