-- Who may see and write what in this database. Run after every migration, so every statement can be repeated.
-- secondments_api acts for a signed-in caller of the council in app.council; secondments_worker applies events from elsewhere.
-- Neither may delete, but for placements, which are rewritten from the shares; pay facts, shares and signatures are only added.

GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO secondments_api, secondments_worker;
GRANT SELECT, INSERT, UPDATE ON secondments, shared_posts TO secondments_api;
GRANT SELECT, INSERT ON secondment_shares, secondment_signatures, shared_post_shares TO secondments_api;
GRANT SELECT, INSERT, DELETE ON placements TO secondments_api;
GRANT SELECT, INSERT, UPDATE ON employments TO secondments_api;
GRANT SELECT, INSERT ON pay_facts, hr_extracts TO secondments_api;
GRANT SELECT (reference, taken) ON hr_extracts TO secondments_worker;
GRANT SELECT ON authorities TO secondments_api;
GRANT SELECT, INSERT, UPDATE ON authorities TO secondments_worker;

-- Nobody is placed for more than the whole of one employment on any day, whatever the code does (features.md H1).
-- Both functions see every council's placements, so that a third council's share counts; they tell sums and days, never pay.

CREATE OR REPLACE FUNCTION placements_of_employment(employment text) RETURNS SETOF placements
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
    -- Holds the employment until the transaction ends: of two that place one person, the second counts what the first placed.
    PERFORM 1 FROM employments WHERE reference = employment FOR UPDATE;
    RETURN QUERY SELECT * FROM placements WHERE employment_reference = employment;
END $$;

CREATE OR REPLACE FUNCTION hold_to_a_whole_person() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE
    over_on date;
BEGIN
    PERFORM 1 FROM employments WHERE reference = NEW.employment_reference FOR UPDATE;

    -- The sum can only rise on a day on which a placement begins.
    SELECT begins.first_day INTO over_on
    FROM (SELECT DISTINCT first_day FROM placements WHERE employment_reference = NEW.employment_reference) AS begins
    JOIN placements AS placed
        ON placed.employment_reference = NEW.employment_reference
        AND daterange(placed.first_day, placed.last_day, '[]') @> begins.first_day
    GROUP BY begins.first_day
    HAVING sum(placed.host_share_percent) > 100
    LIMIT 1;

    IF over_on IS NOT NULL THEN
        RAISE EXCEPTION 'More than 100 %% of employment % would be placed on %.', NEW.employment_reference, over_on
            USING ERRCODE = 'check_violation', CONSTRAINT = 'whole_person';
    END IF;
    RETURN NULL;
END $$;

-- At the end of the transaction, so that one secondment's days can be rewritten within it.
DROP TRIGGER IF EXISTS whole_person ON placements;
CREATE CONSTRAINT TRIGGER whole_person AFTER INSERT OR UPDATE ON placements
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION hold_to_a_whole_person();

REVOKE ALL ON FUNCTION placements_of_employment(text), hold_to_a_whole_person() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION placements_of_employment(text) TO secondments_api;

CREATE OR REPLACE FUNCTION pg_temp.policy(of_table text, name text, for_role text, condition text) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', of_table);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', of_table);
    EXECUTE format('DROP POLICY IF EXISTS %I ON %I', name, of_table);
    EXECUTE format('CREATE POLICY %I ON %I TO %I USING (%s) WITH CHECK (%s)', name, of_table, for_role, condition, condition);
END $$;

-- Shared rows: both councils of a secondment or shared post see the same.
SELECT pg_temp.policy(shared, 'both_parties', 'secondments_api', 'current_setting(''app.council'') IN (home_council, host_council)')
FROM unnest(ARRAY['secondments', 'shared_posts', 'placements']) AS shared;
SELECT pg_temp.policy(part, 'with_its_secondment', 'secondments_api',
    'EXISTS (SELECT FROM secondments WHERE reference = secondment_reference)')
FROM unnest(ARRAY['secondment_shares', 'secondment_signatures']) AS part;
SELECT pg_temp.policy('shared_post_shares', 'with_its_post', 'secondments_api',
    'EXISTS (SELECT FROM shared_posts WHERE reference = post_reference)');
SELECT pg_temp.policy('authorities', 'both_parties', 'secondments_api', 'current_setting(''app.council'') IN (provider, recipient)');
SELECT pg_temp.policy('authorities', 'from_governance', 'secondments_worker', 'true');

-- The home council's alone: the host never sees pay, nor who else is employed.
SELECT pg_temp.policy(own, 'home_only', 'secondments_api', 'current_setting(''app.council'') = council')
FROM unnest(ARRAY['employments', 'pay_facts', 'hr_extracts']) AS own;

-- How many there were is counted over both councils; nothing of what is in them.
SELECT pg_temp.policy('hr_extracts', 'counted', 'secondments_worker', 'true');

-- The two functions above run as the owner and must count every council's share.
SELECT pg_temp.policy(counted, 'whole_person', 'secondments_owner', 'true') FROM unnest(ARRAY['placements', 'employments']) AS counted;

-- Who is one person under two sign-ins, as Governance told: consumers write it, its parties read it.
GRANT SELECT ON joint_persons TO secondments_api;
GRANT SELECT, INSERT, UPDATE (is_ended) ON joint_persons TO secondments_worker;
ALTER TABLE joint_persons ENABLE ROW LEVEL SECURITY;
ALTER TABLE joint_persons FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS parties ON joint_persons;
CREATE POLICY parties ON joint_persons FOR SELECT TO secondments_api USING (current_setting('app.council', true) = ANY (parties));
DROP POLICY IF EXISTS every_council ON joint_persons;
CREATE POLICY every_council ON joint_persons TO secondments_worker USING (true) WITH CHECK (true);
