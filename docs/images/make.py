#!/usr/bin/env python3
"""Makes the pictures of the real screens: the demonstration's board and one of its files (invented organisation), and a TUI session of each
exercise in docs/runs/; then those of the walk-throughs (`walks.py`). Run from the top of the tree: `.venv/bin/python docs/images/make.py`.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual import events

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1]))

import walks  # noqa: E402 - it stands beside this script

from breach import bootstrap, clock_source  # noqa: E402 - the tree is on the path only now
from breach.catalogue.files import read_facts  # noqa: E402
from breach.catalogue.profiles import builtin_text  # noqa: E402
from breach.log.pack import verify_archive  # noqa: E402
from breach.service import profile as profiles  # noqa: E402
from breach.service.decisions import QUESTIONS  # noqa: E402
from breach.service.demo import begins, play  # noqa: E402
from breach.service.facts import change  # noqa: E402
from breach.service.files import read  # noqa: E402
from breach.service.papers import Paper  # noqa: E402
from breach.service.record import forms_of  # noqa: E402
from breach.settings import Settings  # noqa: E402
from breach.storage.scratch import Scratch  # noqa: E402
from breach.tui.app import BreachApp  # noqa: E402
from breach.tui.screens.file import FileScreen  # noqa: E402
from breach.tui.screens.reader import Reader  # noqa: E402
from breach.tui.steps.letters import LetterStep  # noqa: E402
from breach.tui.widgets.fields import Pick  # noqa: E402

SIZE = (100, 30)
RUNS_FOLDER = HERE.parent / "runs"


if TYPE_CHECKING:
    from textual.pilot import Pilot
    from textual.screen import Screen


@dataclass(frozen=True)
class Filing:
    """A filing as it is typed: which form, which type, at what local instant, under which reference, for whom."""

    form: str
    type: str
    at: str
    reference: str
    party: str = ""


@dataclass(frozen=True)
class Sending:
    """A sending as it is typed: which letter, how many, how many came back, at what local instant."""

    paper: str
    count: str
    bounced: str
    at: str


@dataclass(frozen=True)
class Story:
    """An exercise as a terminal session. Instants are local, with their offset; ``facts``: files with the instant at which they are read;
    ``answers``: facts typed by hand; ``decisions``: question, choice, reasons.
    """

    text: str
    begun: str
    aware: str
    basis: str
    facts: tuple[tuple[str, str], ...]
    decided: str
    decisions: tuple[tuple[str, str, str], ...]
    filing: Filing
    end: str
    evidence: tuple[str, str] = ("", "")
    answers: tuple[tuple[str, str], ...] = ()
    sendings: tuple[Sending, ...] = ()


STORIES: dict[str, Story] = {
    "wimi-responsable": Story(
        text="Pic d'échecs de connexion sur l'espace client, puis des connexions réussies",
        begun="2026-11-19T00:20+01:00",
        evidence=("journaux.txt", "extraction du répartiteur, commande zgrep"),
        aware="2026-11-19T00:55+01:00",
        basis="Journaux relus par deux personnes : 412 connexions réussies avec des couples valides",
        facts=(("2026-11-19T01:05+01:00", "premiers-faits.toml"), ("2026-11-19T09:30+01:00", "faits-du-matin.toml")),
        decided="2026-11-19T10:10+01:00",
        decisions=(
            ("is-it-a-breach", "yes", "Des comptes de clients ont été ouverts par un tiers"),
            ("notify-authority", "notify", "412 couples identifiant et mot de passe valides, coordonnées lisibles dans les comptes"),
            ("inform-subjects", "inform", "Risque élevé d'hameçonnage et de réutilisation des mots de passe"),
        ),
        filing=Filing("cnil-2023", "initial", "2026-11-19T11:05+01:00", "EXERCICE-0001"),
        sendings=(Sending("letter.people.email", "412", "7", "2026-11-19T14:00+01:00"),),
        end="2026-11-19T15:05+01:00",
    ),
    "wimi-sous-traitant": Story(
        text="Un client signale qu'il voit dans son espace des documents d'un autre client",
        begun="2026-11-16T17:40+01:00",
        aware="2026-11-16T18:05+01:00",
        basis="Capture du client et droits d'accès relus : 38 documents visibles",
        facts=(("2026-11-16T18:20+01:00", "faits.toml"),),
        answers=(
            (
                "parties",
                (
                    '[{"kind": "client_controller", "name": "Cabinet Lilas (inventé)", "country": "FR", '
                    '"we_told_at": "2026-11-16T19:10:00+01:00", "people_count": 21}]'
                ),
            ),
        ),
        decided="2026-11-16T19:20+01:00",
        decisions=(("is-it-a-breach", "yes", "Des documents d'un client ont été lus par un autre : violation de confidentialité"),),
        filing=Filing("controller-33-2", "initial", "2026-11-16T19:10+01:00", "EXERCICE, courriel au client", "Cabinet Lilas (inventé)"),
        end="2026-11-16T19:30+01:00",
    ),
    "xp2cloud": Story(
        text="L'export des messages du formulaire de contact est parti à une mauvaise adresse",
        begun="2026-11-17T11:05+01:00",
        aware="2026-11-17T11:15+01:00",
        basis="Accusé du serveur de messagerie et réponse du destinataire",
        facts=(("2026-11-17T11:40+01:00", "faits.toml"),),
        decided="2026-11-17T15:15+01:00",
        decisions=(
            ("notify-authority", "notify", "Le destinataire n'a pas confirmé l'effacement, un mineur est concerné"),
            ("inform-subjects", "inform", "Le contenu des messages est libre et peut être intime ; un mineur est concerné"),
        ),
        filing=Filing("cnil-2023", "complete", "2026-11-17T16:20+01:00", "EXERCICE-0002"),
        sendings=(
            Sending("letter.people.email", "23", "0", "2026-11-17T17:00+01:00"),
            Sending("letter.people-minor.post", "1", "0", "2026-11-17T17:30+01:00"),
        ),
        end="2026-11-18T09:00+01:00",
    ),
}


class Session:
    """One terminal session over the store at ``store``: keys pressed, pictures taken."""

    def __init__(self, store: str, key: str, into: Path) -> None:
        settings = Settings({"store": store, "key": f"file:{key}", "lang": "fr", "as": "Direction (exercice):management"}, {})
        self.started = bootstrap.start(settings, None, create=True)
        self.app = BreachApp(self.started.desk, Scratch(f"{store}.scratch", self.started.key.key), settings)
        self.into = into

    async def press(self, pilot: Pilot[Any], *keys: str) -> None:
        """Press ``keys`` one by one."""
        for key in keys:
            await pilot.press(key)
            await pilot.pause(0.2)

    async def type(self, pilot: Pilot[Any], text: str) -> None:
        """Type ``text``, as a terminal hands over a whole line."""
        driver = self.app._driver  # noqa: SLF001 - the way by which a terminal's text comes in
        assert driver is not None
        driver.send_message(events.Paste(text))
        await pilot.pause(0.3)

    async def mark(self, pilot: Pilot[Any], name: str, field: str) -> None:
        """Mark the answer ``name`` of the pick ``field``, which has the focus."""
        pick = self.app.screen.query_one(f"#field-{field}", Pick)
        pick.focus()
        places = [held for held, _ in pick.options_shown]
        await self.press(pilot, "home", *["down"] * places.index(name), "space")

    def at(self, instant: str) -> None:
        """From here on it is ``instant``: only an exercise is recorded at a told time."""
        self.started.desk.fixed = self.started.desk.instant(instant)

    async def shot(self, pilot: Pilot[Any], name: str) -> None:
        """Take a picture."""
        await pilot.pause(0.4)
        self.into.mkdir(parents=True, exist_ok=True)
        (self.into / f"{name}.svg").write_text(self.app.export_screenshot(title="breach"), encoding="utf-8")


async def demo(session: Session) -> None:
    """The board and a file of the demonstration."""
    async with session.app.run_test(size=SIZE) as pilot:
        await session.shot(pilot, "board")
        await session.press(pilot, "enter")
        await session.shot(pilot, "file")
        await session.press(pilot, "e")
        await session.shot(pilot, "assess")
        for keys, name in (("b", "bilan"), ("f", "faits"), ("m", "lettre"), ("f6", "passe"), ("escape f8", "relecture")):
            await session.press(pilot, *keys.split())
            await session.shot(pilot, name)


class Exercise:
    """One exercise in the terminal, from the first line to the verified archive; pictures are numbered as they are taken."""

    def __init__(self, session: Session, story: Story, folder: Path) -> None:
        self.session = session
        self.story = story
        self.folder = folder
        self._taken = 0

    async def play(self) -> None:
        """Every step of the file."""
        async with self.session.app.run_test(size=SIZE) as pilot:
            self.pilot = pilot
            await self._opened()
            await self._known()
            await self._looked_at()
            await self._decided()
            await self._filed()
            for sending in self.story.sendings:
                await self._sent(sending)
            await self._proved()

    async def _press(self, *keys: str) -> None:
        await self.session.press(self.pilot, *keys)

    async def _until(self, kind: type[Screen[object]]) -> None:
        """Wait for what is done in the background to bring a screen of ``kind`` in front."""
        while not isinstance(self.session.app.screen, kind):
            await self.pilot.pause(0.05)

    async def _type(self, *texts: str) -> None:
        """``texts`` in this field and the ones after it."""
        for place, text in enumerate(texts):
            if place:
                await self._press("tab")
            if text:
                await self.session.type(self.pilot, text)

    async def _shot(self, name: str) -> None:
        self._taken += 1
        await self.session.shot(self.pilot, f"{self._taken:02d}-{name}")

    async def _opened(self) -> None:
        self.session.at(self.story.begun)
        await self._press("n")
        await self._type(self.story.text)
        await self._shot("nouveau")
        await self._press("ctrl+s")
        name, source = self.story.evidence
        if name:
            shutil.copy(self.folder / name, Path.home() / name)
            await self._press("g", "p")
            await self._type(f"~/{name}", source)
            await self._shot("preuve")
            await self._press("ctrl+s")

    async def _known(self) -> None:
        self.session.at(self.story.facts[0][0])
        await self._press("c", "a")
        await self._type(self.story.aware, "", self.story.basis)
        await self._shot("prise-de-connaissance")
        await self._press("ctrl+s")
        for at, name in self.story.facts:
            self.session.at(at)
            facts = read_facts((self.folder / name).read_text(encoding="utf-8"), name, "Europe/Paris")
            change(self.session.started.desk, "EX-1", facts)
            await self._press("f5")
        for fact, value in self.story.answers:
            self.session.at(self.story.decided)
            page = self.session.app.screen
            assert isinstance(page, FileScreen)
            page.edit_fact(fact)
            await self.pilot.pause(0.3)
            await self._type(value)
            await self._shot("question")
            await self._press("ctrl+s")

    async def _looked_at(self) -> None:
        steps = (("faits", "f"), ("evaluation", "e"), ("horloge", "c"), ("notification", "n"), ("lettre", "m"))
        for name, key in steps:
            await self._press(key)
            await self._shot(name)

    async def _decided(self) -> None:
        self.session.at(self.story.decided)
        for question, choice, why in self.story.decisions:
            await self._press("d", "a", *["down"] * list(QUESTIONS).index(question), "enter")
            await self.session.mark(self.pilot, choice, "choice")
            await self._press("tab")
            await self._type(why)
            await self._shot(f"decision-{question}")
            await self._press("ctrl+s")
        await self._shot("decisions")

    async def _filed(self) -> None:
        filing = self.story.filing
        self.session.at(self.story.end)
        desk = self.session.started.desk
        offered = forms_of(read(desk, "EX-1"), desk.now())
        await self._press("n", "p", *["down"] * offered.index(filing.form), "enter")
        await self._type(filing.at, filing.reference)
        await self.session.mark(self.pilot, filing.type, "type")
        if filing.party:
            self.session.app.screen.query_one("#field-party").focus()
            await self._type(filing.party)
            self.session.app.screen.query_one("#field-at").focus()
            await self.pilot.pause(0.2)
        await self._shot("depot")
        await self._press("ctrl+s")
        await self._shot("depose")

    async def _sent(self, sending: Sending) -> None:
        paper = Paper.of(sending.paper)
        await self._press("m")
        step = self.session.app.screen.query_one(LetterStep)
        while step.paper.which != paper.which:
            await self._press("y", "down", "enter")
        while step.paper.channel != paper.channel:
            await self._press("v", "down", "enter")
        await self._press("p")
        await self._type(sending.count, sending.bounced, sending.at)
        await self._shot("envoi")
        await self._press("ctrl+s")
        await self._shot("envoye")

    async def _proved(self) -> None:
        await self._press("g", "i")
        await self._until(Reader)
        await self._shot("integrite")
        await self._press("escape", "z", "ctrl+u")
        await self._type("~/dossier.zip")
        await self._shot("archive")
        await self._press("ctrl+s")
        await self._until(FileScreen)
        await self._shot("journal")
        archive = str(Path.home() / "dossier.zip")
        assert verify_archive(archive).ok


def _demo_store(store: str, key: str) -> None:
    now = clock_source.now()
    bootstrap.throwaway(store, key, begins(now), lambda made: play(made, now, "fr", bootstrap.drafting))


def main() -> int:
    """Make every picture."""
    for name in ("", *STORIES):
        with tempfile.TemporaryDirectory(prefix="breach-images-") as folder:
            os.environ["HOME"] = folder
            store, key = f"{folder}/store.db", f"{folder}/store.key"
            if not name:
                _demo_store(store, key)
                session = Session(store, key, HERE)
                asyncio.run(demo(session))
            else:
                into = RUNS_FOLDER / name / "ecrans"
                for old in into.glob("*.svg"):
                    old.unlink()
                session = Session(store, key, into)
                profiles.record(session.started.desk, name.split("-")[0], builtin_text(name.split("-")[0]))
                asyncio.run(Exercise(session, STORIES[name], RUNS_FOLDER / name).play())
            session.started.desk.store.close()
    return walks.main([])


if __name__ == "__main__":
    sys.exit(main())
