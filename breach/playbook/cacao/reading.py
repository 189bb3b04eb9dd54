"""A CACAO 2.0 document as a playbook of the team's own: its manifest and its words in both languages, and what found no home.

A document that we wrote comes back whole. One from elsewhere has no condition, no times and one language: its manual steps are taken over behind
the first-hour card that every playbook here has, nothing of it is ever run, and every property that is not taken over is named.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from breach.domain.actor import ROLES
from breach.domain.plain import safe
from breach.errors import InputError
from breach.playbook.cacao import graph, ids
from breach.playbook.cacao.writing import ACTIVITIES
from breach.playbook.model import LANGUAGES, PHASES, PROOFS
from breach.playbook.reading import COMMON, NAME, SHORTEST_SIGN

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

MOST_STEPS = 300
LONGEST_LINE, LONGEST_TEXT = 300, 5_000
CARD = ("first-line", "call-lead", "keep-evidence", "fix-awareness", "leave-mail", "call-17cyber")
"""The common steps that make the first-hour card of a playbook that brings none."""
_TAKEN = {
    *("type", "spec_version", "id", "name", "description", "created_by", "created", "modified", "external_references", "workflow_start", "workflow"),
    *("playbook_extensions", "extension_definitions", "agent_definitions"),
}
_OURS = {"playbook_types", "playbook_activities", "playbook_processing_summary", "related_to", "labels", "playbook_variables"}
"""What we write from the steps, and write again."""
_STEP_TAKEN = {"type", "name", "description", "commands", "agent", "external_references", "step_extensions", "on_completion", "on_success"}


@dataclass(slots=True)
class Taken:
    """``manifest`` and ``words`` (by language): the playbook as tables; ``homeless``: what has no place in it, as paths into the document;
    ``translated``: whether it came in both languages.
    """

    manifest: dict[str, Any] = field(default_factory=dict)
    words: dict[str, dict[str, Any]] = field(default_factory=lambda: {lang: {"step": {}} for lang in LANGUAGES})
    homeless: list[str] = field(default_factory=list)
    translated: bool = True


def take(held: Mapping[str, Any], file: str, wanted: str, day: str) -> Taken:
    """The playbook in the document ``held``, that of the file named ``file``, under the id ``wanted`` ("": its own). ``day``: ISO date, for what
    came without one. Raises InputError ``cacao-…``, ``bad-playbook-id``.
    """
    return _Reader(held, file, day).taken(wanted)


class _Reader:
    """One document in the reading."""

    def __init__(self, held: Mapping[str, Any], file: str, day: str) -> None:
        self._held, self._file, self._day = held, file, day
        self._out = Taken()
        self._mine = _table(_table(held, "playbook_extensions"), ids.EXTENSION)

    def taken(self, wanted: str) -> Taken:
        """All of it."""
        workflow, order = self._workflow()
        self._homeless(workflow, order)
        name = wanted or str(self._mine.get("playbook_name") or _slug(str(self._held.get("name", ""))))
        if not NAME.fullmatch(name) or name == COMMON:
            raise InputError("bad-playbook-id", name=self._file, given=name[:50])
        self._head(name)
        steps = [(ident, workflow[ident]) for ident in order if workflow[ident].get("type") == "action"]
        if not steps:
            raise InputError("cacao-no-steps", name=self._file)
        known = self._sources()
        rows = [self._step(ident, step, known) for ident, step in steps]
        if not any(row.get("phase") == PHASES[0] for row in rows):
            rows = [{"id": one, "from": COMMON} for one in CARD] + rows
        self._out.manifest["step"] = rows
        return self._out

    def _workflow(self) -> tuple[dict[str, dict[str, Any]], list[str]]:
        found = {str(ident): step for ident, step in _table(self._held, "workflow").items() if isinstance(step, dict)}
        if len(found) > MOST_STEPS:
            raise InputError("cacao-too-many-steps", name=self._file, count=len(found), most=MOST_STEPS)
        first = str(self._held.get("workflow_start"))
        missing = [("-", "workflow_start", first)] if first not in found else graph.absent(found)
        if missing:
            step, key, to = missing[0]
            raise InputError("cacao-absent-step", name=self._file, step=step[:80], key=key, to=to[:80])
        order, loop = graph.in_order(found, first)
        if loop:
            raise InputError("cacao-loop", name=self._file, step=loop[0][:80], count=len(loop))
        return found, order

    def _homeless(self, workflow: Mapping[str, Mapping[str, Any]], order: list[str]) -> None:
        taken = _TAKEN | (_OURS if self._mine else set())
        lost = self._out.homeless
        lost += [_shown(key) for key in self._held if key not in taken]
        lost += [f"playbook_extensions/{_shown(key)}" for key in _table(self._held, "playbook_extensions") if key != ids.EXTENSION]
        for ident, step in workflow.items():
            kind, where = step.get("type"), f"workflow/{_shown(ident)}"
            if ident not in order or kind not in ("start", "end", "action"):
                lost.append(f"{where} ({_shown(kind)})")
            elif kind == "action":
                args = {"out_args"} if self._mine else set()
                lost += [f"{where}/{_shown(key)}" for key in step if key not in _STEP_TAKEN | args]

    def _head(self, name: str) -> None:
        mine, held, out = self._mine, self._held, self._out
        out.translated = bool(mine)
        day = str(mine.get("checked_on") or self._day)
        out.manifest |= {"id": name, "version": _line(mine.get("playbook_version") or held.get("modified") or "1"), "checked_on": day}
        out.manifest["to_check"] = bool(mine.get("to_check", True)) if mine else True
        # Without a condition a playbook would be proposed for every file; this one is false for all.
        out.manifest["when"] = _table(mine, "applies_when") if mine else {"not": {}}
        title = _line(held.get("name")) or name
        for lang in LANGUAGES:
            words = out.words[lang]
            words["title"] = _line(mine.get(f"title_{lang}")) or title
            words["summary"] = _text(mine.get(f"summary_{lang}")) or _text(held.get("description")) or title
            words["why"] = _line(mine.get(f"why_{lang}")) or title
            for key in ("avoid", "keep"):
                lines = mine.get(f"{key}_{lang}", [])
                words[key] = [_line(one) for one in lines] if isinstance(lines, list) else []
            signs = mine.get(f"signs_{lang}")
            if isinstance(signs, list):
                words["signs"] = [sign for sign in (_line(one) for one in signs) if len(sign.strip()) >= SHORTEST_SIGN]

    def _sources(self) -> dict[str, str]:
        """The sources, into the manifest: their ids by title."""
        rows: dict[str, dict[str, Any]] = {}
        mine = self._mine.get("sources")
        for row in mine if isinstance(mine, list) else ():
            if isinstance(row, dict) and isinstance(row.get("name"), str) and NAME.fullmatch(row["name"]):
                rows[row["name"]] = self._source(row.get("title"), row.get("url"), str(row.get("checked_on") or ""), unread=bool(row.get("to_check")))
        if not mine:
            for row in _rows(self._held.get("external_references")):
                rows[_slug(str(row.get("name")), taken=rows)] = self._source(row.get("name"), row.get("url"), "", unread=True)
            if not rows:
                title = f"CACAO, {_line(self._held.get('name'))}, {_line(self._held.get('id'))}"
                rows["cacao"] = self._source(title, "", "", unread=True)
        self._out.manifest["source"] = rows
        return {str(row["title"]): name for name, row in rows.items()}

    def _source(self, title: object, url: object, day: str, *, unread: bool) -> dict[str, Any]:
        row: dict[str, Any] = {"title": _line(title) or "-"}
        if url:
            row["url"] = _line(url)
        if day:
            row["checked_on"] = day
        return {**row, "to_check": True} if unread or not day else row

    def _step(self, ident: str, step: Mapping[str, Any], known: Mapping[str, str]) -> dict[str, Any]:
        mine = _table(_table(step, "step_extensions"), ids.EXTENSION)
        if not mine:
            self._out.translated = False
        taken = {row["id"] for row in self._out.manifest.get("step", ())} | set(self._out.words["fr"]["step"]) | set(() if mine else CARD)
        name = mine.get("step_name")
        if not isinstance(name, str) or not NAME.fullmatch(name) or name in taken:
            name = _slug(str(step.get("name", "")), taken=taken)
        row: dict[str, Any] = {"id": name, "phase": mine.get("phase") if mine.get("phase") in PHASES else _phase(step)}
        row["role"] = mine.get("role") if mine.get("role") in ROLES else ROLES[0]
        named = mine.get("sources") if mine else [known.get(_line(one.get("name"))) for one in _rows(step.get("external_references"))]
        sources = [one for one in named if isinstance(one, str) and one in self._out.manifest["source"]] if isinstance(named, list) else []
        row |= {"source": sources} if sources else {}
        if mine.get("duty") is True and sources:
            row["duty"] = True
        asks = mine.get("asks")
        if isinstance(asks, list) and asks:
            row["asks"] = [str(one) for one in asks]
        if mine.get("after") in taken:
            row["after"] = mine["after"]
        if mine.get("proof") in PROOFS:
            row["proof"] = mine["proof"]
        minutes = mine.get("minutes")
        if isinstance(minutes, int) and not isinstance(minutes, bool):
            row |= {"minutes": minutes, "anchor": str(mine.get("anchor") or "aware_at")}
        line, how = self._said(ident, step)
        for lang in LANGUAGES:
            words = {"do": _line(mine.get(f"line_{lang}")) or line}
            more = _text(mine.get(f"words_{lang}")) if mine else how
            self._out.words[lang]["step"][name] = {**words, "how": more} if more else words
        return row

    def _said(self, ident: str, step: Mapping[str, Any]) -> tuple[str, str]:
        """A step's line and its text: its manual commands. A command that a machine would run is named, and never taken over."""
        parts = [_text(step.get("description"))]
        for place, command in enumerate(_rows(step.get("commands"))):
            where = f"workflow/{_shown(ident)}/commands/{place}"
            if command.get("type") != "manual":
                self._out.homeless.append(f"{where} ({_shown(command.get('type'))})")
                continue
            parts += [_text(command.get("command")), _text(command.get("description"))]
            self._out.homeless += [f"{where}/{_shown(key)}" for key in command if key not in ("type", "command", "description", "playbook_activity")]
        line = _line(step.get("name")) or next((_line(part) for part in parts if part), "-")
        return line, _text("\n".join(part for part in dict.fromkeys(parts) if part and part != line))


def _phase(step: Mapping[str, Any]) -> str:
    named = {command.get("playbook_activity") for command in _rows(step.get("commands"))}
    return next((phase for phase, activity in ACTIVITIES.items() if activity in named and phase != PHASES[0]), "contain")


def _rows(value: object) -> list[dict[str, Any]]:
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []


def _table(value: Mapping[str, Any], key: str) -> dict[str, Any]:
    held = value.get(key)
    return held if isinstance(held, dict) else {}


def _line(value: object) -> str:
    return safe(" ".join(value.split()))[:LONGEST_LINE] if isinstance(value, str) else ""


def _text(value: object) -> str:
    return safe(value.strip().replace("\r\n", "\n").replace("\r", "\n"))[:LONGEST_TEXT] if isinstance(value, str) else ""


def _shown(value: object) -> str:
    return _line(str(value))[:80]


def _slug(words: str, taken: Iterable[str] = ()) -> str:
    """An id made of ``words``, other than those in ``taken``."""
    import unicodedata

    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().casefold()
    name = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40].strip("-") or "step"
    found, number = name, 2
    held = set(taken)
    while found in held:
        found, number = f"{name}-{number}", number + 1
    return found
