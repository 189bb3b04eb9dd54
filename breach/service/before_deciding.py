"""What a person reads before deciding: who decides, what the rules propose and what would change it, what a closing leaves open; the choices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from breach.i18n import t
from breach.service import assessing, decisions, verdict
from breach.service.afterwards import still_open
from breach.service.files import read

if TYPE_CHECKING:
    from breach.log.fold import BreachFile
    from breach.service.desk import Desk
    from breach.service.files import Opened

_MOST_QUESTIONS = 3
"""How many questions that would change the proposal are named before a decision."""


def who(desk: Desk) -> str:
    """Who acts at ``desk``, in which role."""
    return t("tui.decide-who", name=desk.actor.name, role=t(f"tui.role-{desk.actor.role}"))


def lines(desk: Desk, ref: str, question: str) -> list[str]:
    """Before a decision on ``question`` of the file ``ref``: who decides, what is proposed, of a closing what is still open."""
    opened = read(desk, ref)
    return [who(desk), *_proposed(desk, opened, question), *_left(desk, opened, question)]


def choices(file: BreachFile, question: str) -> list[tuple[str, str]]:
    """What can be decided on ``question``, (id, words) each; that the decision stands, where there is one."""
    stands = [decisions.STANDS] if file.decided(question) else []
    return [(choice, t(f"tui.choice-{choice}")) for choice in (*decisions.QUESTIONS[question], *stands)]


def _proposed(desk: Desk, opened: Opened, question: str) -> list[str]:
    """What the rules propose where ``question`` rests on the risk, the strongest argument against it, and what would change it."""
    if question not in assessing.RISK_QUESTIONS:
        return []
    found = assessing.appraised(desk, opened)
    change = verdict.would_change(found)[:_MOST_QUESTIONS]
    said = [verdict.line(found.made), verdict.counter(found.made, question)]
    return [line for line in [*said, t("verdict.change", questions=" ; ".join(change)) if change else ""] if line]


def _left(desk: Desk, opened: Opened, question: str) -> list[str]:
    """What is still open of a file that may be closed: said, and no obstacle."""
    if question != "close":
        return []
    left = [f"- {item.words(desk.lang)}" for item in still_open(opened, desk.now(), desk.lang)]
    return [t("action.left"), *left] if left else []
