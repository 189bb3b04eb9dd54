"""The lock: nothing of a file in sight, the key gone where a passphrase brings it back, and all that was typed still there."""

from __future__ import annotations

import gc
import hashlib
import os
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from breach import bootstrap, i18n
from breach.errors import StoreError
from breach.service import awareness
from breach.settings import Settings as Told
from breach.storage.scratch import Scratch
from breach.tui import literal
from breach.tui.app import BreachApp
from breach.tui.screens.board import Board
from breach.tui.screens.form import Form
from breach.tui.screens.locked import Locked
from breach.tui.widgets.reminder import ReminderLine
from tests.tui.driving import drive, plain, press, settled, typed
from tests.tui.test_reminders import aware

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textual.pilot import Pilot

    from tests.tui.conftest import House

PHRASE = "une phrase assez longue"
TITLE = "ZEBRE"


@dataclass
class Kept:
    """A store whose key a passphrase alone gives; ``mark``: the SHA-256 of its key, so that the test itself holds none."""

    path: str
    recovery: str
    started: bootstrap.Started
    mark: str

    def app(self, reminders: Sequence[int] = ()) -> BreachApp:
        settings = Told({"store": self.path, "lang": "fr", "as": "Marie Essai:dpo"}, {})
        settings.reminders = list(reminders)
        scratch = Scratch(f"{self.path}.scratch", self.started.key.key)
        return BreachApp(self.started.desk, scratch, settings, bootstrap.safe(settings, self.started, scratch))


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Kept]:
    path, key, recovery = (str(tmp_path / name) for name in ("s.db", "k", "s.db.recovery"))
    made = bootstrap.start(Told({"store": path, "key": f"file:{key}", "lang": "fr"}, {}), None, create=True)
    Path(made.desk.store.path + ".recovery").write_bytes(bootstrap.wrap(made.key.key, PHRASE))
    mark = hashlib.sha256(made.key.key).hexdigest()
    made.desk.store.close()
    os.unlink(key)
    del made
    settings = Told({"store": path, "key": "passphrase", "lang": "fr", "as": "Marie Essai:dpo"}, {})
    i18n.use("fr")
    literal.use(literal.FULL)
    started = bootstrap.start(settings, lambda: PHRASE, create=False)
    yield Kept(path, recovery, started, mark)
    started.desk.store.close()
    i18n.use("fr")


def keys_held(mark: str) -> int:
    """How many objects that Python can reach are the key of that SHA-256, as bytes, as hexadecimal digits, or within a text."""
    gc.collect()
    found, seen = 0, set()
    for held in gc.get_objects():
        for one in gc.get_referents(held):
            if id(one) in seen or not isinstance(one, (bytes, bytearray, str)):
                continue
            seen.add(id(one))
            found += _is_key(one, mark)
    return found


def _is_key(one: bytes | bytearray | str, mark: str) -> bool:
    if isinstance(one, str):
        start = one.find("x'")
        digits = one if len(one) == 64 else one[start + 2 : start + 66] if start >= 0 else ""
        try:
            one = bytes.fromhex(digits)
        except ValueError:
            return False
    return len(one) == 32 and hashlib.sha256(one).hexdigest() == mark


async def opened(pilot: Pilot[Any], app: BreachApp, phrase: str = PHRASE) -> None:
    """Type ``phrase`` on the lock's screen, and wait for what comes of it."""
    await typed(pilot, phrase)
    await press(pilot, "enter")
    await app.workers.wait_for_complete()
    await settled(pilot)


def test_a_passphrase_store_is_shut_and_its_key_is_nowhere(kept: Kept) -> None:
    app = kept.app()
    assert keys_held(kept.mark)  # the test can find it

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await app.workers.wait_for_complete()
        await press(pilot, "n", *"zebre", "ctrl+s")
        await press(pilot, "f12")
        assert isinstance(app.screen, Locked)
        assert "sa clé n'est plus tenue" in plain(app)
        assert keys_held(kept.mark) == 0
        with pytest.raises(StoreError, match="store-shut"):
            kept.started.desk.store.files()
        await opened(pilot, app)
        assert not isinstance(app.screen, Locked)
        assert keys_held(kept.mark)
        assert len(kept.started.desk.store.files()) == 1
        await app.workers.wait_for_complete()
        await press(pilot, "f12")
        assert keys_held(kept.mark) == 0  # nothing of the first opening is left either
        await opened(pilot, app)

    drive(app, script)


