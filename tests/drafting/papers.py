"""Makes each paper from its folder's sample; run as a script, writes the expected results anew: look at the difference before you keep it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from breach.catalogue.files import read_facts
from breach.catalogue.forms import load_form
from breach.catalogue.loader import load
from breach.catalogue.profiles import parse_profile
from breach.drafting.letter import draft_letter
from breach.drafting.notice import Filing, notice_fields
from breach.drafting.notice_render import NoticeMeta, render_notice

if TYPE_CHECKING:
    from breach.domain.facts import Facts
    from breach.domain.profile import Profile

FOLDER = Path(__file__).resolve().parents[2] / "templates" / "notifications"
ZONE = "Europe/Paris"
NOW = datetime(2026, 11, 18, 13, 30, tzinfo=UTC)
EXPECTED = {
    "people": ("fr.email.md", "fr.post.txt", "fr.post.html", "en.email.md", "en.post.txt"),
    "people-minor": ("fr.email.md", "fr.post.html", "en.email.txt"),
    "cnil-2023": ("fr.initial.md", "fr.initial.html", "fr.complementary.md", "en.complete.md", "en.complete.html"),
}


def sample(paper_id: str) -> Facts:
    return read_facts((FOLDER / paper_id / "sample.toml").read_text(encoding="utf-8"), "sample.toml", ZONE)


def profile() -> Profile:
    return parse_profile((FOLDER / "sample-profile.toml").read_text(encoding="utf-8"), "sample-profile.toml")


def made(paper_id: str, name: str) -> str:
    lang, kind, fmt = name.split(".")
    if paper_id != "cnil-2023":
        letter = draft_letter(paper_id, kind, sample(paper_id), profile(), load(), lang=lang, exercise=False, now=NOW, zone=ZONE, formats=(fmt,))
        return letter.texts[fmt]
    form = load_form(paper_id)
    filing = Filing(kind, earlier_reference="CNIL-2026-4242" if kind == "complementary" else None, late=kind == "complete")
    fields = notice_fields(form, sample(paper_id), profile(), filing, lang=lang, zone=ZONE, now=NOW)
    exercise = kind == "complete"
    return render_notice(fields, NoticeMeta(form, kind, profile().organisation.name, lang, ZONE, NOW, "2026-0001", exercise=exercise), fmt)


if __name__ == "__main__":
    for paper_id, names in EXPECTED.items():
        for name in names:
            (FOLDER / paper_id / f"expected.{name}").write_text(made(paper_id, name), encoding="utf-8")
