"""A fact as a question: what is known, which answers there are, how one is typed, why it is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from breach.catalogue.asking import question_of, why
from breach.catalogue.values import show
from breach.domain.instants import to_local, zone_of
from breach.domain.spoken_instants import is_spoken, read
from breach.i18n import LANGUAGES, dates, t
from breach.linear import question as q
from breach.service import facts as service

if TYPE_CHECKING:
    from breach.catalogue.model import FactDef
    from breach.domain.facts import Fact
    from breach.linear.question import Question
    from breach.linear.room import Room


def asking(room: Room, definition: FactDef, fact: Fact | None, place: str = "", start: str = "", number: int = 0, of: int = 0) -> Question:
    """The question for a fact: what is known now, how it is answered, why it is asked."""
    desk = room.desk
    several, text = definition.type == "set_of", definition.type == "text"
    options = tuple(_options(definition, desk.lang))
    now = (t("tui.fact-now", value=show(definition, fact, desk.lang, desk.zone)),) if fact is not None else ()
    return q.Question(
        "value",
        question_of(definition, desk.lang),
        q.SEVERAL if several and options else q.ONE if options else q.TEXT if text else q.LINE,
        options,
        ("", *now),
        "" if definition.type == "yes_no" or text else how_to_type(definition),
        (*why(definition, desk.lang), t("linear.fact-name", fact=definition.id)),
        start,
        f"{place}#value",
        number,
        of,
        unknown=True,
        json=True,
        check=lambda said: _checked(room, definition, said),
    )


def _checked(room: Room, definition: FactDef, said: str) -> tuple[str, str]:
    """The value as it is kept, an instant in words being put in figures. Raises InputError for what is no value of the fact."""
    if definition.type == "instant" and is_spoken(said) and not said.lstrip().startswith("{"):
        desk = room.desk
        found = read(said, desk.now(), desk.read_zone or desk.zone)
        local = to_local(found, desk.zone)
        return local, t("linear.understood", at=dates.when(found, zone_of(desk.zone), desk.zone, year=True))
    service.answers(room.desk, [f"{definition.id}={said}"])
    return said, ""


def _options(definition: FactDef, lang: str) -> list[q.Option]:
    """The answers there are; of several, that there is none and that there may be more can be typed as well."""
    if definition.type == "yes_no":
        return [q.Option(held, t(f"values.{held}")) for held in ("yes", "no")]
    codes = [q.Option(code.id, code.fr if lang == "fr" else code.en) for code in definition.codes]
    if definition.type != "set_of":
        return codes
    also = {held: tuple(t(f"linear.type-{held}", each).split(",")[0] for each in LANGUAGES) for held in ("none", "unknown")}
    there = {option.id for option in codes}
    return [*codes, *(q.Option(held, words[0], words, quiet=True) for held, words in also.items() if held not in there)]


def how_to_type(definition: FactDef) -> str:
    """How an answer is typed."""
    key = "linear.how-several" if definition.type == "set_of" else "linear.how-one" if definition.codes else f"tui.how-{definition.type}"
    return t(key) + (" " + t("tui.how-range") if definition.range_ok else "")
