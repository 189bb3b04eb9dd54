"""What an entry did, in a few words, where its kind alone says too little: which facts and to what, which decision, which filing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from breach.catalogue.asking import question_of
from breach.catalogue.loader import load
from breach.catalogue.values import from_body, show
from breach.domain.outside_words import channel_name, form_name, template_name, type_name
from breach.i18n import plural, t
from breach.law.regime_data import clocks_of_law
from breach.log import kinds
from breach.service.known import TYPES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from breach.log.fold import Line

_UPTO = {kinds.ANCHORED: "n", kinds.REVIEWED: "upto"}
"""Kinds that are about everything up to an entry, and the member that says which."""
_NAMES = ("reference", "ref", "name", "to")
"""Members that say something by themselves, in the order in which they are shown."""


def gist(line: Line, lang: str, zone: str, absent: str = "") -> str:
    """What the entry of ``line`` did, "" where its text says it all; instants in the IANA ``zone``. ``absent``: what stands in the place of a text
    that is not given out (erased, unless said otherwise).
    """
    body = line.body
    if line.kind == kinds.FACTS:
        return t("gist.between", lang).join(_fact(fact, held, lang, zone, absent) for fact, held in body["facts"].items())
    if line.kind in (kinds.DECISION, kinds.OPINION, kinds.OPINION_NOTED):
        return _weighed(body, lang)
    if line.kind == kinds.SIGNATURE:
        return t("gist.upto" if body.get("scope") == "head" else "gist.entry", lang, n=body.get("entry"))
    if line.kind in _UPTO:
        return t("gist.upto", lang, n=body.get(_UPTO[line.kind]))
    if type(body.get("entry")) is int:
        return t("gist.disowned" if body.get("disowned") else "gist.entry", lang, n=body["entry"])
    if line.kind == kinds.REMINDED:
        return t("gist.reminded", lang, to=_clock(str(body["clock"]), lang), hours=body["hours"])
    if line.kind in (kinds.NOTE, kinds.OPENED, kinds.AWARE):
        return ""
    said = [*_paper(body, lang), *(str(body[name]) for name in _NAMES if isinstance(body.get(name), str | int) and body[name] != line.text)]
    return ", ".join(part for part in said if part)


def on_one_line(line: Line, lang: str, zone: str) -> str:
    """What the entry of ``line`` did and the text that came with it; "" where there is neither."""
    return " · ".join(part for part in (gist(line, lang, zone), line.text or "") if part)


def _paper(body: Mapping[str, Any], lang: str) -> list[str]:
    """Which paper went, or was made: what it is called, its type or channel, to how many people."""
    said = []
    if isinstance(body.get("form"), str):
        kind = str(body.get("type"))
        said.append(form_name(body["form"], lang) + (f" ({type_name(kind, lang)})" if kind in TYPES else ""))
    if isinstance(body.get("template"), str):
        said.append(template_name(body["template"], lang))
        said += [channel_name(body["channel"], lang)] if isinstance(body.get("channel"), str) else []
    if type(body.get("count")) is int:
        said.append(plural("gist.people", body["count"], lang) if "template" in body else str(body["count"]))
    return said


def _clock(clock: str, lang: str) -> str:
    """To whom the clock of this id runs; a promise or a contract is the organisation's own and is said to be one."""
    kind, _, own = clock.partition(":")
    if own:
        return t(f"gist.{kind}", lang, id=own)
    return next((str(held[f"recipient_{lang}"]) for held in clocks_of_law() if held["id"] == clock), clock)


def _fact(fact: str, held: Mapping[str, Any] | None, lang: str, zone: str, absent: str) -> str:
    definition = load().get(fact)
    label = question_of(definition, lang)
    if held is None:
        return t("gist.taken-back", lang, label=label)
    if held.get("state") in ("known", "assumed") and held.get("value") is None:
        return t("gist.fact", lang, label=label, value=absent or t("gist.erased", lang))
    return t("gist.fact", lang, label=label, value=show(definition, from_body(definition, dict(held)), lang, zone))


def _weighed(body: Mapping[str, Any], lang: str) -> str:
    question = t(f"tui.question-{body['question']}", lang)
    answer = t(f"tui.choice-{body['choice']}", lang) if "choice" in body else t(f"tui.stance-{body['stance']}", lang)
    return f"{question} {answer}"
