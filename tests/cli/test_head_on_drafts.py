"""A notice that was drafted carries the head of its file, printed and as a QR code: the paper is an anchor."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Breach

HEAD = re.compile(r"breach-head-1 ([0-9a-f-]{36}) ([0-9]+:[0-9a-f]{64})")


def drafted(breach: Breach, fmt: str, *more: str) -> str:
    path = breach.home / f"{len(list(breach.home.iterdir()))}.{fmt}"
    breach.ok("notice", "1", "--form", "cnil-2023", "--type", "initial", "--format", fmt, *more, "-o", path)
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("fmt", ["md", "txt", "html"])
def test_the_head_is_printed_and_taken_back(breach: Breach, fmt: str) -> None:
    breach.ok("log", "premier <b>")
    first = drafted(breach, fmt)
    found = HEAD.search(first)
    assert found is not None
    assert found[2].startswith("1:")
    assert "Empreinte du dossier" in first
    assert ('role="img"' in first) is (fmt == "html")
    assert breach.ok("verify", "1", "--head", found[0])["anchored_to"] == 1
    assert HEAD.findall(drafted(breach, fmt)) == [found.groups()], "drafting alone does not change the draft"
    breach.ok("note", "1", "suite")
    later = HEAD.search(drafted(breach, fmt))
    assert later is not None
    assert later[2] != found[2]


def test_the_version_for_the_public_has_none(breach: Breach) -> None:
    breach.ok("log", "premier")
    assert HEAD.search(drafted(breach, "html", "--public")) is None
