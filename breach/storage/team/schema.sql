-- breach: the team's store on PostgreSQL 14 or newer. Printed by `breach schema team-store`; run once by who administers the server:
--
--   createdb breach && breach schema team-store | psql -v ON_ERROR_STOP=1 -d breach
--   psql -d breach -c "CREATE ROLE alix LOGIN; GRANT breach_lead TO alix"
--
-- The server sees codes, counts, instants and hashes. Texts, names, evidence and drafts come sealed by the clients.
-- Roles hold for the whole server; who may connect to this database is yours to say (GRANT CONNECT, pg_hba.conf).

DO $$
DECLARE
  role text;
BEGIN
  FOREACH role IN ARRAY ARRAY['breach_owner', 'breach_reader', 'breach_writer', 'breach_keeper', 'breach_auditor'] LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role) THEN
      EXECUTE format('CREATE ROLE %I NOLOGIN', role);
    END IF;
  END LOOP;
  FOREACH role IN ARRAY ARRAY[@WRITERS@] LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'breach_' || role) THEN
      EXECUTE format('CREATE ROLE %I NOLOGIN IN ROLE breach_writer', 'breach_' || role);
    END IF;
  END LOOP;
END $$;
GRANT breach_reader TO breach_writer, breach_auditor;
GRANT breach_writer TO breach_keeper;

CREATE SCHEMA breach;

-- One row. key_check tells a wrong key from a right one without telling the key. filled: the store was begun, or moved here, and is in use.
CREATE TABLE breach.about (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  schema integer NOT NULL,
  key_check bytea,
  filled boolean NOT NULL DEFAULT false
);
INSERT INTO breach.about (schema) VALUES (@SCHEMA@);

CREATE TABLE breach.meta (key text PRIMARY KEY, value bytea NOT NULL);
CREATE TABLE breach.chain (id bigint PRIMARY KEY, uuid text NOT NULL UNIQUE, n bigint NOT NULL, head text NOT NULL);
CREATE SEQUENCE breach.entry_seq;
CREATE TABLE breach.entry (
  seq bigint PRIMARY KEY,
  chain bigint NOT NULL REFERENCES breach.chain,
  n bigint NOT NULL,
  kind text NOT NULL,
  recorded_at text NOT NULL,
  prev text NOT NULL,
  hash text NOT NULL,
  raw bytea NOT NULL,
  UNIQUE (chain, n)
);
CREATE TABLE breach.text (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  chain bigint NOT NULL,
  n bigint NOT NULL,
  name text NOT NULL,
  fingerprint text NOT NULL,
  salt bytea,
  body bytea
);
CREATE INDEX text_of_entry ON breach.text (chain, n);
CREATE TABLE breach.blob (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  chain bigint NOT NULL,
  n bigint NOT NULL,
  sha256 text NOT NULL,
  size bigint NOT NULL,
  body bytea NOT NULL
);
CREATE INDEX blob_of_chain ON breach.blob (chain, n);

-- Summaries: made from the entries, never evidence.
CREATE TABLE breach.person (id text PRIMARY KEY, mark bytea NOT NULL UNIQUE, who bytea NOT NULL);
CREATE TABLE breach.file (
  chain bigint PRIMARY KEY,
  uuid text NOT NULL,
  ref text NOT NULL UNIQUE,
  exercise boolean NOT NULL,
  opened_at text NOT NULL,
  state text NOT NULL,
  title bytea NOT NULL,
  due_stamp text,
  due_until text,
  next_due text
);
CREATE TABLE breach.due (chain bigint NOT NULL, place integer NOT NULL, clock bytea NOT NULL, PRIMARY KEY (chain, place));
