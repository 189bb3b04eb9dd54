"""Anchors outside: what makes a later rewriting of a chain show, because somebody else holds its head.

A time-stamp is asked of a service only where the configuration names one. A head can also be printed, mailed, or read back from wherever it
was noted. What lies only in the store is never called an anchor: whoever holds the store could have written it too.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from breach.domain.text import Text
from breach.errors import InputError, NotSo, RuleError
from breach.i18n import t
from breach.log import kinds
from breach.log.attested import HEAD, RFC3161, WITNESS, Anchor
from breach.log.entries import PREFIX
from breach.service.desk import STORE, clean
from breach.service.signing import attesting_of, sign

if TYPE_CHECKING:
    from collections.abc import Sequence

    from breach.service.attesting_ports import Judged, Judging
    from breach.service.desk import Acting, Desk
    from breach.service.ports import FileRow, Writer, Written

_HEAD = re.compile(r"(?<![0-9])([0-9]{1,9}):([0-9a-f]{64})(?![0-9a-f])")


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a chain: what is printed, mailed and stamped. ``name``: a file's reference, or the words for the store's own chain."""

    name: str
    file: str
    n: int
    hash: str

    @property
    def text(self) -> str:
        """What the QR code holds, and what ``--head`` and ``--witness`` take back."""
        return f"breach-head-1 {self.file} {self.n}:{self.hash}"

    def line(self, lang: str) -> str:
        """The printed line."""
        return t("anchor.line", lang, name=self.name, n=self.n, hash=self.hash)

    def mail(self, lang: str, at: str) -> str:
        """A text to be sent to somebody who keeps it: subject, blank line, body. Nothing is sent."""
        return t("anchor.mail", lang, name=self.name, n=self.n, hash=self.hash, file=self.file, at=at)

    def to_json(self) -> dict[str, object]:
        """As ``anchor --json`` prints it."""
        return {"name": self.name, "file": self.file, "n": self.n, "head": self.hash, "text": self.text}


@dataclass(frozen=True, slots=True)
class Stamped:
    """A time-stamp that was asked for and kept: the head it is of, what it proves, and the entry that holds it."""

    head: Head
    judged: Judged
    done: Written


@dataclass(frozen=True, slots=True)
class Chain:
    """A chain to anchor: a file's, or the store's own (``row`` None)."""

    chain: int
    uuid: str
    name: str
    row: FileRow | None


def chain_of(desk: Desk, ref: str | None) -> Chain:
    """The chain of the file ``ref``, the store's own without one. Raises InputError ``no-such-file``."""
    if ref:
        row = desk.store.find(ref)
        return Chain(row.chain, row.uuid, row.ref, row)
    return Chain(STORE, desk.store.uuid(STORE), t("verify.store-chain", desk.lang), None)


def head_of(desk: Desk, chain: Chain) -> Head:
    """The head of ``chain`` as it stands."""
    rows = desk.store.rows(chain.chain)
    return Head(chain.name, chain.uuid, len(rows), rows[-1][1])


def read_head(text: str) -> tuple[int, str]:
    """Number and hash of a head that was noted: ``NUMBER:HASH``, alone or in the text of a QR code. Raises InputError ``bad-head``."""
    found = _HEAD.search(text.strip().lower())
    if found is None:
        raise InputError("bad-head", text=text[:100])
    return int(found[1]), found[2]


def sign_head(desk: Desk, chain: Chain) -> Written | None:
    """Sign the head of a file as who acts: the signature's entry; None where they have no key. Raises RuleError ``head-of-store``."""
    if chain.row is None:
        raise RuleError("head-of-store")
    head = head_of(desk, chain)
    with desk.acting() as act:
        return sign(act, desk, chain.row, _At(head.n, head.hash), HEAD)


class _At:
    """An entry that is there already, as what was just written."""

    __slots__ = ("hash", "n", "recorded_at")

    def __init__(self, n: int, mark: str) -> None:
        self.n, self.hash, self.recorded_at = n, mark, ""


