"""The command line: verb, options, error, exit status."""

from __future__ import annotations

import os

from breach import i18n
from breach.cli import diagnostics, output, parsing
from breach.cli.app import App
from breach.errors import BreachError, InputError
from breach.settings import Settings

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import ModuleType

CHECK_CANNOT_TELL = 3


def run(argv: list[str], host: ModuleType) -> int:
    """Run ``argv`` (without the program's name) and give the exit status. ``host`` is the composition root."""
    _language_first(argv)
    as_json, debug = "--json" in argv, "--debug" in argv
    try:
        return _run(argv, host)
    except BreachError as error:
        if debug:
            raise
        status = diagnostics.report(error, as_json=as_json)
        return CHECK_CANNOT_TELL if parsing.split(argv)[0] == "check" else status
    except KeyboardInterrupt:
        return diagnostics.interrupted()
    except BrokenPipeError:
        return diagnostics.pipe_closed()
    except OSError as error:
        if debug:
            raise
        status = diagnostics.report(_of_system(error), as_json=False)
        return CHECK_CANNOT_TELL if parsing.split(argv)[0] == "check" else status


def _of_system(error: OSError) -> InputError:
    """What the operating system refused: a file by its name, else the answer, which is written once what was to be recorded is on the disk."""
    said = error.strerror or ""
    return InputError("output-not-written", path=error.filename, said=said) if error.filename else InputError("answer-lost", said=said)


def _run(argv: list[str], host: ModuleType) -> int:
    parsing.localise()
    verb, rest = parsing.split(argv)
    if verb is None or verb == "help":
        return _without_verb(rest, host, asked=verb == "help")
    args = parsing.parse(verb, rest)
    settings = Settings(vars(args), os.environ)
    i18n.use(settings.lang)
    for key in settings.unknown_keys:
        output.words(i18n.t("start.unknown-config-key", key=key))
    app = App(settings, host)
    try:
        app.understand(args)
        status: int = getattr(parsing.module_of(verb), f"run_{verb}")(app, args)
    finally:
        app.close()
    return status


def _without_verb(rest: list[str], host: ModuleType, *, asked: bool) -> int:
    from breach.cli import reference

    if asked:
        return reference.help_(rest)
    return reference.no_verb(rest, host)


def _language_first(argv: list[str]) -> None:
    """Errors in reading the command line are said in the language that it asks for."""
    asked = os.environ.get("BREACH_LANG", "")
    for at, word in enumerate(argv[:-1]):
        if word == "--lang":
            asked = argv[at + 1]
    if asked in i18n.LANGUAGES:
        i18n.use(asked)
