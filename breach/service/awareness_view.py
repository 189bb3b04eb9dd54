"""Awareness as it can be proved: the ladder from the occurrence to the reasonable certainty, the links that told each other, what is challenged."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from breach.domain.facts import fact_of, instant_of
from breach.domain.instants import from_z, to_z, zone_of
from breach.i18n import current, dates, t
from breach.law.challenge import FROM_PROCESSOR, Challenge, Ladder, challenges
from breach.log.fold import signed
from breach.service.clock_work import said
from breach.service.desk import SHOWN_ZONE

if TYPE_CHECKING:
    from breach.domain.facts import Facts, Table
    from breach.service.desk import Desk
    from breach.service.files import Opened

RUNGS = ("occurred_from", "first_signal_at", "suspected_at", "aware_at")
"""The ladder, from what happened to what starts the 72 hours."""
_PEOPLE = {"first_signal_at": "discovered_by"}
"""The fact that names who stood on a rung, where there is one beside the source."""


def awareness(desk: Desk, opened: Opened, now: datetime) -> dict[str, Any]:
    """The ``awareness`` of ``show --json`` at ``now`` (UTC).

    ``rungs``, ``starts``, ``chain`` and ``challenges``; instants UTC, delays in whole seconds.
    """
    record, facts, _ = said(opened, now)
    starts = record.starts["aware_at"]
    at = next((start.at for start in starts if start.status == "signed"), None)
    candidates = tuple(start.at for start in starts if start.status == "candidate")
    ladder = Ladder(at, _by(opened), candidates, _dpo(opened), desk.zone)
    return {
        "rungs": _rungs(desk, opened, facts, now, at or (candidates[0] if candidates else None)),
        "starts": [{"at": to_z(start.at), "status": start.status, **_said_of(opened, start.at)} for start in starts],
        "chain": _chain(facts, now, at or min(candidates, default=None)),
        "challenges": [_challenge(held, desk.zone) for held in challenges(ladder, facts, now)],
    }


def in_words(seen: dict[str, Any], zone: str) -> list[str]:
    """``seen`` (see ``awareness``) in lines, its instants as clocks in the IANA ``zone`` show them."""
    lines = [_rung_line(rung, zone) for rung in seen["rungs"]]
    several = [start for start in seen["starts"] if start["status"] != "signed"]
    if several:
        lines += ["", t("awareness.starts"), *(_start_line(start, zone) for start in seen["starts"])]
    if seen["chain"]:
        lines += ["", t("awareness.chain"), *(_link_line(link, zone) for link in seen["chain"])]
    for held in seen["challenges"]:
        lines += ["", t("awareness.challenge", text=held["text"]), t("awareness.source", source=held["source"])]
        lines += [_case_line(case) for case in held["cases"]]
    return lines


# -- what is known


def _by(opened: Opened) -> str:
    last = next((act for act in reversed(opened.file.awareness) if signed(act.body)), None)
    return str(last.body["by"] or "") if last else ""


def _dpo(opened: Opened) -> str:
    return (opened.profile.dpo.name or "") if opened.profile and opened.profile.dpo else ""


def _rungs(desk: Desk, opened: Opened, facts: Facts, now: datetime, aware: datetime | None) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    before: datetime | None = None
    for name in RUNGS:
        fact = fact_of(facts, name, now)
        at = aware if name == "aware_at" else fact.value if isinstance(fact.value, datetime) else None
        held = opened.file.facts.get(name)
        recorded = next((line for line in opened.file.timeline if held and line.n == held.entry), None)
        proof = _value(facts, "awareness_basis", now) if name == "aware_at" else fact.source or fact.because
        by = _value(facts, "aware_by" if name == "aware_at" else _PEOPLE.get(name, ""), now)
        found.append(
            {
                "rung": name,
                "at": to_z(at) if at else None,
                "state": fact.state if at else ("unknown" if name not in facts else facts[name].state),
                "by": by,
                "proof": proof,
                "entry": held.entry if held else None,
                "recorded_by": desk.store.people().get(recorded.actor, recorded.actor) if recorded else None,
                "delay_seconds": int((at - before).total_seconds()) if at and before else None,
            }
        )
        before = at or before
    return found


def _value(facts: Facts, name: str, now: datetime) -> str | None:
    value = fact_of(facts, name, now).value if name else None
    return value if isinstance(value, str) else None


def _said_of(opened: Opened, at: datetime) -> dict[str, Any]:
    act = next((act for act in reversed(opened.file.awareness) if from_z(act.body["at"]) == at), None)
    return {key: act.body[key] if act else None for key in ("by", "basis", "why")} | {"entry": act.n if act else None}


def _chain(facts: Facts, now: datetime, aware: datetime | None) -> list[dict[str, Any]]:
    """Who told whom when, in the order of time, each with the delay of its link: from what happened to who told us, from us to who was told."""
    parties = fact_of(facts, "parties", now).value
    began = instant_of(facts, "occurred_from", now)
    links = []
    for party in parties if isinstance(parties, tuple) else ():
        told_us, we_told = (party.get(key) for key in ("told_us_at", "we_told_at"))
        if isinstance(told_us, datetime):
            links.append(_link(party, "told_us", told_us, "occurred_from", began))
        if isinstance(we_told, datetime):
            since = told_us if isinstance(told_us, datetime) and party.get("kind") in FROM_PROCESSOR else aware
            links.append(_link(party, "we_told", we_told, "aware_at", since))
    return sorted(links, key=lambda link: link["at"])


def _link(party: Table, way: str, at: datetime, since: str, begun: datetime | None) -> dict[str, Any]:
    return {
        "party": party.get("name"),
        "kind": party.get("kind"),
        "way": way,
        "at": to_z(at),
        "since": since if begun else None,
        "delay_seconds": int((at - begun).total_seconds()) if begun else None,
    }


def _challenge(held: Challenge, zone: str) -> dict[str, Any]:
    french = current() == "fr"
    params = {name: _shown(name, value, zone) for name, value in held.params.items()}
    return {
        "id": held.id,
        "text": (held.fr if french else held.en).format(**params),
        "source": held.source,
        "cases": [
            {
                "id": case.id,
                "text": case.fr if french else case.en,
                "source": case.source,
                "checked_on": case.checked_on,
                "to_check": case.to_check,
            }
            for case in held.cases
        ],
    }


def _shown(name: str, value: object, zone: str) -> object:
    if isinstance(value, timedelta):
        return dates.duration(int(value.total_seconds()))
    if isinstance(value, datetime):
        return dates.when(value, zone_of(zone), zone, year=True)
    return t(f"awareness.before-{value}") if name == "rung" else value


# -- in words


def _rung_line(rung: dict[str, Any], zone: str) -> str:
    words = t(f"awareness.rung-{rung['rung']}")
    if rung["at"] is None:
        return t("awareness.rung-unknown", rung=words)
    line = t("awareness.rung", rung=words, at=_when(rung["at"], zone))
    if rung["delay_seconds"] is not None:
        line += t("awareness.rung-after", delay=_delay(rung["delay_seconds"]))
    line += t("awareness.rung-by", by=rung["by"]) if rung["by"] else ""
    return line + (t("awareness.rung-proof", proof=rung["proof"]) if rung["proof"] else t("awareness.rung-no-proof"))


def _start_line(start: dict[str, Any], zone: str) -> str:
    line = t("awareness.start", at=_when(start["at"], zone), status=t(f"awareness.status-{start['status']}"))
    line += t("awareness.rung-by", by=start["by"]) if start["by"] else ""
    return line + (t("awareness.rung-proof", proof=start["basis"]) if start["basis"] else "")


def _link_line(link: dict[str, Any], zone: str) -> str:
    line = t(f"awareness.{link['way']}", party=link["party"] or "—", at=_when(link["at"], zone))
    if link["delay_seconds"] is None:
        return line
    return line + t(f"awareness.link-{link['since']}", delay=_delay(link["delay_seconds"]))


def _case_line(case: dict[str, Any]) -> str:
    return t("awareness.case", text=case["text"], source=case["source"], checked_on=case["checked_on"]) + (
        t("awareness.to-check") if case["to_check"] else ""
    )


def _when(at: str, zone: str) -> str:
    return dates.when(from_z(at), zone_of(zone or SHOWN_ZONE), zone or SHOWN_ZONE, year=True)


def _delay(seconds: int) -> str:
    return ("-" if seconds < 0 else "") + dates.duration(abs(seconds))
