"""That the authority has yet to be told of a change, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from breach.i18n import t

if TYPE_CHECKING:
    from collections.abc import Mapping


def complement_words(ref: str, found: Mapping[str, Any]) -> list[str]:
    """One line per reason for a complementary notice of ``ref``: what changed since the last filing, and that it was no breach after all."""
    lines = []
    if found["changed"]:
        fields = ", ".join(found["changed"])
        lines.append(t("known.complement", ref=ref, form=found["form"], filing=found["filing"], fields=fields))
    if found["no_breach"]:
        lines.append(t("known.no-breach", ref=ref, form=found["form"], filing=found["filing"]))
    return lines
