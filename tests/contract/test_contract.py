"""What every store does, whoever keeps it."""

from __future__ import annotations

import hashlib
import threading
from datetime import timedelta
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from breach.clock_source import now
from breach.domain.text import Text
from breach.errors import InputError, StoreError
from breach.keys.found import FoundKey
from breach.log import kinds
from breach.log.chain import check
from breach.service import clocks, decisions, erasure, facts, overview, pack, profile, proof
from breach.service.backup import replay
from breach.service.desk import clean
from breach.service.opening import open_file
from breach.service.reminding import Reminders
from breach.service.safe import Safe
from tests.contract.conftest import KEY, desk

if TYPE_CHECKING:
    from tests.contract.conftest import Embedded


def _entries(store: Any) -> list[str]:
    return [mark for chain, _ in store.chains() for _, mark in store.rows(chain)]


def _note(store: Any, ref: str, text: str, name: str = "Alix") -> None:
    row = store.find(ref)
    with desk(store, name).acting() as act:
        act.append(row, kinds.NOTE, {"text": clean(text)})


def _piece(store: Any, ref: str, name: str, body: bytes) -> str:
    """A piece of evidence kept with the file ``ref``: its SHA-256."""
    row, mark = store.find(ref), hashlib.sha256(body).hexdigest()
    with desk(store).acting() as act:
        done = act.append(row, kinds.EVIDENCE, {"name": Text(name), "sha256": mark, "size": len(body), "source": None})
        return act.writer.put_blob(row.chain, done.n, body)


def test_references_go_up_by_year_and_exercises_apart(kind: Embedded) -> None:
    store = kind.new()
    year = now().year
    refs = [open_file(desk(store), "x", exercise=exercise).ref for exercise in (False, True, False, True)]
    assert refs == [f"{year}-0001", f"EX-{year}-0001", f"{year}-0002", f"EX-{year}-0002"]
    assert store.find("ex-1").exercise
    assert store.find("2").ref == f"{year}-0002" if not _ambiguous(store, "2") else True
    for asked in ("", "9", "1; DROP TABLE file", "%", "_"):
        with pytest.raises(InputError) as refused:
            store.find(asked)
        assert refused.value.code == "no-such-file"


def _ambiguous(store: Any, asked: str) -> bool:
    with pytest.raises(InputError) as refused:
        store.find(asked)
    return refused.value.code == "ambiguous-file"


def test_a_reference_given_by_a_lost_store_is_not_given_again(kind: Embedded) -> None:
    store = kind.new()
    with store.writing(now) as writer:
        writer.keep_given([f"{now().year}-0041"])
    assert open_file(desk(store), "x").ref == f"{now().year}-0042"


def test_a_command_is_all_or_nothing(kind: Embedded) -> None:
    store = kind.new(1)
    before = _entries(store)
    row = store.find("1")

    def fails() -> None:
        with desk(store, "Autre").acting() as act:
            act.append(row, kinds.NOTE, {"text": Text("une")})
            act.writer.set_meta("x", "y")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fails()
    assert _entries(store) == before
    assert store.meta("x") is None
    assert not store.behind_heads()
    _note(store, "1", "suite")
    assert len(_entries(store)) == len(before) + 1


def test_what_was_acknowledged_is_there_for_another_client(kind: Embedded) -> None:
    store = kind.new(3)
    other = kind.open(store.path)
    assert _entries(other) == _entries(store)
    _note(other, "2", "vue d’ailleurs")
    assert store.history(store.find("2").chain)[-1].body["text"] == "vue d’ailleurs"
    assert store.people() == other.people() != {}
    known = next(iter(store.people()))
    assert store.person(known) == ("Alix", "alix", "hôte")
    assert store.person("nobody") is None


