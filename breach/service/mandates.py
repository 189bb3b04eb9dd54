"""The mandate of whoever acts at a desk, as ``breach.domain.mandate`` reads it in the organisation's profile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from breach.domain import mandate
from breach.errors import RuleError
from breach.service.files import profile_of

if TYPE_CHECKING:
    from breach.log.fold import Act
    from breach.service.desk import Desk
    from breach.service.files import Opened


def to_bind(desk: Desk, opened: Opened) -> str:
    """By what the desk's person holds the controller's mandate: ``profile``, ``declared`` or ``none``."""
    return mandate.to_bind(desk.actor.name, desk.actor.role, opened.profile)


def to_file(desk: Desk) -> str:
    """By what the desk's person files for the controller: ``profile``, ``declared``, or ``emergency`` where they hold no mandate."""
    held = mandate.to_file(desk.actor.name, desk.actor.role, profile_of(desk))
    return mandate.EMERGENCY if held == mandate.NONE else held


def is_dpo(desk: Desk, opened: Opened) -> bool:
    """Whether the desk's person acts as, or is known to be, the data protection officer."""
    return mandate.is_dpo(desk.actor.name, desk.actor.role, opened.profile)


def need_to_bind(desk: Desk, opened: Opened) -> str:
    """By what the desk's person holds the controller's mandate. Raises RuleError ``dpo-advises`` or ``no-mandate``."""
    if desk.actor.role == mandate.DPO:
        raise RuleError("dpo-advises", name=desk.actor.name)
    held = to_bind(desk, opened)
    if held == mandate.NONE:
        raise RuleError("no-mandate", name=desk.actor.name, role=desk.actor.role, roles=", ".join(sorted(mandate.CONTROLLER)))
    return held


def need_name(desk: Desk) -> None:
    """Refuse to go against the DPO without a name. Raises RuleError ``name-needed``."""
    if desk.actor.name == desk.actor.os_user:
        raise RuleError("name-needed")


def need_to_sign(desk: Desk, ref: str, entry: int) -> str:
    """By what the desk's person may sign the draft ``entry`` of ``ref``. Raises RuleError ``no-mandate-to-file``."""
    held = to_file(desk)
    if held == mandate.EMERGENCY:
        roles = ", ".join(sorted(mandate.CONTROLLER))
        raise RuleError("no-mandate-to-file", name=desk.actor.name, role=desk.actor.role, roles=roles, ref=ref, entry=entry)
    return held


def same_as(desk: Desk, act: Act) -> bool:
    """Whether the desk's person is the one who did ``act``."""
    return mandate.same_person(desk.store.people().get(act.actor, ""), desk.actor.name)
