"""Facts files, TOML or JSON: accepted whole or refused whole, with every problem named."""

from __future__ import annotations

import os

from breach import i18n
from breach.catalogue.loader import load
from breach.catalogue.model import shown
from breach.catalogue.parsing import decode, parse_json, parse_toml
from breach.catalogue.reading import read
from breach.errors import InputError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from breach.domain.facts import Fact

__all__ = ["LIMIT", "decode", "explain", "facts_table", "read_facts"]

LIMIT = 10_000_000
"""Characters of a facts file."""
_MOST_PROBLEMS = 50
_SCHEMA_KEY = "$schema"
_AREAS = ("errors_catalogue", "errors")


def read_facts(text: str, name: str, zone: str | None) -> dict[str, Fact]:
    """The facts of a file named ``name`` (``….toml`` or ``….json``), by id; local times take ``zone``.

    A ``$schema`` key, which editors use, is let through. Raises InputError ``facts-file-ending``, ``facts-file-too-large``, or ``bad-facts-file``
    whose ``problems`` has one line per problem.
    """
    return _facts(facts_table(text, name), text, name, zone)


def facts_table(text: str, name: str) -> dict[str, object]:
    """What the facts file ``text`` says by id, its values not read yet. Raises InputError as ``read_facts``."""
    ending = os.path.splitext(name)[1].lower()
    if ending not in (".toml", ".json"):
        raise InputError("facts-file-ending", name=shown(name))
    if len(text) > LIMIT:
        raise InputError("facts-file-too-large", name=shown(name), limit=LIMIT)
    try:
        table = parse_toml(text) if ending == ".toml" else parse_json(text)
    except InputError as error:
        raise InputError("bad-facts-file", name=shown(name), problems=explain(error)) from error
    if not isinstance(table, dict):
        raise InputError("bad-facts-file", name=shown(name), problems=explain(InputError("facts-file-not-table")))
    return table


def _facts(table: dict[str, object], text: str, name: str, zone: str | None) -> dict[str, Fact]:
    catalogue = load()
    facts: dict[str, Fact] = {}
    problems: list[str] = []
    for fact_id, raw in table.items():
        if fact_id == _SCHEMA_KEY and isinstance(raw, str):
            continue
        try:
            facts[fact_id] = read(catalogue.get(fact_id), raw, zone)
        except InputError as error:
            words = explain(error)
            words = words if fact_id in words else i18n.t("errors_catalogue.about-fact", None, fact=shown(fact_id), words=words)
            problems.append(f"{_line(text, fact_id)}{words}")
        if len(problems) >= _MOST_PROBLEMS:
            problems.append("…")
            break
    if problems:
        raise InputError("bad-facts-file", name=shown(name), problems="\n".join(problems))
    return facts


def _line(text: str, fact_id: str) -> str:
    """« ligne 12 :  », where a line of ``text`` begins with ``fact_id``; nothing in a file of one line."""
    import re

    found = re.search(rf"""^[ \t\[{{]*["']?{re.escape(fact_id)}["']?[ \t]*[\]=:.]""", text, re.MULTILINE)
    if found is None or "\n" not in text.strip():
        return ""
    return i18n.t("errors_catalogue.at-line", None, line=text.count("\n", 0, found.start()) + 1)


def explain(error: InputError) -> str:
    """What happened, in the words of the language in use. Words exist for what reading a fact raises; else it is the code."""
    params: dict[str, object] = {name: shown(found) if isinstance(found, str) else found for name, found in error.params.items()}
    for area in _AREAS:
        key = f"{area}.{error.code}.message"
        if i18n.has(key):
            return i18n.t(key, None, **params)
    return error.code
