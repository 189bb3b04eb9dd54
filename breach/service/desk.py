"""The desk at which one person works: the open store, who they are, which clock and zone, and the language.

Every verb of the service takes a desk. It imports nothing heavy: ``log``, ``note``, ``clock --short`` and ``check`` go through here.
"""

from __future__ import annotations

from breach.domain import instants
from breach.domain.text import Text
from breach.errors import InputError, RuleError
from breach.log import kinds

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime
    from typing import Self

    from breach.domain.actor import Actor
    from breach.service.attesting_ports import Attesting
    from breach.service.drafting_ports import Drafting
    from breach.service.ports import FileRow, Store, Writer, Written

STORE = 1
"""The id of the store's own chain."""
SHOWN_ZONE = "Europe/Paris"
"""The zone in which instants are shown until a profile or the configuration names one. Never used to read a bare local time."""
LONGEST = 1_000_000
"""The longest text that is taken, in characters."""


class Desk:
    """What one person works with.

    ``store``: the open store; ``actor``: who acts; ``clock``: the present instant (UTC); ``lang``: "fr" or "en"; ``zone``: of the
    configuration, "" when it names none; ``drafting``: gives what drafts papers, set by the composition root, as is ``attesting``
    (keys that sign and decrypt; None: there are none) and ``signs`` (signs an act that was just written); ``fixed``: the instant of
    ``--now``, None otherwise; ``at``: ``--at`` as given; ``second``: opens the same store once more, to be read in the background (None where
    nobody can); ``retention_years``: of the configuration, None where it names none.
    """

    def __init__(
        self,
        store: Store,
        actor: Actor,
        clock: Callable[[], datetime],
        lang: str,
        zone: str = "",
        fixed: datetime | None = None,
        at: str = "",
    ) -> None:
        self.store = store
        self.actor = actor
        self.clock = clock
        self.lang = lang
        self.fixed = fixed
        self.at = at
        self._zone = zone
        self.second: Callable[[], Store] | None = None
        self.retention_years: int | None = None
        self.drafting: Callable[[], Drafting] = _no_drafting
        self.attesting: Callable[[], Attesting] | None = None
        self.signs: Callable[[Acting, Desk, FileRow, Written], object] | None = None

    def now(self) -> datetime:
        """The instant at which things are seen: ``--now`` or the clock's."""
        return self.fixed or self.clock()

    @property
    def read_zone(self) -> str | None:
        """The zone that a bare local time takes: the profile's, else the configuration's, else none (such a time is refused)."""
        return self.store.meta("zone") or self._zone or None

    @property
    def zone(self) -> str:
        """The zone in which instants are shown."""
        return self.read_zone or SHOWN_ZONE

    def instant(self, text: str) -> datetime:
        """The instant that ``text`` names; a bare local time takes ``read_zone``. Raises InputError."""
        return instants.parse(text, self.read_zone)

    def happened(self) -> str | None:
        """``--at`` as a UTC text, None when it was not given. Raises InputError, and RuleError ``in-the-future``."""
        return instants.to_z(self.past(self.at)) if self.at else None

    def past(self, text: str) -> datetime:
        """The instant that ``text`` names, which must not lie ahead. Raises InputError, and RuleError ``in-the-future``."""
        at = self.instant(text)
        if at > self.now():
            raise RuleError("in-the-future", at=instants.to_local(at, self.zone), now=instants.to_local(self.now(), self.zone))
        return at

    def recording(self, file: FileRow | None, *, exercise: bool = False) -> datetime | None:
        """The instant of recording that an exercise was given by ``--now``; None: the host's clock. Raises RuleError ``now-is-for-reading``."""
        if self.fixed is None:
            return None
        if not (exercise or (file is not None and file.exercise)):
            raise RuleError("now-is-for-reading")
        return self.fixed

    def acting(self) -> Acting:
        """A transaction in which this desk's person acts."""
        return Acting(self)


def _no_drafting() -> Drafting:
    raise InputError("data-files-missing", kind="drafting")


class Acting:
    """``with desk.acting() as act: act.append(file, kind, body)``: one transaction, the actor's id and role filled in."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._work = desk.store.writing(desk.clock)
        self.writer: Writer
        self.actor = ""

    def __enter__(self) -> Self:
        self.writer = self._work.__enter__()
        try:
            self.actor = self.writer.person(self._desk.actor)
        except BaseException as error:
            self._work.__exit__(type(error), error, error.__traceback__)
            raise
        return self

    def __exit__(self, *args: object) -> None:
        self._work.__exit__(*args)  # type: ignore[arg-type]  # as with gives them

    def append(self, file: FileRow, kind: str, body: Mapping[str, object], *, happened_at: str | None = None) -> Written:
        """Append an entry of ``kind`` to ``file``, by this desk's person."""
        done = self.writer.append(
            file.chain,
            kind,
            body,
            actor=self.actor,
            role=self._desk.actor.role,
            happened_at=happened_at,
            at=self._desk.recording(file),
        )
        if kind in kinds.SIGNED and self._desk.signs is not None:
            self._desk.signs(self, self._desk, file, done)
        return done

    def append_to(self, chain: int, kind: str, body: Mapping[str, object]) -> Written:
        """Append an entry of ``kind`` to ``chain``, by this desk's person, at the host's time."""
        return self.writer.append(chain, kind, body, actor=self.actor, role=self._desk.actor.role)

    def append_store(self, kind: str, body: Mapping[str, object]) -> Written:
        """Append an entry of ``kind`` to the store's own chain."""
        return self.writer.append(STORE, kind, body, actor=self.actor, role=self._desk.actor.role)


def clean(text: str, *, what: str = "text") -> Text:
    """``text`` as it will be kept: line ends unified, outer blanks dropped, otherwise to the letter.

    Raises InputError: ``empty-text``, ``text-too-long``, ``bad-characters`` (not valid Unicode, or NUL).
    """
    held = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if not held:
        raise InputError("empty-text", what=what)
    if len(held) > LONGEST:
        raise InputError("text-too-long", what=what, length=len(held), longest=LONGEST)
    if "\0" in held or any("\ud800" <= c <= "\udfff" for c in held if not held.isascii()):
        raise InputError("bad-characters", what=what)
    return Text(held)


def written(ref: str, done: Written) -> dict[str, object]:
    """What every writing command answers in JSON."""
    return {"ref": ref, "entry": done.n, "hash": done.hash, "recorded_at": done.recorded_at}
