using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Governance.Migrations
{
    /// <inheritdoc />
    public partial class JointPersons : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "entered_by_officer",
                table: "approvals",
                type: "text",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "joint_persons",
                columns: table => new
                {
                    reference = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    parties = table.Column<string[]>(type: "text[]", nullable: false),
                    sign_ins = table.Column<string[]>(type: "text[]", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: false),
                    recorded_by = table.Column<string>(type: "text", nullable: false),
                    recorded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ending_asked_by = table.Column<string>(type: "text", nullable: true),
                    ending_asked_by_officer = table.Column<string>(type: "text", nullable: true),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_joint_persons", x => x.reference);
                    table.CheckConstraint("ended_by_both", "ended_at IS NULL OR ending_asked_by IS NOT NULL");
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "joint_persons");

            migrationBuilder.DropColumn(
                name: "entered_by_officer",
                table: "approvals");
        }
    }
}
