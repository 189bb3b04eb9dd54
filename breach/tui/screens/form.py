"""A form: a few fields, every keystroke journalled, saved by a key, left without loss. Each form is a subclass that names its fields and
asks the service to record them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import VerticalScroll
from textual.widgets import Input, Static, TextArea

from breach.catalogue.assignments import SAID_UNKNOWN
from breach.domain import spoken_instants
from breach.domain.instants import to_local, zone_of
from breach.errors import InputError
from breach.i18n import dates, t
from breach.tui import commands, literal, outside
from breach.tui.host import Option
from breach.tui.paths import Paths
from breach.tui.screens.page import Page
from breach.tui.widgets.fields import Answer, Area, Field, Pick
from breach.tui.widgets.footer import Footer
from breach.tui.widgets.header import FileHeader
from breach.tui.widgets.line import Line

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import PurePath

    from textual.binding import BindingType
    from textual.widget import Widget
    from textual.widgets import OptionList

    from breach.tui.ports import Saved

_INSTANTS = ("instant", "ahead", "known-instant")
"""The fields whose instant may be said in words; the last one is a fact's, which may also be unknown."""


class Form(Page):
    """A form about the file ``ref`` ("" for none). ``resumed``: the kept text was chosen already and is put in without asking again.

    Gives what the service answered, None where nothing was recorded.
    """

    CSS_PATH: ClassVar[str | list[str | PurePath] | None] = "form.tcss"
    COMMANDS_HERE: ClassVar[tuple[commands.Command, ...]] = commands.FORM
    BINDINGS: ClassVar[list[BindingType]] = commands.bindings(commands.FORM)

    def __init__(self, place: str, ref: str = "") -> None:
        super().__init__()
        self.place = place
        self.ref = ref
        self.resumed = False
        self._begun = False
        self.kept = True
        """Whether what is typed is journalled: not so what may lie nowhere but in the sealed notebook."""
        self._found: tuple[str, dict[str, Saved]] | None = None
        self._typed: dict[str, str] = {}
        self._cursors: dict[str, int] = {}

    # -- what a form says of itself

    def heading(self) -> str:
        """The title."""
        return ""

    def before(self) -> str:
        """What is shown above the fields."""
        return ""

    def fields(self) -> list[Field]:
        """The fields in their order, in the language in use."""
        raise NotImplementedError

    def record(self, values: dict[str, str]) -> object:
        """Ask the service to record ``values``; what it answers (not None). Raises BreachError."""
        raise NotImplementedError

    def live(self) -> str:
        """What stands below the fields and follows what is typed; "" for nothing."""
        return ""

    def places(self) -> list[str]:
        """Where a text kept for this form may stand."""
        return [self.place]

    def taken_up(self, place: str) -> None:
        """The text kept at ``place`` is being taken up."""

    # -- its widgets

    def compose(self) -> Iterator[Widget]:
        """Title, fields, keys."""
        if self.ref:
            yield FileHeader()
        yield Static(literal.lit(self.heading(), "bold"), markup=False, id="heading")
        with VerticalScroll(id="fields", can_focus=False):
            if self.before():
                yield Static(literal.lit(self.before()), markup=False, id="before")
            for field in self.fields():
                yield Static(literal.lit(field.question, "bold"), markup=False, classes="question")
                yield self._widget(field)
                if field.hint:
                    yield Static(literal.lit(field.hint), markup=False, classes="hint")
        if self.live():
            yield Static(literal.lit(self.live()), markup=False, id="live")
        yield Footer()

    def _widget(self, field: Field) -> Widget:
        value = self._typed.get(field.name, field.start)
        name = f"field-{field.name}"
        if field.kind == "pick":
            return Pick(field.options, [part for part in value.split(",") if part], id=name, several=field.several)
        if field.kind == "path":
            return Line(value, id=name, start=field.start, suggester=Paths())
        return Area(value, id=name) if field.kind == "text" else Answer(value, id=name, start=field.start)

    def on_mount(self) -> None:
        """Offer what was typed before, which is looked for before a key can be pressed here; fill the header."""
        self._found = next(((place, held) for place in self.places() if (held := self.breach.unfinished.of(place))), None)
        self.reload()
        self.call_after_refresh(self._begin)

    @property
    def ready(self) -> bool:
        """Whether what was typed before was offered, or there was nothing."""
        return self._begun

    def _begin(self) -> None:
        """From the top: giving the first field the focus may have scrolled away what stands above it."""
        self._begun = True
        self.query_one("#fields").scroll_home(animate=False)
        self._offer()

    def reload(self) -> None:
        """Show the file's clocks; what was typed stands as it did."""
        for header in self.query(FileHeader):
            header.load(self.ref)
        for name, cursor in self._cursors.items():
            for widget in self.query(f"#field-{name}"):
                if isinstance(widget, (Line, Area)):
                    widget.put(self._typed[name], cursor)

    def look(self) -> None:
        """Others may have written: their entries move the clocks in the header."""
        for header in self.query(FileHeader):
            header.look()

    def tick(self) -> None:
        """Count the clocks on."""
        for header in self.query(FileHeader):
            header.tick()

    # -- what was typed before

    def _offer(self) -> None:
        if self._found is None:
            return
        place, kept = self._found
        if self.resumed:
            self.taken_up(place)
            self._put(kept)
            return

        def chosen(choice: str | None) -> None:
            if choice == "resume":
                self.taken_up(place)
                self._put(kept)
            elif choice == "drop":
                self.breach.ask(self.breach.unfinished.drop, place)
            else:
                self.leave(None)

        options = [Option("resume", t("tui.offer-resume")), Option("drop", t("tui.offer-drop")), Option("", t("tui.offer-later"))]
        self.breach.choose(t("tui.offer"), self.breach.unfinished.words(place), options, chosen, unasked=True)

    def _put(self, kept: dict[str, Saved]) -> None:
        for name, saved in kept.items():
            for widget in self.query(f"#field-{name}"):
                if isinstance(widget, (Line, Area)):
                    self._typed[name] = saved.text
                    widget.put(saved.text, saved.cursor)
        self._follow()

    # -- typing

    def on_input_changed(self, event: Input.Changed) -> None:
        """Journal a line."""
        self._keep(event.input)

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Journal a text."""
        self._keep(event.text_area)

    def keep_all(self) -> None:
        """Journal every field as it stands, also what was typed a moment ago."""
        for widget in self.query("Line, Area"):
            if (widget.id or "").startswith("field-"):
                self._keep(widget)

    def _keep(self, widget: Widget) -> None:
        assert isinstance(widget, (Line, Area))
        name = (widget.id or "").removeprefix("field-")
        text, cursor = widget.text_and_cursor()
        if text == self._typed.get(name, self._start(name)):
            return
        self._typed[name], self._cursors[name] = text, cursor
        self._journal(name)
        self._follow()

    def _journal(self, name: str) -> None:
        if self.kept:
            text = self._typed[name]
            self.breach.journal(f"{self.place}#{name}", "" if text == self._start(name) else text, self._cursors[name])

    def keep_anew(self) -> None:
        """Journal what was typed while nothing was to be kept."""
        for name in self._cursors:
            self._journal(name)

    def _follow(self) -> None:
        """Bring what follows the typing up to date."""
        for shown in self.query("#live").results(Static):
            shown.update(literal.lit(self.live()))

    def _start(self, name: str) -> str:
        return next(field.start for field in self.fields() if field.name == name)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Mark an answer."""
        if isinstance(event.option_list, Pick) and event.option.id:
            event.option_list.mark(event.option.id)
            name = (event.option_list.id or "").removeprefix("field-")
            self._typed[name] = ",".join(event.option_list.chosen)
            self.marked(name)

    def marked(self, name: str) -> None:
        """An answer of the pick ``name`` was marked."""

    def values(self) -> dict[str, str]:
        """What stands in the fields at this moment: not what was journalled, which comes a message later."""
        return {field.name: self._value(field) for field in self.fields()}

    def _value(self, field: Field) -> str:
        for widget in self.query(f"#field-{field.name}"):
            if isinstance(widget, (Line, Area)):
                return widget.text_and_cursor()[0]
            if isinstance(widget, Pick):
                return ",".join(widget.chosen)
        return self._typed.get(field.name, field.start)

    def set_value(self, name: str, text: str) -> None:
        """Put ``text`` in the field ``name``."""
        for widget in self.query(f"#field-{name}"):
            if isinstance(widget, (Line, Area)):
                widget.put(text, len(text))

    @property
    def dirty(self) -> bool:
        """Whether something was typed or marked; blanks and line ends alone are nothing."""
        return any(self._value(field) != field.start and self._value(field).strip() for field in self.fields())

    # -- leaving

    def action_save(self) -> None:
        """Record, and leave."""
        done = self.breach.ask(self._recorded)
        if done is not None:
            self.breach.ask(self.breach.unfinished.drop, self.place)
            self.leave(done)

    def _recorded(self) -> object:
        values = self.values()
        if any(field.kind == "pick" and field.required and not values[field.name] for field in self.fields()):
            raise InputError("nothing-marked")
        if self._understood(values):
            return None
        self.app.clear_notifications()  # what was said of the fields has been read: it must not cover what comes
        try:
            return self.record(values)
        except InputError as error:
            if error.code != "empty-text":
                raise
            raise InputError("empty-text", what=self._empty(str(error.params["what"]), values)) from None

    def _empty(self, what: str, values: dict[str, str]) -> str:
        """The question of the field that was left empty, for the service's own name of it; its first one that is empty, where that has none."""
        empty = [field for field in self.fields() if not values[field.name].strip()]
        named = [field for field in empty if field.name == what.lstrip("-").lower()]
        return next((field.question for field in [*named, *empty]), what)

    def _understood(self, values: dict[str, str]) -> bool:
        """Whether an instant was said in words: it is then written out in its field and said, and saving once more takes it. Raises InputError."""
        desk, read = self.breach.desk, False
        for field in self.fields():
            said = values[field.name].strip()
            open_ = field.kind == "known-instant" and (said.casefold() in SAID_UNKNOWN or said.startswith("{"))
            if field.kind in _INSTANTS and said and not open_ and spoken_instants.is_spoken(said):
                at = spoken_instants.read(said, desk.now(), desk.read_zone or desk.zone, ahead=field.kind == "ahead")
                self.set_value(field.name, to_local(at, desk.zone))
                when = dates.when(at, zone_of(desk.zone), desk.zone, year=True)
                self.breach.say(t("desk.understood", said=said[:40], when=when, key=commands.key_name(self.breach.keys_of(commands.SAVE))))
                read = True
        return read

    def action_leave(self) -> None:
        """Leave; what was typed is kept unless it is thrown away."""
        if not self.dirty:
            self.leave(None)
            return

        def chosen(choice: str | None) -> None:
            if choice == "drop":
                self.breach.ask(self.breach.unfinished.drop, self.place)
            if choice:
                self.leave(None)

        keep = [Option("keep", t("tui.leave-keep"))] if self.kept else []
        options = [*keep, Option("drop", t("tui.leave-drop")), Option("", t("tui.leave-stay"))]
        self.breach.choose(t("tui.leave"), t("tui.leave-text" if self.kept else "desk.leave-sealed"), options, chosen)

    def action_outside(self) -> None:
        """Write the text in hand in ``$EDITOR``."""
        widget = self.focused
        if not isinstance(widget, (Line, Area)):
            widget = next(iter(self.query(Area)), None)
        if isinstance(widget, Area):
            text = self.breach.ask(outside.edit, self.app, widget.text)
            if text is not None:
                widget.put(text, len(text))
        else:
            self.breach.say(t("tui.outside-text-only"))
