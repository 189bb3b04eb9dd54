"""The register written to a file in one of its formats; its hash becomes an entry of the store."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path

from breach.disk.writing import placing
from breach.i18n import t
from breach.service import register_view
from breach.tui.paths import typed_path
from breach.tui.screens.form import Form
from breach.tui.widgets.fields import Field

_STEM = "register"


class RegisterExportForm(Form):
    """Writes the organisation's register as it stands."""

    def __init__(self) -> None:
        super().__init__("register")
        self._forms = dict(register_view.endings())

    def heading(self) -> str:
        """The title."""
        return t("board.export-heading")

    def before(self) -> str:
        """What writing does."""
        return t("board.export-text")

    def fields(self) -> list[Field]:
        """In which format, and where to."""
        first = next(iter(self._forms))
        options = [(form, t(f"board.export-{form}")) for form in self._forms]
        return [
            Field("path", "path", t("board.export-path"), t("board.export-hint"), self._path(first)),
            Field("form", "pick", t("board.export-form"), "", first, options, required=True),
        ]

    def _path(self, form: str) -> str:
        return str(Path(os.environ.get("PWD") or Path.home(), f"{_STEM}{self._forms[form]}"))

    def marked(self, name: str) -> None:
        """The name's end follows the format as long as the path is one of ours."""
        values = self.values()
        if name == "form" and values["path"] in map(self._path, self._forms):
            self.set_value("path", self._path(values["form"]))

    def record(self, values: dict[str, str]) -> object:
        """Write the file, then record it."""
        path = typed_path(values["path"])
        done = register_view.export(self.breach.desk, values["form"], partial(placing, path), os.path.abspath(path))
        self.breach.say(t("board.export-done", path=path))
        return done
