-- breach: the team's store on PostgreSQL 14 or newer. Printed by `breach schema team-store`; run once by who administers the server:
--
--   createdb breach && breach schema team-store | psql -v ON_ERROR_STOP=1 -d breach
--   psql -d breach -c "CREATE ROLE alix LOGIN; GRANT breach_lead TO alix"
--
-- The server sees codes, counts, instants and hashes. Texts, names, evidence and drafts come sealed by the clients.
-- Roles hold for the whole server; who may connect to this database is yours to say (GRANT CONNECT, pg_hba.conf).

BEGIN;

DO $$
DECLARE
  role text;
BEGIN
  FOREACH role IN ARRAY ARRAY['breach_owner', 'breach_reader', 'breach_writer', 'breach_keeper', 'breach_auditor'] LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role) THEN
      EXECUTE format('CREATE ROLE %I NOLOGIN', role);
    END IF;
  END LOOP;
  FOREACH role IN ARRAY ARRAY['on_call', 'lead', 'dpo', 'legal', 'communication', 'management'] LOOP
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
INSERT INTO breach.about (schema) VALUES (1);

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

-- Who acts as what. A superuser acts as anybody, and leaves traces in the server's log only.
CREATE FUNCTION breach.acts_as(role text) RETURNS boolean LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT EXISTS (SELECT FROM pg_catalog.pg_roles r WHERE r.rolname = 'breach_' || role AND pg_catalog.pg_has_role(session_user, r.oid, 'MEMBER'))
$$;
CREATE FUNCTION breach.said(raw bytea, name text) RETURNS text LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT pg_catalog.convert_from(raw, 'UTF8')::jsonb ->> name
$$;
CREATE TABLE breach.allowed (kind text NOT NULL, role text NOT NULL, PRIMARY KEY (kind, role));
INSERT INTO breach.allowed (kind, role) VALUES
    ('approved', 'lead'),
    ('approved', 'management'),
    ('authority', 'on_call'),
    ('authority', 'lead'),
    ('authority', 'dpo'),
    ('authority', 'legal'),
    ('authority', 'management'),
    ('aware', 'on_call'),
    ('aware', 'lead'),
    ('aware', 'dpo'),
    ('aware', 'legal'),
    ('aware', 'management'),
    ('decision', 'on_call'),
    ('decision', 'lead'),
    ('decision', 'dpo'),
    ('decision', 'legal'),
    ('decision', 'management'),
    ('erased', 'lead'),
    ('erased', 'dpo'),
    ('erased', 'legal'),
    ('file-destroyed', 'lead'),
    ('file-destroyed', 'dpo'),
    ('file-destroyed', 'legal'),
    ('filed', 'on_call'),
    ('filed', 'lead'),
    ('filed', 'dpo'),
    ('filed', 'legal'),
    ('filed', 'management'),
    ('filing-failed', 'on_call'),
    ('filing-failed', 'lead'),
    ('filing-failed', 'dpo'),
    ('filing-failed', 'legal'),
    ('filing-failed', 'management'),
    ('hold', 'lead'),
    ('hold', 'dpo'),
    ('hold', 'legal'),
    ('hold-released', 'lead'),
    ('hold-released', 'dpo'),
    ('hold-released', 'legal'),
    ('linked', 'on_call'),
    ('linked', 'lead'),
    ('linked', 'dpo'),
    ('linked', 'legal'),
    ('linked', 'management'),
    ('moved', 'lead'),
    ('moved', 'dpo'),
    ('moved', 'management'),
    ('opinion', 'dpo'),
    ('privileged-note', 'on_call'),
    ('privileged-note', 'lead'),
    ('privileged-note', 'legal'),
    ('privileged-note', 'communication'),
    ('privileged-note', 'management'),
    ('profile', 'lead'),
    ('profile', 'dpo'),
    ('profile', 'management'),
    ('ratified', 'lead'),
    ('ratified', 'management'),
    ('received', 'lead'),
    ('received', 'management'),
    ('received', 'dpo'),
    ('received', 'legal'),
    ('retract', 'on_call'),
    ('retract', 'lead'),
    ('retract', 'dpo'),
    ('retract', 'legal'),
    ('retract', 'management'),
    ('signed', 'lead'),
    ('signed', 'management'),
    ('signed', 'dpo'),
    ('signed', 'legal'),
    ('stands', 'on_call'),
    ('stands', 'lead'),
    ('stands', 'dpo'),
    ('stands', 'legal'),
    ('stands', 'management');
