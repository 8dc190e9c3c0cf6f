using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Recharging.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "accounts",
                columns: table => new
                {
                    council = table.Column<string>(type: "text", nullable: false),
                    code = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    is_open = table.Column<bool>(type: "boolean", nullable: false),
                    first_day = table.Column<DateOnly>(type: "date", nullable: true),
                    last_day = table.Column<DateOnly>(type: "date", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_accounts", x => new { x.council, x.code });
                });

            migrationBuilder.CreateTable(
                name: "accruals",
                columns: table => new
                {
                    number = table.Column<string>(type: "text", nullable: false),
                    period = table.Column<string>(type: "text", nullable: false),
                    reverses_in = table.Column<string>(type: "text", nullable: false),
                    parties = table.Column<string[]>(type: "text[]", nullable: false),
                    fact_number = table.Column<long>(type: "bigint", nullable: false),
                    includes_offered = table.Column<bool>(type: "boolean", nullable: false),
                    minimum_pence = table.Column<long>(type: "bigint", nullable: false),
                    preparer_council = table.Column<string>(type: "text", nullable: false),
                    preparer = table.Column<string>(type: "text", nullable: false),
                    preparer_name = table.Column<string>(type: "text", nullable: false),
                    prepared_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    approver = table.Column<string>(type: "text", nullable: true),
                    approver_name = table.Column<string>(type: "text", nullable: true),
                    approved_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    withdrawn_by = table.Column<string>(type: "text", nullable: true),
                    withdrawn_because = table.Column<string>(type: "text", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_accruals", x => x.number);
                });

            migrationBuilder.CreateTable(
                name: "audit",
                columns: table => new
                {
                    position = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    council = table.Column<string>(type: "text", nullable: false),
                    issuer = table.Column<string>(type: "text", nullable: false),
                    actor = table.Column<string>(type: "text", nullable: false),
                    actor_name = table.Column<string>(type: "text", nullable: false),
                    action = table.Column<string>(type: "text", nullable: false),
                    subject = table.Column<string>(type: "text", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: true),
                    occurred_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    written_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "now()")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_audit", x => x.position);
                });

            migrationBuilder.CreateTable(
                name: "balance_statements",
                columns: table => new
                {
                    parties = table.Column<string[]>(type: "text[]", nullable: false),
                    quarter = table.Column<string>(type: "text", nullable: false),
                    receivable = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    payable = table.Column<string>(type: "text", nullable: false),
                    balance_pence = table.Column<long>(type: "bigint", nullable: false),
                    income_pence = table.Column<long>(type: "bigint", nullable: false),
                    sent_by = table.Column<string>(type: "text", nullable: false),
                    sent_by_name = table.Column<string>(type: "text", nullable: false),
                    sent_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    is_late = table.Column<bool>(type: "boolean", nullable: false),
                    answer_by = table.Column<DateOnly>(type: "date", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_balance_statements", x => new { x.parties, x.quarter, x.receivable, x.version });
                });

            migrationBuilder.CreateTable(
                name: "balance_terms",
                columns: table => new
                {
                    parties = table.Column<string[]>(type: "text[]", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    content = table.Column<string>(type: "json", nullable: false),
                    council = table.Column<string>(type: "text", nullable: false),
                    set_by = table.Column<string>(type: "text", nullable: false),
                    set_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_balance_terms", x => new { x.parties, x.version });
                });

            migrationBuilder.CreateTable(
                name: "bank_allocations",
                columns: table => new
                {
                    council = table.Column<string>(type: "text", nullable: false),
                    account = table.Column<string>(type: "text", nullable: false),
                    bank_reference = table.Column<string>(type: "text", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    undoes = table.Column<int>(type: "integer", nullable: true),
                    reason = table.Column<string>(type: "text", nullable: true),
                    by = table.Column<string>(type: "text", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_bank_allocations", x => new { x.council, x.account, x.bank_reference, x.number });
                });

            migrationBuilder.CreateTable(
                name: "bank_entries",
                columns: table => new
                {
                    position = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    council = table.Column<string>(type: "text", nullable: false),
                    account = table.Column<string>(type: "text", nullable: false),
                    statement_id = table.Column<string>(type: "text", nullable: false),
                    reference = table.Column<string>(type: "text", nullable: false),
                    amount_pence = table.Column<long>(type: "bigint", nullable: false),
                    booked_on = table.Column<DateOnly>(type: "date", nullable: false),
                    end_to_end_id = table.Column<string>(type: "text", nullable: true),
                    remittance = table.Column<string>(type: "text", nullable: true),
                    documents = table.Column<string>(type: "json", nullable: false),
                    quoted = table.Column<string[]>(type: "text[]", nullable: false),
                    received_from = table.Column<string>(type: "text", nullable: false),
                    received_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    unallocated = table.Column<string>(type: "text", nullable: true),
                    allocated_pence = table.Column<long>(type: "bigint", nullable: false),
                    allocations = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_bank_entries", x => x.position);
                    table.CheckConstraint("given_at_most_once", "allocated_pence BETWEEN least(amount_pence, 0) AND greatest(amount_pence, 0)");
                });

            migrationBuilder.CreateTable(
                name: "business_clock",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false),
                    now = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_business_clock", x => x.id);
                    table.CheckConstraint("one_row", "id = 1");
                });

            migrationBuilder.CreateTable(
                name: "coding_rows",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    council = table.Column<string>(type: "text", nullable: false),
                    effective_from = table.Column<DateOnly>(type: "date", nullable: false),
                    component = table.Column<string>(type: "text", nullable: false),
                    service = table.Column<string>(type: "text", nullable: false),
                    direction = table.Column<string>(type: "text", nullable: false),
                    account = table.Column<string>(type: "text", nullable: false),
                    cost_centre = table.Column<string>(type: "text", nullable: true),
                    vat_code = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_coding_rows", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "control_balances",
                columns: table => new
                {
                    position = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    council = table.Column<string>(type: "text", nullable: false),
                    account = table.Column<string>(type: "text", nullable: false),
                    partner = table.Column<string>(type: "text", nullable: false),
                    period = table.Column<string>(type: "text", nullable: false),
                    opening_pence = table.Column<long>(type: "bigint", nullable: false),
                    closing_pence = table.Column<long>(type: "bigint", nullable: false),
                    sent_by = table.Column<string>(type: "text", nullable: false),
                    sent_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_control_balances", x => x.position);
                });

            migrationBuilder.CreateTable(
                name: "cost_centres",
                columns: table => new
                {
                    council = table.Column<string>(type: "text", nullable: false),
                    code = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    is_open = table.Column<bool>(type: "boolean", nullable: false),
                    first_day = table.Column<DateOnly>(type: "date", nullable: true),
                    last_day = table.Column<DateOnly>(type: "date", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_cost_centres", x => new { x.council, x.code });
                });

            migrationBuilder.CreateTable(
                name: "deputies",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    council = table.Column<string>(type: "text", nullable: false),
                    @delegate = table.Column<string>(name: "delegate", type: "text", nullable: false),
                    delegate_name = table.Column<string>(type: "text", nullable: false),
                    officer = table.Column<string>(type: "text", nullable: false),
                    officer_name = table.Column<string>(type: "text", nullable: false),
                    first_day = table.Column<DateOnly>(type: "date", nullable: false),
                    last_day = table.Column<DateOnly>(type: "date", nullable: false),
                    holds_until = table.Column<DateOnly>(type: "date", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: false),
                    named_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ended_by = table.Column<string>(type: "text", nullable: true),
                    ended_because = table.Column<string>(type: "text", nullable: true),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_deputies", x => x.id);
                    table.CheckConstraint("somebody_else_and_in_order", "officer <> delegate AND first_day <= last_day AND holds_until <= last_day AND holds_until >= first_day - 1");
                });

            migrationBuilder.CreateTable(
                name: "document_series",
                columns: table => new
                {
                    council = table.Column<string>(type: "text", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    last = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_document_series", x => new { x.council, x.kind });
                });

            migrationBuilder.CreateTable(
                name: "document_types",
                columns: table => new
                {
                    council = table.Column<string>(type: "text", nullable: false),
                    code = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    is_reversal = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_document_types", x => new { x.council, x.code });
                });

            migrationBuilder.CreateTable(
                name: "driver_proposals",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    agreement_reference = table.Column<string>(type: "text", nullable: false),
                    parties = table.Column<string[]>(type: "text[]", nullable: false),
                    council = table.Column<string>(type: "text", nullable: false),
                    loaded_by = table.Column<string>(type: "text", nullable: false),
                    loaded_by_name = table.Column<string>(type: "text", nullable: false),
                    loaded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    rows = table.Column<string>(type: "json", nullable: false),
                    would_be = table.Column<string>(type: "json", nullable: false),
                    fact_number = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_driver_proposals", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "fact_counter",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false),
                    last = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fact_counter", x => x.id);
                    table.CheckConstraint("one_row", "id = 1");
                });

            migrationBuilder.CreateTable(
                name: "facts",
                columns: table => new
                {
                    number = table.Column<long>(type: "bigint", nullable: false, defaultValueSql: "0"),
                    source_key = table.Column<string>(type: "text", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    subject = table.Column<string>(type: "text", nullable: false),
                    effective_from = table.Column<DateOnly>(type: "date", nullable: false),
                    effective_until = table.Column<DateOnly>(type: "date", nullable: true),
                    learned_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    body = table.Column<string>(type: "json", nullable: false),
                    sha256 = table.Column<string>(type: "text", nullable: false),
                    parties = table.Column<string[]>(type: "text[]", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_facts", x => x.number);
                });

            migrationBuilder.CreateTable(
                name: "idempotency",
                columns: table => new
                {
                    issuer = table.Column<string>(type: "text", nullable: false),
                    client = table.Column<string>(type: "text", nullable: false),
                    key = table.Column<string>(type: "text", nullable: false),
                    council = table.Column<string>(type: "text", nullable: false),
                    fingerprint = table.Column<byte[]>(type: "bytea", nullable: false),
                    status = table.Column<int>(type: "integer", nullable: false),
                    headers = table.Column<string>(type: "jsonb", nullable: false),
                    body = table.Column<byte[]>(type: "bytea", nullable: false),
                    stored_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_idempotency", x => new { x.issuer, x.client, x.key });
                });

            migrationBuilder.CreateTable(
                name: "inbox",
                columns: table => new
                {
                    event_id = table.Column<Guid>(type: "uuid", nullable: false),
                    publisher = table.Column<string>(type: "text", nullable: false),
                    aggregate = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    type = table.Column<string>(type: "text", nullable: false),
                    occurred_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    payload = table.Column<string>(type: "jsonb", nullable: false),
                    trace_parent = table.Column<string>(type: "text", nullable: true),
                    received_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: true),
                    handled_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_inbox", x => x.event_id);
                });

            migrationBuilder.CreateTable(
                name: "inbox_stream",
                columns: table => new
                {
                    publisher = table.Column<string>(type: "text", nullable: false),
                    aggregate = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_inbox_stream", x => new { x.publisher, x.aggregate });
                });

            migrationBuilder.CreateTable(
                name: "invoicing_details",
                columns: table => new
                {
                    council = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    party = table.Column<string>(type: "json", nullable: false),
                    loaded_by = table.Column<string>(type: "text", nullable: false),
                    loaded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_invoicing_details", x => new { x.council, x.version });
                });

            migrationBuilder.CreateTable(
                name: "journals",
                columns: table => new
                {
                    reference = table.Column<string>(type: "text", nullable: false),
                    council = table.Column<string>(type: "text", nullable: false),
                    partner = table.Column<string>(type: "text", nullable: false),
                    statement_number = table.Column<string>(type: "text", nullable: false),
                    period = table.Column<string>(type: "text", nullable: false),
                    direction = table.Column<string>(type: "text", nullable: false),
                    document_date = table.Column<DateOnly>(type: "date", nullable: false),
                    posting_date = table.Column<DateOnly>(type: "date", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    document_number = table.Column<string>(type: "text", nullable: true),
                    document_year = table.Column<int>(type: "integer", nullable: true),
                    reversal_number = table.Column<string>(type: "text", nullable: true),
                    reversal_year = table.Column<int>(type: "integer", nullable: true),
                    rejection_reason = table.Column<string>(type: "text", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_journals", x => x.reference);
                });

            migrationBuilder.CreateTable(
                name: "ledger_batches",
                columns: table => new
                {
                    council = table.Column<string>(type: "text", nullable: false),
                    source_system = table.Column<string>(type: "text", nullable: false),
                    batch_id = table.Column<string>(type: "text", nullable: false),
                    content_sha256 = table.Column<byte[]>(type: "bytea", nullable: false),
                    lines = table.Column<int>(type: "integer", nullable: false),
                    total_debit_gbp = table.Column<decimal>(type: "numeric(18,2)", precision: 18, scale: 2, nullable: false),
                    total_credit_gbp = table.Column<decimal>(type: "numeric(18,2)", precision: 18, scale: 2, nullable: false),
                    accepted = table.Column<int>(type: "integer", nullable: false),
                    already_held = table.Column<int>(type: "integer", nullable: false),
                    accepted_documents = table.Column<int>(type: "integer", nullable: false),
                    refused_documents = table.Column<int>(type: "integer", nullable: false),
                    refused_lines = table.Column<int>(type: "integer", nullable: false),
                    follows = table.Column<string>(type: "text", nullable: true),
                    parts = table.Column<string>(type: "json", nullable: false),
                    received_from = table.Column<string>(type: "text", nullable: false),
                    received_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ledger_batches", x => new { x.council, x.source_system, x.batch_id });
                    table.CheckConstraint("every_line_has_a_fate", "accepted + already_held + refused_lines = lines");
                });

            migrationBuilder.CreateTable(
                name: "ledger_faults",
                columns: table => new
                {
                    council = table.Column<string>(type: "text", nullable: false),
                    source_system = table.Column<string>(type: "text", nullable: false),
                    batch_id = table.Column<string>(type: "text", nullable: false),
                    file_line = table.Column<int>(type: "integer", nullable: false),
                    column_name = table.Column<string>(type: "text", nullable: false),
                    rule = table.Column<string>(type: "text", nullable: false),
                    entity = table.Column<string>(type: "text", nullable: false),
                    doc_ref = table.Column<string>(type: "text", nullable: false),
                    value = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ledger_faults", x => new { x.council, x.source_system, x.batch_id, x.file_line, x.column_name, x.rule });
                });

            migrationBuilder.CreateTable(
                name: "ledger_lines",
                columns: table => new
                {
                    council = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    source_system = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    entity = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    doc_ref = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    line_no = table.Column<int>(type: "integer", nullable: false),
                    batch_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    doc_type = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    doc_date = table.Column<DateOnly>(type: "date", nullable: false),
                    posting_date = table.Column<DateOnly>(type: "date", nullable: false),
                    period = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    account = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    cost_centre = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    project = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    partner = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    debit_pence = table.Column<long>(type: "bigint", nullable: false),
                    credit_pence = table.Column<long>(type: "bigint", nullable: false),
                    currency = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    vat_code = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    vat_amount_pence = table.Column<long>(type: "bigint", nullable: true),
                    text = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    external_line_id = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    reverses = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ledger_lines", x => new { x.council, x.source_system, x.entity, x.doc_ref, x.line_no });
                    table.CheckConstraint("one_side", "debit_pence = 0 OR credit_pence = 0");
                });

            migrationBuilder.CreateTable(
                name: "ledger_periods",
                columns: table => new
                {
                    council = table.Column<string>(type: "text", nullable: false),
                    period = table.Column<string>(type: "text", nullable: false),
                    is_open = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ledger_periods", x => new { x.council, x.period });
                });

            migrationBuilder.CreateTable(
                name: "ledger_progress",
                columns: table => new
                {
                    council = table.Column<string>(type: "text", nullable: false),
                    source_system = table.Column<string>(type: "text", nullable: false),
                    batch_id = table.Column<string>(type: "text", nullable: false),
                    lines_expected = table.Column<int>(type: "integer", nullable: false),
                    lines_read = table.Column<int>(type: "integer", nullable: false),
                    started_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    told_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ledger_progress", x => new { x.council, x.source_system, x.batch_id });
                });

            migrationBuilder.CreateTable(
                name: "ledger_turns",
                columns: table => new
                {
                    council = table.Column<string>(type: "text", nullable: false),
                    entity = table.Column<string>(type: "text", nullable: false),
                    period = table.Column<string>(type: "text", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    source_system = table.Column<string>(type: "text", nullable: false),
                    batch_id = table.Column<string>(type: "text", nullable: false),
                    documents = table.Column<int>(type: "integer", nullable: false),
                    lines = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ledger_turns", x => new { x.council, x.entity, x.period, x.number });
                });

            migrationBuilder.CreateTable(
                name: "notices",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    council = table.Column<string>(type: "text", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    about = table.Column<string>(type: "text", nullable: false),
                    sentence = table.Column<string>(type: "text", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_notices", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "opening_confirmations",
                columns: table => new
                {
                    parties = table.Column<string[]>(type: "text[]", nullable: false),
                    sha256 = table.Column<string>(type: "text", nullable: false),
                    council = table.Column<string>(type: "text", nullable: false),
                    confirmed_by = table.Column<string>(type: "text", nullable: false),
                    confirmed_by_name = table.Column<string>(type: "text", nullable: false),
                    confirmed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_opening_confirmations", x => new { x.parties, x.sha256, x.council });
                });

            migrationBuilder.CreateTable(
                name: "outbox",
                columns: table => new
                {
                    position = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    event_id = table.Column<Guid>(type: "uuid", nullable: false),
                    aggregate = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false, defaultValueSql: "0"),
                    partition = table.Column<short>(type: "smallint", nullable: false, defaultValueSql: "0"),
                    type = table.Column<string>(type: "text", nullable: false),
                    payload = table.Column<string>(type: "jsonb", nullable: false),
                    occurred_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    stored_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    trace_parent = table.Column<string>(type: "text", nullable: true),
                    sent_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_outbox", x => x.position);
                });

            migrationBuilder.CreateTable(
                name: "outbox_stream",
                columns: table => new
                {
                    aggregate = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_outbox_stream", x => x.aggregate);
                });

            migrationBuilder.CreateTable(
                name: "purchase_orders",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    council = table.Column<string>(type: "text", nullable: false),
                    effective_from = table.Column<DateOnly>(type: "date", nullable: false),
                    agreement_reference = table.Column<string>(type: "text", nullable: false),
                    service = table.Column<string>(type: "text", nullable: true),
                    number = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_purchase_orders", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "reconciliations",
                columns: table => new
                {
                    statement_number = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    parties = table.Column<string[]>(type: "text[]", nullable: false),
                    record = table.Column<string>(type: "json", nullable: false),
                    used = table.Column<string>(type: "json", nullable: false),
                    reconciled_by = table.Column<string>(type: "text", nullable: false),
                    reconciled_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reconciliations", x => new { x.statement_number, x.version });
                });

            migrationBuilder.CreateTable(
                name: "runs",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    period = table.Column<string>(type: "text", nullable: false),
                    parties = table.Column<string[]>(type: "text[]", nullable: false),
                    preparer_council = table.Column<string>(type: "text", nullable: false),
                    preparer = table.Column<string>(type: "text", nullable: false),
                    preparer_name = table.Column<string>(type: "text", nullable: false),
                    opened_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    first_service_period = table.Column<string>(type: "text", nullable: false),
                    fact_number = table.Column<long>(type: "bigint", nullable: false),
                    is_final_account = table.Column<bool>(type: "boolean", nullable: false),
                    engine_version = table.Column<int>(type: "integer", nullable: false),
                    calculation_sha256 = table.Column<string>(type: "text", nullable: true),
                    reviewer = table.Column<string>(type: "text", nullable: true),
                    reviewer_name = table.Column<string>(type: "text", nullable: true),
                    statement_number = table.Column<string>(type: "text", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_runs", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "signed_packs",
                columns: table => new
                {
                    parties = table.Column<string[]>(type: "text[]", nullable: false),
                    quarter = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    content = table.Column<string>(type: "text", nullable: false),
                    sha256 = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_signed_packs", x => new { x.parties, x.quarter, x.version });
                });

            migrationBuilder.CreateTable(
                name: "statements",
                columns: table => new
                {
                    number = table.Column<string>(type: "text", nullable: false),
                    period = table.Column<string>(type: "text", nullable: false),
                    parties = table.Column<string[]>(type: "text[]", nullable: false),
                    run_id = table.Column<Guid>(type: "uuid", nullable: false),
                    agreement_references = table.Column<string[]>(type: "text[]", nullable: false),
                    issued_on = table.Column<DateOnly>(type: "date", nullable: false),
                    issued_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    due_on = table.Column<DateOnly>(type: "date", nullable: true),
                    state = table.Column<string>(type: "text", nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_statements", x => x.number);
                });

            migrationBuilder.CreateTable(
                name: "accrual_lines",
                columns: table => new
                {
                    accrual_number = table.Column<string>(type: "text", nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false),
                    parties = table.Column<string[]>(type: "text[]", nullable: false),
                    agreement_reference = table.Column<string>(type: "text", nullable: false),
                    subject = table.Column<string>(type: "text", nullable: false),
                    subject_kind = table.Column<string>(type: "text", nullable: false),
                    service = table.Column<string>(type: "text", nullable: false),
                    service_period = table.Column<string>(type: "text", nullable: false),
                    payee = table.Column<string>(type: "text", nullable: false),
                    payer = table.Column<string>(type: "text", nullable: false),
                    description = table.Column<string>(type: "text", nullable: false),
                    corrects = table.Column<string>(type: "text", nullable: true),
                    working = table.Column<string>(type: "text", nullable: false),
                    clause_reference = table.Column<string>(type: "text", nullable: false),
                    amount_pence = table.Column<long>(type: "bigint", nullable: false),
                    component_names = table.Column<string[]>(type: "text[]", nullable: false),
                    component_pence = table.Column<long[]>(type: "bigint[]", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_accrual_lines", x => new { x.accrual_number, x.position });
                    table.ForeignKey(
                        name: "fk_accrual_lines_accruals_accrual_number",
                        column: x => x.accrual_number,
                        principalTable: "accruals",
                        principalColumn: "number",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "balance_responses",
                columns: table => new
                {
                    parties = table.Column<string[]>(type: "text[]", nullable: false),
                    quarter = table.Column<string>(type: "text", nullable: false),
                    receivable = table.Column<string>(type: "text", nullable: false),
                    statement_version = table.Column<int>(type: "integer", nullable: false),
                    sequence = table.Column<int>(type: "integer", nullable: false),
                    council = table.Column<string>(type: "text", nullable: false),
                    is_agreed = table.Column<bool>(type: "boolean", nullable: false),
                    balance_pence = table.Column<long>(type: "bigint", nullable: false),
                    expenditure_pence = table.Column<long>(type: "bigint", nullable: false),
                    mismatches = table.Column<string>(type: "json", nullable: false),
                    remark = table.Column<string>(type: "text", nullable: true),
                    answered_by = table.Column<string>(type: "text", nullable: false),
                    answered_by_name = table.Column<string>(type: "text", nullable: false),
                    answered_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    is_late = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_balance_responses", x => new { x.parties, x.quarter, x.receivable, x.statement_version, x.sequence });
                    table.ForeignKey(
                        name: "fk_balance_responses_balance_statements_parties_quarter_receiv~",
                        columns: x => new { x.parties, x.quarter, x.receivable, x.statement_version },
                        principalTable: "balance_statements",
                        principalColumns: new[] { "parties", "quarter", "receivable", "version" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "driver_proposal_decisions",
                columns: table => new
                {
                    proposal_id = table.Column<Guid>(type: "uuid", nullable: false),
                    parties = table.Column<string[]>(type: "text[]", nullable: false),
                    council = table.Column<string>(type: "text", nullable: false),
                    decided_by = table.Column<string>(type: "text", nullable: false),
                    decided_by_name = table.Column<string>(type: "text", nullable: false),
                    decided_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    is_accepted = table.Column<bool>(type: "boolean", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_driver_proposal_decisions", x => x.proposal_id);
                    table.CheckConstraint("rejection_has_reason", "is_accepted OR reason IS NOT NULL");
                    table.ForeignKey(
                        name: "fk_driver_proposal_decisions_driver_proposals_proposal_id",
                        column: x => x.proposal_id,
                        principalTable: "driver_proposals",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "journal_acknowledgements",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    journal_reference = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    council = table.Column<string>(type: "text", nullable: false),
                    stage = table.Column<string>(type: "text", nullable: false),
                    document_number = table.Column<string>(type: "text", nullable: true),
                    document_year = table.Column<int>(type: "integer", nullable: true),
                    reason = table.Column<string>(type: "text", nullable: true),
                    line_no = table.Column<int>(type: "integer", nullable: true),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_journal_acknowledgements", x => x.id);
                    table.ForeignKey(
                        name: "fk_journal_acknowledgements_journals_journal_reference",
                        column: x => x.journal_reference,
                        principalTable: "journals",
                        principalColumn: "reference",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "journal_lines",
                columns: table => new
                {
                    journal_reference = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    line_no = table.Column<int>(type: "integer", nullable: false),
                    made_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    council = table.Column<string>(type: "text", nullable: false),
                    external_line_id = table.Column<string>(type: "text", nullable: false),
                    component = table.Column<string>(type: "text", nullable: false),
                    account = table.Column<string>(type: "text", nullable: false),
                    cost_centre = table.Column<string>(type: "text", nullable: true),
                    partner = table.Column<string>(type: "text", nullable: true),
                    purchase_order = table.Column<string>(type: "text", nullable: true),
                    debit_pence = table.Column<long>(type: "bigint", nullable: false),
                    credit_pence = table.Column<long>(type: "bigint", nullable: false),
                    vat_code = table.Column<string>(type: "text", nullable: true),
                    vat_amount_pence = table.Column<long>(type: "bigint", nullable: false),
                    text = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_journal_lines", x => new { x.journal_reference, x.version, x.line_no });
                    table.CheckConstraint("one_side", "debit_pence >= 0 AND credit_pence >= 0 AND (debit_pence = 0) <> (credit_pence = 0)");
                    table.ForeignKey(
                        name: "fk_journal_lines_journals_journal_reference",
                        column: x => x.journal_reference,
                        principalTable: "journals",
                        principalColumn: "reference",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "matched_ledger_lines",
                columns: table => new
                {
                    council = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    source_system = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    entity = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    doc_ref = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    line_no = table.Column<int>(type: "integer", nullable: false),
                    part = table.Column<int>(type: "integer", nullable: false),
                    parties = table.Column<string[]>(type: "text[]", nullable: false),
                    statement_number = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    statement_line = table.Column<string>(type: "text", nullable: true),
                    rule = table.Column<string>(type: "text", nullable: true),
                    part_of = table.Column<string>(type: "text", nullable: true, computedColumnSql: "CASE WHEN part > 0 THEN council || E'\\x1f' || source_system || E'\\x1f' || entity || E'\\x1f' || doc_ref || E'\\x1f' || line_no::text END", stored: true),
                    split_line = table.Column<string>(type: "text", nullable: true, computedColumnSql: "CASE WHEN statement_line IS NULL THEN council || E'\\x1f' || source_system || E'\\x1f' || entity || E'\\x1f' || doc_ref || E'\\x1f' || line_no::text END", stored: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_matched_ledger_lines", x => new { x.council, x.source_system, x.entity, x.doc_ref, x.line_no, x.part });
                    table.CheckConstraint("stands_for_something_or_is_a_split", "(statement_line IS NULL) = (rule IS NULL) AND (statement_line IS NOT NULL OR part = 0)");
                    table.ForeignKey(
                        name: "fk_matched_ledger_lines_ledger_lines_council_source_system_ent~",
                        columns: x => new { x.council, x.source_system, x.entity, x.doc_ref, x.line_no },
                        principalTable: "ledger_lines",
                        principalColumns: new[] { "council", "source_system", "entity", "doc_ref", "line_no" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "notice_reads",
                columns: table => new
                {
                    notice_id = table.Column<Guid>(type: "uuid", nullable: false),
                    council = table.Column<string>(type: "text", nullable: false),
                    officer = table.Column<string>(type: "text", nullable: false),
                    read_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_notice_reads", x => new { x.notice_id, x.council, x.officer });
                    table.ForeignKey(
                        name: "fk_notice_reads_notices_notice_id",
                        column: x => x.notice_id,
                        principalTable: "notices",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "receipts",
                columns: table => new
                {
                    run_id = table.Column<Guid>(type: "uuid", nullable: false),
                    parties = table.Column<string[]>(type: "text[]", nullable: false),
                    period = table.Column<string>(type: "text", nullable: false),
                    first_service_period = table.Column<string>(type: "text", nullable: false),
                    is_final_account = table.Column<bool>(type: "boolean", nullable: false),
                    engine_version = table.Column<int>(type: "integer", nullable: false),
                    fact_number = table.Column<long>(type: "bigint", nullable: false),
                    known_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    rate_facts = table.Column<long[]>(type: "bigint[]", nullable: false),
                    rates_sha256 = table.Column<string>(type: "text", nullable: false),
                    clause_facts = table.Column<long[]>(type: "bigint[]", nullable: false),
                    clauses_sha256 = table.Column<string>(type: "text", nullable: false),
                    base_facts = table.Column<int>(type: "integer", nullable: false),
                    bases_sha256 = table.Column<string>(type: "text", nullable: false),
                    lines = table.Column<int>(type: "integer", nullable: false),
                    output_sha256 = table.Column<string>(type: "text", nullable: false),
                    sha256 = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_receipts", x => x.run_id);
                    table.ForeignKey(
                        name: "fk_receipts_runs_run_id",
                        column: x => x.run_id,
                        principalTable: "runs",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "pack_signatures",
                columns: table => new
                {
                    parties = table.Column<string[]>(type: "text[]", nullable: false),
                    quarter = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    council = table.Column<string>(type: "text", nullable: false),
                    signed_by = table.Column<string>(type: "text", nullable: false),
                    signed_by_name = table.Column<string>(type: "text", nullable: false),
                    signed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_pack_signatures", x => new { x.parties, x.quarter, x.version, x.council });
                    table.ForeignKey(
                        name: "fk_pack_signatures_signed_packs_parties_quarter_version",
                        columns: x => new { x.parties, x.quarter, x.version },
                        principalTable: "signed_packs",
                        principalColumns: new[] { "parties", "quarter", "version" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "invoices",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<string>(type: "text", nullable: false, defaultValueSql: "''"),
                    kind = table.Column<string>(type: "text", nullable: false),
                    seller = table.Column<string>(type: "text", nullable: false),
                    buyer = table.Column<string>(type: "text", nullable: false),
                    parties = table.Column<string[]>(type: "text[]", nullable: false),
                    statement_number = table.Column<string>(type: "text", nullable: false),
                    period = table.Column<string>(type: "text", nullable: false),
                    vat_treatment = table.Column<string>(type: "text", nullable: false),
                    vat_rate_percent = table.Column<decimal>(type: "numeric", nullable: false),
                    vat_reason = table.Column<string>(type: "text", nullable: false),
                    issued_on = table.Column<DateOnly>(type: "date", nullable: false),
                    due_on = table.Column<DateOnly>(type: "date", nullable: true),
                    credits = table.Column<string>(type: "text", nullable: true),
                    credits_issued_on = table.Column<DateOnly>(type: "date", nullable: true),
                    seller_details = table.Column<string>(type: "json", nullable: false),
                    buyer_details = table.Column<string>(type: "json", nullable: false),
                    net_pence = table.Column<long>(type: "bigint", nullable: false),
                    vat_pence = table.Column<long>(type: "bigint", nullable: false),
                    rounding_pence = table.Column<long>(type: "bigint", nullable: false),
                    issued_by = table.Column<string>(type: "text", nullable: false),
                    issued_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_invoices", x => x.id);
                    table.CheckConstraint("above_nil", "net_pence > 0 AND vat_pence >= 0");
                    table.ForeignKey(
                        name: "fk_invoices_statements_statement_number",
                        column: x => x.statement_number,
                        principalTable: "statements",
                        principalColumn: "number",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "period_entries",
                columns: table => new
                {
                    statement_number = table.Column<string>(type: "text", nullable: false),
                    sequence = table.Column<int>(type: "integer", nullable: false),
                    is_closed = table.Column<bool>(type: "boolean", nullable: false),
                    period = table.Column<string>(type: "text", nullable: false),
                    parties = table.Column<string[]>(type: "text[]", nullable: false),
                    council = table.Column<string>(type: "text", nullable: false),
                    by = table.Column<string>(type: "text", nullable: false),
                    by_name = table.Column<string>(type: "text", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: true),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_period_entries", x => new { x.statement_number, x.sequence });
                    table.CheckConstraint("closed_then_reopened", "is_closed = (sequence % 2 = 1) AND (is_closed OR reason IS NOT NULL)");
                    table.ForeignKey(
                        name: "fk_period_entries_statements_statement_number",
                        column: x => x.statement_number,
                        principalTable: "statements",
                        principalColumn: "number",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "reconciliation_decisions",
                columns: table => new
                {
                    statement_number = table.Column<string>(type: "text", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    council = table.Column<string>(type: "text", nullable: false),
                    parties = table.Column<string[]>(type: "text[]", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    about = table.Column<int>(type: "integer", nullable: true),
                    statement_lines = table.Column<string[]>(type: "text[]", nullable: false),
                    lines = table.Column<string>(type: "json", nullable: false),
                    part_pence = table.Column<long[]>(type: "bigint[]", nullable: false),
                    item = table.Column<string>(type: "text", nullable: true),
                    amount_pence = table.Column<long>(type: "bigint", nullable: true),
                    needs_approval = table.Column<bool>(type: "boolean", nullable: false),
                    reason_code = table.Column<string>(type: "text", nullable: true),
                    proposal = table.Column<string>(type: "json", nullable: true),
                    owner = table.Column<string>(type: "text", nullable: true),
                    reason = table.Column<string>(type: "text", nullable: false),
                    decided_by = table.Column<string>(type: "text", nullable: false),
                    decided_by_name = table.Column<string>(type: "text", nullable: false),
                    decided_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reconciliation_decisions", x => new { x.statement_number, x.number });
                    table.CheckConstraint("about_an_earlier_one", "(kind IN ('Approve', 'Reject', 'Undo')) = (about IS NOT NULL) AND about < number");
                    table.CheckConstraint("says_why", "length(trim(reason)) >= 10");
                    table.ForeignKey(
                        name: "fk_reconciliation_decisions_statements_statement_number",
                        column: x => x.statement_number,
                        principalTable: "statements",
                        principalColumn: "number",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "settlements",
                columns: table => new
                {
                    statement_number = table.Column<string>(type: "text", nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false),
                    parties = table.Column<string[]>(type: "text[]", nullable: false),
                    took_back = table.Column<string>(type: "text", nullable: true),
                    council = table.Column<string>(type: "text", nullable: false),
                    settled_by = table.Column<string>(type: "text", nullable: false),
                    settled_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_settlements", x => new { x.statement_number, x.revision });
                    table.ForeignKey(
                        name: "fk_settlements_statements_statement_number",
                        column: x => x.statement_number,
                        principalTable: "statements",
                        principalColumn: "number",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "statement_lines",
                columns: table => new
                {
                    reference = table.Column<string>(type: "text", nullable: false),
                    statement_number = table.Column<string>(type: "text", nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false),
                    parties = table.Column<string[]>(type: "text[]", nullable: false),
                    payee = table.Column<string>(type: "text", nullable: false),
                    payer = table.Column<string>(type: "text", nullable: false),
                    agreement_reference = table.Column<string>(type: "text", nullable: false),
                    subject = table.Column<string>(type: "text", nullable: false),
                    subject_kind = table.Column<string>(type: "text", nullable: false),
                    service = table.Column<string>(type: "text", nullable: false),
                    billing_period = table.Column<string>(type: "text", nullable: false),
                    service_period = table.Column<string>(type: "text", nullable: false),
                    corrects = table.Column<string>(type: "text", nullable: true),
                    description = table.Column<string>(type: "text", nullable: false),
                    amount_pence = table.Column<long>(type: "bigint", nullable: false),
                    vat_treatment = table.Column<string>(type: "text", nullable: false),
                    vat_pence = table.Column<long>(type: "bigint", nullable: false),
                    vat_reason = table.Column<string>(type: "text", nullable: true),
                    working = table.Column<string>(type: "text", nullable: false),
                    covered_by = table.Column<string>(type: "text", nullable: true),
                    clause_reference = table.Column<string>(type: "text", nullable: false),
                    component_names = table.Column<string[]>(type: "text[]", nullable: false),
                    component_pence = table.Column<long[]>(type: "bigint[]", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_statement_lines", x => x.reference);
                    table.CheckConstraint("components_are_the_amount", "cardinality(component_pence) = cardinality(component_names) AND cardinality(component_pence) <= 8 AND coalesce(component_pence[1], 0) + coalesce(component_pence[2], 0) + coalesce(component_pence[3], 0) + coalesce(component_pence[4], 0) + coalesce(component_pence[5], 0) + coalesce(component_pence[6], 0) + coalesce(component_pence[7], 0) + coalesce(component_pence[8], 0) = amount_pence");
                    table.ForeignKey(
                        name: "fk_statement_lines_statements_statement_number",
                        column: x => x.statement_number,
                        principalTable: "statements",
                        principalColumn: "number",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "invoice_payments",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    invoice_id = table.Column<Guid>(type: "uuid", nullable: false),
                    council = table.Column<string>(type: "text", nullable: false),
                    parties = table.Column<string[]>(type: "text[]", nullable: false),
                    account = table.Column<string>(type: "text", nullable: false),
                    bank_reference = table.Column<string>(type: "text", nullable: false),
                    allocation = table.Column<int>(type: "integer", nullable: false),
                    amount_pence = table.Column<long>(type: "bigint", nullable: false),
                    booked_on = table.Column<DateOnly>(type: "date", nullable: false),
                    allocated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_invoice_payments", x => x.id);
                    table.ForeignKey(
                        name: "fk_invoice_payments_invoices_invoice_id",
                        column: x => x.invoice_id,
                        principalTable: "invoices",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "invoice_responses",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    invoice_id = table.Column<Guid>(type: "uuid", nullable: false),
                    council = table.Column<string>(type: "text", nullable: false),
                    parties = table.Column<string[]>(type: "text[]", nullable: false),
                    response_id = table.Column<string>(type: "text", nullable: false),
                    status = table.Column<string>(type: "text", nullable: false),
                    effective_on = table.Column<DateOnly>(type: "date", nullable: true),
                    reasons = table.Column<string[]>(type: "text[]", nullable: false),
                    text = table.Column<string>(type: "text", nullable: true),
                    received_from = table.Column<string>(type: "text", nullable: false),
                    received_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_invoice_responses", x => x.id);
                    table.ForeignKey(
                        name: "fk_invoice_responses_invoices_invoice_id",
                        column: x => x.invoice_id,
                        principalTable: "invoices",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "disputes",
                columns: table => new
                {
                    reference = table.Column<string>(type: "text", nullable: false),
                    line_reference = table.Column<string>(type: "text", nullable: false),
                    statement_number = table.Column<string>(type: "text", nullable: false),
                    parties = table.Column<string[]>(type: "text[]", nullable: false),
                    agreement_reference = table.Column<string>(type: "text", nullable: false),
                    payee = table.Column<string>(type: "text", nullable: false),
                    payer = table.Column<string>(type: "text", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: false),
                    amount_pence = table.Column<long>(type: "bigint", nullable: false),
                    proposed_pence = table.Column<long>(type: "bigint", nullable: true),
                    explanation = table.Column<string>(type: "text", nullable: false),
                    raised_by = table.Column<string>(type: "text", nullable: false),
                    raised_on = table.Column<DateOnly>(type: "date", nullable: false),
                    raised_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    owner = table.Column<string>(type: "text", nullable: false),
                    owner_sign_in = table.Column<string>(type: "text", nullable: true),
                    acknowledge_by = table.Column<DateOnly>(type: "date", nullable: false),
                    resolve_by = table.Column<DateOnly>(type: "date", nullable: false),
                    clock_basis = table.Column<string>(type: "text", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    acknowledged_on = table.Column<DateOnly>(type: "date", nullable: true),
                    offered_pence = table.Column<long>(type: "bigint", nullable: true),
                    answer = table.Column<string>(type: "text", nullable: true),
                    accepted_pence = table.Column<long>(type: "bigint", nullable: true),
                    resolved_on = table.Column<DateOnly>(type: "date", nullable: true),
                    escalated_on = table.Column<DateOnly>(type: "date", nullable: true),
                    escalated_because = table.Column<string>(type: "text", nullable: true),
                    closed_on = table.Column<DateOnly>(type: "date", nullable: true),
                    closed_by = table.Column<string>(type: "text", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_disputes", x => x.reference);
                    table.CheckConstraint("about_something", "amount_pence > 0 AND length(trim(explanation)) > 0");
                    table.CheckConstraint("due_in_order", "raised_on <= acknowledge_by AND acknowledge_by <= resolve_by");
                    table.CheckConstraint("escalated_says_why", "state <> 'Escalated' OR escalated_because IS NOT NULL");
                    table.CheckConstraint("has_an_owner", "length(trim(owner)) > 0");
                    table.CheckConstraint("owner_signs_in", "length(trim(owner_sign_in)) > 0");
                    table.CheckConstraint("raised_by_the_payer", "payee <> payer AND payee = ANY (parties) AND payer = ANY (parties)");
                    table.CheckConstraint("reference_is_short", "reference ~ '^DP[0-9A-Z-]{5,14}$'");
                    table.CheckConstraint("resolved_says_what", "(state IN ('ResolvedAgreed', 'ResolvedCredit', 'Closed')) = (accepted_pence IS NOT NULL) AND accepted_pence >= 0");
                    table.ForeignKey(
                        name: "fk_disputes_statement_lines_line_reference",
                        column: x => x.line_reference,
                        principalTable: "statement_lines",
                        principalColumn: "reference",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "invoice_lines",
                columns: table => new
                {
                    invoice_id = table.Column<Guid>(type: "uuid", nullable: false),
                    line_no = table.Column<int>(type: "integer", nullable: false),
                    seller = table.Column<string>(type: "text", nullable: false),
                    parties = table.Column<string[]>(type: "text[]", nullable: false),
                    line_reference = table.Column<string>(type: "text", nullable: false),
                    part = table.Column<int>(type: "integer", nullable: false),
                    agreement_reference = table.Column<string>(type: "text", nullable: false),
                    subject = table.Column<string>(type: "text", nullable: false),
                    service_period = table.Column<string>(type: "text", nullable: false),
                    description = table.Column<string>(type: "text", nullable: false),
                    working = table.Column<string>(type: "text", nullable: false),
                    clause_reference = table.Column<string>(type: "text", nullable: false),
                    net_pence = table.Column<long>(type: "bigint", nullable: false),
                    vat_pence = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_invoice_lines", x => new { x.invoice_id, x.line_no });
                    table.CheckConstraint("not_nil", "net_pence <> 0");
                    table.ForeignKey(
                        name: "fk_invoice_lines_invoices_invoice_id",
                        column: x => x.invoice_id,
                        principalTable: "invoices",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_invoice_lines_statement_lines_line_reference",
                        column: x => x.line_reference,
                        principalTable: "statement_lines",
                        principalColumn: "reference",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "line_attachments",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    line_reference = table.Column<string>(type: "text", nullable: false),
                    parties = table.Column<string[]>(type: "text[]", nullable: false),
                    council = table.Column<string>(type: "text", nullable: false),
                    by = table.Column<string>(type: "text", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    file_name = table.Column<string>(type: "text", nullable: false),
                    content_type = table.Column<string>(type: "text", nullable: false),
                    sha256 = table.Column<string>(type: "text", nullable: false),
                    size = table.Column<int>(type: "integer", nullable: false),
                    content = table.Column<byte[]>(type: "bytea", nullable: false),
                    withdrawn_by = table.Column<string>(type: "text", nullable: true),
                    withdrawn_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    withdrawn_because = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_line_attachments", x => x.id);
                    table.CheckConstraint("attachment_is_whole", "size = octet_length(content) AND size BETWEEN 1 AND 10485760");
                    table.CheckConstraint("withdrawn_with_who_and_why", "num_nulls(withdrawn_by, withdrawn_at, withdrawn_because) IN (0, 3)");
                    table.ForeignKey(
                        name: "fk_line_attachments_statement_lines_line_reference",
                        column: x => x.line_reference,
                        principalTable: "statement_lines",
                        principalColumn: "reference",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "line_comments",
                columns: table => new
                {
                    number = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    line_reference = table.Column<string>(type: "text", nullable: false),
                    parties = table.Column<string[]>(type: "text[]", nullable: false),
                    council = table.Column<string>(type: "text", nullable: false),
                    by = table.Column<string>(type: "text", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    text = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_line_comments", x => x.number);
                    table.ForeignKey(
                        name: "fk_line_comments_statement_lines_line_reference",
                        column: x => x.line_reference,
                        principalTable: "statement_lines",
                        principalColumn: "reference",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "line_marks",
                columns: table => new
                {
                    line_reference = table.Column<string>(type: "text", nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false),
                    statement_number = table.Column<string>(type: "text", nullable: false),
                    council = table.Column<string>(type: "text", nullable: false),
                    parties = table.Column<string[]>(type: "text[]", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    disputed_pence = table.Column<long>(type: "bigint", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: true),
                    proposed_pence = table.Column<long>(type: "bigint", nullable: true),
                    explanation = table.Column<string>(type: "text", nullable: true),
                    marked_by = table.Column<string>(type: "text", nullable: true),
                    sign_in = table.Column<string>(type: "text", nullable: true),
                    marked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_line_marks", x => new { x.line_reference, x.revision });
                    table.ForeignKey(
                        name: "fk_line_marks_statement_lines_line_reference",
                        column: x => x.line_reference,
                        principalTable: "statement_lines",
                        principalColumn: "reference",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "dispute_entries",
                columns: table => new
                {
                    dispute_reference = table.Column<string>(type: "text", nullable: false),
                    sequence = table.Column<int>(type: "integer", nullable: false),
                    parties = table.Column<string[]>(type: "text[]", nullable: false),
                    council = table.Column<string>(type: "text", nullable: false),
                    by = table.Column<string>(type: "text", nullable: false),
                    what = table.Column<string>(type: "text", nullable: false),
                    note = table.Column<string>(type: "text", nullable: true),
                    state = table.Column<string>(type: "text", nullable: false),
                    owner = table.Column<string>(type: "text", nullable: false),
                    amount_pence = table.Column<long>(type: "bigint", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_dispute_entries", x => new { x.dispute_reference, x.sequence });
                    table.ForeignKey(
                        name: "fk_dispute_entries_disputes_dispute_reference",
                        column: x => x.dispute_reference,
                        principalTable: "disputes",
                        principalColumn: "reference",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.InsertData(
                table: "fact_counter",
                columns: new[] { "id", "last" },
                values: new object[] { 1, 0L });

            migrationBuilder.CreateIndex(
                name: "one_accrual_a_period",
                table: "accruals",
                columns: new[] { "parties", "period" },
                unique: true,
                filter: "state <> 'Withdrawn'");

            migrationBuilder.CreateIndex(
                name: "ix_audit_subject",
                table: "audit",
                column: "subject");

            migrationBuilder.CreateIndex(
                name: "ix_bank_allocations_council_account_bank_reference_undoes",
                table: "bank_allocations",
                columns: new[] { "council", "account", "bank_reference", "undoes" },
                unique: true,
                filter: "undoes IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_bank_entries_council_account_reference",
                table: "bank_entries",
                columns: new[] { "council", "account", "reference" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_bank_entries_quoted",
                table: "bank_entries",
                column: "quoted",
                filter: "unallocated IS NOT NULL")
                .Annotation("Npgsql:IndexMethod", "gin");

            migrationBuilder.CreateIndex(
                name: "ix_coding_rows_council_component_service_direction_effective_f~",
                table: "coding_rows",
                columns: new[] { "council", "component", "service", "direction", "effective_from" });

            migrationBuilder.CreateIndex(
                name: "ix_control_balances_council_partner_period_account",
                table: "control_balances",
                columns: new[] { "council", "partner", "period", "account" });

            migrationBuilder.CreateIndex(
                name: "ix_disputes_line_reference",
                table: "disputes",
                column: "line_reference",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_disputes_state",
                table: "disputes",
                column: "state");

            migrationBuilder.CreateIndex(
                name: "ix_disputes_statement_number",
                table: "disputes",
                column: "statement_number");

            migrationBuilder.CreateIndex(
                name: "ix_facts_effective_until",
                table: "facts",
                column: "effective_until");

            migrationBuilder.CreateIndex(
                name: "ix_facts_kind_subject",
                table: "facts",
                columns: new[] { "kind", "subject" });

            migrationBuilder.CreateIndex(
                name: "ix_facts_source_key",
                table: "facts",
                column: "source_key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_idempotency_stored_at",
                table: "idempotency",
                column: "stored_at");

            migrationBuilder.CreateIndex(
                name: "ix_inbox_publisher_aggregate_version",
                table: "inbox",
                columns: new[] { "publisher", "aggregate", "version" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_inbox_state",
                table: "inbox",
                column: "state",
                filter: "state IN ('Waiting', 'Parked')");

            migrationBuilder.CreateIndex(
                name: "ix_invoice_lines_line_reference_part",
                table: "invoice_lines",
                columns: new[] { "line_reference", "part" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_invoice_lines_subject_service_period",
                table: "invoice_lines",
                columns: new[] { "subject", "service_period" });

            migrationBuilder.CreateIndex(
                name: "ix_invoice_payments_council_account_bank_reference_allocation_~",
                table: "invoice_payments",
                columns: new[] { "council", "account", "bank_reference", "allocation", "invoice_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_invoice_payments_invoice_id",
                table: "invoice_payments",
                column: "invoice_id");

            migrationBuilder.CreateIndex(
                name: "ix_invoice_responses_council_response_id",
                table: "invoice_responses",
                columns: new[] { "council", "response_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_invoice_responses_invoice_id",
                table: "invoice_responses",
                column: "invoice_id");

            migrationBuilder.CreateIndex(
                name: "ix_invoices_number",
                table: "invoices",
                column: "number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_invoices_statement_number",
                table: "invoices",
                column: "statement_number");

            migrationBuilder.CreateIndex(
                name: "ix_journal_acknowledgements_journal_reference",
                table: "journal_acknowledgements",
                column: "journal_reference");

            migrationBuilder.CreateIndex(
                name: "ix_journal_lines_external_line_id",
                table: "journal_lines",
                column: "external_line_id");

            migrationBuilder.CreateIndex(
                name: "ix_journals_statement_number",
                table: "journals",
                column: "statement_number");

            migrationBuilder.CreateIndex(
                name: "ix_ledger_batches_council_source_system_follows",
                table: "ledger_batches",
                columns: new[] { "council", "source_system", "follows" },
                unique: true,
                filter: "follows IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_ledger_lines_council_external_line_id",
                table: "ledger_lines",
                columns: new[] { "council", "external_line_id" },
                filter: "partner IS NOT NULL AND external_line_id LIKE 'ST%'");

            migrationBuilder.CreateIndex(
                name: "ix_ledger_lines_council_partner_period_batch_id",
                table: "ledger_lines",
                columns: new[] { "council", "partner", "period", "batch_id" },
                filter: "partner IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_ledger_lines_council_source_system_entity_reverses",
                table: "ledger_lines",
                columns: new[] { "council", "source_system", "entity", "reverses" },
                filter: "reverses IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_ledger_turns_council_source_system_batch_id_entity_period",
                table: "ledger_turns",
                columns: new[] { "council", "source_system", "batch_id", "entity", "period" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "attached_once",
                table: "line_attachments",
                columns: new[] { "line_reference", "sha256" },
                unique: true,
                filter: "withdrawn_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_line_comments_line_reference",
                table: "line_comments",
                column: "line_reference");

            migrationBuilder.CreateIndex(
                name: "ix_line_marks_statement_number",
                table: "line_marks",
                column: "statement_number",
                filter: "disputed_pence <> 0");

            migrationBuilder.CreateIndex(
                name: "ix_line_marks_statement_number_revision",
                table: "line_marks",
                columns: new[] { "statement_number", "revision" });

            migrationBuilder.CreateIndex(
                name: "ix_matched_ledger_lines_split_line",
                table: "matched_ledger_lines",
                column: "split_line",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_matched_ledger_lines_statement_number",
                table: "matched_ledger_lines",
                column: "statement_number");

            migrationBuilder.CreateIndex(
                name: "ix_notices_council_id",
                table: "notices",
                columns: new[] { "council", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_outbox_aggregate_version",
                table: "outbox",
                columns: new[] { "aggregate", "version" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_outbox_event_id",
                table: "outbox",
                column: "event_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_outbox_partition_position",
                table: "outbox",
                columns: new[] { "partition", "position" },
                filter: "sent_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_purchase_orders_council_agreement_reference_service_effecti~",
                table: "purchase_orders",
                columns: new[] { "council", "agreement_reference", "service", "effective_from" });

            migrationBuilder.CreateIndex(
                name: "undone_or_approved_once",
                table: "reconciliation_decisions",
                columns: new[] { "statement_number", "about", "kind" },
                unique: true,
                filter: "about IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "one_run_a_period",
                table: "runs",
                columns: new[] { "parties", "period" },
                unique: true,
                filter: "state <> 'Abandoned'");

            migrationBuilder.CreateIndex(
                name: "one_run_at_a_time",
                table: "runs",
                column: "parties",
                unique: true,
                filter: "state IN ('Open', 'Calculated', 'Reviewed')");

            migrationBuilder.CreateIndex(
                name: "ix_statement_lines_statement_number_position",
                table: "statement_lines",
                columns: new[] { "statement_number", "position" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_statement_lines_subject_service_period",
                table: "statement_lines",
                columns: new[] { "subject", "service_period" });

            migrationBuilder.CreateIndex(
                name: "ix_statements_period",
                table: "statements",
                column: "period");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "accounts");

            migrationBuilder.DropTable(
                name: "accrual_lines");

            migrationBuilder.DropTable(
                name: "audit");

            migrationBuilder.DropTable(
                name: "balance_responses");

            migrationBuilder.DropTable(
                name: "balance_terms");

            migrationBuilder.DropTable(
                name: "bank_allocations");

            migrationBuilder.DropTable(
                name: "bank_entries");

            migrationBuilder.DropTable(
                name: "business_clock");

            migrationBuilder.DropTable(
                name: "coding_rows");

            migrationBuilder.DropTable(
                name: "control_balances");

            migrationBuilder.DropTable(
                name: "cost_centres");

            migrationBuilder.DropTable(
                name: "deputies");

            migrationBuilder.DropTable(
                name: "dispute_entries");

            migrationBuilder.DropTable(
                name: "document_series");

            migrationBuilder.DropTable(
                name: "document_types");

            migrationBuilder.DropTable(
                name: "driver_proposal_decisions");

            migrationBuilder.DropTable(
                name: "fact_counter");

            migrationBuilder.DropTable(
                name: "facts");

            migrationBuilder.DropTable(
                name: "idempotency");

            migrationBuilder.DropTable(
                name: "inbox");

            migrationBuilder.DropTable(
                name: "inbox_stream");

            migrationBuilder.DropTable(
                name: "invoice_lines");

            migrationBuilder.DropTable(
                name: "invoice_payments");

            migrationBuilder.DropTable(
                name: "invoice_responses");

            migrationBuilder.DropTable(
                name: "invoicing_details");

            migrationBuilder.DropTable(
                name: "journal_acknowledgements");

            migrationBuilder.DropTable(
                name: "journal_lines");

            migrationBuilder.DropTable(
                name: "ledger_batches");

            migrationBuilder.DropTable(
                name: "ledger_faults");

            migrationBuilder.DropTable(
                name: "ledger_periods");

            migrationBuilder.DropTable(
                name: "ledger_progress");

            migrationBuilder.DropTable(
                name: "ledger_turns");

            migrationBuilder.DropTable(
                name: "line_attachments");

            migrationBuilder.DropTable(
                name: "line_comments");

            migrationBuilder.DropTable(
                name: "line_marks");

            migrationBuilder.DropTable(
                name: "matched_ledger_lines");

            migrationBuilder.DropTable(
                name: "notice_reads");

            migrationBuilder.DropTable(
                name: "opening_confirmations");

            migrationBuilder.DropTable(
                name: "outbox");

            migrationBuilder.DropTable(
                name: "outbox_stream");

            migrationBuilder.DropTable(
                name: "pack_signatures");

            migrationBuilder.DropTable(
                name: "period_entries");

            migrationBuilder.DropTable(
                name: "purchase_orders");

            migrationBuilder.DropTable(
                name: "receipts");

            migrationBuilder.DropTable(
                name: "reconciliation_decisions");

            migrationBuilder.DropTable(
                name: "reconciliations");

            migrationBuilder.DropTable(
                name: "settlements");

            migrationBuilder.DropTable(
                name: "accruals");

            migrationBuilder.DropTable(
                name: "balance_statements");

            migrationBuilder.DropTable(
                name: "disputes");

            migrationBuilder.DropTable(
                name: "driver_proposals");

            migrationBuilder.DropTable(
                name: "invoices");

            migrationBuilder.DropTable(
                name: "journals");

            migrationBuilder.DropTable(
                name: "ledger_lines");

            migrationBuilder.DropTable(
                name: "notices");

            migrationBuilder.DropTable(
                name: "signed_packs");

            migrationBuilder.DropTable(
                name: "runs");

            migrationBuilder.DropTable(
                name: "statement_lines");

            migrationBuilder.DropTable(
                name: "statements");
        }
    }
}
