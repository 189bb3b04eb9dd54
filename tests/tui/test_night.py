"""From the alert to the signed notice in a real terminal of 80×24, by the keyboard alone: the way of the README and of the last line of each screen."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from breach.log import kinds
from tests.tui.terminal import Terminal, recorded

if TYPE_CHECKING:
    from pathlib import Path

    from tests.tui.conftest import House

SAVE, ENTER, ESCAPE, DOWN, QUIT = "\x13", "\r", "\x1b", "\x1b[B", "\x11"
WAIT_S = 60.0
OPENING = "Un export de la base clients est parti chez un inconnu"
FACTS = (("nature", "confidentiality"), ("data_types", "name,email"), ("people_count", "340"))


def test_from_the_alert_to_the_signed_notice_by_keys_alone(house: House, tmp_path: Path) -> None:
    shown = Terminal(house.path, BREACH_TEST_ROLE="management")

    def go(keys: str, words: str) -> None:
        """Type ``keys``, and read until ``words`` are on the screen."""
        shown.forget()
        shown.type(keys)
        end = time.monotonic() + WAIT_S
        while words not in shown.text().replace("\u00a0", " ").replace("\u202f", " "):
            assert time.monotonic() < end, (words, shown.text()[-1500:])
            shown.read(0.1)

    shown.wait_for("Touche n")
    go("n", "Que s'est-il passé")
    go(OPENING + SAVE, "Qui appeler")  # the first minute
    assert recorded(shown, house.path, 1)[0].body["text"] == OPENING
    go("c", "les 72 heures ne sont pas parties")
    go("a", "Depuis quand")
    go("2026-11-22T02:50+01:00\t\t" + "Le journal de l’envoi le montre" + SAVE, "par Marie")
    recorded(shown, house.path, 2)
    for place, (fact, value) in enumerate(FACTS):
        go("f", "Répondre")
        go("t", "mot") if not place else shown.type("t")
        go(f"{fact}{ENTER}", "Répondre")
        go(ENTER, "La réponse")
        go(value + SAVE, "Répondre")
        recorded(shown, house.path, 3 + place)
    go("d", "Notifier l'autorité")
    go("a", "Sur quelle question")
    go(DOWN + ENTER, "Motifs")
    go(f" \t{'Un inconnu lit des adresses'}{SAVE}", "notifier")
    entries = recorded(shown, house.path, 6)
    assert entries[-1].kind == kinds.DECISION
    go("n", "Notification à la CNIL, initiale")
    go("x", "Sous quel nom")
    go(SAVE, "non signé")
    go("t", "Signature")
    shown.type(" " + SAVE)
    entries = recorded(shown, house.path, 8)
    shown.type(QUIT)
    assert shown.end() == 0
    assert [entry.kind for entry in entries] == [
        kinds.OPENED,
        kinds.AWARE,
        kinds.FACTS,
        kinds.FACTS,
        kinds.FACTS,
        kinds.DECISION,
        kinds.DRAFT,
        kinds.DRAFT_SIGNED,
    ]
    assert entries[-1].body["entry"] == entries[-2].n
    assert {path.suffix for path in tmp_path.glob("2026-0001-*")} == {".md"}
