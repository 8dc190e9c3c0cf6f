-- The lines on control accounts between two councils, as the councils' mappings of their ERPs' codes say on the day of posting; a document
-- type that is mapped has our word for it. Written into the query that asks, so the tables are those that the asker sees: what was known
-- at an instant reads the mapping of then (KnownAt.sql), and a mapping that is loaded later decides anew about lines that are there.
CREATE OR REPLACE FUNCTION mapped(councils text[])
RETURNS TABLE (council text, source_system text, setting text, ours text, theirs text, first_day date, last_day date)
LANGUAGE sql STABLE AS $$
    SELECT council, source_system, setting, ours, theirs, effective_from,
        lead(effective_from) OVER (PARTITION BY council, source_system, setting, theirs ORDER BY effective_from) - 1
    FROM (
        SELECT DISTINCT ON (council, source_system, setting, theirs, effective_from) * FROM mapped_codes
        WHERE council = ANY (councils)
        ORDER BY council, source_system, setting, theirs, effective_from, id DESC) latest
$$;

CREATE OR REPLACE FUNCTION control_lines(parties text[]) RETURNS SETOF ledger_lines LANGUAGE sql STABLE AS $$
    WITH code AS MATERIALIZED (SELECT * FROM mapped(parties) WHERE ours IS NOT NULL)
    SELECT line.council, line.source_system, line.entity, line.doc_ref, line.line_no, line.batch_id,
        coalesce(
            (SELECT CASE code.ours WHEN 'opening' THEN 'OB' WHEN 'credit-note' THEN 'CN' WHEN 'payment' THEN 'PY' END FROM code
            WHERE code.council = line.council AND code.source_system = line.source_system AND code.setting = 'document-type'
                AND code.theirs = line.doc_type AND daterange(code.first_day, code.last_day, '[]') @> line.posting_date),
            line.doc_type),
        line.doc_date, line.posting_date, line.period, line.account, line.cost_centre, line.project, line.partner, line.debit_pence,
        line.credit_pence, line.currency, line.vat_code, line.vat_amount_pence, line.text, line.external_line_id, line.reverses
    FROM ledger_lines line
    WHERE line.council = ANY (parties)
        AND line.partner = ANY (parties || ARRAY(SELECT code.theirs FROM code WHERE code.setting IN ('customer', 'supplier')))
        AND ((line.partner = ANY (parties) AND line.partner <> line.council) OR EXISTS (
            SELECT FROM code
            WHERE code.council = line.council AND code.source_system = line.source_system AND code.setting IN ('customer', 'supplier')
                AND code.theirs = line.partner AND code.ours = ANY (parties)
                AND daterange(code.first_day, code.last_day, '[]') @> line.posting_date))
        AND (EXISTS (
                SELECT FROM accounts account
                WHERE account.council = line.council AND account.code = line.account AND account.kind = 'control')
            OR EXISTS (
                SELECT FROM code
                WHERE code.council = line.council AND code.source_system = line.source_system AND code.setting = 'control-account'
                    AND code.theirs = line.account AND daterange(code.first_day, code.last_day, '[]') @> line.posting_date))
        AND coalesce((
            SELECT bool_or(code.theirs = line.entity) FROM code
            WHERE code.council = line.council AND code.source_system = line.source_system AND code.setting = 'entity'
                AND daterange(code.first_day, code.last_day, '[]') @> line.posting_date), true)
$$;