def test_each_file_is_recorded_in_the_store_s_chain(kind: Embedded) -> None:
    store = kind.new(2)
    opened = [entry for entry in store.history(1) if entry.kind == kinds.FILE_OPENED]
    assert [entry.body["ref"] for entry in opened] == [row.ref for row in store.files()]
    assert [entry.body["first"] for entry in opened] == [store.rows(row.chain)[0][1] for row in store.files()]
    assert store.first_hash(store.files()[0].uuid) == opened[0].body["first"]
    assert store.first_hash("none") is None
    assert store.last_kind(kinds.FILE_OPENED).hash == opened[-1].hash


def test_a_clock_that_went_back_is_declared(kind: Embedded) -> None:
    store = kind.new(1)
    chain = store.find("1").chain
    with store.writing(lambda: now() - timedelta(hours=3)) as writer:
        writer.append(chain, kinds.NOTE, {"text": Text("en arrière")}, actor=next(iter(store.people())), role="lead")
    assert 3 * 3600 <= store.history(chain)[-1].body["host_clock_back_s"] <= 3 * 3600 + 60
    assert check(store.rows(chain), store.uuid(chain), store.texts(chain)).ok
    assert store.behind_clock(now() - timedelta(hours=1)) > 3500


def test_what_is_kept_comes_back_to_the_byte(kind: Embedded) -> None:
    store = kind.new(1)
    chain = store.find("1").chain
    body = bytes(range(256)) * 40
    _note(store, "1", "é\n« ‰ » 💧\te\u0301")
    mark = _piece(store, "1", "pièce", body)
    with store.writing(now) as writer:
        writer.set_meta("clé", "une valeur é")
        writer.set_meta("clé", "une autre")
    assert store.blobs(chain) == [(3, mark, len(body), body)]
    assert store.meta("clé") == "une autre"
    assert store.history(chain)[1].body["text"] == "é\n« ‰ » 💧\té"
    assert len(store.texts(chain)) == 4
    assert store.size() > len(body)


def test_a_text_and_what_is_kept_go_only_where_an_entry_says_so(kind: Embedded) -> None:
    store = kind.new(1)
    chain = store.find("1").chain
    mark = _piece(store, "1", "secret", b"original")
    assert [n for _, n, _ in store.search(["secret"])] == [2]
    for texts, files in ((["name"], []), ([], [mark])):
        with pytest.raises(StoreError) as refused, store.writing(now) as writer:
            writer.erase(chain, 2, texts, files)
        assert refused.value.code == "append-refused"
    assert len(store.blobs(chain)) == 1
    assert erasure.erase(desk(store), "1", 2, "", "demande").complete
    assert store.history(chain)[1].body["name"] is None
    assert store.search(["secret"]) == []
    assert store.texts_holding("secret") == []
    assert store.blobs(chain) == []
    assert check(store.rows(chain), store.uuid(chain), store.texts(chain)).ok


def test_a_file_is_destroyed_on_record_and_leaves_nothing_else(kind: Embedded) -> None:
    store = kind.new(2)
    other = kind.open(store.path)
    _note(other, "2", "le dernier mot que ce poste connaît")
    row = store.find("2")
    with pytest.raises(StoreError) as refused, store.writing(now) as writer:
        writer.destroy(row.chain, row.ref)
    assert refused.value.code == "append-refused"
    decisions.decide(desk(store), "2", "close", "close", "fin")
    erasure.destroy(desk(store), "2", "exercice du droit", before_retention=True)
    for seen in (store, other):
        assert [held.ref for held in seen.files()] == [store.find("1").ref]
        assert row.chain not in dict(seen.chains())
        assert seen.search(["dernier"]) == []
        assert not seen.behind_heads()
        assert proof.verify(desk(seen), None)["ok"]
        assert replay(seen, seen.head_beside).faults == ()
    assert store.last_kind(kinds.FILE_DESTROYED).body["ref"] == row.ref
    again = open_file(desk(other), "suivant")
    assert again.ref.endswith("0003")
    assert other.find(again.ref).chain > row.chain
    with pytest.raises(InputError) as gone:
        store.find(row.ref)
    assert gone.value.code == "file-was-destroyed"