-- The role that an entry names must be the writer's own, and may append that kind. The program's own records of a loss or a start name none.
CREATE FUNCTION breach.may(kind_ text, role_ text) RETURNS boolean LANGUAGE sql STABLE SET search_path = breach, pg_temp AS $$
  SELECT CASE WHEN role_ = '' THEN kind_ IN ('store-opened', 'tail-lost')
    ELSE breach.acts_as(role_)
      AND (NOT EXISTS (SELECT FROM breach.allowed a WHERE a.kind = kind_)
           OR EXISTS (SELECT FROM breach.allowed a WHERE a.kind = kind_ AND a.role = role_)) END
$$;
CREATE FUNCTION breach.filling() RETURNS boolean LANGUAGE sql STABLE SET search_path = breach, pg_temp AS $$
  SELECT breach.acts_as('keeper') AND NOT filled FROM breach.about
$$;

-- What an entry records as erased, and a file whose destruction the store's own chain records: the only things that may go.
CREATE FUNCTION breach.erased(chain_ bigint, n_ bigint, what text, name_ text) RETURNS boolean LANGUAGE sql STABLE SET search_path = breach, pg_temp AS $$
  SELECT EXISTS (SELECT FROM breach.entry e WHERE e.chain = chain_ AND e.kind = 'erased'
    AND convert_from(e.raw, 'UTF8')::jsonb #>> '{body,entry}' = n_::text
    AND convert_from(e.raw, 'UTF8')::jsonb -> 'body' -> what ? name_)
$$;
CREATE FUNCTION breach.destroyed(chain_ bigint) RETURNS boolean LANGUAGE sql STABLE SET search_path = breach, pg_temp AS $$
  SELECT chain_ <> 1 AND EXISTS (SELECT FROM breach.entry e JOIN breach.chain c ON c.id = chain_ WHERE e.chain = 1 AND e.kind = 'file-destroyed'
    AND convert_from(e.raw, 'UTF8')::jsonb #>> '{body,file}' = c.uuid)
$$;

-- Append-only, for the owner too: only the next number with the right link and the right hash comes in, and nothing else goes.
CREATE FUNCTION breach.entry_is_next() RETURNS trigger LANGUAGE plpgsql SET search_path = breach, pg_temp AS $$
DECLARE
  held record;
BEGIN
  SELECT uuid, n, head INTO held FROM breach.chain WHERE id = NEW.chain FOR UPDATE;
  IF held IS NULL OR NEW.n <> held.n + 1 OR NEW.prev <> held.head THEN
    RAISE EXCEPTION 'append-only: not the next link';
  END IF;
  IF NEW.hash <> encode(sha256(convert_to('breach-entry-1' || chr(10), 'UTF8') || NEW.raw), 'hex')
    OR breach.said(NEW.raw, 'file') <> held.uuid OR breach.said(NEW.raw, 'n') <> NEW.n::text OR breach.said(NEW.raw, 'prev') <> NEW.prev
    OR breach.said(NEW.raw, 'kind') <> NEW.kind OR breach.said(NEW.raw, 'recorded_at') <> NEW.recorded_at THEN
    RAISE EXCEPTION 'append-only: the columns do not say what the entry says';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER entry_is_next BEFORE INSERT ON breach.entry FOR EACH ROW EXECUTE FUNCTION breach.entry_is_next();

CREATE FUNCTION breach.head_is_last() RETURNS trigger LANGUAGE plpgsql SET search_path = breach, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.n <> 0 OR NEW.head <> repeat('0', 64) THEN
      RAISE EXCEPTION 'append-only: a chain begins empty';
    END IF;
  ELSIF NEW.id <> OLD.id OR NEW.uuid <> OLD.uuid OR NEW.n <> OLD.n + 1
    OR NOT EXISTS (SELECT FROM breach.entry e WHERE e.chain = NEW.id AND e.n = NEW.n AND e.hash = NEW.head) THEN
    RAISE EXCEPTION 'append-only: the head is the last entry';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER head_is_last BEFORE INSERT OR UPDATE ON breach.chain FOR EACH ROW EXECUTE FUNCTION breach.head_is_last();

CREATE FUNCTION breach.stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'append-only: %', TG_TABLE_NAME;
END $$;
CREATE TRIGGER stays BEFORE UPDATE OR TRUNCATE ON breach.entry EXECUTE FUNCTION breach.stays();
CREATE TRIGGER stays BEFORE TRUNCATE ON breach.chain EXECUTE FUNCTION breach.stays();
CREATE TRIGGER stays BEFORE TRUNCATE ON breach.text EXECUTE FUNCTION breach.stays();
CREATE TRIGGER stays BEFORE UPDATE OR TRUNCATE ON breach.blob EXECUTE FUNCTION breach.stays();

CREATE FUNCTION breach.goes() RETURNS trigger LANGUAGE plpgsql SET search_path = breach, pg_temp AS $$
BEGIN
  IF NOT breach.destroyed(CASE WHEN TG_TABLE_NAME = 'chain' THEN (to_jsonb(OLD) ->> 'id')::bigint ELSE (to_jsonb(OLD) ->> 'chain')::bigint END)
    AND NOT (TG_TABLE_NAME = 'blob'
      AND breach.erased((to_jsonb(OLD) ->> 'chain')::bigint, (to_jsonb(OLD) ->> 'n')::bigint, 'files', to_jsonb(OLD) ->> 'sha256')) THEN
    RAISE EXCEPTION 'append-only: %', TG_TABLE_NAME;
  END IF;
  RETURN OLD;
END $$;
CREATE TRIGGER goes BEFORE DELETE ON breach.entry FOR EACH ROW EXECUTE FUNCTION breach.goes();
CREATE TRIGGER goes BEFORE DELETE ON breach.text FOR EACH ROW EXECUTE FUNCTION breach.goes();
CREATE TRIGGER goes BEFORE DELETE ON breach.blob FOR EACH ROW EXECUTE FUNCTION breach.goes();
CREATE TRIGGER goes BEFORE DELETE ON breach.file FOR EACH ROW EXECUTE FUNCTION breach.goes();
CREATE TRIGGER goes BEFORE DELETE ON breach.chain FOR EACH ROW EXECUTE FUNCTION breach.goes();

-- Beside an entry lies only what it names, once: nobody can lay another text over one on record, or bytes that nobody can open.
CREATE UNIQUE INDEX text_once ON breach.text (chain, n, name);
CREATE FUNCTION breach.text_is_named() RETURNS trigger LANGUAGE plpgsql SET search_path = breach, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM breach.entry e WHERE e.chain = NEW.chain AND e.n = NEW.n
    AND convert_from(e.raw, 'UTF8')::jsonb -> 'texts' ->> NEW.name = NEW.fingerprint) THEN
    RAISE EXCEPTION 'append-only: no entry names it';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER text_is_named BEFORE INSERT ON breach.text FOR EACH ROW EXECUTE FUNCTION breach.text_is_named();
