"""Completion for bash, zsh and fish, made from the parsers: what a verb takes is said once, where it is read."""

from __future__ import annotations

from breach.cli import parsing
from breach.cli.verbs import VERBS
from breach.i18n import t

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse


class Option:
    """An option as it is typed: its spellings, what it does, whether a value follows, the values that are possible (empty: any)."""

    __slots__ = ("choices", "help", "metavar", "names", "takes_value")

    def __init__(self, action: argparse.Action, help_: str) -> None:
        self.names = tuple(action.option_strings)
        self.help = help_
        self.takes_value = action.nargs != 0
        self.choices = tuple(str(choice) for choice in action.choices or ())
        self.metavar = str(action.metavar or action.dest.upper()) if self.takes_value else ""


class Verb:
    """A verb as it is typed: its options, and the words that may follow it where only some may."""

    __slots__ = ("help", "name", "options", "positionals", "words")

    def __init__(self, name: str) -> None:
        parser = parsing.parser_of(name)
        formatter = parser._get_formatter()  # noqa: SLF001 - what argparse itself fills its help in with
        actions = parser._actions  # noqa: SLF001 - argparse has no other list of them
        said = {id(action): formatter._expand_help(action) if action.help else "" for action in actions}  # noqa: SLF001
        self.name = name
        self.help = t(f"verbs.{name}")
        self.options = [Option(action, said[id(action)]) for action in actions if action.option_strings]
        rest = [action for action in actions if not action.option_strings]
        self.positionals = [(_shown(action), said[id(action)]) for action in rest]
        self.words = tuple(str(choice) for action in rest for choice in action.choices or ())

    @property
    def spellings(self) -> list[str]:
        """Every spelling of every option."""
        return [name for option in self.options for name in option.names]


def _shown(action: argparse.Action) -> str:
    name = "|".join(str(choice) for choice in action.choices) if action.choices else str(action.metavar or action.dest)
    many = {"*": f"[{name} …]", "?": f"[{name}]", "+": f"{name} […]"}
    return many.get(str(action.nargs), name)


def verbs() -> list[Verb]:
    """All verbs, in the order of the help."""
    return [Verb(name) for name in VERBS]


def script(shell: str) -> str:
    """The completion script of ``shell``: "bash", "zsh" or "fish"."""
    return {"bash": _bash, "zsh": _zsh, "fish": _fish}[shell](verbs())


def _bash(known: list[Verb]) -> str:
    with_value = "|".join(name for name in parsing.WITH_VALUE)
    cases = "\n".join(f'    {verb.name}) opts="{" ".join(verb.spellings)}"; words="{" ".join(verb.words)}" ;;' for verb in known)
    values = sorted({(name, option.choices) for verb in known for option in verb.options if option.choices for name in option.names})
    after = "\n".join(f'    "{verb.name} {name}") words="{" ".join(choices)}"; opts="" ;;' for verb in known for name, choices in _of(verb, values))
    return f"""# bash completion for breach
_breach() {{
  local cur prev verb="" opts words i
  cur="${{COMP_WORDS[COMP_CWORD]}}"
  prev="${{COMP_WORDS[COMP_CWORD-1]}}"
  for ((i = 1; i < COMP_CWORD; i++)); do
    case "${{COMP_WORDS[i]}}" in
      {with_value}) ((i++)) ;;
      -*) ;;
      *) verb="${{COMP_WORDS[i]}}"; break ;;
    esac
  done
  case "$verb" in
    "") opts="{" ".join((*parsing.WITH_VALUE, *parsing.FLAGS, parsing.LINEAR))} --help --version"; words="{" ".join(verb.name for verb in known)}" ;;
{cases}
    *) opts=""; words="" ;;
  esac
  case "$verb $prev" in
{after or '    "") ;;'}
  esac
  if [[ "$cur" == -* ]]; then
    mapfile -t COMPREPLY < <(compgen -W "$opts" -- "$cur")
  else
    mapfile -t COMPREPLY < <(compgen -W "$words" -- "$cur")
    if [[ -n "$verb" && ${{#COMPREPLY[@]}} -eq 0 ]]; then
      mapfile -t COMPREPLY < <(compgen -f -- "$cur")
    fi
  fi
}}
complete -o filenames -F _breach breach
"""


def _of(verb: Verb, values: list[tuple[str, tuple[str, ...]]]) -> list[tuple[str, tuple[str, ...]]]:
    own = {name for option in verb.options for name in option.names if option.choices}
    mine = {name: option.choices for option in verb.options for name in option.names}
    return [(name, choices) for name, choices in values if name in own and mine[name] == choices]


def _zsh(known: list[Verb]) -> str:
    described = "\n".join(f"    {_zsh_quoted(f'{verb.name}:{verb.help}')}" for verb in known)
    cases = []
    for verb in known:
        specs = [f"{name}[{_bracketed(option.help)}]{_zsh_value(option)}" for option in verb.options for name in option.names]
        specs.append(f"*:word:({' '.join(verb.words)})" if verb.words else "*:file:_files")
        lines = " \\\n".join(f"        {_zsh_quoted(spec)}" for spec in specs)
        cases.append(f"      {verb.name})\n      _arguments \\\n{lines}\n      ;;")
    body = "\n".join(cases)
    return f"""#compdef breach
_breach() {{
  local -a verbs
  verbs=(
{described}
  )
  if (( CURRENT == 2 )); then
    _describe 'verb' verbs
    return
  fi
  local verb="${{words[2]}}"
  shift words
  (( CURRENT-- ))
  case "$verb" in
{body}
  esac
}}
compdef _breach breach
"""


def _zsh_value(option: Option) -> str:
    if not option.takes_value:
        return ""
    return f":{_bracketed(option.metavar)}:({' '.join(option.choices)})" if option.choices else f":{_bracketed(option.metavar)}:_files"


def _bracketed(text: str) -> str:
    for mark in "\\[]:":
        text = text.replace(mark, f"\\{mark}")
    return text


def _zsh_quoted(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"


def _fish(known: list[Verb]) -> str:
    names = " ".join(verb.name for verb in known)
    lines = ["# fish completion for breach", f"set -l breach_verbs {names}"]
    none = "not __fish_seen_subcommand_from $breach_verbs"
    lines += [f'complete -c breach -n "{none}" -f -a {verb.name} -d {_fish_quoted(verb.help)}' for verb in known]
    lines.append(f'complete -c breach -n "{none}" -l {parsing.LINEAR[2:]} -d {_fish_quoted(t("help.linear"))}')
    for verb in known:
        seen = f'complete -c breach -n "__fish_seen_subcommand_from {verb.name}"'
        for option in verb.options:
            spelt = " ".join(f"-l {name[2:]}" if name.startswith("--") else f"-s {name[1:]}" for name in option.names)
            value = f" -x -a {_fish_quoted(' '.join(option.choices))}" if option.choices else " -r" if option.takes_value else ""
            lines.append(f"{seen} {spelt}{value} -d {_fish_quoted(option.help)}")
        if verb.words:
            lines.append(f"{seen} -a {_fish_quoted(' '.join(verb.words))}")
    return "\n".join(lines) + "\n"


def _fish_quoted(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"
