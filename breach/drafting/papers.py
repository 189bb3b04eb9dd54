"""The folders of ``templates/notifications``: one paper each, with its manifest and a text per language.

A paper is a notice (to an authority) or a letter (to people). Its manifest says for which channels, languages and formats it is, what it must
hold, and where that is asked. To add one, or a language, is to add files to one folder: the product's, or the user's own, which is looked into
first, file by file (``own_root``).
"""

from __future__ import annotations

import difflib
import os
import re
import tomllib
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from breach import paths, resources
from breach.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping

KIND = "templates"
FOLDER = "notifications"
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_LANGUAGE = re.compile(r"[a-z]{2}\.toml")


@dataclass(frozen=True, slots=True)
class Confidential:
    """Fields that the public version of a notice withholds, and why, by language."""

    fields: frozenset[str]
    why: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper's manifest.

    ``kind``: "notice" (a form of an authority), "letter" (to the people concerned, GDPR Art. 34) or "paper" (to an authority, a client, the police,
    an insurer). ``subjects`` is a letter's subject, with ``{organisation}``, by language. ``required``: for a letter the contents without which it is
    incomplete; for a paper the facts that are named as missing. ``per_party``: one is made for each party of this kind. ``portal``: the address at
    which an authority takes notices, or words by language in its place. ``minor_age`` is in years, with its source. ``listed``: a paper of which one
    is made for each row of a list of recipients, as of letters.
    """

    id: str
    kind: str
    titles: Mapping[str, str]
    subjects: Mapping[str, str]
    channels: tuple[str, ...]
    languages: tuple[str, ...]
    formats: tuple[str, ...]
    required: tuple[str, ...]
    sources: tuple[str, ...]
    checked_on: str
    to_check: bool
    minor_age: int | None = None
    minor_source: str = ""
    confidential: tuple[Confidential, ...] = ()
    per_party: str = ""
    portal: Mapping[str, str] = field(default_factory=dict)
    listed: bool = False

    def title(self, lang: str) -> str:
        """The paper's name in ``lang``; in French where it has none."""
        return self.titles.get(lang, self.titles["fr"])


LARGEST_DOCUMENT = 5_000_000
"""Bytes of a document that serves as layout, packed."""


def own_root() -> str:
    """The user's own papers: ``templates/notifications`` in the configuration folder."""
    return os.path.join(paths.folder("config"), KIND, FOLDER)


def own_stamp(paper_id: str) -> str:
    """What tells one state of the user's own folder of ``paper_id`` from another: a changed file is used at once."""
    try:
        with os.scandir(os.path.join(own_root(), paper_id)) as found:
            states = sorted((entry.name, entry.stat().st_mtime_ns) for entry in found)
    except OSError:
        states = []
    return f"{own_root()} {states}"


def _shipped_root() -> str:
    return os.path.join(resources.shared_root(KIND), FOLDER)


def _ids(root: str) -> set[str]:
    with os.scandir(root) as found:
        return {entry.name for entry in found if entry.is_dir() and _NAME.fullmatch(entry.name)}


def paper_ids() -> tuple[str, ...]:
    """The ids of all papers, shipped and the user's own, sorted. Raises InputError ``data-files-missing``."""
    try:
        shipped = _ids(_shipped_root())
    except OSError as error:
        raise InputError("data-files-missing", kind=f"{KIND}/{FOLDER}") from error
    try:
        own = _ids(own_root())
    except OSError:
        own = set()
    return tuple(sorted(shipped | own))


def sound() -> list[Paper]:
    """Every paper whose manifest can be read: a faulty one of the user's own stops no other. Raises InputError ``data-files-missing``."""
    found = []
    for paper_id in paper_ids():
        try:
            found.append(paper(paper_id))
        except InputError as error:
            if error.code != "manifest-wrong":
                raise
    return found


def paper(paper_id: str) -> Paper:
    """The manifest of ``paper_id``. Raises InputError ``unknown-template``, which names the nearest, or ``manifest-wrong``."""
    return _paper(paper_id, own_stamp(paper_id))


@lru_cache(maxsize=64)
def _paper(paper_id: str, _own: str) -> Paper:
    ids = paper_ids()
    if paper_id not in ids:
        shown = "".join(c if c.isprintable() else "?" for c in paper_id[:60])
        near = difflib.get_close_matches(shown, ids, 3, 0.4) or list(ids)
        raise InputError("unknown-template", template=shown, nearest=", ".join(near))
    try:
        return _with_languages(_of(tomllib.loads(text_of(paper_id, "manifest.toml"))))
    except (tomllib.TOMLDecodeError, KeyError, TypeError, AttributeError) as error:
        raise InputError("manifest-wrong", template=paper_id, said=str(error)[:120]) from error


