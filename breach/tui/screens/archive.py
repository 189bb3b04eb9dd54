"""The archive of a file, with the verifier that checks it without this program; its hash becomes an entry."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from breach.disk.writing import placing, unused
from breach.i18n import t
from breach.service import pack, proof
from breach.tui.paths import typed_path
from breach.tui.screens.form import Form
from breach.tui.widgets.fields import Field

if TYPE_CHECKING:
    from collections.abc import Callable

    from breach.service.desk import Desk
    from breach.service.ports import Written


class ArchiveForm(Form):
    """Writes the archive of the file ``ref``."""

    def __init__(self, desk: Desk, ref: str) -> None:
        super().__init__(f"archive:{ref}", ref)
        folder = os.environ.get("PWD") or str(Path.home())
        self._usual = unused(str(Path(folder, f"{desk.store.find(ref).ref}.zip")))

    def heading(self) -> str:
        """The title."""
        return t("tui.archive-heading")

    def before(self) -> str:
        """What the archive holds, and how it is checked without this program."""
        return t("tui.archive-text") + "\n" + t("export.check", path=os.path.basename(self._usual))

    def fields(self) -> list[Field]:
        """Where to."""
        return [Field("path", "path", t("tui.export-path"), t("tui.export-hint"), self._usual)]

    def action_save(self) -> None:
        """Make it in the background, then write it and record its hash."""
        path, ref = self.breach.ask(typed_path, self.values()["path"]), self.ref
        if path is not None:
            made: Callable[[Desk], bytes] = lambda desk: pack.archive(desk, desk.store.find(ref))[0]  # noqa: E731
            self.breach.behind(made, lambda body: self._made(path, body), t("desk.archiving", ref=ref))

    def _made(self, path: str, body: bytes) -> None:
        """The archive is made; it is written unless this form was left meanwhile."""
        done = self.breach.ask(self._write, path, body) if self.is_attached else None
        if done is not None:
            self.breach.ask(self.breach.unfinished.drop, self.place)
            self.leave(done)

    def _write(self, path: str, body: bytes) -> Written:
        desk = self.breach.desk
        with placing(path, body):
            done = proof.exported(desk, desk.store.find(self.ref), body, path)
        self.breach.say(t("tui.export-done", path=path, entry=done.n))
        return done
