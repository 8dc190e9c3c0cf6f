using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Recharging.Migrations
{
    /// <inheritdoc />
    public partial class SecondKeysAndOfficers : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "by_sign_in",
                table: "dispute_entries",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "set_by_sign_in",
                table: "balance_terms",
                type: "text",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "joint_persons",
                columns: table => new
                {
                    reference = table.Column<string>(type: "text", nullable: false),
                    parties = table.Column<string[]>(type: "text[]", nullable: false),
                    sign_ins = table.Column<string[]>(type: "text[]", nullable: false),
                    is_ended = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_joint_persons", x => x.reference);
                });

            migrationBuilder.CreateTable(
                name: "officers",
                columns: table => new
                {
                    council = table.Column<string>(type: "text", nullable: false),
                    sign_in = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    roles = table.Column<string[]>(type: "text[]", nullable: false),
                    seen_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_officers", x => new { x.council, x.sign_in });
                });

            migrationBuilder.CreateTable(
                name: "rate_loads",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    table = table.Column<string>(type: "text", nullable: false),
                    council = table.Column<string>(type: "text", nullable: false),
                    loaded_by = table.Column<string>(type: "text", nullable: false),
                    loaded_by_name = table.Column<string>(type: "text", nullable: false),
                    loaded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    rows = table.Column<string>(type: "json", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    decided_by_council = table.Column<string>(type: "text", nullable: true),
                    decided_by = table.Column<string>(type: "text", nullable: true),
                    decided_by_name = table.Column<string>(type: "text", nullable: true),
                    decided_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    reason = table.Column<string>(type: "text", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_rate_loads", x => x.id);
                    table.CheckConstraint("says_why_not", "state IN ('Waiting', 'Confirmed') OR length(trim(reason)) >= 10");
                    table.CheckConstraint("second_key_is_the_others", "state NOT IN ('Confirmed', 'Rejected') OR decided_by_council <> council");
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "joint_persons");

            migrationBuilder.DropTable(
                name: "officers");

            migrationBuilder.DropTable(
                name: "rate_loads");

            migrationBuilder.DropColumn(
                name: "by_sign_in",
                table: "dispute_entries");

            migrationBuilder.DropColumn(
                name: "set_by_sign_in",
                table: "balance_terms");
        }
    }
}
