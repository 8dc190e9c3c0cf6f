-- Who may do what to SchoolSupport's tables. school_support_api acts for a signed-in caller and sees that caller's council only;
-- school_support_worker acts for consumers. Neither owns a table.

-- The national register is public: both councils see and send it.
GRANT SELECT, INSERT, UPDATE ON school, school_link TO school_support_api;
GRANT SELECT ON school, school_link TO school_support_worker;

-- Everybody may read a price list; a council writes its own, and a rate is never changed.
GRANT SELECT, INSERT ON catalogue_rate TO school_support_api;
GRANT SELECT ON catalogue_rate TO school_support_worker;
ALTER TABLE catalogue_rate ENABLE ROW LEVEL SECURITY;
ALTER TABLE catalogue_rate FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS everybody_reads ON catalogue_rate;
CREATE POLICY everybody_reads ON catalogue_rate FOR SELECT USING (true);
DROP POLICY IF EXISTS own_council_writes ON catalogue_rate;
CREATE POLICY own_council_writes ON catalogue_rate FOR INSERT TO school_support_api
    WITH CHECK (council = current_setting('app.council', true));

GRANT SELECT, INSERT, UPDATE ON reference_number TO school_support_api;

-- What Governance told: consumers write it, its parties read it.
GRANT SELECT ON authority TO school_support_api;
GRANT SELECT, INSERT, UPDATE ON authority TO school_support_worker;

-- A commission and all that hangs on it belong to the two councils of its agreement. What was agreed is never changed.
GRANT SELECT, INSERT ON commission, declaration, pause, visit TO school_support_api;
GRANT UPDATE (status, days_used, school_accepted_by, funder_accepted_by, stopped_after, stop_reason) ON commission TO school_support_api;
GRANT UPDATE (resumed_from) ON pause TO school_support_api;
GRANT UPDATE (evidence_sha256, evidenced_on) ON visit TO school_support_api;
GRANT SELECT ON commission, declaration, pause, visit TO school_support_worker;

DO $$
DECLARE shared text;
BEGIN
    FOREACH shared IN ARRAY ARRAY['authority', 'commission', 'declaration', 'pause', 'visit'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', shared);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', shared);
        EXECUTE format('DROP POLICY IF EXISTS parties ON %I', shared);
        EXECUTE format('CREATE POLICY parties ON %I TO school_support_api
            USING (current_setting(''app.council'', true) = ANY (parties))
            WITH CHECK (current_setting(''app.council'', true) = ANY (parties))', shared);
        EXECUTE format('DROP POLICY IF EXISTS every_council ON %I', shared);
        EXECUTE format('CREATE POLICY every_council ON %I TO school_support_worker USING (true) WITH CHECK (true)', shared);
    END LOOP;
END $$;

-- A note is never exchanged: the day that it evidences may stand on a statement.
CREATE OR REPLACE FUNCTION keep_evidence() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Visit % is evidenced already.', OLD.reference USING ERRCODE = 'check_violation';
END $$;
CREATE OR REPLACE TRIGGER visit_keeps_its_evidence BEFORE UPDATE ON visit FOR EACH ROW
    WHEN (OLD.evidence_sha256 IS NOT NULL) EXECUTE FUNCTION keep_evidence();

-- Who is one person under two sign-ins, as Governance told: consumers write it, its parties read it.
GRANT SELECT ON joint_persons TO school_support_api;
GRANT SELECT, INSERT, UPDATE (is_ended) ON joint_persons TO school_support_worker;
ALTER TABLE joint_persons ENABLE ROW LEVEL SECURITY;
ALTER TABLE joint_persons FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS parties ON joint_persons;
CREATE POLICY parties ON joint_persons FOR SELECT TO school_support_api USING (current_setting('app.council', true) = ANY (parties));
DROP POLICY IF EXISTS every_council ON joint_persons;
CREATE POLICY every_council ON joint_persons TO school_support_worker USING (true) WITH CHECK (true);
