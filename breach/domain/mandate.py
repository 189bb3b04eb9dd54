"""Who may bind the controller: the role that somebody acts in, and what the organisation's profile says of them.

The data protection officer advises and does not decide (GDPR Art. 38(3), 38(6), 39): in that role nobody holds the controller's mandate. Where
one person wears both hats, that is not refused; it is said.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from breach.domain.profile import Profile

CONTROLLER = frozenset({"management", "lead"})
"""Roles that hold the controller's mandate: they approve silence, ratify filings, file and sign."""
FILING = "filing"
"""In a profile's ``[[person]] roles``: this person may file and sign for the controller, whatever else they do (an outside DPO, say)."""
DPO = "dpo"
PROFILE, DECLARED, NONE = "profile", "declared", "none"
"""How a mandate is known: the profile names the person; the role was only said; there is none."""
EMERGENCY = "emergency"
"""What a filing without a mandate is made under: it never waits, and is ratified or disowned later."""


def same_person(one: str, other: str) -> bool:
    """Whether two names are one person's, case and blanks apart."""
    return " ".join(one.casefold().split()) == " ".join(other.casefold().split())


def to_bind(name: str, role: str, profile: Profile | None) -> str:
    """By what ``name``, acting in ``role``, holds the controller's mandate: ``profile``, ``declared`` or ``none``."""
    return NONE if role == DPO else _held(CONTROLLER, name, role, profile)


def to_file(name: str, role: str, profile: Profile | None) -> str:
    """By what ``name``, acting in ``role``, may file and sign for the controller: ``profile``, ``declared`` or ``none``."""
    if role == DPO:
        return PROFILE if FILING in roles_of(name, profile) else NONE
    return _held(CONTROLLER | {FILING}, name, role, profile)


def _held(needed: Iterable[str], name: str, role: str, profile: Profile | None) -> str:
    if roles_of(name, profile) & set(needed):
        return PROFILE
    return DECLARED if role in needed else NONE


def roles_of(name: str, profile: Profile | None) -> set[str]:
    """The roles that ``profile`` gives to ``name``."""
    people = profile.people if profile else ()
    return {role.replace("-", "_") for person in people if same_person(person.name, name) for role in person.roles}


def is_dpo(name: str, role: str, profile: Profile | None) -> bool:
    """Whether ``name`` acts as the data protection officer, or is the one whom ``profile`` names."""
    named = profile.dpo.name if profile and profile.dpo else None
    return role == DPO or DPO in roles_of(name, profile) or bool(named and same_person(named, name))
