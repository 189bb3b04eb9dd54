"""Notes: lines of a file's timeline, and those of the sealed notebook, which are under legal privilege: in the chain, but their words are in no
export, no search and no display unless asked for.

What the data protection officer says is never such a note, even where the DPO is a lawyer: an opinion is written to be shown (GDPR Art. 39).
"""

from __future__ import annotations

from breach.domain.instants import to_z
from breach.errors import RuleError
from breach.log import kinds
from breach.service.desk import clean

TYPE_CHECKING = False
if TYPE_CHECKING:
    from breach.service.desk import Desk
    from breach.service.ports import FileRow, Written


def kind_of(desk: Desk, *, privileged: bool) -> str:
    """The kind of entry of a note. Raises RuleError ``opinion-is-no-privilege`` where the DPO would seal one."""
    if privileged and desk.actor.role == "dpo":
        raise RuleError("opinion-is-no-privilege")
    return kinds.PRIVILEGED if privileged else kinds.NOTE


def note(desk: Desk, ref: str, text: str, *, at: str = "", privileged: bool = False) -> tuple[FileRow, Written]:
    """Add ``text`` to the timeline of the file ``ref``; ``at``: when it happened, as typed, where that was not now nor what the desk was told.

    Raises InputError ``empty-text``, RuleError ``opinion-is-no-privilege``, ``in-the-future``.
    """
    words = clean(text)
    happened = to_z(desk.past(at)) if at.strip() else desk.happened()
    file, kind = desk.store.find(ref), kind_of(desk, privileged=privileged)
    with desk.acting() as act:
        return file, act.append(file, kind, {"text": words}, happened_at=happened)
