"""A playbook: the right next steps for one kind of incident, as data. Steps have stable ids; what is done to them is on record by those ids."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from breach.domain.actor import ROLES

if TYPE_CHECKING:
    from collections.abc import Mapping

PHASES = ("first-hour", "contain", "establish", "decide", "notify", "inform", "recover", "learn")
"""The phases of a response, in their order. ``first-hour`` is the card that is read at night: six to ten steps."""
FIRST_HOUR_STEPS = (6, 10)
"""How few and how many steps a first-hour card has."""
LANGUAGES = ("fr", "en")
CALL = "call/"
PROOFS = (
    "opened",
    "aware",
    "decision/is-it-a-breach",
    "decision/notify-authority",
    "decision/inform-subjects",
    "decision/file-complaint",
    "filed/cnil-2023",
    "sent",
    *(f"{CALL}{role}" for role in ROLES),
)
"""What on record can prove that a step was done, whenever it is ticked; ``call/ROLE``: a call to somebody who has that role in the profile."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a step comes from. ``checked_on``: ISO date of the evidence; ``to_check``: to be read again before relying on it."""

    id: str
    title: str
    url: str
    checked_on: str
    to_check: bool


@dataclass(frozen=True, slots=True)
class Step:
    """One step.

    ``role``: who does it (a role of ``breach.domain.actor``); ``minutes``: until when, counted from the instant that the fact ``anchor`` names
    (None: no time of its own); ``asks``: ids of facts that it finds out; ``duty``: it states a duty of law or of a promise, and names its source;
    ``do`` and ``how``: the step in a line and in full, by language; ``retired``: no longer proposed, kept for the records that name it;
    ``proof``: which of ``PROOFS`` proves it, "" where only its tick does; ``after``: the step that it was put behind, "" where it has no such place.
    """

    id: str
    phase: str
    role: str
    do: Mapping[str, str]
    how: Mapping[str, str]
    minutes: int | None = None
    anchor: str = "aware_at"
    asks: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    duty: bool = False
    retired: bool = False
    proof: str = ""
    after: str = ""

    def line(self, lang: str) -> str:
        """The step in one line, in ``lang``."""
        return self.do[lang]

    def words(self, lang: str) -> str:
        """How it is done, in ``lang``; "" where the line says it all."""
        return self.how.get(lang, "")


@dataclass(frozen=True, slots=True)
class Playbook:
    """One playbook. ``when``: the condition over facts under which it applies (``breach.law.triggers``); ``why``: that condition in words;
    ``avoid``: what not to do; ``keep``: evidence to preserve; each by language; ``signs``: beginnings of words that, in what was
    written of the incident, call it to mind; ``own``: the team's own, or changed by the team; ``sha256``: of all that it says, so that a record can
    tell which version was followed.
    """

    id: str
    version: str
    checked_on: str
    to_check: bool
    when: Mapping[str, Any]
    title: Mapping[str, str]
    summary: Mapping[str, str]
    why: Mapping[str, str]
    avoid: Mapping[str, tuple[str, ...]]
    keep: Mapping[str, tuple[str, ...]]
    signs: Mapping[str, tuple[str, ...]]
    sources: tuple[Source, ...]
    steps: tuple[Step, ...]
    own: bool = False
    sha256: str = ""
    by_id: Mapping[str, Step] = field(default_factory=dict)

    def live(self) -> tuple[Step, ...]:
        """The steps that are proposed, in the order of their phases; those of the first hour as they are due, where each has its time: what a team
        brings forward stands where it is read. A step that was put after another stands there, whenever it is due.
        """
        live = [step for step in self.steps if not step.retired]
        first = {step.id: step for step in live if step.phase == PHASES[0]}
        due = {step.id: step.minutes for step in first.values()}
        if None in due.values():
            due = {}
        for step in first.values():
            if step.after in due:
                due[step.id] = due[step.after]
        return tuple(sorted(live, key=lambda step: (PHASES.index(step.phase), due.get(step.id) or 0)))


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a playbook or a scenario: in which file, at which key, as a code with parameters whose words say how to mend it."""

    id: str
    file: str
    key: str
    code: str
    params: Mapping[str, object] = field(default_factory=dict)
