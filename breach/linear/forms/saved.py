"""What is written to a file of the user's choosing: a draft, the archive. Its hash becomes an entry, and it gets its name once that is on disk."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from breach.disk.writing import placing, unused
from breach.i18n import t
from breach.linear import asked
from breach.linear.form import Form
from breach.service import drafts, pack, proof

if TYPE_CHECKING:
    from breach.linear.question import Question
    from breach.linear.room import Room
    from breach.service.papers import Paper


def here(name: str) -> str:
    """The path of the file ``name`` in the folder where the program was started."""
    return os.path.join(os.environ.get("PWD") or os.path.expanduser("~"), name)


class ExportForm(Form):
    """Saves ``paper`` of the file ``ref``."""

    confirmed = False

    def __init__(self, room: Room, ref: str, paper: Paper) -> None:
        super().__init__(room, f"export:{ref}:{paper.key}", ref)
        self.paper = paper

    def heading(self) -> str:
        """The title."""
        return t("tui.export-heading", name=self.paper.name)

    def before(self) -> list[str]:
        """What saving does."""
        return [t("tui.export-text")]

    def questions(self) -> list[Question]:
        """In which format, and where to."""
        formats = [(fmt, fmt) for fmt in self.paper.formats]
        return [
            asked.one("format", t("linear.ask-format"), formats, formats[0][0]),
            asked.line("path", t("tui.export-path"), hint=t("linear.export-hint"), start=self._usual(formats[0][0])),
        ]

    def _usual(self, fmt: str) -> str:
        """The path that is proposed, without the format's ending."""
        return os.path.splitext(unused(here(f"{self.ref}-{self.paper.stem}.{fmt}")))[0]

    def record(self, values: dict[str, str]) -> list[str]:
        """Write the file, then record it."""
        fmt, path = values["format"], asked.path_of(values["path"])
        path = path if os.path.splitext(path)[1] else f"{path}.{fmt}"
        row, draft = self.paper.make(self.desk, self.ref, fmt)
        with placing(path, draft.body):
            done = drafts.record(self.desk, row, self.paper.what(fmt), draft.body)
        return [t("tui.export-done", path=path, entry=done.n)]


class ArchiveForm(Form):
    """Writes the archive of the file ``ref``, with the verifier that checks it without this program."""

    confirmed = False

    def __init__(self, room: Room, ref: str) -> None:
        super().__init__(room, f"archive:{ref}", ref)
        self._usual = unused(here(f"{self.desk.store.find(ref).ref}.zip"))

    def heading(self) -> str:
        """The title."""
        return t("tui.archive-heading")

    def before(self) -> list[str]:
        """What the archive holds, and how it is checked without this program."""
        return [t("tui.archive-text"), t("export.check", path=os.path.basename(self._usual))]

    def questions(self) -> list[Question]:
        """Where to."""
        return [asked.new_file("path", t("tui.export-path"), self._usual)]

    def record(self, values: dict[str, str]) -> list[str]:
        """Write it and record its hash."""
        path, row = asked.path_of(values["path"]), self.desk.store.find(self.ref)
        body = pack.archive(self.desk, row)[0]
        with placing(path, body):
            done = proof.exported(self.desk, row, body, path)
        return [t("tui.export-done", path=path, entry=done.n)]
