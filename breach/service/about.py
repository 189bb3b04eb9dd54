"""What an entry of the timeline is about, in a few words: which facts, which decision, whom. Its kind and its text alone do not say it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from breach.catalogue.loader import load
from breach.catalogue.values import from_body, show
from breach.i18n import t
from breach.log import kinds

if TYPE_CHECKING:
    from breach.service.desk import Desk
    from breach.service.files import Opened

LONGEST = 60
"""The longest value that is shown, in characters: the step of the facts has it whole."""


def about(desk: Desk, opened: Opened) -> dict[int, str]:
    """By the numbers of the entries of ``opened`` what they are about; entries that say it themselves are left out."""
    file = opened.file
    found: dict[int, list[str]] = {}
    of_facts = {line.n for line in file.timeline if line.kind == kinds.FACTS}
    for (fact_id, n), body in file.past.items():
        if n in of_facts:
            found.setdefault(n, []).append(_fact(desk, fact_id, body))
    for act in (*file.decisions, *file.opinions):
        said = f"tui.choice-{act.body['choice']}" if "choice" in act.body else f"tui.stance-{act.body['stance']}"
        found[act.n] = [t("desk.about-decided", question=t(f"tui.question-{act.body['question']}"), said=t(said))]
    for act in file.questions:
        found[act.n] = [t("desk.about-to", who=act.body["to"] or "—")]
    for act in file.calls:
        found[act.n] = [t("desk.about-to", who=act.body["name"] or act.body["who"] or "—")]
    return {n: ", ".join(words) for n, words in found.items()}


def _fact(desk: Desk, fact_id: str, body: dict[str, object]) -> str:
    definition = load().get(fact_id)
    value = show(definition, from_body(definition, body), desk.lang, desk.zone)
    return f"{fact_id} = {value if len(value) <= LONGEST else value[: LONGEST - 1] + '…'}"