def stamp(desk: Desk, chain: Chain, authority: bytes) -> Stamped:
    """Have the head of ``chain`` stamped by the service that is switched on, and keep its answer to the byte, whatever it is worth.

    ``authority``: the certificates trusted for it (PEM; empty: none is known). Raises InputError ``anchor-not-on``, ``anchor-no-answer``.
    """
    attesting = attesting_of(desk)
    if not attesting.service:
        raise InputError("anchor-not-on")
    if chain.row is None:
        _note_heads(desk)
    head = head_of(desk, chain)
    token = attesting.stamp(PREFIX + desk.store.rows(chain.chain)[head.n - 1][0])
    judged = attesting.judge(token, head.hash, authority)
    body = {
        "method": RFC3161,
        "n": head.n,
        "head": head.hash,
        "service": Text(attesting.service),
        "format": "tsr",
        "token_sha256": hashlib.sha256(token).hexdigest(),
        "size": len(token),
        "authority_sha256": hashlib.sha256(authority).hexdigest() if authority else None,
        "stamped_at": judged.at,
        "standing": judged.code,
    }
    with desk.acting() as act:
        done = _append(act, chain, kinds.ANCHORED, body)
        act.writer.put_blob(chain.chain, done.n, token)
        if authority:
            act.writer.put_blob(chain.chain, done.n, authority)
        if chain.row is not None:
            act.append_store(kinds.HEAD, {"file": chain.uuid, "n": done.n, "hash": done.hash, "for": "anchor"})
    return Stamped(head, judged, done)


def witness(desk: Desk, chain: Chain, noted: str, where: str) -> tuple[int, Written | None]:
    """Compare ``chain`` with a head that was ``noted`` outside, and put on record that it was presented, and ``where`` it had been kept.

    Gives its number and the entry (None on the store's own chain). Raises NotSo ``witness-differs`` where the chain is not the one noted.
    """
    n, mark = read_head(noted)
    rows = desk.store.rows(chain.chain)
    there = rows[n - 1][1] if 1 <= n <= len(rows) else t("anchor.nothing", desk.lang)
    if there != mark:
        raise NotSo("witness-differs", name=chain.name, n=n, noted=mark, there=there)
    body = {"method": WITNESS, "n": n, "head": mark, "where": clean(where, what="--where")}
    with desk.acting() as act:
        return n, _append(act, chain, kinds.ANCHORED, body)


def _append(act: Acting, chain: Chain, kind: str, body: dict[str, object]) -> Written:
    return act.append(chain.row, kind, body) if chain.row is not None else act.append_store(kind, body)


def _note_heads(desk: Desk) -> None:
    """Put the head of every file into the store's chain where it is not there yet: one anchor of that chain then holds them all."""
    noted = {entry.body["file"]: (entry.body["n"], entry.body["hash"]) for entry in desk.store.history(STORE) if entry.kind == kinds.HEAD}
    files = [(chain, uuid) for chain, uuid in desk.store.chains() if chain != STORE]
    with desk.acting() as act:
        for chain, uuid in files:
            rows = desk.store.rows(chain)
            if rows and noted.get(uuid) != (len(rows), rows[-1][1]):
                note_head(act.writer, act.actor, uuid, (len(rows), rows[-1][1]))


def note_head(writer: Writer, actor: str, file: str, head: tuple[int, str]) -> None:
    """Note the ``head`` of ``file`` in the store's chain."""
    writer.append(STORE, kinds.HEAD, {"file": file, "n": head[0], "hash": head[1], "for": "anchor"}, actor=actor, role="")


@dataclass(frozen=True, slots=True)
class Weighed:
    """An anchor and what it is worth. ``standing``: ``right``, ``declared`` (a witness that the store itself says was presented), or why
    it proves nothing; ``at``: when it was stamped; ``authority``: SHA-256 of the certificates it was judged by.
    """

    anchor: Anchor
    standing: str
    at: str | None
    said: str
    authority: str

    def to_json(self, name: str) -> dict[str, object]:
        """As ``verify --json`` prints it."""
        anchor = self.anchor
        about: dict[str, object] = {"file": name, "entry": anchor.n, "to": anchor.of, "method": anchor.method, "standing": self.standing}
        return {**about, "at": self.at, "said": self.said, "authority_sha256": self.authority}


def weigh(attesting: Judging | None, anchors: Sequence[Anchor], kept: dict[tuple[int, str], bytes], authority: bytes) -> list[Weighed]:
    """What each of ``anchors`` is worth, without any network. ``kept``: bytes by (entry, SHA-256); ``authority``: the configuration's
    certificates, which go before those that were kept with a token.
    """
    found = []
    for anchor in anchors:
        token = kept.get((anchor.n, anchor.token or ""))
        if anchor.method == WITNESS:
            found.append(Weighed(anchor, "declared", None, "", ""))
        elif token is None or attesting is None:
            found.append(Weighed(anchor, "absent", None, "", ""))
        else:
            trusted = authority or kept.get((anchor.n, anchor.authority or ""), b"")
            judged = attesting.judge(token, anchor.head, trusted)
            found.append(Weighed(anchor, judged.code, judged.at, judged.said, hashlib.sha256(trusted).hexdigest() if trusted else ""))
    return found


def anchored_to(weighed: Sequence[Weighed]) -> int:
    """The number of the last entry that a right time-stamp holds; 0 where none does."""
    return max((one.anchor.of for one in weighed if one.standing == "right"), default=0)
