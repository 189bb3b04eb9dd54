"""What tells about the program itself: help, glossary, schemas, completion, manual page. All of it is made from the parsers."""

from __future__ import annotations

import sys

from breach import __version__
from breach.cli import output, parsing
from breach.cli.verbs import GROUPS, VERBS
from breach.errors import InputError
from breach.i18n import current, t

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from types import ModuleType

    from breach.cli.app import App


def no_verb(rest: list[str], host: ModuleType) -> int:
    """``breach`` without a verb: ``--help``, ``--version``, or the terminal UI."""
    if "--version" in rest:
        output.out(f"breach {__version__}")
        return 0
    if "--help" in rest or "-h" in rest:
        output.out(overview())
        return 0
    if not _served() and _linear(rest):
        return _face(rest, host)
    if not (sys.stdin.isatty() and sys.stdout.isatty()) and not _served():
        if rest and not set(rest) <= {*parsing.WITH_VALUE, *parsing.FLAGS}:
            raise InputError("usage", said=" ".join(rest)[:200], verb="breach")
        output.words(overview())
        return 2
    return _face(rest, host)


def _served() -> bool:
    """Whether ``breach serve`` started this behind a tab: its terminal is the page."""
    import os

    return os.environ.get("TEXTUAL_DRIVER", "").startswith("textual.drivers.web_driver:")


def _linear(rest: list[str]) -> bool:
    """Whether linear mode is asked for: by the option, the environment or the configuration. Raises InputError ``bad-config``."""
    import os

    from breach.settings import Settings

    return parsing.LINEAR in rest or Settings({}, os.environ).linear


def _face(rest: list[str], host: ModuleType) -> int:
    """Open the terminal UI, or linear mode in its place. Raises InputError ``usage``."""
    import os

    from breach import i18n
    from breach.cli.app import App
    from breach.settings import Settings

    parser = parsing.Parser(prog="breach", add_help=False, allow_abbrev=False)
    parsing.common(parser)
    parser.add_argument(parsing.LINEAR, action="store_true")
    settings = Settings(vars(parser.parse_args(rest)), os.environ)
    i18n.use(settings.lang)
    settings.linear = settings.linear and not _served()
    refused = [name for name, given in (("--json", settings.as_json), ("--no-input", settings.no_input)) if given and settings.linear]
    if refused:  # answers are words, and asking is the whole of it
        raise InputError("usage", said=f"{parsing.LINEAR} {refused[0]}", verb="breach")
    app = App(settings, host)
    started = app.started()
    try:
        status: int = host.terminal(settings, started)
    finally:
        app.close()
    return status


def overview() -> str:
    """The help of the whole program: verbs by group, with one line each."""
    lines = [t("help.usage"), "", t("help.first"), t("help.linear")]
    for group in GROUPS:
        lines += ["", t(f"verbs.group-{group}")]
        lines += [f"  {verb:<11} {t(f'verbs.{verb}')}" for verb, (_, of) in VERBS.items() if of == group]
    return "\n".join([*lines, "", t("help.last")])


def help_(words: list[str]) -> int:
    """``breach help``, ``breach help VERB`` or ``breach help TERM``. Raises InputError ``unknown-term``."""
    parser = parsing.Parser(prog="breach help", description=t("verbs.help"), allow_abbrev=False)
    add_help(parser)
    parsing.common(parser)
    asked = " ".join(parser.parse_intermixed_args(words).term).strip()
    if not asked:
        output.out(overview())
    elif asked in VERBS:
        output.out(parsing.parser_of(asked).format_help())
    else:
        output.out(_fact(asked) or _term(asked))
    return 0


def _fact(asked: str) -> str:
    """A fact of the catalogue: its question, why it is asked, and its possible answers; "" where there is none of that name."""
    from breach.catalogue.asking import question_of
    from breach.catalogue.loader import load

    definition = load().facts.get(asked)
    if definition is None:
        return ""
    french = current() == "fr"
    lines = [f"{asked}  ({definition.type})", f"  {question_of(definition, current())}"]
    lines.append(f"  {definition.why_fr if french else definition.why_en} [{definition.article}]")
    lines += [f"    {code.id:<32} {code.fr if french else code.en}" for code in definition.codes]
    return "\n".join(line.rstrip() for line in lines)


def _term(asked: str) -> str:
    from breach import glossary

    entry = glossary.term(asked)
    if entry is None:
        import difflib

        near = difflib.get_close_matches(asked.lower(), [name.lower() for name in glossary.names()], 4, 0.4)
        raise InputError("unknown-term", term=asked[:60], near=", ".join(near) or "—")
    return t(
        "help.term", fr=entry.fr, en=entry.en, definition_fr=entry.definition_fr, definition_en=entry.definition_en, article=entry.article or "—"
    )


def add_schema(parser: argparse.ArgumentParser) -> None:
    """The options of ``schema``."""
    parser.add_argument("name", metavar="facts|profile|team-store|team-store-upgrade", help=t("cli.schema-name"))


def run_schema(app: App, args: argparse.Namespace) -> int:
    """Print a JSON Schema. Raises InputError ``unknown-schema``."""
    if args.name == "facts":
        from breach.catalogue.schema import facts_schema as schema
    elif args.name == "profile":
        from breach.catalogue.profile_schema import profile_schema as schema
    elif args.name in ("team-store", "team-store-upgrade"):
        output.out(app.host.team_schema(upgrade=args.name.endswith("upgrade")).rstrip("\n"))
        return 0
    else:
        raise InputError("unknown-schema", name=args.name[:40])
    output.data(schema())
    return 0


def add_completion(parser: argparse.ArgumentParser) -> None:
    """The options of ``completion``."""
    parser.add_argument("shell", choices=("bash", "zsh", "fish"), help=t("cli.completion-shell"))


def run_completion(app: App, args: argparse.Namespace) -> int:
    """Print the completion script of a shell."""
    from breach.cli import completion

    del app
    sys.stdout.write(completion.script(args.shell))
    return 0


def add_man(parser: argparse.ArgumentParser) -> None:
    """``man`` takes no options of its own."""


def run_man(app: App, args: argparse.Namespace) -> int:
    """Print the manual page, in roff."""
    from breach.cli import manual

    del app, args
    sys.stdout.write(manual.page())
    return 0


def add_help(parser: argparse.ArgumentParser) -> None:
    """The argument of ``help``."""
    parser.add_argument("term", nargs="*", metavar="TERM", help=t("cli.help-term"))
