"""The keys of the configuration looked over: actions that do not exist, and keys that would mean two things on one screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from breach.errors import InputError
from breach.i18n import t
from breach.tui import commands
from breach.tui.commands import Command

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def check(held: Mapping[str, str]) -> None:
    """Refuse ``held`` (keys by action), every point at once. Raises InputError ``keys-not-right``."""
    if not held:
        return
    known = _known()
    said = [t("tui.keys-unknown", name=name[:40]) for name in held if name not in known]
    found = {clash: None for group in _screens() for clash in _clashes([*group, *commands.EVERYWHERE], held)}
    said += [t("tui.keys-clash", key=commands.key_name(key), actions=", ".join(actions)) for key, *actions in found]
    if said:
        raise InputError("keys-not-right", said="; ".join(said))


def _known() -> set[str]:
    single = (value for value in vars(commands).values() if isinstance(value, Command))
    return {command.id for command in (*single, *commands.STEPS, *commands.FILTERS)}


def _screens() -> list[Iterable[Command]]:
    """The commands that work together, screen by screen and step by step. Loaded by those alone who set keys."""
    from breach.tui.screens.copying import Copying
    from breach.tui.screens.file import STEPS
    from breach.tui.screens.new import NewForm
    from breach.tui.screens.register import Register
    from breach.tui.screens.search import Search

    pages = [commands.BOARD, commands.FORM, commands.FACT_FORM, commands.THEN_KEYS, commands.REVIEWING, commands.REVIEWS_KEYS]
    pages += [NewForm.COMMANDS_HERE, Copying.COMMANDS_HERE, Register.COMMANDS_HERE, Search.COMMANDS_HERE]
    return [*pages, *([*commands.FILE, *step.COMMANDS_HERE] for step in STEPS.values())]


def _clashes(group: Iterable[Command], held: Mapping[str, str]) -> list[tuple[str, ...]]:
    """(key, action, action…) for each key that ``held`` gives to more than one action of ``group``."""
    by_key: dict[str, list[Command]] = {}
    for command in group:
        for key in held.get(command.id, command.keys).split(","):
            by_key.setdefault(key.strip(), []).append(command)
    return [(key, *sorted(one.id for one in here)) for key, here in by_key.items() if len(here) > 1 and any(one.id in held for one in here)]
