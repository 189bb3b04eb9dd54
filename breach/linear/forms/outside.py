"""What happened outside: filings, failed attempts, sendings, the authority's answers, evidence. Nothing is filed or sent from here; on an exercise
all of it is simulated and says so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from breach.domain.outside_words import channel_name, form_name, template_name, type_name
from breach.i18n import t
from breach.linear import asked
from breach.linear.form import Form
from breach.service import answered, happened, pieces
from breach.service import record as service
from breach.service.known import TYPES
from breach.service.sent_text import sendable

if TYPE_CHECKING:
    from breach.linear.question import Question
    from breach.linear.room import Room
    from breach.service.papers import Paper


class OutsideForm(Form):
    """Records what happened outside to the file ``ref``."""

    def __init__(self, room: Room, place: str, ref: str) -> None:
        super().__init__(room, place, ref)
        self.exercise = bool(self.desk.store.find(ref).exercise)

    def about(self) -> list[str]:
        """What is recorded here."""
        return []

    def before(self) -> list[str]:
        """What is recorded here; on an exercise, that it is simulated."""
        return [*([t("record.simulated")] if self.exercise else []), *self.about()]

    def at(self, question: str) -> Question:
        """When it happened: asked, never supposed."""
        return asked.instant(self.desk, "at", question, required=True)


class FiledForm(OutsideForm):
    """Records a filing of ``form``."""

    def __init__(self, room: Room, ref: str, form: str) -> None:
        super().__init__(room, f"filed:{ref}:{form}", ref)
        self.form = form
        self._late = service.late_now(self.desk, ref, form)

    def heading(self) -> str:
        """What was filed."""
        return t("outside.filed-heading", form=form_name(self.form))

    def about(self) -> list[str]:
        """That this records and files nothing; what is late by now."""
        return [t("outside.filed-text"), *happened.late_by_now(self._late, self.desk.now())]

    def questions(self) -> list[Question]:
        """Instant, reference, type; the reasons for delay where the filing is late; receipt; for whom, where it is another's."""
        types = [(kind, type_name(kind)) for kind in TYPES]
        found = [
            self.at(t("outside.filed-at")),
            asked.line("reference", t("outside.filed-reference"), hint=t("outside.filed-reference-hint"), required=True),
            asked.one("type", t("linear.ask-type"), types),
        ]
        if self._late:
            found.append(asked.text("late_reason", t("outside.filed-late-reason"), hint=t("outside.filed-late-reason-hint")))
        return [*found, asked.piece(t("outside.filed-receipt")), asked.line("party", t("outside.filed-for"), hint=t("outside.filed-for-hint"))]

    def record(self, values: dict[str, str]) -> list[str]:
        """Record it; how late it came is frozen, and said."""
        return answered.filed(self.desk, self.ref, self.form, values, asked.piece_of(values))[1]


class FailedForm(OutsideForm):
    """Records an attempt at filing ``form`` that failed."""

    def __init__(self, room: Room, ref: str, form: str) -> None:
        super().__init__(room, f"filing-failed:{ref}:{form}", ref)
        self.form = form

    def heading(self) -> str:
        """What could not be filed."""
        return t("outside.failed-heading", form=form_name(self.form))

    def about(self) -> list[str]:
        """What it is good for."""
        return [t("outside.failed-text")]

    def questions(self) -> list[Question]:
        """What happened, when, and a capture of it."""
        return [
            asked.text("text", t("outside.failed-what"), required=True),
            asked.instant(self.desk, "at", t("outside.failed-at"), hint=t("linear.instant-or-now")),
            asked.piece(t("outside.failed-capture")),
        ]

    def record(self, values: dict[str, str]) -> list[str]:
        """Record it."""
        return answered.filing_failed(self.desk, self.ref, self.form, values, asked.piece_of(values))[1]


class SentForm(OutsideForm):
    """Records the sending of ``paper`` or of another text: counts, never names."""

    def __init__(self, room: Room, ref: str, paper: Paper) -> None:
        super().__init__(room, f"sent:{ref}:{paper.key}", ref)
        self.paper = paper

    def heading(self) -> str:
        """The title."""
        return t("outside.sent-heading")

    def about(self) -> list[str]:
        """That this records and sends nothing."""
        return [t("outside.sent-text")]

    def questions(self) -> list[Question]:
        """How many, how many came back, when, by which channel, which text, and the text itself where it was not made here."""
        return [
            asked.count("count", t("outside.sent-count"), required=True),
            asked.count("bounced", t("outside.sent-bounced"), hint=t("outside.sent-bounced-hint")),
            self.at(t("outside.sent-at")),
            asked.one("channel", t("linear.ask-channel"), [(held, channel_name(held)) for held in service.CHANNELS], self.paper.channel),
            asked.one("template", t("linear.ask-template"), [(held, template_name(held)) for held in sendable(self.desk)], self.paper.which),
            asked.piece(t("linear.ask-message"), name="message", hint=t("linear.message-hint")),
        ]

    def record(self, values: dict[str, str]) -> list[str]:
        """Record it."""
        done, said = answered.sent(self.desk, self.ref, values, asked.piece_of(values, "message"))
        return [t("linear.recorded", n=done.n), *said]


class AuthorityForm(OutsideForm):
    """Records an answer of the authority."""

    def __init__(self, room: Room, ref: str) -> None:
        super().__init__(room, f"authority:{ref}", ref)

    def heading(self) -> str:
        """The title."""
        return t("outside.authority-heading")

    def about(self) -> list[str]:
        """What becomes of the paper."""
        return [t("outside.authority-text")]

    def questions(self) -> list[Question]:
        """Which kind, when it came, until when it wants what, and its paper."""
        answers = [(kind, t(f"outside.authority-{kind}")) for kind in service.AUTHORITY_KINDS]
        return [
            asked.one("kind", t("linear.ask-kind"), answers),
            self.at(t("outside.authority-at")),
            asked.instant(self.desk, "due", t("outside.authority-due"), hint=t("outside.authority-due-hint"), ahead=True),
            asked.piece(t("outside.authority-paper"), required=True),
        ]

    def record(self, values: dict[str, str]) -> list[str]:
        """Record it."""
        paper = pieces.attachment(values["piece"])
        done = service.authority(self.desk, self.ref, kind=values["kind"], at=values["at"], due=values["due"].strip(), paper=paper)[1]
        return [t("linear.recorded", n=done.n), self.room.clock(self.ref)]


class EvidenceForm(Form):
    """Adds a piece of evidence: hashed as it arrives; the file stays where it is."""

    confirmed = False

    def __init__(self, room: Room, ref: str) -> None:
        super().__init__(room, f"evidence:{ref}", ref)

    def heading(self) -> str:
        """The title."""
        return t("outside.evidence-heading")

    def before(self) -> list[str]:
        """What becomes of the file."""
        return [t("outside.evidence-text")]

    def questions(self) -> list[Question]:
        """Which file, and where it comes from."""
        return [
            asked.evidence(t("outside.evidence-file")),
            asked.line("source", t("outside.evidence-source"), hint=t("outside.evidence-source-hint")),
        ]

    def record(self, values: dict[str, str]) -> list[str]:
        """Hash it and record it."""
        _, done, mark, size = pieces.add_evidence(self.desk, self.ref, values["piece"], values["source"].strip())
        return [t("evidence.added", ref=self.ref, n=done.n, sha256=mark, size=size)]