CREATE FUNCTION breach.blob_is_named() RETURNS trigger LANGUAGE plpgsql SET search_path = breach, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM breach.entry e WHERE e.chain = NEW.chain AND e.n = NEW.n
    AND length(NEW.sha256) = 64 AND position(NEW.sha256 IN convert_from(e.raw, 'UTF8')) > 0) THEN
    RAISE EXCEPTION 'append-only: no entry names it';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER blob_is_named BEFORE INSERT ON breach.blob FOR EACH ROW EXECUTE FUNCTION breach.blob_is_named();

-- The one change that a text may see is its erasure, on record.
CREATE FUNCTION breach.text_is_kept() RETURNS trigger LANGUAGE plpgsql SET search_path = breach, pg_temp AS $$
BEGIN
  IF NOT breach.erased(OLD.chain, OLD.n, 'texts', OLD.name) OR NEW.body IS NOT NULL OR NEW.salt IS NOT NULL OR (NEW.id, NEW.chain, NEW.n, NEW.name, NEW.fingerprint)
    IS DISTINCT FROM (OLD.id, OLD.chain, OLD.n, OLD.name, OLD.fingerprint) THEN
    RAISE EXCEPTION 'append-only: text';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER text_is_kept BEFORE UPDATE ON breach.text FOR EACH ROW EXECUTE FUNCTION breach.text_is_kept();

-- A store is begun once, under one key.
CREATE FUNCTION breach.begun_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.filled OR NEW.schema <> OLD.schema OR (OLD.key_check IS NOT NULL AND NEW.key_check IS DISTINCT FROM OLD.key_check) THEN
    RAISE EXCEPTION 'append-only: the store was begun';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER begun_once BEFORE UPDATE ON breach.about FOR EACH ROW EXECUTE FUNCTION breach.begun_once();
