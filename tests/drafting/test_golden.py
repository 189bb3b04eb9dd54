"""Each paper's expected result, byte for byte, from the facts in its folder."""

from __future__ import annotations

import importlib.util
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from breach.catalogue.loader import load
from breach.drafting.papers import paper, paper_ids

if TYPE_CHECKING:
    from types import ModuleType


def _papers() -> ModuleType:
    spec = importlib.util.spec_from_file_location("drafting_papers", Path(__file__).with_name("papers.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


papers = _papers()
ALL = [(paper_id, name) for paper_id, names in papers.EXPECTED.items() for name in names]


@pytest.mark.parametrize(("paper_id", "name"), ALL)
def test_a_sample_gives_its_expected_result_to_the_byte(paper_id: str, name: str) -> None:
    expected = (papers.FOLDER / paper_id / f"expected.{name}").read_bytes()
    assert papers.made(paper_id, name).encode() == expected


def test_every_paper_has_expected_results_and_every_expected_result_is_compared() -> None:
    found = {(path.parent.name, path.name.removeprefix("expected.")) for path in papers.FOLDER.glob("*/expected.*")}
    assert found == set(ALL)
    assert set(paper_ids()) == set(papers.EXPECTED)


@pytest.mark.parametrize("paper_id", paper_ids())
def test_a_manifest_is_whole_and_has_a_text_per_language(paper_id: str) -> None:
    manifest = paper(paper_id)
    assert manifest.id == paper_id
    assert manifest.kind in {"notice", "letter", "paper"}
    assert manifest.sources
    assert manifest.checked_on == "2026-11-22"
    assert manifest.required
    if manifest.kind == "paper":
        assert set(manifest.required) <= set(load().facts)
    else:
        assert set(manifest.required) == {"nature", "contact", "consequences", "measures"}
    for lang in manifest.languages:
        assert (papers.FOLDER / paper_id / f"{lang}.md.j2").is_file()
        assert manifest.title(lang)
        assert manifest.kind == "notice" or "{organisation}" in manifest.subjects[lang]


class _Tree(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.headings: list[int] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag not in {"meta", "br"}:
            self.open.append(tag)
        if tag[0] == "h" and tag[1:].isdigit():
            self.headings.append(int(tag[1:]))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize(("paper_id", "name"), [pair for pair in ALL if pair[1].endswith(".html")])
def test_html_is_whole_accessible_and_reaches_for_nothing(paper_id: str, name: str) -> None:
    tree = _Tree()
    tree.feed(papers.made(paper_id, name))
    assert tree.open == []
    tags = [tag for tag, _ in tree.seen]
    assert tree.seen[0] == ("html", {"lang": name[:2]})
    assert tags.count("h1") == 1
    assert tags.count("main") == 1
    assert all(after <= before + 1 for before, after in zip(tree.headings, tree.headings[1:], strict=False))
    assert not {"script", "img", "link", "a", "iframe", "form", "object"} & set(tags)
    assert all("scope" in attrs for tag, attrs in tree.seen if tag == "th")
    assert not any(key.startswith("on") or key in {"src", "href"} for _, attrs in tree.seen for key in attrs)
