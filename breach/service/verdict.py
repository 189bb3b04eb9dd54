"""The assessment in a line or two while facts change: what is proposed, what would change it, and what an answer would do. A person concludes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from breach import i18n
from breach.catalogue.derive import derived
from breach.catalogue.loader import load
from breach.catalogue.values import read_assignment
from breach.errors import InputError
from breach.i18n import t
from breach.law.assessment import assess
from breach.law.bearing import bearing
from breach.service.files import defaults_of

if TYPE_CHECKING:
    from breach.law.appraisal import Appraisal
    from breach.law.assessment import Assessment, LimbResult
    from breach.service.desk import Desk
    from breach.service.files import Opened

LIMBS = ("authority", "subjects")
MOST_REASONS = 2
"""How many reasons of a change are said: the assessment says all of them."""


def line(made: Assessment) -> str:
    """What is proposed towards the authority and towards the people, and whether that is established whatever is still unknown."""
    return t("verdict.line", **{name: _said(getattr(made, name)) for name in LIMBS})


def would_change(result: Appraisal) -> list[str]:
    """The questions whose answers would change the proposal, the most telling first: those that settle a duty, then those that would flip it."""
    ids = [fact for item in result.made.deciding_facts for fact in item.facts] + [flip.fact for flip in result.flips]
    return [_question(fact_id) for fact_id in dict.fromkeys(ids)]


def counter(made: Assessment, question: str) -> str:
    """The strongest argument against what is proposed on ``question``, "" where there is none."""
    limb = made.subjects if question == "inform-subjects" else made.authority
    return t("assess.counter", text=_own(limb.counter.text("counter", i18n.current()))) if limb.counter else ""


def bears(fact_id: str) -> bool:
    """Whether an answer to ``fact_id`` can change the proposal at all."""
    return fact_id in bearing()


def with_answer(desk: Desk, opened: Opened, fact_id: str, text: str) -> Assessment | None:
    """The assessment of ``opened`` now, were ``fact_id`` answered by ``text`` as it is typed; None where it cannot be read (yet)."""
    try:
        other = dict([read_assignment(load(), f"{fact_id}={text}", desk.read_zone)]) if text.strip() else {}
    except InputError:
        return None
    now = desk.now()
    return assess(derived({**opened.facts, **other}, now, defaults_of(opened.profile)), now=now)


def moved(before: Assessment, after: Assessment) -> list[str]:
    """How the proposal changed from ``before`` to ``after``, a line for each whom it is about, with the first reasons; none where it did not."""
    return [line for name in LIMBS if (line := _moved(name, getattr(before, name), getattr(after, name)))]


def _moved(name: str, before: LimbResult, after: LimbResult) -> str:
    if _said(before) == _said(after):
        return ""
    words = t("verdict.moved", limb=t(f"assess.limb.{name}"), before=_said(before), after=_said(after))
    held = {reason.rule.id for reason in before.reasons if reason.certain}
    new = [reason for reason in after.reasons if reason.certain and reason.rule.id not in held]
    why = " ; ".join(_own(reason.rule.text("title", i18n.current())) for reason in new[:MOST_REASONS])
    return words + (t("verdict.because", why=why) if why else "")


def _said(limb: LimbResult) -> str:
    word = t("verdict.prepare") if limb.advice == "prepare" else t(f"assess.duty.{limb.advice}")
    return t("verdict.open" if limb.duty == "undetermined" else "verdict.proved", word=word)


def _own(text: str) -> str:
    return i18n.french(text) if i18n.current() == "fr" else text


def _question(fact_id: str) -> str:
    definition = load().get(fact_id)
    return _own(definition.question_fr) if i18n.current() == "fr" else definition.question_en
