"""Playbooks over a file: which are proposed and why, how far each is, and what is done to their steps. A tick is an entry of the history."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from breach import paths, resources
from breach.catalogue.asking import question_of
from breach.catalogue.loader import load as load_catalogue
from breach.domain.text import Text
from breach.errors import InputError, RuleError
from breach.i18n import t
from breach.log import kinds
from breach.playbook import library as library_of
from breach.playbook import progress as pure
from breach.playbook.reading import NAME
from breach.service.desk import Desk, clean
from breach.service.facts import changing
from breach.service.files import Opened, read

if TYPE_CHECKING:
    from collections.abc import Mapping

    from breach.catalogue.model import FactDef
    from breach.domain.facts import Fact
    from breach.playbook.library import Library
    from breach.playbook.model import Playbook, Source, Step
    from breach.playbook.progress import Progress, Proposal
    from breach.service.ports import FileRow, Written

FOLDER = "playbooks"
"""The folder of the team's own playbooks and changes, in its data folder: upgrades do not touch it."""


CALLERS = ("incident_type", "discovery_kind")
"""Facts that no notice of today needs and on which playbooks hang most: they are asked with the rest."""
_WRITTEN = ("description", "discovery")
"""What was written of the incident in free words."""


def own_folder() -> str:
    """Where the team's own playbooks lie."""
    return os.path.join(paths.folder("data"), FOLDER)


def library() -> Library:
    """The playbooks of this version and the team's own. Raises InputError ``data-files-missing``."""
    root = own_folder()
    own = {name: resources.texts_in(root, name) for name in resources.folders_in(root) if NAME.fullmatch(name)}
    return library_of.load(_fact, own)


def _fact(fact_id: str) -> FactDef | None:
    return load_catalogue().facts.get(fact_id)


def why(item: Proposal, lang: str, *, ids: bool = False) -> str:
    """Why a playbook is proposed, with the questions that it hangs on; ``ids``: with the facts' ids, for whoever types them."""
    facts = [load_catalogue().get(fact_id) for fact_id in item.open_facts]
    asked = [f"{question_of(fact, lang)} ({fact.id})" if ids else question_of(fact, lang) for fact in facts]
    said = t(f"playbook.{item.state}", why=item.playbook.why[lang], facts=" · ".join(asked) or "—")
    return t("playbook.signs", words=", ".join(f"{sign}…" for sign in item.signs)) + said if item.signs else said


def playbook(held: Library, playbook_id: str) -> Playbook:
    """The playbook ``playbook_id``. Raises InputError ``unknown-playbook``, ``broken-playbook`` (with its first fault)."""
    found = held.playbooks.get(playbook_id)
    if found is None:
        fault = next((fault for fault in held.faults if fault.id == playbook_id), None)
        if fault is not None:
            raise InputError("broken-playbook", playbook=playbook_id, file=fault.file, key=fault.key or "-", code=fault.code)
        raise InputError("unknown-playbook", playbook=playbook_id[:50], known=", ".join(held.playbooks))
    return found


def proposed(desk: Desk, opened: Opened, held: Library) -> list[Proposal]:
    """Every playbook with its state in ``opened``, those that are followed or apply first."""
    now = desk.now()
    flags = opened.profile.flags if opened.profile else {}
    seen = opened.seen(now)
    said = " ".join(str(seen[fact].value) for fact in _WRITTEN if fact in seen and isinstance(seen[fact].value, str))
    return pure.proposals(held, seen, flags, opened.file.steps, now, said=said)


def steps(desk: Desk, opened: Opened, which: Playbook) -> list[Progress]:
    """How far ``which`` is in ``opened``."""
    now = desk.now()
    return pure.progress(which, opened.file.steps, opened.seen(now), now)


def step_of(opened: Opened, name: str) -> tuple[Playbook, Step]:
    """The step that ``PLAYBOOK/STEP`` names, also where its playbook is no longer proposed in ``opened``. Raises InputError ``unknown-playbook``,
    ``unknown-step``.
    """
    which, _, ident = name.partition("/")
    found = playbook(library(), which)
    if ident not in found.by_id:
        raise InputError("unknown-step", step=ident[:50], playbook=opened.row.ref, known=", ".join(one.id for one in found.live()))
    return found, found.by_id[ident]


