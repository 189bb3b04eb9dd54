"""The embedded store's schema, version by version, as the statements that make it.

Version N is what ``migrations/versions/000N_….py`` runs. A released version's statements never change: a later version adds a migration.
"""

from __future__ import annotations

VERSION = 3
"""What this program reads and writes (``PRAGMA user_version``)."""

FIRST: tuple[str, ...] = (
    "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TABLE chain (id INTEGER PRIMARY KEY, uuid TEXT NOT NULL UNIQUE, n INTEGER NOT NULL, head TEXT NOT NULL)",
    """CREATE TABLE entry (seq INTEGER PRIMARY KEY, chain INTEGER NOT NULL, n INTEGER NOT NULL, kind TEXT NOT NULL, recorded_at TEXT NOT NULL,
       prev TEXT NOT NULL, hash TEXT NOT NULL, raw BLOB NOT NULL)""",
    "CREATE INDEX entry_of_chain ON entry (chain, n)",
    # INSERT OR REPLACE would slip past a trigger on DELETE: only the next number with the right link may come in.
    """CREATE TRIGGER entry_is_next BEFORE INSERT ON entry BEGIN
       SELECT RAISE(ABORT, 'append-only: seq') WHERE NEW.seq IS NOT (SELECT COALESCE(MAX(seq), 0) + 1 FROM entry);
       SELECT RAISE(ABORT, 'append-only: n') WHERE NEW.n IS NOT (SELECT COALESCE(MAX(n), 0) + 1 FROM entry WHERE chain = NEW.chain);
       SELECT RAISE(ABORT, 'append-only: prev') WHERE NEW.prev IS NOT
         COALESCE((SELECT hash FROM entry WHERE chain = NEW.chain ORDER BY n DESC LIMIT 1), printf('%064d', 0));
       END""",
    "CREATE TRIGGER entry_stays BEFORE DELETE ON entry BEGIN SELECT RAISE(ABORT, 'append-only: delete'); END",
    "CREATE TRIGGER entry_is_kept BEFORE UPDATE ON entry BEGIN SELECT RAISE(ABORT, 'append-only: update'); END",
    """CREATE TABLE text (id INTEGER PRIMARY KEY, chain INTEGER NOT NULL, n INTEGER NOT NULL, name TEXT NOT NULL, fingerprint TEXT NOT NULL,
       salt BLOB, body TEXT)""",
    "CREATE INDEX text_of_entry ON text (chain, n)",
    """CREATE TRIGGER text_is_new BEFORE INSERT ON text BEGIN
       SELECT RAISE(ABORT, 'append-only: text') WHERE EXISTS (SELECT 1 FROM text WHERE id = NEW.id); END""",
    "CREATE TRIGGER text_stays BEFORE DELETE ON text BEGIN SELECT RAISE(ABORT, 'append-only: text'); END",
    # The one change that a text may see is its erasure.
    """CREATE TRIGGER text_is_kept BEFORE UPDATE ON text
       WHEN NEW.body IS NOT NULL OR NEW.salt IS NOT NULL OR NEW.fingerprint IS NOT OLD.fingerprint OR NEW.chain IS NOT OLD.chain
         OR NEW.n IS NOT OLD.n OR NEW.name IS NOT OLD.name
       BEGIN SELECT RAISE(ABORT, 'append-only: text'); END""",
    """CREATE TABLE blob (id INTEGER PRIMARY KEY, chain INTEGER NOT NULL, n INTEGER NOT NULL, sha256 TEXT NOT NULL, size INTEGER NOT NULL,
       body BLOB NOT NULL)""",
    "CREATE INDEX blob_of_chain ON blob (chain, n)",
    "CREATE TRIGGER blob_stays BEFORE DELETE ON blob BEGIN SELECT RAISE(ABORT, 'append-only: blob'); END",
    "CREATE TRIGGER blob_is_kept BEFORE UPDATE ON blob BEGIN SELECT RAISE(ABORT, 'append-only: blob'); END",
    """CREATE TRIGGER blob_is_new BEFORE INSERT ON blob BEGIN
       SELECT RAISE(ABORT, 'append-only: blob') WHERE EXISTS (SELECT 1 FROM blob WHERE id = NEW.id); END""",
    # From here on: summaries, rebuilt from the entries at will.
    "CREATE TABLE person (id TEXT PRIMARY KEY, name TEXT NOT NULL, os_user TEXT NOT NULL, host TEXT NOT NULL)",
    """CREATE TABLE file (chain INTEGER PRIMARY KEY, uuid TEXT NOT NULL, ref TEXT NOT NULL, exercise INTEGER NOT NULL, opened_at TEXT NOT NULL,
       state TEXT NOT NULL, title TEXT NOT NULL, due_stamp TEXT, due_until TEXT)""",
    "CREATE UNIQUE INDEX file_by_ref ON file (ref)",
    """CREATE TABLE due (chain INTEGER NOT NULL, place INTEGER NOT NULL, clock TEXT NOT NULL, to_fr TEXT NOT NULL, to_en TEXT NOT NULL,
       anchor_fact TEXT NOT NULL,
       anchor_at TEXT, anchor_status TEXT NOT NULL, due_at TEXT, kind TEXT NOT NULL, settled TEXT, settled_at TEXT, late_by INTEGER,
       hours INTEGER, why_fr TEXT NOT NULL, why_en TEXT NOT NULL, source TEXT NOT NULL, to_check INTEGER NOT NULL, since TEXT,
       PRIMARY KEY (chain, place))""",
    'CREATE VIRTUAL TABLE search USING fts5 (body, chain UNINDEXED, n UNINDEXED, tokenize = "unicode61 remove_diacritics 2")',
    "PRAGMA user_version = 1",
)

