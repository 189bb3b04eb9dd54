"""The organisation's profile: recorded whole, shown, and changed value by value where somebody answers questions."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import re
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from breach.catalogue.labels import code_of
from breach.catalogue.loader import load
from breach.catalogue.profiles import asked, builtin_names, builtin_text, parse_profile
from breach.domain.facts import CodeSet
from breach.domain.profile import CIVILITIES
from breach.domain.text import Text
from breach.errors import InputError, RuleError
from breach.i18n import current, t
from breach.log import kinds

if TYPE_CHECKING:
    from breach.domain.profile import Profile
    from breach.service.desk import Desk

EMPTY = '[organisation]\nname = "?"\ntimezone = "Europe/Paris"\n'
"""What questions start from where there is no profile yet."""
SECTIONS = ("organisation", "legal_representative", "contact", "dpo", "flags")
"""The tables whose values are asked one by one; lists (activities, promises…) are written in the file."""
_NUMBERS = ("headcount", "retention_years")
_CIVIL = {"mme": "Mme", "mrs": "Mme", "ms": "Mme", "m": "M.", "mr": "M."}
"""How a civility is also written."""
_TABLE = re.compile(r"\s*\[(?P<name>[^\[\]]+)\]\s*(#.*)?")


class Recorded:
    """A profile that was recorded: the organisation's name, the entry's number, and whether it replaced another (``unchanged``: it is the
    same one, and nothing was written).
    """

    __slots__ = ("entry", "organisation", "replaced", "unchanged")

    def __init__(self, organisation: str, entry: int, *, replaced: bool, unchanged: bool) -> None:
        self.organisation = organisation
        self.entry = entry
        self.replaced = replaced
        self.unchanged = unchanged


def text_of(name: str) -> str | None:
    """The text of the shipped profile ``name``; None where no such profile is shipped."""
    return builtin_text(name) if name in builtin_names() else None


DEMO = "demo"
"""The shipped profile of an invented organisation, for demonstrations."""


def record(desk: Desk, name: str, text: str) -> Recorded:
    """Record the profile ``text`` (TOML); ``name`` is the shipped one's or the file's. It governs from now on.

    Raises InputError ``bad-profile`` and its kin; RuleError ``demo-on-real-files``; StoreError.
    A profile that says the same as the one in force is not recorded again.
    """
    profile = parse_profile(text, name)
    if name == DEMO and desk.store.meta("throwaway") != "1" and any(not file.exercise for file in desk.store.files()):
        raise RuleError("demo-on-real-files")
    before = desk.store.meta("profile_text")
    if before == text:
        return Recorded(profile.organisation.name, int(desk.store.meta("profile") or 0), replaced=False, unchanged=True)
    body = {"name": name if name in builtin_names() else Text(name), "text": Text(text), "sha256": hashlib.sha256(text.encode()).hexdigest()}
    with desk.acting() as act:
        done = act.append_store(kinds.PROFILE, body)
        # The clocks are kept with the number of the profile that they were worked out under: a new one makes them be worked out anew.
        act.writer.set_meta("profile", str(done.n))
        act.writer.set_meta("profile_text", text)
        for key, value in values_of(profile).items():
            act.writer.set_meta(key, value)
    return Recorded(profile.organisation.name, done.n, replaced=before is not None, unchanged=False)


def values_of(profile: Profile) -> dict[str, str]:
    """What is kept of ``profile`` beside its text, so that the fast commands need not read it."""
    return {
        "zone": profile.zone,
        "organisation": profile.organisation.name,
        "exercise_only": "1" if profile.exercise_only else "0",
        "retention_years": str(profile.organisation.retention_years or ""),
    }


def in_force(desk: Desk) -> str:
    """The text of the profile in force. Raises InputError ``no-profile``."""
    text = desk.store.meta("profile_text")
    if text is None:
        raise InputError("no-profile", names=", ".join(builtin_names()))
    return text


def as_json(profile: Profile) -> dict[str, Any]:
    """``profile`` as plain data: unknown values are null; ``asked`` lists the paths that are still to be filled in."""
    data: dict[str, Any] = plain(profile)
    return {**data, "asked": list(asked(profile))}


def plain(value: object) -> Any:
    """``value`` as JSON has it: dataclasses and mappings become tables, sets sorted lists, dates text."""
    if isinstance(value, CodeSet):
        return {"codes": sorted(value.codes), "at_least": value.at_least}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(held) for key, held in value.items()}
    if isinstance(value, frozenset | set):
        return sorted(plain(held) for held in value)
    if isinstance(value, list | tuple):
        return [plain(held) for held in value]
    if isinstance(value, date):
        return value.isoformat()
    return value


def questions(text: str) -> list[str]:
    """The dotted paths of single values that the profile ``text`` leaves unknown, in the order of the form; a new profile's name first."""
    profile = parse_profile(text, "profile.toml")
    first = ["organisation.name", "organisation.timezone"] if text == EMPTY else []
    return first + [path for path in asked(profile) if path.count(".") == 1 and path.split(".")[0] in SECTIONS]


