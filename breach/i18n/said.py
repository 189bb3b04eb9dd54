"""The words of an error: its title, what happened, what to do. Both faces ask here."""

from __future__ import annotations

from breach.i18n import t

TYPE_CHECKING = False
if TYPE_CHECKING:
    from breach.errors import BreachError

AREAS = (
    "errors",
    "errors_catalogue",
    "errors_profile",
    "errors_law",
    "errors_drafting",
    "errors_log",
    "errors_operations",
    "errors_tui",
    "errors_playbook",
    "errors_team",
)
"""Where the words of errors stand; the first that knows a code gives them."""


def said(error: BreachError) -> tuple[str, str, str]:
    """The title, what happened and what to do of ``error``, in the language in use.

    The words hold the error's parameters as they came: a face makes them safe when it shows them. Raises KeyError for an error without words.
    """
    for area in AREAS:
        try:
            title, message, todo = (t(f"{area}.{error.code}.{part}", None, **error.params) for part in ("title", "message", "todo"))
        except (KeyError, ModuleNotFoundError):
            continue
        return title, message, todo
    raise KeyError(error.code)