CREATE TRIGGER stays BEFORE DELETE OR TRUNCATE ON breach.about EXECUTE FUNCTION breach.stays();

ALTER TABLE breach.entry ENABLE ROW LEVEL SECURITY;
ALTER TABLE breach.entry FORCE ROW LEVEL SECURITY;
CREATE POLICY read ON breach.entry FOR SELECT TO breach_reader, breach_owner USING (true);
CREATE POLICY destroy ON breach.entry FOR DELETE TO breach_writer USING (true);
CREATE POLICY append ON breach.entry FOR INSERT TO breach_writer WITH CHECK (breach.may(kind, breach.said(raw, 'role')) OR breach.filling());
ALTER TABLE breach.text ENABLE ROW LEVEL SECURITY;
CREATE POLICY read ON breach.text FOR SELECT TO breach_reader USING (true);
CREATE POLICY add ON breach.text FOR INSERT TO breach_writer WITH CHECK (true);
CREATE POLICY destroy ON breach.text FOR DELETE TO breach_writer USING (true);
CREATE POLICY erase ON breach.text FOR UPDATE TO breach_writer USING (breach.acts_as('lead') OR breach.acts_as('dpo') OR breach.acts_as('legal'));
ALTER TABLE breach.person ENABLE ROW LEVEL SECURITY;
CREATE POLICY read ON breach.person FOR SELECT TO breach_reader USING (true);
CREATE POLICY meet ON breach.person FOR INSERT TO breach_writer WITH CHECK (true);
CREATE POLICY forget ON breach.person FOR DELETE TO breach_writer USING (breach.acts_as('lead') OR breach.acts_as('dpo') OR breach.acts_as('legal'));
ALTER TABLE breach.meta ENABLE ROW LEVEL SECURITY;
CREATE POLICY read ON breach.meta FOR SELECT TO breach_reader USING (true);
CREATE POLICY keep ON breach.meta FOR INSERT TO breach_writer WITH CHECK (key NOT IN ('profile', 'profile_text', 'organisation', 'zone', 'exercise_only', 'moved') OR breach.acts_as('lead') OR breach.acts_as('dpo') OR breach.acts_as('management') OR breach.filling());
CREATE POLICY change ON breach.meta FOR UPDATE TO breach_writer USING (key NOT IN ('profile', 'profile_text', 'organisation', 'zone', 'exercise_only', 'moved') OR breach.acts_as('lead') OR breach.acts_as('dpo') OR breach.acts_as('management') OR breach.filling());

REVOKE ALL ON SCHEMA breach FROM PUBLIC;
REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA breach FROM PUBLIC;
GRANT USAGE ON SCHEMA breach TO breach_reader;
GRANT SELECT ON ALL TABLES IN SCHEMA breach TO breach_reader;
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA breach TO breach_reader;
GRANT USAGE ON SEQUENCE breach.entry_seq TO breach_writer;
GRANT INSERT ON breach.chain, breach.entry, breach.text, breach.blob, breach.person, breach.file, breach.due, breach.meta TO breach_writer;
GRANT UPDATE (n, head) ON breach.chain TO breach_writer;
GRANT UPDATE (salt, body) ON breach.text TO breach_writer;
GRANT UPDATE (opened_at, state, title, due_stamp, due_until, next_due) ON breach.file TO breach_writer;
GRANT UPDATE (value) ON breach.meta TO breach_writer;
GRANT DELETE ON breach.due, breach.chain, breach.entry, breach.text, breach.blob, breach.file, breach.person TO breach_writer;
GRANT UPDATE (key_check, filled) ON breach.about TO breach_writer;

DO $$
DECLARE
  one record;
BEGIN
  FOR one IN SELECT c.oid::regclass AS name, c.relkind FROM pg_class c WHERE c.relnamespace = 'breach'::regnamespace AND c.relkind IN ('r', 'S') LOOP
    IF one.relkind = 'r' THEN
      EXECUTE format('ALTER TABLE %s OWNER TO breach_owner', one.name);
    END IF;
  END LOOP;
  ALTER SEQUENCE breach.entry_seq OWNER TO breach_owner;
  FOR one IN SELECT p.oid::regprocedure AS name FROM pg_proc p WHERE p.pronamespace = 'breach'::regnamespace LOOP
    EXECUTE format('ALTER FUNCTION %s OWNER TO breach_owner', one.name);
  END LOOP;
  ALTER SCHEMA breach OWNER TO breach_owner;
END $$;

COMMIT;
