"""The archive of a file, with the verifier that checks it without this program; its hash becomes an entry."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from breach.disk.writing import placing
from breach.i18n import t
from breach.service import pack, proof
from breach.tui.paths import typed_path
from breach.tui.screens.form import Form
from breach.tui.widgets.fields import Field

if TYPE_CHECKING:
    from breach.service.desk import Desk


class ArchiveForm(Form):
    """Writes the archive of the file ``ref``."""

    def __init__(self, desk: Desk, ref: str) -> None:
        super().__init__(f"archive:{ref}", ref)
        folder = os.environ.get("PWD") or str(Path.home())
        self._usual = str(Path(folder, f"{desk.store.find(ref).ref}.zip"))

    def heading(self) -> str:
        """The title."""
        return t("tui.archive-heading")

    def before(self) -> str:
        """What the archive holds, and how it is checked without this program."""
        return t("tui.archive-text") + "\n" + t("export.check", path=os.path.basename(self._usual))

    def fields(self) -> list[Field]:
        """Where to."""
        return [Field("path", "path", t("tui.export-path"), t("tui.export-hint"), self._usual)]

    def record(self, values: dict[str, str]) -> object:
        """Write it and record its hash."""
        desk = self.breach.desk
        path, row = typed_path(values["path"]), desk.store.find(self.ref)
        body = pack.archive(desk, row)[0]
        with placing(path, body):
            done = proof.exported(desk, row, body, str(path))
        self.breach.say(t("tui.export-done", path=path, entry=done.n))
        return done
