"""How a fact is asked, in either language: its question, and why it is asked."""

from __future__ import annotations

from breach.i18n import t

TYPE_CHECKING = False
if TYPE_CHECKING:
    from breach.catalogue.model import FactDef


def question_of(definition: FactDef, lang: str) -> str:
    """The question in ``lang``."""
    return definition.question_fr if lang == "fr" else definition.question_en


def why(definition: FactDef, lang: str) -> list[str]:
    """Why the fact is asked, an example, and its article, in ``lang``: a line each, those there are."""
    reason, example = (definition.why_fr, definition.example_fr) if lang == "fr" else (definition.why_en, definition.example_en)
    lines = [reason] if reason else []
    lines += [t("facts.example", lang, example=example)] if example else []
    return [*lines, *([t("facts.article", lang, article=definition.article)] if definition.article else [])]
