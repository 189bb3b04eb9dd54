"""Copying a notice over into the authority's own form: what is copied, and which copy it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from breach.service import drafts
from breach.service.files import read

if TYPE_CHECKING:
    from breach.service.desk import Desk

FORM = "cnil-2023"


def to_copy(desk: Desk, ref: str, kind: str) -> tuple[str, int, list[dict[str, Any]]]:
    """The CNIL's notice of type ``kind`` field by field, the file's whole reference, and how many filings of the form came before: the copy for the
    next filing begins anew.

    Labels are in the desk's language, values in French, the language of the form. Raises InputError.
    """
    opened = read(desk, ref)
    data: Any = drafts.notice(desk, opened.row.ref, kind, "json", FORM)[1].data
    french = {row["field"]: row["value"] for row in desk.drafting().values(drafts.notice_request(desk, opened, kind, FORM))["fields"]}
    before = sum(act.body["form"] == FORM for act in opened.file.filings)
    return opened.row.ref, before, [{**row, "value": french[row["field"]]} for row in data["fields"]]
