"""Letters and notices for the tests of formats: samples of the papers, a recipient, and hostile texts."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from breach.catalogue.files import read_facts
from breach.catalogue.forms import load_form
from breach.catalogue.loader import load
from breach.catalogue.profiles import parse_profile
from breach.domain.facts import Fact
from breach.drafting import writers
from breach.drafting.letter import addressee, draft_page
from breach.drafting.notice import Filing, notice_fields
from breach.drafting.notice import public as without
from breach.drafting.notice_render import NoticeMeta, notice_page, render_notice
from breach.drafting.papers import paper
from breach.drafting.recipient import Recipient

if TYPE_CHECKING:
    from breach.domain.facts import Facts
    from breach.domain.profile import Profile
    from breach.drafting.letter_page import Page
    from breach.drafting.notice import NoticeField

FOLDER = Path(__file__).resolve().parents[2] / "templates" / "notifications"
ZONE = "Europe/Paris"
NOW = datetime(2026, 11, 18, 13, 30, tzinfo=UTC)
NOE = Recipient(
    id="7",
    civility="Mme",
    last_name="Éloïse-Dûrand",
    first_name="Noé",
    email="noe@client.example",
    address1="Résidence des Lilas",
    address2="12 rue de l’Église",
    postcode="57000",
    city="Metz",
)
HOSTILE = (
    '#read("/etc/passwd") *x* $1$ @ref <label> // \\u{41} #import "x"',
    "<script>alert(1)</script> & ]]> <!-- {{ 7*7 }} {% for x in y %}",
    "=cmd|' /C calc'!A0\r\nBcc: victim@client.example\r\n\r\nbody",
    "\x00\x07\x1b[31m\u202e\ufffe\ud800 end",
    "../../etc/passwd\t%00 C:\\x \\\\host\\share",
)


def profile() -> Profile:
    return parse_profile((FOLDER / "sample-profile.toml").read_text(encoding="utf-8"), "sample-profile.toml")


def facts(paper_id: str = "people", **texts: str) -> Facts:
    found = read_facts((FOLDER / paper_id / "sample.toml").read_text(encoding="utf-8"), "sample.toml", ZONE)
    return {**found, **{key: Fact("known", text) for key, text in texts.items()}}


def letter(
    paper_id: str = "people",
    channel: str = "post",
    *,
    lang: str = "fr",
    exercise: bool = False,
    to: Recipient | None = NOE,
    slotted: bool = False,
    own: Profile | None = None,
    **texts: str,
) -> Page:
    return draft_page(
        paper_id,
        channel,
        facts(paper_id, **texts),
        own or profile(),
        load(),
        lang=lang,
        exercise=exercise,
        recipient=to,
        now=NOW,
        zone=ZONE,
        slotted=slotted,
    ).page


def _notice(lang: str, kind: str, texts: dict[str, str], *, exercise: bool, public: bool) -> tuple[list[NoticeField], NoticeMeta]:
    form = load_form("cnil-2023")
    fields = notice_fields(form, facts("cnil-2023", **texts), profile(), Filing(kind), lang=lang, zone=ZONE, now=NOW)
    if public:
        fields = without(fields, paper("cnil-2023").confidential, lang)
    return fields, NoticeMeta(form, kind, profile().organisation.name, lang, ZONE, NOW, "2026-0001", exercise=exercise, public=public)


def notice(lang: str = "fr", kind: str = "initial", *, exercise: bool = False, public: bool = False, **texts: str) -> Page:
    return notice_page(*_notice(lang, kind, texts, exercise=exercise, public=public))


def notice_html(lang: str = "fr", kind: str = "initial", *, exercise: bool = False, public: bool = False, **texts: str) -> str:
    return render_notice(*_notice(lang, kind, texts, exercise=exercise, public=public), "html")


def made(fmt: str, page: Page, to: Recipient | None = None, paper_id: str = "people") -> bytes:
    """``page`` in ``fmt``; with ``to`` its slots are filled."""
    prepared = writers.writer(fmt, paper_id, page.channel, page.lang).prepare(page)
    if to is None:
        return prepared.render()
    return prepared.render(addressee(paper_id, to, profile(), load(), page.lang, to.id))


def hostile(text: str) -> Recipient:
    """A recipient whose every field is ``text``, but for what an address must be."""
    return replace(NOE, last_name=text, first_name=text, address1=text, address2=text, city=text)
