"""To whom a clock runs: one recipient as a rule; one per client of a processor, one per authority that is competent, each with its own row."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from breach.domain.facts import Facts, fact_of
from breach.law.duties import HOME, authorities, competent

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from breach.domain.facts import Table
    from breach.law.setting import Setting

_TO_PARTY = ("controller-33-2", "contract:")
"""Forms that are addressed to a client, named or not."""


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who is to be told. ``clock``: the clock as it runs towards them; ``keys``: the names under which a filing may be made for them, folded
    (empty: it need not name anyone); ``own``: forms that are theirs without a name; ``alone``: nobody else is told by this clock;
    ``told_at``: when they were told by the facts (UTC).
    """

    clock: Mapping[str, Any]
    name_fr: str
    name_en: str
    keys: frozenset[str] = frozenset()
    own: tuple[str, ...] = ()
    alone: bool = True
    told_at: datetime | None = None
    to_check: bool = False

    def takes(self, form: str, party: str) -> bool:
        """Whether a filing of ``form`` made for ``party`` ("" where it names nobody) was made to this recipient."""
        if not party:
            return self.alone or form in self.own
        return fold(party) in self.keys if self.keys else form.startswith(_TO_PARTY)


def fold(name: str) -> str:
    """``name`` without case, accents or outer blanks, for comparing what two people typed."""
    plain = unicodedata.normalize("NFKD", name.strip().casefold())
    return "".join(char for char in plain if not unicodedata.combining(char))


def recipients_of(clock: Mapping[str, Any], facts: Facts, now: datetime, setting: Setting) -> Sequence[Recipient]:
    """Everyone towards whom ``clock`` runs at ``now`` (UTC)."""
    per = clock.get("per")
    found: Sequence[Recipient] = ()
    if per == "client":
        found = _clients(clock, facts, now)
    elif per == "authority":
        found = _authorities(clock, facts, now, setting)
    elif per == "party":  # a contract of the profile: its notice names the party by itself
        found = (Recipient(clock, clock["recipient_fr"], clock["recipient_en"], frozenset({fold(clock["party"])}), clock["own"], alone=False),)
    return found or (Recipient(clock, clock["recipient_fr"], clock["recipient_en"]),)


def clients_of(facts: Facts, now: datetime) -> list[Table]:
    """The clients for whom we are a processor that the file names at ``now`` (UTC), each with its own numbers and contract."""
    parties = fact_of(facts, "parties", now).value
    return [party for party in (parties if isinstance(parties, tuple) else ()) if party.get("kind") == "client_controller"]


def _clients(clock: Mapping[str, Any], facts: Facts, now: datetime) -> list[Recipient]:
    """One recipient per client that the file names, and its contract's own clock where that gives hours (GDPR Art. 33(2))."""
    clients = clients_of(facts, now)
    found: list[Recipient] = []
    for place, party in enumerate(clients, 1):
        name_fr, name_en = (str(party.get("name") or f"{clock[key]} {place}") for key in ("recipient_fr", "recipient_en"))
        keys, told = frozenset({fold(name_fr), fold(name_en)}), party.get("we_told_at")
        told_at = told if isinstance(told, datetime) else None
        found.append(Recipient(clock, name_fr, name_en, keys, alone=len(clients) == 1, told_at=told_at))
        if isinstance(hours := party.get("contract_hours"), int) and clock.get("contract"):
            own = _contract(clock, name_fr, hours)
            found.append(Recipient(own, name_fr, name_en, keys, (own["id"],), alone=len(clients) == 1, told_at=told_at))
    return found


def _contract(clock: Mapping[str, Any], name: str, hours: int) -> dict[str, Any]:
    slug = "-".join("".join(char if char.isalnum() else " " for char in fold(name)).split()) or "client"
    return {
        **clock,
        "id": f"contract:{slug}",
        "met_by_forms": (*clock["met_by_forms"], f"contract:{slug}"),
        "duration": [{"from": date.min, "hours": hours}],
        "why_fr": clock["contract"]["why_fr"].format(hours=hours, party=name),
        "why_en": clock["contract"]["why_en"].format(hours=hours, party=name),
    }


def _authorities(clock: Mapping[str, Any], facts: Facts, now: datetime, setting: Setting) -> list[Recipient]:
    """One recipient per competent authority. The home authority alone, certain, is the clock's own recipient."""
    held = competent(facts, setting.country, now)
    if all(one.authority.country == HOME and one.certain for one in held):
        return []
    names = [one.name for one in authorities()]
    found = []
    for one in held:
        told, at_home = one.authority, one.authority.country == HOME
        shown = told.name if at_home else f"{told.name} ({told.country})"
        unique = {fold(told.name)} if names.count(told.name) == 1 else set()
        found.append(
            Recipient(
                clock if at_home else {**clock, "met_by_forms": clock["met_abroad_by_forms"]},
                shown,
                shown,
                frozenset({fold(told.id), fold(told.country), *unique}),
                tuple(clock["met_by_forms"]) if at_home else (),
                alone=len(held) == 1,
                to_check=told.to_check or not one.certain,
            )
        )
    return found
