"""The pack's sections on the file itself: the ten questions, what is kept and what was erased or withheld, whether the file is intact."""

from __future__ import annotations

from typing import TYPE_CHECKING

from breach.service import pack_vouched
from breach.service.page import Link, Section, Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from breach.service.pack_seen import Seen
    from breach.service.pack_vouched import Vouching
    from breach.service.redaction import Withheld

QUESTIONS: tuple[tuple[str, ...], ...] = (
    ("knowledge", "timeline"),
    ("decisions", "people", "filings"),
    ("awareness", "evidence"),
    ("filings",),
    ("filings",),
    ("decisions", "other"),
    ("changes", "decisions"),
    ("people",),
    ("measures",),
    ("integrity", "keeping"),
)
"""Where each of the ten questions that an inspector asks is answered (docs/inspection.md)."""


def questions(seen: Seen, there: Sequence[str]) -> Section:
    """The ten questions, each with links to the sections that answer it (those in ``there``)."""
    rows = tuple(
        (str(number), seen.say(f"question-{number}"), tuple(Link(seen.say(place), f"#{place}") for place in places if place in there))
        for number, places in enumerate(QUESTIONS, 1)
    )
    heads = (seen.say("head-number"), seen.say("head-question"), seen.say("head-where"))
    return Section("questions", seen.say("questions"), (Table(seen.say("questions"), heads, rows),))


def keeping(seen: Seen, retention: str) -> Section:
    """How long the file is kept, the legal hold in force, and what was erased: which texts, by whom, why."""
    hold = seen.file.hold
    said = seen.say("hold", n=hold.n, why=seen.text(hold.n, hold.body["why"])) if hold else seen.say("no-hold")
    rows = tuple(
        (
            str(act.n),
            seen.say("erased-what", entry=act.body["entry"], texts=", ".join(act.body["texts"]) or "—", files=len(act.body["files"])),
            seen.text(act.n, act.body["why"]),
            seen.who(act.actor, act.role),
            seen.when(act.recorded_at),
        )
        for act in seen.file.erasures
    )
    heads = tuple(seen.say(f"head-{name}") for name in ("n", "erased", "why", "who", "recorded"))
    table = Table(seen.say("erasures"), heads, rows) if rows else seen.say("no-erasures")
    return Section("keeping", seen.say("keeping"), (retention, said, table))


def integrity(seen: Seen, found: Vouching) -> Section:
    """The head, what it proves and what not, how to verify without this program; who signed, and which entries something outside holds."""
    file = seen.file
    absent = sum(text is None for entry in seen.entries for text in entry.words.values())
    rows = (
        (seen.say("head-file"), seen.row.uuid),
        (seen.say("head-entries"), str(file.entries)),
        (seen.say("head-head"), f"{file.entries}:{file.head}"),
        (seen.say("head-absent"), str(absent)),
        (seen.say("head-verify"), "python3 verify_breach.py EXPORT.zip"),
    )
    table = Table(seen.say("integrity"), (seen.say("head-item"), seen.say("head-content")), rows)
    parts = (table, seen.say("proves"), seen.say("proves-not"), pack_vouched.signatures(seen, found), *pack_vouched.held(seen, found))
    return Section("integrity", seen.say("integrity"), parts)


def withheld(seen: Seen, held: Withheld) -> Section:
    """What this redacted variant holds back, and why."""
    rows = [(f"{n}.{name}", seen.say(f"reason-{code}")) for (n, name), code in sorted(held.texts.items())]
    rows += [(f"{n} · SHA-256 {mark[:16]}…", seen.say(f"reason-{code}")) for (n, mark), code in sorted(held.files.items())]
    rows += [(seen.say("people-names", count=held.people), seen.say("reason-name"))] if held.people else []
    why = (seen.say("withheld-why", why=held.why),) if held.why else ()
    table = Table(seen.say("withheld-list"), (seen.say("head-withheld"), seen.say("head-why")), tuple(rows))
    return Section("withheld", seen.say("withheld-list"), (seen.say("withheld-intro"), *why, table))