def answered(text: str, path: str, answer: str) -> str:
    """The profile ``text`` with ``answer`` at the dotted ``path``; everything else stays to the letter. Raises InputError ``bad-profile``."""
    section, _, key = path.partition(".")
    answer = _said(path, answer)
    literal = answer if key in _NUMBERS and answer.isdecimal() else _quoted(answer)
    changed = _set(text, section, key, literal)
    parse_profile(changed, "profile.toml")
    return changed


def choices(path: str) -> list[tuple[str, str]]:
    """The answers from which the value at the dotted ``path`` is chosen, each with its words in the language in use; none where it is free."""
    section, _, key = path.partition(".")
    if section == "flags":
        return [("yes", t("values.yes")), ("no", t("values.no"))]
    if key == "civility":
        return [(code, t(f"profile.civility-{code}")) for code in CIVILITIES]
    if key == "controller_kind":
        return [(code.id, code.fr if current() == "fr" else code.en) for code in load().get(key).codes]
    return []


def _said(path: str, answer: str) -> str:
    """``answer`` as the profile writes it: a choice by its code, a country by its name, a section of the NAF in capitals, a number without blanks."""
    key = path.partition(".")[2]
    if key in ("country", "controller_kind"):
        return code_of(load().get("people_countries" if key == "country" else key), answer) or answer
    if key == "naf_section":
        return answer.upper()
    if key in _NUMBERS:
        return re.sub(r"(?<=\d)\s(?=\d)", "", answer)
    named = {words.casefold(): code for code, words in choices(path)}
    return named.get(answer.casefold(), _CIVIL.get(answer.casefold().rstrip("."), answer) if key == "civility" else answer)


def _quoted(answer: str) -> str:
    return json.dumps(answer, ensure_ascii=False).replace("\x7f", "\\u007f")


def _set(text: str, section: str, key: str, literal: str) -> str:
    lines = text.split("\n")
    at = next((n for n, line in enumerate(lines) if (found := _TABLE.fullmatch(line)) and found["name"].strip() == section), None)
    if at is None:
        bare = re.compile(rf"\s*{re.escape(section)}\s*=\s*[\"'](unknown|inconnu)[\"']")
        lines = [line for line in lines if not bare.match(line)]  # dpo = "unknown" gives way to [dpo]
        return "\n".join(lines).rstrip("\n") + f"\n\n[{section}]\n{key} = {literal}\n"
    end = next((n for n in range(at + 1, len(lines)) if lines[n].lstrip().startswith("[")), len(lines))
    same = re.compile(rf"\s*{re.escape(key)}\s*=")
    place = next((n for n in range(at + 1, end) if same.match(lines[n])), None)
    if place is None:
        lines.insert(at + 1, f"{key} = {literal}")
    else:
        lines[place] = f"{key} = {literal}"
    return "\n".join(lines)
