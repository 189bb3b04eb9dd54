"""The standard streams as they really are: full, closed, of another encoding. What was recorded stays, and the words say so."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Breach


def ran(words: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """The shell line ``words``, with ``breach`` for the program."""
    line = words.replace("breach", f"{sys.executable} -m breach")
    return subprocess.run(["sh", "-c", line], env={**os.environ, **environment}, capture_output=True, check=False, timeout=60)


def test_a_full_output_says_that_the_entry_is_on_the_disk(breach: Breach) -> None:
    breach.ok("list")
    done = ran("breach log 'Envoi erroné' >/dev/full")
    assert done.returncode == 2
    assert "Ce qui a été consigné est sur le disque" in done.stderr.decode()
    assert [row["ref"] for row in breach.ok("list")] == ["2026-0001"]


def test_closed_streams_record_all_the_same(breach: Breach) -> None:
    breach.ok("list")
    assert ran("breach log 'Envoi erroné' <&- >&- 2>&-").returncode == 0
    assert len(breach.ok("list")) == 1


def test_a_text_that_is_no_utf8_is_refused_and_nothing_is_recorded(breach: Breach) -> None:
    breach.ok("log", "Envoi erroné")
    for words in ("printf 'caf\\351' | breach note 1 -", "breach note 1 \"$(printf 'caf\\351')\""):
        done = ran(words)
        assert done.returncode == 2
        assert "octet 3" in done.stderr.decode()
    assert len(breach.ok("history", 1)) == 1


def test_a_zone_and_a_locale_of_nonsense_change_nothing(breach: Breach) -> None:
    breach.ok("log", "Envoi erroné")
    done = ran("breach show 1", TZ="../../etc/passwd", LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert (done.returncode, b"Envoi erron" in done.stdout, b"Traceback" in done.stderr) == (0, True, False)


def test_a_configuration_that_cannot_be_read_says_which_byte_or_why(breach: Breach, tmp_path: Path) -> None:
    named = tmp_path / "config.toml"
    named.write_bytes(b'theme = "\xff"')
    done = ran("breach list", BREACH_CONFIG=str(named))
    assert (done.returncode, "octet 9 illisible" in done.stderr.decode()) == (2, True)
    named.unlink()
    named.mkdir()
    done = ran("breach list", BREACH_CONFIG=str(named))
    assert (done.returncode, "c'est un dossier" in done.stderr.decode()) == (2, True)
