"""What the operating system answers is said in the language in use."""

from __future__ import annotations

import errno
import os

import pytest

from breach import i18n
from breach.errors import InputError
from breach.i18n.said import said


@pytest.mark.parametrize(("lang", "words"), [("fr", "aucun fichier ni dossier de ce nom"), ("en", "no file or folder of that name")])
def test_a_missing_file_is_said_in_both_languages(lang: str, words: str) -> None:
    before = i18n.current()
    i18n.use(lang)
    try:
        assert words in said(InputError("input-unreadable", path="/nowhere", said=os.strerror(errno.ENOENT)))[1]
        assert "of its own" in said(InputError("input-unreadable", path="/nowhere", said="of its own"))[1]
    finally:
        i18n.use(before)