def _with_languages(found: Paper) -> Paper:
    """``found`` with the languages that were added to its folder: a text ``<lang>.md.j2`` beside a table ``<lang>.toml`` of subject and title."""
    titles, subjects, languages = dict(found.titles), dict(found.subjects), list(found.languages)
    for lang in languages_of(found.id):
        if lang not in languages and exists(found.id, f"{lang}.md.j2"):
            table = tomllib.loads(text_of(found.id, f"{lang}.toml"))
            titles[lang], subjects[lang] = str(table["title"]), str(table["subject"])
            languages.append(lang)
    return replace(found, titles=titles, subjects=subjects, languages=tuple(languages))


def languages_of(paper_id: str) -> tuple[str, ...]:
    """The languages of which the folder of ``paper_id`` has a table ``<lang>.toml``, sorted."""
    names: set[str] = set()
    for root in (own_root(), _shipped_root()):
        folder = os.path.join(root, paper_id)
        names |= set(os.listdir(folder)) if os.path.isdir(folder) else set()
    return tuple(sorted(name[: -len(".toml")] for name in names if _LANGUAGE.fullmatch(name)))


def exists(paper_id: str, name: str) -> bool:
    """Whether the folder of ``paper_id``, the user's own or the one shipped, has the file ``name``."""
    return any(os.path.isfile(os.path.join(root, paper_id, name)) for root in (own_root(), _shipped_root()))


def _of(data: dict[str, Any]) -> Paper:
    minor = data.get("minor", {})
    return Paper(
        id=data["id"],
        kind=data["kind"],
        titles=data["title"],
        subjects=data.get("subject", {}),
        channels=tuple(data["channels"]),
        languages=tuple(data["languages"]),
        formats=tuple(data["formats"]),
        required=tuple(data["required"]),
        sources=tuple(data["sources"]),
        checked_on=str(data["checked_on"]),
        to_check=data["to_check"],
        minor_age=minor.get("age"),
        minor_source=minor.get("source", ""),
        confidential=tuple(Confidential(frozenset(row["fields"]), {"fr": row["fr"], "en": row["en"]}) for row in data.get("confidential", ())),
        per_party=data.get("per_party", ""),
        portal=data.get("portal", {}),
        listed=data.get("listed", False) is True,
    )


def text_of(paper_id: str, name: str) -> str:
    """The text of the file ``name`` in the folder of ``paper_id``, the user's own before the one shipped.

    Raises InputError ``data-files-missing``, ``template-unreadable``.
    """
    path = os.path.join(own_root(), paper_id, name)
    if not os.path.isfile(path):
        return resources.read_shared(KIND, f"{FOLDER}/{paper_id}/{name}")
    try:
        return _read(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError("template-unreadable", path=path, said="UTF-8") from error


def _read(path: str) -> bytes:
    try:
        with open(path, "rb") as file:
            body = file.read(LARGEST_DOCUMENT + 1)
    except OSError as error:
        raise InputError("template-unreadable", path=path, said=error.strerror or "") from error
    if len(body) > LARGEST_DOCUMENT:
        raise InputError("template-unreadable", path=path, said=f"> {LARGEST_DOCUMENT}")
    return body


def template_of(paper_id: str, lang: str, channel: str, ending: str) -> tuple[str, str]:
    """The template of a paper for ``lang`` and ``channel``, and its name: ``fr.post.md.j2`` where there is one, else ``fr.md.j2``."""
    return _template_of(paper_id, lang, channel, ending, own_stamp(paper_id))


@lru_cache(maxsize=64)
def _template_of(paper_id: str, lang: str, channel: str, ending: str, _own: str) -> tuple[str, str]:
    for_channel = f"{lang}.{channel}.{ending}.j2"
    there = channel and exists(paper_id, for_channel)
    name = for_channel if there else f"{lang}.{ending}.j2"
    return text_of(paper_id, name), f"{paper_id}/{name}"


def document_of(paper_id: str, lang: str, channel: str) -> tuple[bytes, str]:
    """The Word layout of a letter and its name: ``fr.post.docx``, ``fr.docx`` or ``letter.docx`` of its folder, else the one for all letters.

    Raises InputError ``template-unreadable``, ``data-files-missing``.
    """
    for root in (own_root(), _shipped_root()):
        for name in (f"{lang}.{channel}.docx", f"{lang}.docx", "letter.docx"):
            path = os.path.join(root, paper_id, name)
            if os.path.isfile(path):
                return _read(path), f"{paper_id}/{name}"
    return _read(os.path.join(resources.shared_root(KIND), "layouts", "letter.docx")), "letter.docx"
