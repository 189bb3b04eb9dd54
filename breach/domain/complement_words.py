"""That the authority has yet to be told of a change, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from breach.i18n import t

if TYPE_CHECKING:
    from collections.abc import Mapping


def complement_words(ref: str, found: Mapping[str, Any], how: str = "") -> list[str]:
    """One line per reason for a complementary notice of ``ref``: what changed since the last filing, and that it was no breach after all.
    ``how``: how one gets to it; "": the command to type.
    """
    lines, how = [], how or f"breach notice {ref} --form {found['form']} --type complementary"
    if found["changed"]:
        fields = ", ".join(found["changed"])
        lines.append(t("known.complement", filing=found["filing"], fields=fields, how=how))
    if found["no_breach"]:
        lines.append(t("known.no-breach", filing=found["filing"], how=how))
    return lines
