"""The pack's tables on who vouches for the file: signatures with their result, anchors with theirs, and which entries nothing outside holds.

Tokens are judged by what lies in the archive alone: the same content gives the same page, and a page must not lend a store's own trust to who
reads it elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from breach.i18n import t
from breach.log import kinds
from breach.log.attested import WITNESS, anchors
from breach.log.received import unwrapped
from breach.log.verifier_tokens import Token, judged
from breach.service.page import Table
from breach.service.signing import vouched

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from breach.log.attested import Anchor
    from breach.log.entries import Entry
    from breach.service.desk import Desk
    from breach.service.pack_seen import Seen
    from breach.service.signing import Vouched

DIGITS = 16
"""How much of a key or a hash is shown: whole ones stand in ``keys.json`` and ``hashes.txt``."""
HOLDING = ("right", "signed")
"""What a token must be worth, by what the archive holds, for its entries to be said held, if the certificate is the service's."""
ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Vouching:
    """What was found of those who vouch: ``signed`` by the entry that holds the signature, and the anchors, each with its token (None: a
    witness).
    """

    signed: Mapping[int, Vouched] = field(default_factory=dict)
    anchors: Sequence[tuple[Anchor, Token | None]] = ()


def vouching(desk: Desk, file: str, entries: Sequence[Entry], blobs: Iterable[tuple[int, str, int, bytes]]) -> Vouching:
    """What is found of the signatures and anchors of ``entries``, the chain of ``file``; ``blobs``: what the archive keeps of them."""
    signed, _ = vouched(desk, file, entries)
    kept = {(n, mark): body for n, mark, _, body in blobs}
    held, _ = anchors(entries)
    return Vouching({one.n: one for one in signed}, [(one, _token(one, kept)) for one in held])


def _token(anchor: Anchor, kept: Mapping[tuple[int, str], bytes]) -> Token | None:
    if anchor.method == WITNESS:
        return None
    answer = kept.get((anchor.n, anchor.token or ""))
    beside = kept.get((anchor.n, anchor.authority or ""), b"")
    return judged(answer, bytes.fromhex(anchor.head), beside) if answer is not None else Token(ABSENT)


def signatures(seen: Seen, found: Vouching) -> str | Table:
    """Who signed what, in which role, when, with which key, and whether it is right; those of a review that came in included."""
    rows = []
    for outer in seen.entries:
        entry = unwrapped(outer)
        if entry.kind != kinds.SIGNATURE:
            continue
        one, body = found.signed.get(outer.n), entry.body
        of, scope = one.of if one else body["entry"], seen.say(f"scope-{body['scope']}")
        rows.append(
            (
                str(outer.n),
                *seen.who_and_role(entry.actor, entry.role),
                f"{of} : {_what(seen, of)}\n{scope}",
                seen.when(entry.recorded_at),
                f"{body['key'][:DIGITS]}…",
                _result(seen, one),
            )
        )
    if not rows:
        return seen.say("no-signatures")
    return Table(seen.say("signatures"), _heads(seen, "n", "signer", "role", "signed-what", "recorded", "key", "result"), tuple(rows))


def _what(seen: Seen, of: int) -> str:
    """What entry ``of`` is, in words."""
    if not 1 <= of <= len(seen.entries):
        return "—"
    line = seen.file.timeline[of - 1]
    return seen.word("kinds.", line.kind)


def _result(seen: Seen, one: Vouched | None) -> str:
    if one is None:
        return seen.say("result-differs")
    code = "in-profile" if one.standing == "right" and one.in_profile else f"standing-{one.standing}"
    later = (
        t("verify.revoked-later", seen.lang, at=seen.when(one.revoked_at)) if one.revoked_at and one.standing not in ("revoked", "doubted") else ""
    )
    return seen.say("result-right", key=t(f"verify.{code}", seen.lang) + later)


def held(seen: Seen, found: Vouching) -> tuple[str | Table, ...]:
    """What outside is said to hold the chain, with its result; then which entries are held, since when, and which are not."""
    rows = []
    for anchor, token in found.anchors:
        entry = seen.entries[anchor.n - 1]
        rows.append(
            (
                str(anchor.n),
                *seen.who_and_role(entry.actor, entry.role),
                seen.say(f"method-{anchor.method}"),
                f"{anchor.of} : {anchor.head[:DIGITS]}…",
                seen.when(token.at if token else None),
                seen.when(anchor.recorded_at),
                seen.papers(anchor.n),
                _worth(seen, token),
            )
        )
    spans = Table(seen.say("ranges"), _heads(seen, "entries", "held-by", "since", "result"), tuple(_ranges(seen, found)))
    if not rows:
        return (seen.say("no-anchors"), spans)
    heads = _heads(seen, "n", "signer", "role", "method-anchor", "head", "stamped", "recorded", "papers", "result")
    return (Table(seen.say("anchors"), heads, tuple(rows)), spans)


def _worth(seen: Seen, token: Token | None) -> str:
    code = token.code if token else "declared"
    if token is None or code in (*HOLDING, "unchecked", ABSENT):
        return seen.say(f"anchor-{code}", by=token.by if token else "")
    return seen.say("anchor-worthless", said=t(f"verifier.tell-token-{code}", seen.lang))


def _ranges(seen: Seen, found: Vouching) -> list[tuple[str, str, str, str]]:
    """Each stretch of entries with the earliest that is known of it: held by a token, presented by a witness, or by nothing."""
    rows, reach = [], 0
    stamped = [(token.at, anchor.of, anchor.n, token.code) for anchor, token in found.anchors if token and token.code in HOLDING]
    for at, of, n, code in sorted(stamped):
        if of > reach:
            rows.append((_span(reach + 1, of), seen.say("held-by-token", n=n), seen.when(at), seen.say(f"range-{code}")))
            reach = of
    shown = max((anchor.of for anchor, token in found.anchors if token is None), default=0)
    if shown > reach:
        rows.append((_span(reach + 1, shown), seen.say("held-by-witness"), "—", seen.say("range-witness")))
        reach = shown
    if reach < seen.file.entries:
        rows.append((_span(reach + 1, seen.file.entries), seen.say("held-by-nothing"), "—", seen.say("range-loose")))
    return rows


def _span(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}–{last}"


def _heads(seen: Seen, *names: str) -> tuple[str, ...]:
    return tuple(seen.say(f"head-{name}") for name in names)
