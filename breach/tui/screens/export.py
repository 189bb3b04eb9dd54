"""A draft saved to a file of the user's choosing; its hash becomes an entry."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from breach.disk.writing import placing, unused
from breach.i18n import t
from breach.service import drafts as service
from breach.tui.paths import typed_path
from breach.tui.screens.form import Form
from breach.tui.widgets.fields import Field

if TYPE_CHECKING:
    from breach.service.papers import Paper


class ExportForm(Form):
    """Saves ``paper`` of the file ``ref``."""

    def __init__(self, ref: str, paper: Paper) -> None:
        super().__init__(f"export:{ref}:{paper.key}", ref)
        self.paper = paper

    def heading(self) -> str:
        """The title."""
        return t("tui.export-heading", name=self.paper.name)

    def before(self) -> str:
        """What saving does."""
        return t("tui.export-text")

    def fields(self) -> list[Field]:
        """Where to."""
        folder = os.environ.get("PWD") or str(Path.home())
        usual = unused(str(Path(folder, f"{self.ref}-{self.paper.stem}.md")))
        return [Field("path", "path", t("tui.export-path"), t("tui.export-hint"), usual)]

    def record(self, values: dict[str, str]) -> object:
        """Write the file, then record it."""
        row, draft = self.paper.make(self.breach.desk, self.ref, "md")
        body = draft.text.encode()
        path = typed_path(values["path"])
        with placing(path, body):
            done = service.record(self.breach.desk, row, self.paper.what("md"), body)
        self.breach.say(t("tui.export-done", path=path, entry=done.n))
        return done
