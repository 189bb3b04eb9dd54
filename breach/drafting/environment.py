"""Jinja2, and nowhere else: a sandbox in which a template can place and repeat what it is given, and nothing more.

A template is checked before it runs against the short list of what templates here need: printing, conditions, loops over what was given.
Calls, arithmetic, concatenation, assignments, includes and attributes that begin with an underscore do not exist; so a template cannot
reach a file, the network or Python, and its time and size are bounded by its data. A name that it misspells is an error that says so.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from jinja2 import StrictUndefined, Template, TemplateError, TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from breach.drafting.plain import clean, md_text
from breach.drafting.typography import french_template
from breach.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping

MAX_SOURCE = 200_000
"""Characters of one template."""
MAX_DRAFT = 20_000_000
"""Characters of one draft."""
MAX_DEPTH = 4
"""Loops within loops."""

_FILTERS = ("first", "join", "last", "length")
_ALLOWED = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.Const,
    nodes.Tuple,
    nodes.List,
    nodes.Getattr,
    nodes.Getitem,
    nodes.If,
    nodes.CondExpr,
    nodes.For,
    nodes.Compare,
    nodes.Operand,
    nodes.And,
    nodes.Or,
    nodes.Not,
    nodes.Filter,
)


def _html_text(value: object) -> object:
    return clean(value) if type(value) is str else value


@lru_cache(maxsize=4)
def _environment(kind: str) -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined,
        autoescape=kind == "html",
        finalize=_html_text if kind == "html" else md_text,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals.clear()
    environment.filters = {name: environment.filters[name] for name in _FILTERS}
    environment.tests.clear()
    return environment


@lru_cache(maxsize=64)
def _compiled(source: str, name: str, kind: str) -> Template:
    if len(source) > MAX_SOURCE:
        raise InputError("template-too-long", template=name, limit=MAX_SOURCE)
    environment = _environment(kind)
    try:
        tree = environment.parse(source)
        _check(tree, name, 0)
        return environment.from_string(tree)
    except TemplateSyntaxError as error:
        raise InputError("template-wrong", template=name, line=error.lineno, what=error.message or "") from error
    except RecursionError as error:
        raise InputError("template-too-long", template=name, limit=MAX_SOURCE) from error


def _check(node: nodes.Node, name: str, depth: int) -> None:
    """Refuses what is not on the list. Raises InputError ``template-forbidden``."""
    loop = isinstance(node, nodes.For)
    recursive = isinstance(node, nodes.For) and node.recursive
    hidden = isinstance(node, nodes.Getattr) and node.attr.startswith("_")
    if not isinstance(node, _ALLOWED) or hidden or recursive or depth + loop > MAX_DEPTH:
        raise InputError("template-forbidden", template=name, line=node.lineno, what=type(node).__name__)
    for child in node.iter_child_nodes():
        _check(child, name, depth + loop)


def render(source: str, context: Mapping[str, object], *, name: str, kind: str, lang: str) -> str:
    """What the template ``source`` makes of ``context``.

    ``kind`` is ``"md"`` (every value is escaped as Markdown) or ``"html"`` (every value is escaped as HTML); ``lang`` "fr" gives the template's own
    words their no-break spaces. ``name`` is for errors. Raises InputError ``template-too-long``, ``template-wrong``, ``template-forbidden`` or
    ``draft-too-long``.
    """
    template = _compiled(french_template(source) if lang == "fr" else source, name, kind)
    parts: list[str] = []
    size = 0
    try:
        for part in template.generate(context):
            size += len(part)
            if size > MAX_DRAFT:
                raise InputError("draft-too-long", template=name, limit=MAX_DRAFT)
            parts.append(part)
    except (TemplateError, TypeError, ValueError, LookupError) as error:
        raise InputError("template-wrong", template=name, line="?", what=str(error)[:200]) from error
    return "".join(parts)