def test_nothing_of_a_file_is_in_sight_behind_the_lock(kept: Kept) -> None:
    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "n", *"zebre", "ctrl+s")
        title, ref = kept.started.desk.store.files()[0].title, kept.started.desk.store.files()[0].ref
        app.say(f"{ref} {title}")
        await press(pilot, "f12")
        for key in ("f1", "ctrl+p", "ctrl+t", "ctrl+r", "f9", "escape", "f5", "down"):
            await press(pilot, key)
            assert isinstance(app.screen, Locked), key
            shown = plain(app)
            assert not [word for word in (title, ref, "zebre", "Noter", "Palette") if word in shown], key

    drive(kept.app(), script)


def test_what_stands_on_covered_screens_asks_nothing_of_a_shut_store(kept: Kept) -> None:
    at = (kept.started.desk.now() - timedelta(hours=60)).isoformat()

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "n", *"zebre", "ctrl+s")
        ref = kept.started.desk.store.files()[0].ref
        awareness.aware(kept.started.desk, ref, at, "Marie Essai", "vu")
        app.pulse.tick()
        await settled(pilot)
        assert app.screen.query(ReminderLine)
        await press(pilot, "ctrl+t")
        await typed(pilot, "écr")
        await press(pilot, "f12")
        for size in ((40, 12), (20, 5), (120, 40)):
            await pilot.resize_terminal(*size)
            app.pulse.tick()
            await settled(pilot)
            assert isinstance(app.screen, Locked)
            assert not app.screen.query(ReminderLine)
        await opened(pilot, app)
        assert isinstance(app.screen, Form)
        assert app.screen.values()["text"] == "écr"
        assert f"RAPPEL {ref}" in plain(app)

    drive(kept.app(reminders=[24, 12]), script)


def test_a_wrong_passphrase_is_said_and_changes_nothing(kept: Kept) -> None:
    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "f12")
        await press(pilot, "enter")
        assert isinstance(app.screen, Locked)
        await opened(pilot, app, "pas celle-ci du tout")
        assert isinstance(app.screen, Locked)
        assert "n'ouvre pas la clé de secours" in plain(app)
        assert "pas celle-ci" not in plain(app)
        assert keys_held(kept.mark) == 0
        await typed(pilot, PHRASE)
        assert PHRASE not in plain(app)
        assert "•" * 5 in plain(app)
        await press(pilot, "enter")
        await app.workers.wait_for_complete()
        await settled(pilot)
        assert isinstance(app.screen, Board)

    drive(kept.app(), script)


def test_another_recovery_key_opens_where_the_stores_own_is_gone(kept: Kept, tmp_path: Path) -> None:
    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "f12")
        os.rename(kept.recovery, tmp_path / "ailleurs")
        await opened(pilot, app)
        assert isinstance(app.screen, Locked)
        assert kept.recovery in plain(app).replace(" ", "")
        await typed(pilot, PHRASE)
        await press(pilot, "tab")
        await typed(pilot, str(tmp_path / "ailleurs"))
        await press(pilot, "enter")
        await app.workers.wait_for_complete()
        await settled(pilot)
        assert isinstance(app.screen, Board)

    drive(kept.app(), script)


def test_unfinished_text_and_stacked_screens_come_back_as_they_were(kept: Kept) -> None:
    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "n", *"zebre", "ctrl+s")
        await press(pilot, "ctrl+t")
        await typed(pilot, "à moitié écr")
        await press(pilot, "escape")  # a question stands over the form
        stack = list(app.screen_stack)
        assert len(stack) > 3
        await press(pilot, "f12")
        await opened(pilot, app)
        assert app.screen_stack == stack
        await press(pilot, "escape")
        form = app.screen
        assert isinstance(form, Form)
        await typed(pilot, "it")
        assert form.values()["text"] == "à moitié écrit"
        await press(pilot, "ctrl+s")
        chain = kept.started.desk.store.files()[0].chain
        assert kept.started.desk.store.history(chain)[-1].body["text"] == "à moitié écrit"

    drive(kept.app(), script)


