"""Playbooks out as CACAO 2.0 and in from it, into the team's own folder. What comes in is read as any playbook of the team's before it is kept."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING, Any

from breach.catalogue.loader import load as load_catalogue
from breach.disk.writing import make_folder, write_new
from breach.domain.actor import ROLES
from breach.errors import InputError, RuleError
from breach.i18n import t
from breach.playbook.cacao.parsing import parse
from breach.playbook.cacao.reading import take
from breach.playbook.cacao.toml import dump
from breach.playbook.cacao.writing import document
from breach.playbook.library import shipped_texts
from breach.playbook.model import LANGUAGES, PHASES
from breach.playbook.reading import COMMON, MANIFEST, read
from breach.service.playbooks import own_folder

if TYPE_CHECKING:
    from datetime import datetime

    from breach.playbook.cacao.reading import Taken
    from breach.playbook.library import Library
    from breach.playbook.model import Playbook


def written(which: Playbook, lang: str) -> dict[str, Any]:
    """``which`` as a CACAO 2.0 document in ``lang``."""
    roles = {role: t(f"tui.role-{role}", lang) for role in ROLES}
    return document(which, lang, load_catalogue().facts.get, roles, {phase: t(f"playbook.phase-{phase}", lang) for phase in PHASES})


def bring_in(held: Library, body: bytes, name: str, wanted: str, now: datetime) -> tuple[str, str, Taken]:
    """Keep the playbook in ``body``, the content of the file ``name``, among the team's own, as ``wanted`` ("": under its own id): its id, its
    folder, and what found no home. ``now``: UTC.

    Raises InputError ``cacao-…`` (with what is wrong), ``bad-playbook-id``, ``output-not-written``; RuleError ``playbook-exists``.
    """
    taken = take(parse(body, name), name, wanted, now.date().isoformat())
    ident = str(taken.manifest["id"])
    folder = os.path.join(own_folder(), ident)
    if ident in held.playbooks or os.path.lexists(folder):
        raise RuleError("playbook-exists", playbook=ident, name=name)
    texts = {MANIFEST: dump(taken.manifest), **{f"{lang}.toml": dump(taken.words[lang]) for lang in LANGUAGES}}
    _refuse_faulty(ident, texts, name)
    _keep(folder, texts)
    return ident, folder, taken


def _refuse_faulty(ident: str, texts: dict[str, str], name: str) -> None:
    facts = load_catalogue().facts.get
    common, _ = read(COMMON, shipped_texts()[COMMON], facts=facts)
    _, faults = read(ident, texts, facts=facts, common=common)
    if faults:
        said = t(f"playbook.fault-{faults[0].code}", **faults[0].params)
        raise InputError("cacao-unusable", name=name, key=faults[0].key or faults[0].file, said=said, count=len(faults))


def _keep(folder: str, texts: dict[str, str]) -> None:
    part = f"{folder}.part{os.getpid()}"
    make_folder(os.path.dirname(folder))
    make_folder(part)
    try:
        for file, text in texts.items():
            write_new(os.path.join(part, file), text.encode())
        os.rename(part, folder)
    except OSError as error:
        raise InputError("output-not-written", path=folder, said=error.strerror or "") from error
    finally:
        shutil.rmtree(part, ignore_errors=True)
