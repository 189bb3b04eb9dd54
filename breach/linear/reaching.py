"""Whom to call, and how they are reached, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from breach.i18n import t

if TYPE_CHECKING:
    from collections.abc import Mapping


def reached(card: Mapping[str, object]) -> list[str]:
    """Where the one of ``card`` is reached, why to call them, and what of it is still to be checked."""
    ways = ", ".join(str(card[name]) for name in ("phone", "email", "url", "available") if card[name])
    lines = [ways or t("review.call-no-number")]
    lines += [str(card["why"])] if card["why"] else []
    return [*lines, *([t("review.call-to-check", source=card["source"])] if card["to_check"] else [])]


def in_a_line(card: Mapping[str, object]) -> str:
    """Whom, and the first way to reach them."""
    way = next((str(card[name]) for name in ("phone", "url", "email") if card[name]), t("review.call-no-number"))
    return t("linear.card", who=card["who"], way=way)
