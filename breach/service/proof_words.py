"""What ``verify`` found of signatures and anchors, in words: the same for the command line and the screens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from breach.i18n import plural, t

if TYPE_CHECKING:
    from typing import Any

MOST_SHOWN = 10
"""How many chains without an anchor are named one by one."""


def ok_in_words(result: dict[str, Any]) -> str:
    """The line that ``verify`` says first: whether all holds, over how many entries, and the head."""
    key = "verify.ok" if result["ok"] else "verify.not-ok"
    return plural(key, result["entries"], entries=result["entries"], head=str(result["head"])[:16])


def vouched_in_words(result: dict[str, Any]) -> list[str]:
    """Who signed, what is anchored outside, and from where nothing outside holds the chain."""
    lines = []
    for signed in result["signatures"]:
        what = t(f"verify.signed-{signed['scope']}", n=signed["entry"], by=signed["by"], key=signed["key"][:16])
        standing = t("verify.in-profile") if signed["standing"] == "right" and signed["in_profile"] else t(f"verify.standing-{signed['standing']}")
        later = signed["standing"] not in ("revoked", "doubted") and signed["revoked_at"]
        standing += t("verify.revoked-later", at=signed["revoked_at"]) if later else ""
        lines.append(_of(signed["file"], f"{what} – {standing}"))
    for anchor in result["anchors"]:
        words = t(
            f"verify.anchor-{anchor['standing']}", n=anchor["to"], at=anchor["at"] or "?", said=anchor["said"], by=anchor["authority_sha256"][:16]
        )
        lines.append(_of(anchor["file"], words))
    held = [chain for chain in result["chains"] if chain["anchored_to"]]
    lines += [_of(chain["file"], t("verify.anchored-to", n=chain["anchored_to"])) for chain in held]
    loose = [chain for chain in result["chains"] if chain["unanchored_from"]]
    lines += [_of(chain["file"], t("verify.not-anchored-since", n=chain["unanchored_from"])) for chain in loose[:MOST_SHOWN]]
    if len(loose) > MOST_SHOWN:
        lines.append(f"  {plural('verify.more-not-anchored', len(loose) - MOST_SHOWN)}")
    if loose:
        lines.append(t("verify.not-anchored"))
    return lines


def _of(name: str, words: str) -> str:
    return f"  {t('operations.labelled', label=name, value=words)}"
