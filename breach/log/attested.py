"""Who vouched for which entry, and what anchors a chain outside, as its entries say. Whether a signature is right is for ``breach.keys``.

A signature's message names the scope, the chain, the number and the hash, so that none can be moved:

    breach-signature-1 LF scope LF file LF number LF hash LF
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from breach.log import kinds
from breach.log.chain import Fault

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any

    from breach.log.entries import Entry

ENTRY, HEAD = "entry", "head"
SCOPES = (ENTRY, HEAD)
"""What a signature is for: an act by its author, or a whole chain up to an entry by somebody who saw it."""
RFC3161, WITNESS = "rfc3161", "witness"
_KEY, _SIGNATURE, _HASH = re.compile("[0-9a-f]{64}"), re.compile("[0-9a-f]{128}"), re.compile("[0-9a-f]{64}")


def message(scope: str, file: str, n: int, mark: str) -> bytes:
    """What is signed for entry ``n`` of hash ``mark`` of the chain ``file``."""
    return f"breach-signature-1\n{scope}\n{file}\n{n}\n{mark}\n".encode()


def key_message(store: str, person: str, key: str) -> bytes:
    """What a new key signs to show that its holder has it."""
    return f"breach-signing-key-1\n{store}\n{person}\n{key}\n".encode()


@dataclass(frozen=True, slots=True)
class Signed:
    """A signature as it stands in a chain: entry ``n`` says that ``key`` (hex) vouches for entry ``of`` (its ``scope``)."""

    n: int
    recorded_at: str
    actor: str
    scope: str
    of: int
    mark: str
    key: str
    signature: str

    def said(self, file: str) -> bytes:
        """The message that was signed."""
        return message(self.scope, file, self.of, self.mark)


@dataclass(frozen=True, slots=True)
class Anchor:
    """Something outside that knows the hash ``head`` of entry ``of``: a time-stamp, or a witness. ``n``: the entry that says so.

    ``token`` and ``authority``: SHA-256 of what was kept of it, None where nothing was.
    """

    n: int
    recorded_at: str
    method: str
    of: int
    head: str
    token: str | None
    authority: str | None
    stamped_at: str | None


def signatures(entries: Sequence[Entry]) -> tuple[list[Signed], list[Fault]]:
    """The signatures of a chain, and those that name no earlier entry as it stands (``signature-misplaced``)."""
    marks = {entry.n: entry.hash for entry in entries}
    found, faults = [], []
    for entry in entries:
        if entry.kind != kinds.SIGNATURE:
            continue
        body = entry.body
        key, signature, of = body.get("key"), body.get("signature"), body.get("entry")
        shaped = _is(_KEY, key) and _is(_SIGNATURE, signature) and body.get("scope") in SCOPES
        if shaped and _earlier(entry, of, body.get("hash"), marks):
            held = Signed(entry.n, entry.recorded_at, entry.actor, body["scope"], body["entry"], body["hash"], body["key"], body["signature"])
            found.append(held)
        else:
            faults.append(Fault(entry.n, "signature-misplaced", str(of)))
    return found, faults


def anchors(entries: Sequence[Entry]) -> tuple[list[Anchor], list[Fault]]:
    """The anchors of a chain, and those that name no earlier entry as it stands (``anchor-differs``)."""
    marks = {entry.n: entry.hash for entry in entries}
    found, faults = [], []
    for entry in entries:
        if entry.kind != kinds.ANCHORED:
            continue
        body = entry.body
        if _earlier(entry, body.get("n"), body.get("head"), marks):
            token, authority = (body.get(name) for name in ("token_sha256", "authority_sha256"))
            said = (body.get("method", ""), body["n"], body["head"], token, authority, body.get("stamped_at"))
            found.append(Anchor(entry.n, entry.recorded_at, *said))
        else:
            faults.append(Fault(entry.n, "anchor-differs", str(body.get("n"))))
    return found, faults


def heads_by_file(store_entries: Iterable[Entry]) -> dict[str, list[tuple[int, int, str]]]:
    """What the store's chain noted of the heads of each file: (number in the store's chain, number, hash)."""
    noted: dict[str, list[tuple[int, int, str]]] = {}
    for entry in store_entries:
        if entry.kind == kinds.HEAD:
            noted.setdefault(entry.body["file"], []).append((entry.n, entry.body["n"], entry.body["hash"]))
    return noted


def _is(form: re.Pattern[str], value: Any) -> bool:
    return isinstance(value, str) and form.fullmatch(value) is not None


def _earlier(entry: Entry, number: object, mark: object, marks: dict[int, str]) -> bool:
    return type(number) is int and number < entry.n and marks.get(number) == mark and _is(_HASH, mark)
