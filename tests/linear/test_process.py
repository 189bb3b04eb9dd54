"""The program itself: fed by a pipe, at a terminal, killed."""

from __future__ import annotations

import os
import pty
import re
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from breach.linear import console
from breach.linear.ports import Ended

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.linear.account import Account

CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
HOSTILE = "\x1b[2J\x1b]0;pris\x07\x1b[31mRouge\u202e"
NEW = ("nouveau", "Un tableur est parti", ".")


@pytest.fixture
def opened(account: Account) -> Account:
    assert account.linear(*NEW).code == 0
    return account


def test_a_file_is_opened_by_a_pipe(account: Account) -> None:
    ran = account.linear(*NEW, "note", "le DPO est prévenu", ".", "", "quitter")
    assert ran.code == 0, ran.err
    assert not CONTROL.search(ran.out)
    assert [step["text"] for step in account.data("show", "1")["timeline"]] == ["Un tableur est parti", "le DPO est prévenu"]


def test_a_script_that_is_refused_does_not_end_well(opened: Account) -> None:
    ran = opened.linear("1", "faits", "fait", "people_count", "beaucoup", "1200")
    assert ran.code == 2
    assert "la conversation s’arrête là" in ran.out
    assert "people_count" not in opened.data("facts", "1")


@pytest.mark.parametrize("words", [("--linear", "--json"), ("--linear", "--no-input"), ("--linear", "list"), ("list", "--linear")])
def test_linear_mode_goes_with_no_verb_and_no_data(account: Account, words: tuple[str, ...]) -> None:
    assert account.ran(*words).code == 2


def test_the_environment_or_the_configuration_asks_for_it(account: Account) -> None:
    assert "--linear" in account.ran().err
    account.environment["BREACH_LINEAR"] = "1"
    assert "mode linéaire" in account.ran().out
    account.environment["BREACH_LINEAR"] = "0"
    (account.home / "config.toml").write_text('linear = true\nlanguage = "en"\n', encoding="utf-8")
    account.environment["BREACH_CONFIG"] = str(account.home / "config.toml")
    assert "linear mode" in account.ran().out
    (account.home / "config.toml").write_text('linear = "yes"\n', encoding="utf-8")
    assert account.ran().code == 2


def test_hostile_words_are_shown_and_never_obeyed(account: Account) -> None:
    typed = ("nouveau", HOSTILE, ".", "journal", "faits", "connus", "retour", "retour")
    ran = account.linear(*typed, "quitter")
    assert ran.code == 0, ran.out
    assert r"\x1b[2J" in ran.out
    assert not CONTROL.search(ran.out)
    assert account.ran("facts", "1", f"title={HOSTILE}").code == 0
    ran = account.linear("1", "note", HOSTILE)
    assert r"\x1b[2J" in ran.out
    assert not CONTROL.search(ran.out)


def test_a_pipe_of_bytes_that_are_no_text_is_refused(account: Account) -> None:
    with_bytes = account.ran("--linear", typed="")
    assert with_bytes.code == 0
    ran = subprocess.run(
        [sys.executable, "-m", "breach", "--linear"],
        input=b"nouveau\n\xff\xfe\n.\n",
        env=account.environment,
        cwd=account.home,
        capture_output=True,
        check=False,
    )
    assert ran.returncode == 2
    assert account.data("list") == []


def test_at_a_terminal_lines_are_broken_between_words(account: Account) -> None:
    terminal = account.at_terminal()
    terminal.until("Choix")
    terminal.type("nouveau\n")
    terminal.until("Texte")
    terminal.type("Un tableur est parti\n.\n")
    terminal.until("Choix")
    terminal.type("horloges\n")
    terminal.until("Choix")
    terminal.type("quitter\n")
    assert terminal.ended() == 0
    text = terminal.out.decode()
    assert "\x1b" not in text
    text = text[text.index("breach, mode") :]  # what comes before is said of the store, on stderr
    assert max(len(line) for line in text.splitlines()) <= 78


def test_ctrl_c_keeps_the_line_that_was_being_typed(account: Account) -> None:
    terminal = account.at_terminal()
    terminal.until("Choix")
    terminal.type("nouveau\n")
    terminal.until("Texte")
    terminal.type("Un tableur est parti\nà moitié tap")
    terminal.until("tap")
    terminal.type("\x03")
    assert terminal.ended() == 128 + signal.SIGINT
    assert "\x1b" not in terminal.out.decode()
    again = account.linear("quitter")
    assert "Un tableur est parti à moitié tap" in again.out
    assert account.data("list") == []


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGHUP])
def test_a_killed_conversation_keeps_what_was_typed(account: Account, number: int) -> None:
    terminal = account.at_terminal()
    terminal.until("Choix")
    terminal.type("nouveau\n")
    terminal.until("Texte")
    terminal.type("Un tableur est parti\navec les salaires\n")
    terminal.until("salaires")
    terminal.type("et puis")
    terminal.until("puis")
    if number == signal.SIGKILL:  # nobody is asked any more: what was read by then is what counts
        terminal.settle()
    terminal.signal(number)
    assert terminal.ended() == (-number if number == signal.SIGKILL else 128 + number)
    again = account.linear("reprendre", "1", "reprendre", "")
    assert again.code == 0, again.out
    text = account.data("show", "1")["timeline"][0]["text"]
    assert text == "Un tableur est parti\navec les salaires" + ("" if number == signal.SIGKILL else "\net puis")


