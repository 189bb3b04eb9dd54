"""Who may append what to the team's store, as the server enforces it. ``breach schema team-store`` prints it with the tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from breach.log import kinds
from breach.resources import path_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SCHEMA = 2
"""The version of the server's tables that this program sets up: 2 lets go what no entry names, to those who may erase."""
OLDEST = 1
"""The oldest tables that this program still works with: what came since is only who may do what."""
WRITERS = ("on_call", "lead", "dpo", "legal", "communication", "management")
"""Roles that append; the auditor only reads."""
_DECIDERS = ("on_call", "lead", "dpo", "legal", "management")
_MANDATED = ("lead", "management")
_KEEPERS = ("lead", "dpo", "management")
_ERASERS = ("lead", "dpo", "legal")

RESTRICTED: Mapping[str, Sequence[str]] = {
    kinds.OPINION: ("dpo",),
    kinds.AWARE: _DECIDERS,
    kinds.DECISION: _DECIDERS,
    kinds.FILED: _DECIDERS,
    kinds.FILING_FAILED: _DECIDERS,
    kinds.AUTHORITY: _DECIDERS,
    kinds.RETRACT: _DECIDERS,
    kinds.STANDS: _DECIDERS,
    kinds.LINKED: _DECIDERS,
    kinds.APPROVED: _MANDATED,
    kinds.RATIFIED: _MANDATED,
    kinds.DRAFT_SIGNED: (*_MANDATED, "dpo", "legal"),
    kinds.RECEIVED: (*_MANDATED, "dpo", "legal"),
    kinds.PRIVILEGED: ("on_call", "lead", "legal", "communication", "management"),
    kinds.PROFILE: _KEEPERS,
    kinds.MOVED: _KEEPERS,
    kinds.ERASED: _ERASERS,
    kinds.HOLD: _ERASERS,
    kinds.HOLD_RELEASED: _ERASERS,
    kinds.FILE_DESTROYED: _ERASERS,
    kinds.REBUILT: _ERASERS,
}
"""Kinds of entry that not every writer may append, with the roles that may. The DPO advises and alone gives the DPO's opinion; who speaks to the
press decides nothing; on call one may file, since a filing waits for nobody. Approving binds the controller: the DPO does not, and seals no note.
"""
KEPT_BY = {"meta": _KEEPERS, "text": _ERASERS}
"""Who changes what is kept of the profile, and who erases a text."""


def sql() -> str:
    """The statements that make the roles, tables, triggers and rights, for who administers the server to read and run."""
    tables, rights = (_read(name) for name in ("schema.sql", "rights.sql"))
    about, rest = tables.split("\n\n", 1)
    return _filled_in(f"{about}\n\nBEGIN;\n\n{rest}\n{rights}\nCOMMIT;\n")


def upgrade() -> str:
    """The statements that bring the tables of an older version to this one's rights, for who administers the server to read and run. They may be
    run twice.
    """
    before, after = (_read(name) for name in ("upgrade.sql", "rights.sql"))
    return _filled_in(f"{before}\n{after}\nUPDATE breach.about SET schema = @SCHEMA@ WHERE schema < @SCHEMA@;\n\nCOMMIT;\n")


def _read(name: str) -> str:
    with open(path_of(f"storage/team/{name}"), encoding="utf-8") as file:
        return file.read()


def _filled_in(text: str) -> str:
    allowed = ",\n    ".join(f"('{kind}', '{role}')" for kind, roles in sorted(RESTRICTED.items()) for role in roles)
    return (
        text.replace("@SCHEMA@", str(SCHEMA))
        .replace("@OLDEST@", str(OLDEST))
        .replace("@WRITERS@", ", ".join(f"'{role}'" for role in WRITERS))
        .replace("@ALLOWED@", allowed)
        .replace("@META@", _any(KEPT_BY["meta"]))
        .replace("@TEXT@", _any(KEPT_BY["text"]))
    )


def _any(roles: Sequence[str]) -> str:
    return " OR ".join(f"breach.acts_as('{role}')" for role in roles)
