"""Every action once: its id (the action's and the key map's), its keys, and by the id its label, palette line and help in both languages.

Keys: none needs Shift or AltGr on a French keyboard (so no digit, no ``?`` or ``/``), none is a prefix of tmux (Ctrl-B) or screen (Ctrl-A), and
``h j k l`` are left to movement. The words are ``<area>.<id>.label`` and ``<area>.<id>.help``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.binding import Binding

from breach.i18n import t

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.binding import BindingType


@dataclass(frozen=True, slots=True)
class Command:
    """One action. ``keys``: as Textual names them, parted by commas, the first one shown; ``wide``: works while a field is being typed in and
    in every dialog; ``quiet``: not in the footer (in palette and help it is); ``pinned``: in the footer however narrow it is, as what is ``wide``;
    ``area``: where its words stand.
    """

    id: str
    keys: str
    wide: bool = False
    quiet: bool = False
    area: str = "tui"
    pinned: bool = False

    @property
    def action(self) -> str:
        """The name of the action."""
        return self.id.replace("-", "_")

    @property
    def label(self) -> str:
        """One or two words, for the footer."""
        return t(f"{self.area}.{self.id}.label")

    @property
    def help(self) -> str:
        """One sentence, for the palette and the help."""
        return t(f"{self.area}.{self.id}.help")

    def binding(self) -> Binding:
        """As Textual binds it; the key map finds it by its id."""
        return Binding(self.keys, self.action, self.id, show=False, priority=self.wide, id=self.id)


def bindings(commands: Iterable[Command]) -> list[BindingType]:
    """The bindings of ``commands``."""
    return [command.binding() for command in commands]


def key_name(keys: str) -> str:
    """The first of ``keys`` as a person reads it on the keyboard: ``^S``, ``F1``, ``Esc``."""
    key = keys.split(",", maxsplit=1)[0]
    if key.startswith("ctrl+"):
        return "^" + key.removeprefix("ctrl+").upper()
    if key in ("enter", "escape", "left", "right", "space", "delete"):
        return t(f"tui.key-{key}")
    return key.upper() if key[0] == "f" and key[1:].isdigit() else key


QUIT = Command("quit", "ctrl+q", wide=True, quiet=True)
HELP = Command("help", "f1", wide=True)
PALETTE = Command("palette", "ctrl+p", wide=True, quiet=True)
LANGUAGE = Command("language", "f9", wide=True, quiet=True)
NOTE = Command("note", "ctrl+t", wide=True)
SEEN = Command("seen", "ctrl+r", wide=True, quiet=True, area="reminder")
LOCK = Command("lock", "f12", wide=True, quiet=True, area="lock")
EVERYWHERE = (HELP, NOTE, PALETTE, LANGUAGE, SEEN, LOCK, QUIT)
REOPEN = Command("reopen", "enter", area="lock")

NEW = Command("new", "n")
OPEN = Command("open", "enter", quiet=True)
SEARCH = Command("search", "s", area="board")
REGISTER = Command("register", "r", area="board")
REVIEWS = Command("reviews", "f8", area="board")
REGISTER_EXPORT = Command("register-export", "x", area="board")
NEXT_FILTER = Command("next-filter", "right,l", quiet=True, area="board")
PREVIOUS_FILTER = Command("previous-filter", "left,h", quiet=True, area="board")
RELOAD = Command("reload", "f5", quiet=True)
VERIFY = Command("verify", "i")

BACK = Command("back", "escape", pinned=True)
NEXT_STEP = Command("next-step", "right,l", quiet=True)
PREVIOUS_STEP = Command("previous-step", "left,h", quiet=True)
BEST = Command("best", "s")
ARCHIVE = Command("archive", "z")

SAVE = Command("save", "ctrl+s,f2")
LEAVE = Command("leave", "escape", pinned=True)
OUTSIDE = Command("outside", "ctrl+g")
EXERCISE = Command("exercise", "f4")

RETRACT = Command("retract", "r")
READ = Command("read", "enter", quiet=True)
EDIT = Command("edit", "enter")
WHY = Command("why", "w")
UNKNOWN = Command("unknown", "u")
FIND = Command("find", "t")
AWARE = Command("aware", "a")
TYPE = Command("type", "y")
CHANNEL = Command("channel", "v")
EXPORT = Command("export", "x")
COPY_MODE = Command("copy-mode", "v")
COPY = Command("copy", "c")
COPY_FILE = Command("copy-file", "f")
PASTED = Command("pasted", "space")
NEXT_RUBRIC = Command("next-rubric", "right,s")
LAST_RUBRIC = Command("last-rubric", "left,r")
DECIDE = Command("decide", "a")
OPINION = Command("opinion", "o")
FILED = Command("filed", "p")
FILING_FAILED = Command("filing-failed", "r")
SENT = Command("sent", "p")
AUTHORITY = Command("authority", "t")
EVIDENCE = Command("evidence", "p")
APPROVE = Command("approve", "p")
TICK = Command("tick", "enter")
OPEN_PLAYBOOK = Command("open-playbook", "enter")
SKIP = Command("skip", "p")
ASSIGN = Command("assign", "a")
REMARK = Command("remark", "o")
TAKE_BACK = Command("take-back", "r")
HOW = Command("how", "w")
PLAYBOOKS = Command("playbooks", "y")
MEASURE = Command("measure", "v")
RESULT = Command("result", "x")
DO = Command("do", "enter", quiet=True, area="desk")
CALL = Command("call", "a", area="desk")
ASK = Command("ask", "p", area="desk")
ASK_ANY = Command("ask-any", "d", area="desk")
WHY_HERE = Command("why-here", "f3", area="desk")
ANSWER = Command("answer", "r", area="desk")
LINK = Command("link", "o", area="desk")
SIGN = Command("sign", "t", area="desk")
HANDOVER = Command("handover", "f7", area="desk")
REVIEW = Command("review", "f8", area="desk")
THEN = Command("then", "f6", area="desk")
EARLIER = Command("earlier", "left,h", area="desk")
LATER = Command("later", "right,l", area="desk")
EARLIER_ACT = Command("earlier-act", "r", area="desk")
LATER_ACT = Command("later-act", "s", area="desk")
INSTANT = Command("instant", "a", area="desk")
INJECTS = Command("injects", "ctrl+o", wide=True, quiet=True, area="drill")
CLOSE = Command("close", "escape,enter", quiet=True)


@dataclass(frozen=True, slots=True)
class StepCommand(Command):
    """The way to one step of a file, or to one filter of the board: ``step`` is its id, ``verb`` the action that takes it."""

    step: str = ""
    verb: str = "step"

    @property
    def action(self) -> str:
        """The action with the step's id."""
        return f"{self.verb}('{self.step}')"