@pytest.mark.parametrize("own", [True, False], ids=["hang-up", "no hang-up"])
def test_a_terminal_that_is_gone_loses_no_finished_line_and_ends_no_text(account: Account, own: bool) -> None:
    terminal = account.at_terminal(own=own)
    terminal.until("Choix")
    terminal.type("nouveau\n")
    terminal.until("Texte")
    terminal.type("Un tableur est parti\n")
    terminal.until("parti")
    terminal.settle()
    assert terminal.hang_up() != 0
    assert "Un tableur est parti" in account.linear("quitter").out
    assert account.data("list") == []


def test_a_terminal_of_ascii_is_answered_in_ascii(account: Account) -> None:
    account.environment |= {"LC_ALL": "C", "LANG": "C"}
    terminal = account.at_terminal()
    terminal.until("Choix")
    terminal.type("nouveau\n")
    terminal.until("Texte")
    terminal.type("Un tableur « à moitié » — parti\n.\n")
    terminal.until("Choix")
    terminal.type("journal\n")
    terminal.until("Choix")
    terminal.type("quitter\n")
    assert terminal.ended() == 0
    said = terminal.out.decode().replace("Un tableur « à moitié » — parti\r\n.", "")  # what the terminal itself echoes
    assert said.isascii()
    assert account.data("show", "1")["timeline"][0]["text"] == "Un tableur « à moitié » — parti"


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_an_output_that_cannot_write_an_accent_gets_ascii(account: Account, encoding: str) -> None:
    account.environment["PYTHONIOENCODING"] = encoding
    ran = subprocess.run(
        [sys.executable, "-m", "breach", "--linear"],
        input="nouveau\nà moitié\n.\n".encode(),
        env=account.environment,
        cwd=account.home,
        capture_output=True,
        check=False,
    )
    assert ran.returncode == 0
    assert b"Que s'est-il pass" in ran.stdout


def test_a_line_longer_than_a_terminal_hands_over_is_not_taken(account: Account) -> None:
    terminal = account.at_terminal()
    terminal.until("Choix")
    terminal.type("nouveau\n")
    terminal.until("Texte")
    terminal.type("x" * 5000 + "\n")
    terminal.until("trop longue")
    terminal.type("court\n.\n")
    terminal.until("Choix")
    terminal.type("quitter\n")
    assert terminal.ended() == 0
    assert account.data("show", "1")["timeline"][0]["text"] == "court"


def test_no_textual_is_ever_loaded(account: Account) -> None:
    spy = "import sys\nfrom breach.__main__ import main\nstatus = main(['--linear'])\nprint(sorted(sys.modules), file=sys.stderr)\nsys.exit(status)"
    typed = ("nouveau", "x", ".", "faits", "retour", "horloges", "quitter")
    ran = subprocess.run(
        [sys.executable, "-c", spy],
        input="".join(f"{line}\n" for line in typed),
        env=account.environment,
        cwd=account.home,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    for name in ("'textual", "'rich", "'breach.tui", "'breach.cli.drafts"):
        assert name not in ran.stderr


def test_a_closed_standard_input_is_an_empty_one(account: Account) -> None:
    for words in ("--linear", "list"):
        line = f"exec {sys.executable} -m breach {words} <&-"
        ran = subprocess.run(["sh", "-c", line], env=account.environment, cwd=account.home, capture_output=True, text=True, check=False)
        assert ran.returncode == 0, ran.stderr
        assert "Traceback" not in ran.stderr


def test_a_long_text_by_a_pipe_is_taken_whole(account: Account) -> None:
    lines = [f"ligne {n}" for n in range(3000)]
    assert account.linear("nouveau", *lines, ".").code == 0
    assert account.data("show", "1")["timeline"][0]["text"] == "\n".join(lines)


@pytest.fixture
def terminal_ends(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[int, int]]:
    """Both sides of a pseudo-terminal, ours first; twenty seconds of waiting become a twentieth."""
    monkeypatch.setattr(console, "IDLE_S", 0.05)
    ours, theirs = pty.openpty()
    yield ours, theirs
    os.close(ours)
    os.close(theirs)


def test_who_waits_at_a_menu_hears_what_comes_and_what_is_typed_stays(terminal_ends: tuple[int, int]) -> None:
    ours, theirs = terminal_ends
    news = iter([["RAPPEL"], []])
    with os.fdopen(os.dup(theirs), "w") as out:
        held = console.Plain(theirs, out)

        def idle() -> list[str]:
            found = next(news, [])
            if not found:
                os.write(ours, b"vu\n")
            return found

        assert held.ask("Choix :", idle) == "vu"
        said = os.read(ours, 4096).decode()
    assert said.split("\r\n")[:2] == ["Choix : ", "RAPPEL"]
    assert said.count("Choix :") == 2


def test_a_conversation_that_was_left_alone_ends_and_keeps_the_line_begun(terminal_ends: tuple[int, int]) -> None:
    ours, theirs = terminal_ends
    os.write(ours, "à moitié".encode())
    with os.fdopen(os.dup(theirs), "w") as out, pytest.raises(Ended) as ended:
        console.Plain(theirs, out, limit=0.2).ask("Texte :")
    assert (ended.value.signal, ended.value.partial) == (0, "à moitié")
