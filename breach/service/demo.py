"""A throw-away store with three invented files at different stages, made by the same verbs as real ones, at the instants that their story tells."""

from __future__ import annotations

import tomllib
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from breach import resources
from breach.domain.actor import Actor, parse_identity
from breach.domain.instants import to_z
from breach.log import kinds
from breach.service import awareness, decisions, facts, opening, record
from breach.service import profile as profiles
from breach.service.desk import Desk, clean

if TYPE_CHECKING:
    from collections.abc import Callable

    from breach.service.drafting_ports import Drafting
    from breach.service.ports import Store

PROFILE = "demo"
STORY = "service/demo.toml"


def story() -> list[dict[str, Any]]:
    """The steps of the demonstration, earliest first. Raises InputError ``data-files-missing``."""
    steps: list[dict[str, Any]] = _told()["step"]
    return sorted(steps, key=lambda step: -step["ago"])


def _told() -> dict[str, Any]:
    return tomllib.loads(resources.read_text(STORY))


def begins(now: datetime) -> datetime:
    """When the demonstration's store is said to have been made, for a demonstration at ``now``."""
    return now - timedelta(minutes=story()[0]["ago"] + 60)


def play(store: Store, now: datetime, lang: str, drafting: Callable[[], Drafting]) -> list[str]:
    """Tell the whole story in ``store``, in the words of ``lang``: the references of its files, the oldest first. Raises StoreError.

    ``drafting``: gives what drafts papers; a filing keeps the values of its notice.
    """
    setting = _desk(store, _told()["profile_by"], begins(now), lang)
    profiles.record(setting, PROFILE, profiles.text_of(PROFILE) or "")
    with setting.acting() as act:
        act.writer.set_meta("throwaway", "1")
    refs: dict[str, str] = {}
    for step in story():
        desk = _desk(store, step["who"], now - timedelta(minutes=step["ago"]), lang)
        desk.drafting = drafting
        _STEPS[step["do"]](desk, refs, step, _Words(step, now, lang))
    return list(refs.values())


class _Words:
    """The words and instants of one step."""

    def __init__(self, step: dict[str, Any], now: datetime, lang: str) -> None:
        self._step = step
        self._lang = lang
        self.at = to_z(now - timedelta(minutes=step.get("at", step["ago"])))

    def __getitem__(self, name: str) -> str:
        return str(self._step.get(f"{name}_{self._lang}", ""))


def _desk(store: Store, who: str, at: datetime, lang: str) -> Desk:
    name, role = parse_identity(who)
    return Desk(store, Actor(name, role, "demo", ""), lambda: at, lang)


def _log(desk: Desk, refs: dict[str, str], step: dict[str, Any], words: _Words) -> None:
    desk.at = words.at
    refs[step["file"]] = opening.open_file(desk, words["text"]).ref


def _note(desk: Desk, refs: dict[str, str], step: dict[str, Any], words: _Words) -> None:
    with desk.acting() as act:
        act.append(desk.store.find(refs[step["file"]]), kinds.NOTE, {"text": clean(words["text"])})


def _aware(desk: Desk, refs: dict[str, str], step: dict[str, Any], words: _Words) -> None:
    awareness.aware(desk, refs[step["file"]], words.at, desk.actor.name, words["basis"])


def _facts(desk: Desk, refs: dict[str, str], step: dict[str, Any], words: _Words) -> None:
    del words
    facts.change(desk, refs[step["file"]], facts.assignments(desk, step["facts"]))


def _known(desk: Desk, refs: dict[str, str], step: dict[str, Any], words: _Words) -> None:
    facts.change(desk, refs[step["file"]], facts.assignments(desk, [f"{step['fact']}={words.at}"]))


def _decide(desk: Desk, refs: dict[str, str], step: dict[str, Any], words: _Words) -> None:
    decisions.decide(desk, refs[step["file"]], step["question"], step["choice"], words["why"])


def _failed(desk: Desk, refs: dict[str, str], step: dict[str, Any], words: _Words) -> None:
    record.filing_failed(desk, refs[step["file"]], form="cnil-2023", at=words.at, text=words["text"])


def _filed(desk: Desk, refs: dict[str, str], step: dict[str, Any], words: _Words) -> None:
    ref = refs[step["file"]]
    record.filed(desk, ref, form=step["form"], kind=step["type"], at=words.at, reference=step["reference"], late_reason=words["late"])


def _sent(desk: Desk, refs: dict[str, str], step: dict[str, Any], words: _Words) -> None:
    ref = refs[step["file"]]
    record.sent(desk, ref, template=step["template"], count=step["count"], bounced=step["bounced"], at=words.at, channel=step["channel"])


_STEPS: dict[str, Callable[[Desk, dict[str, str], dict[str, Any], _Words], None]] = {
    "log": _log,
    "note": _note,
    "aware": _aware,
    "facts": _facts,
    "known": _known,
    "decide": _decide,
    "filing-failed": _failed,
    "filed": _filed,
    "sent": _sent,
}