def in_words(one: Progress, lang: str) -> list[str]:
    """A step in full: how it is done, what it asks, its duty, its sources, and what was said of it."""
    step = one.step
    lines = [step.words(lang)] if step.words(lang) else []
    if step.asks:
        lines.append(t("playbook.asks", lang, facts=", ".join(step.asks)))
    if step.duty:
        lines.append(t("playbook.duty", lang, source=" ; ".join(source.title for source in step.sources)))
    if one.state == pure.SKIPPED and one.act:
        lines.append(t("playbook.skipped-why", lang, why=one.act.body["text"] or "—"))
    lines += [f"- {act.body['text'] or '—'}" for act in one.comments]
    sources = [f"- {source.title}{f' <{source.url}>' if source.url else ''}{_checked(source, lang)}" for source in step.sources]
    return [*lines, "", t("playbook.sources", lang), *sources]


def _checked(source: Source, lang: str) -> str:
    return t("playbook.to-check", lang) if source.to_check else f" ({source.checked_on})"


def act(
    desk: Desk,
    ref: str,
    step: str,
    what: str,
    *,
    text: str = "",
    to: str = "",
    facts: Mapping[str, Fact] | None = None,
    because: str = "",
) -> tuple[FileRow, Step, Written]:
    """Put on record what was done to ``step`` (``PLAYBOOK/STEP``, or the step alone where only one followed or proposed playbook has it).

    ``what``: of ``progress.ACTS``; a skip needs its reason in ``text``, an assignment needs ``to``. ``facts``: what the step found out, set in the
    same transaction; the entry is the step's. Raises InputError ``unknown-playbook``, ``unknown-step``, ``ambiguous-step``, ``empty-text``;
    RuleError ``step-not-open`` (done or skipped already), ``step-not-settled`` (nothing to take back), and what changing facts raises.
    """
    opened = read(desk, ref)
    held = library()
    which, found = _find(desk, opened, held, step)
    _possible(desk, opened, which, found, what)
    body: dict[str, object] = {
        "playbook": which.id,
        "version": which.version,
        "sha256": which.sha256,
        "step": found.id,
        "act": what,
        "to": clean(to, what="--assign") if what == pure.ASSIGNED else None,
        "text": clean(text) if text or what in (pure.SKIPPED, pure.COMMENT) else None,
        "line": Text(found.line(desk.lang)),
    }
    change = changing(opened, facts, because) if facts else None
    happened = desk.happened()
    with desk.acting() as acting:
        if change:
            acting.append(opened.row, kinds.FACTS, change, happened_at=happened)
        done = acting.append(opened.row, kinds.STEP, body, happened_at=happened)
    return opened.row, found, done


def _possible(desk: Desk, opened: Opened, which: Playbook, step: Step, what: str) -> None:
    state = next((one.state for one in steps(desk, opened, which) if one.step.id == step.id), "open")
    if what in (pure.DONE, pure.SKIPPED) and state != "open":
        raise RuleError("step-not-open", step=step.id, playbook=which.id, ref=opened.row.ref)
    if what == pure.REOPENED and state == "open":
        raise RuleError("step-not-settled", step=step.id, playbook=which.id, ref=opened.row.ref)


def _find(desk: Desk, opened: Opened, held: Library, step: str) -> tuple[Playbook, Step]:
    name, mark, ident = step.rpartition("/")
    if mark:
        which = playbook(held, name)
        if ident not in which.by_id:
            raise InputError("unknown-step", step=ident[:50], playbook=which.id, known=", ".join(one.id for one in which.live()))
        return which, which.by_id[ident]
    offered = [item for item in proposed(desk, opened, held) if item.state != pure.NO]
    found = [item for item in offered if ident in item.playbook.by_id]
    best = [item for item in found if item.state == found[0].state] if found else []
    if not best:
        known = sorted({one.id for item in offered for one in item.playbook.live()})
        raise InputError("unknown-step", step=ident[:50], playbook=opened.row.ref, known=", ".join(known))
    if len(best) > 1:
        raise InputError("ambiguous-step", step=ident, known=", ".join(f"{item.playbook.id}/{ident}" for item in best))
    return best[0].playbook, best[0].playbook.by_id[ident]
