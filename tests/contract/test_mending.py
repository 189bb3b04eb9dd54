"""What who administers the server lays beside the entries is named, stops nobody, and goes on record; older tables are said to be so and upgraded."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg
import pytest

from breach.clock_source import now
from breach.domain.text import Text
from breach.errors import BreachError, StoreError
from breach.keys.attesting import Attesting
from breach.log import kinds
from breach.service import doctor, erasure, overview, profile, proof
from breach.service.clocks import all_open
from breach.storage import transfer
from breach.storage.rebuild import rebuilt
from breach.storage.team.rights import SCHEMA, upgrade
from breach.storage.team.store import TeamStore, begin
from tests.contract.conftest import KEY, Team, desk
from tests.storage.stores import note, piece

if TYPE_CHECKING:
    from breach.service.desk import Desk

pytestmark = pytest.mark.needs("postgresql")
TABLES = Path(__file__).parent / "tables"
PLANTED = {
    "person": "INSERT INTO breach.person (id, mark, who) VALUES ('zz', 'x', 'x')",
    "file": "INSERT INTO breach.file (chain, uuid, ref, exercise, opened_at, state, title) VALUES (99, 'u', '2026-0099', false, '', 'open', 'x')",
    "due": "INSERT INTO breach.due (chain, place, clock) VALUES (98, 0, 'x')",
    "chain": f"INSERT INTO breach.chain (id, uuid, n, head) VALUES (97, 'nobody', 0, '{'0' * 64}')",
    "text": f"INSERT INTO breach.text (chain, n, name, fingerprint, salt, body) VALUES (97, 1, 'text', '{'a' * 64}', 'x', 'x')",
    "text of no entry": f"INSERT INTO breach.text (chain, n, name, fingerprint, salt, body) VALUES (2, 1, 'autre', '{'a' * 64}', 'x', 'x')",
    "piece": f"INSERT INTO breach.blob (chain, n, sha256, size, body) VALUES (2, 1, '{'a' * 64}', 1, 'x')",
}
FORGED = {
    "state": "UPDATE breach.file SET state = 'closed' WHERE chain = 2",
    "title": "UPDATE breach.file SET title = 'x' WHERE chain = 2",
    "ref": "UPDATE breach.file SET ref = '2020-0001' WHERE chain = 2",
    "hidden": "DELETE FROM breach.file WHERE chain = 2",
    "name": "UPDATE breach.person SET who = 'x'",
}


def _database(store: Any) -> str:
    return str(store.path).partition("@/")[2].partition("?")[0]


def _plant(team: Team, store: Any, sql: str) -> None:
    """As who administers the server may: past every trigger."""
    team.server.psql(_database(store), f"SET session_replication_role = replica; {sql}")


def at(store: Any, role: str = "lead") -> Desk:
    found = desk(store, "Alix", role)
    found.attesting = lambda: Attesting(store.path, store.uuid(1), KEY)
    return found


def faults(store: Any) -> list[str]:
    return [fault["fault"] for fault in proof.verify(at(store), None)["faults"]]


@pytest.fixture
def store(team: Team) -> TeamStore:
    held: TeamStore = team.new(2)
    note(held, "1", "vrai")
    piece(held, "1", b"original")
    profile.record(at(held), "wimi", str(profile.text_of("wimi")))
    all_open(at(held))
    return held


@pytest.mark.parametrize("planted", PLANTED)
def test_a_planted_row_is_named_stops_nobody_and_goes_on_record(team: Team, store: TeamStore, tmp_path: Path, planted: str) -> None:
    before = {chain: store.rows(chain) for chain, _ in store.chains()}
    assert faults(store) == []
    _plant(team, store, PLANTED[planted])
    assert len(set(faults(store)) - {"blob-differs"}) == 1
    assert {row["ref"] for row in overview.listed(at(store), closed=True)} == {row.ref for row in store.files()}
    made = transfer.backup_of(store, str(tmp_path / "copie"), KEY, now)
    assert made.entries == sum(map(len, before.values()))
    _, mended, done = rebuilt(at(store))
    assert mended
    assert faults(store) == []
    assert {chain: store.rows(chain) for chain in before if chain != 1} == {chain: rows for chain, rows in before.items() if chain != 1}
    assert store.history(1)[done.n - 1].kind == kinds.REBUILT
    assert store.history(2)[1].body["text"] == "vrai"


@pytest.mark.parametrize("what", FORGED)
def test_what_was_forged_on_the_server_is_made_again(team: Team, store: TeamStore, what: str) -> None:
    shown = ([(row.ref, row.title, row.state) for row in store.files()], store.people())
    _plant(team, store, FORGED[what])
    assert faults(store)
    overview.listed(at(store), closed=True)
    rebuilt(at(store))
    assert faults(store) == []
    assert ([(row.ref, row.title, row.state) for row in store.files()], store.people()) == shown


def test_what_belongs_to_an_entry_goes_for_nobody(team: Team, store: TeamStore) -> None:
    with psycopg.connect(team.server.url(_database(store), "everybody"), autocommit=True) as db:
        for table in ("text", "blob", "chain", "entry"):
            with pytest.raises(psycopg.Error, match="append-only"):
                db.execute(f"DELETE FROM breach.{table}".encode())


def test_who_may_not_erase_takes_nothing_out(team: Team, store: TeamStore) -> None:
    _plant(team, store, PLANTED["piece"])
    for user in ("on_call", "communication"):
        held = team.open(team.server.url(_database(store), user))
        with pytest.raises(BreachError):
            rebuilt(at(held, user))
    assert "draft-differs" in faults(store)


# -- tables of an older version


def _older(team: Team, tables: str) -> TeamStore:
    url = team.server.url(team.server.older((TABLES / tables).read_text(encoding="utf-8")))
    begin(url, KEY, now)
    store: TeamStore = team.open(url)
    return store


@pytest.mark.parametrize("tables", ["1-first.sql", "1-last.sql"])
def test_older_tables_work_are_named_and_brought_up_to_date_in_place(team: Team, tables: str) -> None:
    store = _older(team, tables)
    with at(store).acting() as act:
        _, _, ref, _ = act.writer.open_file(
            2026, {"text": Text("vrai"), "title": "X"}, exercise=False, actor=act.actor, role="lead", happened_at=None
        )
    piece(store, "1", b"original")
    said = store.server()
    assert (said["schema"], said["known"]) == (1, SCHEMA)
    assert ("tables", "old") in {(found.about, found.code) for found in doctor.of_server(said)}
    with pytest.raises(StoreError) as refused:
        rebuilt(at(store))
    assert refused.value.code == "older-team-schema"
    before = {chain: (store.rows(chain), store.texts(chain), store.blobs(chain)) for chain, _ in store.chains()}

    team.server.psql(_database(store), upgrade())
    team.server.psql(_database(store), upgrade())

    again = team.open(store.path)
    assert ("tables", "current") in {(found.about, found.code) for found in doctor.of_server(again.server())}
    assert {chain: (again.rows(chain), again.texts(chain), again.blobs(chain)) for chain, _ in again.chains()} == before
    assert _rights(team, again) == _rights(team, team.new())
    _plant(team, again, PLANTED["piece"])
    rebuilt(at(again))
    assert faults(again) == []
    erasure.erase(at(again), ref, 1, "text", "minimisation")
    assert again.history(2)[0].body["text"] is None
    assert faults(again) == []


def _rights(team: Team, store: TeamStore) -> list[list[tuple[object, ...]]]:
    """Triggers, policies, grants, functions, and who may append what."""
    asked = (
        (
            "SELECT c.relname, t.tgname, pg_get_triggerdef(t.oid) FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
            " WHERE c.relnamespace = 'breach'::regnamespace AND NOT t.tgisinternal ORDER BY 1, 2"
        ),
        "SELECT tablename, policyname, cmd, roles::text, qual, with_check FROM pg_policies WHERE schemaname = 'breach' ORDER BY 1, 2",
        (
            "SELECT relname, relacl::text, relrowsecurity, relforcerowsecurity, relowner::regrole::text FROM pg_class"
            " WHERE relnamespace = 'breach'::regnamespace AND relkind IN ('r', 'S') AND relname LIKE '%' AND relname NOT LIKE '%_id_seq' ORDER BY 1"
        ),
        (
            "SELECT c.relname, attname, attacl::text FROM pg_attribute JOIN pg_class c ON c.oid = attrelid WHERE c.relnamespace = 'breach'::regnamespace"
            " AND attacl IS NOT NULL ORDER BY 1, 2"
        ),
        "SELECT proname, prosrc, proacl::text, proowner::regrole::text FROM pg_proc WHERE pronamespace = 'breach'::regnamespace ORDER BY 1",
        "SELECT kind, role FROM breach.allowed ORDER BY 1, 2",
        "SELECT indexdef FROM pg_indexes WHERE schemaname = 'breach' ORDER BY 1",
    )
    found = [team.server.psql(_database(store), sql) for sql in asked]
    return [
        [tuple(sorted(map(str, value.strip("{}").split(","))) if isinstance(value, str) and "=" in value else value for value in row) for row in rows]
        for rows in found
    ]


def test_tables_of_a_version_to_come_are_left_alone(team: Team, store: TeamStore) -> None:
    base = _database(store)
    team.server.psql(base, f"SET session_replication_role = replica; UPDATE breach.about SET schema = {SCHEMA + 1}")
    with pytest.raises(psycopg.Error, match="does not know"):
        team.server.psql(base, upgrade())
    with pytest.raises(StoreError) as refused:
        TeamStore(store.path, KEY)
    assert refused.value.code == "newer-schema"


def test_only_who_administers_the_server_notes_a_version(team: Team, store: TeamStore) -> None:
    with psycopg.connect(team.server.url(_database(store), "everybody"), autocommit=True) as db, pytest.raises(psycopg.Error):
        db.execute("UPDATE breach.about SET schema = 9")
