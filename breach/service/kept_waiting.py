"""What waits in each file, kept in a word with the store so that lists need not open every file. A summary: the entries say it anew at will."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from breach.service.desk import Desk
    from breach.service.ports import FileRow, Writer

PREFIX = "waiting:"


def keep(desk: Desk, writer: Writer, row: FileRow, word: str) -> None:
    """Keep ``word`` (kinds of what waits, parted by commas; "" for nothing) for the file ``row``."""
    if (desk.store.meta(f"{PREFIX}{row.ref}") or "") != word:
        writer.set_meta(f"{PREFIX}{row.ref}", word)


def kept(desk: Desk) -> dict[str, list[str]]:
    """What waits in the files that have something waiting, by reference."""
    return {ref: word.split(",") for ref, word in desk.store.metas(PREFIX).items() if word}
