using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Secondments.Migrations
{
    /// <inheritdoc />
    public partial class TakeAnExtractAgain : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_hr_extracts_council_sha256",
                table: "hr_extracts");

            migrationBuilder.AddColumn<long>(
                name: "number",
                table: "hr_extracts",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<string>(
                name: "still_holds",
                table: "hr_extracts",
                type: "jsonb",
                nullable: false,
                defaultValueSql: "'[]'");

            migrationBuilder.AddColumn<string>(
                name: "person_told",
                table: "employments",
                type: "text",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "ix_hr_extracts_council_sha256_number",
                table: "hr_extracts",
                columns: new[] { "council", "sha256", "number" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_hr_extracts_council_sha256_number",
                table: "hr_extracts");

            migrationBuilder.DropColumn(
                name: "number",
                table: "hr_extracts");

            migrationBuilder.DropColumn(
                name: "still_holds",
                table: "hr_extracts");

            migrationBuilder.DropColumn(
                name: "person_told",
                table: "employments");

            migrationBuilder.CreateIndex(
                name: "ix_hr_extracts_council_sha256",
                table: "hr_extracts",
                columns: new[] { "council", "sha256" },
                unique: true);
        }
    }
}
