"""Unfinished answers in the encrypted scratch file, form by form. A form's place is ``kind:reference:detail``, an answer's ``place#name``: the
terminal UI names them in the same way, so what was begun in one face is offered in the other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from breach.catalogue.asking import question_of
from breach.domain.instants import from_z, to_z, zone_of
from breach.domain.outside_words import form_name
from breach.errors import BreachError, InputError
from breach.i18n import dates, has, t
from breach.linear.saying import shortened
from breach.service.form_places import OF_ENTRY

if TYPE_CHECKING:
    from breach.linear.ports import Saved, Scratch
    from breach.service.desk import Desk

_FIRST_WORDS = 44


class Kept:
    """What the scratch file holds. ``begun``: the form being answered, "" for none."""

    def __init__(self, desk: Desk, scratch: Scratch) -> None:
        self._desk = desk
        self._scratch = scratch
        self.begun = ""
        self._failed: list[BreachError] = []

    def failure(self) -> BreachError | None:
        """Why what is typed is not being kept, once; None where it is, or where that was said."""
        if len(self._failed) != 1:
            return None
        self._failed.append(self._failed[0])
        return self._failed[0]

    def put(self, place: str, text: str) -> None:
        """Keep ``text`` for ``place``; blanks alone are no text. What cannot be kept never stops the conversation."""
        try:
            if text.strip():
                self._scratch.put(place, text, len(text), to_z(self._desk.now()))
            else:
                self._scratch.drop(place)
        except BreachError as error:
            self._failed = self._failed or [error]

    def of(self, form: str) -> dict[str, str]:
        """The kept answers of ``form`` by name."""
        return {saved.place.partition("#")[2]: saved.text for saved in self._all() if saved.place.partition("#")[0] == form}

    def forms(self) -> list[str]:
        """The forms that were begun, the newest first."""
        return list(dict.fromkeys(saved.place.partition("#")[0] for saved in self._all()))

    def drop(self, form: str) -> None:
        """Forget what was kept of ``form``."""
        try:
            self._scratch.drop(*(saved.place for saved in self._all() if saved.place.partition("#")[0] == form))
        except BreachError as error:
            self._failed = self._failed or [error]

    def words(self, form: str) -> str:
        """What was begun, with its first words and when."""
        fields = [saved for saved in self._all() if saved.place.partition("#")[0] == form]
        if not fields:
            return self._name(form)
        longest = max(fields, key=lambda saved: len(saved.text))
        at = dates.when(from_z(longest.saved_at), zone_of(self._desk.zone), self._desk.zone)
        return t("tui.offer-line", form=self._name(form), words=shortened(longest.text, _FIRST_WORDS), at=at)

    def _name(self, form: str) -> str:
        if form == "new:exercise":
            return t("tui.form-new-exercise", where="")
        kind, _, rest = form.partition(":")
        ref, _, detail = rest.partition(":")
        about = self._about(kind, detail)
        where = t("tui.form-where", ref=ref, about=about) if about else ref
        return t(f"tui.form-{kind}" if has(f"tui.form-{kind}") else "tui.form-other", where=where)

    def _about(self, kind: str, detail: str) -> str:
        """What the form asks, in words; its own detail for one of another version."""
        try:
            return self._named(kind, detail) if detail else ""
        except InputError:
            return detail

    def _named(self, kind: str, detail: str) -> str:
        if kind in ("decide", "opinion"):
            return t(f"tui.question-{detail}") if has(f"tui.question-{detail}") else detail
        if kind in OF_ENTRY:
            return t("tui.form-entry", n=detail)
        if kind in ("fact", "ask"):
            from breach.catalogue.loader import load  # read with the first unfinished fact, not with the board

            definition = load().get(detail)
            return question_of(definition, self._desk.lang)
        if kind in ("export", "sent", "filed", "filing-failed"):
            from breach.service.papers import Paper  # drafts are loaded with the first unfinished paper

            return Paper.of(detail).name if kind in ("export", "sent") else form_name(detail)
        return detail

    def _all(self) -> list[Saved]:
        try:
            return [saved for saved in self._scratch.all() if saved.text.strip()]
        except BreachError as error:
            self._failed = self._failed or [error]
            return []
