-- Who may do what to the tables that every service has. service_… stands for the service's own roles.

-- Versions count without gaps: the stream's row stays locked until the transaction ends, and goes back with it.
CREATE OR REPLACE FUNCTION place_in_stream() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
    INSERT INTO outbox_stream AS stream (aggregate, version) VALUES (NEW.aggregate, 1)
    ON CONFLICT (aggregate) DO UPDATE SET version = stream.version + 1
    RETURNING version INTO NEW.version;
    NEW.position := nextval(pg_get_serial_sequence('outbox', 'position'));
    NEW.partition := (hashtext(NEW.aggregate) & 2147483647) % 8;
    RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER outbox_place_in_stream BEFORE INSERT ON outbox FOR EACH ROW EXECUTE FUNCTION place_in_stream();

REVOKE ALL ON outbox, outbox_stream, inbox, inbox_stream, idempotency, audit, business_clock FROM service_api, service_worker;
GRANT USAGE ON SCHEMA public TO service_api, service_worker;

-- An api caller puts events in and can't read those of others.
GRANT INSERT ON outbox TO service_api;
GRANT SELECT (position, version, partition) ON outbox TO service_api;
GRANT SELECT, INSERT ON outbox TO service_worker;
GRANT UPDATE (sent_at) ON outbox TO service_worker;
GRANT SELECT ON outbox_stream TO service_worker;

GRANT SELECT, INSERT ON inbox TO service_worker;
GRANT UPDATE (state, reason, handled_at) ON inbox TO service_worker;
GRANT SELECT, INSERT, UPDATE ON inbox_stream TO service_worker;

GRANT SELECT, INSERT, DELETE ON idempotency TO service_api;
GRANT SELECT (stored_at), DELETE ON idempotency TO service_worker;
ALTER TABLE idempotency ENABLE ROW LEVEL SECURITY;
ALTER TABLE idempotency FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS own_council ON idempotency;
CREATE POLICY own_council ON idempotency TO service_api
    USING (council = current_setting('app.council', true)) WITH CHECK (council = current_setting('app.council', true));
DROP POLICY IF EXISTS expiry ON idempotency;
CREATE POLICY expiry ON idempotency TO service_worker USING (true);

-- Audit entries are added and read, never changed.
GRANT SELECT, INSERT ON audit TO service_api, service_worker;
ALTER TABLE audit ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS own_council ON audit;
CREATE POLICY own_council ON audit TO service_api
    USING (council = current_setting('app.council', true)) WITH CHECK (council = current_setting('app.council', true));
DROP POLICY IF EXISTS every_council ON audit;
CREATE POLICY every_council ON audit TO service_worker USING (true) WITH CHECK (true);

GRANT SELECT, INSERT, UPDATE ON business_clock TO service_api;
GRANT SELECT ON business_clock TO service_worker;
