"""The sealed notebook: notes under legal privilege. They are in the chain; their words are in no export, no search and no display unless asked for.

What the data protection officer says is never such a note, even where the DPO is a lawyer: an opinion is written to be shown (GDPR Art. 39).
"""

from __future__ import annotations

from breach.errors import RuleError
from breach.log import kinds

TYPE_CHECKING = False
if TYPE_CHECKING:
    from breach.service.desk import Desk


def kind_of(desk: Desk, *, privileged: bool) -> str:
    """The kind of entry of a note. Raises RuleError ``opinion-is-no-privilege`` where the DPO would seal one."""
    if privileged and desk.actor.role == "dpo":
        raise RuleError("opinion-is-no-privilege")
    return kinds.PRIVILEGED if privileged else kinds.NOTE
