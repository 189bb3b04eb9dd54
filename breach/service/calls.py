"""Whom to call, without a network: the cards and people of the profile, then the public ones. A call that was tried is on record, answered or not."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any

from breach import resources
from breach.domain.mandate import same_person
from breach.domain.text import Text
from breach.i18n import has, t
from breach.log import kinds
from breach.service.desk import Desk, clean
from breach.service.files import profile_of, read

if TYPE_CHECKING:
    from breach.domain.profile import Profile
    from breach.service.ports import FileRow, Written

PUBLIC = "service/public_cards.toml"
FIRST = ("dpo", "lead", "management", "on_call", "legal")
"""The roles whose people are named first, in this order; then all others."""
_FIELDS = ("id", "who", "phone", "email", "url", "available", "why", "source", "to_check")


def cards(desk: Desk) -> list[dict[str, Any]]:
    """Whom to call, in the order in which to call: ``id``, ``who``, ``phone``, ``email``, ``url``, ``available``, ``why``, and of a public card
    ``source`` and ``to_check``. What is not known is None. No two have one id: an organisation's own stands in the place of the public one.
    Raises InputError ``data-files-missing``.
    """
    profile = profile_of(desk)
    own = [*_people(profile, desk.lang), *_own(profile, desk.lang)] if profile else []
    held = {card["id"] for card in own}
    return [*own, *(card for card in _public(desk.lang) if card["id"] not in held)]


def _people(profile: Profile, lang: str) -> list[dict[str, Any]]:
    found = []
    taken = {card.id for card in profile.cards}
    if profile.dpo and "dpo" not in taken and not any(same_person(person.name, profile.dpo.name or "") for person in profile.people):
        found.append(
            _card(
                id="dpo-2" if any(person.id == "dpo" for person in profile.people) else "dpo",
                who=_roles(profile.dpo.name or profile.dpo.firm or "?", ["dpo"], lang),
                phone=profile.dpo.phone,
                email=profile.dpo.email,
            )
        )
    people = sorted(profile.people, key=lambda person: min((_rank(role) for role in person.roles), default=len(FIRST)))
    found += [_card(id=p.id, who=_roles(p.name, p.roles, lang), phone=p.phone, email=p.email) for p in people if p.id not in taken]
    return found


def _rank(role: str) -> int:
    plain = role.replace("-", "_")
    return FIRST.index(plain) if plain in FIRST else len(FIRST)


def _roles(name: str, roles: Any, lang: str) -> str:
    """``name`` with its roles in words; a role of the profile's own stands as it was written."""
    words = [t(key, lang) if has(key := f"tui.role-{role.replace('-', '_')}") else role for role in roles]
    return f"{name} ({', '.join(words)})" if words else name


def _own(profile: Profile, lang: str) -> list[dict[str, Any]]:
    french = lang == "fr"
    return [
        _card(
            id=card.id,
            who=card.who_fr if french else card.who_en,
            phone=card.phone,
            email=card.email,
            available=card.available,
            why=card.why_fr if french else card.why_en,
        )
        for card in profile.cards
    ]


def _public(lang: str) -> list[dict[str, Any]]:
    table = tomllib.loads(resources.read_text(PUBLIC))["card"]
    return [_card(**{**row, "who": row[f"who_{lang}"], "why": row[f"why_{lang}"]}) for row in table]


def _card(**given: Any) -> dict[str, Any]:
    return {name: given.get(name) for name in _FIELDS}


def call(desk: Desk, ref: str, who: str, outcome: str) -> tuple[FileRow, Written, dict[str, Any] | None]:
    """Record that ``who`` (the id of a card, or a name) was called and what came of it: the file, the entry, and the card where there is one.

    Raises InputError ``empty-text``.
    """
    words = clean(outcome, what="--outcome")
    name = clean(who, what="WHO")
    card = next((held for held in cards(desk) if str(held["id"]).casefold() == name.casefold() or same_person(_bare(held["who"]), name)), None)
    row = desk.store.find(ref)
    body = {"who": card["id"] if card else None, "name": Text(card["who"]) if card else name, "outcome": words}
    happened = desk.happened()
    with desk.acting() as act:
        done = act.append(row, kinds.CALLED, body, happened_at=happened)
    return row, done, card


def roles_of(profile: Profile | None, who: str | None) -> frozenset[str]:
    """The roles (of ``breach.domain.actor``) of the person whose card has the id ``who``; none of a card that is nobody's, or of a free name."""
    if profile is None or who is None:
        return frozenset()
    found = {role.replace("-", "_") for person in profile.people if person.id == who for role in person.roles}
    if profile.dpo and (who == "dpo" or any(person.id == who and same_person(person.name, profile.dpo.name or "") for person in profile.people)):
        found.add("dpo")
    return frozenset(found)


def _bare(who: str) -> str:
    """A name without the roles that are shown behind it."""
    return who.partition(" (")[0]


def tried(desk: Desk, ref: str) -> list[dict[str, Any]]:
    """The calls on record in the file ``ref``, earliest first."""
    people = desk.store.people()
    return [
        {
            "n": act.n,
            "at": act.happened_at or act.recorded_at,
            "by": people.get(act.actor, act.actor),
            "who": act.body["who"],
            "name": act.body["name"],
            "outcome": act.body["outcome"],
        }
        for act in read(desk, ref).file.calls
    ]
