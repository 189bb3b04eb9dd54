"""What an entry did, in a few words, where its kind alone says too little: which facts and to what, which decision, which filing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from breach.catalogue.asking import question_of
from breach.catalogue.loader import load
from breach.catalogue.values import from_body, show
from breach.i18n import t
from breach.log import kinds

if TYPE_CHECKING:
    from collections.abc import Mapping

    from breach.log.fold import Line

_UPTO = {kinds.ANCHORED: "n", kinds.REVIEWED: "upto"}
"""Kinds that are about everything up to an entry, and the member that says which."""
_CODES = ("form", "template", "reference", "count", "ref", "name", "to")
"""Members that say something by themselves, in the order in which they are shown."""


def gist(line: Line, lang: str, zone: str, absent: str = "") -> str:
    """What the entry of ``line`` did, "" where its text says it all; instants in the IANA ``zone``. ``absent``: what stands in the place of a text
    that is not given out (erased, unless said otherwise).
    """
    body = line.body
    if line.kind == kinds.FACTS:
        return " ; ".join(_fact(fact, held, lang, zone, absent) for fact, held in body["facts"].items())
    if line.kind in (kinds.DECISION, kinds.OPINION, kinds.OPINION_NOTED):
        return _weighed(body, lang)
    if line.kind == kinds.SIGNATURE:
        return t("gist.upto" if body.get("scope") == "head" else "gist.entry", lang, n=body.get("entry"))
    if line.kind in _UPTO:
        return t("gist.upto", lang, n=body.get(_UPTO[line.kind]))
    if type(body.get("entry")) is int:
        return t("gist.disowned" if body.get("disowned") else "gist.entry", lang, n=body["entry"])
    if line.kind in (kinds.NOTE, kinds.OPENED, kinds.AWARE):
        return ""
    return " ".join(str(body[name]) for name in _CODES if isinstance(body.get(name), str | int) and body[name] != line.text)


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
