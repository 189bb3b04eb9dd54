"""Reminders on the screen: said in words, once on record, gone when they were seen, and never in the way of typing."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from breach.errors import StoreError
from breach.log.fold import fold
from breach.service import awareness, decisions
from breach.service.opening import open_file
from breach.service.reminding import Reminders
from breach.tui.screens.form import Form
from breach.tui.widgets.reminder import ReminderLine
from tests.house import NOW
from tests.tui.driving import drive, plain, press, typed

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from breach.log.fold import BreachFile
    from breach.tui.app import BreachApp
    from tests.tui.conftest import House


def aware(house: House, hours_ago: float, *, exercise: bool = False) -> str:
    """A file of whose breach the organisation has been aware for ``hours_ago``."""
    ref = open_file(house.desk, "Un courriel est parti", exercise=exercise).ref
    awareness.aware(house.desk, ref, (NOW - timedelta(hours=hours_ago)).isoformat(), "Marie Essai", "vu")
    return ref


def folded(house: House, ref: str) -> BreachFile:
    return fold(house.desk.store.history(house.desk.store.find(ref).chain))


def later(house: House, hours: float) -> None:
    """Let ``hours`` pass."""
    before = house.desk.clock
    house.desk.clock = lambda: before() + timedelta(hours=hours)


def line(app: BreachApp) -> str:
    """The words of the reminder on the screen in front, "" for none."""
    return " ".join(str(held.visual) for held in app.screen.query(ReminderLine)).replace("\u00a0", " ")


@pytest.fixture
def reminded(house: House) -> House:
    house.settings.reminders = [48, 24, 12, 4, 1]
    return house


def test_a_deadline_is_reminded_of_in_words_until_a_key_says_seen(reminded: House) -> None:
    ref = aware(reminded, 50)
    rung: list[int] = []
    app = reminded.app()
    app.bell = lambda: rung.append(1)  # type: ignore[method-assign]  # before the first look, which comes by itself

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        app.reminding.look()
        await pilot.pause()
        assert f"RAPPEL {ref} (^R : vu) — CNIL : reste 21 h 59" in plain(app)
        app.reminding.look()
        assert len(rung) == 1
        await press(pilot, "enter")
        assert f"RAPPEL {ref}" in plain(app)
        await press(pilot, "f9")
        assert f"REMINDER {ref}" in plain(app)
        await press(pilot, "f9", "ctrl+r")
        assert line(app) == ""
        await press(pilot, "escape")
        assert line(app) == ""

    drive(app, script)
    file = folded(reminded, ref)
    assert [(act.body["clock"], act.body["hours"]) for act in file.reminders] == [("gdpr-33-1", 24)]
    assert [act.body["entry"] for act in file.reminders_seen] == [file.reminders[0].n]


def test_the_next_threshold_reminds_again_and_an_unseen_one_stays_past_the_end(reminded: House) -> None:
    ref = aware(reminded, 50)

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        app.reminding.look()
        await press(pilot, "ctrl+r")
        later(reminded, 11)
        app.reminding.look()
        await pilot.pause()
        assert "reste 10 h 59" in line(app)
        later(reminded, 10.5)
        app.reminding.look()
        await pilot.pause()
        assert "reste 29 min" in line(app)
        later(reminded, 1)
        app.reminding.look()
        await pilot.pause()
        assert "en retard" in line(app).casefold()

    drive(reminded.app(), script)
    assert [act.body["hours"] for act in folded(reminded, ref).reminders] == [24, 12, 1]


def test_two_screens_leave_one_entry_and_one_seen_clears_both(reminded: House) -> None:
    ref = aware(reminded, 50)
    one, two = (Reminders(reminded.desk, reminded.settings.reminders_of) for _ in range(2))
    first, second = one.standing()[0], two.standing()[0]
    one.shown(first)
    two.shown(second)
    assert [held.entry is not None for held in two.standing()] == [True]
    two.acknowledge(two.standing()[0])
    assert one.standing() == two.standing() == []
    one.acknowledge(first)
    file = folded(reminded, ref)
    assert (len(file.reminders), len(file.reminders_seen)) == (1, 1)


def test_seen_after_its_record_was_retracted_goes_on_record_anew(reminded: House) -> None:
    ref = aware(reminded, 50)

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        app.reminding.look()
        app.reminding.look()  # what stands now names its entry
        await pilot.pause()
        decisions.retract(reminded.desk, ref, folded(reminded, ref).reminders[0].n, "montré par erreur")
        await press(pilot, "ctrl+r")
        assert line(app) == ""

    drive(reminded.app(), script)
    file = folded(reminded, ref)
    assert [act.body["entry"] for act in file.reminders_seen] == [file.reminders[0].n]


def test_a_reminder_takes_neither_focus_nor_a_key(reminded: House) -> None:
    aware(reminded, 71.5)

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        await press(pilot, "n", *"avant")
        held = app.screen.focused
        app.reminding.look()
        await pilot.pause()
        assert "RAPPEL" in line(app)
        assert app.screen.focused is held
        await press(pilot, *"apres")
        await typed(pilot, " et encore")
        assert isinstance(app.screen, Form)
        assert app.screen.values()["text"] == "avantapres et encore"

    drive(reminded.app(), script)


def test_several_are_seen_one_by_one_and_a_long_line_keeps_its_key(reminded: House) -> None:
    first, second = aware(reminded, 61), aware(reminded, 60)

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        app.reminding.look()
        await pilot.resize_terminal(40, 20)
        await pilot.pause()
        assert f"RAPPEL {first} (^R : vu ; puis 1 autre)" in plain(app)
        await press(pilot, "ctrl+r")
        assert f"RAPPEL {second} (^R : vu) —" in plain(app)
        await press(pilot, "ctrl+r")
        assert line(app) == ""

    drive(reminded.app(), script)


def test_an_exercise_is_marked_and_stays_in_its_own_file(reminded: House) -> None:
    real, exercise = aware(reminded, 10), aware(reminded, 60, exercise=True)

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        app.reminding.look()
        await pilot.pause()
        assert f"RAPPEL EXERCICE {exercise}" in line(app)

    drive(reminded.app(), script)
    assert folded(reminded, real).reminders == []
    assert len(folded(reminded, exercise).reminders) == 1


def test_a_store_that_only_reads_shows_and_writes_nothing(reminded: House) -> None:
    ref = aware(reminded, 60)
    reminded.desk.store.read_only = True

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        app.reminding.look()
        await pilot.pause()
        assert "RAPPEL" in line(app)
        await press(pilot, "ctrl+r")
        assert line(app) == ""

    drive(reminded.app(), script)
    assert folded(reminded, ref).reminders == []


def test_a_store_that_cannot_be_written_is_tried_again_and_says_nothing_over_the_typing(reminded: House, monkeypatch: pytest.MonkeyPatch) -> None:
    ref = aware(reminded, 60)

    def refused(*_: object) -> object:
        raise StoreError("store-busy", path=reminded.path)

    async def script(app: BreachApp, pilot: Pilot[Any]) -> None:
        front = app.screen
        with monkeypatch.context() as patch:
            patch.setattr(reminded.desk, "acting", refused)
            app.reminding.look()
            await pilot.pause()
            assert "RAPPEL" in line(app)
            assert app.screen is front
        app.reminding.look()

    drive(reminded.app(), script)
    assert len(folded(reminded, ref).reminders) == 1


def test_what_lies_beyond_the_first_hundred_is_not_forgotten(reminded: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("breach.service.reminding.MOST", 1)
    first, second = aware(reminded, 61), aware(reminded, 60)
    reminders = Reminders(reminded.desk, reminded.settings.reminders_of)
    for ref in (first, second):
        assert [held.ref for held in reminders.standing()] == [ref]
        reminders.acknowledge(reminders.standing()[0])
    assert reminders.standing() == []


def test_a_look_while_nothing_changed_is_one_small_query(reminded: House, monkeypatch: pytest.MonkeyPatch) -> None:
    aware(reminded, 60)
    reminders = Reminders(reminded.desk, reminded.settings.reminders_of)
    reminders.shown(reminders.standing()[0])
    reminders.standing()
    asked: list[str] = []
    for name in ("open_due", "of_kinds", "file_of", "due", "history"):
        monkeypatch.setattr(reminded.desk.store, name, lambda *_, name=name: asked.append(name))
    assert len(reminders.standing()) == 1
    assert asked == []


def test_what_was_reminded_of_changes_no_clock(reminded: House) -> None:
    ref = aware(reminded, 60)
    reminders = Reminders(reminded.desk, reminded.settings.reminders_of)
    first = reminders.standing()[0]
    before = reminded.desk.store.find(ref).due_stamp
    assert before
    reminders.shown(first)
    reminders.acknowledge(first)
    assert reminded.desk.store.find(ref).due_stamp == before
