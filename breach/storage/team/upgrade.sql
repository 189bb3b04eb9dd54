-- breach: brings the tables of an older version up to this one. Printed by `breach schema team-store-upgrade`; run by who administers the server:
--
--   pg_dump -n breach breach > before.sql      (or `breach backup`, which verifies)
--   breach schema team-store-upgrade | psql -v ON_ERROR_STOP=1 -d breach
--
-- No row of an entry, a text or a kept file is touched: functions, triggers and rights are set up anew, and the version is noted. All of it or
-- nothing; it may be run twice. Programs of the version before refuse the store afterwards.

BEGIN;

DO $$
BEGIN
  IF (SELECT schema FROM breach.about) NOT BETWEEN @OLDEST@ AND @SCHEMA@ THEN
    RAISE EXCEPTION 'these tables are of a version that this program does not know: take the program of that version, or a newer one';
  END IF;
END $$;
LOCK TABLE breach.entry, breach.text, breach.blob IN SHARE ROW EXCLUSIVE MODE;

