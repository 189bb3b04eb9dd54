"""The words of the user interface, in French and in English.

One module per language and area (``breach.i18n.fr.errors``…), each a ``WORDS`` table from key to text; ``t("errors.no-key.title")`` looks
up ``no-key.title`` in the area ``errors``. An area is imported when its first word is asked for, so a fast command pays for its own words
only. Texts are ``str.format`` templates; parameters are data and are never parsed. French texts are written with ordinary spaces and
given their no-break spaces here, so that nobody has to type an invisible character.
"""

from __future__ import annotations

import importlib

LANGUAGES = ("fr", "en")

_NBSP, _NNBSP = "\u00a0", "\u202f"
_current = "fr"
_areas: dict[tuple[str, str], dict[str, str]] = {}


def use(lang: str) -> None:
    """Make ``lang`` ("fr" or "en") the language of the words asked for from now on. Raises ValueError for another."""
    global _current  # noqa: PLW0603 - the language of one process is one value, switched by the user
    if lang not in LANGUAGES:
        raise ValueError(lang)
    _current = lang


def current() -> str:
    """The language in use, "fr" or "en"."""
    return _current


def french(text: str) -> str:
    """``text`` with the no-break spaces of French typography before ``: ; ! ?`` and inside « »."""
    for mark in ";!?":
        text = text.replace(f" {mark}", f"{_NNBSP}{mark}")
    return text.replace(" :", f"{_NBSP}:").replace("« ", f"«{_NBSP}").replace(" »", f"{_NBSP}»").replace(" %", f"{_NBSP}%")


def _area(lang: str, name: str) -> dict[str, str]:
    words = _areas.get((lang, name))
    if words is None:
        table: dict[str, str] = importlib.import_module(f"breach.i18n.{lang}.{name}").WORDS
        words = {key: french(text) for key, text in table.items()} if lang == "fr" else dict(table)
        _areas[lang, name] = words
    return words


def lend(lang: str, area: str, words: dict[str, str]) -> None:
    """Give ``area`` its ``words`` in a further language, in which papers can then be written; the program itself speaks French and English.

    Raises ValueError, naming the keys, where the table does not have the keys of the area.
    """
    wanted = set(_area("en", area))
    if set(words) != wanted:
        raise ValueError(", ".join(sorted(wanted ^ set(words))[:12]))
    _areas[lang, area] = dict(words)


def words(area: str, lang: str) -> dict[str, str]:
    """All words of ``area`` in ``lang``."""
    return dict(_area(lang, area))


def t(key: str, lang: str | None = None, /, **params: object) -> str:
    """The words for ``key`` ("area.rest") in ``lang`` (default: the one in use), with ``params`` filled in.

    Raises KeyError where the key does not exist: a missing word is a fault of the program, found by the tests.
    """
    area, _, rest = key.partition(".")
    text = _area(lang or _current, area)[rest]
    return text.format(**params) if params else text


def has(key: str, /) -> bool:
    """Whether ``key`` exists in the language in use."""
    area, _, rest = key.partition(".")
    return rest in _area(_current, area)


def plural(key: str, count: int, lang: str | None = None, /, **params: object) -> str:
    """The words for ``key`` + ``.one`` or ``.many`` as ``count`` (a parameter too) needs: French counts 0 as one, English does not."""
    language = lang or _current
    one = count in (0, 1) if language == "fr" else count == 1
    return t(f"{key}.{'one' if one else 'many'}", lang, count=count, **params)
