"""What a command works with: its settings, the desk (opened when first asked for), and how to ask and answer."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager

from breach.cli import output
from breach.domain.personal import found
from breach.errors import InputError, StoreError
from breach.i18n import t

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator
    from datetime import datetime
    from types import ModuleType

    from breach.cli.host import Started
    from breach.service.desk import Desk
    from breach.settings import Settings


class App:
    """One command's run. ``settings``: what it was told; ``host``: the composition root, ``breach.bootstrap``."""

    def __init__(self, settings: Settings, host: ModuleType) -> None:
        self.settings = settings
        self.host = host
        self._started: Started | None = None
        self.recovery_at_hand = False
        """Whether the command is the one that makes the recovery key: nobody need be told to."""

    @property
    def as_json(self) -> bool:
        """Whether stdout is to be data."""
        return self.settings.as_json

    @property
    def lang(self) -> str:
        """The language of words, "fr" or "en"."""
        return self.settings.lang

    def started(self, *, create: bool = True) -> Started:
        """The open store and its key, opened (and made, unless ``create`` is false) when first asked for."""
        if self._started is None:
            ask = None if self.settings.no_input or not sys.stdin.isatty() else self._passphrase
            self._started = self.host.start(self.settings, ask, create=create)
            self._first_lines(self._started)
        return self._started

    def desk(self, *, create: bool = True) -> Desk:
        """The desk over the store in use."""
        return self.started(create=create).desk

    def close(self) -> None:
        """Let the store go."""
        if self._started is not None:
            self._started.desk.store.close()

    def _first_lines(self, started: Started) -> None:
        """What a user must know of the store in use before anything else, on stderr."""
        store = started.desk.store
        if (self.settings.store_named or _foreign(store.path)) and store.meta("throwaway") != "1":
            output.words(t("start.store-in-use", path=store.path))
        if started.key.made:
            output.words(t(f"start.key-made-{started.key.place}", path=started.key.path))
        if started.migrated:
            output.words(t("operations.migrated", path=started.migrated))
        moved = store.meta("moved")
        if moved:
            output.words(t("start.moved", to=moved))
        if store.behind_heads():
            output.words(t("start.tail-lost"))
        behind = store.behind_clock(started.desk.clock())
        if behind:
            output.words(t("start.clock-behind", seconds=behind))
        if not self.recovery_at_hand and store.meta("recovery") != "1" and store.meta("throwaway") != "1":
            output.words(t("start.no-recovery-key"))

    @contextmanager
    def keeping(self, place: str, text: str) -> Iterator[None]:
        """The block in which ``text`` is recorded: where the store refuses or is gone, it is kept for the form ``place`` of the terminal UI."""
        try:
            yield
        except StoreError:
            if self._started is not None and self.host.keep_typed(self._started, f"{place}#text", text):
                output.words(t("start.typed-kept"))
            raise

    def read_text(self, words: list[str], question: str) -> str:
        """The text of a command: its words, ``-`` for standard input, or one line asked for. Raises InputError."""
        if words == ["-"]:
            return stdin_text()
        if words:
            return argument(" ".join(words))
        if self.settings.no_input or not sys.stdin.isatty():
            raise InputError("text-missing")
        output.words(question)
        return sys.stdin.readline()

    def understand(self, args: argparse.Namespace) -> None:
        """Turn the instants of ``args`` that are said in words into figures, before anything is done with them. Raises InputError."""
        for name in ("at", "aware"):
            said = getattr(args, name, None)
            if isinstance(said, str) and said and not _in_figures(said):
                setattr(args, name, self.instant(said))
                if name == "at":
                    self.settings.at = self.desk().at = args.at

    def instant(self, said: str, *, ahead: bool = False) -> str:
        """The instant ``said`` in figures; one said in words (« hier 18h30 ») is shown, and confirmed where somebody can answer.

        Raises InputError ``bad-spoken-instant``, ``spoken-instant-unclear``, ``instant-not-confirmed`` or as ``breach.domain.instants``.
        """
        if _in_figures(said):
            return said
        from breach.domain import instants, spoken_instants
        from breach.i18n import dates

        desk = self.desk()
        found = spoken_instants.read(argument(said), desk.now(), desk.read_zone, ahead=ahead)
        local = instants.to_local(found, desk.zone)
        words = dates.when(found, instants.zone_of(desk.zone), desk.zone, year=True)
        output.words(t("start.understood", said=output.line(said), when=words, local=local))
        if not self.settings.no_input and sys.stdin.isatty():
            output.words(t("start.confirm-instant"))
            if sys.stdin.readline().strip().casefold() not in ("", "o", "oui", "y", "yes"):
                raise InputError("instant-not-confirmed", local=local)
        return local

    def until(self, said: str) -> datetime | int | None:
        """A point in a file's history: the number of an entry, or an instant; None where nothing is ``said``. Raises InputError."""
        if not said:
            return None
        return int(said) if said.isdecimal() and len(said) < len("2026") + 3 else self.desk().instant(self.instant(said))

    def flag_personal(self, text: str) -> None:
        """Say on stderr which personal data ``text`` seems to hold; nothing is refused."""
        kinds = found(text)
        if kinds:
            output.words(t("start.personal", kinds=", ".join(t(f"start.personal-{kind}") for kind in kinds)))

    def answer_of(self, path: str, data: object, words: str) -> int:
        """As ``answer``; where the document itself went to stdout (``path`` is ``-``) the words go to stderr."""
        if path != output.STDOUT:
            return self.answer(data, words)
        output.words(words)
        return 0

    def answer(self, data: object, words: str) -> int:
        """Print ``data`` where JSON was asked for, else ``words``; exit status 0."""
        if self.as_json:
            output.data(data)
        else:
            output.out(words)
        return 0

    def _passphrase(self) -> str:
        import getpass

        return getpass.getpass(t("start.ask-passphrase"))


def _in_figures(said: str) -> bool:
    """Whether ``said`` begins like a date in figures, which ``breach.domain.instants`` reads."""
    return said.strip()[:5].rstrip("-").isdecimal() and said.strip()[4:5] == "-"


def stdin_text() -> str:
    """All of standard input as text. Raises InputError ``not-utf8`` or ``text-too-long``."""
    raw = sys.stdin.buffer.read(8_000_001)
    if len(raw) > 8_000_000:
        raise InputError("text-too-long", what="-", length=f"> {len(raw) - 1}", longest=1_000_000)
    try:
        return raw.decode()
    except UnicodeDecodeError as error:
        raise InputError("not-utf8", name="-", at=error.start) from error


def argument(text: str) -> str:
    """A word of the command line as text. Raises InputError ``not-utf8`` where its bytes are none."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise InputError("not-utf8", name="argv", at=error.start) from error
    return text


def _foreign(path: str) -> bool:
    """Whether the store belongs to another account than the one that started the command (sudo, another user)."""
    try:
        owner = os.stat(path).st_uid
    except OSError:
        return False
    return bool(os.environ.get("SUDO_USER")) or (hasattr(os, "geteuid") and owner != os.geteuid())
