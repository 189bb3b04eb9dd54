"""Jinja2, and nowhere else: a sandbox in which a template can place and repeat what it is given, and nothing more.

A template is checked before it runs against the short list of what templates here need: printing, conditions, loops over what was given.
Calls, arithmetic, concatenation, assignments, includes and attributes that begin with an underscore do not exist; so a template cannot
reach a file, the network or Python, and its time and size are bounded by its data. A name that it misspells is an error that says so.
"""

from __future__ import annotations

from contextvars import ContextVar
from functools import lru_cache
from typing import TYPE_CHECKING

from jinja2 import StrictUndefined, Template, TemplateError, TemplateSyntaxError, nodes, pass_eval_context
from jinja2.filters import do_join
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from breach.drafting.plain import Md, clean, md_text
from breach.drafting.typography import french_template
from breach.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from jinja2.nodes import EvalContext

MAX_SOURCE = 200_000
"""Characters of one template."""
MAX_DOCUMENT = 4_000_000
"""Characters of one part of an office document, whose own markup is long."""
MAX_DRAFT = 20_000_000
"""Characters of one draft."""
MAX_DEPTH = 4
"""Loops within loops."""
MAX_TURNS = 200_000
"""Turns of all loops of one draft: a template that writes nothing must end as well."""
_TURNS = "turns"
"""The filter through which every loop draws what it runs over."""

_FILTERS = ("first", "last", "length")
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


_left: ContextVar[int] = ContextVar("turns left", default=MAX_TURNS)


class _TooMuch(Exception):
    """The template asked for more than one draft may take."""


def _turns(values: Iterable[object]) -> Iterator[object]:
    for value in values:
        left = _left.get() - 1
        if left < 0:
            raise _TooMuch
        _left.set(left)
        yield value


@pass_eval_context
def _join(context: EvalContext, values: Iterable[object], between: str = "") -> str:
    """As Jinja's own, but for the size of what it makes."""
    parts = list(_turns(values))
    if sum(len(str(part)) for part in parts) + len(between) * len(parts) > MAX_DRAFT:
        raise _TooMuch
    made: str = do_join(context, parts, between)
    return made


def _html_text(value: object) -> object:
    return clean(value) if type(value) is str else value


WORD_BREAK = '</w:t><w:br/><w:t xml:space="preserve">'
"""The end of a line inside a run of a Word document."""


def _word_text(value: object) -> object:
    """``value`` as it stands inside the text of a run; a ``Markup`` is runs that are written already, and ``Md`` a slot."""
    if isinstance(value, (Markup, bool)) or not isinstance(value, str):
        return value
    return escape(value) if isinstance(value, Md) else word_text(value)


def word_text(text: str) -> Markup:
    """``text`` as the text of a run: no character that XML forbids, its lines as line breaks."""
    return Markup(WORD_BREAK).join(map(escape, clean(text).split("\n")))  # noqa: S704 - a constant of our own; what it joins is escaped


_FINALIZE: dict[str, Callable[[object], object]] = {"md": md_text, "html": _html_text, "docx": _word_text}


@lru_cache(maxsize=4)
def _environment(kind: str) -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined,
        autoescape=kind in ("html", "docx"),
        finalize=_FINALIZE[kind],
        trim_blocks=kind != "docx",
        lstrip_blocks=kind != "docx",
        keep_trailing_newline=True,
    )
    environment.globals.clear()
    environment.filters = {name: environment.filters[name] for name in _FILTERS} | {"join": _join, _TURNS: _turns}
    environment.tests.clear()
    return environment


@lru_cache(maxsize=64)
def _compiled(source: str, name: str, kind: str) -> Template:
    limit = MAX_DOCUMENT if kind == "docx" else MAX_SOURCE
    if len(source) > limit:
        raise InputError("template-too-long", template=name, limit=limit)
    environment = _environment(kind)
    try:
        tree = environment.parse(source)
        _check(tree, name, 0)
        return environment.from_string(tree)
    except TemplateSyntaxError as error:
        raise InputError("template-wrong", template=name, line=error.lineno, what=error.message or "") from error
    except RecursionError as error:
        raise InputError("template-too-long", template=name, limit=limit) from error


def _check(node: nodes.Node, name: str, depth: int) -> None:
    """Refuses what is not on the list. Raises InputError ``template-forbidden``."""
    loop = isinstance(node, nodes.For)
    recursive = isinstance(node, nodes.For) and node.recursive
    hidden = isinstance(node, nodes.Getattr) and node.attr.startswith("_")
    if not isinstance(node, _ALLOWED) or hidden or recursive or depth + loop > MAX_DEPTH:
        raise InputError("template-forbidden", template=name, line=node.lineno, what=type(node).__name__)
    for child in node.iter_child_nodes():
        _check(child, name, depth + loop)
    if isinstance(node, nodes.For):
        node.iter = nodes.Filter(node.iter, _TURNS, [], [], None, None, lineno=node.lineno, environment=node.environment)


def render(source: str, context: Mapping[str, object], *, name: str, kind: str, lang: str) -> str:
    """What the template ``source`` makes of ``context``.

    ``kind`` is ``"md"`` (every value is escaped as Markdown) or ``"html"`` (every value is escaped as HTML); ``lang`` "fr" gives the template's own
    words their no-break spaces. ``name`` is for errors. Raises InputError ``template-too-long``, ``template-wrong``, ``template-forbidden`` or
    ``draft-too-long``.
    """
    template = _compiled(french_template(source) if lang == "fr" else source, name, kind)
    parts: list[str] = []
    size = 0
    held = _left.set(MAX_TURNS)
    try:
        for part in template.generate(context):
            size += len(part)
            if size > MAX_DRAFT:
                raise InputError("draft-too-long", template=name, limit=MAX_DRAFT)
            parts.append(part)
    except _TooMuch as error:
        raise InputError("draft-too-long", template=name, limit=MAX_DRAFT) from error
    except (TemplateError, TypeError, ValueError, LookupError) as error:
        raise InputError("template-wrong", template=name, line="?", what=str(error)[:200]) from error
    finally:
        _left.reset(held)
    return "".join(parts)
