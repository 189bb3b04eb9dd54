"""Signing keys of persons, and what they signed.

A person's public key is an entry of the store's chain, and may stand in the profile too. An act of theirs is followed at once by an entry
that holds the signature over its hash. A name without a signature is what somebody typed, and is shown so.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from breach.domain.instants import to_z_micro
from breach.domain.text import Text
from breach.errors import InputError, RuleError
from breach.log import kinds
from breach.log.attested import ENTRY, Signed, key_message, message, signatures
from breach.log.entries import Entry

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from breach.log.chain import Fault
    from breach.service.attesting_ports import Attesting
    from breach.service.desk import Acting, Desk
    from breach.service.ports import FileRow, Written

META = "signing"
PREFIX = "ed25519:"
"""How a profile writes a public key: ``ed25519:`` and 64 hexadecimal digits."""


@dataclass(frozen=True, slots=True)
class KnownKey:
    """A public key that the store's chain knows: whose, since when, and until when, and the proof that they hold it. Instants are UTC texts.

    ``doubted_from``: from when on somebody else may have had it, as whoever revoked it said; None where nothing says so.
    """

    key: str
    person: str
    name: str
    recorded_at: str
    revoked_at: str | None
    proof: str | None = None
    doubted_from: str | None = None

    def to_json(self) -> dict[str, object]:
        """As an export's ``keys.json`` holds it."""
        about = {"key": self.key, "name": self.name, "person": self.person, "proof": self.proof}
        return {**about, "recorded_at": self.recorded_at, "revoked_at": self.revoked_at, "doubted_from": self.doubted_from}


def known_keys(desk: Desk) -> list[KnownKey]:
    """Every signing key that the store's chain knows, in order."""
    found: dict[str, KnownKey] = {}
    for entry in desk.store.history(1):
        body = entry.body
        if entry.kind == kinds.SIGNING_KEY and body["key"] not in found:
            name = body["name"] or body["person"]
            found[body["key"]] = KnownKey(body["key"], body["person"], name, entry.recorded_at, None, body.get("proof"))
        elif entry.kind == kinds.SIGNING_KEY_REVOKED and body["key"] in found:
            held = found[body["key"]]
            doubts = [one for one in (held.doubted_from, body.get("since")) if one]
            found[body["key"]] = replace(held, revoked_at=held.revoked_at or entry.recorded_at, doubted_from=min(doubts, default=None))
    return list(found.values())


def new_key(desk: Desk) -> tuple[KnownKey, Written]:
    """Make a signing key for who acts, and put its public half on record. Raises RuleError ``signing-key-there``, StoreError, InputError."""
    attesting = attesting_of(desk)
    mine = [key for key in known_keys(desk) if key.name == desk.actor.name and not key.revoked_at]
    if any(attesting.signer(key.name, key.key) for key in mine):
        raise RuleError("signing-key-there", name=desk.actor.name, key=mine[-1].key[:16])
    signer = attesting.new_signer(desk.actor.name)
    with desk.acting() as act:
        proof = signer.sign(key_message(desk.store.uuid(1), act.actor, signer.key))
        body = {"person": act.actor, "name": Text(desk.actor.name), "key": signer.key, "proof": proof}
        done = act.append_store(kinds.SIGNING_KEY, body)
        act.writer.set_meta(META, json.dumps({**_in_use(desk), desk.actor.name: signer.key}))
    return KnownKey(signer.key, act.actor, desk.actor.name, done.recorded_at, None), done


def revoke(desk: Desk, key: str, why: str, since: str = "") -> tuple[KnownKey, Written]:
    """Revoke the key that ``key`` (its first digits) names: what it signs from now on counts as signed by nobody.

    ``since``: from when on somebody else may have had it; what it signed from then on is in doubt, what it signed before stands.
    Raises InputError ``no-such-signing-key``; RuleError ``in-the-future``.
    """
    from breach.service.desk import clean

    named = [held for held in known_keys(desk) if held.key.startswith(key.removeprefix(PREFIX).lower()) and not held.revoked_at]
    if len(named) != 1 or len(key) < 8:
        raise InputError("no-such-signing-key", key=key[:80])
    reasons = clean(why, what="--why")
    doubted = to_z_micro(desk.past(since)) if since else None
    with desk.acting() as act:
        done = act.append_store(kinds.SIGNING_KEY_REVOKED, {"key": named[0].key, "why": reasons, "since": doubted})
        act.writer.set_meta(META, json.dumps({name: held for name, held in _in_use(desk).items() if held != named[0].key}))
    return KnownKey(named[0].key, named[0].person, named[0].name, named[0].recorded_at, done.recorded_at, named[0].proof, doubted), done


def sign(act: Acting, desk: Desk, file: FileRow, done: Written, scope: str = ENTRY) -> Written | None:
    """Sign entry ``done`` of ``file`` as who acts; None where they have no key here. Nothing is refused for want of a signature."""
    key = _in_use(desk).get(desk.actor.name) if desk.attesting else None
    signer = attesting_of(desk).signer(desk.actor.name, key) if key else None
    if signer is None:
        return None
    said = message(scope, file.uuid, done.n, done.hash)
    body = {"scope": scope, "entry": done.n, "hash": done.hash, "key": signer.key, "signature": signer.sign(said)}
    return act.append(file, kinds.SIGNATURE, body)


