"""The words of an error: its title, what happened, what to do. Both faces ask here."""

from __future__ import annotations

import errno
import os

from breach.i18n import has, t

TYPE_CHECKING = False
if TYPE_CHECKING:
    from breach.errors import BreachError

AREAS = (
    "errors",
    "errors_catalogue",
    "errors_profile",
    "errors_law",
    "errors_drafting",
    "errors_formats",
    "errors_log",
    "errors_operations",
    "errors_proof",
    "errors_tui",
    "errors_linear",
    "errors_playbook",
    "errors_team",
    "errors_decided",
    "errors_erasure",
)
"""Where the words of errors stand; the first that knows a code gives them."""


_OF_SYSTEM = (
    "ENOENT",
    "EACCES",
    "EPERM",
    "EISDIR",
    "ENOTDIR",
    "EEXIST",
    "ENOSPC",
    "EDQUOT",
    "EROFS",
    "ENAMETOOLONG",
    "ELOOP",
    "EIO",
    "EMFILE",
    "ETXTBSY",
    "EFBIG",
)
"""What the operating system may answer, by the names of ``errno``: its own words are English alone."""


_OF_MANDATE = ("no-mandate", "no-mandate-to-file")
"""Errors whose roles are told, not typed: they stand in words. Elsewhere a role is a code to be written as it is."""


def _roles(codes: object) -> str:
    """``codes``, one role or several between commas, in the language in use."""
    return ", ".join(t(key) if has(key := f"tui.role-{code}") else code for code in str(codes).split(", "))


def _in_words(text: object) -> object:
    """What the operating system said, in the language in use; any other text as it came."""
    found = (name for name in _OF_SYSTEM if hasattr(errno, name) and os.strerror(getattr(errno, name)) == text)
    name = next(found, "")
    return t(f"system.{name}") if name else text


def said(error: BreachError, *, form: bool = False) -> tuple[str, str, str]:
    """The title, what happened and what to do of ``error``, in the language in use. ``form``: said to who fills in a form, who has no options
    to type.

    The words hold the error's parameters as they came: a face makes them safe when it shows them. Raises KeyError for an error without words.
    """
    params = {name: _in_words(held) if name == "said" else held for name, held in error.params.items()}
    if error.code in _OF_MANDATE:
        params |= {name: _roles(params[name]) for name in ("role", "roles")}
    for area in AREAS:
        try:
            title, message, todo = (t(_key(f"{area}.{error.code}.{part}", form=form), None, **params) for part in ("title", "message", "todo"))
        except (KeyError, ModuleNotFoundError):
            continue
        return title, message, todo
    raise KeyError(error.code)


def _key(key: str, *, form: bool) -> str:
    """The words for a form where there are any."""
    return f"{key}-form" if form and has(f"{key}-form") else key
