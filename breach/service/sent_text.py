"""The text of a sending, kept beside it to the byte: given with it, or the letter that was last exported or merged from here for it.

Where there was none, nothing is known of the text, and nothing is made up.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Protocol

from breach.domain.instants import from_z
from breach.domain.papers import TEMPLATES, TO_SUBJECTS
from breach.errors import BreachError
from breach.service.drafts import letter_request
from breach.service.files import read_row
from breach.service.told import READABLE

if TYPE_CHECKING:
    from breach.log.fold import Act
    from breach.service.desk import Desk
    from breach.service.files import Opened
    from breach.service.ports import FileRow


class Given(Protocol):
    """A file that came with the sending: its name as the user knows it, its bytes, and what an entry holds of it."""

    name: str
    body: bytes

    def fields(self) -> dict[str, object]:
        """What an entry holds of it."""


def sendable(desk: Desk) -> dict[str, bool]:
    """What can be recorded as sent, the user's own texts after ours: id → whether it tells the people concerned (GDPR Art. 34)."""
    ours = {template: template in TO_SUBJECTS for template in TEMPLATES}
    own = {paper.id: paper.kind == "letter" for paper in desk.drafting().papers() if paper.kind != "notice" and paper.id not in ours}
    return ours | own


def message_of(desk: Desk, opened: Opened, template: str, channel: str, given: Given | None) -> tuple[dict[str, object], bytes] | None:
    """What a sending keeps of its text: the entry's part, and the bytes. None where nobody gave it and no letter was made here for it."""
    if given is not None:
        ending = given.name.rpartition(".")[2].lower()
        return {**given.fields(), "from": "given", "entry": None, "format": ending if ending in READABLE else None}, given.body
    made = [act for act in (*opened.file.drafts, *opened.file.merges) if _is(act, template, channel)]
    if not made:
        return None
    last = max(made, key=lambda act: act.n)
    kept = _exported(desk, opened.row, last)
    body, fmt = kept or (_again(desk, opened.row, last, template, channel), "md")
    if not body:
        return None
    whence = "merge" if last in opened.file.merges else "draft"
    return {"name": None, "sha256": hashlib.sha256(body).hexdigest(), "size": len(body), "from": whence, "entry": last.n, "format": fmt}, body


def _is(act: Act, template: str, channel: str) -> bool:
    return act.body.get("what") in ("letter", "letters") and (act.body["template"], act.body["channel"]) == (template, channel)


def _exported(desk: Desk, row: FileRow, act: Act) -> tuple[bytes, str] | None:
    """The bytes of an exported letter whose text can be read out of them."""
    fmt = str(act.body["format"])
    if act.body["what"] != "letter" or fmt not in READABLE:
        return None
    held = next((body for _, mark, _, body in desk.store.blobs(row.chain, act.n) if mark == act.body["sha256"] and body), None)
    return (held, fmt) if held else None


def _again(desk: Desk, row: FileRow, act: Act, template: str, channel: str) -> bytes:
    """The letter of ``act`` once more, its lines whole, from the facts as they stood then; empty where it can no longer be drafted."""
    then = read_row(desk, row, act.n)
    at = from_z(act.body.get("made_at") or act.recorded_at)
    try:
        return desk.drafting().letter(letter_request(desk, then, template, channel, at), "md").body
    except BreachError:
        return b""
