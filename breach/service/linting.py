"""Reads a message to people over: any text, or the letter that a breach file would give now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from breach.service.drafts import letter_text

if TYPE_CHECKING:
    from breach.service.desk import Desk
    from breach.service.drafting_ports import Drafting, Linted


def of_text(drafting: Drafting, body: bytes, name: str) -> Linted:
    """What is found in ``body``, the content of the file ``name``. Raises InputError."""
    return drafting.lint(body, name)


def of_letter(desk: Desk, ref: str, template: str, channel: str) -> Linted:
    """What is found in the letter ``template`` of the file ``ref`` for ``channel``, as it would be drafted now. Raises InputError, RuleError."""
    return desk.drafting().lint(letter_text(desk, ref, template, channel, "md").encode(), "letter.md")
