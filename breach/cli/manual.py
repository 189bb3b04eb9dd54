"""The manual page, in roff, made from the parsers and the words of the help."""

from __future__ import annotations

from breach import __version__
from breach.cli.completion import Option, Verb, verbs
from breach.cli.parsing import LINEAR
from breach.cli.verbs import GROUPS, VERBS
from breach.i18n import t
from breach.settings import CONFIG_KEYS

ENVIRONMENT = ("BREACH_STORE", "BREACH_STORE_KEY_FILE", "BREACH_AS", "BREACH_LANG", "BREACH_LINEAR", "BREACH_CONFIG", "NO_COLOR", "EDITOR")
STATUSES = ("0", "1", "2", "3", "4")


def page() -> str:
    """The whole page, ``breach(1)``, in the language in use."""
    known = {verb.name: verb for verb in verbs()}
    common = _common(list(known.values()))
    lines = [f'.TH BREACH 1 "" "breach {__version__}"']
    lines += [_section("name"), f"breach \\- {_text(t('operations.man-summary'))}"]
    lines += [_section("synopsis"), ".B breach", f"[{_text(t('operations.man-verb'))}] [{_text(t('operations.man-options'))}]"]
    lines += [_section("description"), _text(t("operations.man-description"))]
    lines += [_section("common"), *(line for option in common for line in _option(option)), *_item(LINEAR, t("help.linear"))]
    shared = {option.names for option in common}
    for group in GROUPS:
        lines.append(f'.SH "{_quoted(t(f"verbs.group-{group}").upper())}"')
        for name, (_, of) in VERBS.items():
            if of == group:
                lines += _verb(known[name], shared)
    lines += [_section("environment"), *(line for name in ENVIRONMENT for line in _item(name, t(f"operations.env-{name.lower().replace('_', '-')}")))]
    lines += [_section("configuration"), _text(t("operations.man-configuration"))]
    lines += [line for name, holds in CONFIG_KEYS.items() for line in _item(name, holds)]
    lines += [_section("status"), *(line for status in STATUSES for line in _item(status, t(f"operations.status-{status}")))]
    return "\n".join(lines) + "\n"


def _common(known: list[Verb]) -> list[Option]:
    """The options that every verb takes, as one of them has them."""
    everywhere = set.intersection(*({option.names for option in verb.options} for verb in known))
    return [option for option in known[0].options if option.names in everywhere]


def _section(name: str) -> str:
    return f'.SH "{_quoted(t(f"operations.man-{name}-title"))}"'


def _verb(verb: Verb, shared: set[tuple[str, ...]]) -> list[str]:
    usage = " ".join(shown for shown, _ in verb.positionals)
    lines = [f'.SS "breach {_quoted(verb.name)} {_quoted(usage)}"'.replace(' "', ' "').rstrip(), _text(verb.help) + "."]
    for shown, help_ in verb.positionals:
        lines += _item(shown, help_) if help_ else []
    for option in verb.options:
        if option.names not in shared:
            lines += _option(option)
    return lines


def _option(option: Option) -> list[str]:
    value = f" {'|'.join(option.choices) or option.metavar}" if option.takes_value else ""
    return _item(", ".join(f"{name}{value}" for name in option.names), option.help)


def _item(term: str, text: str) -> list[str]:
    return [".TP", f".B {_text(term)}", _text(text) or "\\&"]


def _text(text: str) -> str:
    """``text`` as roff takes it to the letter: escapes and hyphens written out, no line that starts a request."""
    plain = " ".join(text.split()).replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{plain}" if plain.startswith((".", "'")) else plain


def _quoted(text: str) -> str:
    return _text(text).replace('"', "\\(dq")
