-- Who may see and write what in this database. Runs after every migration, so every statement can be repeated.
-- governance_api acts for a signed-in caller of the council in app.council. Nothing can be deleted; approvals, steps of Directions
-- and call-in rules are only added, and of the rest only what a transition moves can be updated.
-- governance_worker puts items on agendas and settles them; it reads what says on which board's, and no more. An officer places an
-- item that has no board, and changes nothing else of it.

GRANT SELECT, INSERT ON bodies, call_in_rules, decisions, directions, direction_steps TO governance_api;
GRANT SELECT, INSERT ON agreements, approvals, agreement_changes, clauses TO governance_api;
GRANT SELECT ON agenda_items TO governance_api;
GRANT SELECT, INSERT ON agenda_items TO governance_worker;
GRANT UPDATE (body_code, placement, placed_at) ON agenda_items TO governance_api;
GRANT UPDATE (settled_at, outcome) ON agenda_items TO governance_worker;
GRANT USAGE ON SEQUENCE "agenda_items_number_seq" TO governance_worker;
GRANT SELECT ON bodies, agreements, clauses TO governance_worker;
GRANT UPDATE (status, published_on, live_from) ON decisions TO governance_api;
GRANT UPDATE (status) ON directions, agreement_changes TO governance_api;
GRANT UPDATE (status, last_day) ON agreements TO governance_api;
GRANT UPDATE (status, agreed_by) ON clauses TO governance_api;

CREATE OR REPLACE FUNCTION pg_temp.policy(of_table text, name text, command text, using_clause text, check_clause text) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', of_table);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', of_table);
    EXECUTE format('DROP POLICY IF EXISTS %I ON %I', name, of_table);
    EXECUTE format('CREATE POLICY %I ON %I FOR %s TO governance_api', name, of_table, command)
        || coalesce(' USING (' || using_clause || ')', '')
        || coalesce(' WITH CHECK (' || check_clause || ')', '');
END $$;

CREATE OR REPLACE FUNCTION pg_temp.policies(of_table text, seen text, written text, moved text DEFAULT NULL) RETURNS void
LANGUAGE sql AS $$
    SELECT pg_temp.policy(of_table, 'seen', 'SELECT', seen, NULL);
    SELECT pg_temp.policy(of_table, 'written', 'INSERT', NULL, written);
    SELECT pg_temp.policy(of_table, 'moved', 'UPDATE', moved, moved) WHERE moved IS NOT NULL;
$$;

-- Public: bodies and local rules. Each council writes its own; joint bodies and third parties have no council.
SELECT pg_temp.policies('bodies', 'true', 'council IS NULL OR council = current_setting(''app.council'')');
SELECT pg_temp.policies('call_in_rules', 'true', 'council = current_setting(''app.council'')');

-- A decision is its council's until it is published. A third party's is public.
SELECT pg_temp.policies('decisions',
    'council IS NULL OR council = current_setting(''app.council'') OR published_on IS NOT NULL',
    'council IS NULL OR council = current_setting(''app.council'')',
    'council IS NULL OR council = current_setting(''app.council'')');

-- A Direction is public once it binds; its draft is the council's that it is meant for.
SELECT pg_temp.policies('directions',
    'council = current_setting(''app.council'') OR status IN (''InForce'', ''Varied'', ''Lifted'')',
    'council = current_setting(''app.council'')',
    'council = current_setting(''app.council'')');
SELECT pg_temp.policies('direction_steps',
    'EXISTS (SELECT FROM directions WHERE reference = direction_reference)',
    'EXISTS (SELECT FROM directions WHERE reference = direction_reference AND council = current_setting(''app.council''))');

-- An agreement and all that hangs on it are the two parties' alone.
SELECT pg_temp.policies('agreements',
    'current_setting(''app.council'') IN (provider, recipient)',
    'current_setting(''app.council'') IN (provider, recipient)',
    'current_setting(''app.council'') IN (provider, recipient)');
SELECT pg_temp.policies(shared,
    'current_setting(''app.council'') = ANY (parties)',
    'current_setting(''app.council'') = ANY (parties)',
    'current_setting(''app.council'') = ANY (parties)')
FROM unnest(ARRAY['agreement_changes', 'clauses']) AS shared;

-- A track is entered by the council whose track it is, or for the third party by either.
SELECT pg_temp.policies('approvals',
    'current_setting(''app.council'') = ANY (parties)',
    'current_setting(''app.council'') = ANY (parties) AND entered_by = current_setting(''app.council'') AND (track = entered_by OR NOT track = ANY (parties))');

-- An item on an agenda is read by the councils of the matter. Either places it, once.
SELECT pg_temp.policy('agenda_items', 'seen', 'SELECT', 'current_setting(''app.council'') = ANY (parties)', NULL);
SELECT pg_temp.policy('agenda_items', 'placed', 'UPDATE',
    'current_setting(''app.council'') = ANY (parties) AND body_code IS NULL AND settled_at IS NULL',
    'current_setting(''app.council'') = ANY (parties) AND body_code IS NOT NULL');
DROP POLICY IF EXISTS from_elsewhere ON agenda_items;
CREATE POLICY from_elsewhere ON agenda_items TO governance_worker USING (true) WITH CHECK (true);
DROP POLICY IF EXISTS places_items ON bodies;
CREATE POLICY places_items ON bodies FOR SELECT TO governance_worker USING (true);
DROP POLICY IF EXISTS places_items ON agreements;
CREATE POLICY places_items ON agreements FOR SELECT TO governance_worker USING (true);
DROP POLICY IF EXISTS places_items ON clauses;
CREATE POLICY places_items ON clauses FOR SELECT TO governance_worker USING (true);

-- Who is one person under two sign-ins is both councils' to read. Either records it; what is recorded moves to its end only.
GRANT SELECT, INSERT ON joint_persons TO governance_api;
GRANT UPDATE (ending_asked_by, ending_asked_by_officer, ended_at) ON joint_persons TO governance_api;
SELECT pg_temp.policies('joint_persons',
    'current_setting(''app.council'') = ANY (parties)',
    'current_setting(''app.council'') = ANY (parties) AND recorded_by = current_setting(''app.council'')',
    'current_setting(''app.council'') = ANY (parties)');