def test_a_kill_while_locked_loses_nothing(kept: Kept) -> None:
    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "n")
        await typed(pilot, "un texte inachevé")
        app.lock.lock()  # at once: no message of the field was handled since
        await settled(pilot)
        assert isinstance(app.screen, Locked)

    drive(kept.app(), script)  # it ends locked, with nothing said to anybody
    kept.started.desk.store = bootstrap.start(
        Told({"store": kept.path, "key": "passphrase", "lang": "fr"}, {}), lambda: PHRASE, create=False
    ).desk.store
    scratch = Scratch(f"{kept.path}.scratch", _key(kept))
    assert [saved.text for saved in scratch.all()] == ["un texte inachevé"]
    scratch.close()


def _key(kept: Kept) -> bytes:
    return bootstrap.key_source(Told({"store": kept.path, "key": "passphrase"}, {}), lambda: PHRASE).find().key


def test_it_locks_by_itself_and_the_key_that_comes_too_late_goes_nowhere(house: House) -> None:
    house.settings.lock_minutes = 15
    moment = {"is": 0.0}

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        app.lock.seconds = lambda: moment["is"]
        app.lock.touched()
        await press(pilot, "n", *"abc")
        moment["is"] += 14 * 60
        app.pulse.tick()
        await settled(pilot)
        assert isinstance(app.screen, Form)
        await press(pilot, "d")
        moment["is"] += 15 * 60 - 1
        app.pulse.tick()
        await settled(pilot)
        assert isinstance(app.screen, Form)
        moment["is"] += 2
        await press(pilot, "x")
        assert isinstance(app.screen, Locked)
        await press(pilot, "enter")
        assert isinstance(app.screen, Form)
        assert app.screen.values()["text"] == "abcd"
        moment["is"] += 15 * 60
        app.pulse.tick()
        await settled(pilot)
        assert isinstance(app.screen, Locked)

    drive(house.app(), script)


def test_nought_is_never(house: House) -> None:
    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        app.lock.seconds = lambda: 1e9
        app.pulse.tick()
        await press(pilot, "down")
        assert isinstance(app.screen, Board)

    drive(house.app(), script)


def test_where_the_key_lies_in_a_file_the_lock_says_that_it_only_hides(house: House) -> None:
    ref = aware(house, 10)

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "enter", "f12")
        assert "cache l'écran, rien de plus" in plain(app)
        assert ref not in plain(app)
        assert house.desk.store.files()
        await press(pilot, "enter")
        assert ref in plain(app)

    drive(house.app(), script)


def test_ctrl_c_behind_the_lock_says_there_how_to_leave(house: House) -> None:
    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "f12", "ctrl+c", "ctrl+c")
        assert "Pour quitter : Ctrl-Q" in plain(app)
        await press(pilot, "enter")
        assert isinstance(app.screen, Board)
        assert "Ctrl-Q" not in plain(app)

    drive(house.app(), script)


def test_a_reminder_rings_behind_the_lock_without_saying_of_what(house: House) -> None:
    house.settings.reminders = [48, 24]
    ref = aware(house, 20)
    rung: list[int] = []

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        app.bell = lambda: rung.append(1)  # type: ignore[method-assign]
        await press(pilot, "f12")
        assert "Une horloge court" in plain(app)
        before = house.desk.clock
        house.desk.clock = lambda: before() + timedelta(hours=5)
        app.pulse.tick()
        await settled(pilot)
        assert rung == [1]
        assert "une limite approche" in plain(app)
        assert ref not in plain(app)
        assert not app.screen.query(ReminderLine)
        await press(pilot, "enter")
        assert f"RAPPEL {ref}" in plain(app)

    drive(house.app(), script)


def test_what_a_work_in_the_background_wants_to_show_waits(house: House) -> None:
    ref = aware(house, 10)

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "n")
        form = app.screen
        assert isinstance(form, Form)
        await press(pilot, "f12")
        form.leave()
        app.read("Un titre secret", "des mots", ref)
        app.say(ref)
        await settled(pilot)
        assert isinstance(app.screen, Locked)
        assert ref not in plain(app)
        await press(pilot, "enter")
        assert "Un titre secret" in plain(app)
        await press(pilot, "escape")
        assert isinstance(app.screen, Board)

    drive(house.app(), script)
