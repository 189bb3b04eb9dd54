"""What can be proved of an exported archive without the store: its chain, and its time-stamps where they can be judged."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from breach.disk.reading import read_bytes
from breach.log import pack, verifier_ground
from breach.log.attested import anchors
from breach.log.entries import Entry
from breach.service.anchoring import anchored_to, weigh

if TYPE_CHECKING:
    from collections.abc import Sequence

    from breach.log.verifier import Report
    from breach.service.anchoring import Weighed
    from breach.service.attesting_ports import Judging

EMBEDDED = "embedded"
"""The standing of a token that is right by the certificates of the export itself: whoever made it could have made those too."""


def verify_archive(lang: str, path: str, heads: Sequence[tuple[int, str]], judging: Judging, authority: bytes) -> dict[str, Any]:
    """Verify the exported archive at ``path``, words in ``lang``: what ``verify EXPORT --json`` prints. ``heads``: noted outside; the last one
    is compared. ``authority``: the configuration's certificates (PEM; empty: none). Raises InputError.
    """
    found = pack.verify_archive(path, lang, max(heads, default=None))
    name = found.ref or os.path.basename(path)
    weighed = _tokens(path, judging, authority) if found.ok else []
    anchored = max([anchored_to(weighed), *(n for n, _ in heads if found.ok)])
    return {
        "ok": found.ok,
        "entries": found.entries,
        "head": found.head,
        "anchored_to": anchored or None,
        "faults": [{"file": name, "entry": f.entry, "fault": f.fault, "message": f.message} for f in found.faults],
        "remarks": _remarks(found, anchored_to(weighed)),
        "chains": [],
        "signatures": [],
        "anchors": [one.to_json(name) for one in weighed],
    }


def _remarks(found: Report, stamped: int) -> list[str]:
    """The verifier's remarks; those that a token judged since has overtaken are left out."""
    over = ("not-anchored", "not-anchored-since")
    told = [f for f in found.remarks if not f.fault.startswith("token-")]  # each is told below, by who knows the certificates
    return [f.message for f in told if not (stamped and f.fault in over and f.entry <= max(stamped, 1))]


def _tokens(path: str, judging: Judging, authority: bytes) -> list[Weighed]:
    members = verifier_ground.take_apart(read_bytes(path, verifier_ground.LARGEST_ARCHIVE))
    held, _ = anchors([Entry(raw) for raw in members["entries.jsonl"].splitlines()])
    kept = {}
    for one in held:
        for mark, ending in ((one.token, "tsr"), (one.authority, "pem")):
            body = members.get(f"drafts/{one.n:04d}-anchored.{ending}")
            if mark and body is not None:
                kept[one.n, mark] = body
    found = weigh(judging, held, kept, authority)
    return [replace(one, standing=EMBEDDED) if one.standing == "right" and not authority else one for one in found]
