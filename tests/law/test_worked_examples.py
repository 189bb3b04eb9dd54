"""The regime and the amendment of docs/horloges.md, put where the page says: one file, and the clock is there."""

from __future__ import annotations

import re
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from breach import resources
from breach.domain.instants import to_z
from breach.law import regime_data
from breach.law.clocks import rows
from breach.law.record import Filing, Record, Start
from breach.law.regime_data import forms
from breach.law.setting import Setting

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "horloges.md").read_text(encoding="utf-8")
LISTED = Setting({"listed_issuer": "yes"})


def _block(name: str) -> str:
    found = re.search(rf"<!-- exemple : {name} -->\n```toml\n(.*?)```", PAGE, re.DOTALL)
    assert found
    return found[1]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The regimes, where a file can be added."""
    real = resources.path_of
    copied = Path(shutil.copytree(real("law/regimes"), tmp_path / "regimes"))
    monkeypatch.setattr(
        resources, "path_of", lambda name: str(tmp_path / name.removeprefix("law/")) if name.startswith("law/regimes") else real(name)
    )
    regime_data.regimes.cache_clear()
    yield copied
    regime_data.regimes.cache_clear()


def _due(at: datetime) -> tuple[str | None, str]:
    found = [row for row in rows(Record({"aware_at": [Start(at, "signed")]}), {}, (), at, LISTED) if row.clock == "exemple-36h"]
    assert len(found) == 1
    return found[0].due_at, found[0].why_fr


def test_a_regime_is_one_file(folder: Path) -> None:
    (folder / "exemple.toml").write_text(_block("regime"), encoding="utf-8")
    regime_data.regimes.cache_clear()
    start = datetime(2026, 10, 24, 16, tzinfo=UTC)
    assert _due(start)[0] == "2026-10-26T04:00:00Z"
    assert "exemple-36h" in forms()
    filed = Record({"aware_at": [Start(start, "signed")]}, [Filing("exemple-36h", "initial", start + timedelta(hours=37))])
    row = next(row for row in rows(filed, {}, (), start, LISTED) if row.clock == "exemple-36h")
    assert (row.settled, row.late_by) == ("late", 3600)
    assert all(row.clock != "exemple-36h" for row in rows(Record({}), {}, (), start, Setting()))


def test_an_amendment_is_two_dates_in_that_file(folder: Path) -> None:
    regime = _block("regime")
    before, _, rest = regime.partition("[[clock.duration]]")
    examples = rest[rest.index("[[clock.example]]") :]
    (folder / "exemple.toml").write_text(before + _block("amendement") + "\n" + examples, encoding="utf-8")
    regime_data.regimes.cache_clear()
    old, new = datetime(2027, 2, 28, 12, tzinfo=UTC), datetime(2027, 3, 1, 12, tzinfo=UTC)
    assert _due(old)[0] == to_z(old + timedelta(hours=36))
    assert _due(new)[0] == to_z(new + timedelta(hours=24))
    assert "modifié" in _due(new)[1]
    assert "modifié" not in _due(old)[1]
