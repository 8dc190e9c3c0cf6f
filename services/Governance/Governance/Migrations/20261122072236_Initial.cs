using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Governance.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
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
                name: "bodies",
                columns: table => new
                {
                    code = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    council = table.Column<string>(type: "text", nullable: true),
                    kind = table.Column<string>(type: "text", nullable: false),
                    role = table.Column<string>(type: "text", nullable: true),
                    provenance = table.Column<string>(type: "jsonb", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_bodies", x => x.code);
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
                name: "call_in_rules",
                columns: table => new
                {
                    council = table.Column<string>(type: "text", nullable: false),
                    effective_from = table.Column<DateOnly>(type: "date", nullable: false),
                    working_days = table.Column<int>(type: "integer", nullable: false),
                    provenance = table.Column<string>(type: "jsonb", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_call_in_rules", x => new { x.council, x.effective_from });
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
                name: "agenda_items",
                columns: table => new
                {
                    number = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    body_code = table.Column<string>(type: "character varying(16)", nullable: true),
                    placement = table.Column<string>(type: "text", nullable: false),
                    matter = table.Column<string>(type: "text", nullable: false),
                    agreement_reference = table.Column<string>(type: "text", nullable: false),
                    title = table.Column<string>(type: "text", nullable: false),
                    asked = table.Column<string>(type: "text", nullable: false),
                    because = table.Column<string>(type: "text", nullable: false),
                    parties = table.Column<string[]>(type: "text[]", nullable: false),
                    source = table.Column<string>(type: "text", nullable: false),
                    put_on_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    placed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    settled_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    outcome = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_agenda_items", x => x.number);
                    table.CheckConstraint("settled_says_how", "(settled_at IS NULL) = (outcome IS NULL)");
                    table.ForeignKey(
                        name: "fk_agenda_items_bodies_body_code",
                        column: x => x.body_code,
                        principalTable: "bodies",
                        principalColumn: "code",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "agreements",
                columns: table => new
                {
                    reference = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    title = table.Column<string>(type: "text", nullable: false),
                    provider = table.Column<string>(type: "text", nullable: false),
                    recipient = table.Column<string>(type: "text", nullable: false),
                    first_day = table.Column<DateOnly>(type: "date", nullable: false),
                    last_day = table.Column<DateOnly>(type: "date", nullable: true),
                    legal_basis = table.Column<string>(type: "text", nullable: false),
                    third_party_code = table.Column<string>(type: "character varying(16)", nullable: true),
                    succeeds = table.Column<string>(type: "character varying(16)", nullable: true),
                    notice_months = table.Column<int>(type: "integer", nullable: true),
                    provenance = table.Column<string>(type: "jsonb", nullable: false),
                    status = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_agreements", x => x.reference);
                    table.CheckConstraint("days_in_order", "last_day >= first_day");
                    table.CheckConstraint("two_councils", "provider <> recipient");
                    table.ForeignKey(
                        name: "fk_agreements_agreements_succeeds",
                        column: x => x.succeeds,
                        principalTable: "agreements",
                        principalColumn: "reference",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_agreements_bodies_third_party_code",
                        column: x => x.third_party_code,
                        principalTable: "bodies",
                        principalColumn: "code",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "decisions",
                columns: table => new
                {
                    reference = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    body_code = table.Column<string>(type: "character varying(16)", nullable: false),
                    council = table.Column<string>(type: "text", nullable: true),
                    title = table.Column<string>(type: "text", nullable: false),
                    decided_on = table.Column<DateOnly>(type: "date", nullable: false),
                    published_on = table.Column<DateOnly>(type: "date", nullable: true),
                    key_decision = table.Column<bool>(type: "boolean", nullable: false),
                    notice_on = table.Column<DateOnly>(type: "date", nullable: true),
                    call_in = table.Column<bool>(type: "boolean", nullable: false),
                    urgency_reason = table.Column<string>(type: "text", nullable: true),
                    not_before = table.Column<DateOnly>(type: "date", nullable: true),
                    live_from = table.Column<DateOnly>(type: "date", nullable: true),
                    live_until = table.Column<DateOnly>(type: "date", nullable: true),
                    reasons = table.Column<string>(type: "text", nullable: false),
                    outcome = table.Column<string>(type: "text", nullable: false),
                    reports = table.Column<string>(type: "jsonb", nullable: false),
                    options = table.Column<string>(type: "jsonb", nullable: false),
                    recommendations = table.Column<string>(type: "jsonb", nullable: false),
                    provenance = table.Column<string>(type: "jsonb", nullable: false),
                    status = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_decisions", x => x.reference);
                    table.ForeignKey(
                        name: "fk_decisions_bodies_body_code",
                        column: x => x.body_code,
                        principalTable: "bodies",
                        principalColumn: "code",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "directions",
                columns: table => new
                {
                    reference = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    issuer_code = table.Column<string>(type: "character varying(16)", nullable: false),
                    council = table.Column<string>(type: "text", nullable: false),
                    title = table.Column<string>(type: "text", nullable: false),
                    legal_basis = table.Column<string>(type: "text", nullable: false),
                    requirements = table.Column<string>(type: "jsonb", nullable: false),
                    status = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_directions", x => x.reference);
                    table.ForeignKey(
                        name: "fk_directions_bodies_issuer_code",
                        column: x => x.issuer_code,
                        principalTable: "bodies",
                        principalColumn: "code",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "agreement_changes",
                columns: table => new
                {
                    agreement_reference = table.Column<string>(type: "character varying(16)", nullable: false),
                    reference = table.Column<string>(type: "text", nullable: false),
                    parties = table.Column<string[]>(type: "text[]", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    new_last_day = table.Column<DateOnly>(type: "date", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: false),
                    proposed_by = table.Column<string>(type: "text", nullable: false),
                    status = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_agreement_changes", x => new { x.agreement_reference, x.reference });
                    table.ForeignKey(
                        name: "fk_agreement_changes_agreements_agreement_reference",
                        column: x => x.agreement_reference,
                        principalTable: "agreements",
                        principalColumn: "reference",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "clauses",
                columns: table => new
                {
                    agreement_reference = table.Column<string>(type: "character varying(16)", nullable: false),
                    number = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    parties = table.Column<string[]>(type: "text[]", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    effective_from = table.Column<DateOnly>(type: "date", nullable: false),
                    effective_until = table.Column<DateOnly>(type: "date", nullable: true),
                    parameters = table.Column<string>(type: "jsonb", nullable: false),
                    proposed_by = table.Column<string>(type: "text", nullable: false),
                    provenance = table.Column<string>(type: "jsonb", nullable: false),
                    status = table.Column<string>(type: "text", nullable: false),
                    agreed_by = table.Column<string>(type: "jsonb", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_clauses", x => new { x.agreement_reference, x.number, x.version });
                    table.CheckConstraint("days_in_order", "effective_until >= effective_from");
                    table.ForeignKey(
                        name: "fk_clauses_agreements_agreement_reference",
                        column: x => x.agreement_reference,
                        principalTable: "agreements",
                        principalColumn: "reference",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "approvals",
                columns: table => new
                {
                    agreement_reference = table.Column<string>(type: "character varying(16)", nullable: false),
                    subject = table.Column<string>(type: "text", nullable: false),
                    track = table.Column<string>(type: "text", nullable: false),
                    parties = table.Column<string[]>(type: "text[]", nullable: false),
                    decision_reference = table.Column<string>(type: "character varying(16)", nullable: false),
                    entered_by = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_approvals", x => new { x.agreement_reference, x.subject, x.track });
                    table.ForeignKey(
                        name: "fk_approvals_agreements_agreement_reference",
                        column: x => x.agreement_reference,
                        principalTable: "agreements",
                        principalColumn: "reference",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_approvals_decisions_decision_reference",
                        column: x => x.decision_reference,
                        principalTable: "decisions",
                        principalColumn: "reference",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "direction_steps",
                columns: table => new
                {
                    direction_reference = table.Column<string>(type: "character varying(16)", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    status = table.Column<string>(type: "text", nullable: false),
                    on_day = table.Column<DateOnly>(type: "date", nullable: false),
                    comments_by = table.Column<DateOnly>(type: "date", nullable: true),
                    provenance = table.Column<string>(type: "jsonb", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_direction_steps", x => new { x.direction_reference, x.number });
                    table.ForeignKey(
                        name: "fk_direction_steps_directions_direction_reference",
                        column: x => x.direction_reference,
                        principalTable: "directions",
                        principalColumn: "reference",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_agenda_items_body_code_number",
                table: "agenda_items",
                columns: new[] { "body_code", "number" });

            migrationBuilder.CreateIndex(
                name: "ix_agenda_items_matter",
                table: "agenda_items",
                column: "matter",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_agenda_items_source",
                table: "agenda_items",
                column: "source",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_agreement_changes_agreement_reference",
                table: "agreement_changes",
                column: "agreement_reference",
                unique: true,
                filter: "status = 'Proposed'");

            migrationBuilder.CreateIndex(
                name: "ix_agreements_succeeds",
                table: "agreements",
                column: "succeeds");

            migrationBuilder.CreateIndex(
                name: "ix_agreements_third_party_code",
                table: "agreements",
                column: "third_party_code");

            migrationBuilder.CreateIndex(
                name: "ix_approvals_decision_reference",
                table: "approvals",
                column: "decision_reference");

            migrationBuilder.CreateIndex(
                name: "ix_audit_subject",
                table: "audit",
                column: "subject");

            migrationBuilder.CreateIndex(
                name: "ix_clauses_agreement_reference_number",
                table: "clauses",
                columns: new[] { "agreement_reference", "number" },
                unique: true,
                filter: "status = 'Proposed'");

            migrationBuilder.CreateIndex(
                name: "ix_decisions_body_code",
                table: "decisions",
                column: "body_code");

            migrationBuilder.CreateIndex(
                name: "ix_directions_issuer_code",
                table: "directions",
                column: "issuer_code");

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

            migrationBuilder.Sql(AuthorityNeverOverlaps.Sql);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "agenda_items");

            migrationBuilder.DropTable(
                name: "agreement_changes");

            migrationBuilder.DropTable(
                name: "approvals");

            migrationBuilder.DropTable(
                name: "audit");

            migrationBuilder.DropTable(
                name: "business_clock");

            migrationBuilder.DropTable(
                name: "call_in_rules");

            migrationBuilder.DropTable(
                name: "clauses");

            migrationBuilder.DropTable(
                name: "direction_steps");

            migrationBuilder.DropTable(
                name: "idempotency");

            migrationBuilder.DropTable(
                name: "inbox");

            migrationBuilder.DropTable(
                name: "inbox_stream");

            migrationBuilder.DropTable(
                name: "outbox");

            migrationBuilder.DropTable(
                name: "outbox_stream");

            migrationBuilder.DropTable(
                name: "decisions");

            migrationBuilder.DropTable(
                name: "agreements");

            migrationBuilder.DropTable(
                name: "directions");

            migrationBuilder.DropTable(
                name: "bodies");
        }
    }
}
