using System;
using System.Collections.Generic;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace SchoolSupport.Migrations
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
                name: "authority",
                columns: table => new
                {
                    agreement_reference = table.Column<string>(type: "text", nullable: false),
                    title = table.Column<string>(type: "text", nullable: false),
                    provider = table.Column<string>(type: "text", nullable: false),
                    recipient = table.Column<string>(type: "text", nullable: false),
                    first_day = table.Column<DateOnly>(type: "date", nullable: false),
                    last_day = table.Column<DateOnly>(type: "date", nullable: true),
                    parties = table.Column<List<string>>(type: "text[]", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_authority", x => x.agreement_reference);
                    table.CheckConstraint("authority_days", "last_day >= first_day");
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
                name: "catalogue_rate",
                columns: table => new
                {
                    council = table.Column<string>(type: "text", nullable: false),
                    service = table.Column<string>(type: "text", nullable: false),
                    effective_from = table.Column<DateOnly>(type: "date", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    day_rate_gbp = table.Column<decimal>(type: "numeric(12,2)", precision: 12, scale: 2, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_catalogue_rate", x => new { x.council, x.service, x.effective_from });
                    table.CheckConstraint("catalogue_rate_positive", "day_rate_gbp > 0");
                });

            migrationBuilder.CreateTable(
                name: "commission",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    reference = table.Column<string>(type: "text", nullable: false),
                    agreement_reference = table.Column<string>(type: "text", nullable: false),
                    urn = table.Column<string>(type: "text", nullable: false),
                    school_name = table.Column<string>(type: "text", nullable: false),
                    provider_council = table.Column<string>(type: "text", nullable: false),
                    funder = table.Column<string>(type: "text", nullable: false),
                    funding_council = table.Column<string>(type: "text", nullable: true),
                    parties = table.Column<List<string>>(type: "text[]", nullable: false),
                    service = table.Column<string>(type: "text", nullable: false),
                    day_rate_gbp = table.Column<decimal>(type: "numeric(12,2)", precision: 12, scale: 2, nullable: false),
                    purpose = table.Column<string>(type: "text", nullable: false),
                    first_day = table.Column<DateOnly>(type: "date", nullable: false),
                    last_day = table.Column<DateOnly>(type: "date", nullable: false),
                    status = table.Column<string>(type: "text", nullable: false),
                    days_bought = table.Column<decimal>(type: "numeric(5,1)", precision: 5, scale: 1, nullable: false),
                    days_used = table.Column<decimal>(type: "numeric(5,1)", precision: 5, scale: 1, nullable: false),
                    school_accepted_by = table.Column<string>(type: "text", nullable: true),
                    funder_accepted_by = table.Column<string>(type: "text", nullable: true),
                    stopped_after = table.Column<DateOnly>(type: "date", nullable: true),
                    stop_reason = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_commission", x => x.id);
                    table.UniqueConstraint("ak_commission_reference", x => x.reference);
                    table.CheckConstraint("commission_accepted", "status IN ('Proposed', 'Stopped') OR (school_accepted_by IS NOT NULL AND funder_accepted_by IS NOT NULL)");
                    table.CheckConstraint("commission_days", "last_day >= first_day");
                    table.CheckConstraint("commission_days_ledger", "days_used >= 0 AND days_used <= days_bought AND days_bought > 0");
                    table.CheckConstraint("commission_funder", "(funder = 'Council') = (funding_council IS NOT NULL)");
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
                name: "reference_number",
                columns: table => new
                {
                    kind = table.Column<string>(type: "text", nullable: false),
                    year = table.Column<int>(type: "integer", nullable: false),
                    last = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reference_number", x => new { x.kind, x.year });
                });

            migrationBuilder.CreateTable(
                name: "school",
                columns: table => new
                {
                    urn = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    la_code = table.Column<string>(type: "text", nullable: false),
                    establishment_number = table.Column<string>(type: "text", nullable: true),
                    type_code = table.Column<string>(type: "text", nullable: false),
                    type_name = table.Column<string>(type: "text", nullable: true),
                    type_group_code = table.Column<string>(type: "text", nullable: false),
                    type_group_name = table.Column<string>(type: "text", nullable: true),
                    status = table.Column<string>(type: "text", nullable: false),
                    phase = table.Column<string>(type: "text", nullable: true),
                    opened_on = table.Column<DateOnly>(type: "date", nullable: true),
                    closed_on = table.Column<DateOnly>(type: "date", nullable: true),
                    trust_name = table.Column<string>(type: "text", nullable: true),
                    ukprn = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_school", x => x.urn);
                    table.CheckConstraint("school_days", "closed_on >= opened_on");
                    table.CheckConstraint("school_urn", "urn ~ '^[0-9]{6}$'");
                });

            migrationBuilder.CreateTable(
                name: "school_link",
                columns: table => new
                {
                    urn = table.Column<string>(type: "text", nullable: false),
                    link_urn = table.Column<string>(type: "text", nullable: false),
                    link_type = table.Column<string>(type: "text", nullable: false),
                    link_name = table.Column<string>(type: "text", nullable: true),
                    established_on = table.Column<DateOnly>(type: "date", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_school_link", x => new { x.urn, x.link_urn, x.link_type });
                });

            migrationBuilder.CreateTable(
                name: "declaration",
                columns: table => new
                {
                    commission_reference = table.Column<string>(type: "text", nullable: false),
                    adviser = table.Column<string>(type: "text", nullable: false),
                    parties = table.Column<List<string>>(type: "text[]", nullable: false),
                    declared_on = table.Column<DateOnly>(type: "date", nullable: false),
                    statement = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_declaration", x => new { x.commission_reference, x.adviser });
                    table.ForeignKey(
                        name: "fk_declaration_commission_commission_reference",
                        column: x => x.commission_reference,
                        principalTable: "commission",
                        principalColumn: "reference",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "pause",
                columns: table => new
                {
                    commission_reference = table.Column<string>(type: "text", nullable: false),
                    paused_from = table.Column<DateOnly>(type: "date", nullable: false),
                    parties = table.Column<List<string>>(type: "text[]", nullable: false),
                    resumed_from = table.Column<DateOnly>(type: "date", nullable: true),
                    reason = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_pause", x => new { x.commission_reference, x.paused_from });
                    table.CheckConstraint("pause_days", "resumed_from > paused_from");
                    table.ForeignKey(
                        name: "fk_pause_commission_commission_reference",
                        column: x => x.commission_reference,
                        principalTable: "commission",
                        principalColumn: "reference",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "visit",
                columns: table => new
                {
                    reference = table.Column<string>(type: "text", nullable: false),
                    commission_reference = table.Column<string>(type: "text", nullable: false),
                    parties = table.Column<List<string>>(type: "text[]", nullable: false),
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    days = table.Column<decimal>(type: "numeric(2,1)", precision: 2, scale: 1, nullable: false),
                    adviser = table.Column<string>(type: "text", nullable: false),
                    purpose = table.Column<string>(type: "text", nullable: false),
                    evidence_sha256 = table.Column<string>(type: "text", nullable: true),
                    evidenced_on = table.Column<DateOnly>(type: "date", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_visit", x => x.reference);
                    table.CheckConstraint("visit_evidence", "evidence_sha256 ~ '^[0-9a-f]{64}$'");
                    table.CheckConstraint("visit_evidenced_on", "(evidence_sha256 IS NULL) = (evidenced_on IS NULL)");
                    table.CheckConstraint("visit_half_days", "days IN (0.5, 1)");
                    table.ForeignKey(
                        name: "fk_visit_commission_commission_reference",
                        column: x => x.commission_reference,
                        principalTable: "commission",
                        principalColumn: "reference",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_audit_subject",
                table: "audit",
                column: "subject");

            migrationBuilder.CreateIndex(
                name: "ix_commission_agreement_reference",
                table: "commission",
                column: "agreement_reference");

            migrationBuilder.CreateIndex(
                name: "ix_commission_urn",
                table: "commission",
                column: "urn");

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

            migrationBuilder.CreateIndex(
                name: "ix_pause_that_lasts",
                table: "pause",
                column: "commission_reference",
                unique: true,
                filter: "resumed_from IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_school_link_link_urn",
                table: "school_link",
                column: "link_urn");

            migrationBuilder.CreateIndex(
                name: "ix_visit_adviser_day",
                table: "visit",
                columns: new[] { "adviser", "day" });

            migrationBuilder.CreateIndex(
                name: "ix_visit_commission_reference",
                table: "visit",
                column: "commission_reference");

            migrationBuilder.CreateIndex(
                name: "ix_visit_evidence_sha256",
                table: "visit",
                column: "evidence_sha256",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "audit");

            migrationBuilder.DropTable(
                name: "authority");

            migrationBuilder.DropTable(
                name: "business_clock");

            migrationBuilder.DropTable(
                name: "catalogue_rate");

            migrationBuilder.DropTable(
                name: "declaration");

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
                name: "pause");

            migrationBuilder.DropTable(
                name: "reference_number");

            migrationBuilder.DropTable(
                name: "school");

            migrationBuilder.DropTable(
                name: "school_link");

            migrationBuilder.DropTable(
                name: "visit");

            migrationBuilder.DropTable(
                name: "commission");
        }
    }
}
