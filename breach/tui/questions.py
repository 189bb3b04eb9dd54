"""A fact as the terminal asks it: its question in one language or both, the answers that can be marked, how one is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from breach.catalogue.asking import question_of, why
from breach.i18n import t

if TYPE_CHECKING:
    from breach.catalogue.model import FactDef


def question_named(fact_id: str, lang: str) -> str:
    """The question of the fact ``fact_id`` in ``lang``. Raises InputError ``unknown-fact``."""
    from breach.catalogue.loader import load

    return question_of(load().get(fact_id), lang)


def in_both(definition: FactDef, lang: str) -> str:
    """The question and why it is asked, with its article and an example, in both languages, ``lang`` first."""
    other = "en" if lang == "fr" else "fr"
    return "\n\n".join("\n".join([question_of(definition, held), *why(definition, held)]) for held in (lang, other))


def options_of(definition: FactDef, lang: str, most: int) -> list[tuple[str, str]]:
    """The answers of a fact that can be marked, each with its words, unknown among them; none where there are more than ``most``."""
    if definition.type == "yes_no":
        return [("yes", t("values.yes")), ("no", t("values.no")), ("unknown", t("values.unknown"))]
    if not definition.codes or len(definition.codes) > most:
        return []
    codes = [(code.id, f"{code.id}  {code.fr if lang == 'fr' else code.en}") for code in definition.codes]
    return codes if "unknown" in dict(codes) else [*codes, ("unknown", f"unknown  {t('values.unknown')}")]


def how_to_type(definition: FactDef) -> str:
    """How an answer is typed; an instant may be said in words."""
    return t("tui.how-said-instant" if definition.type == "instant" else f"tui.how-{definition.type}") + (
        " " + t("tui.how-range") if definition.range_ok else ""
    )
