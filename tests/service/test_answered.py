"""What a form's answers become, and what is said of them beside that they are on record."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from breach.domain.actor import Actor
from breach.i18n import t
from breach.service import answered
from breach.service.opening import open_file
from tests.house import Housed, emptied, housed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return emptied(tmp_path_factory.mktemp("empty"))


@pytest.fixture
def house(empty: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Housed]:
    with housed(empty, tmp_path, monkeypatch, "lead") as made:
        yield made


def decision(house: Housed, ref: str, choice: str) -> tuple[int, list[str]]:
    values = {"choice": choice, "why": "aucun risque", "options": "attendre\n+ plus sûr", "reopen": " people_count>10 \n\n"}
    done, said = answered.decided(house.desk, ref, "notify-authority", values)
    return done.n, said


def body(house: Housed, ref: str) -> dict[str, object]:
    read: dict[str, object] = json.loads(house.desk.store.rows(house.desk.store.find(ref).chain)[-1][0])["body"]
    return read


def test_a_silence_says_that_it_waits_and_so_does_upholding_it(house: Housed) -> None:
    ref = open_file(house.desk, "Envoi erroné", exercise=False).ref
    assert decision(house, ref, "notify")[1] == []
    assert decision(house, ref, "do-not-notify")[1] == [t("decided.pending")]
    assert len(body(house, ref)["arguments"]) == len(body(house, ref)["reopen_if"]) == 1  # type: ignore[arg-type]
    assert decision(house, ref, "stands")[1] == [t("decided.pending")]


def test_one_person_in_two_roles_is_told_that_the_file_says_so(house: Housed) -> None:
    ref = open_file(house.desk, "Envoi erroné", exercise=False).ref
    n, _ = decision(house, ref, "do-not-notify")
    house.desk.actor = Actor("Marie Essai", "management", "marie", "poste")
    done, said = answered.approved(house.desk, ref, n, {"why": ""})
    assert said == [t("decided.approved", ref=ref, entry=n, n=done.n), t("decided.remark-self-approval")]
