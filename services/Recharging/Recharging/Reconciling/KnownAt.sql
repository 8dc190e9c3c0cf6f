-- What was known at the instant in recharging.known_at (included). Under the names of the tables that a reconciliation looks at, each with
-- the rows that were there: who reads through this schema first sees the day as it was. What is not here has no past, or none that changes
-- a reconciliation: a statement's lines never change, and of the charts of accounts only the last word is kept.
DROP SCHEMA IF EXISTS known CASCADE;
CREATE SCHEMA known;

CREATE FUNCTION known.at() RETURNS timestamptz LANGUAGE sql STABLE AS $$ SELECT current_setting('recharging.known_at')::timestamptz $$;

CREATE VIEW known.facts WITH (security_invoker = true) AS
SELECT * FROM public.facts WHERE learned_at <= known.at();

CREATE VIEW known.line_marks WITH (security_invoker = true) AS
SELECT * FROM public.line_marks WHERE marked_at <= known.at();

CREATE VIEW known.control_balances WITH (security_invoker = true) AS
SELECT * FROM public.control_balances WHERE sent_at <= known.at();

CREATE VIEW known.reconciliation_decisions WITH (security_invoker = true) AS
SELECT * FROM public.reconciliation_decisions WHERE decided_at <= known.at();

CREATE VIEW known.reconciliations WITH (security_invoker = true) AS
SELECT * FROM public.reconciliations WHERE reconciled_at <= known.at();

CREATE VIEW known.ledger_batches WITH (security_invoker = true) AS
SELECT * FROM public.ledger_batches WHERE received_at <= known.at();

-- A question for each line, and not a join: so the ledger is read by the same indexes as for today, and not as a whole.
CREATE VIEW known.ledger_lines WITH (security_invoker = true) AS
SELECT line.* FROM public.ledger_lines line
WHERE (
    SELECT batch.received_at FROM public.ledger_batches batch
    WHERE batch.council = line.council AND batch.source_system = line.source_system AND batch.batch_id = line.batch_id) <= known.at();

CREATE VIEW known.mapped_codes WITH (security_invoker = true) AS
SELECT * FROM public.mapped_codes WHERE loaded_at <= known.at();

CREATE VIEW known.journal_lines WITH (security_invoker = true) AS
SELECT * FROM public.journal_lines WHERE made_at <= known.at();

-- With the version that was the last one then. Of how far the ledger had come with it only that it was taken back is part of a
-- reconciliation, and what is taken back was posted before.
CREATE VIEW known.journals WITH (security_invoker = true) AS
SELECT journal.xmin, journal.reference, journal.council, journal.partner, journal.statement_number, journal.period, journal.direction,
    journal.document_date, journal.posting_date, made.version,
    CASE WHEN journal.state = 'Reversed' AND NOT EXISTS (
        SELECT FROM public.journal_acknowledgements told
        WHERE told.journal_reference = journal.reference AND told.stage = 'reversed' AND told.at <= known.at())
    THEN 'Posted' ELSE journal.state END AS state, journal.document_number, journal.document_year,
    journal.reversal_number, journal.reversal_year, journal.rejection_reason
FROM public.journals journal
CROSS JOIN LATERAL (
    SELECT max(line.version) AS version FROM known.journal_lines line WHERE line.journal_reference = journal.reference) made
WHERE made.version IS NOT NULL;

-- The lines that the last reconciliation of each statement used then.
CREATE VIEW known.matched_ledger_lines WITH (security_invoker = true) AS
SELECT use.line ->> 'council' AS council, use.line ->> 'sourceSystem' AS source_system, use.line ->> 'entity' AS entity,
    use.line ->> 'docRef' AS doc_ref, (use.line ->> 'lineNo')::int AS line_no, (use.line ->> 'part')::int AS part,
    version.parties, version.statement_number, version.version, use."statementLine" AS statement_line, use.rule,
    NULL::text AS split_line, NULL::text AS part_of
FROM (SELECT DISTINCT ON (statement_number) * FROM known.reconciliations ORDER BY statement_number, version DESC) version
CROSS JOIN LATERAL json_to_recordset(version.used) AS use (line json, "statementLine" text, rule text);

GRANT USAGE ON SCHEMA known TO recharging_worker;
GRANT SELECT ON ALL TABLES IN SCHEMA known TO recharging_worker;
