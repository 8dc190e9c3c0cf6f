-- Who may do what to Recharging's tables, and what the database itself holds. Runs after every migration, each statement again and again.
-- recharging_api acts for a signed-in caller and sees that caller's council; recharging_worker acts for consumers, runs and matching.

-- Facts are numbered without gaps, in the order of commits: the counter stays locked from a transaction's first fact to its end, and goes
-- back with it. Between two statements the number is kept in a setting of the transaction, for a row that is updated a thousand times
-- in one transaction is read through a thousand versions.
CREATE OR REPLACE FUNCTION number_fact() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE given bigint := nullif(current_setting('recharging.last_fact', true), '')::bigint;
BEGIN
    IF given IS NULL THEN
        SELECT last INTO given FROM fact_counter FOR UPDATE;
    END IF;
    NEW.number := given + 1;
    PERFORM set_config('recharging.last_fact', NEW.number::text, true);
    RETURN NEW;
END $$;
CREATE OR REPLACE FUNCTION count_facts() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE counted bigint;
BEGIN
    UPDATE fact_counter SET last = last + (SELECT count(*) FROM added) RETURNING last INTO counted;
    IF counted <> (SELECT max(number) FROM added) THEN
        RAISE EXCEPTION 'Facts are numbered without gaps: % are counted.', counted USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER facts_number BEFORE INSERT ON facts FOR EACH ROW EXECUTE FUNCTION number_fact();
DROP TRIGGER IF EXISTS facts_counted ON facts;
CREATE TRIGGER facts_counted AFTER INSERT ON facts REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION count_facts();

-- At commit each version of a journal balances, or nothing of the transaction stands.
CREATE OR REPLACE FUNCTION check_journal_balances() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE difference bigint;
BEGIN
    SELECT sum(debit_pence) - sum(credit_pence) INTO difference
    FROM journal_lines WHERE journal_reference = NEW.journal_reference AND version = NEW.version;
    IF difference <> 0 THEN
        RAISE EXCEPTION 'Journal % version % does not balance: debits less credits are % pence.',
            NEW.journal_reference, NEW.version, difference USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
DROP TRIGGER IF EXISTS journal_balances ON journal_lines;
CREATE CONSTRAINT TRIGGER journal_balances AFTER INSERT ON journal_lines
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_journal_balances();

REVOKE ALL ON facts, fact_counter, runs, statements, statement_lines, line_marks,
    accounts, cost_centres, ledger_periods, document_types, coding_rows, purchase_orders, mapped_codes, journals, journal_lines, journal_acknowledgements
    FROM recharging_api, recharging_worker;

-- Added and read, never changed: facts, lines, marks, coding rows, journal lines, acknowledgements.
GRANT SELECT, INSERT ON facts TO recharging_api, recharging_worker;
GRANT SELECT ON fact_counter TO recharging_api, recharging_worker;
GRANT SELECT ON statement_lines TO recharging_api;
GRANT SELECT, INSERT ON statement_lines TO recharging_worker;
GRANT SELECT, INSERT ON line_marks TO recharging_api;
GRANT SELECT, INSERT ON line_marks TO recharging_worker;
GRANT SELECT, INSERT ON coding_rows, purchase_orders, mapped_codes, journal_lines, journal_acknowledgements TO recharging_api;
GRANT SELECT ON coding_rows, purchase_orders, mapped_codes, journal_acknowledgements TO recharging_worker;
GRANT SELECT, INSERT ON journal_lines TO recharging_worker;

-- Things with a state: the state moves, what they are about does not.
GRANT SELECT, INSERT ON runs TO recharging_api;
GRANT UPDATE (state, engine_version, calculation_sha256, reviewer, reviewer_name, statement_number) ON runs TO recharging_api;
GRANT SELECT ON runs TO recharging_worker;
GRANT SELECT, UPDATE (state, revision) ON statements TO recharging_api;
GRANT SELECT, INSERT, UPDATE (state, revision) ON statements TO recharging_worker;
GRANT SELECT, UPDATE (version, state, document_number, document_year, reversal_number, reversal_year, rejection_reason) ON journals TO recharging_api;
GRANT SELECT, INSERT ON journals TO recharging_worker;

