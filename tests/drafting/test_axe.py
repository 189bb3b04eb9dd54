"""Every HTML page that is drafted, looked at by axe-core in headless Chromium: no violation."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.drafting.making import letter, made, notice_html

LOOK = """
import json, sys
from playwright.sync_api import sync_playwright
axe, pages = sys.argv[1], sys.argv[2:]
with sync_playwright() as driver:
    browser = driver.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
    found = {}
    for page in pages:
        tab = browser.new_page(bypass_csp=True)
        tab.goto("file://" + page)
        tab.add_script_tag(path=axe)
        result = tab.evaluate("axe.run(document, {resultTypes: ['violations']})")
        found[page] = [[v["id"], [n["html"][:200] for n in v["nodes"]]] for v in result["violations"]]
        assert len(result["passes"]) > 5
    browser.close()
print(json.dumps(found))
"""


def axe() -> str:
    """The path of axe-core."""
    spec = find_spec("axe_playwright_python")
    assert spec is not None
    assert spec.submodule_search_locations is not None
    return str(Path(spec.submodule_search_locations[0]) / "axe.min.js")


def looked_at(pages: list[Path]) -> dict[str, list[object]]:
    """What axe-core finds against each of ``pages``. In a process of its own: a browser speaks over sockets."""
    ran = subprocess.run(
        [sys.executable, "-c", LOOK, axe(), *map(str, pages)], capture_output=True, text=True, check=False, timeout=180, env={**os.environ}
    )
    assert ran.returncode == 0, ran.stderr[-2000:]
    found: dict[str, list[object]] = json.loads(ran.stdout)
    return found


@pytest.mark.needs("chromium")
def test_axe_finds_nothing_against_any_page(tmp_path: Path) -> None:
    made_pages = {
        "people.post.fr": made("html", letter()),
        "people.email.en": made("html", letter(channel="email", lang="en", to=None, exercise=True)),
        "minor.post.fr": made("html", letter("people-minor"), paper_id="people-minor"),
        "minor.email.en": made("html", letter("people-minor", "email", lang="en"), paper_id="people-minor"),
        "notice.fr": notice_html("fr", "initial").encode(),
        "notice.public.fr": notice_html("fr", "initial", public=True).encode(),
        "notice.en": notice_html("en", "complete", exercise=True).encode(),
    }
    pages = []
    for name, body in made_pages.items():
        pages.append(tmp_path / f"{name}.html")
        pages[-1].write_bytes(body)
    found = looked_at(pages)
    assert {Path(page).name: violations for page, violations in found.items() if violations} == {}


@pytest.mark.needs("chromium")
def test_axe_would_find_something_against_a_bad_page(tmp_path: Path) -> None:
    page = tmp_path / "bad.html"
    page.write_text(re.sub(r'<html lang="fr">', "<html>", made("html", letter()).decode()), encoding="utf-8")
    assert "html-has-lang" in json.dumps(looked_at([page]))
