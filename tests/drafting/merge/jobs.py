"""Merge jobs as the tests make them: an invented list, and the sample letter of the project."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any

from breach.drafting.merge.port import Merge
from breach.service.drafting_ports import LetterRequest, MergeRequest
from tests.drafting.papers import NOW, ZONE, profile, sample

if TYPE_CHECKING:
    from pathlib import Path

HEADS = ["id", "civility", "last_name", "first_name", "email", "address1", "postcode", "city", "country", "lang", "birth_date"]
MORE = ["representative_name", "representative_email", "data_types"]


def person(number: int, **cells: str) -> dict[str, str]:
    """An invented person."""
    held = {
        "id": str(number),
        "civility": ("Mme", "M.", "")[number % 3],
        "last_name": f"Nom{number}",
        "first_name": f"Prénom{number}",
        "email": f"p{number}@exemple.example",
        "address1": f"{number} rue des Lilas",
        "postcode": "69003",
        "city": "Lyon",
        "country": "FR",
        "lang": ("fr", "en", "")[number % 3],
        "data_types": ("", "name email", "name password")[number % 3],
    }
    return {**held, **cells}


def written(path: Path, people: list[dict[str, str]], *, encoding: str = "utf-8", delimiter: str = ";") -> Path:
    """The list as a CSV file."""
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.DictWriter(file, [*HEADS, *MORE], delimiter=delimiter)
        writer.writeheader()
        writer.writerows(people)
    return path


def merge(path: Path, **more: Any) -> Merge:
    """A job over the list at ``path``."""
    letter = LetterRequest(
        template=more.pop("template", "people"),
        channel=more.pop("channel", "email"),
        facts=sample("people"),
        profile=profile(),
        exercise=False,
        lang="fr",
        zone=ZONE,
        now=NOW,
    )
    held: dict[str, Any] = {"fmt": "txt", "mapping": {}, "encoding": "", "key": b"k" * 32, "part": "", "print_shop": False}
    return Merge(MergeRequest(letter=letter, path=str(path), facts_mark="f", profile_mark="p", **{**held, **more}))


def made(job: Merge, folder: Path, **more: Any) -> bytes:
    """Make the letters here, in this process unless said; the manifest."""
    folder.mkdir(exist_ok=True)
    name, _, _ = job.make(str(folder), lambda _settled: None, **{"processes": 1, **more})
    return (folder / name).read_bytes()
