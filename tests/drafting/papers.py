"""Makes each paper from its folder's sample; run as a script, writes the expected results anew: look at the difference before you keep it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from breach.catalogue.files import read_facts
from breach.catalogue.forms import load_form
from breach.catalogue.loader import load
from breach.catalogue.profiles import parse_profile
from breach.drafting import writers
from breach.drafting.letter import draft_page
from breach.drafting.notice import Filing, notice_fields
from breach.drafting.notice_render import NoticeMeta, render_notice
from breach.drafting.papers import paper
from breach.service.drafting_ports import Around, Attempt, FiledPaper, Piece

if TYPE_CHECKING:
    from breach.domain.facts import Facts
    from breach.domain.profile import Profile

FOLDER = Path(__file__).resolve().parents[2] / "templates" / "notifications"
ZONE = "Europe/Paris"
NOW = datetime(2026, 11, 18, 13, 30, tzinfo=UTC)
EXPECTED = {
    "people": ("fr.email.md", "fr.post.txt", "fr.post.html", "fr.sms.txt", "en.email.md", "en.post.txt", "en.sms.txt"),
    "people-minor": ("fr.email.md", "fr.post.html", "en.email.txt"),
    "people-employee": ("fr.email.md", "en.email.md"),
    "people-relatives": ("fr.post.txt", "en.email.md"),
    "public-notice": ("fr.publication.md", "fr.publication.html", "en.press.md"),
    "faq": ("fr.publication.md", "en.publication.md"),
    "call-script": ("fr.phone.md", "en.phone.md"),
    "client-promise": ("fr.post.txt", "en.email.md"),
    "controller-33-2": ("fr.email.md", "fr.post.html", "en.email.md"),
    "complaint-police": ("fr.post.txt", "en.post.md"),
    "complaint-insurer": ("fr.email.md", "en.email.md"),
    "nis1-first": ("fr.email.md", "en.email.md"),
    "dora-initial": ("fr.email.md", "en.email.md"),
    "cnil-portal-failure": ("fr.email.md", "en.phone.md"),
    "edpb-2026-draft": ("fr.initial.md", "fr.initial.html", "en.complementary.md"),
    "telecom-24h": ("fr.initial.md", "en.complementary.html"),
    "cnil-2023": ("fr.initial.md", "fr.initial.html", "fr.complementary.md", "en.complete.md", "en.complete.html"),
}


def sample(paper_id: str) -> Facts:
    return read_facts((FOLDER / paper_id / "sample.toml").read_text(encoding="utf-8"), "sample.toml", ZONE)


def profile() -> Profile:
    return parse_profile((FOLDER / "sample-profile.toml").read_text(encoding="utf-8"), "sample-profile.toml")


def around(paper_id: str) -> Around:
    """What an invented file holds around a paper; for a paper to a client, the first client of its sample."""
    parties = sample(paper_id).get("parties")
    rows = parties.value if parties is not None and isinstance(parties.value, tuple) else ()
    return Around(
        ref="2026-0001",
        evidence=[Piece("journal-serveur.txt", 20480, "5" * 64), Piece("demande-de-rançon.png", 81920, "a" * 64)],
        attempts=[Attempt(NOW - timedelta(hours=2), "Le téléservice répond « erreur 503 ».", "capture.png", "b" * 64)],
        filings=[FiledPaper("cnil-2023", "initial", NOW - timedelta(hours=1), "CNIL-2026-4242")],
        party=rows[0] if rows else None,
        due={"insurance-complaint": NOW + timedelta(hours=18), "dora-initial": NOW, "gdpr-33-1": NOW + timedelta(hours=19)},
    )


def made(paper_id: str, name: str) -> str:
    lang, kind, fmt = name.split(".")
    if paper(paper_id).kind != "notice":
        page = draft_page(
            paper_id, kind, sample(paper_id), profile(), load(), lang=lang, exercise=False, now=NOW, zone=ZONE, around=around(paper_id)
        ).page
        return writers.text(fmt, page)
    form = load_form(paper_id)
    filing = Filing(kind, earlier_reference="CNIL-2026-4242" if kind == "complementary" else None, late=kind == "complete")
    fields = notice_fields(form, sample(paper_id), profile(), filing, lang=lang, zone=ZONE, now=NOW)
    exercise = kind == "complete"
    return render_notice(fields, NoticeMeta(form, kind, profile().organisation.name, lang, ZONE, NOW, "2026-0001", exercise=exercise), fmt)


if __name__ == "__main__":
    for paper_id, names in EXPECTED.items():
        for name in names:
            (FOLDER / paper_id / f"expected.{name}").write_text(made(paper_id, name), encoding="utf-8")
