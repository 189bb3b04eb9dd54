"""The one family of errors that a user may see.

An error is a code and its parameters; its title, what happened and what to do are words of ``breach.i18n`` under
``errors.<code>.title``, ``.message`` and ``.todo``. One module turns errors into stderr and an exit status
(``breach.cli.diagnostics``), one into a dialog (``breach.tui``); nothing else catches them broadly.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping


class BreachError(Exception):
    """A refusal or a failure with a code, parameters for its words, and an exit status.

    ``code``: kebab-case, unique to one cause. ``params``: plain values that the words name; never a secret.
    """

    exit_status = 2

    def __init__(self, code: str, /, **params: object) -> None:
        super().__init__(code, params)
        self.code = code
        self.params: Mapping[str, object] = params

    def __str__(self) -> str:
        return f"{self.code} {dict(self.params)}"


class NotSo(BreachError):
    """The thing asked about is not so: lint findings, a verification that failed (exit 1)."""

    exit_status = 1


class InputError(BreachError):
    """The command line or a file is wrong: what, where, what to do (exit 2)."""

    exit_status = 2


class StoreError(BreachError):
    """The store cannot be opened or written: key, file, disk, server (exit 3)."""

    exit_status = 3


class RuleError(BreachError):
    """Refused by a rule, which the error names (exit 4)."""

    exit_status = 4
