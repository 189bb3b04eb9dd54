"""The words of the interface: both languages whole, parameters the same, French as it is printed, every error with its three texts."""

from __future__ import annotations

import ast
import re

import pytest

from tests.architecture.sources import PACKAGE, areas, name_of, parsed, placeholders, python_files, words

ERRORS = {"BreachError", "NotSo", "InputError", "StoreError", "RuleError"}
PARTS = ("title", "message", "todo")

# Slips of a keyboard without accents. Words that French has both ways ("a", "ou", "du") are not here.
UNACCENTED = re.compile(
    r"\b(donnees?|cles?|deja|delais?|apres|acces|etre|etes|meme|tres|probleme|verifi(?:er|e|ez|cation)|decision|declar\w*|reference|numero|"
    r"organisme a ete|a ete|ete|ecrit|ecrire|ecran|etat|entree|creer|creez|cree|controle|caractere|securite|responsabilite|notifiee|evaluation|"
    r"evenement|echeance|depart|derni(?:er)e|premiere|memoire|systeme|reseau|repertoire|francais)\b",
    re.IGNORECASE,
)

SAID_OTHERWISE = {
    "help.term",  # each language shows its own definition
    "letters.greeting.M.",  # a French letter greets without the name
    "letters.greeting.Mme",
}
"""Where the two languages need different parameters, and why."""


def _all(lang: str) -> list[tuple[str, str, str]]:
    return [(area, key, text) for area in areas(lang) for key, text in words(lang, area).items()]


def test_there_are_words() -> None:
    assert len(_all("fr")) > 50


def test_both_languages_have_the_same_areas() -> None:
    assert areas("fr") == areas("en")


@pytest.mark.parametrize("area", areas("fr"))
def test_both_languages_have_the_same_keys_and_parameters(area: str) -> None:
    french, english = words("fr", area), words("en", area)
    assert french.keys() == english.keys()
    differing = {f"{area}.{key}" for key in french if placeholders(french[key]) != placeholders(english[key])}
    assert not differing - SAID_OTHERWISE


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_no_text_is_empty_or_typed_with_invisible_characters(lang: str) -> None:
    odd = [f"{area}.{key}" for area, key, text in _all(lang) if not text.strip() or re.search("[\u00a0\u202f\u200b-\u200f\u202a-\u202e\t]", text)]
    assert not odd


def test_no_text_opens_a_field_by_position() -> None:
    assert not [f"{area}.{key}" for lang in ("fr", "en") for area, key, text in _all(lang) if {"", "0", "1"} & placeholders(text)]


def test_french_quotes_are_french() -> None:
    """A straight quote is right only round what is to be typed: "unknown", --as "Prénom Nom", breach log "…"."""
    odd = []
    for area, key, text in _all("fr"):
        prose = re.sub(r'`[^`]*`|(--[\w-]+|breach [\w-]+) "[^"]*"|"[\w.-]*"', "x", text)
        if re.search('["“”]', prose) or text.count("«") != text.count("»"):
            odd.append(f"{area}.{key}")
    assert not odd


def test_french_marks_have_their_space() -> None:
    """``: ; ! ?`` are written with an ordinary space before them (the loader makes it a no-break one), « and » with one inside."""
    bare = re.compile(r"[^\s?!;:][;!?](?=\s|$|»)|[^\s]:(?=\s|$)|«\S|\S»")
    odd = [f"{area}.{key}: {text}" for area, key, text in _all("fr") if bare.search(re.sub(r"`[^`]*`|https?://\S+", "x", text))]
    assert not odd


def test_french_has_its_accents() -> None:
    odd = []
    for area, key, text in _all("fr"):
        prose = re.sub(r"`[^`]*`|\{[^}]*\}|--[\w-]+|https?://\S+", " ", text)
        odd += [f"{area}.{key}: {found.group()}" for found in UNACCENTED.finditer(prose)]
    assert not odd


# -- errors


def _name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def _raised() -> list[tuple[str, str, int, set[str] | None]]:
    """(code, file, line, parameters or None where a mapping is unpacked) of every error made with a code written out."""
    found = []
    for path in python_files():
        for node in ast.walk(parsed(path)):
            if not (isinstance(node, ast.Call) and _name(node.func) in ERRORS and node.args):
                continue
            names = {keyword.arg for keyword in node.keywords}
            given = None if None in names else {name for name in names if name}
            choices = [node.args[0].body, node.args[0].orelse] if isinstance(node.args[0], ast.IfExp) else [node.args[0]]
            found += [(c.value, name_of(path), node.lineno, given) for c in choices if isinstance(c, ast.Constant) and isinstance(c.value, str)]
    return found


def _error_words(lang: str) -> dict[str, str]:
    table: dict[str, str] = {}
    for area in areas(lang):
        if area == "errors" or area.startswith("errors_"):
            table |= words(lang, area)
    return table


def test_every_error_has_its_words() -> None:
    table = _error_words("fr")
    missing = {f"{code}.{part} ({file}:{line})" for code, file, line, _ in _raised() for part in PARTS if f"{code}.{part}" not in table}
    assert not missing


def test_every_error_fills_its_words() -> None:
    table = _error_words("fr")
    unfilled = set()
    for code, file, line, given in _raised():
        asked = {name for part in PARTS for name in placeholders(table.get(f"{code}.{part}", ""))}
        if given is not None and not asked <= given:
            unfilled.add(f"{code} ({file}:{line}) is not given {sorted(asked - given)}")
    assert not unfilled


def test_no_error_is_described_twice() -> None:
    seen: dict[str, str] = {}
    twice = []
    for area in areas("fr"):
        if area == "errors" or area.startswith("errors_"):
            twice += [f"{key} in {seen[key]} and {area}" for key in words("fr", area) if key in seen]
            seen |= dict.fromkeys(words("fr", area), area)
    assert not twice


def test_no_words_for_an_error_that_cannot_happen() -> None:
    source = "\n".join(path.read_text(encoding="utf-8") for path in python_files() if "i18n" not in path.relative_to(PACKAGE).parts)
    codes = {key.rsplit(".", 1)[0] for key in _error_words("fr") if key.endswith(tuple(PARTS))}
    assert not {code for code in codes if code not in source}


def test_codes_are_kebab_case() -> None:
    assert not {code for code, *_ in _raised() if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", code)}
