using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Secondments.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateSequence(
                name: "hr_extract_numbers");

            migrationBuilder.CreateSequence(
                name: "secondment_numbers");

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
                name: "authorities",
                columns: table => new
                {
                    agreement_reference = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    title = table.Column<string>(type: "text", nullable: false),
                    provider = table.Column<string>(type: "text", nullable: false),
                    recipient = table.Column<string>(type: "text", nullable: false),
                    first_day = table.Column<DateOnly>(type: "date", nullable: false),
                    last_day = table.Column<DateOnly>(type: "date", nullable: true),
                    legal_basis = table.Column<string>(type: "text", nullable: false),
                    ending_reason = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_authorities", x => x.agreement_reference);
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
                name: "employments",
                columns: table => new
                {
                    reference = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    council = table.Column<string>(type: "text", nullable: false),
                    employee_number = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    post_title = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    last_day = table.Column<DateOnly>(type: "date", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_employments", x => x.reference);
                    table.CheckConstraint("of_its_council", "starts_with(reference, council || '-')");
                });

            migrationBuilder.CreateTable(
                name: "hr_extracts",
                columns: table => new
                {
                    reference = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    council = table.Column<string>(type: "text", nullable: false),
                    sha256 = table.Column<string>(type: "text", nullable: false),
                    received_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    rows = table.Column<int>(type: "integer", nullable: false),
                    taken = table.Column<int>(type: "integer", nullable: false),
                    not_taken = table.Column<string>(type: "jsonb", nullable: false),
                    forbidden_fields_dropped = table.Column<string[]>(type: "text[]", nullable: false),
                    other_fields_dropped = table.Column<string[]>(type: "text[]", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_hr_extracts", x => x.reference);
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
                name: "pay_facts",
                columns: table => new
                {
                    number = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    council = table.Column<string>(type: "text", nullable: false),
                    employment_reference = table.Column<string>(type: "character varying(16)", nullable: false),
                    effective_from = table.Column<DateOnly>(type: "date", nullable: false),
                    extract_reference = table.Column<string>(type: "text", nullable: false),
                    extract_row = table.Column<int>(type: "integer", nullable: false),
                    learned_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    fte = table.Column<decimal>(type: "numeric(5,4)", precision: 5, scale: 4, nullable: false),
                    full_time_salary_gbp = table.Column<decimal>(type: "numeric(10,2)", precision: 10, scale: 2, nullable: true),
                    pension_scheme = table.Column<string>(type: "text", nullable: false),
                    spine = table.Column<string>(type: "text", nullable: false),
                    spine_point = table.Column<int>(type: "integer", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_pay_facts", x => x.number);
                    table.CheckConstraint("point_or_salary", "(spine_point IS NULL) <> (full_time_salary_gbp IS NULL)");
                    table.ForeignKey(
                        name: "fk_pay_facts_employments_employment_reference",
                        column: x => x.employment_reference,
                        principalTable: "employments",
                        principalColumn: "reference",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "placements",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    source_reference = table.Column<string>(type: "text", nullable: false),
                    employment_reference = table.Column<string>(type: "character varying(16)", nullable: false),
                    home_council = table.Column<string>(type: "text", nullable: false),
                    host_council = table.Column<string>(type: "text", nullable: false),
                    first_day = table.Column<DateOnly>(type: "date", nullable: false),
                    last_day = table.Column<DateOnly>(type: "date", nullable: true),
                    host_share_percent = table.Column<decimal>(type: "numeric(7,4)", precision: 7, scale: 4, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_placements", x => x.id);
                    table.CheckConstraint("part_of_a_person", "host_share_percent > 0 AND host_share_percent <= 100");
                    table.ForeignKey(
                        name: "fk_placements_employments_employment_reference",
                        column: x => x.employment_reference,
                        principalTable: "employments",
                        principalColumn: "reference",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "secondments",
                columns: table => new
                {
                    reference = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    agreement_reference = table.Column<string>(type: "text", nullable: false),
                    home_council = table.Column<string>(type: "text", nullable: false),
                    host_council = table.Column<string>(type: "text", nullable: false),
                    employment_reference = table.Column<string>(type: "character varying(16)", nullable: false),
                    post_title = table.Column<string>(type: "text", nullable: false),
                    service = table.Column<string>(type: "text", nullable: false),
                    first_day = table.Column<DateOnly>(type: "date", nullable: false),
                    last_day = table.Column<DateOnly>(type: "date", nullable: false),
                    legal_basis = table.Column<string>(type: "text", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    proposed_by = table.Column<string>(type: "text", nullable: false),
                    consulted_on = table.Column<DateOnly>(type: "date", nullable: true),
                    consultation_outcome = table.Column<string>(type: "text", nullable: true),
                    pending_asked_by_council = table.Column<string>(type: "text", nullable: true),
                    pending_day = table.Column<DateOnly>(type: "date", nullable: true),
                    pending_host_share_percent = table.Column<decimal>(type: "numeric(7,4)", precision: 7, scale: 4, nullable: true),
                    pending_change = table.Column<string>(type: "text", nullable: true),
                    pending_reason = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_secondments", x => x.reference);
                    table.CheckConstraint("consulted_under_section_113", "legal_basis <> 's113-lga-1972' OR consulted_on IS NOT NULL OR state IN ('Proposed', 'HomeApproved', 'HostApproved', 'Withdrawn')");
                    table.CheckConstraint("term_in_order", "last_day >= first_day");
                    table.CheckConstraint("two_councils", "home_council <> host_council");
                    table.ForeignKey(
                        name: "fk_secondments_employments_employment_reference",
                        column: x => x.employment_reference,
                        principalTable: "employments",
                        principalColumn: "reference",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "shared_posts",
                columns: table => new
                {
                    reference = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    title = table.Column<string>(type: "text", nullable: false),
                    agreement_reference = table.Column<string>(type: "text", nullable: false),
                    home_council = table.Column<string>(type: "text", nullable: false),
                    host_council = table.Column<string>(type: "text", nullable: false),
                    employment_reference = table.Column<string>(type: "character varying(16)", nullable: true),
                    service = table.Column<string>(type: "text", nullable: false),
                    first_day = table.Column<DateOnly>(type: "date", nullable: false),
                    review_on = table.Column<DateOnly>(type: "date", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_shared_posts", x => x.reference);
                    table.CheckConstraint("two_councils", "home_council <> host_council");
                    table.ForeignKey(
                        name: "fk_shared_posts_employments_employment_reference",
                        column: x => x.employment_reference,
                        principalTable: "employments",
                        principalColumn: "reference",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "secondment_shares",
                columns: table => new
                {
                    number = table.Column<int>(type: "integer", nullable: false),
                    secondment_reference = table.Column<string>(type: "character varying(16)", nullable: false),
                    effective_from = table.Column<DateOnly>(type: "date", nullable: false),
                    percent = table.Column<decimal>(type: "numeric(7,4)", precision: 7, scale: 4, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_secondment_shares", x => new { x.secondment_reference, x.number });
                    table.CheckConstraint("secondment_shares_percent", "percent >= 0 AND percent <= 100");
                    table.ForeignKey(
                        name: "fk_secondment_shares_secondments_secondment_reference",
                        column: x => x.secondment_reference,
                        principalTable: "secondments",
                        principalColumn: "reference",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "secondment_signatures",
                columns: table => new
                {
                    signatory = table.Column<string>(type: "text", nullable: false),
                    secondment_reference = table.Column<string>(type: "character varying(16)", nullable: false),
                    signed_on = table.Column<DateOnly>(type: "date", nullable: false),
                    document_sha256 = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    recorded_by = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_secondment_signatures", x => new { x.secondment_reference, x.signatory });
                    table.ForeignKey(
                        name: "fk_secondment_signatures_secondments_secondment_reference",
                        column: x => x.secondment_reference,
                        principalTable: "secondments",
                        principalColumn: "reference",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "shared_post_shares",
                columns: table => new
                {
                    number = table.Column<int>(type: "integer", nullable: false),
                    post_reference = table.Column<string>(type: "character varying(16)", nullable: false),
                    effective_from = table.Column<DateOnly>(type: "date", nullable: false),
                    percent = table.Column<decimal>(type: "numeric(7,4)", precision: 7, scale: 4, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_shared_post_shares", x => new { x.post_reference, x.number });
                    table.CheckConstraint("shared_post_shares_percent", "percent >= 0 AND percent <= 100");
                    table.ForeignKey(
                        name: "fk_shared_post_shares_shared_posts_post_reference",
                        column: x => x.post_reference,
                        principalTable: "shared_posts",
                        principalColumn: "reference",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_audit_subject",
                table: "audit",
                column: "subject");

            migrationBuilder.CreateIndex(
                name: "ix_hr_extracts_council_sha256",
                table: "hr_extracts",
                columns: new[] { "council", "sha256" },
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
                name: "ix_pay_facts_employment_reference_effective_from",
                table: "pay_facts",
                columns: new[] { "employment_reference", "effective_from" });

            migrationBuilder.CreateIndex(
                name: "ix_placements_employment_reference",
                table: "placements",
                column: "employment_reference");

            migrationBuilder.CreateIndex(
                name: "ix_placements_source_reference_first_day",
                table: "placements",
                columns: new[] { "source_reference", "first_day" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_secondments_employment_reference",
                table: "secondments",
                column: "employment_reference");

            migrationBuilder.CreateIndex(
                name: "ix_secondments_home_council_host_council",
                table: "secondments",
                columns: new[] { "home_council", "host_council" });

            migrationBuilder.CreateIndex(
                name: "ix_shared_posts_employment_reference",
                table: "shared_posts",
                column: "employment_reference");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "audit");

            migrationBuilder.DropTable(
                name: "authorities");

            migrationBuilder.DropTable(
                name: "business_clock");

            migrationBuilder.DropTable(
                name: "hr_extracts");

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
                name: "pay_facts");

            migrationBuilder.DropTable(
                name: "placements");

            migrationBuilder.DropTable(
                name: "secondment_shares");

            migrationBuilder.DropTable(
                name: "secondment_signatures");

            migrationBuilder.DropTable(
                name: "shared_post_shares");

            migrationBuilder.DropTable(
                name: "secondments");

            migrationBuilder.DropTable(
                name: "shared_posts");

            migrationBuilder.DropTable(
                name: "employments");

            migrationBuilder.DropSequence(
                name: "hr_extract_numbers");

            migrationBuilder.DropSequence(
                name: "secondment_numbers");
        }
    }
}
