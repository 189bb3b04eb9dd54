"""The application: the desk, the scratch file, and what works everywhere. Screens ask the service through ``ask`` and decide nothing."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from textual import events
from textual.app import App
from textual.binding import Binding
from textual.filter import Monochrome

from breach import i18n
from breach.domain.instants import to_z
from breach.errors import BreachError
from breach.i18n import plural, t
from breach.service.injects import Injects
from breach.tui import clipboard, commands, keymap, literal, progress
from breach.tui.ahead import Ahead, Through
from breach.tui.background import Background
from breach.tui.host import Option
from breach.tui.lock import ALLOWED, Lock
from breach.tui.pulse import Pulse
from breach.tui.reminding import Reminding
from breach.tui.screens.box import Box
from breach.tui.screens.choice import Choice
from breach.tui.screens.page import Page
from breach.tui.screens.problem import Problem
from breach.tui.themes import CONTRAST, theme_of
from breach.tui.unfinished import Unfinished

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.binding import BindingType
    from textual.content import Content
    from textual.dom import DOMNode
    from textual.filter import LineFilter

    from breach.service.desk import Desk
    from breach.service.safe import Safe
    from breach.tui.commands import Command
    from breach.tui.ports import Scratch, Settings

T = TypeVar("T")
FIRST_LOOK_S = 0.2
"""When reminders are first looked for, in seconds: after the board."""


class BreachApp(App[int]):
    """The terminal UI over ``desk``. ``scratch``: unfinished typing; ``settings``: language, theme and keys; ``safe``: what the lock shuts."""

    CSS_PATH = "app.tcss"
    ENABLE_COMMAND_PALETTE = False
    VERTICAL_BREAKPOINTS: list[tuple[int, str]] | None = [(0, "-low"), (10, "-high")]  # noqa: RUF012 - as Textual declares it
    COMMANDS_HERE: ClassVar[tuple[Command, ...]] = commands.EVERYWHERE
    BINDINGS: ClassVar[list[BindingType]] = [
        *commands.bindings((*commands.EVERYWHERE, commands.INJECTS)),
        Binding("ctrl+c", "interrupted", show=False, system=True),
    ]

    def __init__(self, desk: Desk, scratch: Scratch, settings: Settings, safe: Safe | None = None) -> None:
        super().__init__()
        self.desk = desk
        self.scratch = scratch
        self.settings = settings
        self.unfinished = Unfinished(desk, scratch)
        held = settings.key_bindings if isinstance(settings.key_bindings, dict) else {}
        self.keys_set = {str(name): str(key) for name, key in held.items()}
        self.reminding = Reminding(self, settings.reminders_of)
        self.lock = Lock(self, self.reminding, safe, settings.lock_minutes)
        self._background = Background(self, self.say, lambda error: self.show(Problem(error)))
        self.injects = Injects(desk)
        self._ahead = Ahead(self, self._hand, self._dropped)
        self.pulse = Pulse(self, self.lock, self.reminding)
        self._guard = literal.Guard()
        self._plain = literal.Uncoloured()
        self.register_theme(CONTRAST)
        self.theme = theme_of(settings.theme, no_color=self.no_color)
        self.set_keymap(self.keys_set)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Textual's filters, and the guard before the terminal. Under ``NO_COLOR`` no colour at all is written, not even grey."""
        filters = super().get_line_filters()
        if self.no_color:
            filters = [*(held for held in filters if not isinstance(held, Monochrome)), self._plain]
        return [*filters, self._guard]

    def on_mount(self) -> None:
        """Show the board; its content is read right after the first paint."""
        from breach.tui.screens.board import Board

        self.show(Board())
        self.screen_change_signal.subscribe(self, lambda _: self._in_front())
        self.app_resume_signal.subscribe(self, lambda _: self.lock.touched())
        self.pulse.start(drill=self.injects.running)
        self.call_after_refresh(self._first_words)
        self._ahead.settle()

    # -- keys, one after the other

    async def on_event(self, event: events.Event) -> None:
        """What was typed waits until the key before had its effect. Nothing that comes after too long a time reaches a screen: it locks."""
        if self.lock.swallows(event):
            return
        if not isinstance(event, (events.Key, events.Paste)) or event.is_forwarded:
            await super().on_event(event)
        elif self._ahead.takes(event):
            await self._hand(event)

    async def _hand(self, event: events.Event) -> None:
        target = self.focused or self.screen
        await super().on_event(event)
        self._ahead.follow(target)

    async def _check_bindings(self, key: str, priority: bool = False) -> bool:  # noqa: FBT001, FBT002 - Textual's own signature
        done = await super()._check_bindings(key, priority)
        self._ahead.acted()
        return done

    def on_through(self, message: Through) -> None:
        """A key was dealt with."""
        self._ahead.through(message)

    def _dropped(self, count: int) -> None:
        self.say(plural("tui.typed-ahead", count))

    def _first_words(self) -> None:
        self.ask(keymap.check, self.keys_set)
        if self.scratch.set_aside:
            self.say(t("tui.scratch-set-aside", path=self.scratch.set_aside))
        clipboard.sweep()
        if self.unfinished.forms():
            self.offer()
        self.set_timer(FIRST_LOOK_S, self.reminding.look)

    def _in_front(self) -> None:
        self.reminding.draw()
        self.lock.in_front()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Behind the lock there is little to do."""
        return (not self.lock.on or action in ALLOWED) and super().check_action(action, parameters)

    def action_injects(self) -> None:
        """What has happened in the drill so far."""
        from breach.tui.screens.reader import Reader

        if self.injects.running and not isinstance(self.screen, Reader):
            self.read(t("drill.injects-title"), self.injects.read())
            self.pulse.drill()

    @property
    def page(self) -> Page:
        """The screen in front, which is always one of ours."""
        assert isinstance(self.screen, Page)
        return self.screen

    @property
    def fault(self) -> Exception | None:
        """A fault of the program that ended it, None for none."""
        return self._exception

    def _fatal_error(self) -> None:
        """End without Textual's traceback: it would print the words of a file. The start raises ``fault`` once the terminal is itself again."""
        self._close_messages_no_wait()

    # -- asking the service

    def ask(self, call: Callable[..., T], *args: Any, **named: Any) -> T | None:
        """What ``call`` answers; None where it refused, and the refusal is shown. The one way from a screen to the service."""
        try:
            return call(*args, **named)
        except BreachError as error:
            if self.lock.on:  # what asked is covered, and asks again once it is not
                return None
            front = self.screen
            if not (isinstance(front, Problem) and front.error.code == error.code):  # a server that is gone is said once, not at every tick
                self.show(Problem(error))
            return None

    def behind(self, call: Callable[[Desk], T], then: Callable[[T], None], said: str) -> None:
        """As ``ask`` for what takes long: done in the background, then handed to ``then``; ``said`` meanwhile."""
        self._background.run(self.desk, call, then, said)

    def journal(self, place: str, text: str, cursor: int) -> None:
        """Keep the unfinished ``text`` of ``place``; blanks alone are no text. A journal that fails is said once and never stops the typing."""
        try:
            if text.strip():
                self.scratch.put(place, text, cursor, to_z(self.desk.now()))
            else:
                self.scratch.drop(place)
        except BreachError as error:
            self.journal_failed(error)

    def journal_failed(self, error: BreachError) -> None:
        """Say that what is typed is not being kept, the first time."""
        if not self.unfinished.failed:
            self.unfinished.failed = True
            self.show(Problem(error))

    def say(self, text: str) -> None:
        """A short line that passes by itself; ``text`` is literal, and nothing is said of an empty one."""
        if text and not self.lock.holds(self.say, text):
            self.notify(literal.shown(text), markup=False)

    def window_title(self, text: str) -> None:
        """Name the terminal's window; only references are put there, never words of a file."""
        if not self.is_headless and literal.reach() == literal.FULL and sys.__stdout__ is not None and sys.__stdout__.isatty():
            sys.__stdout__.write(f"\x1b]2;{literal.one_line(text, 60)}\x07")
            sys.__stdout__.flush()

    # -- what works everywhere

    def offer(self) -> None:
        """Offer the unfinished texts with their first words; none is used unless it is chosen."""
        options = [Option(form, self.unfinished.words(form)) for form in self.unfinished.forms()]
        self.choose(t("tui.offer"), t("tui.offer-text"), [*options, Option("", t("tui.offer-later"))], self._offered, unasked=True)

    def _offered(self, place: str | None) -> None:
        if not place:
            return

        def chosen(choice: str | None) -> None:
            if choice == "resume" and place.startswith(f"{progress.KIND}:"):
                _, ref, kind = place.split(":", 2)
                self.open_copying(ref, kind)
            elif choice == "resume":
                self.open_form(place, self.page.changed, resumed=True)
            elif choice == "drop":
                self.ask(self.unfinished.drop, place)

        options = [Option("resume", t("tui.offer-resume")), Option("drop", t("tui.offer-drop")), Option("", t("tui.offer-later"))]
        self.choose(self.unfinished.words(place), "", options, chosen)

    # -- what screens and steps open

    def open_form(self, place: str, then: Callable[[object], None], *, resumed: bool = False) -> None:
        """Open the form of ``place`` and hand what it recorded, or None, to ``then``. ``resumed``: its kept text was chosen."""
        from breach.tui.screens.forms import form_of

        form = self.ask(form_of, self.desk, place)
        if form is not None:
            form.resumed = resumed
            self.show(form, then)

    def choose(
        self,
        title: str,
        text: str,
        options: Sequence[Option],
        then: Callable[[str | None], Any],
        *,
        searched: bool = False,
        unasked: bool = False,
        here: str | None = None,
    ) -> None:
        """Ask a question with a few answers; ``here``: the one in hand at first."""
        choice = Choice(title, text, options, searched=searched, here=here)
        choice.unasked = unasked
        self.show(choice, then)

    def ask_word(self, title: str, start: str, then: Callable[[str | None], Any]) -> None:
        """Ask for a word; ``start`` stands there to be typed over."""
        from breach.tui.screens.word import Word

        self.show(Word(title, start), then)

    def read(self, title: str, text: str | Content, ref: str = "") -> None:
        """Show a text over the whole screen."""
        from breach.tui.screens.reader import Reader

        self.show(Reader(title, text, ref))

    def open_copying(self, ref: str, kind: str) -> None:
        """Copy the notice of type ``kind`` over into the authority's form, rubric by rubric."""
        from breach.service.copying import to_copy
        from breach.tui.screens.copying import Copying

        made = self.ask(to_copy, self.desk, ref, kind)
        if made is not None:
            self.show(Copying(kind, *made))

    def open_then(self, ref: str, n: int) -> None:
        """Show the file ``ref`` as it was known at the entry ``n`` (0: the last one)."""
        from breach.tui.screens.then import ThenScreen

        self.show(ThenScreen(ref, n))

    def open_review(self, ref: str, then: Callable[[object], None]) -> None:
        """Show the review of the file ``ref``; ``then`` is told when it is left."""
        from breach.tui.screens.review import ReviewScreen

        self.show(ReviewScreen(ref), then)

    def show(self, screen: Page, then: Callable[[Any], Any] | None = None) -> None:
        """Put ``screen`` in front; ``then`` is given what it is left with."""
        if not self.lock.holds(self.show, screen, then):
            _ = self.push_screen(screen, then)  # shown at the next turn of the loop; nobody here waits for that

    def commands_here(self) -> list[tuple[Command, DOMNode]]:
        """What can be done now: the screen's commands first, then what works everywhere."""
        known = (*self.COMMANDS_HERE, commands.INJECTS) if self.injects.running else self.COMMANDS_HERE
        everywhere = [command for command in known if not self.lock.on or command.action in ALLOWED]
        return [*self.page.commands_here(), *((command, self) for command in everywhere)]

    def keys_of(self, command: Command) -> str:
        """The keys of ``command`` as the configuration may have set them."""
        return self.keys_set.get(command.id, command.keys)

    def action_help(self) -> None:
        """Every key of this screen, with what it does."""
        from breach.tui.screens.reader import Reader, help_text

        if not isinstance(self.screen, Reader):
            self.read(t("tui.help.label"), help_text(self))

    def action_palette(self) -> None:
        """Choose an action by its words."""
        here = self.commands_here()
        options = [Option(str(place), f"{command.help} [{commands.key_name(self.keys_of(command))}]") for place, (command, _) in enumerate(here)]

        async def run(chosen: str | None) -> None:
            if chosen:
                command, node = here[int(chosen)]
                await self.run_action(command.action, default_namespace=node)

        if not isinstance(self.screen, Box):
            self.choose(t("tui.palette.label"), "", options, run, searched=True)

    async def action_language(self) -> None:
        """The other language, at once and everywhere; where a question is open it is answered first."""
        if any(isinstance(screen, Page) and screen.asks for screen in self.screen_stack):
            self.say(t("tui.language-later"))
            return
        lang = "en" if i18n.current() == "fr" else "fr"
        i18n.use(lang)
        self.desk.lang = lang
        self.pulse.held = True
        for screen in self.screen_stack:
            if isinstance(screen, Page):
                held = screen.focused.id if screen.focused is not None else None
                await screen.recompose()
                screen.drill_bar()
                screen.reload()
                if held and screen.query(f"#{held}"):
                    screen.set_focus(screen.query(f"#{held}").first())
        self.pulse.held = False
        self.reminding.draw()

    def action_lock(self) -> None:
        """Lock now."""
        self.lock.lock()

    def action_seen(self) -> None:
        """The reminder on the screen was seen."""
        self.reminding.seen()

    def action_note(self) -> None:
        """A line for the timeline of the file in view."""
        page = self.page
        if page.ref and not isinstance(page, Box) and not page.of_note:
            self.open_form(f"note:{page.ref}", page.changed)

    def action_interrupted(self) -> None:
        """Ctrl-C: say how to leave; nothing is lost."""
        self.page.interrupted()

    async def action_quit(self) -> None:
        """Leave; unfinished texts stay and are offered at the next start."""
        self.exit(0)
