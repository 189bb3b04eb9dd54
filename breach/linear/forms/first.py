"""The forms of the first hour: a new file, a line for its timeline, awareness."""

from __future__ import annotations

from typing import TYPE_CHECKING

from breach.domain.instants import from_z, to_local
from breach.i18n import t
from breach.linear import asked
from breach.linear.form import Form
from breach.service import awareness
from breach.service.files import read
from breach.service.notebook import note
from breach.service.opening import open_file

if TYPE_CHECKING:
    from breach.linear.question import Question
    from breach.linear.room import Room


class NewForm(Form):
    """Opens a file; ``opened``: its reference once it is."""

    confirmed = False

    def __init__(self, room: Room, *, exercise: bool = False) -> None:
        self.exercise = exercise or room.desk.store.meta("exercise_only") == "1" or bool(room.desk.store.meta("drill"))
        super().__init__(room, "new:exercise" if self.exercise else "new")
        self.opened = ""

    def heading(self) -> str:
        """The title."""
        return t("linear.new-exercise" if self.exercise else "tui.new-heading")

    def questions(self) -> list[Question]:
        """One: what happened."""
        return [asked.text("text", t("tui.new-question"), hint=t("linear.new-hint"), required=True, why=(t("linear.why-new"),))]

    def record(self, values: dict[str, str]) -> list[str]:
        """Open the file."""
        opened = open_file(self.desk, values["text"], exercise=self.exercise)
        self.opened = opened.ref
        return [t("linear.opened", ref=opened.ref, title=opened.title)]


class NoteForm(Form):
    """Adds a line to the timeline, or (``sealed``) to the sealed notebook."""

    confirmed = False
    sealed = False

    def __init__(self, room: Room, ref: str) -> None:
        super().__init__(room, f"note:{ref}", ref)

    def heading(self) -> str:
        """The title."""
        return t("tui.note-heading")

    def questions(self) -> list[Question]:
        """The line, and when it happened if that was not now."""
        words = asked.text("text", t("tui.note-question"), required=True, why=(t("linear.why-note"),))
        return [words, asked.instant(self.desk, "at", t("tui.note-at"), hint=t("linear.instant-or-now"))]

    def record(self, values: dict[str, str]) -> list[str]:
        """Append the note."""
        done = note(self.desk, self.ref, values["text"], at=values["at"], privileged=self.sealed)[1]
        return [t("linear.recorded", n=done.n)]


class SealedForm(NoteForm):
    """Adds a note under legal privilege to the sealed notebook: begun and not recorded, it is nowhere."""

    keeps = False
    sealed = True

    def __init__(self, room: Room, ref: str) -> None:
        super().__init__(room, ref)
        self.place = f"sealed:{ref}"

    def heading(self) -> str:
        """The title."""
        return t("desk.note-sealed")

    def before(self) -> list[str]:
        """What becomes of it, and that nothing of it is kept meanwhile."""
        return [t("cli.note-sealed"), t("linear.sealed-text")]


class AwareForm(Form):
    """Records the awareness, or corrects it."""

    def __init__(self, room: Room, ref: str) -> None:
        super().__init__(room, f"aware:{ref}", ref)
        made = read(self.desk, ref).file.awareness
        self._known = to_local(from_z(made[-1].body["at"]), self.desk.zone) if made else ""

    def heading(self) -> str:
        """The title."""
        return t("tui.aware-heading")

    def before(self) -> list[str]:
        """What awareness is, and the one on record."""
        return [t("tui.aware-text"), *([t("tui.aware-known", at=self._known)] if self._known else [])]

    def questions(self) -> list[Question]:
        """At, by, basis, why where it is a correction, and whether it is signed or only defensible."""
        why = (t("tui.aware-text"), t("linear.why-aware"))
        found = [
            asked.instant(self.desk, "at", t("tui.aware-at"), required=True),
            asked.line("by", t("tui.aware-by"), start=self.desk.actor.name),
            asked.text("basis", t("tui.aware-basis"), required=True, why=why),
        ]
        found += [asked.text("why", t("tui.aware-why"), hint=t("linear.aware-why-hint"))] if self._known else []
        status = [(key, t(f"tui.aware-{key}")) for key in ("signed", "candidate")]
        return [*found, asked.one("status", t("tui.aware-status"), status, "signed", why=why)]

    def record(self, values: dict[str, str]) -> list[str]:
        """Record it."""
        candidate = values["status"] == "candidate"
        basis, why = values["basis"], values.get("why", "").strip()
        done = awareness.aware(self.desk, self.ref, values["at"], values["by"], basis, why, candidate=candidate)[1]
        return [t("linear.recorded", n=done.n), self.room.clock(self.ref)]