def test_a_person_is_forgotten(kind: Embedded) -> None:
    store = kind.new(1)
    erasure.erase_person(desk(store, "Noé"), "Alix", "départ")
    assert "Alix" not in store.people().values()
    assert proof.verify(desk(store), None)["ok"]
    _note(store, "1", "de retour")
    assert sorted(store.people().values()) == ["Alix", "Noé"]


@pytest.mark.parametrize("words", ["eveque", "NIM", "base fuite", "hebergeur", "sms 20", "000 lig", "absent", "base absent", "STR"])
def test_texts_are_found_by_the_beginnings_of_their_words(kind: Embedded, words: str) -> None:
    store = kind.new(1)
    for text in ("Évêque à Nîmes", "fuite de la base clients", "l’hébergeur a répondu", "e-mail, SMS et 20 000 lignes", "straße"):
        _note(store, "1", text)
    found = store.search(words.split())
    assert (len(found) == 1) == ("absent" not in words)
    assert store.search(words.split()) == found
    _note(store, "1", "encore : Évêque Nîmes base fuite hébergeur SMS 20 000 lignes straße")
    assert len(store.search(words.split())) == len(found) + ("absent" not in words)


def test_the_whole_of_a_file_is_the_same_in_every_store(kind: Embedded) -> None:
    store = kind.new(2)
    at = desk(store)
    profile.record(at, "wimi", str(profile.text_of("wimi")))
    opened = open_file(desk(store), "exercice", exercise=True)
    facts.change(at, opened.ref, facts.assignments(at, ["nature=confidentiality", "title=NEUF"]))
    decisions.decide(at, opened.ref, "close", "close", "fausse alerte")
    shown = overview.shown(at, opened.ref)
    assert (shown["title"], shown["state"]) == ("NEUF", "closed")
    assert [row["title"] for row in overview.listed(at, closed=True)][-1] == "NEUF"
    assert {clock.ref for clock in clocks.all_open(at)} <= {row.ref for row in store.files() if row.state == "open"}
    again = [clock.data(at) for clock in clocks.all_open(at)]
    assert [clock.row.values() for clock in clocks.of_file(at, store.find(opened.ref))]
    assert [held["clock"] for held in again] == [clock.row.clock for clock in clocks.all_open(at)]
    assert proof.verify(at, None)["ok"]
    assert replay(store, store.head_beside).faults == ()
    assert pack.archive(at, store.find(opened.ref)) == pack.archive(at, store.find(opened.ref))


def test_a_wrong_key_opens_nothing(kind: Embedded) -> None:
    store = kind.new(1)
    with pytest.raises(StoreError) as refused:
        kind.open(store.path, bytes(32))
    assert refused.value.code == "wrong-key"


