"""A fact's question, and why it is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from breach.i18n import t

if TYPE_CHECKING:
    from breach.catalogue.model import FactDef


def question_of(definition: FactDef, lang: str) -> str:
    """The question in ``lang``."""
    return definition.question_fr if lang == "fr" else definition.question_en


def why(definition: FactDef, lang: str) -> str:
    """Why the fact is asked, its article and an example, in ``lang``."""
    reason, example = (definition.why_fr, definition.example_fr) if lang == "fr" else (definition.why_en, definition.example_en)
    lines = [reason] if reason else []
    if example:
        lines.append(t("tui.fact-example", lang, example=example))
    if definition.article:
        lines.append(t("tui.fact-article", lang, article=definition.article))
    return "\n".join(lines)
