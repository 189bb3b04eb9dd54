"""The two checks that a schema cannot make: a step that is named and absent, and steps that lead back to themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ONE = ("on_completion", "on_success", "on_failure", "on_true", "on_false")
"""Where one step names one that follows."""


def following(step: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The steps that ``step`` names, as (property, identifier), in the order in which they would be taken."""
    for key in ("on_true", "on_false", "next_steps", "cases", "on_completion", "on_success", "on_failure"):
        named = step.get(key)
        for value in named if isinstance(named, list) else named.values() if isinstance(named, dict) else () if named is None else (named,):
            yield key, value if isinstance(value, str) else repr(value)[:60]


def absent(workflow: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """Every step that is named and absent: (step that names it, property, identifier)."""
    return [(name, key, to) for name, step in workflow.items() for key, to in following(step) if to not in workflow]


def in_order(workflow: Mapping[str, Any], first: str) -> tuple[list[str], list[str]]:
    """The steps that are reached from ``first`` in the order in which they come (each once, before what follows it), and a loop: the steps that
    lead back to themselves, empty where none does. Absent steps are passed over.
    """
    order: list[str] = []
    done: set[str] = set()
    path: list[str] = [first]
    open_steps = [iter([to for _, to in following(workflow.get(first, {}))])]
    while open_steps:
        to = next(open_steps[-1], None)
        if to is None:
            open_steps.pop()
            done.add(path[-1])
            order.append(path.pop())
        elif to in path:
            return [], path[path.index(to) :]
        elif to in workflow and to not in done:
            path.append(to)
            open_steps.append(iter([after for _, after in reversed(list(following(workflow[to])))]))
    return order[::-1], []
