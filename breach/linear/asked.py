"""Answers of a kind: instants as people say them, paths, counts, one of a few words. Each is read when it is typed, so that it is refused there."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from breach.domain import instants, spoken_instants
from breach.domain.counts import count_of
from breach.errors import InputError
from breach.i18n import dates, t
from breach.linear import question as q

if TYPE_CHECKING:
    from collections.abc import Iterable

    from breach.linear.question import Question
    from breach.service.desk import Desk
    from breach.service.record import Attachment


def instant(desk: Desk, name: str, text: str, *, hint: str = "", required: bool = False, ahead: bool = False) -> Question:
    """A question for an instant: one that lies behind us; with ``ahead`` any."""

    def look(said: str) -> tuple[str, str]:
        if spoken_instants.is_spoken(said):
            found = spoken_instants.read(said, desk.now(), desk.read_zone or desk.zone, ahead=ahead)
        else:
            found = desk.instant(said.strip())
        local = instants.to_local(found, desk.zone)
        if not ahead:
            desk.past(local)
        return local, t("linear.understood", at=dates.when(found, instants.zone_of(desk.zone), desk.zone, year=True))

    def show(local: str) -> str:
        try:
            at = desk.instant(local)
        except InputError:  # begun elsewhere, and no instant yet
            return local
        return dates.when(at, instants.zone_of(desk.zone), desk.zone, year=True)

    usual = t("linear.instant-ahead" if ahead else "linear.instant")
    return q.Question(name, text, hint=hint or usual, required=required, check=look, show=show)


def one(name: str, text: str, options: Iterable[tuple[str, str]], start: str = "", *, hint: str = "", why: tuple[str, ...] = ()) -> Question:
    """A question for one of ``options``, (id, words) each; it wants an answer unless there is a ``start``."""
    return q.Question(name, text, q.ONE, tuple(q.Option(held, words) for held, words in options), (), hint, why, start, required=True)


def text(name: str, asked: str, *, hint: str = "", start: str = "", required: bool = False, why: tuple[str, ...] = ()) -> Question:
    """A question for a text of any number of lines."""
    return q.Question(name, asked, q.TEXT, hint=hint, start=start, required=required, why=why)


def line(name: str, asked: str, *, hint: str = "", start: str = "", required: bool = False) -> Question:
    """A question for one line."""
    return q.Question(name, asked, hint=hint, start=start, required=required)


def piece(asked: str, *, name: str = "piece", hint: str = "", required: bool = False) -> Question:
    """A question for the path of a file that is there."""

    def look(said: str) -> tuple[str, str]:
        from breach.service.pieces import attachment  # the record is read with the first piece

        path = path_of(said)
        attachment(path)
        return path, ""

    return q.Question(name, asked, hint=hint or t("linear.path"), required=required, check=look)


def evidence(asked: str) -> Question:
    """A question for the path of a piece of evidence, which may be of any size."""
    return q.Question("piece", asked, hint=t("linear.path"), required=True, check=lambda said: (path_of(said), ""))


def piece_of(values: dict[str, str], name: str = "piece") -> Attachment | None:
    """The file that was named, None for none. Raises InputError."""
    from breach.service.pieces import attachment

    return attachment(values[name]) if values[name].strip() else None


def count(name: str, asked: str, *, hint: str = "", required: bool = False) -> Question:
    """A question for a whole number."""

    def look(said: str) -> tuple[str, str]:
        return str(count_of(said)), ""

    return q.Question(name, asked, hint=hint, required=required, check=look)


def new_file(name: str, asked: str, start: str) -> Question:
    """A question for the path of a file to be written, which must not be there."""

    def look(said: str) -> tuple[str, str]:
        path = path_of(said)
        if os.path.lexists(path):
            raise InputError("output-exists", path=path)
        return path, ""

    return q.Question(name, asked, hint=t("tui.export-hint"), start=start, check=look)


def path_of(said: str) -> str:
    """The path that ``said`` names; ``~`` is the home folder."""
    return os.path.abspath(os.path.expanduser(said.strip()))
