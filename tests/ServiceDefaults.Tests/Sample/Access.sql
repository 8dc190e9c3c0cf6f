GRANT SELECT, INSERT, UPDATE ON note TO sample_api;
GRANT SELECT, INSERT ON note TO sample_worker;
GRANT SELECT, INSERT ON heard_note TO sample_worker;
GRANT SELECT ON antidote TO sample_worker;

ALTER TABLE note ENABLE ROW LEVEL SECURITY;
ALTER TABLE note FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS parties ON note;
CREATE POLICY parties ON note TO sample_api
    USING (council = current_setting('app.council', true) OR current_setting('app.council', true) = ANY (parties))
    WITH CHECK (council = current_setting('app.council', true));
DROP POLICY IF EXISTS every_council ON note;
CREATE POLICY every_council ON note TO sample_worker USING (true) WITH CHECK (true);

-- What a note owes is asked for at the transaction's end only, as the balance of a journal is.
CREATE OR REPLACE FUNCTION refuse_what_owes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The note % is still owing.', NEW.aggregate USING ERRCODE = 'check_violation';
END $$;
DROP TRIGGER IF EXISTS owes_nothing ON heard_note;
CREATE CONSTRAINT TRIGGER owes_nothing AFTER INSERT ON heard_note
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.text = 'owing') EXECUTE FUNCTION refuse_what_owes();
