"""Reading the command line: one parser, made for the verb that was typed alone (45 parsers cost more than a whole ``clock --short``)."""

from __future__ import annotations

import argparse
import importlib

from breach.cli.verbs import VERBS
from breach.errors import InputError
from breach.i18n import has, t

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import ModuleType
    from typing import Any, NoReturn

WITH_VALUE = ("--store", "--key", "--lang", "--at", "--as", "--now")
FLAGS = ("--json", "--no-input", "--debug")
LINEAR = "--linear"
"""Without a verb: questions and answers in place of the terminal UI."""


class Parser(argparse.ArgumentParser):
    """An argument parser whose complaints are this program's errors, in its words."""

    def error(self, message: str) -> NoReturn:
        """Raise InputError ``usage`` with argparse's message."""
        raise InputError("usage", said=message[:500], verb=self.prog)


def _translated(text: str) -> str:
    key = f"argparse.{text}"
    return t(key) if has(key) else text


def localise() -> None:
    """Let argparse speak the language in use: its own words come from ``i18n`` too."""
    argparse._ = _translated  # type: ignore[attr-defined]  # its words have no other door
    argparse.ngettext = lambda one, many, n: _translated(one if n == 1 else many)  # type: ignore[attr-defined]


class _Identity(argparse.Action):
    """``--as``: who acts; in ``link`` also how two files are linked, told apart by its few words."""

    def __call__(
        self, parser: argparse.ArgumentParser, namespace: argparse.Namespace, values: str | Sequence[Any] | None, option_string: str | None = None
    ) -> None:
        """Take the name, or the word."""
        del parser, option_string
        setattr(namespace, "linked_as" if values in getattr(namespace, "link_words", ()) else self.dest, values)


def common(parser: argparse.ArgumentParser) -> None:
    """Add the options that every verb takes."""
    for name in WITH_VALUE:
        plain = name[2:]
        action: Any = _Identity if name == "--as" else "store"
        parser.add_argument(name, dest=plain, metavar=t(f"cli.meta-{plain}"), help=t(f"cli.opt-{plain}"), default=None, action=action)
    for name in FLAGS:
        parser.add_argument(name, action="store_true", help=t(f"cli.opt-{name[2:]}"))


def split(argv: Sequence[str]) -> tuple[str | None, list[str]]:
    """The verb and what is left of ``argv``: common options may stand before it."""
    rest = list(argv)
    at = 0
    while at < len(rest):
        word = rest[at]
        if word == "--":
            break
        if word in WITH_VALUE:
            at += 2
        elif word.startswith("-"):
            at += 1
        else:
            return rest.pop(at), rest
    return None, rest


def module_of(verb: str) -> ModuleType:
    """The module of ``verb``. Raises InputError ``unknown-verb`` with the nearest named."""
    if verb not in VERBS:
        import difflib

        near = ", ".join(difflib.get_close_matches(verb, VERBS, 3, 0.5)) or "help"
        raise InputError("unknown-verb", verb=verb[:40], near=near)
    return importlib.import_module(f"breach.cli.{VERBS[verb][0]}")


def parser_of(verb: str) -> Parser:
    """The parser of ``verb``, with its own and the common options."""
    module = module_of(verb)
    parser = Parser(
        prog=f"breach {verb}",
        description=t(f"verbs.{verb}"),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
        epilog=t(f"verbs.{verb}.example") if has(f"verbs.{verb}.example") else None,
    )
    getattr(module, f"add_{verb}")(parser)
    common(parser)
    return parser


def parse(verb: str, rest: Sequence[str]) -> argparse.Namespace:
    """The options of ``verb`` in ``rest``. Raises InputError ``usage``."""
    parser = parser_of(verb)
    args: argparse.Namespace = parser.parse_intermixed_args(rest) if _mixes(parser) else parser.parse_args(rest)
    return args


def _mixes(parser: argparse.ArgumentParser) -> bool:
    actions: list[Any] = parser._get_positional_actions()  # noqa: SLF001 - what argparse itself asks
    return any(action.nargs == "*" for action in actions)
