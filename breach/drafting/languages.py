"""A further language of letters: one table ``<lang>.toml`` in the folder of ``people``, with the words of letters and the advice.

It is taken whole or not at all: a letter half in another language is no letter. What it lacks is named.
"""

from __future__ import annotations

import json
import tomllib
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from breach import i18n
from breach.drafting.papers import languages_of, own_stamp, text_of
from breach.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping

FOLDER = "people"
OWN = ("fr", "en")
"""The languages that ship, and in which the program speaks."""


def further() -> tuple[str, ...]:
    """The languages of letters beside French and English."""
    return tuple(lang for lang in languages_of(FOLDER) if lang not in OWN)


def table(lang: str) -> Mapping[str, Any]:
    """The table of ``lang``; its words are given to the program's. Raises InputError ``language-incomplete``, which names what it lacks."""
    return _table(lang, own_stamp(FOLDER))


@lru_cache(maxsize=16)
def _table(lang: str, _own: str) -> Mapping[str, Any]:
    try:
        data = tomllib.loads(text_of(FOLDER, f"{lang}.toml"))
        i18n.lend(lang, "letters", {key: str(text) for key, text in data["words"].items()})
    except (tomllib.TOMLDecodeError, KeyError, AttributeError, ValueError) as error:
        raise InputError("language-incomplete", lang=lang, said=str(error)[:300]) from error
    return data


def said(raw: Mapping[str, Any], lang: str, *keys: str) -> Any:
    """The value at ``keys`` in the table of ``lang``. Raises InputError ``language-incomplete``."""
    value: Any = raw
    for key in keys:
        if not isinstance(value, dict) or key not in value:
            raise InputError("language-incomplete", lang=lang, said=".".join(keys))
        value = value[key]
    return value


def skeleton(lang: str) -> dict[str, str]:
    """The files with which ``people`` gains ``lang``, in English still, by name: a text to translate and the table of words.

    Raises InputError ``language-code`` where ``lang`` is not two letters, or is one that ships.
    """
    if len(lang) != 2 or not (lang.isascii() and lang.isalpha() and lang.islower()) or lang in OWN:
        raise InputError("language-code", lang="".join(c for c in lang[:20] if c.isprintable()))
    advice = tomllib.loads(text_of(FOLDER, "advice.toml"))
    manifest = tomllib.loads(text_of(FOLDER, "manifest.toml"))
    general = advice["general"]
    parts = [
        f"title = {_toml(manifest['title']['en'])}\nsubject = {_toml(manifest['subject']['en'])}\ncomplaint = {_toml(advice['complaint']['en'])}\n",
        "[words]\n" + "".join(f"{_toml(key)} = {_toml(text)}\n" for key, text in i18n.words("letters", "en").items()),
        f"[general]\nadvice = {_toml(general['advice_en'])}\npublished = {_toml(general['published_en'])}\n",
    ]
    for row in advice["theme"]:
        keys = ("consequence", "short", "advice")
        parts.append(f"[theme.{row['id']}]\n" + "".join(f"{key} = {_toml(row[f'{key}_en'])}\n" for key in keys))
    for nature, row in advice["nature"].items():
        parts.append(f"[nature.{nature}]\n" + "".join(f"{key} = {_toml(row[f'{key}_en'])}\n" for key in ("consequence", "advice")))
    parts += [f"[{kind}]\n" + "".join(f"{row['id']} = {_toml(row['en'])}\n" for row in advice[kind]) for kind in ("data", "category")]
    return {f"{lang}.toml": "\n".join(parts), f"{lang}.md.j2": text_of(FOLDER, "en.md.j2")}


def _toml(value: object) -> str:
    """A text, or a list of texts, as TOML: a JSON string is one."""
    return json.dumps(value, ensure_ascii=False)
