"""The field's terms in French and English, with what each means and where it is at home.

Data are in ``terms.toml``; ``breach help TERM`` prints an entry and ``docs/glossary.md`` lists them all.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache

from breach import resources
from breach.i18n import french


@dataclass(frozen=True, slots=True)
class Entry:
    """A term. ``article``: the text that defines or uses it, "" where none does; ``to_check``: to be read again in that text."""

    id: str
    fr: str
    en: str
    definition_fr: str
    definition_en: str
    article: str
    aliases: tuple[str, ...]
    to_check: bool

    def word(self, lang: str) -> str:
        """The term in ``lang`` ("fr" or "en")."""
        return self.fr if lang == "fr" else self.en

    def definition(self, lang: str) -> str:
        """What it means, in ``lang`` ("fr" or "en")."""
        return self.definition_fr if lang == "fr" else self.definition_en

    def article_in(self, lang: str) -> str:
        """The article, the text's name said in ``lang`` ("fr" or "en")."""
        if lang == "fr":
            return self.article
        return self.article.replace("RGPD", "GDPR").replace("art.", "Art.").replace("cons.", "rec.").replace(" et ", " and ").replace(" à ", " to ")


def parse(text: str) -> dict[str, Entry]:
    """The terms of a TOML text, by id, in its order. Raises tomllib.TOMLDecodeError, KeyError or TypeError: faults of the data."""
    import tomllib

    return {
        id_: Entry(
            id=id_,
            fr=french(row["fr"]),
            en=row["en"],
            definition_fr=french(row["definition_fr"]),
            definition_en=row["definition_en"],
            article=row["article"],
            aliases=tuple(row.get("aliases", ())),
            to_check=row.get("to_check", False),
        )
        for id_, row in tomllib.loads(text).items()
    }


@cache
def entries() -> dict[str, Entry]:
    """The terms by id. Raises InputError ``data-files-missing`` where the installation is incomplete."""
    return parse(resources.read_text("glossary/terms.toml"))


def _folded(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name.replace("’", "'"))
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(plain.casefold().replace("-", " ").replace("_", " ").split())


@cache
def _by_name() -> dict[str, Entry]:
    found: dict[str, Entry] = {}
    for entry in entries().values():
        for name in (entry.id, entry.fr, entry.en):
            found[_folded(name)] = entry
    for entry in entries().values():
        for name in entry.aliases:
            found.setdefault(_folded(name), entry)
    return found


def term(name: str) -> Entry | None:
    """The entry for ``name``: an id, a term of either language or an alias; case, accents and hyphens do not matter. None where there is none."""
    return _by_name().get(_folded(name))


def names(lang: str = "fr") -> list[str]:
    """Every term in ``lang`` ("fr" or "en"), in alphabetical order."""
    return sorted((entry.word(lang) for entry in entries().values()), key=_folded)


def as_markdown() -> str:
    """The whole glossary as ``docs/glossary.md`` has it: in the order of the French terms."""
    lines = [
        "# Glossaire / Glossary",
        "",
        "`breach help TERME` affiche une entrée ; `breach help TERM` prints an entry. Written from `breach/glossary/terms.toml` by",
        "`python -m breach.glossary`; change it there. « à vérifier » / “to check”: read the text again before relying on it.",
    ]
    for entry in sorted(entries().values(), key=lambda e: _folded(e.fr)):
        article = f" ({entry.article}{' ; à vérifier / to check' if entry.to_check else ''})" if entry.article else ""
        lines += ["", f"## {entry.fr} / {entry.en}", "", f"{entry.definition_fr}{article}", "", f"*{entry.definition_en}*"]
    return "\n".join(lines) + "\n"
