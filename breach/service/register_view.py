"""The register as it is looked at: read once with its progress, then searched and read row by row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from breach.domain import words
from breach.service import published, register

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from breach.service.desk import Desk
    from breach.service.ports import Written


class RegisterView:
    """The rows of the organisation's register, as ``read`` made them."""

    def __init__(self, table: register.Table) -> None:
        self.table = table
        self._rows = {str(row["ref"]): row for row in table.rows}
        self._texts = {ref: words.apart("\n".join(str(row[name]) for name in register.NAMES)) for ref, row in self._rows.items()}

    def refs(self, text: str = "") -> list[str]:
        """The references of the rows in which every word of ``text`` begins a word, newest first; of all of them for no word."""
        asked = words.folded(words.asked(text))
        return [ref for ref in reversed(self._rows) if words.begun(self._texts[ref], asked)]

    def row(self, ref: str) -> dict[str, Any]:
        """The row of the file ``ref``."""
        return self._rows[ref]

    def told(self, desk: Desk, ref: str) -> list[tuple[str, str]]:
        """Every column of the row of ``ref``: what it is called, and what it says."""
        return [(register.head(desk, name), str(self._rows[ref][name])) for name in register.NAMES]


def read(desk: Desk, seen: Callable[[int, int], object]) -> RegisterView:
    """The register of the organisation; ``seen`` as for ``register.rows``."""
    return RegisterView(register.table(desk, form=register.SHEETS[0], seen=seen))


def export(desk: Desk, form: str, place: Callable[[bytes], Any], path: str = "") -> Written:
    """The register as it stands now, in ``form``, written by ``place`` (a context that ends in the file having its name, ``path``) and recorded."""
    body = published.written(desk, "")[0] if form == "cnil-open-data" else register.written(desk, register.table(desk, form=form), form)
    with place(body):
        return register.exported(desk, form, body, path)


def endings() -> Sequence[tuple[str, str]]:
    """Every format with the end of its file's name."""
    return [(form, ".csv" if form == "cnil-open-data" else f".{form}") for form in register.FORMATS]