SECOND: tuple[str, ...] = (
    # What a list shows of a file's clocks, without reading every clock of every file.
    "ALTER TABLE file ADD COLUMN next_due TEXT",
    """UPDATE file SET next_due = (SELECT MIN(due_at) FROM due WHERE due.chain = file.chain AND kind = 'dated' AND settled IS NULL
       AND anchor_status <> 'superseded')""",
    "DROP TABLE search",
    # A row's number is its text's, so that what is not indexed yet is known; the beginnings of words are kept too.
    """CREATE VIRTUAL TABLE search USING fts5 (body, chain UNINDEXED, n UNINDEXED, prefix = '2 3',
       tokenize = "unicode61 remove_diacritics 2")""",
    "INSERT INTO search (rowid, body, chain, n) SELECT id, body, chain, n FROM text WHERE chain <> 1 AND body IS NOT NULL ORDER BY id",
    "PRAGMA user_version = 2",
)

THIRD: tuple[str, ...] = (
    # What is erased or destroyed goes through one door each, which only the entry that records it opens.
    """CREATE VIEW erased AS SELECT entry.chain AS chain, json_extract(CAST(entry.raw AS TEXT), '$.body.entry') AS n, 'text' AS what,
       held.value AS name FROM entry, json_each(CAST(entry.raw AS TEXT), '$.body.texts') AS held WHERE entry.kind = 'erased'
       UNION ALL SELECT entry.chain, json_extract(CAST(entry.raw AS TEXT), '$.body.entry'), 'blob', held.value
       FROM entry, json_each(CAST(entry.raw AS TEXT), '$.body.files') AS held WHERE entry.kind = 'erased'""",
    """CREATE VIEW destroyed AS SELECT chain.id AS chain FROM entry JOIN chain ON
       chain.uuid = json_extract(CAST(entry.raw AS TEXT), '$.body.file')
       WHERE entry.chain = 1 AND entry.kind = 'file-destroyed' AND chain.id <> 1""",
    "DROP TRIGGER entry_stays",
    """CREATE TRIGGER entry_stays BEFORE DELETE ON entry WHEN NOT EXISTS (SELECT 1 FROM destroyed WHERE chain = OLD.chain)
       BEGIN SELECT RAISE(ABORT, 'append-only: delete'); END""",
    "DROP TRIGGER text_stays",
    """CREATE TRIGGER text_stays BEFORE DELETE ON text WHEN NOT EXISTS (SELECT 1 FROM destroyed WHERE chain = OLD.chain)
       BEGIN SELECT RAISE(ABORT, 'append-only: text'); END""",
    "DROP TRIGGER text_is_kept",
    """CREATE TRIGGER text_is_kept BEFORE UPDATE ON text
       WHEN NEW.body IS NOT NULL OR NEW.salt IS NOT NULL OR NEW.fingerprint IS NOT OLD.fingerprint OR NEW.chain IS NOT OLD.chain
         OR NEW.n IS NOT OLD.n OR NEW.name IS NOT OLD.name OR NEW.id IS NOT OLD.id
         OR NOT EXISTS (SELECT 1 FROM erased WHERE chain = OLD.chain AND n = OLD.n AND what = 'text' AND name = OLD.name)
       BEGIN SELECT RAISE(ABORT, 'append-only: text'); END""",
    "DROP TRIGGER blob_stays",
    """CREATE TRIGGER blob_stays BEFORE DELETE ON blob
       WHEN NOT EXISTS (SELECT 1 FROM erased WHERE chain = OLD.chain AND n = OLD.n AND what = 'blob' AND name = OLD.sha256)
         AND NOT EXISTS (SELECT 1 FROM destroyed WHERE chain = OLD.chain)
       BEGIN SELECT RAISE(ABORT, 'append-only: blob'); END""",
    "PRAGMA user_version = 3",
)