FILTERS = tuple(
    StepCommand(f"files-{name}", key, quiet=True, step=name, verb="look", area="board")
    for name, key in (("open", "o"), ("late", "t"), ("mine", "m"), ("exercises", "e"), ("closed", "c"))
)
"""Which files the board shows, in their order."""
BOARD = (NEW, OPEN, SEARCH, REGISTER, REVIEWS, VERIFY, *FILTERS, NEXT_FILTER, PREVIOUS_FILTER, RELOAD)


STEPS = tuple(
    StepCommand(f"step-{step}", key, quiet=True, step=step, area="desk" if step == "now" else "tui")
    for step, key in (
        ("now", "b"),
        ("log", "g"),
        ("playbook", "q"),
        ("facts", "f"),
        ("assess", "e"),
        ("clock", "c"),
        ("notice", "n"),
        ("letter", "m"),
        ("decisions", "d"),
    )
)
"""The steps of a file in their order."""
FILE = (BACK, BEST, VERIFY, THEN, HANDOVER, REVIEW, ARCHIVE, *STEPS, NEXT_STEP, PREVIOUS_STEP, RELOAD)
THEN_KEYS = (EARLIER, LATER, EARLIER_ACT, LATER_ACT, INSTANT, BACK)
REVIEWS_KEYS = (OPEN, BACK, RELOAD)
REVIEWING = (OPINION, DECIDE, APPROVE, ASK_ANY, BACK)
FORM = (SAVE, LEAVE, OUTSIDE)
FACT_FORM = (SAVE, LEAVE, WHY_HERE, OUTSIDE)
