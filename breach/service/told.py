"""What people were really told, as the notice gives it (CNIL, rubric 13): when, how many, by which means, and the text kept beside the sending."""

from __future__ import annotations

from typing import TYPE_CHECKING

from breach.catalogue.showing import show_instant
from breach.domain.facts import UNKNOWN, CodeSet, Fact, fact_of
from breach.domain.instants import from_z
from breach.domain.outside_words import channel_name, template_name
from breach.domain.papers import TO_SUBJECTS
from breach.errors import InputError
from breach.i18n import t

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from typing import Any

    from breach.domain.facts import Facts
    from breach.log.fold import Act
    from breach.service.desk import Desk
    from breach.service.files import Opened

PUBLIC, PUBLIC_CHANNELS = "public-notice", ("publication", "press")
"""What reaches nobody in particular."""
READABLE = ("md", "txt", "html", "eml")
"""Formats whose text the reader of messages takes out."""


def with_sendings(opened: Opened, now: datetime) -> Facts:
    """The facts of ``opened`` at ``now`` (UTC) as the notice needs them: where the file says nothing of the informing, what its sendings say.

    The first day, those who were reached, the means. What a person has stated stands: "they will be", and that it cannot be known. Whether several
    sendings of one letter went to the same people nobody has said: their number then lies between the largest and all together. How many a public
    notice reached is not known.
    """
    seen = opened.seen(now)
    sendings = [act.body for act in opened.file.sendings if _tells(act) and act.body["count"] > act.body["bounced"]]
    if not sendings:
        return seen
    said: Facts = {
        "subjects_informed": Fact("known", "informed"),
        "subjects_informed_at": Fact("known", from_z(min(body["at"] for body in sendings))),
        **_reached(sendings),
        "subjects_channels": Fact("known", CodeSet(frozenset(body["channel"] for body in sendings))),
    }
    return {**seen, **{name: fact for name, fact in said.items() if _unsaid(seen, name, now)}}


def _reached(sendings: Sequence[Mapping[str, Any]]) -> Facts:
    """How many people ``sendings`` told; a letter for minors and one for employees go to other people than the rest."""
    by_letter: dict[str, list[int]] = {}
    for body in sendings:
        if body["template"] != PUBLIC and body["channel"] not in PUBLIC_CHANNELS:
            by_letter.setdefault(body["template"], []).append(body["count"] - body["bounced"])
    if not by_letter:
        return {}
    low, high = (sum(of(counts) for counts in by_letter.values()) for of in (max, sum))
    count = Fact("known", high) if low == high else Fact("estimated", low=low, high=high, because=t("drafts.sendings-overlap", "fr"))
    return {"subjects_informed_count": count}


def _unsaid(seen: Facts, name: str, now: datetime) -> bool:
    return fact_of(seen, name, now).state == "unknown" and seen.get(name, UNKNOWN).state != "cannot_be_known"


def _tells(act: Act) -> bool:
    return act.body["template"] in TO_SUBJECTS or bool(act.body.get("subjects"))


def told(desk: Desk, opened: Opened) -> str | None:
    """The text of the last sending to the people concerned, as the notice gives it; None where none is kept. Where others are kept that say something
    else, a first line says whose it is, and names them: nothing is quoted for the whole.
    """
    kept = [act for act in opened.file.sendings if _tells(act) and act.body.get("message")]
    found = next(((act, said) for act in reversed(kept) if (said := _text(desk, opened, act))), None)
    if found is None:
        return None
    last, said = found
    texts = {act.body["message"]["sha256"]: act for act in kept}
    others = [act for mark, act in texts.items() if mark != last.body["message"]["sha256"]]
    if not others:
        return said
    listed = "\u202f; ".join(_which(act, desk.zone) for act in others)
    return t("drafts.message-one-of", "fr", this=_which(last, desk.zone), others=listed) + "\n\n" + said


def _which(act: Act, zone: str) -> str:
    """A sending in words, in the notice's French: the letter, its channel, its day and hour."""
    body = act.body
    at = show_instant(from_z(body["at"]), "fr", zone)
    return t("drafts.message-of", "fr", letter=template_name(body["template"], "fr"), channel=channel_name(body["channel"], "fr"), at=at)


def kept_of(desk: Desk, opened: Opened, act: Act) -> tuple[bytes, str | None] | None:
    """The text kept with the sending ``act`` and its format, None for one that is not read; None where no text is kept."""
    kept = act.body.get("message")
    if not kept:
        return None
    body = next((held for _, mark, _, held in desk.store.blobs(opened.row.chain, act.n) if mark == kept["sha256"] and held), None)
    return None if body is None else (body, kept["format"] if kept["format"] in READABLE else None)


def _text(desk: Desk, opened: Opened, act: Act) -> str | None:
    found = kept_of(desk, opened, act)
    if found is None:
        return None
    body, fmt = found
    if fmt is not None:
        try:
            return desk.drafting().message(body, f"message.{fmt}")
        except InputError:
            pass  # kept as proof all the same; the notice names it
    kept = act.body["message"]
    return t("drafts.message-attached", "fr", name=str(kept["name"] or ""), sha256=kept["sha256"][:12])
