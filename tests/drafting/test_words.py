"""Every word exists in both languages, and every error that drafting raises has its words."""

from __future__ import annotations

import importlib
import re
from pathlib import Path

import pytest

import breach.drafting

AREAS = ("letters", "notice", "errors_drafting", "errors_formats")


@pytest.mark.parametrize("area", AREAS)
def test_both_languages_have_the_same_words_and_parameters(area: str) -> None:
    fr, en = (importlib.import_module(f"breach.i18n.{lang}.{area}").WORDS for lang in ("fr", "en"))
    assert set(fr) == set(en)
    for key in fr:
        french, english = (set(re.findall(r"\{(\w+)\}", words[key])) for words in (fr, en))
        assert french == english or key.startswith("greeting."), key  # French greets without the name


def test_every_error_has_its_words() -> None:
    words = importlib.import_module("breach.i18n.fr.errors_drafting").WORDS
    folder = Path(breach.drafting.__path__[0])
    raised = {
        code for path in folder.rglob("*.py") for code in re.findall(r'(?:InputError|RuleError)\("([a-z0-9-]+)"', path.read_text(encoding="utf-8"))
    }
    general = {key.rsplit(".", 1)[0] for key in importlib.import_module("breach.i18n.fr.errors").WORDS}
    formats = importlib.import_module("breach.i18n.fr.errors_formats").WORDS
    assert raised - general - {key.rsplit(".", 1)[0] for key in formats} == {key.rsplit(".", 1)[0] for key in words}
    words = words | formats
    assert all(f"{code}.{part}" in words for code in raised - general for part in ("title", "message", "todo"))


@pytest.mark.parametrize("area", ["letters", "notice"])
def test_no_word_is_left_unused(area: str) -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in Path(breach.drafting.__path__[0]).glob("*.py"))
    for key in importlib.import_module(f"breach.i18n.fr.{area}").WORDS:
        stem = key.rsplit(".", 1)[0]
        forms = (f'"{area}.{key}"', f"'{area}.{key}'", f'"{key}"', f"{area}.{stem}.{{", f"{area}.{key.split('.')[0]}.{{")
        assert any(form in code for form in forms), key
