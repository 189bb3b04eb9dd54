"""Our short way to the XDG folders, held to platformdirs' answers."""

from __future__ import annotations

import platformdirs
import pytest

from breach import paths


@pytest.mark.parametrize("kind", ["data", "config", "cache"])
@pytest.mark.parametrize("set_to", [None, "", "/srv/ailleurs", "~/sous home"])
def test_the_folders_are_platformdirs(kind: str, set_to: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    name = f"XDG_{kind.upper()}_HOME"
    monkeypatch.delenv(name, raising=False)
    if set_to is not None:
        monkeypatch.setenv(name, set_to)
    assert paths.folder(kind) == getattr(platformdirs, f"user_{kind}_dir")("breach", appauthor=False)
