"""Drills: a scenario on a clock of its own, in a store of its own, with the real verbs. Nothing is sent and nothing counts."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from breach import paths, resources
from breach.catalogue.loader import load as load_catalogue
from breach.domain.actor import Actor
from breach.domain.instants import from_z, to_z
from breach.domain.papers import TO_SUBJECTS
from breach.errors import InputError
from breach.playbook import scenario as pure
from breach.playbook.reading import NAME
from breach.service import playbooks
from breach.service import profile as profiles
from breach.service.decisions import QUESTIONS
from breach.service.desk import Desk

if TYPE_CHECKING:
    from datetime import datetime

    from breach.playbook.model import Fault
    from breach.playbook.scenario import Scenario, Told
    from breach.service.ports import Store

KIND = "drills"
PROFILES = ("demo", "wimi", "xp2cloud")
FASTEST = 4320
"""The fastest clock: 72 hours in one minute."""


@dataclass(frozen=True, slots=True)
class Running:
    """The drill that a store holds. ``speed``: minutes of the scenario in one of ours, 0 for a drill played by a script."""

    scenario: Scenario
    seed: int
    began: datetime
    speed: int


def own_folder() -> str:
    """Where the team's own scenarios lie: upgrades do not touch it."""
    return os.path.join(paths.folder("data"), KIND)


def scenarios() -> tuple[dict[str, Scenario], list[Fault]]:
    """The scenarios of this version and the team's own (in ``drills/`` of its data folder), and what is wrong with the others."""
    shipped, own = resources.shared_root(KIND), own_folder()
    folders = {name: resources.texts_in(root, name) for root in (shipped, own) for name in resources.folders_in(root) if NAME.fullmatch(name)}
    return pure.load(folders, known())


def known() -> pure.Known:
    """What a scenario may name."""
    held = playbooks.library().playbooks
    steps = {step.id for playbook in held.values() for step in playbook.steps}
    return pure.Known(load_catalogue().facts.get, PROFILES, QUESTIONS, TO_SUBJECTS, held, steps)


def scenario(ident: str) -> Scenario:
    """The scenario ``ident``. Raises InputError ``unknown-drill``, ``broken-drill``."""
    found, faults = scenarios()
    if ident not in found:
        fault = next((one for one in faults if one.id == ident), None)
        if fault is not None:
            raise InputError("broken-drill", drill=ident, file=fault.file, key=fault.key or "-")
        raise InputError("unknown-drill", drill=ident[:50], known=", ".join(found))
    return found[ident]


def begin(store: Store, lang: str, which: Scenario, seed: int, speed: int, real: datetime) -> None:
    """Make the empty ``store`` that of a drill, which begins at the real instant ``real`` (UTC)."""
    desk = Desk(store, Actor("EXERCICE", "lead", "drill", ""), lambda: which.starts, lang)
    profiles.record(desk, which.profile, profiles.text_of(which.profile) or "")
    held = {"drill": which.id, "drill_seed": str(seed), "drill_speed": str(speed), "drill_began": to_z(real), "drill_starts": to_z(which.starts)}
    with desk.acting() as act:
        for key, value in {**held, "throwaway": "1", "exercise_only": "1"}.items():
            act.writer.set_meta(key, value)


def running(desk: Desk) -> Running:
    """The drill that the store of ``desk`` holds. Raises InputError ``no-drill``."""
    ident = desk.store.meta("drill")
    if not ident:
        raise InputError("no-drill", path=desk.store.path)
    meta = desk.store.meta
    return Running(scenario(ident), int(meta("drill_seed") or 0), from_z(meta("drill_began") or ""), int(meta("drill_speed") or 0))


def told(desk: Desk) -> list[Told]:
    """What has happened in the drill of ``desk`` so far; nothing where its store holds none."""
    if not desk.store.meta("drill"):
        return []
    drill, now = running(desk), desk.now()
    return [one for one in drill.scenario.told(drill.seed) if one.at <= now]
