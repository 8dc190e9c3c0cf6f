using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Recharging.Migrations
{
    /// <inheritdoc />
    public partial class FindLedgerLinesByMonth : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "ix_ledger_lines_period",
                table: "ledger_lines",
                column: "period")
                .Annotation("Npgsql:IndexMethod", "brin")
                .Annotation("Npgsql:StorageParameter:pages_per_range", 16);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_ledger_lines_period",
                table: "ledger_lines");
        }
    }
}