-- What an ERP tells of itself.
GRANT SELECT, INSERT ON accounts, cost_centres, ledger_periods, document_types TO recharging_api;
GRANT UPDATE (name, kind, is_open, first_day, last_day) ON accounts TO recharging_api;
GRANT UPDATE (name, is_open, first_day, last_day) ON cost_centres TO recharging_api;
GRANT UPDATE (is_open) ON ledger_periods TO recharging_api;
GRANT UPDATE (name, is_reversal) ON document_types TO recharging_api;
GRANT SELECT ON accounts, cost_centres, ledger_periods TO recharging_worker;

-- Row-level security. Own rows bear a council; shared rows bear their parties; the worker serves both.
DO $$
DECLARE own text; shared text;
BEGIN
    FOREACH own IN ARRAY ARRAY['accounts', 'cost_centres', 'ledger_periods', 'document_types', 'coding_rows', 'purchase_orders', 'mapped_codes',
        'journals', 'journal_lines', 'journal_acknowledgements'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', own);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', own);
        EXECUTE format('DROP POLICY IF EXISTS own_council ON %I', own);
        EXECUTE format('CREATE POLICY own_council ON %I TO recharging_api
            USING (council = current_setting(''app.council'', true)) WITH CHECK (council = current_setting(''app.council'', true))', own);
        EXECUTE format('DROP POLICY IF EXISTS every_council ON %I', own);
        EXECUTE format('CREATE POLICY every_council ON %I TO recharging_worker USING (true) WITH CHECK (true)', own);
    END LOOP;
    FOREACH shared IN ARRAY ARRAY['runs', 'statements', 'statement_lines'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', shared);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', shared);
        EXECUTE format('DROP POLICY IF EXISTS parties ON %I', shared);
        EXECUTE format('CREATE POLICY parties ON %I TO recharging_api
            USING (current_setting(''app.council'', true) = ANY (parties)) WITH CHECK (current_setting(''app.council'', true) = ANY (parties))', shared);
        EXECUTE format('DROP POLICY IF EXISTS every_council ON %I', shared);
        EXECUTE format('CREATE POLICY every_council ON %I TO recharging_worker USING (true) WITH CHECK (true)', shared);
    END LOOP;
END $$;

-- A fact without parties is public: rates. A pay fact is its employer's.
ALTER TABLE facts ENABLE ROW LEVEL SECURITY;
ALTER TABLE facts FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS parties ON facts;
CREATE POLICY parties ON facts TO recharging_api
    USING (cardinality(parties) = 0 OR current_setting('app.council', true) = ANY (parties))
    WITH CHECK (cardinality(parties) = 0 OR current_setting('app.council', true) = ANY (parties));
DROP POLICY IF EXISTS every_council ON facts;
CREATE POLICY every_council ON facts TO recharging_worker USING (true) WITH CHECK (true);

-- A mark is read by both councils and written by the one that pays; only that the charge is withdrawn is said by the one that is owed.
ALTER TABLE line_marks ENABLE ROW LEVEL SECURITY;
ALTER TABLE line_marks FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS parties ON line_marks;
CREATE POLICY parties ON line_marks FOR SELECT TO recharging_api USING (current_setting('app.council', true) = ANY (parties));
DROP POLICY IF EXISTS payer ON line_marks;
CREATE POLICY payer ON line_marks FOR INSERT TO recharging_api WITH CHECK (council = current_setting('app.council', true)
    AND EXISTS (SELECT FROM statement_lines line WHERE line.reference = line_reference AND line.parties = line_marks.parties
        AND (line_marks.state <> 'Withdrawn' AND council = line.payer
            OR line_marks.state IN ('Withdrawn', 'CreditAgreed') AND council = line.payee)));
DROP POLICY IF EXISTS every_council ON line_marks;
CREATE POLICY every_council ON line_marks TO recharging_worker USING (true) WITH CHECK (true);

-- The balance check reads as the owner, who is held by row-level security too.
DROP POLICY IF EXISTS balance_check ON journal_lines;
CREATE POLICY balance_check ON journal_lines FOR SELECT TO recharging_owner USING (true);

-- The charges of a statement with one amount, wherever they are in it: a line that has just come may be any of them.
CREATE INDEX IF NOT EXISTS statement_lines_payable ON statement_lines (statement_number, (amount_pence + vat_pence));

-- Ledgers as the ERPs send them, and what is found in them: added and read, never changed. The other council's lines are seen only
-- through the reconciliations that both share; which line stands for what is moved by the worker when a statement is reconciled again.
REVOKE ALL ON ledger_batches, ledger_turns, ledger_lines, ledger_faults, control_balances, reconciliations, matched_ledger_lines
    FROM recharging_api, recharging_worker;
GRANT SELECT, INSERT ON ledger_batches, ledger_turns, ledger_lines, ledger_faults, control_balances TO recharging_api;
GRANT SELECT ON ledger_batches, ledger_lines, control_balances TO recharging_worker;
GRANT SELECT ON reconciliations TO recharging_api;
GRANT SELECT, INSERT ON reconciliations TO recharging_worker;
GRANT SELECT, INSERT, DELETE ON matched_ledger_lines TO recharging_worker;

-- A part of a ledger line is used only while the line is split. A reconciliation writes its splits anew, so this is asked at commit.
DO $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'part_of_a_split_line') THEN
        ALTER TABLE matched_ledger_lines ADD CONSTRAINT part_of_a_split_line
            FOREIGN KEY (part_of) REFERENCES matched_ledger_lines (split_line) DEFERRABLE INITIALLY DEFERRED;
    END IF;
END $$;
DO $$
DECLARE own text; shared text;
BEGIN
    FOREACH own IN ARRAY ARRAY['ledger_batches', 'ledger_turns', 'ledger_lines', 'ledger_faults', 'control_balances'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', own);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', own);
        EXECUTE format('DROP POLICY IF EXISTS own_council ON %I', own);
        EXECUTE format('CREATE POLICY own_council ON %I TO recharging_api
            USING (council = current_setting(''app.council'', true)) WITH CHECK (council = current_setting(''app.council'', true))', own);
        EXECUTE format('DROP POLICY IF EXISTS every_council ON %I', own);
        EXECUTE format('CREATE POLICY every_council ON %I TO recharging_worker USING (true)', own);
    END LOOP;
    FOREACH shared IN ARRAY ARRAY['reconciliations', 'matched_ledger_lines'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', shared);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', shared);
        EXECUTE format('DROP POLICY IF EXISTS parties ON %I', shared);
        EXECUTE format('CREATE POLICY parties ON %I FOR SELECT TO recharging_api
            USING (current_setting(''app.council'', true) = ANY (parties))', shared);
        EXECUTE format('DROP POLICY IF EXISTS every_council ON %I', shared);
        EXECUTE format('CREATE POLICY every_council ON %I TO recharging_worker USING (true) WITH CHECK (true)', shared);
    END LOOP;
END $$;

-- Late driver returns and what was decided of them: added and read, never changed. Both councils read; each writes in its own name.
REVOKE ALL ON driver_proposals, driver_proposal_decisions FROM recharging_api, recharging_worker;
GRANT SELECT, INSERT ON driver_proposals, driver_proposal_decisions TO recharging_api;
GRANT SELECT ON driver_proposals, driver_proposal_decisions TO recharging_worker;
DO $$
DECLARE shared text;
BEGIN
    FOREACH shared IN ARRAY ARRAY['driver_proposals', 'driver_proposal_decisions'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', shared);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', shared);
        EXECUTE format('DROP POLICY IF EXISTS parties ON %I', shared);
        EXECUTE format('CREATE POLICY parties ON %I FOR SELECT TO recharging_api
            USING (current_setting(''app.council'', true) = ANY (parties))', shared);
        EXECUTE format('DROP POLICY IF EXISTS writer ON %I', shared);
        EXECUTE format('CREATE POLICY writer ON %I FOR INSERT TO recharging_api
            WITH CHECK (council = current_setting(''app.council'', true))', shared);
        EXECUTE format('DROP POLICY IF EXISTS every_council ON %I', shared);
        EXECUTE format('CREATE POLICY every_council ON %I FOR SELECT TO recharging_worker USING (true)', shared);
    END LOOP;
END $$;

-- Receipts, the history of periods, and accruals: both councils read. Receipts and accrual lines are the worker's; a period's entry and
-- an accrual are the council's whose officer acts. Nothing of an accrual moves but its state.
REVOKE ALL ON receipts, period_entries, accruals, accrual_lines FROM recharging_api, recharging_worker;
GRANT SELECT ON receipts, accrual_lines TO recharging_api;
GRANT SELECT, INSERT ON receipts, accrual_lines TO recharging_worker;
GRANT SELECT, INSERT ON period_entries, accruals TO recharging_api;
GRANT UPDATE (state, approver, approver_name, approved_at, withdrawn_by, withdrawn_because) ON accruals TO recharging_api;
GRANT SELECT ON period_entries, accruals TO recharging_worker;
DO $$
DECLARE shared text;
BEGIN
    FOREACH shared IN ARRAY ARRAY['receipts', 'period_entries', 'accruals', 'accrual_lines'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', shared);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', shared);
        EXECUTE format('DROP POLICY IF EXISTS parties ON %I', shared);
        EXECUTE format('CREATE POLICY parties ON %I TO recharging_api
            USING (current_setting(''app.council'', true) = ANY (parties)) WITH CHECK (current_setting(''app.council'', true) = ANY (parties))', shared);
        EXECUTE format('DROP POLICY IF EXISTS every_council ON %I', shared);
        EXECUTE format('CREATE POLICY every_council ON %I TO recharging_worker USING (true) WITH CHECK (true)', shared);
    END LOOP;
END $$;
DROP POLICY IF EXISTS own_entry ON period_entries;
CREATE POLICY own_entry ON period_entries AS RESTRICTIVE FOR INSERT TO recharging_api
    WITH CHECK (council = current_setting('app.council', true));

-- Invoices and credit notes: numbered without gaps per council and kind, in the order of commits, as facts are.
CREATE OR REPLACE FUNCTION number_invoice() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE given bigint;
BEGIN
    INSERT INTO document_series AS series (council, kind, last) VALUES (NEW.seller, NEW.kind, 1)
    ON CONFLICT (council, kind) DO UPDATE SET last = series.last + 1 RETURNING last INTO given;
    NEW.number := NEW.seller || CASE NEW.kind WHEN 'Invoice' THEN '-INV-' ELSE '-CN-' END
        || lpad(given::text, greatest(6, length(given::text)), '0');
    RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER invoices_number BEFORE INSERT ON invoices FOR EACH ROW EXECUTE FUNCTION number_invoice();

-- Added and read, never changed. Both councils read; the seller issues, the buyer answers, each council says what it is.
REVOKE ALL ON document_series, invoices, invoice_lines, invoice_responses, invoice_answers, invoicing_details FROM recharging_api, recharging_worker;
GRANT SELECT, INSERT ON invoices, invoice_lines, invoice_responses, invoice_answers, invoicing_details TO recharging_api;
GRANT SELECT ON invoices, invoice_lines, invoice_responses, invoice_answers, invoicing_details TO recharging_worker;
DO $$
DECLARE shared record;
BEGIN
    FOR shared IN SELECT * FROM (VALUES ('invoices', 'seller'), ('invoice_lines', 'seller'), ('invoice_responses', 'council'),
        ('invoice_answers', 'council'))
        AS written (name, writer) LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', shared.name);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', shared.name);
        EXECUTE format('DROP POLICY IF EXISTS parties ON %I', shared.name);
        EXECUTE format('CREATE POLICY parties ON %I FOR SELECT TO recharging_api
            USING (current_setting(''app.council'', true) = ANY (parties))', shared.name);
        EXECUTE format('DROP POLICY IF EXISTS writer ON %I', shared.name);
        EXECUTE format('CREATE POLICY writer ON %I FOR INSERT TO recharging_api
            WITH CHECK (%I = current_setting(''app.council'', true))', shared.name, shared.writer);
        EXECUTE format('DROP POLICY IF EXISTS every_council ON %I', shared.name);
        EXECUTE format('CREATE POLICY every_council ON %I FOR SELECT TO recharging_worker USING (true)', shared.name);
    END LOOP;
END $$;
ALTER TABLE invoicing_details ENABLE ROW LEVEL SECURITY;
ALTER TABLE invoicing_details FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS own_council ON invoicing_details;
CREATE POLICY own_council ON invoicing_details TO recharging_api
    USING (council = current_setting('app.council', true)) WITH CHECK (council = current_setting('app.council', true));
DROP POLICY IF EXISTS every_council ON invoicing_details;
CREATE POLICY every_council ON invoicing_details FOR SELECT TO recharging_worker USING (true);

-- Notices: added and read, never changed. Any slice may tell either council's officers; only they read it, and each marks for himself.
REVOKE ALL ON notices, notice_reads FROM recharging_api, recharging_worker;
GRANT SELECT, INSERT ON notices, notice_reads TO recharging_api;
GRANT SELECT, INSERT ON notices TO recharging_worker;
ALTER TABLE notices ENABLE ROW LEVEL SECURITY;
ALTER TABLE notices FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS own_council ON notices;
CREATE POLICY own_council ON notices FOR SELECT TO recharging_api USING (council = current_setting('app.council', true));
DROP POLICY IF EXISTS writer ON notices;
CREATE POLICY writer ON notices FOR INSERT TO recharging_api WITH CHECK (true);
DROP POLICY IF EXISTS every_council ON notices;
CREATE POLICY every_council ON notices TO recharging_worker USING (true) WITH CHECK (true);
ALTER TABLE notice_reads ENABLE ROW LEVEL SECURITY;
ALTER TABLE notice_reads FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS own_council ON notice_reads;
CREATE POLICY own_council ON notice_reads TO recharging_api
    USING (council = current_setting('app.council', true)) WITH CHECK (council = current_setting('app.council', true));

-- Who stands in for whom: a council's own. Nothing of it moves but its end, and no two covers of a delegate, or by an officer, share a day.
REVOKE ALL ON deputies FROM recharging_api, recharging_worker;
GRANT SELECT, INSERT ON deputies TO recharging_api;
GRANT UPDATE (holds_until, ended_by, ended_because, ended_at) ON deputies TO recharging_api;
GRANT SELECT ON deputies TO recharging_worker;
ALTER TABLE deputies ENABLE ROW LEVEL SECURITY;
ALTER TABLE deputies FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS own_council ON deputies;
CREATE POLICY own_council ON deputies TO recharging_api
    USING (council = current_setting('app.council', true)) WITH CHECK (council = current_setting('app.council', true));
DROP POLICY IF EXISTS every_council ON deputies;
CREATE POLICY every_council ON deputies FOR SELECT TO recharging_worker USING (true);
DO $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'one_deputy_a_day') THEN
        ALTER TABLE deputies ADD CONSTRAINT one_deputy_a_day
            EXCLUDE USING gist (council WITH =, delegate WITH =, daterange(first_day, holds_until + 1) WITH &&);
        ALTER TABLE deputies ADD CONSTRAINT one_delegate_a_day
            EXCLUDE USING gist (council WITH =, officer WITH =, daterange(first_day, holds_until + 1) WITH &&);
    END IF;
END $$;

-- The agreement of balances and the opening position: added and read, never changed. Both councils read; each writes in its own name.
REVOKE ALL ON balance_terms, balance_statements, balance_responses, signed_packs, pack_signatures, opening_confirmations
    FROM recharging_api, recharging_worker;
GRANT SELECT, INSERT ON balance_terms, balance_statements, balance_responses, signed_packs, pack_signatures, opening_confirmations
    TO recharging_api;
GRANT SELECT ON balance_terms, balance_statements, balance_responses, signed_packs, pack_signatures, opening_confirmations
    TO recharging_worker;
DO $$
DECLARE shared record;
BEGIN
    FOR shared IN SELECT * FROM (VALUES ('balance_terms', 'council'), ('balance_statements', 'receivable'), 
        ('balance_responses', 'council'), ('pack_signatures', 'council'), ('opening_confirmations', 'council'), ('signed_packs', NULL)) AS written (name, writer) LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', shared.name);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', shared.name);
        EXECUTE format('DROP POLICY IF EXISTS parties ON %I', shared.name);
        EXECUTE format('CREATE POLICY parties ON %I FOR SELECT TO recharging_api
            USING (current_setting(''app.council'', true) = ANY (parties))', shared.name);
        EXECUTE format('DROP POLICY IF EXISTS writer ON %I', shared.name);
        EXECUTE format('CREATE POLICY writer ON %I FOR INSERT TO recharging_api WITH CHECK (current_setting(''app.council'', true) = %s)',
            shared.name, coalesce(quote_ident(shared.writer), 'ANY (parties)'));
        EXECUTE format('DROP POLICY IF EXISTS every_council ON %I', shared.name);
        EXECUTE format('CREATE POLICY every_council ON %I FOR SELECT TO recharging_worker USING (true)', shared.name);
    END LOOP;
END $$;

-- Settlements and disputes: both councils read. A settlement and an entry of a dispute's history are the council's whose officer acts; a
-- dispute is raised by the council that pays and moved by either, what it is of never moves.
REVOKE ALL ON settlements, disputes, dispute_entries FROM recharging_api, recharging_worker;
GRANT SELECT, INSERT ON settlements, disputes, dispute_entries TO recharging_api;
GRANT UPDATE (reason, amount_pence, proposed_pence, explanation, owner, owner_sign_in, state, acknowledged_on, offered_pence, answer, accepted_pence,
    resolved_on, escalated_on, escalated_because, closed_on, closed_by) ON disputes TO recharging_api, recharging_worker;
GRANT SELECT ON settlements, disputes TO recharging_worker;
GRANT SELECT, INSERT ON dispute_entries TO recharging_worker;
DO $$
DECLARE shared record;
BEGIN
    FOR shared IN SELECT * FROM (VALUES ('settlements', 'council'), ('disputes', 'payer'), ('dispute_entries', 'council'))
        AS written (name, writer) LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', shared.name);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', shared.name);
        EXECUTE format('DROP POLICY IF EXISTS parties ON %I', shared.name);
        EXECUTE format('CREATE POLICY parties ON %I FOR SELECT TO recharging_api
            USING (current_setting(''app.council'', true) = ANY (parties))', shared.name);
        EXECUTE format('DROP POLICY IF EXISTS writer ON %I', shared.name);
        EXECUTE format('CREATE POLICY writer ON %I FOR INSERT TO recharging_api WITH CHECK (%I = current_setting(''app.council'', true)
            AND current_setting(''app.council'', true) = ANY (parties))', shared.name, shared.writer);
        EXECUTE format('DROP POLICY IF EXISTS every_council ON %I', shared.name);
        EXECUTE format('CREATE POLICY every_council ON %I TO recharging_worker USING (true) WITH CHECK (true)', shared.name);
    END LOOP;
END $$;
DROP POLICY IF EXISTS mover ON disputes;
CREATE POLICY mover ON disputes FOR UPDATE TO recharging_api USING (current_setting('app.council', true) = ANY (parties));

-- What is said of a line and attached to it: both councils read; each writes in its own name, and withdraws only what it attached.
REVOKE ALL ON line_comments, line_attachments FROM recharging_api, recharging_worker;
GRANT SELECT, INSERT ON line_comments, line_attachments TO recharging_api;
GRANT UPDATE (withdrawn_by, withdrawn_at, withdrawn_because) ON line_attachments TO recharging_api;
DO $$
DECLARE shared text;
BEGIN
    FOREACH shared IN ARRAY ARRAY['line_comments', 'line_attachments'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', shared);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', shared);
        EXECUTE format('DROP POLICY IF EXISTS parties ON %I', shared);
        EXECUTE format('CREATE POLICY parties ON %I FOR SELECT TO recharging_api
            USING (current_setting(''app.council'', true) = ANY (parties))', shared);
        EXECUTE format('DROP POLICY IF EXISTS writer ON %I', shared);
        EXECUTE format('CREATE POLICY writer ON %1$I FOR INSERT TO recharging_api WITH CHECK (council = current_setting(''app.council'', true)
            AND EXISTS (SELECT FROM statement_lines line WHERE line.reference = line_reference AND line.parties = %1$I.parties))', shared);
    END LOOP;
END $$;
DROP POLICY IF EXISTS withdrawer ON line_attachments;
CREATE POLICY withdrawer ON line_attachments FOR UPDATE TO recharging_api USING (council = current_setting('app.council', true));

-- Bank statements are their council's own; what they say was paid on an invoice both councils see. How much of an entry is given to invoices
-- moves, each time with a row that stays; the worker gives what had waited for an invoice. How far an import has come is told beside its
-- transaction and forgotten at its end.
REVOKE ALL ON bank_entries, bank_allocations, invoice_payments, ledger_progress FROM recharging_api, recharging_worker;
GRANT SELECT, INSERT ON bank_entries TO recharging_api;
GRANT SELECT ON bank_entries TO recharging_worker;
GRANT UPDATE (unallocated, allocated_pence, allocations) ON bank_entries TO recharging_api, recharging_worker;
GRANT SELECT, INSERT ON bank_allocations, invoice_payments TO recharging_api, recharging_worker;
GRANT SELECT, INSERT, UPDATE, DELETE ON ledger_progress TO recharging_api;
DO $$
DECLARE own text;
BEGIN
    FOREACH own IN ARRAY ARRAY['bank_entries', 'bank_allocations', 'ledger_progress'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', own);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', own);
        EXECUTE format('DROP POLICY IF EXISTS own_council ON %I', own);
        EXECUTE format('CREATE POLICY own_council ON %I TO recharging_api
            USING (council = current_setting(''app.council'', true)) WITH CHECK (council = current_setting(''app.council'', true))', own);
        EXECUTE format('DROP POLICY IF EXISTS every_council ON %I', own);
        EXECUTE format('CREATE POLICY every_council ON %I TO recharging_worker USING (true) WITH CHECK (true)', own);
    END LOOP;
END $$;
ALTER TABLE invoice_payments ENABLE ROW LEVEL SECURITY;
ALTER TABLE invoice_payments FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS parties ON invoice_payments;
CREATE POLICY parties ON invoice_payments FOR SELECT TO recharging_api USING (current_setting('app.council', true) = ANY (parties));
DROP POLICY IF EXISTS writer ON invoice_payments;
CREATE POLICY writer ON invoice_payments FOR INSERT TO recharging_api
    WITH CHECK (council = current_setting('app.council', true) AND council = ANY (parties));
DROP POLICY IF EXISTS every_council ON invoice_payments;
CREATE POLICY every_council ON invoice_payments TO recharging_worker USING (true) WITH CHECK (true);

-- Officers' decisions on reconciliations: added and read, never changed. Both councils read; each writes in its own name.
REVOKE ALL ON reconciliation_decisions FROM recharging_api, recharging_worker;
GRANT SELECT, INSERT ON reconciliation_decisions TO recharging_api;
GRANT SELECT ON reconciliation_decisions TO recharging_worker;
ALTER TABLE reconciliation_decisions ENABLE ROW LEVEL SECURITY;
ALTER TABLE reconciliation_decisions FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS parties ON reconciliation_decisions;
CREATE POLICY parties ON reconciliation_decisions FOR SELECT TO recharging_api
    USING (current_setting('app.council', true) = ANY (parties));
DROP POLICY IF EXISTS writer ON reconciliation_decisions;
CREATE POLICY writer ON reconciliation_decisions FOR INSERT TO recharging_api
    WITH CHECK (council = current_setting('app.council', true));
DROP POLICY IF EXISTS every_council ON reconciliation_decisions;
CREATE POLICY every_council ON reconciliation_decisions FOR SELECT TO recharging_worker USING (true);

-- Agreed rates that wait for the other council: both read them and either may be the one that decides, but none decides on its own.
REVOKE ALL ON rate_loads, joint_persons FROM recharging_api, recharging_worker;
GRANT SELECT, INSERT ON rate_loads TO recharging_api;
GRANT UPDATE (state, decided_by_council, decided_by, decided_by_name, decided_at, reason) ON rate_loads TO recharging_api;
ALTER TABLE rate_loads ENABLE ROW LEVEL SECURITY;
ALTER TABLE rate_loads FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS everybody_reads ON rate_loads;
CREATE POLICY everybody_reads ON rate_loads FOR SELECT TO recharging_api USING (true);
DROP POLICY IF EXISTS loader ON rate_loads;
CREATE POLICY loader ON rate_loads FOR INSERT TO recharging_api WITH CHECK (council = current_setting('app.council', true));
DROP POLICY IF EXISTS decider ON rate_loads;
CREATE POLICY decider ON rate_loads FOR UPDATE TO recharging_api
    USING (state = 'Waiting') WITH CHECK (decided_by_council = current_setting('app.council', true));

-- Who is one person under two sign-ins, as Governance told: consumers write it, its parties read it.
GRANT SELECT ON joint_persons TO recharging_api;
GRANT SELECT, INSERT, UPDATE (is_ended) ON joint_persons TO recharging_worker;
ALTER TABLE joint_persons ENABLE ROW LEVEL SECURITY;
ALTER TABLE joint_persons FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS parties ON joint_persons;
CREATE POLICY parties ON joint_persons FOR SELECT TO recharging_api USING (current_setting('app.council', true) = ANY (parties));
DROP POLICY IF EXISTS every_council ON joint_persons;
CREATE POLICY every_council ON joint_persons TO recharging_worker USING (true) WITH CHECK (true);

-- Who has signed in, as the councils' own identity providers vouch: each council reads its own officers, the worker notes them.
REVOKE ALL ON officers FROM recharging_api, recharging_worker;
GRANT SELECT ON officers TO recharging_api;
GRANT SELECT, INSERT, UPDATE (name, roles, seen_at) ON officers TO recharging_worker;
ALTER TABLE officers ENABLE ROW LEVEL SECURITY;
ALTER TABLE officers FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS own_council ON officers;
CREATE POLICY own_council ON officers FOR SELECT TO recharging_api USING (council = current_setting('app.council', true));
DROP POLICY IF EXISTS every_council ON officers;
CREATE POLICY every_council ON officers TO recharging_worker USING (true) WITH CHECK (true);