def _in_use(desk: Desk) -> dict[str, str]:
    """Name of a person → the public key that signs for them: a summary of the store's chain, so that a decision need not read all of it."""
    held: dict[str, str] = json.loads(desk.store.meta(META) or "{}")
    return held


@dataclass(frozen=True, slots=True)
class Vouched:
    """A signature that was checked. ``standing``: ``right``, ``unknown-key`` (nobody is known to hold it), ``revoked``, ``doubted`` (made
    after the instant from which on somebody else may have had the key, and before its revocation), ``other-name`` (its
    holder is not who the entry names), ``not-of-profile`` (the profile gives that person another key).
    """

    of: int
    by: str
    key: str
    scope: str
    n: int
    standing: str
    in_profile: bool
    revoked_at: str | None = None

    def to_json(self) -> dict[str, object]:
        """As ``verify`` and ``history`` print it."""
        about: dict[str, object] = {"entry": self.of, "by": self.by, "key": self.key, "scope": self.scope, "signature": self.n}
        return {**about, "standing": self.standing, "in_profile": self.in_profile, "revoked_at": self.revoked_at}


def vouched(desk: Desk, file: str, entries: Sequence[Entry], keys: Sequence[KnownKey] | None = None) -> tuple[list[Vouched], list[Fault]]:
    """The signatures of the chain ``file`` that are right, each with what is known of its key; and the faults of the others.

    ``keys``: those that the store knows, where they were read already.
    """
    from breach.log.chain import Fault

    held, faults = signatures(entries)
    by_number = {entry.n: entry for entry in entries}
    people = desk.store.people()
    told = [(one, file, one.of, people.get(by_number[one.of].actor, "")) for one in held] + _elsewhere(entries)
    if not told:
        return [], faults
    attesting, profile = attesting_of(desk), profile_keys(desk)
    known = {key.key: key for key in (known_keys(desk) if keys is None else keys)}
    found = []
    for one, chain, of, author in told:
        if not attesting.verifies(one.key, one.signature, one.said(chain)):
            faults.append(Fault(one.n, "signature-differs", str(of)))
            continue
        name, standing = _standing(one, known.get(one.key), profile, author)
        found.append(
            Vouched(
                of,
                name or author or one.key[:16],
                one.key,
                one.scope,
                one.n,
                standing,
                one.key in profile,
                known[one.key].revoked_at if one.key in known else None,
            )
        )
    return found, faults


def unproved(desk: Desk, entries: Sequence[Entry]) -> list[Fault]:
    """The keys of the store's chain ``entries`` whose holder did not show that they have it: the ``proof`` is not a signature of that key."""
    from breach.log.chain import Fault

    found = []
    for entry in entries:
        if entry.kind == kinds.SIGNING_KEY:
            key, said = str(entry.body["key"]), key_message(entry.file, str(entry.body["person"]), str(entry.body["key"]))
            if not attesting_of(desk).verifies(key, str(entry.body.get("proof", "")), said):
                found.append(Fault(entry.n, "key-proof-differs", key[:16]))
    return found


def _standing(one: Signed, key: KnownKey | None, profile: Mapping[str, str], author: str) -> tuple[str, str]:
    """Whose signature ``one`` is ("": nobody's that is known), and what it is worth for an act of ``author``."""
    name = key.name if key else profile.get(one.key, "")
    if not name:
        return name, "unknown-key"
    if key and key.revoked_at and key.revoked_at <= one.recorded_at:
        return name, "revoked"
    if key and key.doubted_from and key.doubted_from <= one.recorded_at:
        return name, "doubted"
    if one.scope == ENTRY and author != name:
        return name, "other-name"
    return name, "not-of-profile" if one.key not in profile and name in profile.values() else "right"


def _elsewhere(entries: Sequence[Entry]) -> list[tuple[Signed, str, int, str]]:
    """The signatures that came in from elsewhere: each with the chain it was made in, the number here of what it signs, and that one's author."""
    outer = {(entry.body["origin"], entry.body["n"]): entry for entry in entries if entry.kind == kinds.RECEIVED}
    found = []
    for (origin, _), entry in outer.items():
        inner = Entry(entry.body["raw"].encode())
        if inner.kind != kinds.SIGNATURE:
            continue
        body = inner.body
        signed = outer.get((origin, body["entry"]))
        one = Signed(entry.n, entry.recorded_at, inner.actor, body["scope"], body["entry"], body["hash"], body["key"], body["signature"])
        if signed is not None and signed.body["hash"] == one.mark:
            found.append((one, origin, signed.n, str(signed.body["by"] or "")))
    return found


def profile_keys(desk: Desk) -> dict[str, str]:
    """The public keys that the profile in force gives, each with the person's name."""
    from breach.service.files import profile_of

    profile = profile_of(desk)
    people = profile.people if profile else ()
    given = ((person.public_key or "", person.name) for person in people)
    return {key.removeprefix(PREFIX).lower(): name for key, name in given if key.startswith(PREFIX)}


def attesting_of(desk: Desk) -> Attesting:
    """The keys of this desk. Raises InputError ``data-files-missing`` where it has none (a program's fault)."""
    if desk.attesting is None:
        raise InputError("data-files-missing", kind="keys")
    return desk.attesting()
