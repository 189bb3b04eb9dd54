"""doctor: what is well, what wants attention, what is at fault; 1 where anything is at fault."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from breach.service import doctor

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.cli.conftest import Breach

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


@dataclass
class _Host:
    store_time: datetime | None = NOW - timedelta(hours=1)
    program_time: datetime = NOW - timedelta(days=9)
    ntp: str = "yes"
    zone: str = "Europe/Paris"
    free: int = 10**10
    network: bool = False
    cipher: str = "4.19.0 community"
    keyring: str = "no-bus"
    key_place: str = "file"
    key_path: str = "/k"
    modes: Mapping[str, int] = field(default_factory=lambda: {"store": 0o600, "folder": 0o700, "key": 0o600})


def _levels(breach: Breach) -> dict[str, str]:
    ran = breach("doctor", "--json")
    return {row["id"]: row["level"] for row in ran.data["findings"]}


def _store(breach: Breach) -> Path:
    return breach.home / "xdg_data_home" / "breach" / "store.db"


def test_all_is_well(breach: Breach) -> None:
    breach.ok("log", "un")
    data = breach.ok("doctor")
    assert data["ok"]
    assert {row["level"] for row in data["findings"]} <= {"ok", "attention"}
    assert {"chains-whole", "heads-agree", "recovery-missing", "backup-never", "catalogue-read", "law-read", "rules-read"} <= {
        row["id"] for row in data["findings"]
    }
    ran = breach("doctor")
    assert ran.code == 0
    assert "breach key recovery" in ran.out


def test_every_attention_and_fault_says_what_to_do(breach: Breach) -> None:
    known = {row["id"]: row for row in breach.ok("doctor")["findings"]}
    assert all(row["todo"] for row in known.values() if row["level"] != "ok")


def test_without_a_store_it_still_looks(bare: Breach) -> None:
    data = bare.ok("doctor")
    assert "store-missing" in {row["id"] for row in data["findings"]}
    assert not _store(bare).exists()


def test_a_damaged_store_is_a_fault(breach: Breach) -> None:
    raw = bytearray(_store(breach).read_bytes())
    raw[70] ^= 1
    _store(breach).write_bytes(raw)
    ran = breach("doctor", "--json")
    assert ran.code == 1
    assert "damaged-store" in {row["id"] for row in ran.data["findings"]}


def test_a_page_that_cannot_be_read_is_a_fault(breach: Breach) -> None:
    for n in range(20):
        breach.ok("log", f"texte {n} " + "x" * 3000)
    raw = bytearray(_store(breach).read_bytes())
    raw[len(raw) // 2] ^= 1
    _store(breach).write_bytes(raw)
    assert breach("doctor").code == 1


def test_a_lost_tail_is_a_fault(breach: Breach) -> None:
    copy = _store(breach).read_bytes()
    breach.ok("log", "perdu")
    _store(breach).write_bytes(copy)
    levels = _levels(breach)
    assert levels["heads-ahead"] == "fault"


def test_a_missing_witness_wants_attention(breach: Breach) -> None:
    _store(breach).with_name("store.db.heads").unlink()
    assert _levels(breach)["heads-missing"] == "attention"


def test_a_last_entry_to_come_is_a_fault(breach: Breach, monkeypatch: pytest.MonkeyPatch) -> None:
    from breach import clock_source

    ahead = datetime.fromtimestamp(time.time() + 7200, UTC)
    with monkeypatch.context() as patch:
        patch.setattr(clock_source, "now", lambda: ahead)
        breach.ok("log", "de demain")
    levels = _levels(breach)
    assert levels["last-ahead"] == "fault"


def test_a_clock_behind_the_store_s_file_is_a_fault(breach: Breach) -> None:
    ahead = time.time() + 7200
    os.utime(_store(breach), (ahead, ahead))
    assert _levels(breach)["clock-before-files"] == "fault"


def test_permissions_are_looked_at(breach: Breach) -> None:
    _store(breach).chmod(0o644)
    _store(breach).parent.chmod(0o755)
    levels = _levels(breach)
    assert levels["mode-open-store"] == levels["mode-open-folder"] == "attention"


def test_a_host_in_another_zone_is_told(breach: Breach, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    assert _levels(breach)["zone-differs"] == "attention"
    monkeypatch.setenv("TZ", "Europe/Brussels")
    assert _levels(breach)["zone-same"] == "ok"


def test_an_unknown_key_of_the_configuration_is_named(breach: Breach) -> None:
    (breach.home / "xdg_config_home" / "breach" / "config.toml").write_text("langauge = 'fr'\n")
    assert _levels(breach)["unknown-config-key"] == "attention"


@pytest.mark.parametrize(
    ("change", "finding", "level"),
    [
        ({}, "disk-free", "ok"),
        ({"free": 100_000_000}, "disk-little", "attention"),
        ({"free": 1_000}, "disk-little", "fault"),
        ({"network": True}, "network-remote", "attention"),
        ({"cipher": "4.4.3 community"}, "cipher-old", "attention"),
        ({"cipher": ""}, "cipher-old", "attention"),
        ({"cipher": "4.5.0 community"}, "cipher-known", "ok"),
        ({"keyring": "silent"}, "keyring-silent", "attention"),
        ({"keyring": "untrusted"}, "keyring-untrusted", "attention"),
        ({"keyring": "answers"}, "keyring-answers", "ok"),
        ({"ntp": "no"}, "ntp-no", "attention"),
        ({"ntp": "yes"}, "ntp-yes", "ok"),
        ({"program_time": NOW + timedelta(hours=1)}, "clock-before-program", "fault"),
        ({"store_time": NOW + timedelta(hours=1)}, "clock-before-files", "fault"),
        ({"store_time": None}, "clock-plausible", "ok"),
        ({"modes": {"key": 0o640}}, "mode-open-key", "fault"),
    ],
)
def test_each_thing_of_the_host(change: dict[str, Any], finding: str, level: str) -> None:
    from breach.i18n import t

    found = {f"{f.about}-{f.code}": f for f in doctor.of_host(_Host(**change), NOW)}
    assert found[finding].level == level
    for lang in ("fr", "en"):
        assert t(f"operations.doctor-{finding}", lang, **found[finding].params)
        if level != "ok":
            assert t(f"operations.doctor-{finding}-todo", lang, **found[finding].params)


def test_a_broken_playbook_and_a_broken_scenario_are_named_with_file_and_key(breach: Breach) -> None:
    for kind, name in (("playbooks", "ours"), ("drills", "practice")):
        folder = Path(os.environ["XDG_DATA_HOME"], "breach", kind, name)
        folder.mkdir(parents=True)
        (folder / "manifest.toml").write_text(f'id = "other"\nversions = "{name}"\n', encoding="utf-8")
    data = breach.ok("doctor")
    known = {row["id"]: row for row in data["findings"]}
    assert known["drills-found"]["level"] == "ok"
    assert "ours/" in known["playbooks-left-out"]["message"]
    assert "practice/" in known["drills-left-out"]["message"]
    assert known["drills-left-out"]["todo"]
