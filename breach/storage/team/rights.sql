-- Who may do what, and what lets nothing go: set up anew, so that an older set gives way to this one whole.
DO $$
DECLARE
  one record;
BEGIN
  FOR one IN SELECT t.tgname, t.tgrelid::regclass AS name FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
    WHERE c.relnamespace = 'breach'::regnamespace AND NOT t.tgisinternal LOOP
    EXECUTE format('DROP TRIGGER %I ON %s', one.tgname, one.name);
  END LOOP;
  FOR one IN SELECT policyname, tablename FROM pg_policies WHERE schemaname = 'breach' LOOP
    EXECUTE format('DROP POLICY %I ON breach.%I', one.policyname, one.tablename);
  END LOOP;
END $$;
REVOKE ALL ON ALL TABLES IN SCHEMA breach FROM breach_reader, breach_writer, breach_keeper, breach_auditor;
REVOKE ALL ON ALL SEQUENCES IN SCHEMA breach FROM breach_reader, breach_writer, breach_keeper, breach_auditor;

-- Who acts as what. A superuser acts as anybody, and leaves traces in the server's log only.
CREATE OR REPLACE FUNCTION breach.acts_as(role text) RETURNS boolean LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT EXISTS (SELECT FROM pg_catalog.pg_roles r WHERE r.rolname = 'breach_' || role AND pg_catalog.pg_has_role(session_user, r.oid, 'MEMBER'))
$$;
CREATE OR REPLACE FUNCTION breach.said(raw bytea, name text) RETURNS text LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT pg_catalog.convert_from(raw, 'UTF8')::jsonb ->> name
$$;
CREATE TABLE IF NOT EXISTS breach.allowed (kind text NOT NULL, role text NOT NULL, PRIMARY KEY (kind, role));
DELETE FROM breach.allowed;
INSERT INTO breach.allowed (kind, role) VALUES
    @ALLOWED@;
-- The role that an entry names must be the writer's own, and may append that kind. The program's own records of a loss or a start name none.
CREATE OR REPLACE FUNCTION breach.may(kind_ text, role_ text) RETURNS boolean LANGUAGE sql STABLE SET search_path = breach, pg_temp AS $$
  SELECT CASE WHEN role_ = '' THEN kind_ IN ('store-opened', 'tail-lost')
    ELSE breach.acts_as(role_)
      AND (NOT EXISTS (SELECT FROM breach.allowed a WHERE a.kind = kind_)
           OR EXISTS (SELECT FROM breach.allowed a WHERE a.kind = kind_ AND a.role = role_)) END
$$;
CREATE OR REPLACE FUNCTION breach.filling() RETURNS boolean LANGUAGE sql STABLE SET search_path = breach, pg_temp AS $$
  SELECT breach.acts_as('keeper') AND NOT filled FROM breach.about
$$;

-- What an entry records as erased, and a file whose destruction the store's own chain records: the only things that may go.
CREATE OR REPLACE FUNCTION breach.erased(chain_ bigint, n_ bigint, what text, name_ text) RETURNS boolean LANGUAGE sql STABLE SET search_path = breach, pg_temp AS $$
  SELECT EXISTS (SELECT FROM breach.entry e WHERE e.chain = chain_ AND e.kind = 'erased'
    AND convert_from(e.raw, 'UTF8')::jsonb #>> '{body,entry}' = n_::text
    AND convert_from(e.raw, 'UTF8')::jsonb -> 'body' -> what ? name_)
