"""completion, man, help: made from the parsers, so that nothing that can be typed is missing."""

from __future__ import annotations

import re
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from breach.cli import completion, manual, parsing
from breach.cli.verbs import VERBS
from breach.i18n import use

if TYPE_CHECKING:
    from tests.cli.conftest import Breach

SHELLS = ("bash", "zsh", "fish")


def _options() -> list[tuple[str, str]]:
    actions = ((verb, action) for verb in VERBS for action in parsing.parser_of(verb)._actions)
    return [(verb, name) for verb, action in actions for name in action.option_strings]


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_verb_and_option_is_completed(shell: str, lang: str) -> None:
    use(lang)
    script = completion.script(shell)
    assert script.endswith("\n")
    for verb, option in _options():
        typed = option if shell != "fish" else f"-l {option[2:]} " if option.startswith("--") else f"-s {option[1:]} "
        assert typed in script, (verb, option)
        assert verb in script


def _reads(program: str, flag: str, script: str) -> str:
    """What the shell complains of when it reads ``script`` without running it."""
    return subprocess.run([program, flag], input=script, capture_output=True, text=True, check=False).stderr


@pytest.mark.parametrize("shell", ["bash", "zsh"])
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_shell_reads_its_script(shell: str, lang: str) -> None:
    use(lang)
    assert _reads("bash", "-n", completion.script(shell)) == ""  # zsh's grammar holds bash's here
    if shutil.which(shell):
        assert _reads(shell, "-n", completion.script(shell)) == ""


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_line_for_fish_is_closed(lang: str) -> None:
    use(lang)
    word = r"""(?:'(?:[^'\\]|\\.)*'|"[^"]*"|[^'"\s#]+)"""
    for line in completion.script("fish").splitlines()[1:]:
        assert re.fullmatch(rf"{word}(?: {word})*", line), line
    if shutil.which("fish"):
        assert _reads("fish", "--no-execute", completion.script("fish")) == ""


def _complete(*words: str) -> list[str]:
    quoted = " ".join(f"'{word}'" for word in words)
    script = completion.script("bash") + f'COMP_WORDS=({quoted})\nCOMP_CWORD={len(words) - 1}\n_breach\nprintf "%s\\n" "${{COMPREPLY[@]}}"\n'
    ran = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=True)
    return ran.stdout.split()


def test_bash_completes_as_it_is_typed() -> None:
    assert _complete("breach", "lo") == ["log"]
    assert set(_complete("breach", "")) >= set(VERBS)
    assert "--exercise" in _complete("breach", "log", "--e")
    assert _complete("breach", "key", "ro") == ["rotate"]
    assert _complete("breach", "--store", "x", "profile", "ch") == ["check"]
    assert _complete("breach", "completion", "z") == ["zsh"]
    assert "--now" in _complete("breach", "--")


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_manual_page_has_every_verb_and_option(lang: str) -> None:
    use(lang)
    page = manual.page()
    plain = page.replace("\\-", "-")
    for verb, option in _options():
        assert f"breach {verb}" in plain
        assert option in plain
    assert all(not line.startswith("'") for line in page.splitlines())
    requests = {line.split(" ")[0] for line in page.splitlines() if line.startswith(".")}
    assert requests == {".TH", ".SH", ".SS", ".TP", ".B"}


def test_the_manual_page_is_formatted_without_a_complaint() -> None:
    if shutil.which("groff") is None:
        assert manual.page().startswith(".TH BREACH 1")
        return
    ran = subprocess.run(["groff", "-man", "-Tutf8", "-Kutf8", "-ww", "-z"], input=manual.page().encode(), capture_output=True, check=False)
    assert ran.returncode == 0
    assert ran.stderr == b""


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_verb_has_its_help(bare: Breach, verb: str, lang: str) -> None:
    ran = bare("--lang", lang, verb, "--help")
    assert ran.code == 0
    assert f"breach {verb}" in ran.out
    assert bare("help", verb).code == 0


def test_completion_and_man_open_no_store(bare: Breach) -> None:
    assert bare("completion", "bash").code == 0
    assert bare("man").code == 0
    assert bare("completion", "csh").code == 2
    assert not list(bare.home.rglob("store*"))
