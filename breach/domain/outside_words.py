"""What goes outside, by name: forms, papers, channels. An id without words of its own (a user's own text, a form of another version) is said as it
is.
"""

from __future__ import annotations

from breach.i18n import has, t

CONTRACT = "contract:"
"""How the id of a contract's notice begins."""


def form_name(form: str, lang: str | None = None) -> str:
    """What the form ``form`` is called in ``lang`` (None: the one in use); a contract's notice by the contract's id."""
    if form.startswith(CONTRACT):
        return t("outside.filing-contract", lang, id=form.removeprefix(CONTRACT))
    return _word(f"outside.filing-{form}", form, lang)


def template_name(template: str, lang: str | None = None) -> str:
    """What a text that can be sent is called in ``lang`` (None: the one in use)."""
    return _word(f"outside.template-{template}", template, lang)


def channel_name(channel: str, lang: str | None = None) -> str:
    """What a channel is called in ``lang`` (None: the one in use)."""
    return _word(f"outside.channel-{channel}", channel, lang)


def type_name(kind: str, lang: str | None = None) -> str:
    """What a notice's type is called in ``lang`` (None: the one in use). Raises KeyError for none of the types."""
    return t(f"outside.type-{kind}", lang)


def _word(key: str, code: str, lang: str | None = None) -> str:
    return t(key, lang) if has(key) else code