@pytest.mark.parametrize("writers", [2, 4, 8])
def test_writers_at_once_keep_one_chain(kind: Embedded, writers: int) -> None:
    store = kind.new(1)
    chain, each, wrong = store.find("1").chain, 12, []

    def write(name: str) -> None:
        mine = kind.open(store.path)
        try:
            for number in range(each):
                if number % 4 == 3:
                    open_file(desk(mine, name), f"{name} {number}")
                _note(mine, f"{now().year}-0001", f"{name} {number}", name)
        except Exception as error:
            wrong.append(error)

    threads = [threading.Thread(target=write, args=(f"Personne {number}",)) for number in range(writers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert wrong == []
    notes = [entry.body["text"] for entry in store.history(chain) if entry.kind == kinds.NOTE]
    assert len(notes) == len(set(notes)) == writers * each
    for number in range(writers):
        mine = [note for note in notes if note.startswith(f"Personne {number} ")]
        assert mine == [f"Personne {number} {place}" for place in range(each)]
    assert replay(store).faults == ()
    assert len(store.files()) == 1 + writers * (each // 4)
    assert len(store.people()) == writers + 1
    assert kind.open(store.path, KEY).files()[-1].ref == f"{now().year}-{len(store.files()):04d}"


def test_what_is_kept_with_one_entry_is_read_alone(kind: Embedded) -> None:
    store = kind.new(1)
    row = store.files()[0]
    numbers = []
    for body in (b"une", b"autre"):
        with desk(store).acting() as act:
            done = act.append(row, kinds.EVIDENCE, {"sha256": hashlib.sha256(body).hexdigest()})
            act.writer.put_blob(row.chain, done.n, body)
        numbers.append(done.n)
    assert [body for *_, body in store.blobs(row.chain)] == [b"une", b"autre"]
    assert [(n, body) for n, *_, body in store.blobs(row.chain, numbers[1])] == [(numbers[1], b"autre")]
    assert store.blobs(row.chain, numbers[1] + 1) == []


def test_a_reminder_is_on_record_once_whoever_showed_it(kind: Embedded) -> None:
    store = kind.new()
    held = open_file(desk(store), "un accès", aware=now() - timedelta(hours=60), by="Alix", basis="vu")
    screens = [Reminders(desk(store, name), lambda _: [24, 12]) for name in ("Alix", "Noé")]
    first = [one.standing()[0] for one in screens]
    for one, reminder in zip(screens, first, strict=True):
        one.shown(reminder)
    screens[1].acknowledge(screens[1].standing()[0])
    assert [one.standing() for one in screens] == [[], []]
    chain = store.find(held.ref).chain
    found = store.of_kinds(chain, kinds.REMINDED, kinds.REMINDER_SEEN)
    assert [(entry.kind, entry.body.get("hours"), entry.body.get("entry")) for entry in found] == [
        (kinds.REMINDED, 12, None),
        (kinds.REMINDER_SEEN, None, found[0].n),
    ]
    assert store.touched(store.last_seq()) == []
    assert chain in store.touched(store.last_seq() - 1)
    assert store.file_of(chain).ref == held.ref
    assert store.file_of(10_000) is None


def test_a_store_is_shut_and_opened_again(kind: Embedded) -> None:
    store = kind.new(1)
    held, done = desk(store), []
    key = FoundKey(KEY, "passphrase", "")
    scratch = SimpleNamespace(close=lambda: done.append("shut"), reopen=lambda _: done.append("open"))
    safe = Safe(held, key, scratch, lambda _, __: KEY, lambda found: kind.open(store.path, found))
    safe.shut()
    assert (safe.is_shut, key.key) == (True, b"")
    with pytest.raises(StoreError) as refused:
        held.store.files()
    assert refused.value.code == "store-shut"
    safe.open(safe.find("une phrase"))
    assert (safe.is_shut, key.key, done) == (False, KEY, ["shut", "open"])
    assert len(held.store.files()) == 1
    key.place = "file"
    safe.shut()
    assert len(held.store.files()) == 1


def test_what_changed_is_told_by_the_number_of_the_newest_entry(kind: Embedded) -> None:
    store = kind.new(files=2)
    at = desk(store)
    before, (one, other) = store.last_seq(), store.files()
    assert store.touched(before) == []
    with at.acting() as act:
        act.append(other, kinds.NOTE, {"text": clean("é")})
    assert store.last_seq() > before
    assert store.touched(before) == [other.chain]
    assert (store.last_of(one.chain), store.last_of(other.chain)) == (1, 2)
    assert store.last_of(10**6) == 0
    assert store.file_of(10**6) is None
    assert (store.file_of(other.chain).ref, store.file_of(other.chain).title) == (other.ref, other.title)
    me = {known for known, name in store.people().items() if name == at.actor.name}
    assert store.acted_in(me, before, store.last_seq()) == {other.chain}
    assert store.acted_in({"nobody"}, 0, store.last_seq()) == set()
