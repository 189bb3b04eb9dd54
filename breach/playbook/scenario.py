"""A drill's scenario: what happens when, told to those who practise, and what the law and the playbooks expect of them."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from breach.i18n import french
from breach.playbook.model import LANGUAGES
from breach.playbook.reading import MANIFEST, NAME, Checked

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from breach.playbook.model import Fault

_TOP = {"id", "version", "profile", "starts", "inject", "expect"}
_INJECT = {"id", "minute", "spread", "kind", "answer", "by"}
ANSWER = 240
"""Within how many minutes something has to be on record after an inject, where its scenario does not say; the alert has ``first_record``."""
KINDS = ("alert", "call", "count", "processor", "portal", "client", "samples", "other")
STEP_BY = "step/"
BY = ("note", "call", "answer", "question", "decision", "sending", "facts", "evidence", "count", "failed-filing")
"""What can answer an inject, by ``by``; ``step/ID`` as well, for a step of a playbook."""
ANSWERED_BY = {
    "alert": ("note", "call", "facts", "evidence"),
    "call": ("note", "call", "answer"),
    "count": ("count",),
    "processor": ("note", "call", "answer", "question", "facts"),
    "portal": ("failed-filing",),
    "client": ("note", "call", "answer"),
    "samples": ("note", "facts", "evidence"),
    "other": ("note", "call", "facts", "evidence"),
}
"""What answers an inject of each kind, where its scenario does not say."""
HOURS = 72
"""How long a scenario lasts, in hours: the time that the law gives."""
_EXPECT = {"first_record", "aware_from", "aware_by", "facts", "people_count", "decisions", "filing", "letter", "playbook"}


@dataclass(frozen=True, slots=True)
class Inject:
    """Something that happens: ``minute`` after the start, later by up to ``spread`` minutes; ``answer``: within how many minutes it is answered
    on record, 0 where nothing is asked; ``by``: what counts as an answer; ``texts``: its variants, by language.
    """

    id: str
    kind: str
    minute: int
    spread: int
    answer: int
    by: tuple[str, ...]
    texts: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Told:
    """An inject as one drill plays it: at which instant (UTC), in which words by language."""

    id: str
    kind: str
    at: datetime
    answer: int
    by: tuple[str, ...]
    text: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Expected:
    """What is expected: minutes count from the start, those of ``first_record`` from the first inject. ``aware_from`` and ``aware_by``: between
    which awareness can be defended; ``decisions``: the choice by question; ``filing``: whether a notice is due; ``letter``: the template of the
    letter that is due, ``playbook``: the one that the incident calls for, each "" for none.
    """

    first_record: int = 15
    aware_from: int = 0
    aware_by: int = HOURS * 60
    facts: tuple[str, ...] = ()
    people_count: int | None = None
    decisions: Mapping[str, str] = field(default_factory=dict)
    filing: bool = True
    letter: str = ""
    playbook: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """What a scenario may name: the definition of a fact by its id (None for none), profiles, the choices by question, letters, playbooks,
    steps of playbooks.
    """

    facts: Callable[[str], Any]
    profiles: Collection[str]
    decisions: Mapping[str, Collection[str]]
    letters: Collection[str]
    playbooks: Collection[str]
    steps: Collection[str]


@dataclass(frozen=True, slots=True)
class Scenario:
    """One scenario. ``profile``: the shipped profile whose organisation practises; ``starts``: UTC."""

    id: str
    version: str
    profile: str
    starts: datetime
    title: Mapping[str, str]
    summary: Mapping[str, str]
    injects: tuple[Inject, ...]
    expected: Expected

    def told(self, seed: int) -> list[Told]:
        """The injects as ``seed`` plays them, in the order of their instants: the same seed gives the same drill."""
        found = []
        for inject in self.injects:
            drawn = random.Random(f"{self.id}/{inject.id}/{seed}")  # noqa: S311 - a drill is to be repeatable, not secret
            at = self.starts + timedelta(minutes=inject.minute + drawn.randint(0, inject.spread))
            place = drawn.randrange(len(inject.texts["fr"]))
            words = {lang: inject.texts[lang][place] for lang in LANGUAGES}
            found.append(Told(inject.id, inject.kind, at, inject.answer, inject.by, words))
        return sorted(found, key=lambda one: (one.at, one.id))


def load(folders: Mapping[str, Mapping[str, str]], known: Known) -> tuple[dict[str, Scenario], list[Fault]]:
    """The scenarios in ``folders`` (each with its files by name) and what is wrong with those that are left out."""
    found: dict[str, Scenario] = {}
    faults: list[Fault] = []
    for name, texts in sorted(folders.items()):
        made = _Reader(name, texts, known)
        scenario = made.scenario()
        faults += made.faults
        if scenario is not None and not made.faults:
            found[name] = scenario
    return found, faults


class _Reader(Checked):
    """One scenario in the making."""

    def __init__(self, folder: str, texts: Mapping[str, str], known: Known) -> None:
        super().__init__(folder)
        self._known = known
        self._held = self.toml(texts, MANIFEST)
        self._words = {lang: self.toml(texts, f"{lang}.toml") for lang in LANGUAGES}

    def scenario(self) -> Scenario | None:
        """The scenario as read; of use only where ``faults`` is empty."""
        if self.faults:
            return None
        held = self._held
        self.unknown(MANIFEST, held, _TOP)
        for lang in LANGUAGES:
            self.unknown(f"{lang}.toml", self._words[lang], {"title", "summary", "inject"})
        if held.get("id") != self.name:
            self.fault(MANIFEST, "id", "other-id", wanted=self.name)
        self._one_of("profile", held.get("profile"), self._known.profiles)
        starts = held.get("starts")
        if not isinstance(starts, datetime) or starts.tzinfo is None:
            self.fault(MANIFEST, "starts", "instant-wanted")
            starts = datetime(2026, 1, 1, tzinfo=UTC)
        injects = self._injects()
        return Scenario(
            id=self.name,
            version=str(held.get("version", "1")),
            profile=str(held.get("profile")),
            starts=starts.astimezone(UTC),
            title={lang: self._said(lang, self._words[lang].get("title"), "title") for lang in LANGUAGES},
            summary={lang: self._said(lang, self._words[lang].get("summary"), "summary") for lang in LANGUAGES},
            injects=injects,
            expected=self._expected(),
        )

    def _said(self, lang: str, value: object, key: str) -> str:
        if not isinstance(value, str) or not value.strip():
            self.fault(f"{lang}.toml", key, "text-wanted")
            return ""
        return french(value) if lang == "fr" else value

    def _injects(self) -> tuple[Inject, ...]:
        rows = self._held.get("inject")
        if not isinstance(rows, list) or not rows:
            self.fault(MANIFEST, "inject", "table-wanted")
            return ()
        found: dict[str, Inject] = {}
        for place, row in enumerate(rows, 1):
            ident = row.get("id") if isinstance(row, dict) else None
            if not isinstance(ident, str) or not NAME.fullmatch(ident):
                self.fault(MANIFEST, f"inject {place}", "inject-id-wanted")
            elif ident in found:
                self.fault(MANIFEST, f"inject {place}", "id-twice", given=ident)
            else:
                found[ident] = self._inject(ident, row)
        for lang in LANGUAGES:
            named = self._words[lang].get("inject", {})
            for ident in named if isinstance(named, dict) else ():
                if ident not in found:
                    self.fault(f"{lang}.toml", f"inject.{ident}", "no-such-inject", given=ident[:50])
        return tuple(found.values())

    def _inject(self, ident: str, row: Mapping[str, Any]) -> Inject:
        where = f"inject.{ident}"
        self.unknown(MANIFEST, row, _INJECT, f"{where}.")
        self._one_of(f"{where}.kind", row.get("kind"), KINDS)
        texts = {lang: self._variants(lang, ident) for lang in LANGUAGES}
        if len({len(one) for one in texts.values()}) > 1:
            self.fault("en.toml", where, "lines-differ", fr=len(texts["fr"]), en=len(texts["en"]))
        answer = self._minutes(row, where, "answer", 0 if row.get("kind") == "alert" else ANSWER)
        return Inject(
            id=ident,
            kind=str(row.get("kind")),
            minute=self._minutes(row, where, "minute"),
            spread=self._minutes(row, where, "spread", 0),
            answer=answer,
            by=self._by(row, where),
            texts=texts,
        )

    def _by(self, row: Mapping[str, Any], where: str) -> tuple[str, ...]:
        """What answers the inject. A list that is empty would be answered by nothing: ``answer = 0`` says that nothing is asked."""
        kind = row.get("kind")
        given = row.get("by", list(ANSWERED_BY.get(kind, ())) if isinstance(kind, str) else [])
        if not isinstance(given, list) or (not given and "by" in row):
            self.fault(MANIFEST, f"{where}.by", "lines-wanted")
            return ()
        for one in given:
            if isinstance(one, str) and one.startswith(STEP_BY):
                if one.removeprefix(STEP_BY) not in self._known.steps:
                    self.fault(MANIFEST, f"{where}.by", "no-such-step", given=one.removeprefix(STEP_BY)[:50])
            elif not isinstance(one, str) or one not in BY:
                self.fault(MANIFEST, f"{where}.by", "not-one-of", given=str(one)[:40], known=", ".join((*BY, f"{STEP_BY}ID")))
        return tuple(str(one) for one in given)

    def _variants(self, lang: str, ident: str) -> tuple[str, ...]:
        named = self._words[lang].get("inject")
        value = named.get(ident) if isinstance(named, dict) else None
        said = value if isinstance(value, list) and value else [value]
        return tuple(self._said(lang, one, f"inject.{ident}") for one in said)

    def _minutes(self, row: Mapping[str, Any], where: str, key: str, default: int | None = None) -> int:
        value = row.get(key, default)
        if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= HOURS * 60:
            self.fault(MANIFEST, f"{where}.{key}", "minutes-wanted", most=HOURS * 60)
            return 0
        return value

    def _expected(self) -> Expected:
        row = self._held.get("expect")
        if not isinstance(row, dict):
            self.fault(MANIFEST, "expect", "table-wanted")
            return Expected()
        self.unknown(MANIFEST, row, _EXPECT, "expect.")
        facts = row.get("facts", [])
        for fact in facts if isinstance(facts, list) else [facts]:
            if not isinstance(fact, str) or self._known.facts(fact) is None:
                self.fault(MANIFEST, "expect.facts", "no-such-fact", given=str(fact)[:50])
        return Expected(
            first_record=self._minutes(row, "expect", "first_record", 15),
            aware_from=self._minutes(row, "expect", "aware_from", 0),
            aware_by=self._minutes(row, "expect", "aware_by", HOURS * 60),
            facts=tuple(str(fact) for fact in facts) if isinstance(facts, list) else (),
            people_count=self._count(row.get("people_count")),
            decisions=self._decisions(row.get("decisions", {})),
            filing=self._yes_no("expect.filing", row.get("filing", True)),
            letter=self._named("expect.letter", row.get("letter", ""), self._known.letters),
            playbook=self._named("expect.playbook", row.get("playbook", ""), self._known.playbooks),
        )

    def _one_of(self, key: str, value: object, known: Collection[str]) -> None:
        if not isinstance(value, str) or value not in known:
            self.fault(MANIFEST, key, "not-one-of", given=str(value)[:40], known=", ".join(known))

    def _named(self, key: str, value: object, known: Collection[str]) -> str:
        """``value``, one of ``known``, or "" for none."""
        if value:
            self._one_of(key, value, known)
        return str(value)

    def _yes_no(self, key: str, value: object) -> bool:
        if not isinstance(value, bool):
            self.fault(MANIFEST, key, "true-or-false-wanted")
        return value is True

    def _count(self, value: object) -> int | None:
        if value is None:
            return None
        if not isinstance(value, int) or isinstance(value, bool) or value < 1:
            self.fault(MANIFEST, "expect.people_count", "count-wanted")
            return None
        return value

    def _decisions(self, held: object) -> dict[str, str]:
        if not isinstance(held, dict):
            self.fault(MANIFEST, "expect.decisions", "table-wanted")
            return {}
        for question, choice in held.items():
            if question not in self._known.decisions:
                self.fault(MANIFEST, f"expect.decisions.{question}", "unknown-key", known=", ".join(self._known.decisions))
            else:
                self._one_of(f"expect.decisions.{question}", choice, self._known.decisions[question])
        return {str(question): str(choice) for question, choice in held.items()}
