"""A fact's value and how well it is known: the one module that others import to read, write and show facts.

- ``read``: from a TOML or JSON value; ``read_assignment``: from ``ID=VALUE`` on the command line;
- ``to_body`` and ``from_body``: the body of an entry and back; ``to_json``: for other programs;
- ``show``, ``show_value``, ``show_instant``: one line in words.
"""

from __future__ import annotations

from breach.catalogue.assignments import read_assignment
from breach.catalogue.bodies import from_body, to_body, to_json
from breach.catalogue.reading import read
from breach.catalogue.showing import show, show_instant, show_value

__all__ = ["from_body", "read", "read_assignment", "show", "show_instant", "show_value", "to_body", "to_json"]
