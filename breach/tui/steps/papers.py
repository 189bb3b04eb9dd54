"""The notice: as it would be written now, what is missing on top, and saved to a file by a key. ``letters`` has its sibling."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.widgets import Static

from breach.domain import clock_words, plain
from breach.domain.complement_words import complement_words
from breach.domain.outside_words import CONTRACT, form_name
from breach.errors import BreachError
from breach.i18n import plural, t
from breach.i18n.said import said
from breach.service import approvals, happened, ledger_words
from breach.service.complement import complement, rewritten
from breach.service.ledger import for_notice, ledger
from breach.service.papers import FORM, NOTICE, Paper
from breach.service.record import forms_of
from breach.tui import commands, literal
from breach.tui.host import Option
from breach.tui.papers import of_kind, paper_of
from breach.tui.steps.step import Step
from breach.tui.widgets.text import TextView

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from textual.binding import BindingType
    from textual.widget import Widget

    from breach.service.drafting_ports import Draft
    from breach.tui.state import FileState


_FACTS = next(command for command in commands.STEPS if command.step == "facts")


class PaperStep(Step):
    """A draft in view."""

    paper: Paper
    _state: FileState | None = None

    def compose(self) -> Iterator[Widget]:
        """Which paper, and its text."""
        yield Static("", markup=False, classes="paper-name")
        yield TextView(id=f"{self.paper.kind}-text")

    @property
    def text(self) -> TextView:
        """Where the draft stands."""
        return self.query_one(f"#{self.paper.kind}-text", TextView)

    def fill(self, state: FileState) -> None:
        """Draft it anew from the facts as they stand; nothing is recorded."""
        self._state = state
        name = self.query_one(".paper-name", Static)
        try:
            draft = self.paper.make(self.breach.desk, state.ref, "md")[1]
        except BreachError as error:
            # Shown in place of the draft: the step can be walked through without a dialog each time.
            title, message, todo = said(error, form=True)
            name.update(literal.lit(self.paper.name, "bold"))
            self.text.show(f"{title}\n{message}\n{todo}")
            self.undrafted()
            return
        missing = plural("outside.paper-missing", len(draft.missing)) if draft.missing else t("outside.paper-whole")
        name.update(literal.lit(f"{self.paper.name} — {missing}", "bold"))
        done = self.done(state)
        self.drafted(draft, [*done, ""] if done else [])

    def drafted(self, draft: Draft, done: list[str]) -> None:
        """Show ``draft`` below what was ``done`` with such papers."""
        missing = [t("outside.paper-missing-list"), *(f"- {item}" for item in draft.missing), ""] if draft.missing else []
        self.text.show("\n".join([*done, *missing, plain.unmarked(draft.text), "", *draft.notes]))

    def undrafted(self) -> None:
        """There is no draft."""

    def done(self, state: FileState) -> list[str]:
        """What became of such papers outside, a line each."""
        raise NotImplementedError

    def action_type(self) -> None:
        """Another type or template, chosen in a list that begins at the one in view."""
        self._pick(t("tui.type-question"), of_kind(self.paper, self.breach.desk))

    def _pick(self, question: str, papers: Sequence[Paper]) -> None:
        def chosen(key: str | None) -> None:
            if key:
                self.paper = paper_of(key)
                self._again()

        self.breach.choose(question, "", [Option(one.key, one.name) for one in papers], chosen, here=self.paper.key)

    def _again(self) -> None:
        if self._state is not None:
            self.fill(self._state)
            self.text.scroll_home(animate=False)

    def action_export(self) -> None:
        """Save it to a file."""
        self.breach.open_form(f"export:{self.page.ref}:{self.paper.key}", self.page.changed)


class NoticeStep(PaperStep):
    """The notice to the authority."""

    COMMANDS_HERE: ClassVar[tuple[commands.Command, ...]] = (
        commands.TYPE,
        commands.COPY_MODE,
        commands.EXPORT,
        commands.FILED,
        commands.FILING_FAILED,
        commands.SIGN,
    )
    BINDINGS: ClassVar[list[BindingType]] = commands.bindings(COMMANDS_HERE)
    paper = Paper(NOTICE, "initial")

    def done(self, state: FileState) -> list[str]:
        """The filings, the attempts that failed, and what the authority has yet to be told."""
        found = complement(self.breach.desk, state.opened)
        filed = ["\n   ".join(lines) for lines in happened.filings(state.opened, state.clocks, state.zone)]
        how = t("desk.complement-key", key=self._key(commands.TYPE))
        return [*filed, *(complement_words(state.ref, found, how) if found else [])]

    def _saved(self) -> list[str]:
        """The last saved draft of this notice, who signed it, and whether it still says what the file says."""
        if self._state is None:
            return []
        save, sign = self._key(commands.EXPORT), self._key(commands.SIGN)
        draft = approvals.saved_notice(self._state.opened, FORM, self.paper.which)
        if draft is None:
            return [t("desk.saved-none", key=save), ""]
        names = ", ".join(self._state.person(act.actor) for act in approvals.signatures(self._state.opened, draft))
        changed = rewritten(self.breach.desk, self._state.opened, draft)
        if names:
            since = [t("desk.signed-changed", save=save, sign=sign)] if changed else []
            return [t("desk.saved-signed", n=draft.n, names=names), *since, ""]
        return [t("desk.saved-unsigned", n=draft.n, key=sign), *([t("desk.saved-changed", key=save)] if changed else []), ""]

    def _key(self, command: commands.Command) -> str:
        return commands.key_name(self.breach.keys_of(command))

    def drafted(self, draft: Draft, done: list[str]) -> None:
        """The notice, and above it whether it is saved and signed, and what is still to be got for it: from whom, by when."""
        super().drafted(draft, [*done, *self._saved(), *self._to_get()])

    def _to_get(self) -> list[str]:
        """What somebody owes that the notice wants, and how much nobody was asked to find."""
        if self._state is None:
            return []
        desk = self.breach.desk
        wanted = for_notice(ledger(desk, self._state.opened))
        asked = [f"- {ledger_words.line(item, desk.now(), desk.zone)}" for item in wanted if item.entry]
        others = len(wanted) - len(asked)
        where = f"{self._key(_FACTS)} {self._key(commands.UNKNOWN)}"
        nobody = [f"- {plural('ledger.nobody', others, where=where)}"] if others and asked else []
        return [t("ledger.to-get"), *asked, *nobody, ""] if asked else []

    def action_copy_mode(self) -> None:
        """Copy the notice over, rubric by rubric; where answers changed after it was signed, that is said."""
        state = self._state
        draft = approvals.saved_notice(state.opened, FORM, self.paper.which) if state else None
        if state and draft and approvals.signatures(state.opened, draft) and rewritten(self.breach.desk, state.opened, draft):
            self.breach.say(t("desk.copy-unsigned"))
        self.breach.open_copying(self.page.ref, self.paper.which)

    def action_sign(self) -> None:
        """Sign the last saved draft of this notice."""
        if self._state is None:
            return
        draft = approvals.saved_notice(self._state.opened, FORM, self.paper.which)
        if draft is None:
            self.breach.say(t("desk.sign-unsaved", key=self._key(commands.EXPORT)))
        else:
            self.breach.open_form(f"sign:{self.page.ref}:{draft.n}", self.page.changed)

    def action_filed(self) -> None:
        """Record a filing: first of what; of this notice the type in view is marked."""
        self._choose("filed", {FORM: f"{FORM}/{self.paper.which}"})

    def action_filing_failed(self) -> None:
        """Record an attempt that failed: first at what."""
        self._choose("filing-failed", {})

    def _called(self, form: str) -> str:
        """What a form is called: a contract's notice by whom it goes to."""
        clocks = self._state.clocks if self._state is not None else []
        row = next((clock.row for clock in clocks if clock.row.clock == form), None)
        return clock_words.recipient(row) if row is not None and form.startswith(CONTRACT) else form_name(form)

    def _choose(self, kind: str, known: Mapping[str, str]) -> None:
        if self._state is None:
            return
        options = [Option(form, self._called(form)) for form in forms_of(self._state.opened, self.breach.desk.now())]

        def chosen(form: str | None) -> None:
            if form:
                self.breach.open_form(f"{kind}:{self.page.ref}:{known.get(form, form)}", self.page.changed)

        self.breach.choose(t(f"outside.{kind}-question"), "", options, chosen)
