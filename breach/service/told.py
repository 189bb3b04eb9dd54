"""What people were really told, as the notice gives it (CNIL, rubric 13): the text that is kept beside the last sending to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from breach.errors import InputError
from breach.i18n import t
from breach.service.desk import TO_SUBJECTS

if TYPE_CHECKING:
    from breach.log.fold import Act
    from breach.service.desk import Desk
    from breach.service.files import Opened

READABLE = ("md", "txt", "html", "eml")
"""Formats whose text the reader of messages takes out."""


def told(desk: Desk, opened: Opened) -> str | None:
    """The text of the last sending to the people concerned, as the notice gives it; None where none is kept."""
    for act in reversed(opened.file.sendings):
        if (act.body["template"] in TO_SUBJECTS or act.body.get("subjects")) and (said := _text(desk, opened, act)):
            return said
    return None


def _text(desk: Desk, opened: Opened, act: Act) -> str | None:
    kept = act.body.get("message")
    if not kept:
        return None
    body = next((held for n, mark, _, held in desk.store.blobs(opened.row.chain) if n == act.n and mark == kept["sha256"] and held), None)
    if body is None:
        return None
    if kept["format"] in READABLE:
        try:
            return desk.drafting().message(body, f"message.{kept['format']}")
        except InputError:
            pass  # kept as proof all the same; the notice names it
    return t("drafts.message-attached", "fr", name=str(kept["name"] or ""), sha256=kept["sha256"][:12])
