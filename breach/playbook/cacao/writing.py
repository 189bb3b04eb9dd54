"""A playbook as OASIS CACAO Security Playbooks 2.0: manual steps, one after another in the order of the phases.

The document is in one language, which its label names. What the standard has no place for (the condition, times counted from awareness, stable
step ids, the other language) stands in an extension of our own, so that reading it back loses nothing.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from breach.playbook.cacao import ids
from breach.playbook.model import LANGUAGES, PHASES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from breach.playbook.model import Playbook, Source, Step

VERSION = "1.0.0"
BEGUN = datetime(2026, 1, 1, tzinfo=UTC)
"""The day that ``created`` names for every playbook: it must never change between versions."""
TYPES = {
    "contain": "mitigation",
    "establish": "investigation",
    "notify": "notification",
    "inform": "notification",
    "recover": "remediation",
}
"""The playbook type that each phase stands for (the standard's vocabulary, section 3.1.1)."""
ACTIVITIES = {
    "first-hour": "identify-steps",
    "contain": "restrict-access",
    "establish": "analyze-collected-data",
    "decide": "identify-audience",
    "notify": "deliver-content",
    "inform": "deliver-content",
    "recover": "restore-capabilities",
}
"""The activity that each phase stands for (section 3.1.2); none fits the lessons."""
KINDS = {"count": "integer"}
"""The type of a variable by the type of its fact; every other one is a text."""
SCHEMA = (
    "playbook_extensions: playbook_name, playbook_version, checked_on, to_check, language, applies_when (condition over facts), sources, and for "
    "each language title_LL, summary_LL, why_LL, avoid_LL, keep_LL, signs_LL. step_extensions: step_name, phase, phase_order, role, minutes, "
    "anchor (the fact whose instant the minutes count from), asks (facts that the step finds out), proof (what on record proves it), after (the step "
    "before it), duty, sources, and for each language line_LL, words_LL."
)
"""The extension's normative definition, as the standard asks for one (section 7)."""


def document(playbook: Playbook, lang: str, facts: Callable[[str], Any], roles: Mapping[str, str], phases: Mapping[str, str]) -> dict[str, Any]:
    """``playbook`` as a CACAO document in ``lang``. ``facts``: the definition of a fact by id; ``roles``, ``phases``: their names in ``lang``."""
    steps = playbook.live()
    sources = _sources(playbook)
    created, modified = _instants(playbook)
    types = sorted({TYPES[step.phase] for step in steps if step.phase in TYPES})
    activities = sorted({ACTIVITIES[step.phase] for step in steps if step.phase in ACTIVITIES})
    held: dict[str, Any] = {
        "type": "playbook",
        "spec_version": "cacao-2.0",
        "id": ids.playbook_id(playbook.id, lang),
        "name": playbook.title[lang],
        "description": playbook.summary[lang],
        "playbook_types": types,
        "playbook_activities": activities,
        "playbook_processing_summary": {"manual_playbook": True, "extensions": True},
        "created_by": ids.IDENTITY,
        "created": created,
        "modified": modified,
        "related_to": [ids.playbook_id(playbook.id, other) for other in LANGUAGES if other != lang],
        "labels": ["personal-data-breach", f"lang-{lang}", playbook.id],
        "external_references": [_reference(source) for source in sources],
        "playbook_variables": _variables(steps, lang, facts),
        "workflow_start": ids.step_id("start", playbook.id, lang),
        "workflow": _workflow(playbook, steps, lang, phases),
        "playbook_extensions": {ids.EXTENSION: _of_playbook(playbook, lang, sources)},
        "agent_definitions": {ids.agent_id(role): {"type": "individual", "name": roles[role]} for role in sorted({step.role for step in steps})},
        "extension_definitions": {
            ids.EXTENSION: {
                "type": "extension-definition",
                "name": "breach",
                "description": "What a response to a personal-data breach needs and CACAO has no place for.",
                "created_by": ids.IDENTITY,
                "schema": SCHEMA,
                "version": VERSION,
            }
        },
    }
    return {key: value for key, value in held.items() if value not in ([], {})}


def _instants(playbook: Playbook) -> tuple[str, str]:
    """``created`` and ``modified``: the day of the evidence, a second later for each version, so that no two versions share an instant."""
    try:
        day = datetime.fromisoformat(playbook.checked_on).replace(tzinfo=UTC)
    except ValueError:
        day = BEGUN
    later = int(playbook.version) - 1 if playbook.version.isdecimal() and len(playbook.version) < 6 else 0
    return _stamp(BEGUN), _stamp(max(day, BEGUN) + timedelta(seconds=max(later, 0)))


def _stamp(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%S.000Z")


def _sources(playbook: Playbook) -> tuple[Source, ...]:
    """Every source that the playbook or one of its steps names, each once: the standard wants them all on the playbook."""
    found = {source.id: source for step in playbook.live() for source in step.sources}
    return tuple({**{source.id: source for source in playbook.sources}, **found}.values())


def _reference(source: Source) -> dict[str, str]:
    held = {"name": source.title, "external_id": source.id}
    return {**held, "url": source.url} if source.url else held


def _variables(steps: tuple[Step, ...], lang: str, facts: Callable[[str], Any]) -> dict[str, Any]:
    found = {}
    for fact in sorted({fact for step in steps for fact in step.asks}):
        definition = facts(fact)
        kind = KINDS.get(definition.type, "string") if definition is not None else "string"
        words = getattr(definition, f"question_{lang}") if definition is not None else fact
        found[variable(fact)] = {"type": kind, "description": words, "value": None, "constant": False, "external": False}
    return found


def variable(fact: str) -> str:
    """The name of the variable that stands for ``fact``."""
    return f"__{fact}__"


def _workflow(playbook: Playbook, steps: tuple[Step, ...], lang: str, phases: Mapping[str, str]) -> dict[str, Any]:
    first, last = ids.step_id("start", playbook.id, lang), ids.step_id("end", f"{playbook.id}/", lang)
    names = [ids.step_id("action", f"{playbook.id}/{step.id}", lang) for step in steps]
    held: dict[str, Any] = {first: {"type": "start", "name": playbook.title[lang], "on_completion": names[0] if names else last}}
    for step, name, after in zip(steps, names, [*names[1:], last], strict=True):
        held[name] = _action(step, lang, phases) | {"on_completion": after}
    return held | {last: {"type": "end", "name": playbook.title[lang]}}


def _action(step: Step, lang: str, phases: Mapping[str, str]) -> dict[str, Any]:
    command: dict[str, Any] = {"type": "manual", "command": step.line(lang)}
    if step.words(lang):
        command["description"] = step.words(lang)
    if step.phase in ACTIVITIES:
        command["playbook_activity"] = ACTIVITIES[step.phase]
    held: dict[str, Any] = {
        "type": "action",
        "name": step.line(lang),
        "description": phases[step.phase],
        "commands": [command],
        "agent": ids.agent_id(step.role),
        "step_extensions": {ids.EXTENSION: _of_step(step)},
    }
    if step.sources:
        held["external_references"] = [_reference(source) for source in step.sources]
    if step.asks:
        held["out_args"] = [variable(fact) for fact in step.asks]
    return held


def _of_playbook(playbook: Playbook, lang: str, sources: tuple[Source, ...]) -> dict[str, Any]:
    held: dict[str, Any] = {
        "playbook_name": playbook.id,
        "playbook_version": playbook.version,
        "checked_on": playbook.checked_on,
        "to_check": playbook.to_check,
        "language": lang,
        "applies_when": playbook.when,
        "sources": [{"name": one.id, "title": one.title, "url": one.url, "checked_on": one.checked_on, "to_check": one.to_check} for one in sources],
    }
    for other in LANGUAGES:
        held |= {f"title_{other}": playbook.title[other], f"summary_{other}": playbook.summary[other], f"why_{other}": playbook.why[other]}
        held |= {f"avoid_{other}": list(playbook.avoid[other]), f"keep_{other}": list(playbook.keep[other])}
        held |= {f"signs_{other}": list(playbook.signs[other])} if playbook.signs.get(other) else {}
    return held


def _of_step(step: Step) -> dict[str, Any]:
    held: dict[str, Any] = {
        "step_name": step.id,
        "phase": step.phase,
        "role": step.role,
        "duty": step.duty,
        "sources": [one.id for one in step.sources],
    }
    held |= {"asks": list(step.asks), "phase_order": PHASES.index(step.phase) + 1}
    if step.after:
        held["after"] = step.after
    if step.proof:
        held["proof"] = step.proof
    if step.minutes is not None:
        held |= {"minutes": step.minutes, "anchor": step.anchor}
    for lang in LANGUAGES:
        held |= {f"line_{lang}": step.line(lang), f"words_{lang}": step.words(lang)}
    return held
