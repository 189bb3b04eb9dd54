"""A filing that was made, and an attempt at one that failed. Nothing is filed from here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from breach.domain.outside_words import form_name, type_name
from breach.i18n import t
from breach.service import answered, happened
from breach.service import record as service
from breach.service.known import TYPES
from breach.tui.screens.simulated import OutsideForm, piece_field, piece_of
from breach.tui.widgets.fields import Field

if TYPE_CHECKING:
    from breach.service.desk import Desk


class FiledForm(OutsideForm):
    """Records a filing of ``form``, which may be followed by a slash and the type that is marked to begin with: ``cnil-2023/complementary``."""

    def __init__(self, desk: Desk, ref: str, form: str) -> None:
        form, _, self._type = form.partition("/")
        super().__init__(desk, f"filed:{ref}:{form}", ref)
        self.form = form
        self._late = service.late_now(desk, ref, form)

    def heading(self) -> str:
        """What was filed."""
        return t("outside.filed-heading", form=form_name(self.form))

    def about(self) -> str:
        """That this records and files nothing; what is late by now."""
        return "\n".join([t("outside.filed-text"), *happened.late_by_now(self._late, self.breach.desk.now())])

    def fields(self) -> list[Field]:
        """Type, instant, reference, receipt; the reasons for delay where the filing is late; for whom, where it is another's."""
        types = [(kind, type_name(kind)) for kind in TYPES]
        fields = [
            self.at(t("outside.filed-at")),
            Field("reference", "line", t("outside.filed-reference"), t("outside.filed-reference-hint")),
            Field("type", "pick", t("tui.filed-type"), "", self._type, types, required=True),
        ]
        if self._late:
            fields.append(Field("late_reason", "text", t("outside.filed-late-reason"), t("outside.filed-late-reason-hint")))
        fields.append(piece_field(t("outside.filed-receipt")))
        return [*fields, Field("party", "line", t("outside.filed-for"), t("outside.filed-for-hint"))]

    def record(self, values: dict[str, str]) -> object:
        """Record it; how late it came is frozen, and said."""
        done, said = answered.filed(self.breach.desk, self.ref, self.form, values, piece_of(values))
        self.breach.say("\n".join(said))
        return done


class FailedForm(OutsideForm):
    """Records an attempt at filing ``form`` that failed."""

    def __init__(self, desk: Desk, ref: str, form: str) -> None:
        super().__init__(desk, f"filing-failed:{ref}:{form}", ref)
        self.form = form

    def heading(self) -> str:
        """What could not be filed."""
        return t("outside.failed-heading", form=form_name(self.form))

    def about(self) -> str:
        """What it is good for."""
        return t("outside.failed-text")

    def fields(self) -> list[Field]:
        """What happened, when, and a capture of it."""
        return [
            Field("text", "text", t("outside.failed-what")),
            Field("at", "instant", t("outside.failed-at"), t("tui.instant-hint")),
            piece_field(t("outside.failed-capture")),
        ]

    def record(self, values: dict[str, str]) -> object:
        """Record it."""
        done, said = answered.filing_failed(self.breach.desk, self.ref, self.form, values, piece_of(values))
        self.breach.say("\n".join(said))
        return done
