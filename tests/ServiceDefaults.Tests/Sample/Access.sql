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
