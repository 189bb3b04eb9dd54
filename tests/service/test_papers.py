"""Papers are named by a key that unfinished texts keep."""

from __future__ import annotations

import pytest

from breach.domain.outside_words import channel_name, form_name, template_name
from breach.errors import InputError
from breach.i18n import t
from breach.service.papers import LETTER, NOTICE, Paper
from breach.tui.papers import paper_of


@pytest.mark.parametrize("paper", [Paper(NOTICE, "complementary"), Paper(LETTER, "people", "email"), Paper(LETTER, "own-text", "post")])
def test_a_key_names_its_paper(paper: Paper) -> None:
    assert Paper.of(paper.key) == paper
    assert paper_of(paper.key) == paper


@pytest.mark.parametrize("key", ["", "notice", "notice.last", "letter.people", "letter..email", "fax.people.email"])
def test_a_key_of_another_version_is_refused_and_the_terminal_still_reaches_its_text(key: str) -> None:
    with pytest.raises(InputError) as refused:
        Paper.of(key)
    assert refused.value.code == "no-such-form"
    assert paper_of(key) == Paper(NOTICE, "initial")


def test_an_export_is_told_as_what_it_is() -> None:
    assert Paper(NOTICE, "initial").what("pdf") == {"what": "notice", "form": "cnil-2023", "type": "initial", "format": "pdf"}
    assert Paper(LETTER, "people", "sms").what("txt") == {"what": "letter", "template": "people", "channel": "sms", "format": "txt"}
    assert "json" not in Paper(NOTICE, "initial").formats


def test_what_has_no_words_is_said_as_it_is() -> None:
    assert [form_name("my-form"), template_name("own-text"), channel_name("pigeon")] == ["my-form", "own-text", "pigeon"]
    assert form_name("contract:hoster", "en") == t("outside.filing-contract", "en", id="hoster")
    assert form_name("cnil-2023", "en") == "Notification to the CNIL"
