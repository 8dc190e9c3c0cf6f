-- The double entry of every statement line in both councils' books: what one is owed, the other owes, penny for penny. Debits are
-- above nil, credits below. A line balances in each book because its components sum to its amount, which the table holds.
-- A caller reads its own council's book.
CREATE OR REPLACE VIEW postings WITH (security_invoker = true) AS
SELECT line.statement_number, line.reference AS line_reference, line.position AS line_position, entry.council, entry.side,
    entry.component, line.billing_period AS period,
    greatest(entry.pence, 0) AS debit_pence, greatest(-entry.pence, 0) AS credit_pence
FROM statement_lines line
CROSS JOIN LATERAL (
    SELECT line.payee, 'debtor', NULL, line.amount_pence + line.vat_pence
    UNION ALL SELECT line.payer, 'creditor', NULL, -(line.amount_pence + line.vat_pence)
    UNION ALL SELECT line.payee, 'output-vat', NULL, -line.vat_pence
    UNION ALL SELECT line.payer, 'input-vat', NULL, line.vat_pence
    UNION ALL SELECT line.payee, 'income', name, -pence FROM unnest(line.component_names, line.component_pence) AS part (name, pence)
    UNION ALL SELECT line.payer, 'cost', name, pence FROM unnest(line.component_names, line.component_pence) AS part (name, pence)
) AS entry (council, side, component, pence)
WHERE entry.pence <> 0 AND entry.council = current_setting('app.council', true);

GRANT SELECT ON postings TO recharging_api;

-- What is accrued stands in the period and goes back on the first day of the next: each entry of an approved accrual is there twice,
-- once with each sign, so that over both periods the books are as if it had never been. VAT is not accrued.
CREATE OR REPLACE VIEW accrual_postings WITH (security_invoker = true) AS
SELECT line.accrual_number, line.position AS line_position, entry.council, entry.side, entry.component, turn.period,
    greatest(entry.pence * turn.sign, 0) AS debit_pence, greatest(-entry.pence * turn.sign, 0) AS credit_pence
FROM accrual_lines line
JOIN accruals accrual ON accrual.number = line.accrual_number AND accrual.state = 'Approved'
CROSS JOIN LATERAL (VALUES (accrual.period, 1), (accrual.reverses_in, -1)) AS turn (period, sign)
CROSS JOIN LATERAL (
    SELECT line.payee, 'accrued-income', NULL, line.amount_pence
    UNION ALL SELECT line.payer, 'accrued-cost', NULL, -line.amount_pence
    UNION ALL SELECT line.payee, 'income', name, -pence FROM unnest(line.component_names, line.component_pence) AS part (name, pence)
    UNION ALL SELECT line.payer, 'cost', name, pence FROM unnest(line.component_names, line.component_pence) AS part (name, pence)
) AS entry (council, side, component, pence)
WHERE entry.pence <> 0 AND entry.council = current_setting('app.council', true);

GRANT SELECT ON accrual_postings TO recharging_api;
