"""What is still open of a file when somebody thinks of closing it. It is said, and blocks nothing: closing is a decision."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from breach.catalogue.contradictions import contradictions
from breach.domain.clock_rows import state_of
from breach.domain.facts import fact_of
from breach.i18n import plural, t
from breach.law.challenge import FROM_PROCESSOR
from breach.service import actions
from breach.service.clock_work import worked_out
from breach.service.waiting import waiting

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from typing import Any

    from breach.domain.facts import Facts
    from breach.service.files import Opened


@dataclass(frozen=True, slots=True)
class StillOpen:
    """One thing: ``what`` names its words, ``details`` what it is about (numbers of entries, recipients of clocks), ``source`` why it is asked."""

    what: str
    details: tuple[str, ...] = ()
    source: str = ""

    def data(self, lang: str) -> dict[str, object]:
        """As other programs read it."""
        return {"what": self.what, "details": list(self.details), "source": self.source or None, "text": self.words(lang)}

    def words(self, lang: str) -> str:
        """In a line of ``lang``."""
        return plural(f"action.left-{self.what}", max(1, len(self.details)), lang, details=", ".join(self.details))


def still_open(opened: Opened, now: datetime, lang: str) -> list[StillOpen]:
    """What of ``opened`` is still open at ``now`` (UTC): clocks and complements, what waits for somebody, actions without a result, and the
    reviews that nobody put on record: lessons, impact assessment (GDPR Art. 35(11)), contract (Art. 28), public promises.
    """
    seen = opened.seen(now)
    return [*_clocks(opened, now, lang), *_people(opened), *_waiting(opened, now), *_actions(opened, now), *_reviews(opened, seen, now)]


def _clocks(opened: Opened, now: datetime, lang: str) -> Iterator[StillOpen]:
    standing = [row for row in worked_out(opened, now) if row.anchor_status != "superseded" and row.due_at]
    names = dict.fromkeys(
        row.to_fr if lang == "fr" else row.to_en for row in standing if state_of(row, now) in ("running", "late") and not row.settled
    )
    if names:
        yield StillOpen("clock", tuple(names))
        if opened.file.closed:  # a closed file stands in no list of clocks and no alarm
            yield StillOpen("silenced", tuple(names))
    cnil = [act for act in opened.file.filings if act.body["form"] == "cnil-2023"]
    if cnil and cnil[-1].body["type"] == "initial":
        yield StillOpen("complement", (str(cnil[-1].n),), "RGPD, art. 33(4)")


def _people(opened: Opened) -> Iterator[StillOpen]:
    decision = opened.file.decided("inform-subjects")
    if decision is not None and decision.body["choice"] == "inform" and not opened.file.sendings:
        yield StillOpen("letters", (str(decision.n),), "RGPD, art. 34")


def _waiting(opened: Opened, now: datetime) -> Iterator[StillOpen]:
    found = dict.fromkeys(str(item.entry) for item in waiting(opened, now))
    if found:
        yield StillOpen("waiting", tuple(found))


def left_words(left: list[dict[str, Any]]) -> list[str]:
    """What is still open, a line each under its heading; nothing where nothing is. ``left``: as ``StillOpen.data`` gives them."""
    if not left:
        return []
    return ["", t("action.left"), *(f"- {item['text']}{' (' + item['source'] + ')' if item['source'] else ''}" for item in left)]


def _actions(opened: Opened, now: datetime) -> Iterator[StillOpen]:
    for state, what in ((actions.LATE, "action-late"), (actions.OPEN, "action-open")):
        found = [str(act.n) for act in opened.file.actions if actions.state_of(opened, act, now) == state]
        if found:
            yield StillOpen(what, tuple(found), "CNIL, SAN-2022-022")


def _reviews(opened: Opened, seen: Facts, now: datetime) -> Iterator[StillOpen]:
    about = {act.body["about"] for act in opened.file.actions}
    breach = opened.file.decided("is-it-a-breach")
    if "lesson" not in about:
        yield StillOpen("lesson")
    if "measure" not in about:
        yield StillOpen("measure", source="CNIL, SAN-2022-022")
    if "dpia" not in about and not (breach and breach.body["choice"] == "no"):
        yield StillOpen("dpia", source="RGPD, art. 35(11)")
    if "contract" not in about and _by_processor(seen, now):
        yield StillOpen("contract", source="RGPD, art. 28")
    if opened.profile is not None and "promise" not in about:
        broken = contradictions(seen, opened.profile, now)
        if broken:
            yield StillOpen("promise", tuple(dict.fromkeys(found.title(opened.profile) for found in broken)))


def _by_processor(seen: Facts, now: datetime) -> bool:
    """Whether a processor of ours had a part in it."""
    if fact_of(seen, "discovery_kind", now).value == "processor":
        return True
    parties = fact_of(seen, "parties", now).value
    return isinstance(parties, (list, tuple)) and any(dict(party).get("kind") in FROM_PROCESSOR for party in parties)
