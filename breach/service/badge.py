"""What was proved of a file, in a few words: intact, how much is signed, and until where something outside holds it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from breach.i18n import plural, t

if TYPE_CHECKING:
    from typing import Any

RIGHT = "right"
"""The standing of a signature whose key is known to be its author's."""


def badge(result: dict[str, Any], entries: int) -> str:
    """The badge of a file of ``entries`` entries; ``result``: what ``proof.verify`` found of it, which may have been earlier."""
    chain = result["chains"][0]
    if not result["ok"]:
        return t("desk.badge-fault", count=len(result["faults"]))
    signed = len({held["entry"] for held in result["signatures"] if held["standing"] == RIGHT})
    parts = [plural("desk.badge-intact", chain["entries"])]
    parts += [plural("desk.badge-signed", signed)] if signed else []
    if chain["anchored_to"]:
        parts.append(t("desk.badge-anchored", n=chain["anchored_to"]))
        parts += [t("desk.badge-since", n=chain["unanchored_from"])] if chain["unanchored_from"] else []
    else:
        parts.append(t("desk.badge-loose"))
    since = entries - chain["entries"]
    return ", ".join(parts) + (t("desk.badge-new", count=since) if since > 0 else "")
