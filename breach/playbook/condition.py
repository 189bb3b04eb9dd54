"""Whether a condition over facts is one that ``breach.law.triggers`` can answer: every fault is named by its key."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from breach.domain.profile import FLAGS
from breach.domain.risks import RISKS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

PARTS = ("fact", "risk", "flag", "all", "any", "not")


class Condition:
    """Checks conditions. ``facts``: the definition of a fact by its id, None for none; ``fault``: told the key, the code and its parameters."""

    def __init__(self, facts: Callable[[str], Any], fault: Callable[..., None]) -> None:
        self._facts = facts
        self._fault = fault

    def check(self, condition: object, where: str) -> None:
        """Check ``condition``, which stands at the key ``where``. The empty one always holds."""
        if not isinstance(condition, dict):
            self._fault(where, "condition-wanted", known=", ".join(PARTS))
            return
        if not condition:
            return
        named = [part for part in PARTS if part in condition]
        if len(named) != 1:
            self._fault(where, "condition-wanted", known=", ".join(PARTS))
        else:
            self._part(named[0], condition, where)

    def _part(self, name: str, condition: Mapping[str, Any], where: str) -> None:
        held = condition[name]
        if name in ("all", "any"):
            for place, part in enumerate(held if isinstance(held, list) else [held], 1):
                self.check(part, f"{where}.{name}.{place}")
        elif name == "not":
            self.check(held, f"{where}.not")
        elif name == "fact":
            self._fact(condition, where)
        elif held not in (RISKS if name == "risk" else FLAGS):
            self._fault(f"{where}.{name}", "not-one-of", given=str(held)[:40], known=", ".join(RISKS if name == "risk" else FLAGS))

    def _fact(self, condition: Mapping[str, Any], where: str) -> None:
        name = condition["fact"]
        definition = self._facts(name) if isinstance(name, str) else None
        if definition is None:
            self._fault(where, "no-such-fact", given=str(name)[:50])
            return
        wanted = [key for key in ("is", "has") if key in condition]
        if len(wanted) != 1:
            self._fault(where, "condition-wanted", known="is, has")
        elif definition.codes and definition.code(str(condition[wanted[0]])) is None:
            self._fault(where, "no-such-code", given=str(condition[wanted[0]])[:50], fact=definition.id)
