"""The manifest of a merge: one line a row, with the hash of its letter, and the totals. It names nobody, and adds up over shares."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from breach.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping


@dataclass(slots=True)
class Totals:
    """``rows`` of the job, ``letters`` made, ``problems`` by code, ``segments``: letters by segment."""

    rows: int = 0
    letters: int = 0
    problems: dict[str, int] = field(default_factory=dict)
    segments: dict[str, int] = field(default_factory=dict)

    def add(self, line: Mapping[str, Any]) -> None:
        """Count the line of one row."""
        self.rows += 1
        if "problem" in line:
            self.problems[line["problem"]] = self.problems.get(line["problem"], 0) + 1
        else:
            self.letters += 1
            self.segments[line["segment"]] = self.segments.get(line["segment"], 0) + 1

    def data(self) -> dict[str, Any]:
        """As the manifest's last line has it."""
        return {
            "rows": self.rows,
            "letters": self.letters,
            "problems": dict(sorted(self.problems.items())),
            "segments": dict(sorted(self.segments.items())),
        }


def dumped(line: Mapping[str, Any]) -> str:
    """A line: the same bytes for the same content."""
    return json.dumps(line, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def chunks(job: str, lines: Iterable[bytes], totals: Totals) -> Iterator[bytes]:
    """The manifest of the job whose mark is ``job``, of ``lines`` in the order of their rows; ``totals`` counts them as they pass."""
    for raw in lines:
        totals.add(json.loads(raw))
        yield raw
    yield (dumped({"job": job, "totals": totals.data()}) + "\n").encode()


def parsed(body: bytes, name: str) -> tuple[str, list[dict[str, Any]]]:
    """The job's mark and the lines of a manifest. Raises InputError ``manifest-unreadable``."""
    try:
        lines = [json.loads(line) for line in body.decode().splitlines()]
        last = lines.pop()
        totals = Totals()
        for line in lines:
            totals.add(line)
        if last["totals"] != totals.data():
            raise InputError("manifest-unreadable", name=name)
        return str(last["job"]), lines
    except (ValueError, KeyError, IndexError, TypeError, AttributeError) as error:
        raise InputError("manifest-unreadable", name=name) from error


def joined(parts: Iterable[tuple[str, bytes]]) -> tuple[bytes, Totals]:
    """The manifest of the whole from those of its shares, by name. Raises InputError ``manifest-unreadable``, ``manifests-differ`` (other jobs),
    ``manifests-overlap`` (a row stands in two of them).
    """
    rows: dict[int, dict[str, Any]] = {}
    jobs: set[str] = set()
    for name, body in parts:
        job, lines = parsed(body, name)
        jobs.add(job)
        for line in lines:
            if line["row"] in rows:
                raise InputError("manifests-overlap", name=name, row=line["row"])
            rows[line["row"]] = line
    if len(jobs) != 1:
        raise InputError("manifests-differ", count=len(jobs))
    totals = Totals()
    ordered = ((dumped(rows[row]) + "\n").encode() for row in sorted(rows))
    return b"".join(chunks(jobs.pop(), ordered, totals)), totals