$$;
CREATE OR REPLACE FUNCTION breach.destroyed(chain_ bigint) RETURNS boolean LANGUAGE sql STABLE SET search_path = breach, pg_temp AS $$
  SELECT chain_ <> 1 AND EXISTS (SELECT FROM breach.entry e JOIN breach.chain c ON c.id = chain_ WHERE e.chain = 1 AND e.kind = 'file-destroyed'
    AND convert_from(e.raw, 'UTF8')::jsonb #>> '{body,file}' = c.uuid)
$$;

-- Who may take out, on record, what belongs to no entry.
CREATE OR REPLACE FUNCTION breach.mends() RETURNS boolean LANGUAGE sql STABLE SET search_path = breach, pg_temp AS $$
  SELECT @TEXT@
$$;
CREATE OR REPLACE FUNCTION breach.names_text(chain_ bigint, n_ bigint, name_ text, mark text) RETURNS boolean LANGUAGE sql STABLE SET search_path = breach, pg_temp AS $$
  SELECT EXISTS (SELECT FROM breach.entry e WHERE e.chain = chain_ AND e.n = n_
    AND convert_from(e.raw, 'UTF8')::jsonb -> 'texts' ->> name_ = mark)
$$;
CREATE OR REPLACE FUNCTION breach.names_blob(chain_ bigint, n_ bigint, mark text) RETURNS boolean LANGUAGE sql STABLE SET search_path = breach, pg_temp AS $$
  SELECT length(mark) = 64 AND EXISTS (SELECT FROM breach.entry e WHERE e.chain = chain_ AND e.n = n_ AND position(mark IN convert_from(e.raw, 'UTF8')) > 0)
$$;
CREATE OR REPLACE FUNCTION breach.belongs(what text, old jsonb) RETURNS boolean LANGUAGE sql STABLE SET search_path = breach, pg_temp AS $$
  SELECT CASE what
    WHEN 'text' THEN breach.names_text((old ->> 'chain')::bigint, (old ->> 'n')::bigint, old ->> 'name', old ->> 'fingerprint')
    WHEN 'blob' THEN breach.names_blob((old ->> 'chain')::bigint, (old ->> 'n')::bigint, old ->> 'sha256')
    WHEN 'chain' THEN EXISTS (SELECT FROM breach.entry e WHERE e.chain = (old ->> 'id')::bigint)
    WHEN 'file' THEN false
    ELSE true END
$$;

-- Append-only, for the owner too: only the next number with the right link and the right hash comes in, and nothing else goes.
CREATE OR REPLACE FUNCTION breach.entry_is_next() RETURNS trigger LANGUAGE plpgsql SET search_path = breach, pg_temp AS $$
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

CREATE OR REPLACE FUNCTION breach.head_is_last() RETURNS trigger LANGUAGE plpgsql SET search_path = breach, pg_temp AS $$
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

CREATE OR REPLACE FUNCTION breach.stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'append-only: %', TG_TABLE_NAME;
END $$;
CREATE TRIGGER stays BEFORE UPDATE OR TRUNCATE ON breach.entry EXECUTE FUNCTION breach.stays();
CREATE TRIGGER stays BEFORE TRUNCATE ON breach.chain EXECUTE FUNCTION breach.stays();
CREATE TRIGGER stays BEFORE TRUNCATE ON breach.text EXECUTE FUNCTION breach.stays();
CREATE TRIGGER stays BEFORE UPDATE OR TRUNCATE ON breach.blob EXECUTE FUNCTION breach.stays();

CREATE OR REPLACE FUNCTION breach.goes() RETURNS trigger LANGUAGE plpgsql SET search_path = breach, pg_temp AS $$
DECLARE
  old_ jsonb := to_jsonb(OLD);
BEGIN
  IF NOT breach.destroyed(CASE WHEN TG_TABLE_NAME = 'chain' THEN (old_ ->> 'id')::bigint ELSE (old_ ->> 'chain')::bigint END)
    AND NOT (TG_TABLE_NAME = 'blob' AND breach.erased((old_ ->> 'chain')::bigint, (old_ ->> 'n')::bigint, 'files', old_ ->> 'sha256'))
    AND NOT (breach.mends() AND NOT breach.belongs(TG_TABLE_NAME, old_)) THEN
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
CREATE UNIQUE INDEX IF NOT EXISTS text_once ON breach.text (chain, n, name);
CREATE OR REPLACE FUNCTION breach.text_is_named() RETURNS trigger LANGUAGE plpgsql SET search_path = breach, pg_temp AS $$
BEGIN
  IF NOT breach.names_text(NEW.chain, NEW.n, NEW.name, NEW.fingerprint) THEN
    RAISE EXCEPTION 'append-only: no entry names it';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER text_is_named BEFORE INSERT ON breach.text FOR EACH ROW EXECUTE FUNCTION breach.text_is_named();
CREATE OR REPLACE FUNCTION breach.blob_is_named() RETURNS trigger LANGUAGE plpgsql SET search_path = breach, pg_temp AS $$
BEGIN
  IF NOT breach.names_blob(NEW.chain, NEW.n, NEW.sha256) THEN
    RAISE EXCEPTION 'append-only: no entry names it';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER blob_is_named BEFORE INSERT ON breach.blob FOR EACH ROW EXECUTE FUNCTION breach.blob_is_named();

-- The one change that a text may see is its erasure, on record.
CREATE OR REPLACE FUNCTION breach.text_is_kept() RETURNS trigger LANGUAGE plpgsql SET search_path = breach, pg_temp AS $$
BEGIN
  IF NOT breach.erased(OLD.chain, OLD.n, 'texts', OLD.name) OR NEW.body IS NOT NULL OR NEW.salt IS NOT NULL OR (NEW.id, NEW.chain, NEW.n, NEW.name, NEW.fingerprint)
    IS DISTINCT FROM (OLD.id, OLD.chain, OLD.n, OLD.name, OLD.fingerprint) THEN
    RAISE EXCEPTION 'append-only: text';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER text_is_kept BEFORE UPDATE ON breach.text FOR EACH ROW EXECUTE FUNCTION breach.text_is_kept();

-- A store is begun once, under one key; its tables only ever become newer.
CREATE OR REPLACE FUNCTION breach.begun_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.schema > OLD.schema AND (NEW.key_check, NEW.filled) IS NOT DISTINCT FROM (OLD.key_check, OLD.filled) THEN
    RETURN NEW; -- by who administers the server: nobody else may write that column
  END IF;
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
CREATE POLICY erase ON breach.text FOR UPDATE TO breach_writer USING (@TEXT@);
ALTER TABLE breach.person ENABLE ROW LEVEL SECURITY;
CREATE POLICY read ON breach.person FOR SELECT TO breach_reader USING (true);
CREATE POLICY meet ON breach.person FOR INSERT TO breach_writer WITH CHECK (true);
CREATE POLICY forget ON breach.person FOR DELETE TO breach_writer USING (@TEXT@);
ALTER TABLE breach.meta ENABLE ROW LEVEL SECURITY;
CREATE POLICY read ON breach.meta FOR SELECT TO breach_reader USING (true);
CREATE POLICY keep ON breach.meta FOR INSERT TO breach_writer WITH CHECK (key NOT IN ('profile', 'profile_text', 'organisation', 'zone', 'exercise_only', 'retention_years', 'moved') OR @META@ OR breach.filling());
CREATE POLICY change ON breach.meta FOR UPDATE TO breach_writer USING (key NOT IN ('profile', 'profile_text', 'organisation', 'zone', 'exercise_only', 'retention_years', 'moved') OR @META@ OR breach.filling());

CREATE POLICY clear ON breach.meta FOR DELETE TO breach_writer USING (@META@);

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
GRANT DELETE ON breach.due, breach.chain, breach.entry, breach.text, breach.blob, breach.file, breach.person, breach.meta TO breach_writer;
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
