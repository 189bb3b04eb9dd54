"""The sandbox: what a template may do, and all that it may not."""

from __future__ import annotations

import time

import pytest

from breach.drafting import environment
from breach.drafting.environment import render
from breach.drafting.typography import french_template, thousands
from breach.errors import InputError


def made(source: str, kind: str = "md", lang: str = "en", **context: object) -> str:
    return render(source, context, name="t/en.md.j2", kind=kind, lang=lang)


@pytest.mark.parametrize(
    "source",
    [
        "{{ a.__class__ }}",
        "{{ ().__class__.__bases__ }}",
        "{{ a() }}",
        "{{ a.upper() }}",
        "{{ 9 * 9 }}",
        "{{ 'a' ~ 'b' }}",
        "{{ 2 ** 99 }}",
        "{{ '%99999d' % 1 }}",
        "{% set x = 1 %}",
        "{% include 'x' %}",
        "{% import 'x' as y %}",
        "{% extends 'x' %}",
        "{% macro m() %}{% endmacro %}",
        "{% if a is string %}{% endif %}",
        "{% for x in a recursive %}{% endfor %}",
        "{% for i in a %}{% for i in a %}{% for i in a %}{% for i in a %}{% for i in a %}{% endfor %}{% endfor %}{% endfor %}{% endfor %}{% endfor %}",
    ],
)
def test_what_a_template_may_not_do_is_refused_before_it_runs(source: str) -> None:
    with pytest.raises(InputError) as refused:
        made(source, a="x")
    assert refused.value.code == "template-forbidden"


@pytest.mark.parametrize(
    "source",
    [
        "{{ organistion }}",
        "{{ a.nom }}",
        "{{ a['__class__'] }}",
        "{{ a|upper }}",
        "{{ a",
        "{% for x in 3 %}{% endfor %}",
    ],
)
def test_a_misspelt_name_is_an_error_that_names_the_template(source: str) -> None:
    with pytest.raises(InputError) as refused:
        made(source, a="x")
    assert refused.value.code == "template-wrong"
    assert refused.value.params["template"] == "t/en.md.j2"


def test_values_are_escaped_for_their_markup() -> None:
    hostile = "<b>{{ 7*7 }}</b> [x](y) \x1b \u202e"
    assert made("{{ a }}", a=hostile) == "&lt;b>{{ 7\\*7 }}&lt;/b> \\[x\\](y) ⟨U+001B⟩ ⟨U+202E⟩"
    assert made("<p>{{ a }}</p>", kind="html", a=hostile) == "<p>&lt;b&gt;{{ 7*7 }}&lt;/b&gt; [x](y) ⟨U+001B⟩ ⟨U+202E⟩</p>"


def test_size_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "MAX_DRAFT", 100)
    with pytest.raises(InputError) as refused:
        made("{% for x in a %}{{ a }}{% endfor %}", a="x" * 50)
    assert refused.value.code == "draft-too-long"
    with pytest.raises(InputError) as refused:
        made("x" * (environment.MAX_SOURCE + 1))
    assert refused.value.code == "template-too-long"
    with pytest.raises(InputError) as refused:
        made("{{ " + "(" * 50_000 + "a" + ")" * 50_000 + " }}", a="x")
    assert refused.value.code == "template-too-long"


def test_french_typography_touches_words_only() -> None:
    source = "<p title='a : b'>Dit « {{ x if y else z }} » : à 03:10 ; https://a.example !</p><style>a : b ; c</style>{% if a %} ?{% endif %}"
    assert french_template(source) == (
        "<p title='a : b'>Dit «\u00a0{{ x if y else z }}\u00a0»\u00a0: à 03:10\u202f; https://a.example\u202f!</p>"
        "<style>a : b ; c</style>{% if a %}\u202f?{% endif %}"
    )
    assert made("{{ a }} : b", lang="fr", a="c : d") == "c : d\u00a0: b"
    assert made("{{ a }} : b", lang="en", a="c : d") == "c : d : b"
    assert thousands(3500000, "fr") == "3\u202f500\u202f000"
    assert thousands(3500000, "en") == "3,500,000"


@pytest.mark.parametrize(
    "source",
    [
        "{% for a in x %}{% for b in x %}{% for c in x %}{% endfor %}{% endfor %}{% endfor %}",
        "{% for a in x %}{% for b in x %}{{ loop.last }}{% endfor %}{% endfor %}{% for a in x %}{% for b in x %}{% endfor %}{% endfor %}",
        "{{ x|join(x) }}",
        "{% for a in x|join(x) %}{% endfor %}",
    ],
)
@pytest.mark.parametrize("kind", ["md", "html"])
def test_a_template_that_never_seems_to_end_is_stopped_soon(source: str, kind: str) -> None:
    started = time.perf_counter()
    with pytest.raises(InputError) as refused:
        made(source, kind, x="y" * 6000)
    assert refused.value.code == "draft-too-long"
    assert time.perf_counter() - started < 10
    assert made("{% for a in x %}{{ a }}{% endfor %}", kind, x="yy") == "yy"
