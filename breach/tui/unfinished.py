"""Unfinished texts: which forms they belong to, their first words, and forgetting one. Places are ``kind:detail#field``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from breach.domain.instants import from_z, zone_of
from breach.domain.outside_words import form_name, type_name
from breach.errors import BreachError, InputError
from breach.i18n import dates, has, t
from breach.service.form_places import OF_ENTRY
from breach.tui import literal, progress

if TYPE_CHECKING:
    from breach.service.desk import Desk
    from breach.tui.ports import Saved, Scratch

FIRST_WORDS = 44
"""How much of an unfinished text is shown when it is offered, in characters."""


KINDS = (
    "new",
    "note",
    "fact",
    "aware",
    "decide",
    "opinion",
    "retract",
    "approve",
    "ratify",
    "measure",
    "result",
    "export",
    "filed",
    "filing-failed",
    "sent",
    "authority",
    "evidence",
    "archive",
    "call",
    "ask",
    "answer",
    "link",
    "tick",
    "skip",
    "assign",
    "remark",
    "register",
)
"""The kinds of form, as places begin."""


class Unfinished:
    """What the scratch file holds, form by form. ``failed``: it could not be written, which was said."""

    def __init__(self, desk: Desk, scratch: Scratch) -> None:
        self._desk = desk
        self._scratch = scratch
        self.failed = False

    def of(self, form: str) -> dict[str, Saved]:
        """The kept texts of ``form`` by field."""
        return {saved.place.partition("#")[2]: saved for saved in self._all() if saved.place.partition("#")[0] == form}

    def forms(self) -> list[str]:
        """The forms with unfinished texts, and the copies that a stop cut short, the newest first."""
        return list(dict.fromkeys(saved.place.partition("#")[0] for saved in self._all() if self._offered(saved)))

    @staticmethod
    def _offered(saved: Saved) -> bool:
        if not saved.place.startswith(f"{progress.KIND}:"):
            return True
        held = progress.read(saved.text)
        return not held.left and 0 < len(held.ticks) < held.of

    def copied(self, place: str) -> progress.Progress:
        """How far the copy of ``place`` got; copies for earlier filings of the same notice are forgotten."""
        form = place.partition("#")[0]
        held = {saved.place: saved.text for saved in self._held() if saved.place.partition("#")[0] == form}
        try:
            self._scratch.drop(*(old for old in held if old != place))
        except BreachError:
            self.failed = True
        return progress.read(held.get(place, ""))

    def _all(self) -> list[Saved]:
        """The kept texts; blanks alone are no text and are offered nowhere."""
        return [saved for saved in self._held() if saved.text.strip()]

    def _held(self) -> list[Saved]:
        try:
            return list(self._scratch.all())
        except BreachError:
            self.failed = True
            return []

    def drop(self, form: str) -> None:
        """Forget what was kept of ``form``."""
        self._scratch.drop(*(saved.place for saved in self._held() if saved.place.partition("#")[0] == form))

    def words(self, form: str) -> str:
        """``Fait 2026-0003, Nombre de personnes : « entre 9 et… » (dim. 22 nov. 03:10 Paris)``."""
        fields = self.of(form)
        longest = max(fields.values(), key=lambda saved: len(saved.text))
        kind, _, rest = form.partition(":")
        at = dates.when(from_z(longest.saved_at), zone_of(self._desk.zone), self._desk.zone)
        if kind == progress.KIND:
            ref, _, which = rest.partition(":")
            held = progress.read(longest.text)
            return t("copying.offer", ref=ref, type=type_name(which), done=len(held.ticks), of=held.of, at=at)
        if kind not in KINDS:
            kind = "other"
        name = t("tui.form-new-exercise" if form == "new:exercise" else f"tui.form-{kind}", where=self._where(kind, rest))
        return t("tui.offer-line", form=name, words=literal.one_line(longest.text, FIRST_WORDS), at=at)

    def _where(self, kind: str, rest: str) -> str:
        """The file and what the form asks, in words: no id of a fact or of a question."""
        ref, _, detail = rest.partition(":")
        about = self._about(kind, detail) if detail else ""
        return t("tui.form-where", ref=ref, about=about) if about else ref

    def _about(self, kind: str, detail: str) -> str:
        if kind in ("fact", "ask"):
            return self._question(detail)
        if kind in ("decide", "opinion"):
            return t(f"tui.question-{detail}") if has(f"tui.question-{detail}") else detail
        if kind in OF_ENTRY:
            return t("tui.form-entry", n=detail)
        if kind in ("filed", "filing-failed"):
            return form_name(detail)
        if kind in ("export", "sent"):
            from breach.tui.papers import paper_of  # drafts are loaded with the first unfinished export

            return paper_of(detail).name
        return detail

    def _question(self, fact_id: str) -> str:
        """The question of ``fact_id``; the id itself for a fact of another version."""
        from breach.catalogue.asking import question_of
        from breach.catalogue.loader import load  # read with the first unfinished fact, not with the board

        try:
            return question_of(load().get(fact_id), self._desk.lang)
        except InputError:
            return fact_id
