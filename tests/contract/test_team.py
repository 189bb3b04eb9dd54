"""The team's store: what the server reads, whom it lets do what, and what happens when it goes away."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import psycopg
import pytest

from breach.clock_source import now
from breach.domain.text import Text
from breach.errors import InputError, RuleError, StoreError
from breach.log import kinds
from breach.service import decisions, facts, opinions, profile, record
from breach.service.backup import replay
from breach.service.desk import clean
from breach.service.opening import open_file
from breach.storage.team.address import options_of
from breach.storage.team.rights import RESTRICTED, WRITERS
from breach.storage.team.sealing import Sealed
from tests.contract.conftest import KEY, Team, desk
from tests.contract.server import SUPER
from tests.storage.stores import piece

if TYPE_CHECKING:
    from collections.abc import Sequence

    from breach.storage.team.store import TeamStore

pytestmark = pytest.mark.needs("postgresql")


def _as(team: Team, store: Any, user: str) -> TeamStore:
    return team.open(team.server.url(_database(store), user))


def _database(store: Any) -> str:
    return str(store.path).partition("@/")[2].partition("?")[0]


def _note(store: Any, text: str, name: str = "Alix", role: str = "lead") -> None:
    row = store.files()[0]
    with desk(store, name, role).acting() as act:
        act.append(row, kinds.NOTE, {"text": clean(text)})


def _entries(store: Any) -> list[str]:
    return [mark for chain, _ in store.chains() for _, mark in store.rows(chain)]


# -- what the server reads

SECRETS = ("Zébulon", "mûrier", "zeb-poste", "zeb-os", "NOMCLAIR", "ORGANISME", "recu.pdf", "2026-CNIL-77", "parce que oui", "un avis")


def test_the_server_reads_codes_and_never_a_text_or_a_name(team: Team) -> None:
    from breach.bootstrap import drafting
    from breach.domain.actor import Actor
    from breach.service.desk import Desk
    from breach.service.record import Attachment

    store = team.new()
    at = Desk(store, Actor("Zébulon Test", "dpo", "zeb-os", "zeb-poste"), now, "fr")
    at.drafting = drafting
    profile.record(at, "fichier-ORGANISME.toml", '[organisation]\nname = "ORGANISME"\ntimezone = "Europe/Paris"\n')
    ref = open_file(at, "un mûrier a brûlé").ref
    facts.change(at, ref, facts.assignments(at, ["title=NOMCLAIR", "nature=confidentiality", "description=mûrier"]))
    record.filing_failed(at, ref, form="cnil-2023", at="", text="mûrier", capture=Attachment("recu.pdf", "un mûrier".encode()))
    record.filed(at, ref, form="cnil-2023", kind="initial", at="2026-11-24T10:00Z", reference="2026-CNIL-77", late_reason="mûrier")
    record.add_evidence(at, ref, "mûrier.log", "0" * 64, 12, "mûrier")
    opinions.opinion(at, ref, "notify-authority", "agree", "un avis")
    decisions.decide(at, ref, "notify-authority", "notify", "parce que oui")
    store.meta("zone")
    held = _everything(team, _database(store))
    assert "confidentiality" in held
    assert ref in held
    for secret in SECRETS:
        assert secret not in held, secret
    assert store.search(["murier"])


def _everything(team: Team, database: str) -> str:
    """Every value of every table, as who administers the server reads it."""
    tables = [
        row[0] for row in team.server.psql(database, "SELECT relname FROM pg_class WHERE relnamespace = 'breach'::regnamespace AND relkind = 'r'")
    ]
    assert {"entry", "text", "blob", "person", "file", "due", "meta"} <= set(tables)
    values: list[str] = []
    for table in tables:
        for row in team.server.psql(database, f'SELECT * FROM breach."{table}"'):
            values += [value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value) for value in row]
    return "\n".join(values)


def test_a_sealed_value_opens_in_its_place_alone() -> None:
    cover = Sealed(KEY)
    held = cover.text("secret", "text", "uuid", 1, "why")
    assert cover.untext(held, "text", "uuid", 1, "why") == "secret"
    assert cover.text("secret", "text", "uuid", 1, "why") != held
    others: Sequence[tuple[Sealed, bytes, tuple[object, ...]]] = (
        (cover, held, ("text", "uuid", 2, "why")),
        (cover, held, ("salt", "uuid", 1, "why")),
        (Sealed(bytes(32)), held, ("text", "uuid", 1, "why")),
        (cover, held[:-1], ("text", "uuid", 1, "why")),
        (cover, held[:5], ("text", "uuid", 1, "why")),
        (cover, b"\x02" + held[1:], ("text", "uuid", 1, "why")),
    )
    for sealed, value, place in others:
        with pytest.raises(StoreError) as refused:
            sealed.untext(value, *place)
        assert refused.value.code == "not-sealed-here"


def test_a_value_moved_by_the_server_is_noticed(team: Team) -> None:
    store = team.new(2)
    base = _database(store)
    team.server.psql(
        base,
        "BEGIN; ALTER TABLE breach.text DISABLE TRIGGER ALL; UPDATE breach.text SET body = (SELECT body FROM breach.text WHERE chain = 2 AND name = 'text')"
        " WHERE chain = 3 AND name = 'text'; ALTER TABLE breach.text ENABLE TRIGGER ALL; COMMIT",
    )
    assert store.history(2)
    with pytest.raises(StoreError) as refused:
        store.history(3)
    assert refused.value.code == "not-sealed-here"


# -- whom it lets do what

FORBIDDEN = [
    "DELETE FROM breach.entry",
    "TRUNCATE breach.entry",
    "UPDATE breach.entry SET raw = 'x'",
    "UPDATE breach.entry SET recorded_at = '2000'",
    "INSERT INTO breach.entry SELECT nextval('breach.entry_seq'), chain, n, kind, recorded_at, prev, hash, raw FROM breach.entry WHERE n = 2 LIMIT 1",
    "INSERT INTO breach.entry SELECT nextval('breach.entry_seq'), 1, c.n + 1, 'note', '', c.head, repeat('a', 64), e.raw FROM breach.chain c JOIN breach.entry e ON e.chain = 1 AND e.n = 1 WHERE c.id = 1",
    "UPDATE breach.chain SET n = n - 1",
    "UPDATE breach.chain SET head = repeat('a', 64)",
    "DELETE FROM breach.chain",
    "INSERT INTO breach.chain VALUES (99, 'u', 5, repeat('0', 64))",
    "DELETE FROM breach.text",
    "UPDATE breach.text SET body = 'x'",
    "UPDATE breach.text SET body = NULL, salt = NULL, fingerprint = 'x'",
    "DELETE FROM breach.blob",
    "UPDATE breach.blob SET body = 'x'",
    "UPDATE breach.about SET filled = false",
    "UPDATE breach.about SET key_check = 'x'",
    "DELETE FROM breach.about",
]


@pytest.mark.parametrize("user", [SUPER, "everybody"])
def test_the_database_itself_is_append_only(team: Team, user: str) -> None:
    store = team.new(1)
    piece(store, "1", b"x")
    before = (_entries(store), store.texts(2), store.blobs(2))
    with psycopg.connect(team.server.url(_database(store), user), autocommit=True) as db:
        for sql in FORBIDDEN:
            with pytest.raises(psycopg.Error) as refused:
                db.execute(sql.encode())
            assert "append-only" in str(refused.value) or refused.value.sqlstate == "42501", sql
    assert (_entries(store), store.texts(2), store.blobs(2)) == before


def test_the_auditor_reads_everything_and_writes_nothing(team: Team) -> None:
    store = team.new(1)
    auditor = _as(team, store, "auditor")
    assert auditor.history(2)[0].body["text"] == "texte 0 é"
    assert replay(auditor).faults == ()
    assert auditor.server()["roles"] == ["auditor"]
    for act in (lambda: _note(auditor, "x", "Cour", "auditor"), lambda: open_file(desk(auditor, "Alix", "lead"), "x"), lambda: _meta(auditor)):
        with pytest.raises(RuleError) as refused:
            act()
        assert refused.value.code == "role-refused"
        assert refused.value.params["user"] == "auditor"
    assert len(store.history(2)) == 1
    assert _clocks(auditor)


def _meta(store: TeamStore) -> None:
    with store.writing(now) as writer:
        writer.set_meta("x", "y")


def _clocks(store: TeamStore) -> list[Any]:
    from breach.service import clocks

    return clocks.all_open(desk(store, "Cour", "auditor"))


@pytest.mark.parametrize("role", WRITERS)
def test_each_role_appends_under_its_own_name_what_it_may(team: Team, role: str) -> None:
    store = team.new(1)
    mine = _as(team, store, role)
    _note(mine, "une note", "Alix", role)
    for other in WRITERS:
        if other != role:
            with pytest.raises(RuleError):
                _note(mine, "sous un autre nom", "Alix", other)
    for kind, allowed in RESTRICTED.items():
        chain = 1 if kind in (kinds.PROFILE, kinds.MOVED) else 2
        if role in allowed:
            with mine.writing(now) as writer:
                writer.append(chain, kind, {"x": 1}, actor="a", role=role)
        else:
            with pytest.raises(RuleError) as refused, mine.writing(now) as writer:
                writer.append(chain, kind, {"x": 1}, actor="a", role=role)
            assert refused.value.code == "role-refused"
    with pytest.raises(RuleError), mine.writing(now) as writer:
        writer.append(2, kinds.NOTE, {"text": Text("personne")}, actor="", role="")
    assert check_roles(store, role)


def check_roles(store: TeamStore, role: str) -> bool:
    return {entry.role for entry in store.history(2)[1:]} == {role}


def test_who_has_no_role_sees_nothing(team: Team) -> None:
    store = team.new(1)
    with pytest.raises((StoreError, RuleError)) as refused:
        _as(team, store, "nobody")
    assert refused.value.code in ("team-store-not-set-up", "role-refused")


# -- the server goes away


def test_a_connection_cut_between_two_commands_is_opened_again(team: Team) -> None:
    store = team.new(1)
    for _ in range(2):
        team.server.cut(_database(store))
        assert len(store.files()) == 1
        team.server.cut(_database(store))
        _note(store, "suite")
    assert [entry.kind for entry in store.history(2)].count(kinds.NOTE) == 2


def test_a_connection_cut_within_a_command_writes_nothing(team: Team) -> None:
    store = team.new(1)
    row, before = store.find("1"), _entries(store)

    def cut_within() -> None:
        with desk(store).acting() as act:
            act.append(row, kinds.NOTE, {"text": clean("une")})
            team.server.cut(_database(store))
            act.append(row, kinds.NOTE, {"text": clean("deux")})

    with pytest.raises(StoreError) as refused:
        cut_within()
    assert refused.value.code == "connection-lost"
    assert _entries(store) == before
    assert not store.behind_heads()
    _note(store, "suite")
    assert len(_entries(store)) == len(before) + 1


@pytest.mark.parametrize("arrives", [True, False])
def test_a_connection_cut_at_the_commit_tells_the_truth(team: Team, monkeypatch: pytest.MonkeyPatch, arrives: bool) -> None:
    store = team.new(1)
    real = store.link.execute

    def cut(sql: str, args: Sequence[object] = ()) -> Any:
        if sql == "COMMIT":
            monkeypatch.setattr(store.link, "execute", real)
            if arrives:
                real(sql, args)
            team.server.cut(_database(store))
        return real(sql, args)

    monkeypatch.setattr(store.link, "execute", cut)
    if arrives:
        _note(store, "arrivée")
    else:
        with pytest.raises(StoreError) as refused:
            _note(store, "perdue")
        assert refused.value.code == "connection-lost"
    assert [entry.kind for entry in store.history(2)].count(kinds.NOTE) == arrives
    assert replay(store, store.head_beside).faults == ()


def test_a_server_that_stops_and_comes_back(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    store = team.new(1)
    _note(store, "avant")
    row = store.find("1")
    real = store.link.execute

    def gone(sql: str, args: Sequence[object] = ()) -> Any:
        if sql == "COMMIT":
            team.server.stop("immediate")
        return real(sql, args)

    monkeypatch.setattr(store.link, "execute", gone)
    with pytest.raises(StoreError) as refused, desk(store).acting() as act:
        act.append(row, kinds.NOTE, {"text": clean("peut-être")})
    monkeypatch.setattr(store.link, "execute", real)
    try:
        assert refused.value.code == "commit-unknown"
        for ask in (store.files, lambda: _note(store, "x"), lambda: team.open(store.path)):
            with pytest.raises(StoreError) as refused:
                ask()
            assert refused.value.code == "server-unreachable"
    finally:
        team.server.start()
    _note(store, "après")
    assert [entry.body["text"] for entry in store.history(2)[1:]] == ["avant", "après"]
    assert replay(store, store.head_beside).faults == ()


def test_a_server_that_was_set_back_is_noticed_and_put_on_record(team: Team) -> None:
    store = team.new(1)
    base = _database(store)
    team.server.cut(base)
    team.server.psql("postgres", f"CREATE DATABASE {base}_old TEMPLATE {base}")
    for number in range(3):
        _note(store, f"note {number}")
    store.close()
    team.server.cut(base)
    team.server.psql("postgres", f"ALTER DATABASE {base} RENAME TO {base}_lost")
    team.server.psql("postgres", f"ALTER DATABASE {base}_old RENAME TO {base}")
    again = team.open(store.path)
    assert again.behind_heads()
    _note(again, "après")
    lost = [entry.body["lost"] for entry in again.history(1) if entry.kind == kinds.TAIL_LOST]
    assert [(held["file"], held["n"]) for held in lost[0]] == [(again.uuid(2), 4)]
    assert not again.behind_heads()


# -- addresses

REMOTE = "postgresql://alix@db.example.org/breach"


@pytest.mark.parametrize(
    ("url", "mode"),
    [
        (REMOTE, "verify-full"),
        (f"{REMOTE}?sslmode=verify-full&sslrootcert=/ca.pem", "verify-full"),
        ("postgresql:///breach?service=equipe", "verify-full"),
        ("postgresql://alix@localhost,db.example.org/breach", "verify-full"),
        ("postgresql://alix@localhost/breach?hostaddr=192.0.2.1", "verify-full"),
        ("postgresql://alix@localhost/breach", None),
        ("postgresql://alix@[::1]:5433/breach", None),
        ("postgresql://alix@127.0.0.1/breach?sslmode=prefer", "prefer"),
        ("postgresql:///breach?host=/run/postgresql", None),
        ("postgresql:///breach", None),
    ],
)
def test_beyond_this_machine_tls_is_verified(url: str, mode: str | None) -> None:
    assert options_of(url, {}).get("sslmode") == mode


@pytest.mark.parametrize("mode", ["disable", "allow", "prefer", "require", "verify-ca"])
def test_less_than_verified_tls_is_refused_before_anything_is_sent(mode: str) -> None:
    for url, environment in ((f"{REMOTE}?sslmode={mode}", {}), (f"postgresql:///b?sslmode={mode}", {"PGHOST": "db.example.org"})):
        with pytest.raises(StoreError) as refused:
            options_of(url, environment)
        assert refused.value.code == "tls-required"
    assert options_of("postgresql:///b", {"PGHOST": "db.example.org"})["sslmode"] == "verify-full"
    assert options_of("postgresql://localhost/b", {"PGHOSTADDR": "192.0.2.1"})["sslmode"] == "verify-full"


def test_an_address_with_a_secret_in_it_is_refused() -> None:
    for url in ("postgresql://alix:secret@localhost/b", "postgresql://localhost/b?password=secret", f"{REMOTE}?sslpassword=secret"):
        with pytest.raises(InputError) as refused:
            options_of(url, {})
        assert refused.value.code == "password-in-url"
        assert "secret" not in json.dumps([refused.value.code, dict(refused.value.params)])
    with pytest.raises(InputError) as refused:
        options_of("postgresql://a b c/?x", {})
    assert refused.value.code == "bad-store-url"


# -- two writers on one text


def test_two_who_change_one_text_lose_nothing_and_see_each_other(team: Team) -> None:
    store = team.new(1)
    other = team.open(store.path)
    mine, theirs = desk(store), desk(other, "Dominique", "dpo")
    seen: dict[str, int | None] = {"description": 1, "nature": None}
    facts.change(theirs, "1", facts.assignments(theirs, ["description=leur texte"]), seen=seen)
    with pytest.raises(RuleError) as refused:
        facts.change(mine, "1", facts.assignments(mine, ["description=mon texte"]), seen=seen)
    assert (refused.value.code, refused.value.params["value"]) == ("fact-changed-meanwhile", "leur texte")
    entry = store.history(2)[-1].n
    facts.change(mine, "1", facts.assignments(mine, ["description=les deux textes"]), seen={"description": entry})
    texts = [entry.body["facts"]["description"]["value"] for entry in other.history(2) if entry.kind == kinds.FACTS]
    assert texts == ["leur texte", "les deux textes"]


def test_nothing_is_laid_beside_an_entry_that_it_does_not_name(team: Team) -> None:
    store = team.new(1)
    text = "INSERT INTO text (chain, n, name, fingerprint, salt, body) VALUES (?, ?, ?, ?, ?, ?)"
    own = store.history(2)[0].texts["text"]
    for args in (
        (2, 1, "text", "00", b"x", b"x"),
        (2, 1, "other", own, b"x", b"x"),
        (2, 9, "text", own, b"x", b"x"),
        (2, 1, "text", own, b"x", b"x"),
    ):
        with pytest.raises(psycopg.Error):
            store.link.execute(text, args)
    with pytest.raises(psycopg.Error, match="no entry names it"):
        store.link.execute("INSERT INTO blob (chain, n, sha256, size, body) VALUES (2, 1, ?, 1, ?)", ("ab" * 32, b"x"))
    assert store.history(2)[0].body["text"] == "texte 0 é"


# -- several writers on several files


def test_entries_come_into_sight_in_the_order_of_their_numbers(team: Team) -> None:
    store = team.new(2)
    other, reader = team.open(store.path), team.open(store.path)
    first, second = (row for row in store.files())
    since = reader.last_seq()
    with ThreadPoolExecutor(1) as pool:
        with desk(store).acting() as act:
            act.append(first, kinds.NOTE, {"text": clean("numéro pris, pas encore rendu visible")})
            later = pool.submit(_append, other, second, "sur un autre dossier")
            with pytest.raises(TimeoutError):
                later.result(0.3)
            assert (reader.last_seq(), reader.touched(since)) == (since, [])
        later.result(10)
    assert {first.chain, second.chain} <= set(reader.touched(since))


def test_who_waited_while_the_store_was_moved_away_writes_nothing(team: Team) -> None:
    store = team.new(1)
    other = team.open(store.path)
    (row,) = store.files()
    before = _entries(store)
    with ThreadPoolExecutor(1) as pool:
        with store.writing(now) as writer:
            writer.set_meta("moved", "ailleurs")
            later = pool.submit(_append, other, row, "trop tard")
            with pytest.raises(TimeoutError):
                later.result(0.3)
        with pytest.raises(StoreError) as refused:
            later.result(10)
    assert refused.value.code == "store-moved"
    assert _entries(store) == before


def _append(store: Any, row: Any, text: str) -> None:
    with desk(store, "Dominique").acting() as act:
        act.append(row, kinds.NOTE, {"text": clean(text)})
